//! What a resident says of a closing: once for each, and "not fixed" takes the case up again.

use super::{
    resident::{Answer, Resident, key, report},
    world::Office,
};
use jiayuan_function::{
    case_record::Stage,
    domain::{Move, Receipt},
    local,
    store::{Change, Changed, Clocks, LogEntry},
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The office moves a case; its desk has tests of its own.
fn moves(office: &Office, issued: &Value, stages: &[Stage]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let data = office.path("data/function");
    let receipt = Receipt::read(issued["receipt"].as_str().unwrap()).unwrap();
    runtime.block_on(async {
        let (_, store) = local::attach_table(&data).await.unwrap();
        for stage in stages {
            let case = store.case(&receipt).await.unwrap().unwrap();
            let mut wish = Move::by_office(*stage, Timestamp::now());
            match stage {
                Stage::Dispatched => wish.unit = Some("金顶街街道办事处".into()),
                Stage::Closed => wish.result = Some("地锁已拆除。".into()),
                _ => {}
            }
            let after = case.progress.moved(&wish, wish.at).unwrap();
            let change = Change {
                case: &case,
                after: &after,
                entry: LogEntry {
                    at: wish.at,
                    by: Some("示例坐席".into()),
                    did: "moved".into(),
                    sealed: None,
                },
                clocks: Clocks {
                    contact_days: 90,
                    case_days: 1095,
                },
            };
            let changed = store.change(&change).await.unwrap();
            assert!(matches!(changed, Changed::Done(_)));
        }
    });
}

const CLOSED: [Stage; 4] = [
    Stage::Accepted,
    Stage::Dispatched,
    Stage::Handling,
    Stage::Closed,
];

fn rate(resident: &Resident, issued: &Value, resolved: bool) -> Answer {
    resident.post_json(
        "/api/feedback",
        &json!({
            "phone": "13812345678", "code": issued["code"], "receipt": issued["receipt"],
            "resolved": resolved, "satisfied": if resolved { "yes" } else { "no" },
            "comment": "来得很快，又装上了。",
        }),
    )
}

fn looked_up(resident: &Resident, issued: &Value) -> Value {
    let found = resident.look_up("13812345678", issued["code"].as_str().unwrap());
    found.json()["reports"][0].clone()
}

#[test]
fn each_closing_is_rated_once_and_not_fixed_reopens() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    assert_eq!(looked_up(&resident, &issued)["can_rate"], false);
    let early = rate(&resident, &issued, true);
    assert_eq!(early.status, 409, "{}", early.body);

    moves(&office, &issued, &CLOSED);
    assert_eq!(looked_up(&resident, &issued)["can_rate"], true);
    let reopened = rate(&resident, &issued, false);
    assert_eq!(reopened.status, 200, "{}", reopened.body);
    assert_eq!(reopened.json()["stage"], "reworked");
    let found = looked_up(&resident, &issued);
    assert_eq!(
        (&found["stage"], &found["can_rate"]),
        (&json!("reworked"), &json!(false))
    );
    assert_eq!(found["feedback"]["resolved"], false);
    assert!(
        !found.to_string().contains("又装上了"),
        "a comment is the office's alone"
    );
    assert_eq!(rate(&resident, &issued, true).status, 409);

    // A step is known by stage and second: in one second the same step twice is a repeated click.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    moves(&office, &issued, &[Stage::Handling, Stage::Closed]);
    let done = rate(&resident, &issued, true);
    assert_eq!(
        (done.status, &done.json()["stage"]),
        (200, &json!("closed"))
    );
    let twice = rate(&resident, &issued, false);
    assert_eq!(twice.status, 409);
    assert!(twice.json()["detail"].as_str().unwrap().contains("评价过"));
}

#[test]
fn whoever_does_not_hold_the_codes_is_told_nothing() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    moves(&office, &issued, &CLOSED);
    let said = |receipt: &Value, code: &str, phone: &str| {
        let answer = resident.post_json(
            "/api/feedback",
            &json!({"receipt": receipt, "code": code, "phone": phone, "resolved": true, "satisfied": "yes"}),
        );
        (answer.status, answer.body)
    };
    let code = issued["code"].as_str().unwrap();
    let unknown = said(&json!("00000-00000-00000"), code, "13812345678");
    assert_eq!(unknown.0, 404);
    assert_eq!(
        said(&issued["receipt"], "0000-0000-0000", "13812345678"),
        unknown
    );
    assert_eq!(said(&issued["receipt"], "?", "13812345678"), unknown);
    assert_eq!(said(&issued["receipt"], code, "13912345678"), unknown);
    assert_eq!(looked_up(&resident, &issued)["can_rate"], true);
}

#[test]
fn a_plain_form_rates_too() {
    let office = Office::new();
    let resident = office.serve();
    let issued = resident.report(&key(), &report()).json();
    moves(&office, &issued, &CLOSED);
    let pair = |name: &str, typed: &str| (name.to_owned(), typed.to_owned());
    let code = issued["code"].as_str().unwrap();
    let page = resident.post_form(
        "/api/lookups",
        &[pair("phone", "138 1234 5678"), pair("code", code)],
    );
    assert!(page.body.contains("地锁已拆除。"), "{}", page.body);
    let mut form = page.hidden();
    form.push(pair("resolved", "false"));
    form.push(pair("satisfied", "no"));
    form.push(pair("comment", ""));
    let thanks = resident.post_form("/api/feedback", &form);
    assert_eq!(thanks.status, 200);
    assert!(thanks.body.contains("重新打开"), "{}", thanks.body);
    assert_eq!(looked_up(&resident, &issued)["stage"], "reworked");
    assert_eq!(resident.post_form("/api/feedback", &form).status, 409);
}
