//! The forms: on their pages, and as the shell that the function fills.
//!
//! The theme writes the markup of a form once. On its page all marks are empty; for the function
//! they are literal markers, `%%value:text%%` and the like, which the function replaces with what
//! was typed, what is wrong with it, and what was chosen.

use std::collections::BTreeMap;

use jiayuan_function::case_record::Stage;
use jiayuan_function::intake_tables::{
    CalendarYear, IntakeCategory, IntakePlace, IntakeTables, IntakeUnit, LOOP, SimilarPage,
    StageLabel,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::assemble::Site;
use crate::model::language::{ENGLISH, Language};
use crate::plan::similar;
use crate::settings::{STAGES, Settings};

/// Fields of the report form that keep what was typed.
const REPORT_FIELDS: [&str; 13] = [
    "kind",
    "category",
    "text",
    "street",
    "place",
    "phone",
    "name",
    "code",
    "reply_wanted",
    "consent_publish",
    "consent",
    "place_token",
    "started",
];

/// Boxes to tick.
const BOXES: [&str; 3] = ["reply_wanted", "consent_publish", "consent"];

/// What a report can be: value, and key of its label.
const KINDS: [(&str, &str); 4] = [
    ("report", "lookup_words.report"),
    ("consult", "lookup_words.consult"),
    ("suggest", "lookup_words.suggest"),
    ("book", "lookup_words.book"),
];

/// Keys of the public loop's steps, in its order.
const STEPS: [&str; LOOP.len()] = [
    "loop_steps.intake",
    "loop_steps.file",
    "loop_steps.dispatch",
    "loop_steps.handling",
    "loop_steps.feedback",
    "loop_steps.closing",
    "loop_steps.evaluation",
];

/// A page with a form.
#[derive(Debug, Serialize)]
pub struct FormPageView {
    form: FormView,
}

#[derive(Debug, Serialize)]
struct FormView {
    action: String,
    reply: bool,
    kinds: Vec<ChoiceView>,
    groups: Vec<GroupView>,
    streets: Vec<StreetView>,
    /// The public loop, for the look-up.
    steps: Vec<LoopStepView>,
    v: BTreeMap<&'static str, String>,
    e: BTreeMap<&'static str, String>,
    e_class: BTreeMap<&'static str, String>,
    c: BTreeMap<&'static str, String>,
    summary: String,
    /// At which sticker.
    placed: String,
}

#[derive(Debug, Serialize)]
struct ChoiceView {
    value: &'static str,
    label: String,
    checked: String,
}

#[derive(Debug, Serialize)]
struct GroupView {
    label: String,
    categories: Vec<OptionView>,
}

#[derive(Debug, Serialize)]
struct OptionView {
    value: String,
    label: String,
    selected: String,
}

#[derive(Debug, Serialize)]
struct LoopStepView {
    label: String,
    stages: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct StreetView {
    name: String,
    label: String,
    selected: String,
}

/// Whether a form is a page, or the shell of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormUse {
    /// An empty form.
    Page,
    /// Markers for the function.
    Reply,
}

impl FormUse {
    fn mark(self, name: &str) -> String {
        match self {
            Self::Page => String::new(),
            Self::Reply => format!("%%{name}%%"),
        }
    }

    fn marks(self, kind: &str, fields: &[&'static str]) -> BTreeMap<&'static str, String> {
        fields
            .iter()
            .map(|field| (*field, self.mark(&format!("{kind}:{field}"))))
            .collect()
    }
}

/// The report form.
#[must_use]
pub fn report(site: &Site, form_use: FormUse) -> FormPageView {
    let tables = &site.sources.tables;
    let mut groups: Vec<GroupView> = Vec::new();
    for category in &tables.categories {
        let option = OptionView {
            value: category.code.clone(),
            label: site.label(&category.label),
            selected: form_use.mark(&format!("selected:category:{}", category.code)),
        };
        match groups
            .iter_mut()
            .find(|group| group.label == site.label(&category.group))
        {
            Some(group) => group.categories.push(option),
            None => groups.push(GroupView {
                label: site.label(&category.group),
                categories: vec![option],
            }),
        }
    }
    FormPageView {
        form: FormView {
            action: action(site, "reports"),
            reply: form_use == FormUse::Reply,
            kinds: KINDS
                .iter()
                .map(|(value, key)| ChoiceView {
                    value,
                    label: site.words.get(key).to_owned(),
                    checked: form_use.mark(&format!("checked:kind:{value}")),
                })
                .collect(),
            groups,
            streets: tables
                .streets
                .iter()
                .map(|street| StreetView {
                    name: street.name.clone(),
                    label: site.label(&street.name),
                    selected: form_use.mark(&format!("selected:street:{}", street.name)),
                })
                .collect(),
            steps: LOOP
                .iter()
                .zip(STEPS)
                .map(|((_, stages), key)| LoopStepView {
                    label: site.words.get(key).to_owned(),
                    stages: stages.iter().map(|stage| STAGES[*stage as usize]).collect(),
                })
                .collect(),
            v: form_use.marks("value", &REPORT_FIELDS),
            e: form_use.marks("error", &REPORT_FIELDS),
            e_class: form_use.marks("invalid", &REPORT_FIELDS),
            c: form_use.marks("checked", &BOXES),
            summary: form_use.mark("summary"),
            placed: form_use.mark("placed"),
        },
    }
}

/// Where a form is sent. The function answers in the language that it is asked in.
fn action(site: &Site, door: &str) -> String {
    let api = &site.sources.settings.api_url;
    match site.language {
        Language::Main => format!("{api}/{door}"),
        Language::English => format!("{api}/{door}?lang={ENGLISH}"),
    }
}

/// The look-up form.
#[must_use]
pub fn lookup(site: &Site) -> FormPageView {
    let mut page = report(site, FormUse::Page);
    page.form.action = action(site, "lookups");
    page
}

/// The report form with a category and a street filled in.
#[must_use]
pub fn report_href(site: &Site, code: &str, street: Option<&str>) -> String {
    let mut query = format!("?category={}", encode(code));
    if let Some(street) = street {
        query.push_str(&format!("&street={}", encode(street)));
    }
    let settings = &site.sources.settings;
    settings.href(&site.localized(&format!("/report/{query}")))
}

/// The report form of a sticker: the form names the place by itself.
#[must_use]
pub fn place_href(settings: &Settings, token: &str) -> String {
    settings.href(&format!("/report/?place={}", encode(token)))
}

/// The form for a remark on a guide, which it names in the text.
#[must_use]
pub fn about_guide_href(site: &Site, title: &str) -> String {
    let settings = &site.sources.settings;
    settings.href(&site.localized(&format!("/report/?kind=suggest&guide={}", encode(title))))
}

/// The report form with a street chosen.
#[must_use]
pub fn street_report_href(site: &Site, street: &str) -> String {
    let settings = &site.sources.settings;
    settings.href(&site.localized(&format!("/report/?street={}", encode(street))))
}

/// The form as a request for a time. What it is about stands in the text, where the resident sees
/// and can change it.
#[must_use]
pub fn booking_href(settings: &Settings, about: &str) -> String {
    settings.href(&format!("/report/?kind=book&about={}", encode(about)))
}

/// Percent-encodes a value of a query.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Places that have a sticker: convenience points and grids.
fn stickers(site: &Site) -> Vec<IntakePlace> {
    let tables = &site.sources.tables;
    // The function knows a street by its official name.
    let street = |name: &str| {
        let known = tables.street(name);
        known.map_or_else(|| name.to_owned(), |street| street.name.clone())
    };
    let boards = &site.sources.boards;
    let places = boards.places.iter().map(|place| IntakePlace {
        token: place.id.text.clone(),
        place: format!("{}，{}", place.name, place.address),
        street: street(&place.street.text),
        community: place.community().map(str::to_owned),
        grid: None,
    });
    let grids = boards.grids.iter().map(|grid| IntakePlace {
        token: grid.slug.text.clone(),
        place: format!("{}（{}）", grid.name, grid.id),
        street: street(&grid.street.text),
        community: grid.community().map(str::to_owned),
        grid: Some(grid.id.clone()),
    });
    places.chain(grids).collect()
}

/// What the function has to know of the site.
#[must_use]
pub fn intake_tables(site: &Site) -> IntakeTables {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    IntakeTables {
        site_name: settings.name.clone(),
        base_path: settings.base_path.clone(),
        languages: std::iter::once(settings.language.clone())
            .chain(site.english.iter().map(|_| ENGLISH.to_owned()))
            .collect(),
        hotline: settings.hotline.clone(),
        categories: tables
            .categories
            .iter()
            .map(|category| IntakeCategory {
                edition: category.edition.clone(),
                kind: category.kind.clone(),
                code: category.code.clone(),
                label: category.label.clone(),
                group: category.group.clone(),
                aliases: category.aliases.clone(),
            })
            .collect(),
        streets: tables
            .streets
            .iter()
            .map(|street| street.name.clone())
            .collect(),
        stages: ALL_STAGES
            .into_iter()
            .map(|stage| StageLabel {
                stage,
                label: settings.stage_label(STAGES[stage as usize]).to_owned(),
            })
            .collect(),
        answer_within_days: settings.answer_within_days,
        places: stickers(site),
        units: tables
            .units
            .iter()
            .map(|unit| IntakeUnit {
                name: unit.name.clone(),
                aliases: unit.aliases.clone(),
            })
            .collect(),
        calendar: site
            .sources
            .calendar
            .years()
            .map(|(year, list)| CalendarYear {
                year,
                off: list.off.iter().map(ToString::to_string).collect(),
                working: list.working.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        api_url: if settings.api_url.contains("://") {
            settings.api_url.clone()
        } else {
            format!("{}{}", settings.origin, settings.api_url)
        },
        similar: similar_pages(site),
        labels: english_labels(site),
    }
}

/// What English readers read for the names in these tables.
fn english_labels(site: &Site) -> Value {
    let settings = &site.sources.settings;
    let tables = &site.sources.tables;
    let (Some(english), Some(_)) = (&settings.english, &site.english) else {
        return Value::Null;
    };
    let names = tables
        .categories
        .iter()
        .map(|category| category.label.as_str())
        .chain(tables.streets.iter().map(|street| street.name.as_str()))
        .chain(tables.units.iter().map(|unit| unit.name.as_str()))
        .chain(STAGES.map(|stage| settings.stage_label(stage)));
    let labels: BTreeMap<&str, &str> = names
        .filter_map(|name| Some((name, english.words.get(name)?.as_str())))
        .collect();
    json!({ ENGLISH: labels })
}

/// Which lists of a category in a street there are.
fn similar_pages(site: &Site) -> Vec<SimilarPage> {
    similar::pairs(site)
        .map(|(category, street)| SimilarPage {
            category: category.code.clone(),
            street: street.name.clone(),
            path: similar::path(category, street),
        })
        .collect()
}

/// Every stage, in the order of [`STAGES`].
const ALL_STAGES: [Stage; STAGES.len()] = [
    Stage::Reported,
    Stage::Accepted,
    Stage::Filed,
    Stage::Dispatched,
    Stage::Handling,
    Stage::Feedback,
    Stage::Verified,
    Stage::Closed,
    Stage::Evaluated,
    Stage::Rejected,
    Stage::Deferred,
    Stage::Suspended,
    Stage::Reworked,
    Stage::Returned,
    Stage::Voided,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stage_names_stand_in_the_order_of_their_codes() {
        for (stage, name) in ALL_STAGES.into_iter().zip(STAGES) {
            assert_eq!(serde_json::to_value(stage).unwrap(), name);
            assert_eq!(STAGES[stage as usize], name);
        }
    }
}
