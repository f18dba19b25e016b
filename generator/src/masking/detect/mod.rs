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

use std::ops::Range;

use super::{AllowList, Class, fold::Folded};

/// A range of glyphs.
pub(super) type Span = Range<usize>;

/// A class, and how to find it.
pub(super) struct Detector {
    pub(super) class: Class,
    pub(super) find: fn(&Folded, &AllowList, &mut Vec<Span>),
}

/// In order of rank: where findings overlap, the earlier row names the class.
pub(super) const DETECTORS: &[Detector] = &[
    Detector {
        class: Class::Email,
        find: email::find,
    },
    Detector {
        class: Class::Token,
        find: token::find,
    },
    Detector {
        class: Class::IdCard,
        find: id_card::find,
    },
    Detector {
        class: Class::BankCard,
        find: bank_card::find,
    },
    Detector {
        class: Class::Passport,
        find: passport::find,
    },
    Detector {
        class: Class::Network,
        find: network::find,
    },
    Detector {
        class: Class::Position,
        find: position::find,
    },
    Detector {
        class: Class::Plate,
        find: plate::find,
    },
    Detector {
        class: Class::Phone,
        find: phone::find,
    },
    Detector {
        class: Class::Account,
        find: account::find,
    },
    Detector {
        class: Class::Birth,
        find: birth::find,
    },
    Detector {
        class: Class::Room,
        find: room::find,
    },
    Detector {
        class: Class::SchoolClass,
        find: school_class::find,
    },
];
