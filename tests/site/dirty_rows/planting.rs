//! Faults by name, and what each makes of a row.

use super::Planted;
use super::table::{Chance, Dirt, Format, NAMES, column};

const ROWS: usize = 1_000;

impl Planted {
    pub(super) fn grow(format: Format, seed: u64) -> Self {
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
}
