//! A small complete site to start from, in the binary: content, and the default theme.

use jiff::civil::DateTime;

/// A file of the site: path below its folder, and bytes.
pub type File = (String, Vec<u8>);

/// The words for the day on which the site is begun.
const DAY: &str = "{{day}}";
const YEAR: &str = "{{year}}";

/// Content, by path.
const CONTENT: [(&str, &str); 12] = [
    (".gitignore", include_str!("site/gitignore")),
    ("content/site.toml", include_str!("site/site.toml")),
    (
        "content/categories.toml",
        include_str!("site/categories.toml"),
    ),
    ("content/streets.toml", include_str!("site/streets.toml")),
    ("content/units.toml", include_str!("site/units.toml")),
    ("content/hotlines.csv", include_str!("site/hotlines.csv")),
    (
        "content/guides/tingche-huading.md",
        include_str!("site/guides/tingche-huading.md"),
    ),
    (
        "content/offices/shifan-dating.md",
        include_str!("site/offices/shifan-dating.md"),
    ),
    (
        "content/news/{{year}}/wangzhan-shangxian.md",
        include_str!("site/news/shangxian.md"),
    ),
    (
        "content/pages/about.md",
        include_str!("site/pages/about.md"),
    ),
    (
        "content/pages/privacy.md",
        include_str!("site/pages/privacy.md"),
    ),
    (
        "content/pages/accessibility.md",
        include_str!("site/pages/accessibility.md"),
    ),
];

include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// Everything that a site begins with.
#[must_use]
pub fn files(now: DateTime) -> Vec<File> {
    let (day, year) = (now.date().to_string(), now.year().to_string());
    let fill = |text: &str| text.replace(DAY, &day).replace(YEAR, &year);
    let content = CONTENT
        .iter()
        .map(|(path, text)| (fill(path), fill(text).into_bytes()));
    let theme = THEME
        .iter()
        .map(|(path, bytes)| (format!("themes/default/{path}"), bytes.to_vec()));
    content.chain(theme).collect()
}
