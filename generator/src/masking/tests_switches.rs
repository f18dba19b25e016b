//! What a reviewer switches.

use super::*;

fn switched(text: &str, switches: &Switches) -> Masked {
    mask_with(
        text,
        &MaskContext {
            known: &Known::default(),
            allow: &AllowList::default(),
        },
        switches,
    )
}

fn piece(text: &str, span: Span) -> String {
    let length = span.end - span.start;
    text.chars().skip(span.start).take(length).collect()
}

#[test]
fn a_switched_finding_stays_and_is_said_where() {
    let text = "电话13812345678，车牌京A12345，再打13912345678。";
    let all = switched(text, &Switches::default());
    assert_eq!(all.text, "电话〔电话〕，车牌〔车牌〕，再打〔电话〕。");
    let plate = all.findings[1];
    let kept = Switches {
        shown: vec![Span {
            start: plate.start,
            end: plate.end,
        }],
        hidden: vec![],
    };
    let masked = switched(text, &kept);
    assert_eq!(masked.text, "电话〔电话〕，车牌京A12345，再打〔电话〕。");
    assert_eq!(masked.shown, [plate]);
    assert_eq!(piece(&masked.text, masked.shown_in_text[0]), "京A12345");
    assert!(finds_private(&masked.text, &AllowList::default(), &[]));
    assert!(!finds_private(
        &masked.text,
        &AllowList::default(),
        &masked.shown_in_text
    ));
}

#[test]
fn half_a_switch_shows_nothing() {
    let half = Switches {
        shown: vec![Span { start: 2, end: 12 }],
        hidden: vec![],
    };
    assert_eq!(switched("电话13812345678", &half).text, "电话〔电话〕");
}

#[test]
fn a_reviewer_hides_what_nobody_found() {
    let hidden = |start, end| Switches {
        shown: vec![],
        hidden: vec![Span { start, end }],
    };
    let text = "𣲗河边那位天天喊";
    assert_eq!(
        switched(text, &hidden(0, 2)).text,
        "〔个人信息〕边那位天天喊"
    );
    assert_eq!(
        switched(text, &hidden(5, 99)).text,
        "𣲗河边那位〔个人信息〕"
    );
    assert_eq!(switched(text, &hidden(99, 100)).text, text);
    assert_eq!(switched(text, &hidden(4, 2)).text, text);
    // Hiding wins over showing.
    let both = Switches {
        shown: vec![Span { start: 0, end: 13 }],
        hidden: vec![Span { start: 12, end: 13 }],
    };
    assert_eq!(
        switched("电话13812345678", &both).text,
        "电话1381234567〔个人信息〕"
    );
}
