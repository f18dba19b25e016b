//! The whole way: a resident's report becomes a page that tells nobody who sent it, and goes again.

use crate::function::resident::{key, report};
use crate::function::world::Office;
use jiayuan_tests::TestSite;
use serde_json::json;

#[test]
fn a_report_becomes_a_page_through_export_gate_and_build_and_can_be_withdrawn() {
    let office = Office::new();
    let site = TestSite::small();
    let public = office.path("public").to_string_lossy().into_owned();
    let private = office.path("private").to_string_lossy().into_owned();
    let build = ["build", "--json", "--output", public.as_str()];
    let _ = site.run(&build).done();

    // The resident writes, gets a receipt, and finds the report again.
    let resident = office.serve();
    let mut typed = report();
    typed["text"] = json!("车位上又装了地锁，请打13812345678找示例先生。");
    let issued = resident.report(&key(), &typed).json();
    let id = issued["receipt"].as_str().expect("a receipt").to_owned();
    let code = issued["code"].as_str().expect("a code");
    let found = resident.look_up("13812345678", code).json();
    assert_eq!(found["reports"][0]["receipt"], id.as_str());
    assert_eq!(found["reports"][0]["stage"], "reported");

    // The office opens it; the gate lets the bare row through and no word.
    assert_eq!(office.export().len(), 1);
    let release = ["cases", "release", "--json", "--private", private.as_str()];
    let first = site.run(&release).done();
    assert_eq!(
        (first.number("case_rows"), first.number("case_pages")),
        (1, 0)
    );
    let _ = site.run(&build).done();
    let page = office.path(&format!("public/cases/{id}/index.html"));
    assert!(!page.exists());

    // A reviewer decides about exactly what would be published; it is, masked.
    let decide = [
        "cases",
        "decide",
        "--private",
        private.as_str(),
        "--as",
        "示例审核员",
        "--release",
        &id,
    ];
    let _ = site.run(&decide).done();
    let second = site.run(&release).done();
    assert_eq!(second.number("case_pages"), 1);
    let _ = site.run(&build).done();
    let text = std::fs::read_to_string(&page).expect("the case has a page");
    assert!(
        text.contains("车位上又装了地锁，请打〔电话〕找〔姓名〕"),
        "{text}"
    );
    assert_nowhere(&office, &["13812345678", "示例先生", "138 1234 5678", code]);

    // Taken back, it is gone from records, pages, lists and sitemap, and does not come back.
    let withdraw = [
        "cases",
        "withdraw",
        "--private",
        private.as_str(),
        "--output",
        public.as_str(),
        &id,
    ];
    let outcome = site.run(&withdraw).done();
    assert!(
        outcome.out.contains(&format!("/cases/{id}/")),
        "{}",
        outcome.out
    );
    assert_nowhere(&office, &[id.as_str(), "车位上又装了地锁"]);
    assert_eq!(site.run(&release).done().number("case_rows"), 0);
    let _ = site.run(&build).done();
    assert_nowhere(&office, &[id.as_str()]);
}

/// Demands that no file of the public site holds a text, in its name or inside.
fn assert_nowhere(office: &Office, texts: &[&str]) {
    for (path, bytes) in jiayuan_tests::files(&office.path("public")) {
        let content = String::from_utf8_lossy(&bytes);
        for text in texts {
            assert!(
                !content.contains(text) && !path.contains(text),
                "{text} stands in {path}"
            );
        }
    }
}
