//! The staff's desk, through the real binary, beside a running function: a case goes its way, its
//! resident reads it, rates it, and is forgotten on request.

use super::{
    resident::{Resident, key, report},
    world::{Office, function_binary},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};

/// A JPEG as far as its size and first bytes go: nothing decodes it here.
fn photo() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0];
    bytes.resize(4096, 7);
    bytes
}

/// Runs a command of the desk as this member of staff.
pub(crate) fn desk(office: &Office, arguments: &[&str]) -> Output {
    Command::new(function_binary())
        .args(["desk", "--as", "示例坐席", "--data"])
        .arg(office.path("data"))
        .arg("--identity")
        .arg(office.path("private/keys/office.age"))
        .arg("--reply")
        .arg(office.reply())
        .args(arguments)
        .output()
        .unwrap()
}

/// What a command said that had to work.
pub(crate) fn said(office: &Office, arguments: &[&str]) -> String {
    let done = desk(office, arguments);
    let err = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {err}");
    String::from_utf8(done.stdout).unwrap()
}

/// What a command said that had to be refused.
fn refused(office: &Office, arguments: &[&str]) -> (i32, String) {
    let done = desk(office, arguments);
    let code = done.status.code().unwrap();
    assert_ne!(code, 0, "{arguments:?}");
    (code, String::from_utf8(done.stderr).unwrap())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A filed report: receipt and code.
fn filed(resident: &Resident) -> (String, String) {
    let issued = resident.report(&key(), &report()).json();
    let text = |name: &str| issued[name].as_str().unwrap().to_owned();
    (text("receipt"), text("code"))
}

fn looked_up(resident: &Resident, code: &str) -> Value {
    resident.look_up("13812345678", code).json()["reports"][0].clone()
}

#[test]
fn a_case_goes_its_way_and_its_resident_reads_it() {
    let office = Office::new();
    let resident = office.serve();
    let (receipt, code) = filed(&resident);
    let id = receipt.as_str();
    let fresh = looked_up(&resident, &code);
    assert!(fresh["expected_at"].is_string(), "{fresh}");
    assert_eq!(fresh["outcome_url"], Value::Null);

    said(&office, &["advance", id, "accepted"]);
    let due = ["--due", "2099-01-05", "--note", "已派单"];
    let lead = ["advance", id, "dispatched", "--unit", "金顶街街道"];
    said(&office, &[&lead[..], &due].concat());
    said(&office, &["advance", id, "派遣", "--unit", "城管"]);
    let sent = looked_up(&resident, &code);
    assert_eq!(sent["expected_at"], "2099-01-05T23:59:59+08:00");
    assert_eq!(sent["stages"][2]["unit"], "金顶街街道办事处");
    assert_eq!(sent["stages"][2]["note"], "已派单");
    said(&office, &["reply", id, "--text", "明天上午到场。"]);
    let internal = ["--internal", "张队长负责"];
    let feedback = ["advance", id, "feedback", "--unit", "城管"];
    said(&office, &[&feedback[..], &internal].concat());

    let after = office.path("after.jpg");
    fs::write(&after, photo()).unwrap();
    let close = ["close", id, "--result", "街道会同城管到场拆除。", "--photo"];
    said(&office, &[&close[..], &[after.to_str().unwrap()]].concat());

    let closed = looked_up(&resident, &code);
    assert_eq!(
        (&closed["stage"], &closed["label"]),
        (&json!("closed"), &json!("已办结"))
    );
    assert_eq!(closed["expected_at"], Value::Null);
    let notes: Vec<_> = closed["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (
                step["stage"].as_str().unwrap(),
                step["note"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(
        notes,
        [
            ("reported", ""),
            ("accepted", ""),
            ("dispatched", "已派单"),
            ("dispatched", ""),
            ("dispatched", "明天上午到场。"),
            ("feedback", ""),
            ("closed", "街道会同城管到场拆除。"),
        ]
    );
    assert!(!closed.to_string().contains("张队长"), "{closed}");

    let record = office.export().remove(0);
    assert_eq!(record["result"], "街道会同城管到场拆除。");
    assert_eq!(record["units"][0]["role"], "lead");
    assert_eq!(record["units"][1]["name"], "区城市管理综合行政执法局");
    assert!(record["units"][1]["handled_at"].is_string());
    assert_eq!(
        record["stages"].as_array().unwrap().len(),
        6,
        "an answer is no stage"
    );
    assert_eq!(record["photos"][0]["role"], "after");
    assert!(!record.to_string().contains("张队长"), "{record}");
    let file = record["photos"][0]["file"].as_str().unwrap();
    assert_eq!(file, format!("{id}-after-1.jpg"));
    assert_eq!(
        fs::read(office.path("private/photos").join(file)).unwrap(),
        photo()
    );
}

#[test]
fn opening_contact_details_is_written_down_and_asks_for_a_name() {
    let office = Office::new();
    let resident = office.serve();
    let (id, _) = filed(&resident);
    let shown = said(&office, &["show", &id]);
    for typed in [
        "示例先生",
        "+8613812345678",
        "老人下楼",
        "3号楼前",
        "已提交",
    ] {
        assert!(shown.contains(typed), "{typed} in {shown}");
    }
    let order = said(&office, &["order", &id]);
    assert!(
        order.contains("老人下楼") && !order.contains("示例先生"),
        "{order}"
    );
    let page = said(&office, &["order", &id, "--html", "--contact"]);
    assert!(
        page.contains("<table>") && page.contains("示例先生"),
        "{page}"
    );
    let audited: Vec<_> = lines(&said(&office, &["audit", "--json"]))
        .iter()
        .map(|event| {
            (
                event["did"].clone(),
                event["receipt"].clone(),
                event["by"].clone(),
            )
        })
        .collect();
    let event = |did: &str| (json!(did), json!(id), json!("示例坐席"));
    assert_eq!(audited, [event("opened"), event("printed")]);

    let nameless = |arguments: &[&str]| {
        let done = Command::new(function_binary())
            .args(["desk", "--data"])
            .arg(office.path("data"))
            .arg("--identity")
            .arg(office.path("private/keys/office.age"))
            .args(arguments)
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, said_why) = nameless(&["show", &id]);
    assert_eq!(code, Some(1));
    assert!(said_why.contains("--as NAME"), "{said_why}");
    assert_eq!(nameless(&["show", "--facts", &id]).0, Some(0));
    assert_eq!(nameless(&["purge", &id]).0, Some(1));
    assert_eq!(lines(&said(&office, &["audit", "--json"])).len(), 2);
}

#[test]
fn lists_are_filtered_and_say_what_is_late() {
    let office = Office::new();
    let resident = office.serve();
    let (first, _) = filed(&resident);
    let (second, _) = filed(&resident);
    said(&office, &["advance", &first, "accepted"]);
    let listed = |filter: &[&str]| -> Vec<String> {
        lines(&said(&office, &[&["list", "--json"], filter].concat()))
            .iter()
            .map(|case| case["receipt"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(listed(&[]).len(), 2);
    assert_eq!(listed(&["--stage", "受理"]), std::slice::from_ref(&first));
    assert_eq!(listed(&["--stage", "reported"]), [second]);
    assert_eq!(
        listed(&["--category", "06040", "--street", "金顶街街道"]).len(),
        2
    );
    assert_eq!(listed(&["--street", "八宝山街道"]).len(), 0);
    assert_eq!(listed(&["--since", "2099-01-01"]).len(), 0);
    assert_eq!(listed(&["--overdue"]).len(), 0);
    let reject = [
        "reject",
        first.as_str(),
        "--reason",
        "不属于本区管辖，请联系邻区。",
    ];
    said(&office, &reject);
    assert_eq!(listed(&["--open"]).len(), 1);
    let table = said(&office, &["list"]);
    assert!(
        table.starts_with("RECEIPT") && table.contains("2 cases, 0 overdue"),
        "{table}"
    );
    let (code, why) = refused(&office, &["advance", &first, "closed"]);
    assert_eq!(code, 1);
    assert!(
        why.contains("a case at rejected cannot go to closed; from there it goes to accepted"),
        "{why}"
    );
    assert_eq!(refused(&office, &["advance", &first, "done"]).0, 2);
    let (_, why) = refused(
        &office,
        &["reply", &first, "--text", "x", "--unit", "金顶街街道办公室"],
    );
    assert!(why.contains("did you mean 金顶街街道办事处?"), "{why}");
}

#[test]
fn a_file_of_moves_is_applied_and_what_is_refused_is_named() {
    let office = Office::new();
    let resident = office.serve();
    let (id, code) = filed(&resident);
    let (other, _) = filed(&resident);
    let now = "2099-01-01 09:00";
    let file = office.path("moves.csv");
    let rows = format!(
        "回执号,状态,时间,承办单位,说明,处理结果\n\
         {id},受理,,,,\n\
         {id},派遣,,城管,,\n\
         {id},结案,{now},,,早了\n\
         {other},结案,,,,没有派出去\n\
         00000-00000-00000,受理,,,,\n\
         {id},派遣,,没有这个单位,,\n\
         {id},结案,,,,已拆除。\n\
         {id},答复,,,谢谢反映。,\n"
    );
    fs::write(&file, &rows).unwrap();
    let path = file.to_str().unwrap();
    let outcome = |arguments: &[&str]| -> Value {
        let done = desk(&office, &[arguments, &["--json", path]].concat());
        assert_eq!(done.status.code(), Some(1));
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let expected = json!([
        [4, "time_ahead"],
        [5, "not_allowed"],
        [6, "no_case"],
        [7, "no_unit"],
    ]);
    let codes = |outcome: &Value| -> Value {
        let refused = outcome["refused"].as_array().unwrap().iter();
        refused
            .map(|row| json!([row["row"], row["code"]]))
            .collect()
    };
    let tried = outcome(&["apply", "--dry-run"]);
    assert_eq!(
        (&tried["applied"], codes(&tried)),
        (&json!(4), expected.clone())
    );
    assert_eq!(
        looked_up(&resident, &code)["stage"],
        "reported",
        "a dry run writes nothing"
    );
    let done = outcome(&["apply"]);
    assert_eq!((&done["applied"], codes(&done)), (&json!(4), expected));
    let found = looked_up(&resident, &code);
    assert_eq!(
        (&found["stage"], &found["stages"][4]["note"]),
        (&json!("closed"), &json!("谢谢反映。"))
    );

    // With times of its own the same file can be applied again.
    let lines = format!(
        "{{\"receipt\":\"{other}\",\"stage\":\"accepted\",\"at\":\"{}\"}}\n",
        found["updated_at"].as_str().unwrap()
    );
    fs::write(&file, lines).unwrap();
    let first: Value = serde_json::from_str(&said(&office, &["apply", "--json", path])).unwrap();
    let again: Value = serde_json::from_str(&said(&office, &["apply", "--json", path])).unwrap();
    assert_eq!(
        (&first["applied"], &again["unchanged"]),
        (&json!(1), &json!(1))
    );
}

#[test]
fn a_purged_report_vanishes_from_table_records_and_photos() {
    let office = Office::new();
    let resident = office.serve();
    let (id, code) = filed(&resident);
    let (kept, _) = filed(&resident);
    let after = office.path("after.jpg");
    fs::write(&after, photo()).unwrap();
    said(&office, &["advance", &id, "accepted"]);
    said(&office, &["advance", &id, "dispatched", "--unit", "城管"]);
    let close = [
        "close",
        &id,
        "--result",
        "已拆除。",
        "--photo",
        after.to_str().unwrap(),
    ];
    said(&office, &close);
    assert_eq!(office.export().len(), 2);
    let photo = office
        .path("private/photos")
        .join(format!("{id}-after-1.jpg"));
    assert!(photo.is_file());

    said(&office, &["purge", &id]);
    assert_eq!(
        resident.look_up("13812345678", &code).body,
        "{\"reports\":[]}"
    );
    let records = office.export();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["public_id"], kept);
    assert!(!photo.exists());
    assert!(!holds(&office.path("data/function/uploads"), &id));
    assert!(refused(&office, &["show", &id]).1.contains("no such case"));
    assert!(refused(&office, &["purge", &id]).1.contains("no such case"));
    assert!(said(&office, &["audit"]).contains("purged"));
}

#[test]
fn an_export_goes_on_where_the_last_one_ended() {
    let office = Office::new();
    let resident = office.serve();
    filed(&resident);
    let export = |more: &[&str]| -> Value {
        let done = Command::new(function_binary())
            .args(["export", "--json", "--out"])
            .arg(office.path("private"))
            .arg("--data")
            .arg(office.path("data"))
            .arg("--identity")
            .arg(office.path("private/keys/office.age"))
            .args(more)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let first = export(&[]);
    assert_eq!((&first["read"], &first["changed"]), (&json!(1), &json!(1)));
    let cursor = first["cursor"].as_str().unwrap();
    let second = export(&["--changed-since", cursor]);
    assert_eq!(
        (&second["changed"], &second["cursor"]),
        (&json!(0), &json!(cursor))
    );
    assert_eq!(export(&["--changed-since", "2099-01-01"])["read"], 0);
    assert_eq!(
        lines(&said(&office, &["audit", "--json"])).len(),
        2,
        "both opened something"
    );
}

#[test]
fn a_published_case_is_linked_from_the_look_up_until_it_is_withdrawn() {
    let office = Office::new();
    let resident = office.serve();
    let (id, code) = filed(&resident);
    let public = office.path("elsewhere");
    let page = public.join("cases").join(&id);
    fs::create_dir_all(&page).unwrap();
    fs::write(page.join("index.html"), "x").unwrap();
    let mark = ["published", "--json", "--public", public.to_str().unwrap()];
    assert!(refused(&office, &mark).1.contains("no built site"));
    fs::write(public.join("index.html"), "x").unwrap();
    let marked: Value = serde_json::from_str(&said(&office, &mark)).unwrap();
    assert_eq!(marked, json!({"pages": 1, "marked": 1, "unmarked": 0}));
    assert_eq!(
        looked_up(&resident, &code)["outcome_url"],
        format!("/cases/{id}/")
    );
    said(&office, &["advance", &id, "accepted"]);
    assert_eq!(
        looked_up(&resident, &code)["outcome_url"],
        format!("/cases/{id}/")
    );
    fs::remove_dir_all(&page).unwrap();
    let marked: Value = serde_json::from_str(&said(&office, &mark)).unwrap();
    assert_eq!(marked, json!({"pages": 0, "marked": 0, "unmarked": 1}));
    assert_eq!(looked_up(&resident, &code)["outcome_url"], Value::Null);
}

/// On one machine the function sees by itself what the site beside it has.
#[test]
fn one_machine_needs_nobody_to_tell_it_what_is_published() {
    let office = Office::new();
    let resident = office.serve();
    let (id, code) = filed(&resident);
    let page = office.path("public/cases").join(&id);
    fs::create_dir_all(&page).unwrap();
    fs::write(page.join("index.html"), "x").unwrap();
    let started = Instant::now();
    while looked_up(&resident, &code)["outcome_url"] != format!("/cases/{id}/") {
        assert!(started.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(500));
    }
}

#[test]
fn a_sticker_and_a_position_reach_the_record_and_not_the_table() {
    let office = Office::new();
    let resident = office.serve();
    let mut typed = report();
    typed["place"] = json!("东侧第二个车位");
    typed["place_token"] = json!("JD7-012");
    typed["location"] = json!({"lat": 39.908778, "lon": 116.397592, "datum": "gcj02"});
    assert_eq!(resident.report(&key(), &typed).status, 201);
    let record = office.export().remove(0);
    assert_eq!(record["place"], "金顶街四区北门，东侧第二个车位");
    assert_eq!(record["grid"], "JDJ-012");
    assert_eq!(
        record["location"],
        json!({"lat": 39.907, "lon": 116.391, "datum": "wgs84"})
    );
    assert!(!holds(&office.path("data/function"), "39.90"));
    assert!(!holds(&office.path("data/function"), "JDJ-012"));
    typed["place_token"] = json!("JD7-013");
    typed["location"] = json!({"lat": "39.9", "lon": 116.4, "datum": "gcj02"});
    let faults = resident.report(&key(), &typed).faults();
    assert!(faults.contains(&"place_token".to_owned()) && faults.contains(&"location".to_owned()));
}

#[test]
fn a_new_office_key_leaves_nothing_behind() {
    use jiayuan_function::seal::Identity;
    let office = Office::new();
    office.set_up();
    let file = office.path("private/keys/office.age");
    let recipients = office.path("data/function/recipient.txt");
    {
        let data = office.path("data");
        let running = office.listen(&[], &["--data", data.to_str().unwrap()]);
        filed(&running.resident);
    }
    let new = Identity::generate();
    let old = fs::read_to_string(&file).unwrap();
    fs::write(&recipients, new.recipient().to_string()).unwrap();
    fs::write(&file, format!("{}{old}", new.file_text("today"))).unwrap();
    let data = office.path("data");
    let running = office.listen(&[], &["--data", data.to_str().unwrap()]);
    filed(&running.resident);
    assert_eq!(office.export().len(), 2);
}

/// Whether any file below holds these bytes in its name or inside.
fn holds(folder: &Path, text: &str) -> bool {
    jiayuan_tests::files(folder)
        .into_iter()
        .any(|(path, bytes)| {
            path.contains(text)
                || bytes
                    .windows(text.len())
                    .any(|part| part == text.as_bytes())
        })
}
