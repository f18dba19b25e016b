//! How long what is closed is kept. A code's own days stand beside, see [`super::CODE_DAYS`].

use super::{SettingError, optional, wrong};
use crate::store::Clocks;

/// Days from closing until name and phone are deleted; 90 if unset.
pub const CONTACT_DAYS: &str = "JIAYUAN_CONTACT_DAYS";
/// Days from closing until the whole case is deleted from the table; 1095 if unset.
pub const CASE_DAYS: &str = "JIAYUAN_CASE_DAYS";

const DEFAULT_CONTACT_DAYS: u32 = 90;
const DEFAULT_CASE_DAYS: u32 = 1095;

/// Both clocks. Names never outlive the case that they belong to.
pub fn clocks(get: &impl Fn(&str) -> Option<String>) -> Result<Clocks, SettingError> {
    let days = |name, usual| match optional(get, name).map(|typed| typed.parse()) {
        None => Ok(usual),
        Some(Ok(days @ 1..=36_500)) => Ok(days),
        Some(_) => Err(wrong(name, "must be a number of days from 1 to 36500")),
    };
    let case_days = days(CASE_DAYS, DEFAULT_CASE_DAYS)?;
    let contact_days = days(CONTACT_DAYS, DEFAULT_CONTACT_DAYS.min(case_days))?;
    if contact_days > case_days {
        return Err(wrong(
            CONTACT_DAYS,
            format!("must not be more than {CASE_DAYS}, which is {case_days}"),
        ));
    }
    Ok(Clocks {
        contact_days,
        case_days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_outlive_the_case() {
        let read = |contact: &'static str, case: &'static str| {
            clocks(&move |name: &str| {
                let value = if name == CONTACT_DAYS { contact } else { case };
                Some(value.to_owned())
            })
        };
        let usual = read("", "").unwrap();
        assert_eq!((usual.contact_days, usual.case_days), (90, 1095));
        assert_eq!(read("", "30").unwrap().contact_days, 30);
        assert!(read("31", "30").is_err() && read("x", "").is_err() && read("0", "").is_err());
    }
}
