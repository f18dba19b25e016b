//! What stands on the pages, and under which addresses.

use jiayuan_tests::TestSite;

#[test]
fn the_json_object_holds_numbers_only() {
    let site = TestSite::small();
    let json = site.build(&[]).done().json();
    for key in [
        "pages_total",
        "pages_rendered",
        "pages_reused",
        "case_rows",
        "case_pages",
        "cases_withheld",
        "photos_encoded",
        "photos_reused",
        "files_written",
        "files_removed",
        "bytes_written",
        "wall_ms",
    ] {
        assert!(json[key].is_u64(), "{key} in {json}");
    }
    assert_eq!(json["case_rows"], 4);
    assert_eq!(json["case_pages"], 2);
    assert_eq!(json["cases_withheld"], 0);
}

#[test]
fn every_page_says_that_it_is_a_sample_and_has_description_and_viewport() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    for (path, bytes) in site.files("public") {
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8(bytes).expect("pages are UTF-8");
        assert!(
            page.contains("这是测试站点。"),
            "{path} does not say that it is a sample"
        );
        assert!(
            page.contains("<meta name=\"description\" content=\""),
            "{path}"
        );
        assert!(
            page.contains("<meta name=\"viewport\" content=\""),
            "{path}"
        );
        assert!(
            page.contains("<meta name=\"SiteName\" content=\"小站\">"),
            "{path}"
        );
        assert!(
            !page.contains("<script>") && !page.contains(" style=\""),
            "{path}"
        );
    }
}

#[test]
fn links_carry_the_base_path_and_nothing_needs_the_host() {
    let site = TestSite::small();
    let _ = site
        .build(&["--base-url", "https://portal.example/zt/jiayuan/"])
        .done();
    for (path, bytes) in site.files("public") {
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8(bytes).expect("pages are UTF-8");
        for attribute in ["href=\"", "src=\"", "action=\""] {
            for (at, _) in page.match_indices(attribute) {
                let target = &page[at + attribute.len()..];
                let target = &target[..target.find('"').expect("a closed attribute")];
                let own = target.starts_with('/') && !target.starts_with("/api/");
                assert!(
                    !own || target.starts_with("/zt/jiayuan/"),
                    "{target} in {path}"
                );
                let whole = target.starts_with("https://portal.example");
                let rest = &page[..at];
                let tag = &rest[rest.rfind('<').expect("an open tag")..];
                assert!(!whole || tag.contains("canonical"), "{target} in {path}");
            }
        }
    }
    let sitemap = site.read("public/sitemap.xml");
    assert!(sitemap.contains("https://portal.example/zt/jiayuan/sitemaps/pages.xml"));
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let files = site.files("public");
    for (path, bytes) in &files {
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8_lossy(bytes);
        for attribute in ["href=\"/", "src=\"/"] {
            for (at, _) in page.match_indices(attribute) {
                let target = &page[at + attribute.len()..];
                let target = &target[..target.find(['"', '#', '?']).expect("a closed attribute")];
                if target == "api/form" {
                    // The function's own form, for those without scripts.
                    continue;
                }
                let file = if target.is_empty() || target.ends_with('/') {
                    format!("{target}index.html")
                } else {
                    target.to_owned()
                };
                assert!(
                    files.contains_key(&file),
                    "/{target} on {path} leads nowhere"
                );
            }
        }
    }
}

#[test]
fn rows_without_words_and_home_reported_rows_have_no_page() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    assert!(
        site.path("public/cases/11111-11111-11111/index.html")
            .is_file()
    );
    for id in ["33333-33333-33333", "44444-44444-44444"] {
        assert!(!site.path(&format!("public/cases/{id}")).exists());
        let mentions = site
            .files("public")
            .into_iter()
            .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(id));
        assert_eq!(mentions.map(|(path, _)| path), None);
    }
}

#[test]
fn a_released_word_that_is_private_withholds_its_case_and_the_rest_is_built() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site.replace(
        "content/cases/2017-08.jsonl",
        "楼前又装了地锁",
        "打13800000001问",
    );
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert_eq!(outcome.number("cases_withheld"), 1);
    assert!(
        outcome.err.contains("content/cases/2017-08.jsonl:2:1"),
        "{}",
        outcome.err
    );
    assert!(
        !outcome.err.contains("13800000001"),
        "a finding repeats what it hides"
    );
    assert!(!site.path("public/cases/22222-22222-22222").exists());
    assert!(
        site.path("public/cases/11111-11111-11111/index.html")
            .is_file()
    );
    for (path, bytes) in site.files("public") {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("13800000001"),
            "{path}"
        );
    }
}

#[test]
fn programs_of_editors_are_left_out() {
    let site = TestSite::small();
    site.write(
        "content/pages/about.md",
        "---\ntitle: 关于\nslug: about\ndescription: 说明。\n---\n\n<script>alert(1)</script>\n",
    );
    let _ = site.build(&[]).done();
    let page = site.read("public/about/index.html");
    assert!(!page.contains("alert(1)"), "{page}");
}
