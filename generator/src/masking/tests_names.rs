//! Names in the forms in which people write them, and what only looks like one.

use super::*;

fn masked(text: &str) -> String {
    mask(
        text,
        &MaskContext {
            known: &Known::default(),
            allow: &AllowList::default(),
        },
    )
    .text
}

/// The text without the names of `texts`, each with its name in brackets, goes.
fn goes(texts: &[&str]) {
    for text in texts {
        let (before, rest) = text.split_once('[').expect("a name");
        let (name, after) = rest.split_once(']').expect("its end");
        let wanted = format!("{before}〔姓名〕{after}");
        assert_eq!(masked(&format!("{before}{name}{after}")), wanted);
    }
}

fn stays(texts: &[&str]) {
    for text in texts {
        assert_eq!(&masked(text), text);
    }
}

#[test]
fn surnames_with_titles_go() {
    goes(&[
        "楼上[毕]主管说了算",
        "问[廉]店长要钥匙",
        "物业[臧]队长带人锁车",
        "[稽]姐人很好",
        "劳务公司的[易]经理没收到",
        "那条狗是小[段]的，没登记",
        "老[余]头在楼下种菜",
    ]);
}

#[test]
fn given_names_alone_go_where_somebody_is_called_so() {
    goes(&[
        "我闺女[小雨]被吓着了",
        "三轮车主[铁栓]不在本地",
        "我哥[铁军]在场",
        "“[桂兰]，快跑！”",
        "[彩凤]大姐说热水又停了",
    ]);
}

#[test]
fn names_of_any_script_go() {
    goes(&[
        "[陳國強]先生來電",
        "租客[依布拉音]不会说汉语",
        "[巴哈尔古丽]在路口卖烤肉",
        "邮件由[Wang Xiaohong]发来",
        "我叫[山口惠子]，租住三层",
    ]);
}

#[test]
fn names_that_are_words_go_where_a_name_must_stand() {
    goes(&[
        "我叫[石磨]，没文化",
        "[谷雨]，女，四十二岁",
        "房东[钱多多]不退押金",
        "[王景山]把垃圾堆在门口",
    ]);
}

#[test]
fn places_shops_and_people_of_history_stay() {
    stays(&[
        "阳光丽景附近施工",
        "康盛园业主群",
        "雍景四季12号楼停电",
        "在冉庄开展清扫",
        "小谢热干面后厨整改",
        "李连贵熏肉大饼占道",
        "刘师傅修脚堂油烟扰民",
        "邱少云小学、董存瑞中队",
        "向日葵、满天星、常春藤不得私种",
        "区城管委主任邵蕾到现场",
        "申请人年满18周岁",
        "姓名：匿名，电话：未留",
        "联系人：同上",
    ]);
}

#[test]
fn who_is_named_once_is_named_again() {
    for (text, wanted) in [
        (
            "昨天是我爱人卢静怡打的电话，静怡说还没修好。",
            "昨天是我爱人〔姓名〕打的电话，〔姓名〕说还没修好。",
        ),
        (
            "周建国不开门，周家一直没人。",
            "〔姓名〕不开门，〔姓名〕家一直没人。",
        ),
        ("周建国在周家胡同卖菜。", "〔姓名〕在周家胡同卖菜。"),
    ] {
        assert_eq!(masked(text), wanted);
    }
}

#[test]
fn rooms_beside_names_and_floors_of_units_go() {
    for (text, wanted) in [
        (
            "接龙：宋丽萍301，邢大明601。",
            "接龙：〔姓名〕〔门牌〕，〔姓名〕〔门牌〕。",
        ),
        ("601毛姐家漏水", "〔门牌〕〔姓名〕姐家漏水"),
        ("有人在3单元2楼堆放杂物", "有人在〔门牌〕堆放杂物"),
        ("1单元四楼西户漏水", "〔门牌〕漏水"),
        ("1号楼2单元1楼大厅", "1号楼2单元1楼大厅"),
    ] {
        assert_eq!(masked(text), wanted);
    }
}
