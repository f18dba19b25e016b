use super::*;

const ROW: &str = concat!(
    r#"{"schema_version":1,"public_id":"7KQ2M-9XJ4T-0WBAE","month":"2017-08","group":"市容环境","#,
    r#""category":{"edition":"GB/T 47678.5-2026","kind":"事项","code":"06040","label":"私设地锁、阻车桩"},"#,
    r#""street":"金顶街街道","community":"某社区","source":"公众号","units":[{"name":"金顶街街道办事处","role":"lead","#,
    r#""dispatched":"2017-08-03","handle_due":"2017-08-05","handled":null,"handled_on_time":null,"reworked":null,"#,
    r#""deferred":false}],"stages":[{"stage":"accepted","date":"2017-08-03"},{"stage":"dispatched","#,
    r#""date":"2017-08-03","unit":"金顶街街道办事处"},{"stage":"deferred","date":null}],"handle_due":"2017-08-05","#,
    r#""close_due":null,"due_month":"2017-08","handled_on_time":null,"closed_on_time":null,"working_minutes":null,"#,
    r#""reworked":false,"deferred":true"#,
);
const WORDS: &str = concat!(
    r#","title":"小区内私装\"地锁\"","result":"已拆除。","place":"某小区3号楼前","featured":true,"photos":[{"role":"before","#,
    r#""file":"00112233445566778899aabbccddeeff.jpg","width":1600,"height":1200,"alt":"车位上的地锁"}]"#,
);
const HOME: &str =
    r#"{"schema_version":1,"public_id":"7KQ2M-9XJ4T-0WBAE","month":"2017-08","group":"市容环境"}"#;

fn mistake(line: &str) -> (String, String) {
    let error = ReleasedCase::read(line).unwrap_err();
    (line[error.mark].to_string(), error.message)
}

#[test]
fn writes_what_it_reads() {
    for line in [
        format!("{ROW}}}"),
        format!("{ROW}{WORDS}}}"),
        HOME.to_string(),
    ] {
        assert_eq!(ReleasedCase::read(&line).unwrap().to_line(), line);
    }
}

#[test]
fn only_a_row_with_words_has_a_page() {
    let bare = ReleasedCase::read(&format!("{ROW}}}")).unwrap();
    assert!(!bare.summary().has_page());
    let case = ReleasedCase::read(&format!("{ROW}{WORDS}}}")).unwrap();
    assert!(case.summary().has_page() && case.summary().featured());
    assert_eq!(case.title(), Some("小区内私装\"地锁\""));
    assert_eq!(case.summary().outline(), Some("已拆除。"));
    assert_eq!(case.texts().count(), 4);
    assert_ne!(case.summary().digest(), bare.summary().digest());
}

#[test]
fn a_home_reported_row_holds_nothing_else() {
    let case = ReleasedCase::read(HOME).unwrap();
    assert!(case.summary().row().is_none() && !case.summary().has_page());
    for (key, value) in [
        ("street", r#""金顶街街道""#),
        ("source", r#""热线""#),
        ("stages", "[]"),
        ("handle_due", "null"),
        ("deferred", "false"),
    ] {
        let (mark, message) = mistake(&HOME.replace('}', &format!(r#","{key}":{value}}}"#)));
        assert_eq!(mark, format!("\"{key}\""));
        assert!(message.contains(key), "{message}");
    }
    assert!(ReleasedCase::read(&HOME.replace('}', r#","title":"夜里太吵"}"#)).is_err());
    assert!(ReleasedCase::read(&HOME.replace('}', r#","featured":true}"#)).is_err());
}

#[test]
fn a_row_is_complete() {
    let line = format!("{ROW}}}");
    for key in [
        r#""close_due":null,"#,
        r#""due_month":"2017-08","#,
        r#""handled":null,"#,
        r#""source":"公众号","#,
    ] {
        assert!(line.contains(key));
        assert!(
            ReleasedCase::read(&line.replacen(key, "", 1)).is_err(),
            "without {key}"
        );
    }
}

#[test]
fn refuses_times_strangers_and_other_months() {
    let line = format!("{ROW}{WORDS}}}");
    let (mark, _) = mistake(&line.replacen("2017-08-03\"", "2017-08-03T09:12:00+08:00\"", 1));
    assert_eq!(mark, "\"2017-08-03T09:12:00+08:00\"");
    assert_eq!(
        mistake(&line.replace(r#""source""#, r#""case_no":"1","source""#)).0,
        "\"case_no\""
    );
    assert_eq!(
        mistake(&line.replace(r#""month":"2017-08""#, r#""month":"2017-09""#)).0,
        "\"month\""
    );
    assert_eq!(
        mistake(&line.replace("7KQ2M-9XJ4T-0WBAE", "7kq2m-9xj4t-0wbae")).0,
        "\"7kq2m-9xj4t-0wbae\""
    );
    assert_eq!(
        mistake(&line.replace("version\":1", "version\":2")).0,
        "\"schema_version\""
    );
    assert_eq!(
        mistake(&line.replace("ddeeff.jpg", "ddeeff.png")).0,
        "\"file\""
    );
    assert_eq!(
        mistake(&line.replace("ddeeff.jpg", "/../../x.jpg")).0,
        "\"file\""
    );
    assert_eq!(mistake(&line.replace("1600,", "4000,")).0, "\"width\"");
}

#[test]
fn shared_names_are_stored_once() {
    let mut names = Names::default();
    let line = format!("{ROW}}}");
    let (one, two) = (
        ReleasedCase::read_with(&line, &mut names).unwrap(),
        ReleasedCase::read_with(&line, &mut names).unwrap(),
    );
    let street = |case: &ReleasedCase| Arc::clone(&case.summary().row().unwrap().street);
    assert!(Arc::ptr_eq(&street(&one), &street(&two)));
}
