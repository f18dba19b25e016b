//! What must be found in every spelling, and what must survive.

use super::*;

fn masked(text: &str) -> String {
    masked_knowing(text, &[])
}

fn masked_knowing(text: &str, known: &[&str]) -> String {
    let known = Known::of(known.iter().copied());
    let allow = AllowList::of(["010-68861234", "68990000"]);
    mask(
        text,
        &MaskContext {
            known: &known,
            allow: &allow,
        },
    )
    .text
}

/// Numbers in a fixed order that looks like none.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

const SPELLINGS: [&[&str]; 10] = [
    &["0", "０", "零", "〇", "○", "⓪", "𝟎"],
    &["1", "１", "一", "壹", "幺", "①", "⑴", "❶", "𝟏"],
    &["2", "２", "二", "贰", "两", "②", "貳"],
    &["3", "３", "三", "叁", "③", "3\u{fe0f}\u{20e3}"],
    &["4", "４", "四", "肆", "④", "₄"],
    &["5", "５", "五", "伍", "⑤", "⁵"],
    &["6", "６", "六", "陆", "⑥", "６"],
    &["7", "７", "七", "柒", "⑦", "➆"],
    &["8", "８", "八", "捌", "⑧"],
    &["9", "９", "九", "玖", "⑨"],
];
const GAPS: &[&str] = &[
    "", "", "", "", " ", "　", "-", "－", "—", "–", ".", "·", "/", "_", "~", "*", "\t", "\n",
    "\r\n", "\u{200b}", "\u{feff}", " - ", "\u{a0}", "\u{2060}", "（", "）",
];

/// Writes digits in any way that a person can type.
fn spell(digits: &str, dice: &mut Dice) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 {
            text.push_str(dice.pick(GAPS));
        }
        match digit.to_digit(10) {
            Some(value) => text.push_str(dice.pick(SPELLINGS[value as usize])),
            None => text.push_str(dice.pick(&["X", "x", "Ｘ"])),
        }
    }
    text
}

/// How many digits of a number can still be read in a row.
fn survives(number: &str, text: &str) -> bool {
    let folded = Folded::of(text);
    let digits: String = folded.digits(0..folded.len()).collect();
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    (0..=number.len() - 6).any(|at| digits.contains(&number[at..at + 6]))
}

#[test]
fn no_spelling_of_a_number_survives() {
    let mut dice = Dice(7);
    let frames = [
        "{}",
        "电话{}，请回复",
        "我叫人打{}好多次了。",
        "3号楼门前，{}；已反映",
        "tel:{}",
        "（{}）",
        "\n{}\n",
    ];
    let numbers = [
        "13812345678",
        "19900001111",
        "17030605358",
        "01088881234",
        "03718765432",
        "053282345678",
        "110105194912310021",
        "11010519491231002X",
        "440308199901010012",
        "130503670401001",
    ];
    for round in 0..20_000 {
        let number = numbers[round % numbers.len()];
        let frame = frames[dice.roll(frames.len())];
        let text = frame.replace("{}", &spell(number, &mut dice));
        let result = masked(&text);
        assert!(!survives(number, &result), "{text:?} became {result:?}");
        assert_eq!(masked(&result), result, "masking twice changes {text:?}");
    }
}

#[test]
fn finds_phones_as_people_write_them() {
    for phone in [
        "138 1234 5678",
        "１３８１２３４５６７８",
        "幺三八 幺二三四 五六七八",
        "+86-13812345678",
        "010-8888 1234转801",
        "(010)88881234",
        "138-1234-5678",
        "0086 138 1234 5678",
        "8613812345678",
        "138oo41o927",
        "1-3-8-1-2-3-4-5-6-7-8",
        "138\u{200b}1234\u{200b}5678",
        "+86 10 8888 1234",
        "0371-8765432",
        "013812345678",
        "010-88881234-801",
        "138（1234）5678",
    ] {
        assert_eq!(
            masked(&format!("请打{phone}，谢谢")),
            "请打〔电话〕，谢谢",
            "{phone}"
        );
    }
    assert_eq!(masked("座机：6886 4321。"), "座机：〔电话〕。");
    assert_eq!(masked("13812345678 13912345678"), "〔电话〕 〔电话〕");
    assert_eq!(masked("电话3-13812345678"), "电话3-〔电话〕");
}

#[test]
fn public_numbers_and_amounts_survive() {
    for text in [
        "拨打12345或96010",
        "110、119、120、122",
        "400-810-1234",
        "办公室电话010-68861234",
        "咨询68861234",
        "总机6899 0000",
        "共13,812,345,678元",
        "共13812345678元",
        "1、3、5、7号楼",
        "案件编号SJS-20170306-075358",
        "2017-08-03 09:12 至 2017-08-05 18:00",
        "阜石路K23+500",
        "沿国道G109，乘325路",
        "阜石路128号",
        "燕堤西街7号院4号楼西北角",
        "3号楼2单元门前",
        "罚款3,000元",
        "京公网安备11010702001234号",
        "统一社会信用代码91110107MA01ABCD2X",
        "96.31%",
        "45.5立方米",
        "面积20.5平方米",
        "第一百零二条",
        "微信公众号“家园石景山”",
        "二〇一七年八月三日",
        "版本1.2.3.4",
        "京办发〔2017〕12号",
        "值班电话010-88997766",
        "已有300余件，208人",
        "请关注微信公众号",
        "138****5678",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn finds_id_cards_right_or_wrong() {
    for card in [
        "11010519491231002X",
        "110105194912310021",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２ｘ",
        "110105491231002",
    ] {
        assert_eq!(
            masked(&format!("证件{card}。")),
            "证件〔证件号〕。",
            "{card}"
        );
    }
    assert_eq!(masked("身份证11010519491331002"), "身份证〔证件号〕");
}

#[test]
fn finds_the_other_classes() {
    for (text, expected) in [
        ("车牌京A12345堵门", "车牌〔车牌〕堵门"),
        ("京AD12345", "〔车牌〕"),
        ("京a·12345", "〔车牌〕"),
        ("京A 12345挂", "〔车牌〕"),
        ("京Ａ－１２３４５", "〔车牌〕"),
        ("卡号6216 6151 0790 5481 442", "卡号〔卡号〕"),
        ("邮箱a(at)b点com", "邮箱〔邮箱〕"),
        ("邮箱sunny66602@qq.com,谢谢", "邮箱〔邮箱〕,谢谢"),
        ("vx: abc_123", "vx: 〔账号〕"),
        ("扣扣12345678", "扣扣〔账号〕"),
        ("3号楼2单元501室漏水", "3号楼〔门牌〕漏水"),
        ("5栋1202", "5栋〔门牌〕"),
        ("四号楼二单元三零一", "四号楼〔门牌〕"),
        ("我家2-3-501", "我家〔门牌〕"),
        ("1985年3月2日生", "〔出生日期〕生"),
        ("坐标39.9060,116.2230", "坐标〔坐标〕"),
        ("登录地址221.219.40.115", "登录地址〔网络地址〕"),
        (
            "https://a.cn/o?token=35d06353b1e4dea0",
            "https://a.cn/o?token=〔链接参数〕",
        ),
        ("护照E56246854", "护照〔证件号〕"),
        ("孩子上某小学六年级二班", "孩子上某小学〔班级〕"),
    ] {
        assert_eq!(masked(text), expected);
    }
}

#[test]
fn known_strings_and_their_parts_go() {
    let known = [
        "张伟",
        "13812345678",
        "欧阳小明",
        "阿依古丽·买买提",
        "北京市石景山区古城南路12号楼3单元501室",
        "wang_li@126.com",
    ];
    for (text, expected) in [
        ("张伟说", "〔姓名〕说"),
        ("张 伟说", "〔姓名〕说"),
        ("张\u{200b}伟说", "〔姓名〕说"),
        ("张先生说，老张也在", "〔姓名〕先生说，老〔姓名〕也在"),
        ("我姓张", "我姓〔姓名〕"),
        ("张家湾、老张家湾", "张家湾、老张家湾"),
        ("小张你好", "小〔姓名〕你好"),
        ("小明来过，欧阳女士也来", "〔姓名〕来过，〔姓名〕女士也来"),
        ("138-1234-5678", "〔电话〕"),
        ("幺三八一二三四五六七八", "〔电话〕"),
        ("住古城南路12号楼3单元501室", "住〔个人信息〕"),
        ("住3单元501", "住〔门牌〕"),
        ("买买提", "〔姓名〕"),
    ] {
        assert_eq!(masked_knowing(text, &known), expected);
    }
    assert_eq!(
        masked_knowing("共138123456789件", &["13812345678"]),
        "共138123456789件"
    );
}

#[test]
fn findings_are_code_points_of_the_original() {
    let text = "𣲗河\u{200b}路，电话138\u{200b}1234 5678。";
    let known = Known::default();
    let found = find(
        text,
        &MaskContext {
            known: &known,
            allow: &AllowList::default(),
        },
    );
    assert_eq!(found.len(), 1);
    let piece: String = text
        .chars()
        .skip(found[0].start)
        .take(found[0].end - found[0].start)
        .collect();
    assert_eq!(piece, "138\u{200b}1234 5678");
}
