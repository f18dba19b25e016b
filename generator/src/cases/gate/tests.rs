//! What passes the gate, and what does not.

use jiayuan_function::case_record::CaseRecord;

use super::*;
use crate::{
    cases::edits::{Arrangement, Field, photos_seen},
    masking::{AllowList, Span, Switches},
    model::tables::{Category, Street, Tables, Unit},
};

const ID: &str = "7KQ2M-9XJ4T-0WBAE";

fn record() -> CaseRecord {
    serde_json::from_str(
        r#"{"schema_version":1,"public_id":"7KQ2M-9XJ4T-0WBAE","case_no":"SL-20170803-000123","kind":"report",
        "updated_at":"2017-08-05T16:40:00+08:00","source":"公众号",
        "category":{"edition":"示例","kind":"事项","code":"06040","label":"私装地锁"},
        "title":"小区内私装地锁","description":"我是何样例，手机138 0000 0021，案件SL-20170803-000123，地锁一直没拆。",
        "result":"街道执法人员到场拆除。","public_summary":"地锁已拆除。","street":"金顶街","community":"金枫社区","place":"某小区3号楼2单元501室门前",
        "grid":"JDJ-012","location":{"lat":39.92,"lon":116.17,"datum":"wgs84"},
        "units":[{"name":"区城管执法局","role":"joint"},{"name":"金顶街街道办事处","role":"lead","dispatched_at":"2017-08-03T09:40:00+08:00",
        "handle_due_at":"2017-08-05T18:00:00+08:00","handled_at":"2017-08-05T18:00:01+08:00"}],
        "stages":[{"stage":"reported","at":"2017-07-31T16:30:00Z"},{"stage":"dispatched","at":"2017-08-03T09:40:00+08:00","unit":"金顶街街道办事处"},
        {"stage":"deferred","at":null},{"stage":"closed","at":"2017-08-06T10:00:00+08:00"}],
        "close_due_at":"2017-08-07T18:00:00+08:00",
        "judgement":{"judged_at":"2017-08-08T10:00:00+08:00","valid":true,"contacted":true,"resolved":true,"satisfied":"yes"},
        "photos":[{"role":"before","file":"a.jpg","alt":"何样例拍的地锁"},{"role":"after","file":"b.jpg"}],
        "consent_publish":true,"featured":true,"known":["何样例","13800000021"]}"#,
    )
    .unwrap()
}

fn tables(policy: ReleasePolicy, home_reported: bool) -> GateTables {
    let category = Category {
        edition: "示例".into(),
        kind: "事项".into(),
        code: "06040".into(),
        label: "私设地锁、阻车桩".into(),
        group: "市容环境".into(),
        aliases: vec!["私装地锁".into()],
        home_reported,
        slug: "disuo".into(),
    };
    let street = Street {
        name: "金顶街街道".into(),
        slug: "jindingjie".into(),
        communities: vec!["金枫社区".into()],
        centroid: None,
        aliases: vec!["金顶街".into()],
        valid: Default::default(),
    };
    let unit = |name: &str, alias: &str| Unit {
        name: name.into(),
        slug: String::new(),
        kind: String::new(),
        aliases: vec![alias.into()],
        valid: Default::default(),
    };
    let tables = Tables {
        categories: vec![category],
        streets: vec![street],
        units: vec![
            unit("金顶街街道办事处", "金顶街办"),
            unit("区城市管理综合行政执法局", "区城管执法局"),
        ],
        topics: Vec::new(),
    };
    GateTables::of(&tables, policy, AllowList::default())
}

fn reviewed() -> GateTables {
    tables(ReleasePolicy::Reviewed, false)
}

fn finished() -> Vec<FinishedPhoto> {
    let photo = |digit: char| FinishedPhoto {
        file: format!("{}.jpg", digit.to_string().repeat(32)),
        width: 1600,
        height: 1200,
    };
    vec![photo('a'), photo('b')]
}

fn decision(verdict: Verdict, photos: bool, digest: String) -> Decision {
    Decision {
        public_id: PublicId::parse(ID).unwrap(),
        at: "2017-08-10T09:00:00+08:00".into(),
        by: "审核员".into(),
        verdict,
        photos,
        digest,
        edits: Edits::default(),
        note: None,
        undo: false,
    }
}

/// A decision about exactly what the record would show now.
fn approval(record: &CaseRecord, tables: &GateTables, extent: Extent) -> Decision {
    let Considered::Open(candidate) = consider(record, None, tables).unwrap() else {
        panic!("nothing to decide about")
    };
    let digest = candidate.digest(extent, &candidate.unedited(), &finished());
    let (verdict, photos) = match extent {
        Extent::Words { photos } => (Verdict::Release, photos),
        Extent::Facts => (Verdict::Facts, false),
    };
    decision(verdict, photos, digest)
}

fn settle(
    record: &CaseRecord,
    decision: Option<&Decision>,
    tables: &GateTables,
) -> (ReleasedCase, Standing) {
    match consider(record, decision, tables).unwrap() {
        Considered::Open(candidate) => {
            let pictures = candidate.pictures(decision).unwrap_or_default();
            let photos = finished().split_off(2 - pictures.len());
            candidate.settle(decision, &photos).unwrap()
        }
        Considered::Coarse(case) => (*case, Standing::HomeReported),
        Considered::Withheld(reason) => panic!("withheld: {reason:?}"),
    }
}

fn faults(record: &CaseRecord) -> Vec<GateFault> {
    consider(record, None, &reviewed()).unwrap_err()
}

#[test]
fn a_row_tells_days_and_no_times() {
    let (case, standing) = settle(&record(), None, &reviewed());
    assert_eq!(standing, Standing::Undecided);
    let line = case.to_line();
    assert_eq!(ReleasedCase::read(&line).unwrap(), case);
    let row = case.summary().row().unwrap();
    // 16:30 in Greenwich is the next day in the office.
    assert_eq!(case.summary().month().to_string(), "2017-08");
    assert_eq!(row.first_date().unwrap().to_string(), "2017-08-01");
    assert_eq!(&*row.street, "金顶街街道");
    assert_eq!(&*row.category.label, "私设地锁、阻车桩");
    assert_eq!(&*row.units[0].name, "金顶街街道办事处");
    assert_eq!(&*row.units[1].name, "区城市管理综合行政执法局");
    for secret in [
        "SL-2017",
        "JDJ",
        "39.92",
        "satisfied",
        "18:00",
        "地锁一直",
        "13800000021",
        "何样例",
        "valid",
    ] {
        assert!(!line.contains(secret), "{secret} in {line}");
    }
}

#[test]
fn facts_are_derived_from_times_to_the_second() {
    let (case, _) = settle(&record(), None, &reviewed());
    let row = case.summary().row().unwrap();
    assert_eq!(row.handled_on_time, Some(false));
    assert_eq!(row.units[0].handled_on_time, Some(false));
    assert_eq!(row.units[1].handled_on_time, None);
    assert_eq!(row.closed_on_time, Some(true));
    assert_eq!(row.due_month.unwrap().to_string(), "2017-08");
    assert_eq!((row.deferred, row.reworked), (Some(true), Some(false)));
    assert_eq!(row.working_minutes, None);
    let mut open = record();
    open.stages.truncate(2);
    open.units[1].handled_at = None;
    let (case, _) = settle(&open, None, &reviewed());
    let row = case.summary().row().unwrap();
    let derived = [
        row.handled_on_time,
        row.closed_on_time,
        row.deferred,
        row.reworked,
    ];
    assert_eq!(derived, [None; 4]);
}

#[test]
fn working_time_waits_for_the_closing_and_for_the_official_list() {
    use crate::model::calendar::{CalendarYear, Hours, MissingYear};
    let year = CalendarYear {
        hours: Hours::new(vec![(540, 720), (780, 1080)]).unwrap(),
        ..CalendarYear::default()
    };
    let mut calendar = crate::model::calendar::Calendar::default();
    calendar.insert(2017, year);
    let tables = reviewed().with_calendar(calendar);
    assert_ne!(tables.fingerprint(), reviewed().fingerprint());
    // Reported on Tuesday after midnight, closed on Sunday: four whole working days.
    let (case, _) = settle(&record(), None, &tables);
    let minutes = |case: &ReleasedCase| case.summary().row().unwrap().working_minutes;
    assert_eq!(minutes(&case), Some(4 * 480));
    let mut open = record();
    open.stages.pop();
    assert_eq!(minutes(&settle(&open, None, &tables).0), None);
    let record = record();
    let without = reviewed();
    let Considered::Open(candidate) = consider(&record, None, &without).unwrap() else {
        panic!("withheld")
    };
    assert_eq!(candidate.missing_year, Some(MissingYear(2017)));
}

#[test]
fn an_approved_case_shows_masked_words_and_photos() {
    let record = record();
    let tables = reviewed();
    let approval = approval(&record, &tables, Extent::Words { photos: true });
    let (case, standing) = settle(&record, Some(&approval), &tables);
    assert_eq!(standing, Standing::Words);
    assert_eq!(case.title(), Some("小区内私装地锁"));
    let description = case.description().unwrap();
    assert!(
        description.contains("〔姓名〕")
            && description.contains("〔电话〕")
            && description.contains("〔案件编号〕"),
        "{description}"
    );
    assert_eq!(case.place(), Some("某小区3号楼〔门牌〕门前"));
    let photos = case.summary().photos();
    assert_eq!(
        (photos.len(), &*photos[0].alt, &*photos[1].alt),
        (2, "〔姓名〕拍的地锁", "处置后的现场照片")
    );
    assert!(case.summary().featured() && case.summary().has_page());
    assert_eq!(ReleasedCase::read(&case.to_line()).unwrap(), case);
}

#[test]
fn a_decision_about_words_shows_no_photos() {
    let record = record();
    let approval = approval(&record, &reviewed(), Extent::Words { photos: false });
    let tables = reviewed();
    let (case, _) = settle(&record, Some(&approval), &tables);
    assert!(case.title().is_some() && case.summary().photos().is_empty());
}

#[test]
fn withholds_case_without_consent() {
    let tables = tables(ReleasePolicy::Facts, false);
    let agreed = record();
    let approval = approval(&agreed, &tables, Extent::Words { photos: true });
    let refused = CaseRecord {
        consent_publish: false,
        ..agreed
    };
    for decision in [None, Some(&approval)] {
        let (case, standing) = settle(&refused, decision, &tables);
        assert_eq!(standing, Standing::NoConsent);
        assert!(!case.summary().has_page() && case.texts().next().is_none());
    }
}

#[test]
fn home_reported_row_holds_nothing_else() {
    let record = record();
    let open = tables(ReleasePolicy::Facts, false);
    let approval = approval(&record, &open, Extent::Words { photos: true });
    let tables = tables(ReleasePolicy::Facts, true);
    for decision in [None, Some(&approval)] {
        let (case, standing) = settle(&record, decision, &tables);
        assert_eq!(standing, Standing::HomeReported);
        assert_eq!(
            case.to_line(),
            format!(
                r#"{{"schema_version":1,"public_id":"{ID}","month":"2017-08","group":"市容环境"}}"#
            )
        );
    }
}

#[test]
fn a_decision_bound_to_other_words_releases_nothing() {
    let tables = reviewed();
    let mut record = record();
    let approval = approval(&record, &tables, Extent::Words { photos: true });
    record.description.push_str("后来又装上了。");
    let (case, standing) = settle(&record, Some(&approval), &tables);
    assert_eq!(standing, Standing::Stale);
    assert!(case.texts().next().is_none() && case.summary().photos().is_empty());
}

#[test]
fn a_decision_bound_to_other_photos_releases_nothing() {
    let (tables, record) = (reviewed(), record());
    let approval = approval(&record, &tables, Extent::Words { photos: true });
    let Considered::Open(candidate) = consider(&record, Some(&approval), &tables).unwrap() else {
        panic!("withheld")
    };
    let mut photos = finished();
    photos.swap(0, 1);
    assert_eq!(
        candidate.settle(Some(&approval), &photos).unwrap().1,
        Standing::Stale
    );
}

#[test]
fn sensitive_withheld_and_withdrawn_cases_have_no_row() {
    let tables = reviewed();
    let reason = |record: &CaseRecord, decision: Option<&Decision>| match consider(
        record, decision, &tables,
    ) {
        Ok(Considered::Withheld(reason)) => reason,
        other => panic!("{other:?}"),
    };
    let approval = approval(&record(), &tables, Extent::Words { photos: true });
    let sensitive = CaseRecord {
        sensitive: true,
        ..record()
    };
    assert_eq!(reason(&sensitive, Some(&approval)), Reason::Sensitive);
    let question = CaseRecord {
        kind: Kind::Consult,
        category: None,
        street: None,
        ..record()
    };
    assert_eq!(reason(&question, Some(&approval)), Reason::NotAReport);
    let withhold = decision(Verdict::Withhold, false, String::new());
    assert_eq!(reason(&record(), Some(&withhold)), Reason::Reviewer);
    let withdraw = decision(Verdict::Withdraw, false, String::new());
    assert_eq!(reason(&record(), Some(&withdraw)), Reason::Withdrawn);
}

#[test]
fn the_policy_facts_releases_only_the_units_own_words_when_nothing_is_in_them() {
    let tables = tables(ReleasePolicy::Facts, false);
    let mut record = record();
    let (case, standing) = settle(&record, None, &tables);
    assert_eq!(standing, Standing::Facts);
    assert_eq!(
        (case.result(), case.public_summary()),
        (Some("街道执法人员到场拆除。"), Some("地锁已拆除。"))
    );
    assert!(case.title().is_none() && case.description().is_none() && case.place().is_none());
    assert!(case.summary().photos().is_empty());
    record.result = Some("已联系13912345678的车主。".into());
    assert_eq!(settle(&record, None, &tables).1, Standing::Undecided);
    record.result = Some("已电话告知张女士。".into());
    assert_eq!(settle(&record, None, &tables).1, Standing::Undecided);
}

/// A decision about what a reviewer edited.
fn edited(record: &CaseRecord, tables: &GateTables, edits: Edits) -> Decision {
    let Considered::Open(candidate) = consider(record, None, tables).unwrap() else {
        panic!("nothing to decide about")
    };
    let case = candidate.edited(&edits).unwrap();
    let photos = finished().split_off(2 - case.pictures.len());
    let digest = candidate.digest(Extent::Words { photos: true }, &case, &photos);
    Decision {
        edits,
        ..decision(Verdict::Release, true, digest)
    }
}

fn switched(field: Field, shown: &[(usize, usize)], hidden: &[(usize, usize)]) -> Edits {
    let spans = |pairs: &[(usize, usize)]| {
        (pairs.iter())
            .map(|(start, end)| Span {
                start: *start,
                end: *end,
            })
            .collect()
    };
    let switches = Switches {
        shown: spans(shown),
        hidden: spans(hidden),
    };
    Edits {
        switches: [(field, switches)].into(),
        photos: None,
    }
}

#[test]
fn a_reviewers_switches_are_released_and_the_kept_piece_is_named() {
    let (tables, mut record) = (reviewed(), record());
    record.result = Some("咨询请拨13900000000，到场的是小区门卫。".into());
    let mut edits = switched(Field::Result, &[(4, 15)], &[(20, 24)]);
    let approval = edited(&record, &tables, edits.clone());
    let (case, standing) = settle(&record, Some(&approval), &tables);
    assert_eq!(standing, Standing::Words);
    assert_eq!(
        case.result(),
        Some("咨询请拨13900000000，到场的是〔个人信息〕。")
    );
    let kept: Vec<&str> = case.kept().iter().map(|piece| &**piece).collect();
    assert_eq!(kept, ["13900000000"]);
    assert_eq!(ReleasedCase::read(&case.to_line()).unwrap(), case);
    // The same digest without the edits is no approval of the plain words.
    edits.switches.clear();
    let plain = Decision { edits, ..approval };
    assert_eq!(settle(&record, Some(&plain), &tables).1, Standing::Stale);
}

#[test]
fn what_is_known_of_the_reporter_is_never_shown() {
    let (tables, record) = (reviewed(), record());
    let everything = switched(Field::Description, &[(0, 100)], &[]);
    let approval = edited(&record, &tables, everything);
    let (case, _) = settle(&record, Some(&approval), &tables);
    let words = case.description().unwrap();
    assert!(
        words.contains("〔姓名〕") && words.contains("〔电话〕") && words.contains("〔案件编号〕"),
        "{words}"
    );
}

#[test]
fn photos_follow_the_reviewers_order_and_leave_with_the_records() {
    let (tables, mut record) = (reviewed(), record());
    let second = Picture {
        role: PhotoRole::Before,
        alt: Some("门前，找13900000000".into()),
        ..Picture::of(&record.photos[1])
    };
    let edits = Edits {
        photos: Some(Arrangement {
            of: photos_seen(&record.photos),
            order: vec![second],
        }),
        ..Edits::default()
    };
    let approval = edited(&record, &tables, edits);
    let (case, standing) = settle(&record, Some(&approval), &tables);
    let photos = case.summary().photos();
    assert_eq!((standing, photos.len()), (Standing::Words, 1));
    assert_eq!(
        (photos[0].role, &*photos[0].alt),
        (PhotoRole::Before, "门前，找〔电话〕")
    );
    // A box that comes in with the record asks again, also on a photo that was left out.
    record.photos[0].redact.push([0.0, 0.0, 0.5, 0.5]);
    assert_eq!(settle(&record, Some(&approval), &tables).1, Standing::Stale);
}

#[test]
fn what_was_sent_back_waits_whatever_the_policy_says() {
    let tables = tables(ReleasePolicy::Facts, false);
    let sent_back = decision(Verdict::SendBack, false, String::new());
    let (case, standing) = settle(&record(), Some(&sent_back), &tables);
    assert_eq!(standing, Standing::Undecided);
    assert!(!case.summary().has_page());
    let reopened = decision(Verdict::Reopen, false, String::new());
    assert_eq!(
        settle(&record(), Some(&reopened), &tables).1,
        Standing::Facts
    );
}

#[test]
fn a_reviewer_may_release_the_units_own_words_alone() {
    let (tables, record) = (reviewed(), record());
    let approval = approval(&record, &tables, Extent::Facts);
    let (case, standing) = settle(&record, Some(&approval), &tables);
    assert_eq!(standing, Standing::Facts);
    assert!(case.result().is_some() && case.title().is_none());
}

#[test]
fn names_that_the_tables_lack_are_mistakes_all_at_once() {
    let mut record = record();
    record.street = Some("金顶街道".into());
    record.units[0].name = "区城管局".into();
    record.stages[1].unit = Some("某办".into());
    record.close_due_at = Some("2017-08-07".into());
    let codes: Vec<_> = faults(&record)
        .into_iter()
        .map(|fault| fault.code)
        .collect();
    for code in ["unknown-street", "unknown-unit"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    record.category.as_mut().unwrap().code = "99999".into();
    assert!(
        faults(&record)
            .iter()
            .any(|fault| fault.code == "unknown-category")
    );
    let mut undated = super::tests::record();
    undated.stages.iter_mut().for_each(|stage| stage.at = None);
    assert!(
        faults(&undated)
            .iter()
            .any(|fault| fault.code == "undated-record")
    );
}

#[test]
fn a_community_that_no_table_knows_stays_behind() {
    let tables = reviewed();
    let record = CaseRecord {
        community: Some("何样例家楼下".into()),
        ..record()
    };
    let Considered::Open(candidate) = consider(&record, None, &tables).unwrap() else {
        panic!("withheld")
    };
    assert_eq!(candidate.warnings[0].code, "unknown-community");
    let (case, _) = candidate.settle(None, &[]).unwrap();
    assert!(!case.to_line().contains("何样例"));
}

#[test]
fn doubtful_names_leave_a_case_to_a_person() {
    let tables = reviewed();
    let clean = |description: &str| {
        let record = CaseRecord {
            description: description.into(),
            ..record()
        };
        match consider(&record, None, &tables).unwrap() {
            Considered::Open(candidate) => candidate.unedited().words.is_clean(),
            other => panic!("{other:?}"),
        }
    };
    assert!(clean("地锁没拆，我手机13800000021，我是何样例。"));
    for doubt in [
        "找张女士了解。",
        "我叫刘建平。",
        "联系人：王小明",
        "老板李大爷不听劝",
    ] {
        assert!(!clean(doubt), "{doubt}");
    }
}

/// What an older masker would have published of the record, and a decision about exactly that.
fn published_before(record: &CaseRecord, description: &str) -> (ReleasedCase, Decision) {
    let tables = reviewed();
    let Considered::Open(candidate) = consider(record, None, &tables).unwrap() else {
        panic!("withheld")
    };
    let extent = Extent::Words { photos: false };
    let words = CaseWords {
        description: Some(description.into()),
        ..candidate.shown(extent, &candidate.unedited(), &[])
    };
    let bound = decision(Verdict::Release, false, digest(&words));
    let parts = ReleasedParts {
        public_id: candidate.public_id,
        month: candidate.month,
        group: candidate.group,
        row: Some(candidate.row),
        words,
    };
    (pass(parts).unwrap(), bound)
}

fn beside(record: &CaseRecord, case: &ReleasedCase, bound: &Decision) -> (ReleasedCase, Standing) {
    let tables = reviewed();
    let Considered::Open(candidate) = consider(record, Some(bound), &tables).unwrap() else {
        panic!("withheld")
    };
    let published = || Some(case.clone());
    candidate
        .settle_beside(Some(bound), &[], published)
        .unwrap()
}

#[test]
fn a_better_masker_alone_takes_no_decision_back() {
    let record = record();
    // It used to mask more than it does now.
    let more = "我是〔姓名〕，〔电话〕，案件〔案件编号〕，地锁一直没拆。";
    let (case, bound) = published_before(&record, more);
    let (kept, standing) = beside(&record, &case, &bound);
    assert_eq!((standing, kept.description()), (Standing::Kept, Some(more)));
    assert_eq!(ReleasedCase::read(&kept.to_line()).unwrap(), kept);
}

#[test]
fn what_a_better_masker_finds_goes_until_somebody_decides_again() {
    let record = record();
    // It used to overlook the number.
    let less = "我是〔姓名〕，手机138 0000 0021，案件〔案件编号〕，地锁一直没拆。";
    let (case, bound) = published_before(&record, less);
    let (row, standing) = beside(&record, &case, &bound);
    assert_eq!(standing, Standing::Finding);
    assert!(row.texts().next().is_none());
}

#[test]
fn a_changed_record_is_not_taken_for_a_better_masker() {
    let mut record = record();
    let more = "我是〔姓名〕，〔电话〕，案件〔案件编号〕，地锁一直没拆。";
    let (case, bound) = published_before(&record, more);
    record.description.push_str("后来又装上了。");
    assert_eq!(beside(&record, &case, &bound).1, Standing::Stale);
    record.description = super::tests::record().description;
    record.result = None;
    assert_eq!(beside(&record, &case, &bound).1, Standing::Stale);
}
