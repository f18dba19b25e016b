//! The fields of a report, from JSON or from a form, into what someone typed. Unknown fields and
//! wrong types are faults of their own, reported together with those of the rules.

use crate::{
    domain::{Fault, RawLocation, RawReport},
    words::Sentence,
};
use serde_json::{Map, Value};

/// What a ticked box of a form may send, and what one that is not ticked.
pub(super) const SWITCHED_ON: [&str; 4] = ["true", "on", "1", "yes"];
/// See [`SWITCHED_ON`].
pub(super) const SWITCHED_OFF: [&str; 5] = ["", "false", "off", "0", "no"];

/// A report's fields and those that travel with them.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) raw: RawReport,
    /// The solved proof of work.
    pub(super) altcha: String,
    /// Honeypot: people do not see it.
    pub(super) website: String,
    /// Unix time at which the function made the form; empty on the site's own page.
    pub(super) started: String,
    /// What the check-your-answers page carries.
    pub(super) token: String,
    /// Which of its buttons was pressed.
    pub(super) step: String,
    /// Unknown names and wrong types.
    pub(super) faults: Vec<Fault>,
}

impl Fields {
    /// From JSON: `null` is the same as absent.
    pub(super) fn from_json(object: Map<String, Value>) -> Self {
        let mut fields = Self::default();
        for (name, value) in object {
            if let Some(switch) = fields.switch(&name) {
                match value {
                    Value::Bool(on) => *switch = on,
                    Value::Null => {}
                    _ => fields.fault(&name, Sentence::OnlySwitch),
                }
            } else if name == "location" {
                fields.position(value);
            } else if name == "altcha" || fields.words(&name).is_some() {
                match value {
                    Value::String(typed) if name == "altcha" => fields.altcha = typed,
                    Value::String(typed) => {
                        if let Some(words) = fields.words(&name) {
                            *words = typed;
                        }
                    }
                    Value::Null => {}
                    _ => fields.fault(&name, Sentence::OnlyText),
                }
            } else {
                fields.fault(&name, Sentence::UnknownField);
            }
        }
        fields
    }

    /// From a form: a box that is not ticked is not sent.
    pub(super) fn from_form(pairs: Vec<(String, String)>) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            if let Some(switch) = fields.switch(&name) {
                *switch = SWITCHED_ON.contains(&value.as_str());
                if !*switch && !SWITCHED_OFF.contains(&value.as_str()) {
                    fields.fault(&name, Sentence::OnlySwitch);
                }
            } else if let Some(words) = fields.words(&name) {
                // Forms send every line end as two characters; people count one.
                *words = value.replace("\r\n", "\n");
            } else {
                match name.as_str() {
                    "lat" => fields.raw.location.lat = value,
                    "lon" => fields.raw.location.lon = value,
                    "datum" => fields.raw.location.datum = value,
                    "altcha" => fields.altcha = value,
                    "website" => fields.website = value,
                    "started" => fields.started = value,
                    "token" => fields.token = value,
                    "step" => fields.step = value,
                    _ => fields.fault(&name, Sentence::UnknownFormField),
                }
            }
        }
        fields
    }

    /// `{lat, lon, datum}`.
    fn position(&mut self, value: Value) {
        let number = |value: Option<&Value>| match value {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let sent = match &value {
            Value::Null => return,
            Value::Object(sent) if sent.len() == 3 => sent,
            _ => return self.fault("location", Sentence::LocationShape),
        };
        match (
            number(sent.get("lat")),
            number(sent.get("lon")),
            sent.get("datum"),
        ) {
            (Some(lat), Some(lon), Some(Value::String(datum))) => {
                let datum = datum.clone();
                self.raw.location = RawLocation { lat, lon, datum };
            }
            _ => self.fault("location", Sentence::LocationShape),
        }
    }

    fn switch(&mut self, name: &str) -> Option<&mut bool> {
        match name {
            "reply_wanted" => Some(&mut self.raw.reply_wanted),
            "consent_publish" => Some(&mut self.raw.consent_publish),
            "consent" => Some(&mut self.raw.consent),
            _ => None,
        }
    }

    fn words(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "kind" => Some(&mut self.raw.kind),
            "category" => Some(&mut self.raw.category),
            "text" => Some(&mut self.raw.text),
            "street" => Some(&mut self.raw.street),
            "place" => Some(&mut self.raw.place),
            "place_token" => Some(&mut self.raw.place_token),
            "phone" => Some(&mut self.raw.phone),
            "name" => Some(&mut self.raw.name),
            "code" => Some(&mut self.raw.code),
            _ => None,
        }
    }

    fn fault(&mut self, name: &str, detail: Sentence) {
        let name: String = name.chars().take(40).collect();
        self.faults.push(Fault::new(name, detail));
    }
}

/// Faults of reading and faults of the rules, one for each field: who sent a number as text need
/// not hear that the text is missing.
pub(super) fn together(mut reading: Vec<Fault>, rules: Vec<Fault>) -> Vec<Fault> {
    for fault in rules {
        if !reading.iter().any(|known| known.field == fault.field) {
            reading.push(fault);
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn unknown_names_and_wrong_types_are_faults() {
        let fields = Fields::from_json(object(
            json!({"kind": 1, "consent": "yes", "website": "", "text": null, "place": "东门"}),
        ));
        let mut named: Vec<_> = fields
            .faults
            .iter()
            .map(|fault| fault.field.as_str())
            .collect();
        named.sort_unstable();
        assert_eq!(named, ["consent", "kind", "website"]);
        assert_eq!(fields.raw.place, "东门");
    }

    #[test]
    fn a_box_that_is_not_sent_is_not_ticked() {
        let fields = Fields::from_form(vec![
            ("consent".into(), "on".into()),
            ("text".into(), "x".into()),
        ]);
        assert!(fields.raw.consent && !fields.raw.reply_wanted && fields.faults.is_empty());
    }

    #[test]
    fn one_fault_for_each_field() {
        let all = together(
            vec![Fault::new("text", Sentence::OnlyText)],
            vec![
                Fault::new("text", Sentence::WriteText),
                Fault::new("kind", Sentence::ChooseKind),
            ],
        );
        assert_eq!(
            all,
            [
                Fault::new("text", Sentence::OnlyText),
                Fault::new("kind", Sentence::ChooseKind)
            ]
        );
    }
}
