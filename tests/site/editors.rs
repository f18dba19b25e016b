//! New files, a new site, drafts and times.

use jiayuan_tests::TestSite;

/// What `init` writes, in a folder of its own.
fn begun() -> TestSite {
    let site = TestSite::empty();
    let _ = site.run(&["init", "wangzhan"]).done();
    site
}

#[test]
fn a_new_site_builds_without_a_word_of_warning() {
    let site = begun();
    let args = [
        "--content",
        "wangzhan/content",
        "--themes",
        "wangzhan/themes",
    ];
    let checked = site.run(&[&["check"], &args[..]].concat()).done();
    assert_eq!(checked.err, "");
    assert_eq!(checked.out.trim(), "没有发现问题。");
    let built = site.build(&args).done();
    assert_eq!(built.err, "");
    assert!(
        site.path("public/guides/tingche-huading/index.html")
            .is_file()
    );
    // The theme is the one that lies in the repository.
    let theme = site.files("wangzhan/themes/default");
    assert!(
        theme
            .keys()
            .all(|path| site.files("themes/default").contains_key(path))
    );
    assert!(theme.contains_key("templates/base.html"));
}

#[test]
fn a_folder_in_which_something_lies_is_refused() {
    let site = TestSite::empty();
    site.write("wangzhan/beiwanglu.txt", "别动");
    let outcome = site.run(&["init", "wangzhan"]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("folder-not-empty"), "{}", outcome.err);
    assert_eq!(site.files("wangzhan").len(), 1);
}

#[test]
fn a_new_file_is_a_draft_that_check_accepts_and_build_leaves_out() {
    let site = TestSite::small();
    for (kind, path) in [
        ("guide", "content/guides/ting-che-wei.md"),
        ("news", "content/news/2026/ting-che-wei.md"),
        ("notice", "content/notices/ting-che-wei.md"),
        ("page", "content/pages/ting-che-wei.md"),
        ("office", "content/offices/ting-che-wei.md"),
    ] {
        let outcome = site.run(&["new", kind, "停车位"]).done();
        assert!(outcome.out.contains(path), "{}", outcome.out);
        let text = site.read(path);
        assert!(
            text.contains("draft: true") && text.contains("【待填："),
            "{text}"
        );
        assert!(text.contains("（必填）"), "{text}");
        // The same title again is another matter.
        let again = site.run(&["new", kind, "停车位"]);
        assert_eq!(again.status, 1);
        assert!(again.err.contains("file-exists"), "{}", again.err);
        assert_eq!(site.read(path), text);
    }
    let checked = site.run(&["check"]).done();
    assert!(checked.err.contains("note[placeholder]"), "{}", checked.err);
    assert!(!checked.err.contains("error["), "{}", checked.err);
    assert!(!checked.err.contains("warning["), "{}", checked.err);
    let built = site.build(&[]).done();
    assert_eq!(built.err, "");
    assert!(!site.path("public/guides/ting-che-wei").exists());
    // Shown too early, what is not filled in is a mistake.
    let guide = "content/guides/ting-che-wei.md";
    let text = site.read(guide);
    site.write(guide, &text.replace("draft: true\n", ""));
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.err.contains("error[placeholder]"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_title_that_yaml_would_misread_is_quoted() {
    let site = TestSite::small();
    let _ = site.run(&["new", "news", "通知: “停水” #3"]).done();
    let checked = site.run(&["check"]).done();
    assert!(!checked.err.contains("error["), "{}", checked.err);
}

#[test]
fn wrong_kinds_are_wrong_usage() {
    let site = TestSite::small();
    assert_eq!(site.run(&["new", "poem", "标题"]).status, 2);
    assert_eq!(site.run(&["schema", "poem"]).status, 2);
    assert_eq!(site.run(&["new", "guide", "！"]).status, 1);
}

#[test]
fn drafts_and_what_waits_for_its_time_stay_back_in_every_column() {
    let site = TestSite::small();
    site.write(
        "content/notices/tingshui.md",
        "---\ntitle: 停水\nseverity: info\nstarts: \"2017-01-01 00:00\"\nends: \"2099-01-01 00:00\"\ndescription: 停水。\n---\n\n停水。\n",
    );
    site.write(
        "content/topics/tingche-nan.md",
        "---\ntitle: 停车难\ndescription: 停车。\n---\n\n正在做。\n",
    );
    let pages = [
        ("content/guides/disuo.md", "public/guides/disuo/index.html"),
        (
            "content/news/2017/shangxian.md",
            "public/news/shangxian/index.html",
        ),
        (
            "content/offices/jindingjie.md",
            "public/offices/jindingjie/index.html",
        ),
        ("content/pages/about.md", "public/about/index.html"),
        (
            "content/notices/tingshui.md",
            "public/notices/tingshui/index.html",
        ),
        (
            "content/topics/tingche-nan.md",
            "public/topics/tingche-nan/index.html",
        ),
    ];
    for (source, page) in pages {
        let text = site.read(source);
        site.write(source, &text.replacen("---\n", "---\ndraft: true\n", 1));
        let _ = site.build(&[]).done();
        assert!(!site.path(page).exists(), "{page} is a draft");
        let _ = site.build(&["--drafts"]).done();
        assert!(site.path(page).is_file(), "{page} with --drafts");
        site.write(source, &text);
        if source.contains("notices") {
            continue;
        }
        site.write(
            source,
            &text.replacen("---\n", "---\npublish_at: \"2026-12-01 09:00\"\n", 1),
        );
        let _ = site.build(&["--now", "2026-12-01 08:59"]).done();
        assert!(!site.path(page).exists(), "{page} before its time");
        let _ = site.build(&["--now", "2026-12-01 09:00"]).done();
        assert!(site.path(page).is_file(), "{page} at its time");
        site.write(source, &text);
    }
}
