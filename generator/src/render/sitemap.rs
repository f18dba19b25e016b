//! The sitemap, robots.txt and the headers that static hosts read.
//!
//! The protocol allows 50,000 addresses a file, so cases have a file a month, and `/sitemap.xml` is
//! the index. `lastmod` comes from the content.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::assemble::{
    Site, case_address, guide_path, news_path, notice_path, office_path, page_path,
};
use crate::model::released_case::PublicId;
use crate::plan;
use crate::plan::case_lists::CaseList;
use crate::render::board_pages;
use crate::render::meta::Head;
use crate::render::views::guide_lists::GuideSort;
use crate::render::views::news::{year_path, years};

/// Addresses with the day of their last change, without the base path.
type Entries = Vec<(String, Option<String>)>;

/// Pages other than cases.
#[must_use]
pub fn page_entries(site: &Site, lists: &[CaseList]) -> Entries {
    let sources = &site.sources;
    let mut entries: Entries = [
        "/",
        "/report/",
        "/lookup/",
        "/search/",
        "/sitemap/",
        "/feeds/",
    ]
    .into_iter()
    .map(|path| (path.to_owned(), None))
    .collect();
    for (path, shown) in [
        ("/guides/", !sources.guides.is_empty()),
        ("/offices/", !sources.offices.is_empty()),
        ("/news/", !sources.news.is_empty()),
        ("/notices/", !sources.notices.is_empty()),
        ("/stats/", !sources.bulletins.is_empty()),
    ] {
        if shown {
            entries.push((path.to_owned(), None));
        }
    }
    entries.extend(
        board_pages::paths(site)
            .into_iter()
            .map(|path| (path, None)),
    );
    let sorts = GuideSort::of(site).filter(|sort| *sort != GuideSort::Topic);
    entries.extend(sorts.map(|sort| (sort.path().to_owned(), None)));
    let years = years(site).into_iter();
    entries.extend(years.map(|(year, _)| (year_path(year), None)));
    entries.extend(sources.guides.iter().map(|g| (guide_path(&g.item), None)));
    entries.extend(sources.offices.iter().map(|o| (office_path(&o.item), None)));
    entries.extend(sources.news.iter().map(|n| {
        (
            news_path(&n.item),
            Some(n.item.published.date().to_string()),
        )
    }));
    entries.extend(
        sources
            .notices
            .iter()
            .map(|n| (notice_path(&n.item), Some(n.item.starts.date().to_string()))),
    );
    entries.extend(sources.pages.iter().map(|p| (page_path(&p.item), None)));
    if let Some(english) = &site.english {
        let pages = plan::pages::english(english).into_iter();
        let shown = pages.filter(|(path, _)| !path.starts_with("reply/"));
        entries.extend(shown.map(|(path, _)| {
            let path = path.strip_suffix("index.html").unwrap_or(&path);
            (format!("/{path}"), None)
        }));
    }
    entries.extend(lists.iter().map(|list| (list.path.clone(), None)));
    entries
}

/// The cases of a month: ids, and the days of their last change.
pub fn month_cases(site: &Site, month: usize) -> impl Iterator<Item = (PublicId, Option<Date>)> {
    let cases = site.sources.months[month].cases.iter();
    let shown = cases.filter(|case| case.summary.has_page());
    shown.map(|case| {
        let row = case.summary.row();
        let changed = row.and_then(|row| row.stages.iter().rev().find_map(|stage| stage.date));
        (case.summary.public_id(), changed)
    })
}

/// The pages of a month's cases.
#[must_use]
pub fn month_entries(site: &Site, month: usize) -> Entries {
    month_cases(site, month)
        .map(|(id, changed)| (case_address(id), changed.map(|date| date.to_string())))
        .collect()
}

/// A sitemap file.
#[must_use]
pub fn file(site: &Site, entries: &Entries) -> Vec<u8> {
    let settings = &site.sources.settings;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, changed) in entries {
        let _ = write!(
            xml,
            "<url><loc>{}{}{path}</loc>",
            settings.origin, settings.base_path
        );
        if let Some(changed) = changed {
            let _ = write!(xml, "<lastmod>{changed}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// Path of a month's file below the site's root.
#[must_use]
pub fn month_path(site: &Site, month: usize) -> String {
    format!("sitemaps/cases-{}.xml", site.sources.months[month].month)
}

/// The index at `/sitemap.xml`.
#[must_use]
pub fn index(site: &Site) -> Vec<u8> {
    let settings = &site.sources.settings;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let months = (0..site.sources.months.len()).map(|month| month_path(site, month));
    for path in std::iter::once("sitemaps/pages.xml".to_owned()).chain(months) {
        let _ = writeln!(
            xml,
            "<sitemap><loc>{}{}/{path}</loc></sitemap>",
            settings.origin, settings.base_path
        );
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// `robots.txt`: everything may be found but the shells that the function fills.
#[must_use]
pub fn robots(site: &Site) -> Vec<u8> {
    let s = &site.sources.settings;
    let (origin, base) = (&s.origin, &s.base_path);
    let api = own_path(&s.api_url, origin)
        .map_or_else(String::new, |path| format!("Disallow: {path}/\n"));
    format!("User-agent: *\nDisallow: {base}/reply/\n{api}\nSitemap: {origin}{base}/sitemap.xml\n")
        .into_bytes()
}

/// The path of an address, if it lies on this host: robots.txt speaks of its own host only.
fn own_path<'a>(url: &'a str, origin: &str) -> Option<&'a str> {
    let path = match url.get(..origin.len()) {
        Some(start) if !origin.is_empty() && start.eq_ignore_ascii_case(origin) => {
            &url[origin.len()..]
        }
        _ => url,
    };
    (path.starts_with('/') && !path.starts_with("//")).then_some(path)
}

/// `_headers`, as static hosts read it.
#[must_use]
pub fn headers(site: &Site) -> Vec<u8> {
    let s = &site.sources.settings;
    let base = &s.base_path;
    format!(
        "{base}/*\n  Content-Security-Policy: {csp}; frame-ancestors 'self'\n  \
         X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  \
         Permissions-Policy: camera=(), microphone=(), geolocation=(self)\n\n\
         {base}/assets/*\n  Cache-Control: no-cache\n\n\
         {base}/search/*\n  Cache-Control: no-cache\n\n\
         {base}/photos/*\n  Cache-Control: public, max-age=31536000, immutable\n\n\
         {base}/pictures/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        csp = Head::new(site).csp(),
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_a_path_of_the_same_host_is_disallowed() {
        let origin = "https://jiayuan.example";
        assert_eq!(own_path("/api", origin), Some("/api"));
        assert_eq!(
            own_path("https://jiayuan.example/api", origin),
            Some("/api")
        );
        for elsewhere in [
            "https://api.example/v1",
            "https://jiayuan.example.evil/api",
            "//api.example",
            "https://jiayuan.example",
        ] {
            assert_eq!(own_path(elsewhere, origin), None, "{elsewhere}");
        }
    }
}
