//! Old addresses: a page that leads on, and the list that some static hosts read.

use std::fmt::Write as _;

use serde::Serialize;

use super::meta::{Head, MetaView, PageView, TitleLink};
use crate::assemble::Site;
use crate::assemble::redirects::Redirect;

/// What a page at an old address shows.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    target: TitleLink,
}

/// Template, head and view of the page at an old address.
#[must_use]
pub fn page(site: &Site, redirect: &Redirect) -> (&'static str, PageView, RedirectView) {
    let settings = &site.sources.settings;
    let words = &site.words;
    let mut page = Head::new(site).page(
        "redirect",
        &redirect.to,
        &redirect.title,
        words.get("pages.redirect.description"),
    );
    page.breadcrumbs.clear();
    page.meta.push(MetaView {
        name: "robots",
        content: "noindex".into(),
    });
    let view = RedirectView {
        target: TitleLink {
            title: redirect.title.clone(),
            href: settings.href(&redirect.to),
        },
    };
    ("redirect.html", page, view)
}

/// `_redirects`: one line for each old address.
#[must_use]
pub fn list(site: &Site) -> Vec<u8> {
    let base = &site.sources.settings.base_path;
    let mut text = String::new();
    for redirect in &site.redirects {
        let _ = writeln!(
            text,
            "{base}{} {base}{} 301",
            encoded(&redirect.from),
            redirect.to
        );
    }
    text.into_bytes()
}

/// A path as it is sent: what is not ASCII with percent signs.
fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && byte != b'%' {
            text.push(char::from(byte));
        } else if byte == b'%' {
            // Typed as it is sent already.
            text.push('%');
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
