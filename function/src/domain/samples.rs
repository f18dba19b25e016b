//! What the tests of several rooms begin with.

use super::{NewReport, Progress, Receipt};
use crate::case_record::Kind;
use jiff::Timestamp;

/// A report in which nothing is filled in but what every kind needs.
pub(crate) fn report(kind: Kind) -> NewReport {
    NewReport {
        kind,
        category: None,
        street: None,
        text: "多种几棵树".into(),
        place: String::new(),
        place_token: None,
        community: None,
        grid: None,
        location: None,
        name: String::new(),
        phone: None,
        phone_typed: String::new(),
        earlier_code: None,
        reply_wanted: false,
        consent_publish: false,
    }
}

/// The same, as it has just come in.
pub(crate) fn filed(kind: Kind, number: [u8; 10], at: Timestamp) -> Progress {
    Progress::filed(Receipt::from_random(number), &report(kind), at)
}
