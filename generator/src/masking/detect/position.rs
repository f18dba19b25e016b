//! Pairs of coordinates within the country, in either order.

use super::Span;
use crate::masking::{AllowList, fold::Folded};

/// A decimal number with at least three places.
struct Decimal {
    span: Span,
    value: f64,
}

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    let mut last: Option<Decimal> = None;
    for pair in text.groups().windows(2) {
        let (whole, places) = (pair[0], pair[1]);
        let is_decimal = whole.end - whole.start <= 3
            && places.end - places.start >= 3
            && places.start - whole.end == 1
            && matches!(text.ch(whole.end), Some('.'));
        if !is_decimal {
            continue;
        }
        let digits = |from: usize, upto: usize| text.digits(from..upto).collect::<String>();
        let written = format!(
            "{}.{}",
            digits(whole.start, whole.end),
            digits(places.start, places.end)
        );
        let decimal = Decimal {
            span: whole.start..places.end,
            value: written.parse().unwrap_or(0.0),
        };
        if let Some(before) = &last
            // 124.241.114.64 is no pair: its decimals overlap.
            && decimal.span.start.checked_sub(before.span.end).is_some_and(|gap| gap <= 12)
            && are_position(before.value, decimal.value)
        {
            let end = text.skip(decimal.span.end, 1, |glyph| matches!(glyph.ch, '°' | '度'));
            found.push(before.span.start..end);
            last = None;
        } else {
            last = Some(decimal);
        }
    }
}

fn are_position(one: f64, other: f64) -> bool {
    let latitude = |value: f64| (17.0..=54.0).contains(&value);
    let longitude = |value: f64| (73.0..=136.0).contains(&value);
    latitude(one) && longitude(other) || longitude(one) && latitude(other)
}
