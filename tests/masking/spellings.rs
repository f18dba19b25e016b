//! Known identifiers of every class, spelt in every way, in any surroundings: none may be left.

use jiayuan::masking::{AllowList, Finding, Known, MaskContext, mask};

/// Numbers in a fixed order that looks like none.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

const DIGITS: [&[&str]; 10] = [
    &["0", "０", "零", "〇", "⓪", "𝟎", "⁰", "₀"],
    &["1", "１", "一", "壹", "幺", "①", "⑴", "𝟏", "¹", "⒈"],
    &["2", "２", "二", "贰", "两", "②", "⑵", "𝟐", "²"],
    &["3", "３", "三", "叁", "③", "⑶", "𝟑", "³"],
    &["4", "４", "四", "肆", "④", "⑷", "𝟒", "⁴"],
    &["5", "５", "五", "伍", "⑤", "⑸", "𝟓", "⁵"],
    &["6", "６", "六", "陆", "⑥", "⑹", "𝟔", "⁶"],
    &["7", "７", "七", "柒", "⑦", "⑺", "𝟕", "⁷"],
    &["8", "８", "八", "捌", "⑧", "⑻", "𝟖", "⁸"],
    &["9", "９", "九", "玖", "⑨", "⑼", "𝟗", "⁹"],
];
const GAPS: &[&str] = &[
    " ", "　", "-", "－", "—", ".", "·", "/", "_", "~", "*", "\t", "\n", "\u{200b}", "\u{feff}",
    " - ", "\u{a0}", "\u{2060}",
];
/// What nobody sees: it may stand inside words, too.
const UNSEEN: &[&str] = &["\u{200b}", "\u{feff}", "\u{200d}", "\u{2060}", "\u{ad}"];

/// One script and one gap, or all of them; gaps between groups, or everywhere.
#[derive(Clone, Copy)]
struct Manner {
    script: Option<usize>,
    gap: Option<&'static str>,
    group: usize,
}

impl Manner {
    fn any(dice: &mut Dice) -> Self {
        let script = dice.roll(10);
        let gap = dice.roll(GAPS.len() + 6);
        Self {
            script: script.checked_sub(1),
            gap: Some(GAPS.get(gap).copied().unwrap_or("")).filter(|_| gap < GAPS.len() + 4),
            group: dice.pick(&[1, 3, 4, 4]),
        }
    }

    fn spell(self, number: &str, dice: &mut Dice) -> String {
        let mut spelt = String::new();
        for (at, ch) in number.chars().enumerate() {
            if at > 0 && at % self.group == 0 {
                spelt.push_str(self.gap.unwrap_or_else(|| dice.pick(GAPS)));
            }
            match ch.to_digit(10) {
                Some(value) => {
                    let ways = DIGITS[value as usize];
                    let way = self.script.unwrap_or_else(|| dice.roll(ways.len()));
                    spelt.push_str(ways[way % ways.len()]);
                }
                None => spelt.push_str(&wide(ch, dice)),
            }
        }
        spelt
    }
}

/// A letter as it is, large, or full-width.
fn wide(ch: char, dice: &mut Dice) -> String {
    let ch = if dice.roll(2) == 0 {
        ch.to_ascii_uppercase()
    } else {
        ch
    };
    if ch.is_ascii_alphanumeric() && dice.roll(3) == 0 {
        return char::from_u32(u32::from(ch) + 0xfee0)
            .expect("full-width forms")
            .to_string();
    }
    ch.to_string()
}

/// The same with something unseen between its characters.
fn unseen(text: &str, dice: &mut Dice) -> String {
    text.chars()
        .flat_map(|ch| {
            [
                if dice.roll(3) == 0 {
                    dice.pick(UNSEEN)
                } else {
                    ""
                }
                .to_string(),
                ch.to_string(),
            ]
        })
        .collect()
}

/// Text, code points of the secret in it, and what is found.
fn check(before: &str, secret: &str, behind: &str) {
    let text = format!("{before}{secret}{behind}");
    let masked = mask(
        &text,
        &MaskContext {
            known: &Known::default(),
            allow: &AllowList::default(),
        },
    );
    let start = before.chars().count();
    let end = start + secret.chars().count();
    let covered = |at: usize| {
        masked
            .findings
            .iter()
            .any(|found| found.start <= at && at < found.end)
    };
    let is_gap = |ch: char| !ch.is_alphanumeric();
    for (at, ch) in text.chars().enumerate().take(end).skip(start) {
        assert!(
            covered(at) || is_gap(ch) || "室户号".contains(ch) && at + 1 == end,
            "{ch:?} of {secret:?} is left: {text:?} became {:?}",
            masked.text
        );
    }
    assert_eq!(
        rebuilt(&text, &masked.findings),
        masked.text,
        "findings and text disagree about {text:?}"
    );
}

/// The masked text, made from the findings alone.
fn rebuilt(text: &str, findings: &[Finding]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut made = String::new();
    for finding in findings {
        assert!(
            at <= finding.start && finding.start < finding.end && finding.end <= chars.len(),
            "{findings:?} of {text:?}"
        );
        made.extend(&chars[at..finding.start]);
        made.push_str(finding.class.placeholder());
        at = finding.end;
    }
    made.extend(&chars[at..]);
    made
}

fn rounds() -> usize {
    if std::env::var_os("JIAYUAN_LONG").is_some() {
        40_000
    } else {
        2_000
    }
}

#[test]
fn no_number_survives_however_it_is_spelt() {
    let mut dice = Dice(11);
    let numbers: &[(&[&str], &[&str])] = &[
        (
            &["手机", "请打", "（", "", "联系方式：", "3号楼，"],
            &[
                "13812345678",
                "19900001111",
                "17030605358",
                "01088881234",
                "053282345678",
            ],
        ),
        (
            &["身份证号：", "证件 ", "", "本人，"],
            &[
                "110105194912310021",
                "11010519491231002x",
                "440308199901010012",
            ],
        ),
        (
            &["卡号：", "银行卡", "账号 "],
            &[
                "6216615107905481442",
                "6221506050660070731",
                "6214838220834263",
            ],
        ),
        (&["QQ：", "扣扣", "qq号 "], &["82738219", "273934621"]),
        (
            &["护照", "护照号：", "通行证 "],
            &["e56246854", "h12345678"],
        ),
    ];
    for _ in 0..rounds() {
        for (before, secrets) in numbers {
            let manner = Manner::any(&mut dice);
            let before = dice.pick(before);
            let secret = dice.pick(secrets);
            let secret = manner.spell(secret, &mut dice);
            check(
                before,
                &secret,
                dice.pick(&["，请回复。", "。", "", "\n", "）谢谢"]),
            );
        }
    }
}

#[test]
fn no_plate_or_account_survives_however_it_is_spelt() {
    let mut dice = Dice(12);
    for _ in 0..rounds() {
        let gap = dice.pick(&["", "·", " ", "-", ".", "\u{200b}", "　"]);
        let letter = wide('a', &mut dice);
        let body = Manner {
            script: None,
            gap: Some(""),
            group: 9,
        }
        .spell(dice.pick(&["12345", "8k8k8", "d12345"]), &mut dice);
        check("车牌", &format!("京{letter}{gap}{body}"), "堵门");
        let word = unseen(dice.pick(&["微信", "vx", "微信号", "v信", "QQ"]), &mut dice);
        let account: String = dice
            .pick(&["abc_12345", "wx-hello88", "q82738219"])
            .chars()
            .map(|ch| wide(ch, &mut dice))
            .collect();
        check(
            &format!("{word}{}", dice.pick(&["：", ": ", " ", ""])),
            &unseen(&account, &mut dice),
            "，谢谢",
        );
        let sign = dice.pick(&[
            "@", "＠", "(at)", "（at）", "[at]", " at ", "艾特", "#at#", " @ ",
        ]);
        let dot = dice.pick(&[".", "．", "点", "(dot)", " dot ", "。", "[dot]"]);
        check("邮箱：", &format!("wang_li88{sign}126{dot}com"), "，谢谢");
    }
}

#[test]
fn no_room_survives_however_it_is_spelt() {
    let mut dice = Dice(13);
    let han = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    for _ in 0..rounds() {
        let script = dice.roll(3);
        let spell = |number: &str| -> String {
            number
                .chars()
                .map(|ch| {
                    let value = ch.to_digit(10).expect("a digit") as usize;
                    match script {
                        0 => ch.to_string(),
                        1 => DIGITS[value][1].to_string(),
                        _ => han[value].to_string(),
                    }
                })
                .collect()
        };
        let (unit, room) = (spell("2"), spell("301"));
        let high = spell("1204");
        let gap = dice.pick(&["", "", " ", "　", "-", "\u{200b}", "\n"]);
        let end = dice.pick(&["室", "号", "", "房"]);
        check("住3号楼", &format!("{unit}单元{gap}{room}{end}"), "，漏水");
        check("住五号楼", &format!("{high}{end}"), "，漏水");
        check("家在", &format!("{unit}单元{high}{end}"), "。");
    }
}

#[test]
fn the_other_classes_survive_in_no_spelling() {
    let mut dice = Dice(14);
    for _ in 0..rounds() {
        let digits = |number: &str, dice: &mut Dice| {
            Manner {
                script: dice.pick(&[Some(0), Some(1)]),
                gap: Some(""),
                group: 99,
            }
            .spell(number, dice)
        };
        let (year, month, day) = (
            digits("1985", &mut dice),
            digits("3", &mut dice),
            digits("12", &mut dice),
        );
        let date = dice
            .pick(&["年月日", "---", "...", "///"])
            .chars()
            .collect::<Vec<_>>();
        let last = if date[2] == '日' { "日" } else { "" };
        check(
            "本人",
            &format!("{year}{}{month}{}{day}{last}", date[0], date[1]),
            "出生",
        );
        let (latitude, longitude) = (digits("39", &mut dice), digits("116", &mut dice));
        let comma = dice.pick(&[",", "，", ", ", " ", "、", "/", "；"]);
        check(
            "坐标",
            &format!(
                "{latitude}.{}{comma}{longitude}.{}",
                digits("9060", &mut dice),
                digits("2230", &mut dice)
            ),
            "处",
        );
        let dot = dice.pick(&[".", "．", "\u{200b}."]);
        check(
            "地址",
            &["221", "219", "40", "115"]
                .map(|part| digits(part, &mut dice))
                .join(dot),
            "登录",
        );
        check(
            "https://a.example.cn/o?token=",
            &unseen("35d06353b1e4dea0", &mut dice),
            " 打不开",
        );
        check(
            "孩子在某小学",
            dice.pick(&[
                "六年级二班",
                "六年级(2)班",
                "６年级２班",
                "6年级 2 班",
                "六年（２）班",
            ]),
            "，放学难",
        );
    }
}
