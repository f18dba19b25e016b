//! A guide as schema.org's GovernmentService, for search engines and map services.
//!
//! Only what the page says as well, and nothing of the day on which it was built.

use serde_json::{Map, Value, json};

use crate::assemble::{Site, guide_path, office_path};
use crate::model::guide::GuideFacts;
use crate::model::office::Office;

/// The data as text that may stand in a script element.
#[must_use]
pub fn json_ld(site: &Site, at: usize) -> String {
    let settings = &site.sources.settings;
    let guide = &site.sources.guides[at].item;
    let facts = &guide.facts;
    let whole = |path: &str| format!("{}{}{path}", settings.origin, settings.base_path);
    let address = whole(&guide_path(guide));
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("GovernmentService"));
    put("@id", json!(format!("{address}#service")));
    put("name", json!(facts.task_name));
    put(
        "alternateName",
        json!(alternate_names(&guide.title, &guide.keywords, facts)),
    );
    put("description", json!(guide.description));
    put("url", json!(address));
    put("inLanguage", json!(settings.language));
    put("serviceType", json!(facts.task_type));
    put("identifier", json!(facts.task_code));
    put("audience", audience(facts));
    put(
        "provider",
        json!({"@type": "GovernmentOrganization", "name": facts.dept_name}),
    );
    put("areaServed", json!(facts.handle_area));
    let output = facts.result_name.as_ref();
    put(
        "serviceOutput",
        output.map_or(Value::Null, |name| json!({"@type": "Thing", "name": name})),
    );
    put("isAccessibleForFree", json!(!facts.is_fee));
    let links = &site.guide_links[at];
    let offices = links
        .offices
        .iter()
        .map(|office| &site.sources.offices[*office].item);
    let mut channels: Vec<Value> = offices
        .map(|office| channel(office, &whole(&office_path(office))))
        .collect();
    channels.extend(
        facts
            .link_addr
            .iter()
            .map(|url| json!({"@type": "ServiceChannel", "serviceUrl": url})),
    );
    put("availableChannel", Value::Array(channels));
    in_script(&Value::Object(data).to_string())
}

fn alternate_names(title: &str, keywords: &[String], facts: &GuideFacts) -> Vec<String> {
    let title = (title != facts.task_name).then(|| title.to_owned());
    title.into_iter().chain(keywords.iter().cloned()).collect()
}

fn audience(facts: &GuideFacts) -> Value {
    facts
        .server_type
        .iter()
        .map(|kind| json!({"@type": "Audience", "audienceType": kind}))
        .collect()
}

/// A window to go to.
fn channel(office: &Office, address: &str) -> Value {
    let mut place = json!({
        "@type": "GovernmentOffice",
        "@id": address,
        "name": office.title,
        "address": office.address,
        "url": address,
    });
    if let Some(phone) = office.phones.first() {
        place["telephone"] = json!(phone.number);
    }
    if let Some([latitude, longitude]) = office.location {
        place["geo"] = json!({
            "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude,
        });
    }
    json!({"@type": "ServiceChannel", "serviceLocation": place})
}

/// Nothing in a script element may look like its end.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::in_script;

    #[test]
    fn no_text_ends_its_script_element() {
        assert_eq!(
            in_script("\"</script>&\""),
            "\"\\u003c/script\\u003e\\u0026\""
        );
    }
}
