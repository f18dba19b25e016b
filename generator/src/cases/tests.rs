//! The commands over a small private side on a real disk.

use std::{fs, path::Path};

use jiff::civil::{DateTime, datetime};

use super::{
    decide::{self, Cases, Choice, DecideOptions, DecideReport},
    release::{self, ReleaseReport},
    tables::GateTables,
    withdraw::{self, WithdrawOptions},
    *,
};
use crate::{
    diagnostic::Diagnostics,
    masking::AllowList,
    model::{
        released_case::{PublicId, ReleasedCase},
        tables::{Category, Street, Tables, Unit},
    },
    settings::ReleasePolicy,
};

const IDS: [&str; 3] = [
    "7KQ2M-9XJ4T-0WBA0",
    "7KQ2M-9XJ4T-0WBA1",
    "7KQ2M-9XJ4T-0WBA2",
];

/// A district with one street, one unit, one category, and three cases.
struct District {
    folder: tempfile::TempDir,
    paths: CasePaths,
    tables: GateTables,
}

impl District {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paths = CasePaths::new(folder.path(), Path::new("private"), Path::new("content"));
        fs::create_dir_all(paths.private.join("records")).unwrap();
        fs::create_dir_all(paths.private.join("photos")).unwrap();
        let tables = Tables {
            categories: vec![Category {
                edition: "示例".into(),
                kind: "事项".into(),
                code: "S1".into(),
                label: "道路破损".into(),
                group: "市容环境".into(),
                aliases: Vec::new(),
                home_reported: false,
                slug: "daolu".into(),
            }],
            streets: vec![Street {
                name: "古城街道".into(),
                slug: "gucheng".into(),
                communities: Vec::new(),
                centroid: None,
                aliases: Vec::new(),
                valid: Default::default(),
            }],
            units: vec![Unit {
                name: "古城街道办事处".into(),
                slug: "gucheng".into(),
                kind: "街道办事处".into(),
                aliases: Vec::new(),
                valid: Default::default(),
            }],
            topics: Vec::new(),
        };
        let tables = GateTables::of(&tables, ReleasePolicy::Reviewed, AllowList::default());
        let district = Self {
            folder,
            paths,
            tables,
        };
        for (name, shade) in [
            ("0.png", 40),
            ("1.png", 90),
            ("2.png", 120),
            ("shared.png", 160),
        ] {
            district.photo(name, shade);
        }
        district.records(
            "2018-03",
            &[
                district.line(0, "路面有坑。", "0.png"),
                district.line(1, "路面塌了，我手机13800000021。", "1.png"),
            ],
        );
        district.records(
            "2018-04",
            &[district
                .line(2, "井盖响，找张女士。", "2.png")
                .replace("2018-03", "2018-04")],
        );
        district
    }

    fn line(&self, number: usize, description: &str, photo: &str) -> String {
        format!(
            concat!(
                r#"{{"schema_version":1,"public_id":"{}","case_no":"GC-2018-000{}","kind":"report","updated_at":"2018-03-09T10:00:00+08:00","source":"热线","#,
                r#""category":{{"edition":"示例","kind":"事项","code":"S1","label":"道路破损"}},"title":"路坏了","description":"{}","result":"已修好。","#,
                r#""street":"古城街道","units":[{{"name":"古城街道办事处","role":"lead"}}],"stages":[{{"stage":"reported","at":"2018-03-05T09:00:00+08:00"}}],"#,
                r#""photos":[{{"role":"before","file":"{}"}},{{"role":"after","file":"shared.png"}}],"consent_publish":true,"known":["13800000021"]}}"#
            ),
            IDS[number], number, description, photo
        )
    }

    fn records(&self, month: &str, lines: &[String]) {
        fs::write(
            self.paths.private.join(format!("records/{month}.jsonl")),
            lines.join("\n") + "\n",
        )
        .unwrap();
    }

    fn photo(&self, name: &str, shade: u8) {
        let photo = image::RgbImage::from_pixel(64, 48, image::Rgb([shade, shade, 200]));
        photo
            .save(self.paths.private.join("photos").join(name))
            .unwrap();
    }

    fn release(&self) -> ReleaseReport {
        let (report, found) = self.try_release();
        assert!(!found.has_errors(), "{}", found.draw(false));
        report
    }

    fn try_release(&self) -> (ReleaseReport, Diagnostics) {
        let mut found = Diagnostics::default();
        (
            release::release(&self.paths, &self.tables, &mut found).unwrap(),
            found,
        )
    }

    fn decide(&self, choice: Choice, cases: Cases) -> (DecideReport, Diagnostics) {
        let options = DecideOptions {
            by: "审核员甲".into(),
            choice,
            cases,
            now: noon(),
        };
        let mut found = Diagnostics::default();
        let report = decide::decide(&self.paths, &self.tables, &options, &mut found).unwrap();
        (report, found)
    }

    fn approve(&self, number: usize) {
        let (report, found) = self.decide(
            Choice::Release { photos: true },
            Cases::Ids(vec![IDS[number].to_lowercase()]),
        );
        assert_eq!(report.decided.len(), 1, "{}", found.draw(false));
    }

    fn month(&self, month: &str) -> Vec<ReleasedCase> {
        let text = fs::read_to_string(self.paths.content.join(format!("cases/{month}.jsonl")))
            .unwrap_or_default();
        text.lines()
            .map(|line| ReleasedCase::read(line).unwrap())
            .collect()
    }

    fn masters(&self) -> usize {
        fs::read_dir(self.paths.content.join("cases/photos")).map_or(0, Iterator::count)
    }
}

/// Codes of what was found, in order.
fn codes(found: &Diagnostics) -> Vec<&'static str> {
    let mut codes: Vec<_> = found.sorted().iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes
}

fn noon() -> DateTime {
    datetime(2018, 5, 1, 12, 0, 0, 0)
}

#[test]
fn without_decisions_only_rows_cross_the_border() {
    let district = District::new();
    let report = district.release();
    assert_eq!(
        (
            report.records,
            report.case_rows,
            report.case_pages,
            report.undecided
        ),
        (3, 3, 0, 3)
    );
    assert_eq!((report.files_written, district.masters()), (2, 0));
    assert!(
        district
            .month("2018-03")
            .iter()
            .all(|case| !case.summary().has_page())
    );
}

#[test]
fn an_approved_case_crosses_with_words_and_photos() {
    let district = District::new();
    district.approve(1);
    let report = district.release();
    assert_eq!(
        (report.case_pages, report.undecided, district.masters()),
        (1, 2, 2)
    );
    let cases = district.month("2018-03");
    assert_eq!(cases[1].description(), Some("路面塌了，我手机〔电话〕。"));
    assert_eq!(cases[1].summary().photos()[0].width, 64);
    let decisions = fs::read_to_string(district.paths.private.join("decisions.jsonl")).unwrap();
    assert!(decisions.contains(
        r#""at":"2018-05-01T12:00:00+08:00","by":"审核员甲","verdict":"release","photos":true"#
    ));
}

#[test]
fn nothing_is_done_twice() {
    let district = District::new();
    district.approve(0);
    let first = district.release();
    assert_eq!(
        (
            first.records_worked_on,
            first.photos_encoded,
            first.photos_reused
        ),
        (3, 0, 2)
    );
    let second = district.release();
    assert_eq!(
        (
            second.records_worked_on,
            second.files_written,
            second.bytes_written
        ),
        (0, 0, 0)
    );
    assert_eq!((second.case_pages, second.photos_encoded), (1, 0));
    district.approve(1);
    let third = district.release();
    assert_eq!((third.records_worked_on, third.files_written), (1, 2));
}

#[test]
fn a_lost_cache_costs_time_and_changes_nothing() {
    let district = District::new();
    district.approve(0);
    district.release();
    fs::remove_dir_all(district.paths.private.join("cache")).unwrap();
    let again = district.release();
    assert_eq!(
        (
            again.files_written,
            again.files_removed,
            again.photos_encoded
        ),
        (0, 0, 2)
    );
}

#[test]
fn changed_words_or_photos_ask_again() {
    let district = District::new();
    district.approve(0);
    district.release();
    district.photo("0.png", 250);
    let (report, found) = district.try_release();
    assert_eq!(
        (report.stale_decisions, report.case_pages, codes(&found)),
        (1, 0, vec!["shared-photo", "stale-decision"])
    );
    // The photo that no row shows any more is gone.
    assert_eq!(district.masters(), 0);
    district.approve(0);
    assert_eq!(district.release().case_pages, 1);
    district.records(
        "2018-03",
        &[
            district.line(0, "路面有两个坑。", "0.png"),
            district.line(1, "塌了", "1.png"),
        ],
    );
    assert_eq!(district.try_release().0.stale_decisions, 1);
}

#[test]
fn the_newest_line_of_an_id_holds() {
    let district = District::new();
    let newer = district
        .line(0, "路面有坑。", "0.png")
        .replace("03-09T10", "03-09T11")
        .replace("热线", "公众号");
    district.records("2018-04", &[newer]);
    district.release();
    assert_eq!(
        &*district.month("2018-03")[0].summary().row().unwrap().source,
        "公众号"
    );
    assert!(district.month("2018-04").is_empty());
}

#[test]
fn a_month_that_vanishes_is_removed() {
    let district = District::new();
    district.release();
    fs::remove_file(district.paths.private.join("records/2018-04.jsonl")).unwrap();
    assert_eq!(district.release().files_removed, 1);
    assert!(!district.paths.content.join("cases/2018-04.jsonl").exists());
}

#[test]
fn every_broken_line_is_reported_and_nothing_public_changes() {
    let district = District::new();
    district.release();
    let before = fs::read(district.paths.content.join("cases/2018-03.jsonl")).unwrap();
    let lines = [
        district
            .line(0, "路面有坑。", "0.png")
            .replace("\"street\"", "\"phone\":\"13911112222\",\"street\""),
        district
            .line(1, "塌了", "1.png")
            .replace("古城街道\",\"units", "古城街\",\"units"),
        "{".into(),
    ];
    district.records("2018-03", &lines);
    let (_, found) = district.try_release();
    let drawn = found.draw(false);
    for place in ["2018-03.jsonl:1:", "2018-03.jsonl:2:", "2018-03.jsonl:3:"] {
        assert!(drawn.contains(place), "{drawn}");
    }
    assert!(
        drawn.contains("phone") && drawn.contains("古城街道"),
        "{drawn}"
    );
    assert!(
        !drawn.contains("13911112222") && !drawn.contains("有坑"),
        "{drawn}"
    );
    assert_eq!(
        fs::read(district.paths.content.join("cases/2018-03.jsonl")).unwrap(),
        before
    );
}

#[test]
fn a_missing_photo_stops_only_a_case_that_shows_it() {
    let district = District::new();
    fs::remove_file(district.paths.private.join("photos/0.png")).unwrap();
    assert_eq!(
        codes(&district.try_release().1),
        ["missing-photo", "shared-photo"]
    );
    let (report, found) = district.decide(
        Choice::Release { photos: true },
        Cases::Ids(vec![IDS[0].into()]),
    );
    assert!(report.decided.is_empty() && found.draw(false).contains("0.png"));
}

#[test]
fn all_clean_decides_words_and_leaves_doubts_to_a_person() {
    let district = District::new();
    let (report, _) = district.decide(Choice::Release { photos: false }, Cases::AllClean);
    assert_eq!((report.decided.len(), report.left.len()), (2, 1));
    let released = district.release();
    assert_eq!((released.case_pages, district.masters()), (2, 0));
    let (again, _) = district.decide(Choice::Release { photos: false }, Cases::AllClean);
    assert!(again.decided.is_empty());
    let (_, found) = district.decide(Choice::Release { photos: true }, Cases::AllClean);
    assert!(found.has_errors());
}

#[test]
fn all_clean_does_not_take_photos_back() {
    let district = District::new();
    district.approve(0);
    let (report, _) = district.decide(Choice::Release { photos: false }, Cases::AllClean);
    assert_eq!(report.decided.len(), 1);
    district.release();
    assert_eq!(district.month("2018-03")[0].summary().photos().len(), 2);
}

#[test]
fn withholding_takes_the_row_too() {
    let district = District::new();
    district.release();
    district.decide(Choice::Withhold, Cases::Ids(vec![IDS[2].into()]));
    let report = district.release();
    assert_eq!(
        (
            report.cases_withheld,
            report.withheld["reviewer"],
            report.files_removed
        ),
        (1, 1, 1)
    );
}

#[test]
fn unknown_ids_decide_nothing() {
    let district = District::new();
    let typed = vec![
        IDS[0].to_string(),
        "ZZZZZ-ZZZZZ-ZZZZZ".into(),
        "nonsense".into(),
    ];
    let (report, found) = district.decide(Choice::Facts, Cases::Ids(typed));
    assert_eq!((report.decided.len(), found.counts()), (0, (2, 0)));
}

#[test]
fn withdrawing_leaves_a_tombstone_and_nothing_else() {
    let district = District::new();
    district.approve(0);
    district.approve(1);
    district.release();
    assert_eq!(district.masters(), 3);
    let stem = district.month("2018-03")[0].summary().photos()[0]
        .file
        .replace(".jpg", "");
    let output = district.folder.path().join("public");
    let page = output.join("cases").join(IDS[0]);
    fs::create_dir_all(&page).unwrap();
    fs::create_dir_all(output.join("photos")).unwrap();
    fs::write(page.join("index.html"), "路面有坑").unwrap();
    fs::write(
        output.join("photos").join(format!("{stem}-480.webp")),
        "pixels",
    )
    .unwrap();
    fs::write(
        output.join("index.html"),
        format!("<a href=\"/cases/{}/\">", IDS[0]),
    )
    .unwrap();
    fs::write(output.join("other.html"), "nothing").unwrap();
    // Whatever else is wrong:
    fs::write(
        district.paths.private.join("records/2018-03.jsonl"),
        "{broken",
    )
    .unwrap();
    fs::write(
        district.paths.content.join("cases/2018-05.jsonl"),
        format!("{{\"broken\":\"{}\n", IDS[0]),
    )
    .unwrap();
    let options = WithdrawOptions {
        ids: vec![IDS[0].replace('-', "").to_lowercase(), "bad".into()],
        output: Some(output.clone()),
        picture_caches: Vec::new(),
        now: noon(),
    };
    let mut found = Diagnostics::default();
    let report = withdraw::withdraw(&district.paths, &options, &mut found).unwrap();
    assert_eq!((report.rows, found.counts()), (2, (1, 0)));
    assert_eq!(
        report.purge,
        [
            "/".to_string(),
            format!("/cases/{}/", IDS[0]),
            format!("/photos/{stem}-480.webp")
        ]
    );
    assert_eq!(report.mentions, [output.join("index.html")]);
    assert!(!page.exists() && !district.paths.content.join("cases/2018-05.jsonl").exists());
    // The other case keeps its own photo and the shared one.
    assert_eq!(
        (district.month("2018-03").len(), district.masters()),
        (1, 2)
    );
    let mut left = String::new();
    for entry in walkdir::WalkDir::new(district.paths.private.join("cache"))
        .into_iter()
        .flatten()
    {
        left.push_str(
            &fs::read(entry.path())
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .unwrap_or_default(),
        );
    }
    assert!(!left.contains("有坑") && !left.contains(&stem), "{left}");
    district.records(
        "2018-03",
        &[
            district.line(0, "路面有坑。", "0.png"),
            district.line(1, "路面塌了，我手机13800000021。", "1.png"),
        ],
    );
    assert_eq!(district.release().withheld["withdrawn"], 1);
    assert_eq!(district.month("2018-03").len(), 1);
}

#[test]
fn nothing_of_a_withdrawn_case_stays_in_a_cache_released_or_not() {
    for line_is_broken in [false, true] {
        let district = District::new();
        // Decided, so that its photos are finished, but never released.
        district.approve(0);
        district.approve(1);
        let finished =
            fs::read_to_string(district.paths.private.join("cache/photos.json")).unwrap();
        assert!(finished.contains("0.png"));
        if line_is_broken {
            let line = district.line(0, "路面有坑。", "0.png");
            district.records("2018-03", &[line.replace("热线", "热线\",")]);
        }
        fs::write(
            district.paths.private.join("decisions.jsonl"),
            "{\"public_id\":\"broken\n",
        )
        .unwrap();
        let options = WithdrawOptions {
            ids: vec![IDS[0].into()],
            output: None,
            picture_caches: Vec::new(),
            now: noon(),
        };
        let mut found = Diagnostics::default();
        withdraw::withdraw(&district.paths, &options, &mut found).unwrap();
        assert_eq!(found.counts(), (0, 0));
        let cache = district.paths.private.join("cache");
        let left = fs::read_dir(cache.join("photos")).unwrap().count();
        let memory = fs::read_to_string(cache.join("photos.json")).unwrap();
        assert!(left == 0 && !memory.contains("0.png"), "{memory}");
        // The other case keeps what is its own; what both showed is made again.
        let made: serde_json::Value = serde_json::from_str(&memory).unwrap();
        assert_eq!(made["finished"].as_object().unwrap().len(), 1, "{memory}");
    }
}

#[test]
fn a_decision_that_somebody_else_overtook_is_not_written() {
    let district = District::new();
    let seen = Default::default();
    let withhold = decisions::Decision::plain(
        PublicId::read(IDS[0]).unwrap(),
        decisions::Verdict::Withhold,
        "甲",
        noon(),
    );
    let write = |decision: &decisions::Decision| {
        let (private, shown) = (&district.paths.private, &district.paths.shown_private);
        let decisions = std::slice::from_ref(decision);
        decisions::append_unless_overtaken(private, shown, &seen, decisions).unwrap()
    };
    assert!(write(&withhold).is_empty());
    assert_eq!(write(&withhold), [withhold.public_id]);
    let text = fs::read_to_string(district.paths.private.join("decisions.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn a_decision_line_that_broke_off_spoils_no_other() {
    let district = District::new();
    fs::write(
        district.paths.private.join("decisions.jsonl"),
        "{\"public_id\":",
    )
    .unwrap();
    let options = WithdrawOptions {
        ids: vec![IDS[0].into()],
        output: None,
        picture_caches: Vec::new(),
        now: noon(),
    };
    withdraw::withdraw(&district.paths, &options, &mut Diagnostics::default()).unwrap();
    let (_, found) = district.try_release();
    assert_eq!(found.counts().0, 1);
    assert!(found.draw(false).contains("decisions.jsonl:1:"));
}

#[test]
fn doubts_about_photos_are_told_at_every_release_and_worked_on_once() {
    let district = District::new();
    let twice = district.line(0, "路面有坑。", "shared.png");
    let half = district
        .line(1, "塌了", "1.png")
        .replace("\"role\":\"before\"", "\"role\":\"after\"");
    district.records("2018-03", &[twice, half]);
    let (first, found) = district.try_release();
    assert_eq!(
        codes(&found),
        ["missing-half", "same-photo", "shared-photo"]
    );
    assert_eq!(first.records_worked_on, 3);
    let (again, found) = district.try_release();
    assert_eq!(
        codes(&found),
        ["missing-half", "same-photo", "shared-photo"]
    );
    assert_eq!(again.records_worked_on, 0);
}
