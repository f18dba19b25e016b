//! Building again: the same bytes, and no more work than the change asks for.

use jiayuan_tests::{TestSite, assert_same};

#[test]
fn two_clean_builds_give_the_same_bytes() {
    let (one, two) = (TestSite::small(), TestSite::small());
    let _ = one.build(&[]).done();
    let _ = two.build(&[]).done();
    assert_same(
        &one.files("public"),
        &two.files("public"),
        "in a second clean build",
    );
    assert!(one.files("public").len() > 20);
}

#[test]
fn a_second_build_from_a_copy_with_new_times_writes_nothing() {
    let site = TestSite::small();
    let first = site.build(&[]).done();
    assert!(first.number("files_written") > 20);
    jiayuan_tests::copy(&site.path("content"), &site.path("copy"));
    let again = site.build(&["--content", "copy"]).done();
    for key in [
        "files_written",
        "files_removed",
        "pages_rendered",
        "photos_encoded",
    ] {
        assert_eq!(again.number(key), 0, "{key}");
    }
    assert_eq!(again.number("pages_reused"), again.number("pages_total"));
}

#[test]
fn a_copied_project_keeps_its_manifest() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let copy = TestSite::empty();
    jiayuan_tests::copy(site.root(), copy.root());
    assert_eq!(copy.build(&[]).done().number("pages_rendered"), 0);
}

/// An edit, and a file of the output that has to show it.
type Edit = (&'static str, fn(&TestSite));

const EDITS: [Edit; 28] = [
    ("a title", |s| {
        s.replace("content/guides/disuo.md", "申请划定停车位", "申请停车位")
    }),
    ("a text", |s| {
        s.replace("content/news/2017/shangxian.md", "上线了。", "上线啦。")
    }),
    ("a slug", |s| {
        s.replace(
            "content/offices/jindingjie.md",
            "slug: jindingjie",
            "slug: jdj",
        )
    }),
    ("an address in the guide", |s| {
        s.replace(
            "content/guides/disuo.md",
            "offices: [jindingjie]",
            "offices: [jdj]",
        );
    }),
    ("a new page", |s| {
        s.write(
            "content/pages/yinsi.md",
            "---\ntitle: 隐私\ndescription: 说明。\n---\n\n说明。\n",
        );
    }),
    ("a case's words", |s| {
        s.replace(
            "content/cases/2017-08.jsonl",
            "楼前又装了地锁",
            "楼前的地锁又装上了",
        );
    }),
    ("a case moved to another month", |s| {
        let lines = s.read("content/cases/2017-08.jsonl");
        let (moved, kept): (Vec<_>, Vec<_>) =
            lines.lines().partition(|l| l.contains("22222-22222"));
        s.write(
            "content/cases/2017-08.jsonl",
            &format!("{}\n", kept.join("\n")),
        );
        let moved = moved.join("\n").replace("2017-08", "2017-07");
        s.write("content/cases/2017-07.jsonl", &format!("{moved}\n"));
    }),
    ("a unit renamed", |s| {
        s.replace("content/units.toml", "金顶街街道办事处", "金顶街办事处");
        for month in ["2017-07", "2017-08"] {
            let file = format!("content/cases/{month}.jsonl");
            s.replace(&file, "金顶街街道办事处", "金顶街办事处");
        }
    }),
    ("a street's community", |s| {
        s.replace(
            "content/streets.toml",
            "slug = \"jindingjie\"",
            "slug = \"jindingjie\"\ncommunities = [\"东山社区\"]",
        );
    }),
    ("a case in the community", |s| {
        s.replace(
            "content/cases/2017-07.jsonl",
            "\"street\":\"金顶街街道\"",
            "\"street\":\"金顶街街道\",\"community\":\"东山社区\"",
        );
    }),
    ("a template", |s| {
        s.replace("themes/default/templates/case.html", "</h1>", " </h1>");
    }),
    ("a word of the theme", |s| {
        s.replace(
            "themes/default/i18n/zh-CN.toml",
            "lead = \"主责\"",
            "lead = \"牵头\"",
        );
    }),
    ("a file beside a text", |s| {
        s.write("content/pages/biao.csv", "甲,乙\n1,2\n");
        s.replace(
            "content/pages/about.md",
            "\n---\n",
            "\n---\n\n[表](biao.csv)\n",
        );
    }),
    ("another file of the same length", |s| {
        s.write("content/pages/biao.csv", "甲,乙\n3,4\n");
    }),
    ("working time", |s| {
        s.write(
            "content/tables/holidays/2017.toml",
            "source = \"测试\"\nhours = [\"09:00-12:00\", \"13:00-18:00\"]\n\n\
             [[holidays]]\nname = \"元旦\"\nfrom = \"2017-01-01\"\nto = \"2017-01-02\"\n",
        );
        s.replace(
            "content/cases/2017-08.jsonl",
            "\"working_minutes\":null",
            "\"working_minutes\":900",
        );
    }),
    ("working hours", |s| {
        let file = "content/tables/holidays/2017.toml";
        s.replace(file, "13:00-18:00", "13:00-17:00");
    }),
    ("a case that waits", |s| {
        s.replace(
            "content/cases/2017-08.jsonl",
            "{\"stage\":\"closed\",\"date\":\"2017-08-04\"}",
            "{\"stage\":\"suspended\",\"date\":\"2017-08-04\"}",
        );
        s.replace(
            "content/cases/2017-08.jsonl",
            "\"working_minutes\":900",
            "\"working_minutes\":null",
        );
    }),
    ("an everyday word in a guide", |s| {
        s.replace(
            "content/guides/disuo.md",
            "task_name:",
            "keywords: [车位]\ntask_name:",
        );
    }),
    ("the order of a month's lines", |s| {
        let text = s.read("content/cases/2017-08.jsonl");
        let mut lines: Vec<_> = text.lines().collect();
        lines.reverse();
        s.write(
            "content/cases/2017-08.jsonl",
            &format!("{}\n", lines.join("\n")),
        );
    }),
    ("cases in the search", |s| {
        let settings = s.read("content/site.toml");
        s.write(
            "content/site.toml",
            &format!("{settings}\n[search]\ncases = \"all\"\n"),
        );
    }),
    ("a month gone", |s| s.remove("content/cases/2017-07.jsonl")),
    ("a guide gone that cases lead to", |s| {
        s.remove("content/guides/disuo.md")
    }),
    ("a case gone", |s| {
        let lines = s.read("content/cases/2017-08.jsonl");
        let kept: Vec<_> = lines
            .lines()
            .filter(|line| !line.contains("11111-11111"))
            .collect();
        s.write(
            "content/cases/2017-08.jsonl",
            &format!("{}\n", kept.join("\n")),
        );
    }),
    ("a category's alias", |s| {
        s.replace(
            "content/categories.toml",
            "[\"私装地锁\"]",
            "[\"私装地锁\", \"地锁\"]",
        );
    }),
    ("the site's name", |s| {
        s.replace("content/site.toml", "name = \"小站\"", "name = \"大站\"")
    }),
    ("a figure", |s| {
        s.replace("content/bulletins/2019.toml", "99.9%", "99.8%")
    }),
    ("a style", |s| {
        s.write(
            "themes/default/assets/css/99-own.css",
            "p { color: inherit }\n",
        )
    }),
    ("a page gone", |s| s.remove("content/pages/yinsi.md")),
];

#[test]
fn after_each_edit_the_output_equals_a_clean_build() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    for (name, edit) in EDITS {
        edit(&site);
        // Between a renamed office and the guide that names it there is a mistake.
        if site.build(&[]).status != 0 {
            assert_eq!(name, "a slug");
            continue;
        }
        let clean = TestSite::empty();
        jiayuan_tests::copy(&site.path("content"), &clean.path("content"));
        jiayuan_tests::copy(&site.path("themes"), &clean.path("themes"));
        let _ = clean.build(&[]).done();
        assert_same(
            &site.files("public"),
            &clean.files("public"),
            &format!("after {name}"),
        );
    }
}

#[test]
fn one_more_word_in_a_news_item_makes_few_pages() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site.replace("content/news/2017/shangxian.md", "## 做什么", "## 有什么用");
    let again = site.build(&["--changes", "changes.json"]).done();
    assert_eq!(again.number("pages_rendered"), 1);
    let changes: serde_json::Value = serde_json::from_str(&site.read("changes.json")).unwrap();
    let changed: Vec<&str> = changes["changed"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(serde_json::Value::as_str)
        .filter(|path| !path.starts_with("search/"))
        .collect();
    assert_eq!(changed, ["news/shangxian/index.html"]);
}

#[test]
fn a_missing_or_cut_file_is_made_again() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    site.remove("public/about/index.html");
    site.write("public/news/index.html", "cut");
    assert_eq!(site.build(&[]).done().number("files_written"), 2);
    assert_same(&site.files("public"), &before, "after the repair");
}

#[test]
fn a_killed_build_is_repaired_by_the_next() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    // What a kill leaves: a journal, and a file of the right size with the wrong bytes.
    let cache = std::fs::read_dir(site.path(".jiayuan/cache"))
        .expect("a cache")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.join("manifest").is_file())
        .expect("a manifest");
    std::fs::write(
        cache.join("journal"),
        "about/index.html\ncases/strange/index.html\n",
    )
    .unwrap();
    let size = before["about/index.html"].len();
    site.write("public/about/index.html", &"x".repeat(size));
    site.write("public/cases/strange/index.html", "half written");
    let _ = site.build(&[]).done();
    assert_same(&site.files("public"), &before, "after the repair");
}

#[test]
fn a_lost_manifest_leaves_no_case_that_is_gone() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    assert!(
        site.path("public/cases/11111-11111-11111/index.html")
            .is_file()
    );
    let lines = site.read("content/cases/2017-08.jsonl");
    let kept: Vec<_> = lines
        .lines()
        .filter(|line| !line.contains("11111-11111"))
        .collect();
    site.write(
        "content/cases/2017-08.jsonl",
        &format!("{}\n", kept.join("\n")),
    );
    site.write("public/own.txt", "not ours");
    std::fs::remove_dir_all(site.path(".jiayuan")).unwrap();
    let _ = site.build(&["--changes", "changes.json"]).done();
    assert!(!site.path("public/cases/11111-11111-11111").exists());
    assert!(site.path("public/own.txt").is_file());
    // What holds the right bytes already is not written again.
    let changes = site.read("changes.json");
    assert!(
        changes.contains("cases/11111-11111-11111/index.html"),
        "{changes}"
    );
    assert!(!changes.contains("about/index.html"), "{changes}");
}

#[test]
fn the_clock_answers_comparisons_and_shows_nowhere() {
    let site = TestSite::small();
    let _ = site.build(&["--now", "2026-03-01", "--output", "a"]).done();
    let _ = site
        .build(&["--now", "2031-11-05T23:00:00+08:00", "--output", "b"])
        .done();
    assert_same(&site.files("a"), &site.files("b"), "years later");
    site.replace(
        "content/news/2017/shangxian.md",
        "2017-07-03 09:00",
        "2026-05-01 09:00",
    );
    let _ = site.build(&["--now", "2026-03-01", "--output", "a"]).done();
    assert!(!site.path("a/news/shangxian").exists());
    let _ = site
        .build(&["--now", "2026-05-01 09:00", "--output", "a"])
        .done();
    assert!(site.path("a/news/shangxian/index.html").is_file());
}

#[test]
fn changes_lists_added_changed_and_removed_paths() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site.write(
        "content/pages/yinsi.md",
        "---\ntitle: 隐私\ndescription: 说明。\n---\n\n说明。\n",
    );
    site.remove("content/pages/about.md");
    let outcome = site.build(&["--changes", "changes.json"]).done();
    let changes: serde_json::Value =
        serde_json::from_str(&site.read("changes.json")).expect("changes are JSON");
    assert_eq!(changes["added"], serde_json::json!(["yinsi/index.html"]));
    assert_eq!(changes["removed"], serde_json::json!(["about/index.html"]));
    let changed = changes["changed"].as_array().expect("a list").len() as u64;
    assert!(
        changes["changed"]
            .to_string()
            .contains("sitemap/index.html")
    );
    assert_eq!(outcome.number("files_written"), changed + 1);
    assert_eq!(outcome.number("files_removed"), 1);
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }
}

/// Released lines by file, rewritten as a whole after each edit.
struct Months {
    model: String,
    lines: [Vec<(usize, String)>; 3],
    next: usize,
}

const FILES: [&str; 3] = ["2017-06", "2017-07", "2017-08"];

impl Months {
    fn of(site: &TestSite) -> Self {
        let lines = site.read("content/cases/2017-08.jsonl");
        let model = lines.lines().find(|line| line.contains("11111-11111"));
        Self {
            model: model.expect("a case with a page").to_owned(),
            lines: Default::default(),
            next: 0,
        }
    }

    fn add(&mut self, month: usize) {
        self.next += 1;
        let id = format!("{:05}-AAAAA-AAAAA", self.next);
        let line = self
            .model
            .replace("11111-11111-11111", &id)
            .replace("2017-08", FILES[month]);
        self.lines[month].push((self.next, line));
    }

    fn write(&self, site: &TestSite) {
        for (file, lines) in FILES.iter().zip(&self.lines) {
            let path = format!("content/cases/{file}.jsonl");
            let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
            if text.is_empty() {
                let _ = std::fs::remove_file(site.path(&path));
            } else {
                site.write(&path, &text);
            }
        }
    }
}

fn manifest(site: &TestSite) -> String {
    let cache = site.files(".jiayuan/cache");
    let (_, bytes) = cache
        .iter()
        .find(|(path, _)| path.ends_with("/manifest"))
        .expect("a manifest");
    String::from_utf8(bytes.clone()).expect("a manifest is text")
}

#[test]
fn after_any_sequence_of_edits_output_and_manifest_equal_a_clean_build() {
    let site = TestSite::small();
    let mut months = Months::of(&site);
    let mut dice = Dice(20_261_122);
    for month in [0, 1, 1, 2, 2, 2] {
        months.add(month);
    }
    months.write(&site);
    let _ = site.build(&[]).done();
    for round in 0..14 {
        let mut force = false;
        let mut done = Vec::new();
        for _ in 0..=dice.throw(3) {
            let month = dice.throw(3);
            let edit = dice.throw(9);
            done.push(edit);
            match edit {
                0 | 1 => months.add(month),
                2 if !months.lines[month].is_empty() => {
                    let at = dice.throw(months.lines[month].len());
                    months.lines[month].remove(at);
                }
                3 | 4 if !months.lines[month].is_empty() => {
                    let at = dice.throw(months.lines[month].len());
                    let line = &mut months.lines[month][at].1;
                    *line = line.replacen("\"title\":\"", &format!("\"title\":\"第{round}次"), 1);
                }
                5 => {
                    // A file of the output is lost, another cut.
                    let files: Vec<String> = site.files("public").into_keys().collect();
                    site.remove(&format!("public/{}", files[dice.throw(files.len())]));
                    site.write(&format!("public/{}", files[dice.throw(files.len())]), "cut");
                }
                6 => {
                    let _ = std::fs::remove_dir_all(site.path(".jiayuan/cache/months"));
                }
                7 => site.replace("content/news/2017/shangxian.md", "上线", "又上线"),
                _ => force = true,
            }
        }
        months.write(&site);
        let _ = site.build(if force { &["--force"] } else { &[] }).done();
        let clean = TestSite::empty();
        jiayuan_tests::copy(&site.path("content"), &clean.path("content"));
        let _ = clean.build(&[]).done();
        let when = format!("in round {round}, after {done:?}");
        assert_same(&site.files("public"), &clean.files("public"), &when);
        assert!(
            manifest(&site) == manifest(&clean),
            "the manifest differs {when}"
        );
        let again = site.build(&[]).done();
        assert_eq!(again.number("files_written"), 0, "{when}");
    }
}

#[test]
fn a_damaged_or_strange_summary_of_a_month_is_not_believed() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    let before = site.files("public");
    let kept = ".jiayuan/cache/months/2017-08";
    let bytes = std::fs::read(site.path(kept)).expect("a summary");
    for at in [0, 20, 40, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        site.write_bytes(kept, &damaged);
        let again = site.build(&[]).done();
        assert_eq!(again.number("files_written"), 0);
        assert_eq!(std::fs::read(site.path(kept)).expect("a summary"), bytes);
    }
    site.write(".jiayuan/cache/months/1999-01", "strange");
    let _ = site.build(&["--force"]).done();
    assert!(!site.path(".jiayuan/cache/months/1999-01").exists());
    assert_same(&site.files("public"), &before, "after damage");
}

#[test]
fn a_photo_that_goes_is_missed_though_its_month_did_not_change() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site.remove("content/cases/photos/00112233445566778899aabbccddeeff.jpg");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("missing-photo"), "{}", outcome.err);
}
