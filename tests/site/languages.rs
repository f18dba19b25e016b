//! The English site beside the Chinese one.

use jiayuan_tests::TestSite;

/// The small site in two languages, with its guide translated.
fn site() -> TestSite {
    let site = TestSite::small();
    site.replace(
        "content/site.toml",
        "base_url = \"https://small.example\"",
        "base_url = \"https://small.example\"\nlanguages = [\"zh-CN\", \"en\"]",
    );
    let settings = site.read("content/site.toml");
    site.write(
        "content/site.toml",
        &format!(
            "{settings}\n[en]\nname = \"Small site\"\ndescription = \"A small site.\"\nsample = \"This is a test site.\"\n\n[en.words]\n\"停车\" = \"Parking\"\n\"金顶街街道\" = \"Jindingjie Subdistrict\"\n\"私设地锁、阻车桩\" = \"Private parking lock\"\n"
        ),
    );
    site.write(
        "content/guides/disuo.en.md",
        "---\ntitle: A parking space\ndescription: How to apply.\ntask_name: Parking space\ndept_name: Subdistrict Office\nby_law:\n  - name: Test Measures\naccept_condition: [You live here.]\nhandle_flow:\n  - step: Apply\ntransact_addr: [1 Test Road]\ntransact_time: Monday to Friday\nlink_way: 010-00001001\nsupervise_way: \"12345\"\nmaterials:\n  - material_name: Identity card\n    is_need: required\n---\n\nAsk the [office](../offices/jindingjie.md) first.\n",
    );
    site
}

#[test]
fn a_translation_has_its_page_and_takes_over_what_is_no_words() {
    let site = site();
    let outcome = site.build(&[]).done();
    assert_eq!(outcome.err, "");
    let page = site.read("public/en/guides/disuo/index.html");
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    for words in [
        "A parking space",
        "5 working days",
        "Free of charge",
        "Identity card",
        "This is a test site.",
        "Report: Private parking lock",
    ] {
        assert!(page.contains(words), "no {words}: {page}");
    }
    // The office has not been translated: it is named, and leads to the Chinese page.
    assert!(
        page.contains("<a href=\"/offices/jindingjie/\" lang=\"zh-CN\""),
        "{page}"
    );
    assert!(page.contains("(in Chinese)"), "{page}");
    assert!(
        page.contains("href=\"/offices/jindingjie/\">office</a>"),
        "{page}"
    );
}

#[test]
fn both_languages_name_each_other_and_the_header_leads_across() {
    let site = site();
    let _ = site
        .build(&["--base-url", "https://a.example/zt/jy"])
        .done();
    let (chinese, english) = (
        site.read("public/guides/disuo/index.html"),
        site.read("public/en/guides/disuo/index.html"),
    );
    for page in [&chinese, &english] {
        for link in [
            "<link rel=\"alternate\" hreflang=\"zh-CN\" href=\"/zt/jy/guides/disuo/\">",
            "<link rel=\"alternate\" hreflang=\"en\" href=\"/zt/jy/en/guides/disuo/\">",
        ] {
            assert!(page.contains(link), "{link}: {page}");
        }
    }
    assert!(
        chinese.contains("class=\"language-switch\" href=\"/zt/jy/en/guides/disuo/\" lang=\"en\"")
    );
    assert!(
        english.contains("class=\"language-switch\" href=\"/zt/jy/guides/disuo/\" lang=\"zh-CN\"")
    );
    // What has no twin leads to the other language's home.
    let news = site.read("public/news/shangxian/index.html");
    assert!(
        news.contains("class=\"language-switch\" href=\"/zt/jy/en/\""),
        "{news}"
    );
    assert!(
        !news.contains("hreflang=\"en\" href=\"/zt/jy/en/news"),
        "{news}"
    );
    assert!(
        site.read("public/sitemaps/pages.xml")
            .contains("https://a.example/zt/jy/en/guides/disuo/")
    );
}

#[test]
fn the_form_is_in_english_and_the_function_is_asked_for_it() {
    let site = site();
    let _ = site.build(&[]).done();
    let page = site.read("public/en/report/index.html");
    assert!(page.contains("action=\"/api/reports?lang=en\""), "{page}");
    assert!(
        page.contains("<option value=\"金顶街街道\">Jindingjie Subdistrict</option>"),
        "{page}"
    );
    assert!(page.contains(">Private parking lock</option>"), "{page}");
    assert!(site.path("public/en/lookup/index.html").is_file());
    assert!(
        site.read("public/reply/report.en.html")
            .contains("%%value:text%%")
    );
    assert!(site.read("public/reply/en.html").contains("%%main%%"));
    assert!(site.read("public/reply/intake.json").contains("\"en\""));
}

#[test]
fn a_site_in_one_language_has_no_english_pages() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    assert!(!site.path("public/en").exists());
    let page = site.read("public/index.html");
    assert!(
        !page.contains("language-switch") && !page.contains("hreflang"),
        "{page}"
    );
}

#[test]
fn a_changed_translation_makes_its_own_pages_again_and_no_chinese_one() {
    let site = site();
    let _ = site.build(&[]).done();
    site.replace(
        "content/guides/disuo.en.md",
        "How to apply.",
        "How one applies.",
    );
    let outcome = site.build(&["--changes", "changes.json"]).done();
    assert_eq!(outcome.err, "");
    let changes: serde_json::Value =
        serde_json::from_str(&site.read("changes.json")).expect("changes are JSON");
    let changed = changes["changed"].as_array().expect("a list");
    assert!(!changed.is_empty());
    for path in changed {
        let path = path.as_str().expect("a path");
        assert!(path.starts_with("en/"), "{path}");
    }
}

#[test]
fn the_english_search_finds_what_is_translated_and_names_of_what_is_not() {
    let site = site();
    let _ = site
        .build(&["--base-url", "https://a.example/zt/jy"])
        .done();
    let page = site.read("public/en/search/index.html");
    assert!(page.contains("data-search=\"/zt/jy/en/search/\""), "{page}");
    let cards: serde_json::Value =
        serde_json::from_str(&site.read("public/en/search/cards-0.json")).expect("cards");
    let cards: Vec<(&str, &str, &str)> = cards
        .as_array()
        .expect("a list")
        .iter()
        .map(|card| {
            let text = |at: usize| card[at].as_str().expect("a text");
            (text(1), text(2), text(4))
        })
        .collect();
    for card in [
        (
            "A parking space",
            "/zt/jy/en/guides/disuo/",
            "5 working days",
        ),
        (
            "金顶街街道政务服务中心",
            "/zt/jy/offices/jindingjie/",
            "(in Chinese)",
        ),
    ] {
        assert!(cards.contains(&card), "{card:?}: {cards:?}");
    }
    let form = |card: &&(&str, &str, &str)| card.0 == "Report: Private parking lock";
    let form = cards.iter().find(form).expect("a form");
    assert!(
        form.1.starts_with("/zt/jy/en/report/?category="),
        "{form:?}"
    );
    let terms: String = site
        .files("public/en/search")
        .into_iter()
        .filter(|(path, _)| path.starts_with("terms"))
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    assert!(
        terms.contains("\"parking\"") && terms.contains("\"jindingjie\""),
        "{terms}"
    );
}
