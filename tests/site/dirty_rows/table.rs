//! A platform's table with rows without a fault, dirty as real rows are.

use super::Planted;

pub(super) const NAMES: [&str; 30] = [
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

pub(super) const MAP: &str = r#"
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
pub(super) enum Dirt {
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
pub(super) enum Format {
    Csv,
    Xlsx,
    Jsonl,
}

/// A small generator: the same seed, the same rows everywhere.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub(super) fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

pub(super) fn column(name: &str) -> usize {
    NAMES
        .iter()
        .position(|known| *known == name)
        .expect("a column")
}

impl Planted {
    /// A row without a fault, dirty as real rows are.
    pub(super) fn good_row(&mut self) -> Vec<Dirt> {
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
}
