//! A thousand rows with faults planted by a seeded generator, as a text table, a workbook and JSON
//! Lines: what is reported is what was planted, by row and kind.

use std::collections::BTreeSet;

use jiayuan_tests::TestSite;
use rust_xlsxwriter::{Formula, Workbook};

const ROWS: usize = 1_000;

const NAMES: [&str; 30] = [
    "工单编号",
    "更新时间",
    "来源渠道",
    "诉求类型",
    "编码",
    "版本",
    "类别",
    "标题",
    "主要内容",
    "办理结果",
    "所在街道",
    "所在社区",
    "地点",
    "纬度",
    "经度",
    "承办单位",
    "处置时限",
    "同意公开",
    "上报时间",
    "派遣时间",
    "结案时间",
    "返工",
    "回访时间",
    "有效回访",
    "是否联系",
    "是否解决",
    "是否满意",
    "照片",
    "来电人",
    "证件号码",
];

const MAP: &str = r#"
platform = "脏表"
private = ["来电人", "证件号码"]

[[editions]]
edition = "GB/T 47678.5-2026"
from = "2018-01-01"

[columns]
case_no = "工单编号"
updated_at = "更新时间"
source = "来源渠道"
kind = "诉求类型"
category_code = "编码"
category_edition = "版本"
category_label = "类别"
title = "标题"
description = "主要内容"
result = "办理结果"
street = "所在街道"
community = "所在社区"
place = "地点"
lat = "纬度"
lon = "经度"
unit = "承办单位"
handle_due_at = "处置时限"
consent = "同意公开"
photos_before = "照片"

[stages]
reported = "上报时间"
dispatched = "派遣时间"
closed = "结案时间"
reworked = "返工"

[judgement]
judged_at = "回访时间"
valid = "有效回访"
contacted = "是否联系"
resolved = "是否解决"
satisfied = "是否满意"
"#;

/// What a cell holds before it is written in a format.
#[derive(Debug, Clone, PartialEq)]
enum Dirt {
    Text(String),
    Number(f64),
    /// A formula that failed.
    Broken,
}

impl From<&str> for Dirt {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Xlsx,
    Jsonl,
}

/// A small generator: the same seed, the same rows everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A table with the faults that were planted in it.
struct Planted {
    format: Format,
    chance: Chance,
    rows: Vec<Vec<Dirt>>,
    /// Index of the row, column if the fault has one, code.
    faults: Vec<(usize, Option<usize>, &'static str)>,
}

fn column(name: &str) -> usize {
    NAMES
        .iter()
        .position(|known| *known == name)
        .expect("a column")
}

impl Planted {
    fn grow(format: Format, seed: u64) -> Self {
        let mut planted = Self {
            format,
            chance: Chance(seed),
            rows: Vec::new(),
            faults: Vec::new(),
        };
        let kinds = planted.kinds();
        let mut turn = 0;
        while planted.rows.len() < ROWS {
            if planted.chance.below(4) == 0 {
                let kind = kinds[turn % kinds.len()];
                turn += 1;
                planted.plant(kind);
            } else {
                let row = planted.good_row();
                planted.rows.push(row);
            }
        }
        assert!(
            turn > 3 * kinds.len(),
            "every kind is planted several times"
        );
        planted
    }

    fn kinds(&self) -> Vec<&'static str> {
        let mut kinds = vec![
            "number-lost",
            "private-number-lost",
            "no-case-number",
            "bad-time",
            "unknown-street",
            "unknown-unit",
            "unknown-category",
            "no-street",
            "no-category",
            "unknown-value",
            "bad-source",
            "no-source",
            "incomplete-judgement",
            "conflicting-field",
            "duplicate-row",
            "older-row",
            "total-row",
            "unknown-community",
            "time-order",
            "future-time",
            "bad-position",
            "bad-photo-name",
            "missing-photo",
            "leading-zero",
            "category-disagrees",
            "not-valid-then",
            "undated-row",
            "no-edition",
        ];
        match self.format {
            Format::Csv => {
                kinds.extend([
                    "repeated-header",
                    "too-many-cells",
                    "too-few-cells",
                    "blank",
                ]);
            }
            Format::Xlsx => {
                kinds.extend(["repeated-header", "too-many-cells", "broken-cell", "blank"]);
            }
            Format::Jsonl => kinds.extend(["broken-cell", "broken-json"]),
        }
        kinds
    }

    /// A row without a fault, dirty as real rows are.
    fn good_row(&mut self) -> Vec<Dirt> {
        let number = self.rows.len() + 1;
        let mut row: Vec<Dirt> = vec![Dirt::from(""); NAMES.len()];
        let day = 1 + self.chance.below(25);
        let month = 2 + self.chance.below(9);
        let mut set = |name: &str, value: Dirt| row[column(name)] = value;
        let number = if self.chance.below(3) == 0 {
            // Full-width digits are the same number.
            format!(
                "ＤＲ-{}",
                number
                    .to_string()
                    .chars()
                    .map(|ch| { char::from_u32(ch as u32 + 0xfee0).expect("a full-width digit") })
                    .collect::<String>()
            )
        } else {
            format!(" DR-{number}\u{200b}")
        };
        set("工单编号", number.as_str().into());
        set(
            "来源渠道",
            self.chance.of(&["热线", "公众号", "采集员"]).into(),
        );
        set(
            "诉求类型",
            self.chance.of(&["举报", "投诉", "", "上报"]).into(),
        );
        let (code, label, edition) = [
            ("06040", "私装地锁", "GB/T 47678.5-2026"),
            ("08004", "工地扬尘", ""),
            ("06010", "", "ＧＢ/T 47678.5-2026"),
            ("", "乱堆杂物", ""),
        ][self.chance.below(4)];
        set("编码", code.into());
        set("类别", label.into());
        set("版本", edition.into());
        set("标题", "门前的事".into());
        set(
            "主要内容",
            self.chance
                .of(&["路边有东西，挡着走不了。", "说过一次\n又来了，请看看。"])
                .into(),
        );
        set(
            "所在街道",
            self.chance
                .of(&["鲁谷", "鲁谷街道", "古城街道", "金顶街街道"])
                .into(),
        );
        set(
            "承办单位",
            self.chance
                .of(&["鲁谷街道办", "区交通支队；鲁谷街道办", "-"])
                .into(),
        );
        set(
            "同意公开",
            self.chance.of(&["是", "否", "", "同意", "不同意"]).into(),
        );
        let reported = match self.chance.below(4) {
            0 => Dirt::Text(format!("2018-{month:02}-{day:02} 09:12:00")),
            1 => Dirt::Text(format!("2018/{month}/{day} 9:12")),
            2 => Dirt::Text(format!("２０１８年{month}月{day}日 9时12分")),
            _ => Dirt::Number(43_131.0 + (30 * (month - 2) + day) as f64 + 0.25),
        };
        set("上报时间", reported);
        set("返工", self.chance.of(&["", "否", "是"]).into());
        if self.chance.below(2) == 0 {
            set("回访时间", "2019-01-05 10:00".into());
            set("有效回访", "是".into());
            set("是否联系", self.chance.of(&["是", "否"]).into());
            set("是否解决", self.chance.of(&["是", "否"]).into());
            set(
                "是否满意",
                self.chance.of(&["满意", "基本满意", "不满意"]).into(),
            );
        }
        set("来电人", self.chance.of(&["匿名", "何样例", ""]).into());
        row
    }

    fn fault(&mut self, name: Option<&str>, code: &'static str) {
        let row = self.rows.len() - 1;
        self.faults.push((row, name.map(column), code));
    }

    /// A row like a good one but for one cell.
    fn spoil(&mut self, name: &str, value: impl Into<Dirt>, code: &'static str) {
        let mut row = self.good_row();
        row[column(name)] = value.into();
        self.rows.push(row);
        self.fault(Some(name), code);
    }

    fn plant(&mut self, kind: &'static str) {
        match kind {
            "number-lost" => {
                let value = match self.format {
                    Format::Xlsx => Dirt::Number(1.10107e17),
                    _ => "1.10107E+17".into(),
                };
                self.spoil("工单编号", value, kind);
            }
            "private-number-lost" => self.spoil("证件号码", "1.10107E+17", "number-lost"),
            "no-case-number" => self.spoil("工单编号", "  ", kind),
            "bad-time" => {
                let value = self
                    .chance
                    .of(&["昨天上午", "2018-02-30 09:00", "4312", "13/02/2018"]);
                let name = self
                    .chance
                    .of(&["派遣时间", "处置时限", "更新时间"])
                    .to_owned();
                self.spoil(&name, value, kind);
            }
            "unknown-street" => self.spoil("所在街道", "金顶街街到", kind),
            "unknown-unit" => self.spoil("承办单位", "区交通支队；某某局", kind),
            "unknown-category" => {
                let mut row = self.good_row();
                row[column("编码")] = "".into();
                row[column("版本")] = "".into();
                row[column("类别")] = "没有这一类".into();
                self.rows.push(row);
                self.fault(Some("类别"), kind);
            }
            "no-street" => self.spoil("所在街道", "无", kind),
            "no-category" => {
                let mut row = self.good_row();
                for name in ["编码", "版本", "类别"] {
                    row[column(name)] = "".into();
                }
                row[column("诉求类型")] = "举报".into();
                self.rows.push(row);
                self.fault(Some("编码"), kind);
            }
            "unknown-value" => self.spoil("同意公开", "看情况", kind),
            "bad-source" => self.spoil("来源渠道", "来电13800000021", kind),
            "no-source" => self.spoil("来源渠道", "", kind),
            "incomplete-judgement" => {
                let mut row = self.good_row();
                for (name, value) in [
                    ("回访时间", "2019-01-05 10:00"),
                    ("有效回访", "是"),
                    ("是否联系", "是"),
                    ("是否解决", ""),
                    ("是否满意", "满意"),
                ] {
                    row[column(name)] = value.into();
                }
                self.rows.push(row);
                self.fault(Some("回访时间"), kind);
            }
            "conflicting-field" => {
                let mut row = self.good_row();
                row[column("承办单位")] = "区交通支队".into();
                self.rows.push(row.clone());
                row[column("承办单位")] = "鲁谷街道办".into();
                row[column("标题")] = "另一件事".into();
                self.rows.push(row);
                self.fault(Some("标题"), kind);
            }
            "duplicate-row" => {
                let row = self.good_row();
                self.rows.extend([row.clone(), row]);
                self.fault(None, kind);
            }
            "older-row" => {
                let mut row = self.good_row();
                row[column("更新时间")] = "2019-02-02 10:00".into();
                self.rows.push(row.clone());
                row[column("更新时间")] = "2019-02-01 10:00".into();
                row[column("标题")] = "旧的说法".into();
                self.rows.push(row);
                self.fault(None, kind);
            }
            "total-row" => {
                let mut row = vec![Dirt::from(""); NAMES.len()];
                row[0] = self.chance.of(&["合计", "小 计：", "总计"]).into();
                row[4] = Dirt::Number(self.rows.len() as f64);
                self.rows.push(row);
                self.fault(None, kind);
            }
            "unknown-community" => self.spoil("所在社区", "没有的社区", kind),
            "time-order" => self.spoil("派遣时间", "2018-01-31 10:00", kind),
            "future-time" => self.spoil("结案时间", "2030-01-01 10:00", kind),
            "bad-position" => {
                let mut row = self.good_row();
                row[column("纬度")] = Dirt::Number(116.19);
                row[column("经度")] = Dirt::Number(39.91);
                self.rows.push(row);
                self.fault(Some("纬度"), kind);
                self.fault(Some("经度"), kind);
            }
            "bad-photo-name" => self.spoil("照片", "2018/06/a.jpg", kind),
            "missing-photo" => self.spoil("照片", "not-there.jpg", kind),
            "leading-zero" => {
                let mut row = self.good_row();
                row[column("编码")] = match self.format {
                    Format::Csv => "6040".into(),
                    _ => Dirt::Number(6040.0),
                };
                row[column("类别")] = "私装地锁".into();
                self.rows.push(row);
                self.fault(Some("编码"), kind);
            }
            "category-disagrees" => {
                let mut row = self.good_row();
                row[column("编码")] = "06040".into();
                row[column("类别")] = "工地扬尘".into();
                self.rows.push(row);
                self.fault(Some("编码"), kind);
            }
            "not-valid-then" | "no-edition" => {
                let mut row = self.good_row();
                row[column("上报时间")] = "2017-06-01 09:00".into();
                row[column("编码")] = "06040".into();
                row[column("类别")] = "".into();
                let is_written = kind == "not-valid-then";
                row[column("版本")] = if is_written { "GB/T 47678.5-2026" } else { "" }.into();
                self.rows.push(row);
                self.fault(Some("编码"), kind);
            }
            "undated-row" => {
                let mut row = self.good_row();
                row[column("上报时间")] = "".into();
                self.rows.push(row);
                self.fault(None, kind);
            }
            "repeated-header" => {
                self.rows
                    .push(NAMES.iter().map(|name| Dirt::from(*name)).collect());
                self.fault(None, kind);
            }
            "too-many-cells" => {
                let mut row = self.good_row();
                row.push("错位".into());
                self.rows.push(row);
                self.faults
                    .push((self.rows.len() - 1, Some(NAMES.len()), kind));
            }
            "too-few-cells" => {
                let mut row = self.good_row();
                row.truncate(column("照片"));
                self.rows.push(row);
                self.fault(Some("照片"), kind);
            }
            "broken-cell" => self.spoil("所在街道", Dirt::Broken, kind),
            // Written as it is by the writer of lines.
            "broken-json" => {
                self.rows.push(vec![Dirt::Broken]);
                self.fault(None, kind);
            }
            // An empty row is no fault.
            "blank" => self.rows.push(vec![Dirt::from(""); NAMES.len()]),
            other => panic!("no such kind: {other}"),
        }
    }

    /// Writes the file. Gives the number of each row as its reader counts.
    fn write(&self, site: &TestSite, file: &str) -> Vec<usize> {
        match self.format {
            Format::Csv => self.csv(site, file),
            Format::Xlsx => self.xlsx(site, file),
            Format::Jsonl => self.jsonl(site, file),
        }
    }

    fn csv(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut text = NAMES.join(",") + "\n";
        let mut numbers = Vec::new();
        for row in &self.rows {
            numbers.push(text.matches('\n').count() + 1);
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Dirt::Text(text) if text.contains('\n') => format!("\"{text}\""),
                    Dirt::Text(text) => text.clone(),
                    Dirt::Number(number) => number.to_string(),
                    Dirt::Broken => String::new(),
                })
                .collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        site.write(file, &text);
        numbers
    }

    fn xlsx(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, name) in NAMES.iter().enumerate() {
            sheet.write_string(0, at as u16, *name).expect("a name");
        }
        for (index, row) in self.rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let (row, at) = (index as u32 + 1, at as u16);
                match cell {
                    Dirt::Text(text) if text.is_empty() => continue,
                    Dirt::Text(text) => sheet.write_string(row, at, text),
                    Dirt::Number(number) => sheet.write_number(row, at, *number),
                    Dirt::Broken => {
                        sheet.write_formula(row, at, Formula::new("=1/0").set_result("#DIV/0!"))
                    }
                }
                .expect("a cell");
            }
        }
        book.save(site.path(file)).expect("a workbook");
        (0..self.rows.len()).map(|index| index + 2).collect()
    }

    fn jsonl(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut text = String::new();
        for row in &self.rows {
            if row.len() == 1 {
                text.push_str("{\"工单编号\":\"DR-张伟\n");
                continue;
            }
            let object: serde_json::Map<_, _> = NAMES
                .iter()
                .zip(row)
                .map(|(name, cell)| {
                    let value = match cell {
                        Dirt::Text(text) => text.as_str().into(),
                        Dirt::Number(number) if number.fract() == 0.0 => (*number as u64).into(),
                        Dirt::Number(number) => (*number).into(),
                        Dirt::Broken => serde_json::json!({"在": "里面"}),
                    };
                    ((*name).to_owned(), value)
                })
                .collect();
            text.push_str(&serde_json::to_string(&object).expect("plain JSON"));
            text.push('\n');
        }
        site.write(file, &text);
        (1..=self.rows.len()).collect()
    }
}

/// What was reported: row, column, code.
fn reported(err: &str, file: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut code = "";
    for line in err.lines() {
        let head = line
            .strip_prefix("error[")
            .or_else(|| line.strip_prefix("warning["));
        if let Some((name, _)) = head.and_then(|rest| rest.split_once(']')) {
            code = name;
        } else if let Some((_, place)) = line.split_once(&format!("--> {file}:")) {
            let (row, column) = place.split_once(':').expect("a row and a column");
            let number = |text: &str| text.trim().parse().expect("a number");
            found.push((number(row), number(column), code.to_owned()));
        }
    }
    found
}

fn planted_is_reported(format: Format, file: &str, seed: u64) {
    let site = TestSite::sample();
    site.write("map.toml", MAP);
    let planted = Planted::grow(format, seed);
    let numbers = planted.write(&site, file);
    let mut args = vec![
        "cases",
        "import",
        file,
        "--map",
        "map.toml",
        "--private",
        "private",
        "--json",
    ];
    let before = site.files("private");
    let outcome = site.run(&args);
    assert_eq!(outcome.status, 1);
    let reported = reported(&outcome.err, file);
    let wanted: BTreeSet<(usize, &str)> = planted
        .faults
        .iter()
        .map(|(row, _, code)| (numbers[*row], *code))
        .collect();
    let got: BTreeSet<(usize, &str)> = reported
        .iter()
        .map(|(row, _, code)| (*row, code.as_str()))
        .collect();
    let missed: Vec<_> = wanted.difference(&got).collect();
    let invented: Vec<_> = got.difference(&wanted).collect();
    assert!(
        missed.is_empty() && invented.is_empty(),
        "{file}: planted and not reported {missed:?}, reported and not planted {invented:?}"
    );
    assert_eq!(reported.len(), planted.faults.len(), "each once");
    if format != Format::Jsonl {
        for (row, column, code) in &planted.faults {
            let Some(column) = column else { continue };
            let place = (numbers[*row], column + 1, (*code).to_owned());
            assert!(
                reported.contains(&place),
                "{place:?} is not among the places"
            );
        }
    }
    for words in [
        "何样例",
        "13800000021",
        "张伟",
        "昨天上午",
        "看情况",
        "没有的社区",
        "里面",
    ] {
        assert!(!outcome.err.contains(words), "the report repeats {words}");
    }
    // Nothing was written; only the lock is left.
    let mut after = site.files("private");
    after.remove("records.lock");
    jiayuan_tests::assert_same(&after, &before, "after an import with mistakes");
    // Without the faulty rows the rest goes in, and again gives the same bytes.
    let errors: BTreeSet<usize> = planted
        .faults
        .iter()
        .filter(|(_, _, code)| {
            !matches!(
                *code,
                "duplicate-row"
                    | "older-row"
                    | "total-row"
                    | "repeated-header"
                    | "unknown-community"
                    | "time-order"
                    | "future-time"
                    | "missing-photo"
            )
        })
        .map(|(row, _, _)| *row)
        .collect();
    let mut rows: Vec<Vec<Dirt>> = planted.rows.clone();
    for row in errors.iter().rev() {
        rows.remove(*row);
    }
    let kept = Planted {
        rows,
        faults: Vec::new(),
        ..planted
    };
    let _ = kept.write(&site, file);
    let first = site.run(&args).done();
    assert_eq!(first.number("rows_faulty"), 0);
    assert!(first.number("new") > 500);
    let records = site.files("private/records");
    let again = site.run(&args).done();
    assert_eq!((again.number("new"), again.number("files_written")), (0, 0));
    jiayuan_tests::assert_same(&site.files("private/records"), &records, "again");
    args.push("--dry-run");
    assert_eq!(
        site.run(&args).done().number("unchanged"),
        first.number("new")
    );
}

#[test]
fn every_fault_of_a_text_table_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Csv, "rows.csv", 1);
}

#[test]
fn every_fault_of_a_workbook_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Xlsx, "rows.xlsx", 2);
}

#[test]
fn every_fault_of_json_lines_is_reported_by_row_and_kind() {
    planted_is_reported(Format::Jsonl, "rows.jsonl", 3);
}
