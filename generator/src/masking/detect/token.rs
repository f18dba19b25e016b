//! The secret part of a link: what opens somebody's order or account.

use super::Span;
use crate::masking::{AllowList, fold::Folded};

const SECRET_KEYS: &[&str] = &[
    "access_token",
    "token",
    "openid",
    "unionid",
    "userid",
    "user_id",
    "uid",
    "sessionid",
    "session",
    "sid",
    "sign",
    "signature",
    "ticket",
    "auth",
    "secret",
    "key",
    "code",
    "mobile",
    "phone",
    "tel",
    "pwd",
];

pub(super) fn find(text: &Folded, _: &AllowList, found: &mut Vec<Span>) {
    for at in 0..text.len() {
        if !matches!(text.ch(at), Some('?' | '&' | ';' | '#')) {
            continue;
        }
        let Some(end) = text
            .word_at(at + 1, SECRET_KEYS)
            .filter(|end| text.ch(*end) == Some('='))
        else {
            continue;
        };
        let upto = text.skip(end + 1, 512, |glyph| {
            glyph.is_alphanumeric_ascii() || matches!(glyph.ch, '-' | '_' | '.' | '%' | '~' | '+')
        });
        if upto - end > 4 {
            found.push(end + 1..upto);
        }
    }
}
