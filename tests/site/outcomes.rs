//! Outcomes: their pages, lists, working time, and what was learnt.

use jiayuan_tests::TestSite;

const RELEASE: [&str; 5] = ["cases", "release", "--json", "--private", "private"];

/// A case like the small site's first one, of another id, month and community.
fn another(site: &TestSite, number: u8, month: &str, community: Option<&str>) -> String {
    let first = site.read("content/cases/2017-08.jsonl");
    let line = first.lines().next().expect("a case");
    let id = format!("{number}0000-00000-0000{number}");
    let line = line
        .replace("11111-11111-11111", &id)
        .replace("2017-08", month)
        .replace("小区内私装地锁", &format!("第{number}处地锁"));
    match community {
        Some(name) => line.replace(
            "\"source\":",
            &format!("\"community\":\"{name}\",\"source\":"),
        ),
        None => line,
    }
}

fn with_communities() -> TestSite {
    let site = TestSite::small();
    site.replace(
        "content/streets.toml",
        "slug = \"jindingjie\"",
        "slug = \"jindingjie\"\ncommunities = [\"金枫社区\", \"南坡社区\"]",
    );
    site
}

#[test]
fn a_closed_case_of_the_sample_tells_its_working_time() {
    let site = TestSite::sample();
    let _ = site.run(&RELEASE).done();
    // Reported on Friday at 16:11, closed on Wednesday: two working days and some hours.
    let line = site.read("content/cases/2017-10.jsonl");
    let line = line
        .lines()
        .find(|line| line.contains("46VE0-FDXJC-WFZVQ"))
        .expect("the case");
    let case: serde_json::Value = serde_json::from_str(line).expect("a released case");
    assert_eq!(case["working_minutes"].as_u64().map(|n| n / 60), Some(19));
    let _ = site.build(&[]).done();
    let page = site.read("public/cases/46VE0-FDXJC-WFZVQ/index.html");
    assert!(page.contains("2 个工作日 3 小时"));
    assert!(page.contains("同一处路面补了又陷"), "the lesson is missing");
}

#[test]
fn a_year_without_its_list_stops_the_release_and_is_told_once() {
    let site = TestSite::sample();
    let before = site.files("content/cases");
    site.remove("content/tables/holidays/2017.toml");
    let outcome = site.run(&RELEASE);
    assert_eq!(outcome.status, 1);
    assert_eq!(outcome.err.matches("missing-holidays").count(), 1);
    assert!(
        outcome.err.contains("content/tables/holidays/2017.toml"),
        "{}",
        outcome.err
    );
    assert!(site.files("content/cases") == before);
    let outcome = site.build(&[]);
    assert!(outcome.status == 1 && outcome.err.contains("missing-holidays"));
}

#[test]
fn a_community_has_a_page_and_its_small_counts_stay_vague() {
    let site = with_communities();
    let line = another(&site, 5, "2017-09", Some("金枫社区"));
    site.write("content/cases/2017-09.jsonl", &format!("{line}\n"));
    let _ = site.build(&[]).done();
    let page = site.read("public/streets/jindingjie/jin-feng-she-qu/index.html");
    assert!(page.contains("不足 5 件") && page.contains("第5处地锁"));
    assert!(!page.contains("共 1 件"));
    let street = site.read("public/streets/jindingjie/index.html");
    assert!(street.contains("金枫社区") && street.contains("不足 5 件"));
    assert!(!street.contains("南坡社区"));
    assert!(site.path("public/streets/index.html").is_file());
    assert!(
        !site
            .path("public/streets/jindingjie/nan-po-she-qu")
            .exists()
    );
}

#[test]
fn a_problem_that_comes_back_is_told_from_three_cases_in_two_months_on() {
    let site = with_communities();
    let place = Some("金枫社区");
    let one = another(&site, 5, "2017-09", place);
    let two = another(&site, 6, "2017-09", place);
    site.write("content/cases/2017-09.jsonl", &format!("{one}\n{two}\n"));
    let _ = site.build(&[]).done();
    // The street as a whole has four in two months, the community two in one.
    let page = site.read("public/cases/recurring/index.html");
    assert!(page.contains("金顶街街道：私设地锁、阻车桩") && !page.contains("金枫社区："));
    let three = another(&site, 7, "2017-10", place);
    site.write("content/cases/2017-10.jsonl", &format!("{three}\n"));
    let _ = site.build(&[]).done();
    let page = site.read("public/cases/recurring/index.html");
    assert!(page.contains("金顶街街道金枫社区：私设地锁、阻车桩"));
    assert!(page.contains("2017年9月至2017年10月，3 件"));
    assert!(
        !page.contains("噪声"),
        "nothing that is reported from home comes back here"
    );
}

#[test]
fn a_suspended_case_is_listed_with_the_reason_until_it_is_closed() {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    assert!(!site.path("public/cases/long-standing").exists());
    let closed = "{\"stage\":\"closed\",\"date\":\"2017-08-04\"}";
    let suspended = "{\"stage\":\"suspended\",\"date\":\"2017-08-04\"}";
    site.replace("content/cases/2017-08.jsonl", closed, suspended);
    let _ = site.build(&[]).done();
    let list = site.read("public/cases/long-standing/index.html");
    assert!(list.contains("原因和进展：") && list.contains("街道会同物业拆除。"));
    let page = site.read("public/cases/11111-11111-11111/index.html");
    assert!(page.contains("这件事要办得久一些"));
    assert!(page.contains("2017年8月4日"), "since when");
    assert!(
        site.read("public/cases/index.html")
            .contains("/cases/long-standing/")
    );
}

#[test]
fn what_was_learnt_shows_with_its_featured_case_only() {
    let site = TestSite::small();
    let text = "---\nlesson: 先找物业。\n---\n";
    site.write("content/featured/11111-11111-11111.md", text);
    let outcome = site.build(&[]).done();
    assert!(
        outcome.err.contains("featured-not-released"),
        "{}",
        outcome.err
    );
    let mentions = |site: &TestSite| {
        let files = site.files("public");
        let pages = files.into_iter();
        pages
            .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("先找物业。"))
            .map(|(path, _)| path)
            .collect::<Vec<_>>()
    };
    assert!(mentions(&site).is_empty());
    site.replace(
        "content/cases/2017-08.jsonl",
        "\"photos\":[{\"role\":\"before\",\"file\":\"00112233445566778899aabbccddeeff.jpg\",\"width\":8,\"height\":6,\"alt\":\"车位\"}]}\n{\"schema_version\":1,\"public_id\":\"22222",
        "\"featured\":true,\"photos\":[{\"role\":\"before\",\"file\":\"00112233445566778899aabbccddeeff.jpg\",\"width\":8,\"height\":6,\"alt\":\"车位\"}]}\n{\"schema_version\":1,\"public_id\":\"22222",
    );
    let _ = site.build(&[]).done();
    let shown = mentions(&site);
    for page in [
        "cases/11111-11111-11111/index.html",
        "cases/featured/index.html",
    ] {
        assert!(shown.contains(&page.to_owned()), "{shown:?}");
    }
    site.write(
        "content/featured/11111-11111-11111.md",
        "---\nlesson: 先找社区。\n---\n",
    );
    let _ = site.build(&[]).done();
    assert!(mentions(&site).is_empty(), "an edited lesson is made again");
    site.write("content/featured/地锁.md", text);
    assert!(site.build(&[]).err.contains("bad-featured-name"));
}

#[test]
fn a_case_without_photos_with_one_and_with_very_many_units_has_a_page() {
    let site = TestSite::small();
    let file = "content/cases/2017-08.jsonl";
    let one = site.read(file);
    let unit = "{\"name\":\"金顶街街道办事处\",\"role\":\"lead\",\"dispatched\":\"2017-08-03\",\"handle_due\":\"2017-08-20\",\"handled\":\"2017-08-04\",\"handled_on_time\":true,\"reworked\":false,\"deferred\":false}";
    let joint = unit.replace("lead", "joint");
    let many = vec![joint; 12].join(",");
    let without = one
        .replacen(unit, &format!("{unit},{many}"), 1)
        .replacen(
            ",\"photos\":[{\"role\":\"before\",\"file\":\"00112233445566778899aabbccddeeff.jpg\",\"width\":8,\"height\":6,\"alt\":\"车位\"}]",
            "",
            1,
        )
        .replace("小区内私装地锁", &"很长的题目".repeat(20));
    site.write(file, &without);
    let _ = site.build(&[]).done();
    let page = site.read("public/cases/11111-11111-11111/index.html");
    assert!(page.contains("另外 7 个单位") && !page.contains("case-photos"));
    assert!(!page.contains("compare.js"));
    let other = site.read("public/cases/22222-22222-22222/index.html");
    assert!(other.contains("case-shots-single") && other.contains("width=\"8\""));
    assert!(!other.contains("compare-range"));
}
