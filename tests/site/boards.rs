//! Topics, convenience points, responsibility boards, old hotlines and the ledger, as a reader and a
//! program find them.

use jiayuan_tests::TestSite;
use serde_json::Value;

const PLACES: &str = "编号,名称,类别,街道,社区,地址,开放时间,电话,纬度,经度,说明\n\
    tc-1,东里停车场,停车场,金顶街街道,,东里路口,全天,010-00001021,39.9032,116.2290,40 个车位\n\
    ,西里公共厕所,公共厕所,金顶街街道,,西里路口,6:00–22:00,,,,\n\
    tc-2,北里停车场,停车场,金顶街街道,,北里路口,全天,,,,\"首小时 2 元,之后 1 元\"\n";

const GRIDS: &str = "id,name,street,community,area,lat,lon,role,person,duty,phone\n\
    JDJ-001,东里网格,金顶街街道,,东至围墙,39.92,116.17,网格长,岗位甲,每天巡查,010-00001085\n\
    JDJ-001,东里网格,金顶街街道,,,,,督导员,岗位乙,每周抽查,\n\
    JDJ-002,西里网格,金顶街街道,,,,,网格长,岗位丙,,\n";

const HOTLINES: &str = "原号码,名称,单位,现号码,方式,说明\n\
    12319,城管热线,城市管理部门,12345,归并,\n\
    12315,消费者投诉专线,市场监督管理部门,12345,双号并行,原号码仍可拨打\n";

const LEDGER: &str = "月份,检查内容,街道,发现,整改,销账,说明\n\
    2017-11,消防通道,金顶街街道,36,35,33,1 处正在协调\n\
    2017-12,网格督查,,214,214,214,\n";

const BUSINESSES: &str = "日期,名称,行业,街道,结果,整改日期\n\
    2017-12-05,东里早点铺,餐饮,金顶街街道,合格,\n";

const TOPIC: &str = "---\n\
    title: 停车难\nslug: tingche-nan\ndescription: 车位怎样划，地锁怎样拆。\n\
    categories: [私设地锁、阻车桩]\nfigures: [\"2019#handling_rate\"]\n\
    long_standing:\n  - case: 11111-11111-11111\n    title: 东里车位不足\n    reason: 没有可以新划的空地。\n    next: 协商错时停车。\n\
    proposals:\n  - title: 增加错时停车\n    answer: 已和两家单位商定。\n    unit: 金顶街街道办事处\n    date: \"2017-07-01\"\n\
    activities:\n  - title: 停车议事会\n    starts: \"2099-12-05 14:00\"\n    place: 活动室\n    sign_up: 是\n\
    ---\n\n先拆地锁，再划车位。\n";

/// The small site with all of it.
fn site() -> TestSite {
    let site = TestSite::small();
    site.write("content/places/all.csv", PLACES);
    site.write("content/grids/all.csv", GRIDS);
    site.write("content/hotlines.csv", HOTLINES);
    site.write("content/ledger/2017.csv", LEDGER);
    site.write("content/ledger/businesses/2017-12.csv", BUSINESSES);
    site.write("content/topics/tingche-nan.md", TOPIC);
    site
}

fn has(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "no {word} in\n{page}");
    }
}

#[test]
fn check_and_build_find_nothing_to_say() {
    let site = site();
    let checked = site.run(&["check", "--now", "2017-07-05"]).done();
    assert_eq!(checked.err, "");
    assert_eq!(site.build(&[]).done().err, "");
}

#[test]
fn a_topic_shows_what_is_done_its_figures_what_takes_long_and_what_one_can_come_to() {
    let site = site();
    let _ = site.build(&[]).done();
    let page = site.read("public/topics/tingche-nan/index.html");
    has(
        &page,
        &[
            "停车难",
            "先拆地锁，再划车位。",
            "99.9%",
            "测试来源",
            "/cases/11111-11111-11111/",
            "没有可以新划的空地。",
            "协商错时停车。",
            "已和两家单位商定。",
            "停车议事会",
            "/report/",
            "私设地锁、阻车桩",
        ],
    );
    has(
        &site.read("public/topics/index.html"),
        &["/topics/tingche-nan/"],
    );
    has(
        &site.read("public/sitemaps/pages.xml"),
        &["/topics/tingche-nan/"],
    );
}

#[test]
fn points_stand_by_kind_and_street_and_in_one_file_for_programs() {
    let site = site();
    let _ = site.build(&[]).done();
    let list = site.read("public/places/index.html");
    has(
        &list,
        &["/places/ting-che-chang/", "/places/gong-gong-ce-suo/"],
    );
    let page = site.read("public/places/ting-che-chang/index.html");
    has(
        &page,
        &[
            "东里停车场",
            "北里停车场",
            "首小时 2 元,之后 1 元",
            "金顶街街道",
        ],
    );
    assert!(!page.contains("西里公共厕所"), "another kind");
    let file: Value = serde_json::from_str(&site.read("public/data/places.geojson")).expect("JSON");
    assert_eq!(file["type"], "FeatureCollection");
    let features = file["features"].as_array().expect("features");
    let names: Vec<_> = features.iter().map(|f| &f["properties"]["name"]).collect();
    assert!(names.contains(&&Value::from("东里停车场")), "{names:?}");
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        let geometry = &feature["geometry"];
        // Longitude first, as GeoJSON wants it; a point that nobody measured has none.
        if feature["properties"]["name"] == "东里停车场" {
            assert_eq!(geometry["coordinates"][0], 116.229);
            assert_eq!(geometry["coordinates"][1], 39.9032);
        } else {
            assert!(geometry.is_null(), "{feature}");
        }
    }
}

#[test]
fn rows_of_one_grid_make_one_board_that_prints_with_its_sticker() {
    let site = site();
    let _ = site.build(&[]).done();
    let board = site.read("public/grids/jdj-001/index.html");
    has(
        &board,
        &[
            "东里网格",
            "岗位甲",
            "岗位乙",
            "每天巡查",
            "010-00001085",
            "12345",
            "<svg",
        ],
    );
    assert!(!board.contains("岗位丙"));
    has(
        &site.read("public/grids/index.html"),
        &["/grids/jdj-001/", "/grids/jdj-002/"],
    );
    let file: Value = serde_json::from_str(&site.read("public/data/grids.geojson")).expect("JSON");
    assert_eq!(file["features"][0]["properties"]["grid"], "JDJ-001");
    let names = file.to_string();
    assert!(
        !names.contains("岗位甲") || names.contains("岗位乙"),
        "all heads or none"
    );
}

#[test]
fn old_numbers_say_where_they_went_and_the_ledger_adds_up() {
    let site = site();
    let _ = site.build(&[]).done();
    let hotlines = site.read("public/hotlines/index.html");
    has(
        &hotlines,
        &[
            "12319",
            "12345",
            "归并",
            "12315",
            "双号并行",
            "原号码仍可拨打",
        ],
    );
    let ledger = site.read("public/ledger/index.html");
    has(
        &ledger,
        &["214", "36", "33", "1 处正在协调", "东里早点铺", "合格"],
    );
}

#[test]
fn a_column_whose_table_is_empty_is_not_there() {
    let site = site();
    site.write("content/hotlines.csv", "原号码,名称,单位,现号码,方式\n");
    let _ = site.build(&[]).done();
    assert!(!site.path("public/hotlines").exists());
    site.remove("content/places/all.csv");
    let _ = site.build(&[]).done();
    assert!(!site.path("public/places").exists());
    assert!(!site.path("public/data/places.geojson").exists());
}

#[test]
fn a_changed_row_makes_its_pages_again_and_no_other() {
    let site = site();
    let _ = site.build(&[]).done();
    site.replace("content/grids/all.csv", "岗位丙", "岗位丁");
    let outcome = site.build(&["--changes", "changes.json"]).done();
    let changes: Value = serde_json::from_str(&site.read("changes.json")).expect("JSON");
    let changed = changes["changed"].to_string();
    assert!(changed.contains("grids/jdj-002/"), "{changed}");
    assert!(!changed.contains("grids/jdj-001/"), "{changed}");
    assert!(outcome.number("pages_rendered") <= 4, "{}", outcome.out);
}
