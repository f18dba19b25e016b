//! Answers in the language of whoever asks, and the plain form that a link fills in.

use super::{
    forms::fields,
    resident::{key, report},
    world::Office,
};
use serde_json::json;

fn whole() -> Vec<(String, String)> {
    fields(&[
        ("kind", "report"),
        ("category", "06040"),
        ("text", "A lock on a public parking space"),
        ("street", "金顶街街道"),
        ("phone", ""),
        ("consent", "true"),
    ])
}

/// The Chinese of a page, besides the site's name and what the tables have no word for.
fn chinese(page: &str) -> String {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    page.replace("家园", "").chars().filter(han).collect()
}

#[test]
fn the_whole_way_of_a_plain_form_is_english() {
    let office = Office::new();
    office.speak_english();
    let resident = office.serve();
    let faulty = resident.post_form("/api/reports?lang=en", &fields(&[("kind", "report")]));
    assert_eq!(faulty.status, 422);
    assert_eq!(faulty.headers["content-language"], "en");
    for said in [
        "4 things to correct",
        "Please choose the subdistrict.",
        "Please tick the box",
    ] {
        assert!(faulty.body.contains(said), "{said}: {}", faulty.body);
    }
    let check = resident.post_form("/api/reports?lang=en", &whole());
    assert_eq!(check.status, 200, "{}", check.body);
    for said in [
        "Please check before sending",
        "<dt>Subdistrict</dt><dd>Jindingjie Subdistrict</dd>",
        "<dd>Private parking lock</dd>",
        "action=\"/api/reports?lang=en\"",
    ] {
        assert!(check.body.contains(said), "{said}: {}", check.body);
    }
    let mut pressed = check.hidden();
    pressed.push(("step".to_owned(), "confirm".to_owned()));
    let receipt = resident.post_form("/api/reports?lang=en", &pressed);
    assert_eq!(receipt.status, 201, "{}", receipt.body);
    for said in [
        "We have received your report",
        "href=\"/en/lookup/\"",
        "Photo 1",
    ] {
        assert!(receipt.body.contains(said), "{said}: {}", receipt.body);
    }
    assert!(receipt.body.contains("/api/photos/received?lang=en"));
    assert_eq!(chinese(&receipt.body), "", "{}", receipt.body);
    let received = resident.get("/api/photos/received?lang=en");
    assert!(
        received.body.contains("Photo received."),
        "{}",
        received.body
    );

    let code = receipt.between("<dd class=\"code\">", "</dd>");
    let found = resident.post_form(
        "/api/lookups?lang=en",
        &fields(&[("phone", ""), ("code", &code)]),
    );
    for said in [
        "Report: Private parking lock",
        "<dd>Received</dd>",
        "Checked and closed",
    ] {
        assert!(found.body.contains(said), "{said}: {}", found.body);
    }
    assert_eq!(chinese(&found.body), "", "{}", found.body);
    let nothing = resident.post_form(
        "/api/lookups?lang=en",
        &fields(&[("phone", ""), ("code", "x")]),
    );
    assert!(nothing.body.contains("Nothing found"));
    assert_eq!(chinese(&nothing.body), "", "{}", nothing.body);
    let none = resident.post_form(
        "/api/feedback?lang=en",
        &fields(&[
            ("code", "x"),
            ("receipt", "x"),
            ("resolved", "true"),
            ("satisfied", "yes"),
        ]),
    );
    assert_eq!(none.status, 404);
    assert_eq!(chinese(&none.body), "", "{}", none.body);
}

#[test]
fn a_program_is_answered_in_the_language_that_it_accepts() {
    let office = Office::new();
    office.speak_english();
    let resident = office.serve();
    let json = ("content-type", "application/json");
    let english = ("accept-language", "en-GB,en;q=0.9,zh;q=0.4");
    let large = "x".repeat(70_000);
    for (path, body, status) in [
        ("/api/reports", "{}", 400),
        ("/api/reports", "[]", 400),
        ("/api/reports", large.as_str(), 413),
        ("/api/lookups", "{}", 422),
        ("/api/feedback", "{\"stars\": 5}", 422),
        ("/api/photos", "{}", 422),
        ("/api/nothing", "{}", 404),
        ("/api/health", "{}", 405),
    ] {
        let answer = resident.post(path, &[json, english], body);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.headers["content-language"], "en");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(chinese(&answer.body), "", "{path}: {}", answer.body);
        assert_eq!(answer.headers.contains_key("allow"), status == 405);
        let other = resident.post(path, &[json], body);
        assert_eq!(other.headers["content-language"], "zh-CN");
        assert!(!chinese(&other.body).is_empty(), "{path}: {}", other.body);
        assert_eq!(other.faults(), answer.faults());
    }
    let issued = resident.report(&key(), &report()).json();
    let asked = json!({"phone": "13812345678", "code": issued["code"]});
    let found = resident.post("/api/lookups?lang=en", &[json], &asked.to_string());
    let found = &found.json()["reports"][0];
    assert_eq!(found["label"], "Received");
    assert_eq!(found["street"], "Jindingjie Subdistrict");
    assert_eq!(found["stage"], "reported");
}

#[test]
fn a_site_without_english_answers_its_pages_in_chinese() {
    let office = Office::new();
    let resident = office.serve();
    let check = resident.post_form("/api/reports?lang=en", &whole());
    assert!(check.body.contains("请核对后提交"), "{}", check.body);
}

#[test]
fn a_link_fills_in_the_plain_form_with_names_of_the_tables_alone() {
    let office = Office::new();
    let resident = office.serve();
    let form =
        resident.get("/api/form?kind=consult&category=06040&place=JD7-012&text=words&phone=1");
    assert_eq!(form.status, 200, "{}", form.body);
    for filled in [
        "value=\"consult\" checked",
        "<option value=\"06040\" selected>",
        "您正在为“金顶街四区北门”上报。",
        "name=\"place_token\" value=\"JD7-012\"",
        "<option selected>金顶街街道</option>",
    ] {
        assert!(form.body.contains(filled), "{filled}: {}", form.body);
    }
    assert!(!form.body.contains("words") && !form.body.contains("value=\"1\""));
    assert!(!form.body.contains("%%"), "{}", form.body);

    let odd =
        resident.get("/api/form?kind=%3Cb%3E&category=%22%3E%3Cb%3E&street=%3Cb%3E&place=%3Cb%3E");
    assert_eq!(odd.status, 200);
    assert!(
        !odd.body.contains("<b>") && !odd.body.contains("&lt;b"),
        "{}",
        odd.body
    );
    assert!(odd.body.contains("value=\"report\" checked"));
}

#[test]
fn a_sticker_stays_with_the_form_until_the_report_is_filed() {
    let office = Office::new();
    let resident = office.serve();
    let mut typed = whole();
    typed.retain(|(name, _)| name != "street" && name != "consent");
    typed.push(("place_token".to_owned(), "JD7-012".to_owned()));
    let form = resident.post_form("/api/reports", &typed);
    assert_eq!(form.status, 422, "{}", form.body);
    assert!(form.body.contains("name=\"place_token\" value=\"JD7-012\""));
    typed.push(("consent".to_owned(), "true".to_owned()));
    let check = resident.post_form("/api/reports", &typed);
    let mut pressed = check.hidden();
    pressed.push(("step".to_owned(), "confirm".to_owned()));
    assert_eq!(resident.post_form("/api/reports", &pressed).status, 201);
    let record = &office.export()[0];
    assert_eq!(record["place"], "金顶街四区北门");
    assert_eq!(record["street"], "金顶街街道");
}
