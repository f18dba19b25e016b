//! Feeds: read as a reader's program would, and what a new case changes.

use std::collections::BTreeMap;

use jiayuan_tests::TestSite;
use quick_xml::Reader;
use quick_xml::events::Event;

/// The texts of an Atom feed's elements by path, `feed/entry/title`; faults of the XML are failures.
fn atom(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().trim_text(true);
    let (mut path, mut found) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                found.entry(path.join("/")).or_default();
            }
            Event::Empty(empty) => {
                let name = empty.name().as_ref().to_owned();
                let attributes = empty
                    .attributes()
                    .map(|one| {
                        let one = one.expect("an attribute");
                        one.value.into_owned()
                    })
                    .collect::<Vec<_>>();
                let key = format!("{}/{name}", path.join("/"));
                found.entry(key).or_default().push(attributes.join(" "));
            }
            Event::Text(text) => {
                let text = String::from(&*text);
                found.entry(path.join("/")).or_default().push(text);
            }
            Event::End(_) => drop(path.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "open elements: {path:?}");
    found
}

fn is_rfc3339(text: &str) -> bool {
    text.len() == 25 && text.ends_with("+08:00") && text.as_bytes()[10] == b'T'
}

#[test]
fn every_feed_is_whole_in_both_formats_and_below_any_path() {
    let site = TestSite::small();
    let base = "https://portal.example/zt/jiayuan";
    let _ = site.build(&["--base-url", &format!("{base}/")]).done();
    let files = site.files("public/feeds");
    for name in [
        "cases",
        "category-si-she-di-suo-zu-che-zhuang",
        "street-jindingjie",
        "news",
    ] {
        let text = String::from_utf8(files[&format!("{name}.xml")].clone()).expect("UTF-8");
        let feed = atom(&text);
        for key in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(feed[key].len(), 1, "{key} in {name}");
        }
        assert_eq!(feed["feed/id"][0], format!("{base}/feeds/{name}.xml"));
        assert!(
            feed["feed/link"]
                .iter()
                .any(|link| link.starts_with("self "))
        );
        let ids = &feed["feed/entry/id"];
        assert!(!ids.is_empty());
        for key in ["title", "updated", "published"] {
            assert_eq!(feed[&format!("feed/entry/{key}")].len(), ids.len());
        }
        assert!(
            feed["feed/entry/updated"]
                .iter()
                .all(|time| is_rfc3339(time))
        );
        assert_eq!(
            feed["feed/updated"][0],
            *feed["feed/entry/updated"].iter().max().expect("one")
        );
        let json: serde_json::Value =
            serde_json::from_slice(&files[&format!("{name}.json")]).expect("JSON");
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["feed_url"], format!("{base}/feeds/{name}.json"));
        let items = json["items"].as_array().expect("items");
        assert_eq!(items.len(), ids.len());
        for (item, id) in items.iter().zip(ids) {
            assert_eq!(item["id"], **id);
            assert!(
                item["content_text"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            );
            assert!(item["date_published"].as_str().is_some_and(is_rfc3339));
            let page = id.strip_prefix(base).expect("an address of the site");
            assert!(
                site.path(&format!("public{page}index.html")).is_file(),
                "{id}"
            );
        }
    }
    let list = site.read("public/feeds/index.html");
    assert!(list.contains("/zt/jiayuan/feeds/cases.xml"));
    let cases = site.read("public/cases/index.html");
    assert!(cases.contains("<link rel=\"alternate\" type=\"application/atom+xml\""));
}

#[test]
fn what_has_no_page_is_in_no_feed() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    for (path, bytes) in site.files("public/feeds") {
        let text = String::from_utf8_lossy(&bytes);
        for id in ["33333-33333-33333", "44444-44444-44444"] {
            assert!(!text.contains(id), "{id} in {path}");
        }
        assert!(
            !path.contains("zao-sheng"),
            "a feed of what is reported from home"
        );
    }
}

#[test]
fn a_days_feed_says_what_markup_would_break() {
    let site = TestSite::small();
    site.replace(
        "content/cases/2017-08.jsonl",
        "小区内私装地锁",
        "<b>地锁</b> & “桩”",
    );
    let _ = site.build(&[]).done();
    let feed = atom(&site.read("public/feeds/cases.xml"));
    assert_eq!(feed["feed/entry/id"].len(), 2);
    let json: serde_json::Value =
        serde_json::from_str(&site.read("public/feeds/cases.json")).expect("JSON");
    let titles: Vec<_> = json["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|i| &i["title"])
        .collect();
    assert!(titles.iter().any(|title| **title == "<b>地锁</b> & “桩”"));
}

#[test]
fn one_more_case_changes_the_feeds_of_its_category_and_street_and_of_all() {
    let site = TestSite::sample();
    let _ = site.build(&[]).done();
    let before = site.files("public/feeds");
    let lines = site.read("content/cases/2018-06.jsonl");
    let line = lines.lines().last().expect("a case");
    let case: serde_json::Value = serde_json::from_str(line).expect("a case");
    let id = case["public_id"].as_str().expect("an id");
    let more = line.replace(id, "ZZZZZ-ZZZZZ-ZZZZZ");
    site.write("content/cases/2018-06.jsonl", &format!("{lines}{more}\n"));
    let _ = site.build(&[]).done();
    let after = site.files("public/feeds");
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .collect();
    assert_eq!(
        changed.len(),
        6,
        "{:?}",
        changed.iter().map(|(path, _)| path).collect::<Vec<_>>()
    );
}
