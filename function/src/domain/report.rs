//! A report: as typed, and as believed. Converted once, with every fault found in one go.

use super::{Code, Fault, Phone, RawLocation, contact::NotAPhone, typed};
use crate::{
    case_record::{CategoryRef, Kind, Location},
    intake_tables::{IntakeCategory, IntakePlace, IntakeTables},
    words::{Named, Sentence},
};

/// Fewest and most characters of the text.
pub const TEXT_CHARACTERS: std::ops::RangeInclusive<usize> = 5..=2000;
/// Most characters of the place.
pub const PLACE_CHARACTERS: usize = 256;
/// Most characters of the name.
pub const NAME_CHARACTERS: usize = 50;
/// Most characters of the phone, with its extension.
pub const PHONE_CHARACTERS: usize = 64;
/// The kinds, with the words that residents read.
pub const KINDS: [(&str, &str, Kind); 4] = [
    ("report", "举报", Kind::Report),
    ("consult", "咨询", Kind::Consult),
    ("suggest", "建议", Kind::Suggest),
    ("book", "预约", Kind::Book),
];

/// What someone typed, whichever way it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawReport {
    /// `report`, `consult`, `suggest` or `book`.
    pub kind: String,
    /// A category's code or label.
    pub category: String,
    /// The words.
    pub text: String,
    /// A street of the site's table.
    pub street: String,
    /// Where, in words.
    pub place: String,
    /// What the sticker at the place carries.
    pub place_token: String,
    /// Where, on the map.
    pub location: RawLocation,
    /// How to reach them.
    pub phone: String,
    /// Who they are.
    pub name: String,
    /// A code from an earlier report that this one shall join.
    pub code: String,
    /// They want an answer.
    pub reply_wanted: bool,
    /// The anonymised words may be published.
    pub consent_publish: bool,
    /// They agree that the office handles what they typed.
    pub consent: bool,
}

/// A report that keeps every rule.
#[derive(Clone, PartialEq)]
pub struct NewReport {
    /// What is wanted.
    pub kind: Kind,
    /// What it is about; always there for a report.
    pub category: Option<CategoryRef>,
    /// Where; always there for a report.
    pub street: Option<String>,
    /// The words.
    pub text: String,
    /// Where, in words; may be empty. A sticker's words come first.
    pub place: String,
    /// The sticker that it was reported at.
    pub place_token: Option<String>,
    /// Community of the sticker.
    pub community: Option<String>,
    /// Grid cell of the sticker.
    pub grid: Option<String>,
    /// Where, on the map: coarse, WGS-84.
    pub location: Option<Location>,
    /// Who; may be empty.
    pub name: String,
    /// The number in E.164.
    pub phone: Option<Phone>,
    /// The number as it was typed, with an extension if there was one.
    pub phone_typed: String,
    /// An earlier code, if what was typed can be one.
    pub earlier_code: Option<Code>,
    /// They want an answer.
    pub reply_wanted: bool,
    /// The anonymised words may be published.
    pub consent_publish: bool,
}

impl RawReport {
    /// Checks everything against the site's tables.
    pub fn check(&self, tables: &IntakeTables) -> Result<NewReport, Vec<Fault>> {
        let mut faults = Vec::new();
        let kind = KINDS
            .iter()
            .find(|(value, ..)| *value == self.kind)
            .map(|(.., kind)| *kind);
        if kind.is_none() {
            faults.push(Fault::new("kind", Sentence::ChooseKind));
        }
        let must_say_where = kind == Some(Kind::Report);
        let category = self.category(tables, must_say_where, &mut faults);
        let text = self.text(&mut faults);
        let sticker = self.sticker(tables, &mut faults);
        let street = self.street(tables, sticker, must_say_where, &mut faults);
        let place = limited(Named::Place, &self.place, PLACE_CHARACTERS, &mut faults);
        let location = self.location(&mut faults);
        let phone_typed = limited(Named::Phone, &self.phone, PHONE_CHARACTERS, &mut faults);
        let phone = match phone_typed.as_str() {
            "" => None,
            typed => match Phone::read(typed) {
                Ok(phone) => Some(phone),
                Err(why) => {
                    if !faults.iter().any(|fault| fault.field == "phone") {
                        faults.push(Fault::new("phone", no_phone(why)));
                    }
                    None
                }
            },
        };
        let name = limited(Named::Name, &self.name, NAME_CHARACTERS, &mut faults);
        if !self.consent {
            faults.push(Fault::new("consent", Sentence::Consent));
        }
        match kind {
            Some(kind) if faults.is_empty() => Ok(NewReport {
                kind,
                category,
                street,
                text,
                place: sticker.map_or_else(|| place.clone(), |sticker| at(sticker, &place)),
                place_token: sticker.map(|sticker| sticker.token.clone()),
                community: sticker.and_then(|sticker| sticker.community.clone()),
                grid: sticker.and_then(|sticker| sticker.grid.clone()),
                location,
                name,
                phone,
                phone_typed,
                earlier_code: Code::read(&self.code),
                reply_wanted: self.reply_wanted,
                consent_publish: self.consent_publish,
            }),
            _ => Err(faults),
        }
    }

    fn category(
        &self,
        tables: &IntakeTables,
        required: bool,
        faults: &mut Vec<Fault>,
    ) -> Option<CategoryRef> {
        let wanted = self.category.clone();
        if wanted.is_empty() {
            if required {
                faults.push(Fault::new("category", Sentence::ChooseCategory));
            }
            return None;
        }
        let found = find_category(tables, &wanted);
        if found.is_none() {
            faults.push(Fault::new("category", Sentence::NoSuchCategory));
        }
        found.map(|found| CategoryRef {
            edition: found.edition.clone(),
            kind: found.kind.clone(),
            code: found.code.clone(),
            label: found.label.clone(),
        })
    }

    fn text(&self, faults: &mut Vec<Fault>) -> String {
        let text = typed::lines(&self.text);
        // The most is counted as typed, as the form's own counter does.
        let (length, typed) = (text.chars().count(), self.text.chars().count());
        let fault = if length == 0 {
            Sentence::WriteText
        } else if length < *TEXT_CHARACTERS.start() {
            Sentence::TextTooShort(*TEXT_CHARACTERS.start())
        } else if typed > *TEXT_CHARACTERS.end() {
            Sentence::TextTooLong {
                most: *TEXT_CHARACTERS.end(),
                now: typed,
            }
        } else {
            return text;
        };
        faults.push(Fault::new("text", fault));
        text
    }

    /// The place of the sticker that was scanned.
    fn sticker<'a>(
        &self,
        tables: &'a IntakeTables,
        faults: &mut Vec<Fault>,
    ) -> Option<&'a IntakePlace> {
        let token = self.place_token.trim();
        if token.is_empty() {
            return None;
        }
        let found = tables.place(token);
        if found.is_none() {
            faults.push(Fault::new("place_token", Sentence::NoSuchSticker));
        }
        found
    }

    fn location(&self, faults: &mut Vec<Fault>) -> Option<Location> {
        if self.location.is_empty() {
            return None;
        }
        match self.location.read() {
            Ok(location) => Some(location),
            Err(wrong) => {
                faults.push(Fault::new("location", wrong));
                None
            }
        }
    }

    fn street(
        &self,
        tables: &IntakeTables,
        sticker: Option<&IntakePlace>,
        required: bool,
        faults: &mut Vec<Fault>,
    ) -> Option<String> {
        let wanted = self.street.clone();
        if wanted.is_empty() {
            if let Some(sticker) = sticker {
                return Some(sticker.street.clone());
            }
            if required {
                faults.push(Fault::new("street", Sentence::ChooseStreet));
            }
            return None;
        }
        if !tables.streets.contains(&wanted) {
            faults.push(Fault::new("street", Sentence::NoSuchStreet));
            return None;
        }
        Some(wanted)
    }
}

/// The sticker's words, and what was typed besides.
fn at(sticker: &IntakePlace, typed: &str) -> String {
    if typed.is_empty() || typed == sticker.place {
        return sticker.place.clone();
    }
    if typed.starts_with(&sticker.place) {
        return typed.to_owned();
    }
    format!("{}，{typed}", sticker.place)
}

/// A category by its code, its label, or an everyday word for it.
pub fn find_category<'a>(tables: &'a IntakeTables, wanted: &str) -> Option<&'a IntakeCategory> {
    let all = &tables.categories;
    all.iter()
        .find(|category| category.code == wanted)
        .or_else(|| all.iter().find(|category| category.label == wanted))
        .or_else(|| {
            all.iter()
                .find(|category| category.aliases.iter().any(|alias| alias == wanted))
        })
}

fn no_phone(why: NotAPhone) -> Sentence {
    match why {
        NotAPhone::Signs => Sentence::PhoneSigns,
        NotAPhone::Length => Sentence::PhoneLength,
        NotAPhone::NoArea => Sentence::PhoneArea,
    }
}

fn limited(field: Named, typed: &str, most: usize, faults: &mut Vec<Fault>) -> String {
    let now = typed.chars().count();
    if now > most {
        let name = match field {
            Named::Place => "place",
            Named::Phone => "phone",
            Named::Name => "name",
        };
        faults.push(Fault::new(name, Sentence::TooLong { field, most, now }));
    }
    typed::line(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> IntakeTables {
        serde_json::from_str(include_str!("../../testdata/intake.json")).unwrap()
    }

    fn raw() -> RawReport {
        RawReport {
            kind: "report".into(),
            category: "06040".into(),
            text: "小区内有人私装地锁".into(),
            street: "金顶街街道".into(),
            consent: true,
            ..RawReport::default()
        }
    }

    fn fields(result: Result<NewReport, Vec<Fault>>) -> Vec<String> {
        result
            .err()
            .unwrap()
            .into_iter()
            .map(|fault| fault.field)
            .collect()
    }

    #[test]
    fn a_whole_report_is_believed() {
        let report = raw()
            .check(&tables())
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(report.category.unwrap().label, "私设地锁、阻车桩");
        assert_eq!(report.street.as_deref(), Some("金顶街街道"));
    }

    #[test]
    fn finds_every_fault_at_once() {
        let raw = RawReport {
            phone: "abc".into(),
            text: "短".into(),
            ..RawReport::default()
        };
        assert_eq!(
            fields(raw.check(&tables())),
            ["kind", "text", "phone", "consent"]
        );
        let raw = RawReport {
            kind: "report".into(),
            ..raw
        };
        assert_eq!(
            fields(raw.check(&tables())),
            ["category", "text", "street", "phone", "consent"]
        );
    }

    #[test]
    fn a_question_needs_neither_category_nor_street() {
        let raw = RawReport {
            kind: "consult".into(),
            category: String::new(),
            street: String::new(),
            ..raw()
        };
        assert!(raw.check(&tables()).is_ok());
    }

    #[test]
    fn a_category_is_found_by_code_label_or_everyday_word() {
        for category in ["06040", "私设地锁、阻车桩", "私装地锁"] {
            let raw = RawReport {
                category: category.into(),
                ..raw()
            };
            assert_eq!(
                raw.check(&tables()).ok().unwrap().category.unwrap().code,
                "06040"
            );
        }
    }

    #[test]
    fn a_sticker_says_where() {
        let raw = RawReport {
            street: String::new(),
            place: "东侧第二个车位".into(),
            place_token: " JD7-012 ".into(),
            ..raw()
        };
        let report = raw.check(&tables()).ok().unwrap();
        assert_eq!(report.place, "金顶街四区北门，东侧第二个车位");
        assert_eq!(report.street.as_deref(), Some("金顶街街道"));
        assert_eq!(report.grid.as_deref(), Some("JDJ-012"));
        let unknown = RawReport {
            place_token: "JD7-013".into(),
            location: RawLocation {
                lat: "x".into(),
                ..RawLocation::default()
            },
            ..raw
        };
        assert_eq!(
            fields(unknown.check(&tables())),
            ["place_token", "street", "location"]
        );
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        let longest = RawReport {
            text: "𣲗".repeat(2000),
            ..raw()
        };
        assert!(longest.check(&tables()).is_ok());
        let longer = RawReport {
            text: "字".repeat(2001),
            ..raw()
        };
        assert_eq!(fields(longer.check(&tables())), ["text"]);
    }
}
