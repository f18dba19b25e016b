//! What is personal reaches no output, wherever it was planted, and what is public passes.

use jiayuan_tests::{Outcome, TestSite, assert_same};

const PHONE: &str = "13812345678";
const ID_CARD: &str = "11010519491231002X";
const EMAIL: &str = "zhang.wei@example.com";

/// Whether any file of a folder holds a text, in its name or in its bytes.
fn holds(site: &TestSite, folder: &str, text: &str) -> bool {
    site.files(folder)
        .iter()
        .any(|(path, bytes)| path.contains(text) || String::from_utf8_lossy(bytes).contains(text))
}

/// Builds, plants, builds again: a mistake at `place`, nothing repeated, the old output as it was.
fn is_a_mistake(what: &str, place: &str, plant: impl Fn(&TestSite)) {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    plant(&site);
    for args in [&[][..], &["--force"][..]] {
        let outcome = site.build(args);
        assert_eq!(outcome.status, 1, "{what}\n{}", outcome.err);
        assert!(
            outcome.err.contains("private-words"),
            "{what}\n{}",
            outcome.err
        );
        assert!(
            outcome.err.contains(place),
            "{what}: no {place} in\n{}",
            outcome.err
        );
        for secret in [PHONE, ID_CARD, EMAIL, "12345678"] {
            let told = outcome.err.replace(&format!("{PHONE}.md"), "");
            assert!(
                !told.contains(secret) || place.contains(PHONE),
                "{what} is repeated:\n{told}"
            );
        }
        assert_same(&site.files("public"), &before, what);
    }
}

#[test]
fn words_of_editors_and_theme_stop_the_build_and_the_old_output_stays() {
    is_a_mistake(
        "a guide's text, split by markup",
        "content/guides/disuo.md:33:",
        |s| {
            s.replace(
                "content/guides/disuo.md",
                "先问物业。",
                "先问物业，**138**1234`5678`。",
            );
        },
    );
    is_a_mistake(
        "an identity card in an office's text",
        "content/offices/jindingjie.md:15:",
        |s| {
            s.replace(
                "content/offices/jindingjie.md",
                "进门右手。",
                &format!("例如 {ID_CARD}。"),
            );
        },
    );
    is_a_mistake("an address in a page", "content/pages/about.md:7:", |s| {
        s.replace(
            "content/pages/about.md",
            "[办事指南]",
            &format!("{EMAIL} [办事指南]"),
        );
    });
    is_a_mistake(
        "an alternative text",
        "content/news/2017/shangxian.md:10:",
        |s| {
            let photo = "content/cases/photos/00112233445566778899aabbccddeeff.jpg";
            let photo = std::fs::read(s.path(photo)).unwrap();
            s.write_bytes("content/news/2017/a.jpg", &photo);
            s.replace(
                "content/news/2017/shangxian.md",
                "\n上线了。",
                "\n![138-1234-5678](a.jpg)",
            );
        },
    );
    is_a_mistake("a keyword", "content/guides/disuo.md:5:", |s| {
        s.replace(
            "content/guides/disuo.md",
            "offices: [",
            &format!("keywords: [停车, \"{PHONE}\"]\noffices: ["),
        );
    });
    is_a_mistake("a bulletin's note", "content/bulletins/2019.toml:", |s| {
        let text = s.read("content/bulletins/2019.toml");
        let noted = text.replacen("unit = ", &format!("note = \"问 {PHONE}\"\nunit = "), 1);
        s.write("content/bulletins/2019.toml", &noted);
    });
    is_a_mistake(
        "a word of the theme",
        "themes/default/i18n/zh-CN.toml:",
        |s| {
            s.replace(
                "themes/default/i18n/zh-CN.toml",
                "跳到正文",
                &format!("跳到正文 {PHONE}"),
            );
        },
    );
    is_a_mistake("a template", "themes/default/templates/case.html:", |s| {
        s.replace(
            "themes/default/templates/case.html",
            "{% block main %}",
            "{% block main %}<b>138</b>12345678",
        );
    });
    is_a_mistake("a setting", "content/site.toml:", |s| {
        s.replace(
            "content/site.toml",
            "description = \"",
            &format!("description = \"{EMAIL} "),
        );
    });
    is_a_mistake("a file's name", "content/news/2017/13812345678.md", |s| {
        let text = s.read("content/news/2017/shangxian.md");
        s.write("content/news/2017/13812345678.md", &text);
    });
}

/// A hit in a case: the site is whole without it, and the exit status tells.
fn is_withheld(what: &str, outcome: &Outcome, site: &TestSite, id: &str) {
    assert_eq!(outcome.status, 1, "{what}\n{}", outcome.err);
    assert_eq!(outcome.number("cases_withheld"), 1, "{what}");
    assert!(
        outcome.err.contains("content/cases/2017-08.jsonl:"),
        "{what}\n{}",
        outcome.err
    );
    assert!(
        !outcome.err.contains(PHONE),
        "{what} is repeated:\n{}",
        outcome.err
    );
    assert!(!holds(site, "public", id), "{what}: {id} is still there");
    assert!(!holds(site, "public", PHONE), "{what} is published");
    assert!(site.path("public/index.html").is_file(), "{what}");
}

/// Two cases with a page each.
fn two_cases() -> TestSite {
    let site = TestSite::small();
    let lines = site.read("content/cases/2017-08.jsonl");
    let with_page = lines
        .lines()
        .find(|line| line.contains("11111-11111"))
        .expect("a case");
    let other = with_page.replace("11111-11111-11111", "11111-11111-11112");
    site.write(
        "content/cases/2017-08.jsonl",
        &format!("{}\n", {
            let mut all: Vec<&str> = lines.lines().chain([other.as_str()]).collect();
            all.sort_unstable();
            all.join("\n")
        }),
    );
    site
}

#[test]
fn a_hand_edited_row_withholds_its_case_everywhere_and_no_other() {
    let site = two_cases();
    let _ = site.build(&[]).done();
    assert!(holds(&site, "public", "11111-11111-11112"));
    let lines = site.read("content/cases/2017-08.jsonl");
    let edited: Vec<String> = lines
        .lines()
        .map(|line| {
            if line.contains("11111-11111-11112") {
                let source = "\"source\":\"公众号\"";
                assert!(line.contains(source));
                line.replace(source, &format!("\"source\":\"来电{PHONE}\""))
            } else {
                line.to_owned()
            }
        })
        .collect();
    site.write(
        "content/cases/2017-08.jsonl",
        &format!("{}\n", edited.join("\n")),
    );
    let first = site.build(&[]);
    is_withheld("a row", &first, &site, "11111-11111-11112");
    assert!(holds(&site, "public", "11111-11111-11111"));
    let after = site.files("public");
    let again = site.build(&[]);
    is_withheld("a row", &again, &site, "11111-11111-11112");
    assert_same(&site.files("public"), &after, "in the next build");
    let forced = site.build(&["--force"]);
    is_withheld("a row", &forced, &site, "11111-11111-11112");
    assert_same(&site.files("public"), &after, "with --force");
    // The same without the case in the file.
    let clean = TestSite::empty();
    jiayuan_tests::copy(&site.path("content"), &clean.path("content"));
    let kept: Vec<_> = edited
        .iter()
        .filter(|line| !line.contains("11111-11112"))
        .collect();
    let kept: Vec<&str> = kept.into_iter().map(String::as_str).collect();
    clean.write(
        "content/cases/2017-08.jsonl",
        &format!("{}\n", kept.join("\n")),
    );
    let _ = clean.build(&[]).done();
    assert_same(
        &after,
        &clean.files("public"),
        "beside a site without the case",
    );
    // And back.
    site.write("content/cases/2017-08.jsonl", &lines);
    let _ = site.build(&[]).done();
    assert!(holds(&site, "public", "11111-11111-11112"));
}

#[test]
fn a_number_in_a_cases_words_withholds_it_and_is_not_told() {
    let site = two_cases();
    let lines = site.read("content/cases/2017-08.jsonl");
    let edited: Vec<String> = lines
        .lines()
        .map(|line| match line.contains("11111-11111-11112") {
            true => line.replacen("\"title\":\"", &format!("\"title\":\"车主{PHONE}"), 1),
            false => line.to_owned(),
        })
        .collect();
    site.write(
        "content/cases/2017-08.jsonl",
        &format!("{}\n", edited.join("\n")),
    );
    let outcome = site.build(&[]);
    is_withheld("a title", &outcome, &site, "11111-11111-11112");
}

#[test]
fn what_the_office_publishes_passes_until_it_is_public_no_more() {
    let site = TestSite::small();
    site.replace(
        "content/offices/jindingjie.md",
        "010-00001001",
        "010-68860001",
    );
    site.replace(
        "content/pages/about.md",
        "[办事指南]",
        "拨打 (010) 6886-0001 [办事指南]",
    );
    site.replace(
        "content/guides/disuo.md",
        "link_way: 010-00001001",
        "link_way: 010-68860002，总机",
    );
    site.replace(
        "content/news/2017/shangxian.md",
        "\n上线了。",
        &format!("\n010 68860002，{EMAIL}"),
    );
    site.replace(
        "content/site.toml",
        "description = ",
        &format!("published = [\"{EMAIL}\"]\ndescription = "),
    );
    let _ = site.build(&[]).done();
    let before = site.files("public");
    site.replace(
        "content/offices/jindingjie.md",
        "010-68860001",
        "010-68860003",
    );
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.err.contains("content/pages/about.md:7:"),
        "{}",
        outcome.err
    );
    assert_same(&site.files("public"), &before, "after a number went");
}

#[test]
fn the_sample_builds_without_a_hit() {
    let site = TestSite::sample();
    let outcome = site.build(&[]).done();
    assert_eq!(outcome.number("cases_withheld"), 0);
    assert!(!outcome.err.contains("private-words"), "{}", outcome.err);
}
