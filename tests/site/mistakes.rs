//! Mistakes of authors: each with place and remedy, all in one run, the old site untouched.

use jiayuan_tests::{TestSite, assert_same};

#[test]
fn all_mistakes_show_in_one_run_and_the_old_output_stays() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    site.replace("content/guides/disuo.md", "description:", "descripton:");
    site.remove("content/cases/photos/00112233445566778899aabbccddeeff.jpg");
    let lines = site.read("content/cases/2017-08.jsonl");
    site.write(
        "content/cases/2017-08.jsonl",
        &format!("{lines}{{\"schema_version\":1,\n"),
    );
    site.write(
        "content/pages/zwei.md",
        "---\ntitle: 又一页\nslug: about\ndescription: 说明。\n---\n\n说明。\n",
    );
    site.replace(
        "content/offices/jindingjie.md",
        "street: 金顶街街道",
        "street: 金顶街",
    );
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    for (place, code, remedy) in [
        (
            "content/guides/disuo.md:4:1",
            "unknown-key",
            "是不是想写 description？",
        ),
        (
            "content/cases/2017-08.jsonl:1:",
            "missing-photo",
            "cases release",
        ),
        ("content/cases/2017-08.jsonl:5:", "", "cases release"),
        ("content/pages/zwei.md:3:7", "duplicate-address", "slug"),
        (
            "content/offices/jindingjie.md:4:9",
            "missing-target",
            "是不是想写“金顶街街道”？",
        ),
    ] {
        assert!(
            outcome.err.contains(place),
            "no {place} in\n{}",
            outcome.err
        );
        assert!(outcome.err.contains(code), "no {code} in\n{}", outcome.err);
        assert!(
            outcome.err.contains(remedy),
            "no {remedy} in\n{}",
            outcome.err
        );
    }
    // The line itself with a mark under the word.
    assert!(
        outcome
            .err
            .contains("descripton: 小区内划定停车位怎么申请。"),
        "{}",
        outcome.err
    );
    assert!(outcome.err.contains("^^^^^^^^^^"), "{}", outcome.err);
    assert_same(&site.files("public"), &before, "after a mistake");
}

#[test]
fn a_missing_field_is_told_once() {
    let site = TestSite::small();
    site.replace("content/guides/disuo.md", "link_way: 010-00001001\n", "");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.err.matches("link_way").count(),
        2,
        "{}",
        outcome.err
    );
    assert!(outcome.err.contains("content/guides/disuo.md:1:1"));
    assert!(!site.path("public").exists());
}

#[test]
fn fields_of_a_guide_have_to_agree() {
    let site = TestSite::small();
    let guide = "content/guides/disuo.md";
    site.replace(guide, "limit_scene_num: 0", "limit_scene_num: 2");
    site.replace(guide, "is_fee: 否", "is_fee: 是");
    site.replace(guide, "promise_day: 5", "promise_day: 30");
    site.replace(
        guide,
        "material_name: 身份证",
        "material_name: 法律规定的其他材料",
    );
    let err = site.build(&[]).err;
    for code in [
        "visit-without-reason",
        "fee-without-standard",
        "promise-over-limit",
        "catch-all-material",
    ] {
        assert!(err.contains(code), "no {code} in\n{err}");
    }
}

#[test]
fn what_a_yaml_reader_cannot_read_is_told_with_its_line() {
    let site = TestSite::small();
    site.replace("content/pages/about.md", "slug: about", "slug: [about");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("open-bracket"), "{}", outcome.err);
    assert!(
        outcome.err.contains("content/pages/about.md:"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_fault_in_a_template_leaves_the_old_output() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    site.write("themes/default/templates/news.html", "{{ news.titel }}");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("news.html:1"), "{}", outcome.err);
    assert_same(&site.files("public"), &before, "after a mistake");
}

#[test]
fn wrong_usage_ends_with_two_and_help_with_zero() {
    let site = TestSite::empty();
    assert_eq!(site.run(&["bild"]).status, 2);
    assert_eq!(site.run(&["build", "--nov", "x"]).status, 2);
    assert_eq!(site.run(&["build", "--now", "gestern"]).status, 2);
    assert_eq!(site.run(&["--help"]).status, 0);
    let nothing = site.run(&["build"]);
    assert_eq!(nothing.status, 1);
    assert!(nothing.err.contains("no-content"), "{}", nothing.err);
}

#[test]
fn check_tells_the_same_and_builds_nothing() {
    let site = TestSite::small();
    let clean = site.run(&["check"]).done();
    assert_eq!(clean.out.trim(), "没有发现问题。");
    site.replace(
        "content/guides/disuo.md",
        "topics: [tingche]",
        "topics: [tinche]",
    );
    let outcome = site.run(&["check"]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.err.contains("是不是想写“tingche”？"),
        "{}",
        outcome.err
    );
    assert!(!site.path("public").exists());
}

#[test]
fn an_output_that_overlaps_what_people_write_is_refused() {
    let site = TestSite::small();
    let before = site.files("content");
    for output in [
        ".",
        "content",
        "content/cases",
        "themes",
        ".jiayuan",
        "a/../content",
    ] {
        let outcome = site.build(&["--output", output]);
        assert_eq!(outcome.status, 1, "{output}");
        assert!(
            outcome.err.contains("output-overlaps"),
            "{output}: {}",
            outcome.err
        );
    }
    assert_same(&site.files("content"), &before, "after wrong outputs");
}

#[test]
fn a_picture_of_a_news_item_has_to_lie_beside_it() {
    let site = TestSite::small();
    let news = "content/news/2017/shangxian.md";
    site.replace(news, "source:", "image: photo.jpg\nsource:");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.err.contains("content/news/2017/shangxian.md:4:8"),
        "{}",
        outcome.err
    );
    assert!(outcome.err.contains("missing-picture"), "{}", outcome.err);
    site.write("content/news/2017/photo.jpg", "a picture");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("bad-picture"), "{}", outcome.err);
}
