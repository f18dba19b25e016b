//! Which language an answer is in. A page's language stands in its form's address (`?lang=en`), for a
//! browser's own need not be the one that somebody reads the site in; a program may say it in its
//! `Accept-Language`. The site's scripts send that of their page.

use super::body;
use crate::words::Lang;
use axum::http::{HeaderMap, Uri, header, request::Parts};

/// The language that a request asks for.
pub(super) fn asked(parts: &Parts) -> Lang {
    match body::wants_page(&parts.headers) {
        true => named(&parts.uri).unwrap_or_default(),
        false => of_program(&parts.uri, &parts.headers),
    }
}

/// The language that a program asks for.
pub(super) fn of_program(uri: &Uri, headers: &HeaderMap) -> Lang {
    let accepted = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok();
    named(uri)
        .or_else(|| Lang::preferred(accepted()?))
        .unwrap_or_default()
}

/// The language that an address names, if it names one that is spoken here.
pub(super) fn named(uri: &Uri) -> Option<Lang> {
    form_urlencoded::parse(uri.query()?.as_bytes())
        .find(|(name, _)| name == "lang")
        .and_then(|(_, lang)| Lang::of_tag(&lang))
}

/// An address of ours, with the language behind it unless it is the site's own.
pub(super) fn with_language(address: &str, lang: Lang) -> String {
    match lang {
        Lang::Chinese => address.to_owned(),
        other => format!("{address}?lang={}", other.tag()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn language(address: &str, headers: &[(&str, &str)]) -> Lang {
        let mut request = Request::post(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        asked(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn an_address_wins_and_a_browsers_own_language_says_nothing_of_a_form() {
        let english = ("accept-language", "en");
        let form = ("content-type", "application/x-www-form-urlencoded");
        assert_eq!(language("/api/reports", &[form, english]), Lang::Chinese);
        assert_eq!(language("/api/reports?lang=en", &[form]), Lang::English);
        assert_eq!(language("/api/reports", &[english]), Lang::English);
        assert_eq!(
            language("/api/reports?lang=zh-CN", &[english]),
            Lang::Chinese
        );
        assert_eq!(language("/api/reports?lang=tlh", &[]), Lang::Chinese);
    }
}
