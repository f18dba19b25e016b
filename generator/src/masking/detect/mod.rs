//! The classes that have a shape: one row each.

mod account;
mod bank_card;
mod birth;
mod email;
mod id_card;
mod network;
mod number;
mod passport;
mod phone;
mod plate;
mod position;
mod room;
mod school_class;
mod token;

pub(super) use self::room::beside_names as rooms_beside;

use std::ops::Range;

use super::{AllowList, Class, fold::Folded, signs::Signs};

/// A range of glyphs.
pub(super) type Span = Range<usize>;

/// A class, and how to find it.
pub(super) struct Detector {
    pub(super) class: Class,
    /// Whether a text with these signs can hold one. Where it says no, `find` finds nothing.
    pub(super) may_be_in: fn(&Signs) -> bool,
    pub(super) find: fn(&Folded, &AllowList, &mut Vec<Span>),
}

/// In order of rank: where findings overlap, the earlier row names the class.
pub(super) const DETECTORS: &[Detector] = &[
    Detector {
        class: Class::Email,
        may_be_in: |signs| signs.letters > 0 || signs.ats > 0,
        find: email::find,
    },
    Detector {
        class: Class::Token,
        may_be_in: |signs| signs.equals > 0 && signs.letters > 0,
        find: token::find,
    },
    Detector {
        class: Class::IdCard,
        may_be_in: |signs| signs.digits >= 14,
        find: id_card::find,
    },
    Detector {
        class: Class::BankCard,
        may_be_in: |signs| signs.digits >= 12,
        find: bank_card::find,
    },
    Detector {
        class: Class::Passport,
        may_be_in: |signs| signs.digits >= 6,
        find: passport::find,
    },
    Detector {
        class: Class::Network,
        may_be_in: network::may_be_in,
        find: network::find,
    },
    Detector {
        class: Class::Position,
        may_be_in: |signs| signs.digits >= 8,
        find: position::find,
    },
    Detector {
        class: Class::Plate,
        may_be_in: |signs| signs.letters > 0 && signs.digits > 0,
        find: plate::find,
    },
    Detector {
        class: Class::Phone,
        may_be_in: |signs| signs.digits >= 7,
        find: phone::find,
    },
    Detector {
        class: Class::Account,
        may_be_in: |signs| signs.letters > 0 || signs.digits >= 5,
        find: account::find,
    },
    Detector {
        class: Class::Birth,
        may_be_in: |signs| signs.digits > 0 && signs.births > 0,
        find: birth::find,
    },
    Detector {
        class: Class::Room,
        may_be_in: |signs| signs.numerals >= 2,
        find: room::find,
    },
    Detector {
        class: Class::SchoolClass,
        may_be_in: |signs| signs.classes > 0,
        find: school_class::find,
    },
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every text of the masking sets, whole and in pieces: what the signs rule out is not there.
    #[test]
    fn signs_rule_out_nothing_that_is_found() {
        let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/masking");
        let allow = AllowList::default();
        let (mut found, mut ruled_out) = (Vec::<Span>::new(), 0);
        for name in ["hard", "held_out", "unseen", "wild", "everyday"] {
            let set = std::fs::read_to_string(sets.join(name).with_extension("jsonl"))
                .expect("a set of texts");
            for line in set.lines() {
                let chars: Vec<char> = line.chars().collect();
                let pieces = chars.windows(24.min(chars.len())).step_by(5);
                for piece in pieces.chain([chars.as_slice()]) {
                    let text: String = piece.iter().collect();
                    let folded = Folded::of(&text);
                    for detector in DETECTORS {
                        if (detector.may_be_in)(folded.signs()) {
                            continue;
                        }
                        ruled_out += 1;
                        (detector.find)(&folded, &allow, &mut found);
                        assert!(found.is_empty(), "{text}");
                    }
                }
            }
        }
        assert!(
            ruled_out > 10_000,
            "most pieces have few signs: {ruled_out}"
        );
    }
}
