//! Search: what is indexed, when it is made again, and that nothing personal gets in.

use jiayuan::search::cut::{Run, runs};
use jiayuan::search::index::shard;
use jiayuan_tests::{TestSite, repository};
use serde_json::Value;

/// All titles and texts that can be found, in one string.
fn all_words(site: &TestSite) -> String {
    let files = site.files("public/search");
    let cards_and_texts = files
        .iter()
        .filter(|(path, _)| path.starts_with(['c', 't']) && !path.starts_with("terms"));
    cards_and_texts
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect()
}

/// Every term of the index.
fn terms(site: &TestSite) -> Vec<String> {
    let files = site.files("public/search");
    let terms = files.iter().filter(|(path, _)| path.starts_with("terms"));
    terms
        .flat_map(|(_, bytes)| {
            let table: Value = serde_json::from_slice(bytes).expect("JSON");
            let table = table.as_object().expect("a table").clone();
            table.into_iter().map(|(term, _)| term)
        })
        .collect()
}

#[test]
fn the_browser_cuts_queries_as_the_index_cuts_texts() {
    // The same table is asked of search-terms.js in tests/browser/search.test.mjs.
    let path = repository().join("tests/browser/search.cuts.json");
    let table: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for row in table {
        let text = row["text"].as_str().expect("a text");
        let cut: Vec<String> = runs(text)
            .into_iter()
            .map(|run| match run {
                Run::Han(chars) => chars.into_iter().collect(),
                Run::Latin(word) => word,
            })
            .collect();
        let wanted: Vec<&str> = row["runs"]
            .as_array()
            .expect("runs")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(cut, wanted, "{text}");
        for run in &cut {
            assert_eq!(shard(run, 37), shard(&format!("^{run}"), 37), "{run}");
        }
    }
}

#[test]
fn everyday_words_of_a_category_are_terms_of_its_guide_and_texts_have_no_signs_of_markdown() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let terms = terms(&site);
    for term in ["地锁", "私装", "^私装地锁", "disuo", "停车位"] {
        assert!(terms.iter().any(|known| known == term), "{term} is no term");
    }
    let words = all_words(&site);
    assert!(words.contains("先问物业。"), "{words}");
    assert!(!words.contains("##"), "{words}");
}

#[test]
fn links_of_the_index_carry_the_base_path() {
    let site = TestSite::small();
    let _ = site
        .build(&["--base-url", "https://portal.example/zt/jiayuan/"])
        .done();
    let cards: Value = serde_json::from_str(&site.read("public/search/cards-0.json")).unwrap();
    for card in cards.as_array().expect("cards") {
        let link = card[2].as_str().expect("a link");
        assert!(link.starts_with("/zt/jiayuan/"), "{link}");
    }
}

#[test]
fn a_case_that_is_not_featured_changes_nothing_of_the_index_unless_the_settings_want_all() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public/search");
    let lines = site.read("content/cases/2017-08.jsonl");
    let line = lines
        .lines()
        .find(|line| line.contains("11111-11111"))
        .expect("a case");
    assert!(!line.contains("\"featured\":true"), "{line}");
    let more = line.replace("11111-11111-11111", "22222-AAAAA-AAAAA");
    site.write("content/cases/2017-08.jsonl", &format!("{lines}{more}\n"));
    let _ = site.build(&[]).done();
    assert!(
        site.files("public/search") == before,
        "the index was made again"
    );
    let settings = site.read("content/site.toml");
    site.write(
        "content/site.toml",
        &format!("{settings}\n[search]\ncases = \"all\"\n"),
    );
    let _ = site.build(&[]).done();
    assert!(all_words(&site).contains("22222-AAAAA-AAAAA"));
    site.write(
        "content/site.toml",
        &format!("{settings}\n[search]\ncases = \"some\"\n"),
    );
    assert_eq!(site.build(&[]).status, 1);
}

#[test]
fn a_phone_in_a_text_stops_the_build_and_stands_in_no_file_of_the_index() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site.replace(
        "content/pages/about.md",
        "\n---\n\n",
        "\n---\n\n找小王：139 1234 5678。\n\n",
    );
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1, "{}", outcome.err);
    assert!(!all_words(&site).contains("5678"));
    assert!(!terms(&site).iter().any(|term| term.contains("5678")));
}

#[test]
fn drafts_are_not_found_and_what_goes_is_forgotten() {
    let site = TestSite::small();
    let page = "---\ntitle: 说明甲\ndescription: 一句话。\n---\n\n独一无二。\n";
    site.write("content/pages/jia.md", page);
    let news = "---\ntitle: 草稿乙\npublished: 2017-07-03 09:00\nsource: 甲\ndescription: 乙。\ndraft: true\n---\n\n乙。\n";
    site.write("content/news/2017/yi.md", news);
    let _ = site.build(&[]).done();
    let words = all_words(&site);
    assert!(words.contains("独一无二") && !words.contains("草稿乙"));
    site.remove("content/pages/jia.md");
    let _ = site.build(&[]).done();
    assert!(!all_words(&site).contains("独一无二"));
}
