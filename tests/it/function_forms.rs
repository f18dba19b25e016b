//! Reports without scripts: form, check your answers, receipt.

use super::{
    resident::{Answer, Resident},
    world::Office,
};

pub(super) fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn whole() -> Vec<(String, String)> {
    fields(&[
        ("kind", "report"),
        ("category", "06040"),
        ("text", "小区内有人私装地锁\r\n<b>请来看看</b>"),
        ("street", "金顶街街道"),
        ("place", "3号楼前"),
        ("phone", "138 1234 5678"),
        ("name", "示例先生"),
        ("code", ""),
        ("consent", "true"),
        ("website", ""),
        ("started", ""),
    ])
}

/// Presses a button of the check page.
fn press(resident: &Resident, page: &Answer, step: &str) -> Answer {
    let mut fields = page.hidden();
    fields.push(("step".to_owned(), step.to_owned()));
    resident.post_form("/api/reports", &fields)
}

#[test]
fn a_form_is_checked_confirmed_and_filed() {
    let office = Office::new();
    let resident = office.serve();
    let check = resident.post_form("/api/reports", &whole());
    assert_eq!(check.status, 200, "{}", check.body);
    assert!(check.body.contains("请核对后提交") && check.body.contains("138 1234 5678"));
    assert!(
        !check.body.contains("<b>请来看看</b>"),
        "what was typed is escaped"
    );
    let receipt = press(&resident, &check, "confirm");
    assert_eq!(receipt.status, 201, "{}", receipt.body);
    let code = receipt.between("<dd class=\"code\">", "</dd>");
    // Loading the page again posts the same confirmation. Its forms for photos are new, for they end.
    let again = press(&resident, &check, "confirm");
    let sheet = |page: &Answer| page.between("<div class=\"receipt-sheet\">", "<section");
    assert_eq!(sheet(&again), sheet(&receipt));
    let found = resident.look_up("13812345678", &code).json();
    assert_eq!(found["reports"].as_array().unwrap().len(), 1);
    let records = office.export();
    assert_eq!(records.len(), 1);
    assert_eq!(
        records[0]["description"],
        "小区内有人私装地锁\n<b>请来看看</b>"
    );
}

#[test]
fn the_check_page_leads_to_published_cases_like_this_one_and_to_no_others() {
    let office = Office::new();
    let resident = office.serve();
    let link = "href=\"/cases/categories/di-suo/jindingjie/\"";
    let check = resident.post_form("/api/reports", &whole());
    assert!(check.body.contains(link), "{}", check.body);
    let mut elsewhere = whole();
    for (name, value) in &mut elsewhere {
        if name == "street" {
            "八宝山街道".clone_into(value);
        }
    }
    let check = resident.post_form("/api/reports", &elsewhere);
    assert!(check.body.contains("请核对后提交"), "{}", check.body);
    assert!(!check.body.contains("/cases/categories/"), "{}", check.body);
}

#[test]
fn going_back_keeps_everything() {
    let office = Office::new();
    let resident = office.serve();
    let check = resident.post_form("/api/reports", &whole());
    let form = press(&resident, &check, "edit");
    assert_eq!(form.status, 200);
    assert!(
        form.body.contains("value=\"3号楼前\"")
            && form.body.contains("&lt;b&gt;请来看看&lt;/b&gt;</textarea>")
    );
    assert!(form.body.contains("value=\"report\" checked") && !form.body.contains("error-summary"));
    assert!(!form.body.contains("%%"));
}

#[test]
fn faults_are_said_twice_and_everything_typed_is_kept() {
    let office = Office::new();
    let resident = office.serve();
    let mut typed = whole();
    typed[5].1 = "12".to_owned();
    typed.retain(|(name, _)| name != "street" && name != "consent");
    let form = resident.post_form("/api/reports", &typed);
    assert_eq!(form.status, 422);
    assert!(
        form.body.contains("<h2>有 3 处需要改正</h2>"),
        "{}",
        form.body
    );
    assert!(
        form.body
            .contains("<a href=\"#street\">请选择所在街道。</a>")
    );
    assert!(
        form.body
            .contains("<p class=\"field-error\" id=\"error-street\">请选择所在街道。</p>")
    );
    assert!(
        form.body
            .contains("name=\"street\" aria-invalid=\"true\" aria-describedby=\"error-street\"")
    );
    assert!(form.body.contains("value=\"12\"") && form.body.contains("value=\"3号楼前\""));
}

#[test]
fn answers_that_changed_after_the_check_are_checked_again() {
    let office = Office::new();
    let resident = office.serve();
    let check = resident.post_form("/api/reports", &whole());
    let mut fields = check.hidden();
    fields
        .iter_mut()
        .find(|(name, _)| name == "text")
        .unwrap()
        .1 = "换掉了的内容".to_owned();
    fields.push(("step".to_owned(), "confirm".to_owned()));
    let again = resident.post_form("/api/reports", &fields);
    assert_eq!(again.status, 200);
    assert!(again.body.contains("内容有变动") && again.body.contains("换掉了的内容"));
    assert_eq!(press(&resident, &again, "confirm").status, 201);
    assert_eq!(office.export().len(), 1);
}

#[test]
fn traps_refuse_in_plain_words() {
    let office = Office::new();
    let resident = office.serve();
    let mut robot = whole();
    robot[9].1 = "http://example.com".to_owned();
    let refused = resident.post_form("/api/reports", &robot);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("识别自动程序"));
    let mut quick = whole();
    let form = resident.post_form("/api/reports", &fields(&[("kind", "report")]));
    quick[10].1 = form.between("name=\"started\" value=\"", "\"");
    assert!(
        resident
            .post_form("/api/reports", &quick)
            .body
            .contains("提交得太快了")
    );
}

#[test]
fn a_form_that_wants_json_is_treated_as_json() {
    let office = Office::new();
    let resident = office.serve();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
        ("idempotency-key", "0123456789abcdef"),
    ];
    let refused = resident.post("/api/reports", &headers, "kind=report");
    assert_eq!((refused.status, refused.faults().len()), (422, 4));
}
