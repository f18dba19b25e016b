//! Guides beside each other: what is related, what is no longer offered, and the forms of materials.

use jiayuan_tests::TestSite;

/// Writes a guide like the small site's, changed by pairs of what stands there and what shall.
fn guide(site: &TestSite, slug: &str, title: &str, changes: &[(&str, &str)]) {
    let first = include_str!("../src/small/guide.md");
    let mut text = first
        .replace("slug: disuo", &format!("slug: {slug}"))
        .replace("title: 申请划定停车位", &format!("title: {title}"));
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    site.write(&format!("content/guides/{slug}.md"), &text);
}

const NO_TOPIC: (&str, &str) = ("topics: [tingche]", "topics: []");
const NO_CATEGORY: (&str, &str) = ("categories: [私设地锁、阻车桩]", "categories: []");
const OVER: (&str, &str) = (
    "limit_scene_num: 0",
    "limit_scene_num: 0\ntask_state: 停用\nplan_cancel_date: \"2020-01-01\"",
);

#[test]
fn what_has_most_to_do_with_a_guide_is_named_first_and_what_is_over_never() {
    let site = TestSite::small();
    let other_office = ("offices: [jindingjie]", "offices: []");
    let other_dept = ("dept_name: 金顶街街道办事处", "dept_name: 甲局");
    guide(
        &site,
        "a-tongti",
        "同一主题",
        &[NO_CATEGORY, other_office, other_dept],
    );
    guide(&site, "b-wuguan", "没有关系", &[NO_TOPIC, NO_CATEGORY]);
    guide(&site, "c-liangyang", "主题和类别都同", &[]);
    guide(&site, "d-tingban", "停办的", &[OVER]);
    guide(&site, "e-tongchu", "同一处办", &[NO_CATEGORY]);
    let _ = site.build(&["--now", "2026-03-01T09:00:00"]).done();
    let page = site.read("public/guides/disuo/index.html");
    let aside = page.split("相关事项").nth(1).expect("related guides");
    let list = aside.split("</ul>").next().unwrap_or_default();
    let at = |title: &str| list.find(title);
    assert!(at("主题和类别都同") < at("同一处办"), "{list}");
    assert!(at("同一处办") < at("同一主题"), "{list}");
    assert!(at("主题和类别都同").is_some(), "{list}");
    assert_eq!((at("没有关系"), at("停办的")), (None, None), "{list}");
}

#[test]
fn what_is_no_longer_offered_stands_last_says_so_and_is_counted_nowhere() {
    let site = TestSite::small();
    guide(&site, "a-tingban", "停办的", &[OVER]);
    let _ = site.build(&["--now", "2026-03-01T09:00:00"]).done();
    for list in ["guides", "guides/offices", "offices/jindingjie"] {
        let html = site.read(&format!("public/{list}/index.html"));
        let (current, over) = (html.find(">申请划定停车位<"), html.find(">停办的<"));
        assert!(current.is_some() && current < over, "{list}: {html}");
        let behind = &html[over.unwrap_or_default()..];
        let entry = behind.split("</li>").next().unwrap_or_default();
        assert!(entry.contains("已失效"), "{list}: {entry}");
    }
    let offices = site.read("public/offices/index.html");
    assert!(
        offices.contains('1') && !offices.contains("2 项"),
        "{offices}"
    );
    let case = site.files("public/cases");
    let named = case
        .values()
        .any(|html| String::from_utf8_lossy(html).contains("/guides/a-tingban/"));
    assert!(!named, "a case leads to a service that is over");
    // The day before it ends it is like the others.
    let _ = site.build(&["--now", "2019-12-31T09:00:00"]).done();
    let html = site.read("public/guides/index.html");
    assert!(!html.contains("已失效"), "{html}");
}

#[test]
fn a_form_beside_the_guide_is_offered_with_type_and_size() {
    let site = TestSite::small();
    let named =
        "is_need: 必要\n    form_guid: 表格/申请表（空表）.docx\n    example_guid: 见窗口样例";
    site.replace("content/guides/disuo.md", "is_need: 必要", named);
    let missing = site.build(&[]);
    assert_eq!(missing.status, 1);
    assert!(
        missing.err.contains("error[missing-file]")
            && missing.err.contains("form_guid: 表格/申请表（空表）.docx"),
        "{}",
        missing.err
    );
    site.write_bytes("content/guides/表格/申请表（空表）.docx", &vec![7; 2048]);
    let _ = site.build(&[]).done();
    let html = site.read("public/guides/disuo/index.html");
    assert!(
        html.contains("download=\"申请表（空表）.docx\">空白表格</a><span class=\"file-facts\">（DOCX，2 KB）</span>"),
        "{html}"
    );
    assert!(html.contains("见窗口样例"), "{html}");
    let files = site.files("public/files");
    assert_eq!(files.values().map(Vec::len).collect::<Vec<_>>(), [2048]);

    // A newer form is copied again.
    site.write_bytes("content/guides/表格/申请表（空表）.docx", &vec![8; 3072]);
    let _ = site.build(&[]).done();
    let files = site.files("public/files");
    assert_eq!(files.values().map(Vec::len).collect::<Vec<_>>(), [3072]);
    assert!(site.read("public/guides/disuo/index.html").contains("3 KB"));

    site.replace("content/guides/disuo.md", "（空表）.docx", "（空表）.exe");
    assert!(site.build(&[]).err.contains("error[file-kind]"));
}
