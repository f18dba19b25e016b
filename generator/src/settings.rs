//! `site.toml`: what was typed becomes what the program believes, once.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::contact;
use crate::load::fields::Fields;
use crate::load::node;
use crate::load::source::SourceFile;
use crate::load::tables::Once;
use crate::model::address::is_slug;
use crate::model::language::ENGLISH;
use crate::model::tables::GuideTopic;

/// The stage codes of a case, in the order of the loop, side states last.
pub const STAGES: [&str; 15] = [
    "reported",
    "accepted",
    "filed",
    "dispatched",
    "handling",
    "feedback",
    "verified",
    "closed",
    "evaluated",
    "rejected",
    "deferred",
    "suspended",
    "reworked",
    "returned",
    "voided",
];

/// What may be released without a person's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleasePolicy {
    /// Words only after a reviewer's decision.
    Reviewed,
    /// The unit's own words, when the gate finds nothing in them.
    Facts,
}

/// Which cases can be found by search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchedCases {
    /// Only featured ones (典型案例).
    #[default]
    Featured,
    /// All that have a page.
    All,
}

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name.
    pub name: String,
    /// A line below it.
    pub tagline: String,
    /// One sentence for search engines.
    pub description: String,
    /// Scheme and host, without a slash at the end.
    pub origin: String,
    /// Path under the host, without a slash at the end: empty, or `/zt/jiayuan`.
    pub base_path: String,
    /// Where the function answers: a path or a whole address.
    pub api_url: String,
    /// Where browsers put photos, if that is another host: the address of the bucket.
    pub upload_url: Option<String>,
    /// Language tag.
    pub language: String,
    /// The site in English, if it has that.
    pub english: Option<English>,
    /// Name of the theme.
    pub theme: String,
    /// Hotline that answers when the form cannot.
    pub hotline: String,
    /// Working days within which an answer is expected.
    pub answer_within_days: u32,
    /// What may be released without a decision.
    pub release: ReleasePolicy,
    /// Which cases can be found by search.
    pub searched_cases: SearchedCases,
    /// Present on a sample: every page says this sentence.
    pub sample_notice: Option<String>,
    /// Who runs the site.
    pub identity: Identity,
    /// Main menu: label and address.
    pub menu: Vec<MenuEntry>,
    /// Emergency numbers.
    pub emergency: Vec<EmergencyNumber>,
    /// Links in the footer.
    pub policies: Vec<MenuEntry>,
    /// Public label of each stage, in the order of [`STAGES`].
    pub stage_labels: Vec<String>,
    /// What the office publishes beside the phones of offices and guides: mail addresses, further
    /// numbers. The scan of the output lets them pass.
    pub published: Vec<String>,
    /// Topics of guides.
    pub topics: Vec<GuideTopic>,
    /// Cards that lead to other offices' pages: weather, air quality. Never called, only linked.
    pub link_cards: Vec<LinkCard>,
}

/// What the site says of itself in English.
#[derive(Debug, Clone, Default)]
pub struct English {
    /// Name.
    pub name: String,
    /// A line below it.
    pub tagline: String,
    /// One sentence for search engines.
    pub description: String,
    /// On a sample: the sentence that says so.
    pub sample_notice: Option<String>,
    /// English words for those of menus, tables and settings.
    pub words: BTreeMap<String, String>,
}

/// A card that leads elsewhere.
#[derive(Debug, Clone)]
pub struct LinkCard {
    /// What people read.
    pub label: String,
    /// Whole address, or a path within the site.
    pub url: String,
    /// Whose page it is.
    pub note: Option<String>,
}

/// Who runs the site.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// 主办单位
    pub organizer: Option<String>,
    /// 承办单位
    pub operator: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// 网站标识码
    pub site_code: Option<String>,
    /// ICP备案号
    pub icp: Option<String>,
    /// 公安备案号
    pub police: Option<String>,
    /// Domain for the meta tag.
    pub site_domain: Option<String>,
}

/// A link.
#[derive(Debug, Clone)]
pub struct MenuEntry {
    /// What people read.
    pub label: String,
    /// Path within the site, or a whole address.
    pub url: String,
}

/// A number for emergencies.
#[derive(Debug, Clone)]
pub struct EmergencyNumber {
    /// 110
    pub number: String,
    /// 报警
    pub label: String,
}

impl Settings {
    /// Reads `site.toml`. `base_url` given on the command line replaces the file's.
    pub fn read(
        file: &SourceFile,
        base_url: Option<&str>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let root = node::toml(file, found)?;
        let mut f = Fields::open(file, &root, 0..0, found).of("site");
        let settings = Self::take(&mut f, base_url);
        f.finish();
        Some(settings)
    }

    /// Takes the fields of `site.toml` apart.
    pub(crate) fn take(f: &mut Fields<'_>, base_url: Option<&str>) -> Self {
        let mut topics = Once::default();
        let typed_url = f.text("base_url");
        let url_place = f.place_of("base_url");
        let url = base_url.unwrap_or(&typed_url).to_owned();
        let (origin, base_path) = match split_url(&url) {
            Some(parts) => parts,
            None if url.is_empty() => Default::default(),
            None => {
                f.fault(
                    Diagnostic::error("bad-base-url", format!("网址“{url}”写得不完整。"))
                        .at(url_place)
                        .help("从 https:// 写起，例如 https://www.example.gov/zt/jiayuan，末尾不加斜杠。"),
                );
                Default::default()
            }
        };
        Self {
            name: f.text("name"),
            tagline: f.opt_text("tagline").unwrap_or_default(),
            description: f.text("description"),
            origin,
            base_path,
            api_url: f
                .opt_text("api_url")
                .unwrap_or_else(|| "/api".into())
                .trim_end_matches('/')
                .to_owned(),
            upload_url: f.opt_text("upload_url"),
            english: read_english(f),
            language: f.opt_text("language").unwrap_or_else(|| "zh-CN".into()),
            theme: f.opt_text("theme").unwrap_or_else(|| "default".into()),
            hotline: phone(f, "hotline").unwrap_or_else(|| "12345".into()),
            answer_within_days: f.opt_count("answer_within_days").unwrap_or(5),
            release: f
                .choice_of(
                    "release",
                    &[
                        ("reviewed", ReleasePolicy::Reviewed),
                        ("facts", ReleasePolicy::Facts),
                    ],
                )
                .unwrap_or(ReleasePolicy::Reviewed),
            searched_cases: f
                .table("search", |s| {
                    s.choice_of(
                        "cases",
                        &[
                            ("featured", SearchedCases::Featured),
                            ("all", SearchedCases::All),
                        ],
                    )
                })
                .flatten()
                .unwrap_or_default(),
            sample_notice: f.table("sample", |s| s.text("notice")),
            identity: f.table("identity", read_identity).unwrap_or_default(),
            menu: f.entries("menu", read_menu),
            emergency: f.entries("emergency", |e| EmergencyNumber {
                number: numbered(e),
                label: e.text("label"),
            }),
            policies: f.entries("policies", read_menu),
            stage_labels: f
                .table("stages", |s| STAGES.map(|stage| s.text(stage)).to_vec())
                .unwrap_or_else(|| STAGES.map(str::to_owned).to_vec()),
            published: f.texts("published"),
            link_cards: f.entries("link_cards", |c| {
                contact::url(c, "url", true);
                LinkCard {
                    label: c.text("label"),
                    url: c.text("url"),
                    note: c.opt_text("note"),
                }
            }),
            topics: f.entries("topics", |t| {
                let slug = t.text("slug");
                if !slug.is_empty() && !is_slug(&slug) {
                    t.fault(bad_slug(&slug).at(t.place_of("slug")));
                }
                topics.claim(t, "slug", "主题", &slug);
                GuideTopic {
                    slug,
                    title: t.text("title"),
                    description: t.opt_text("description"),
                }
            }),
        }
    }

    /// The settings of the English site, if there is one.
    #[must_use]
    pub fn in_english(&self) -> Option<Self> {
        let english = self.english.as_ref()?;
        let mut settings = self.clone();
        settings.language = ENGLISH.to_owned();
        settings.name.clone_from(&english.name);
        settings.tagline.clone_from(&english.tagline);
        settings.description.clone_from(&english.description);
        if settings.sample_notice.is_some() && english.sample_notice.is_some() {
            settings.sample_notice.clone_from(&english.sample_notice);
        }
        let said = |text: &mut String| {
            if let Some(word) = english.words.get(text.as_str()) {
                text.clone_from(word);
            }
        };
        let identity = &mut settings.identity;
        for text in [
            &mut identity.organizer,
            &mut identity.operator,
            &mut identity.address,
        ] {
            text.iter_mut().for_each(said);
        }
        let (menu, policies) = (&mut settings.menu, &mut settings.policies);
        menu.iter_mut().for_each(|entry| said(&mut entry.label));
        policies.iter_mut().for_each(|entry| said(&mut entry.label));
        let emergency = &mut settings.emergency;
        emergency
            .iter_mut()
            .for_each(|entry| said(&mut entry.label));
        Some(settings)
    }

    /// Public label of a stage.
    #[must_use]
    pub fn stage_label(&self, stage: &str) -> &str {
        STAGES
            .iter()
            .position(|s| *s == stage)
            .and_then(|at| self.stage_labels.get(at))
            .map_or("", String::as_str)
    }

    /// A path within the site as a link; whole addresses stay as they are.
    #[must_use]
    pub fn href(&self, url: &str) -> String {
        if url.starts_with('/') {
            format!("{}{url}", self.base_path)
        } else {
            url.to_owned()
        }
    }
}

/// The finding for a slug that cannot stand in an address.
#[must_use]
pub fn bad_slug(slug: &str) -> Diagnostic {
    Diagnostic::error("bad-slug", format!("slug“{slug}”不能用在网址里。")).help(
        "只用小写字母、数字和中间的连字符，例如 yi-bao-zheng-ming；也可以删去，由标题的拼音代替。",
    )
}

/// `[en]`, if `languages` names English.
fn read_english(f: &mut Fields<'_>) -> Option<English> {
    let languages = f.references("languages");
    for language in languages.iter().skip(1).filter(|l| l.text != ENGLISH) {
        f.fault(
            Diagnostic::error(
                "unknown-language",
                format!("没有语言“{}”的文字。", language.text),
            )
            .at(language.place.clone())
            .help("languages 的第一个是网站的主要语言，第二个可以写 \"en\"。"),
        );
    }
    let wanted = languages.iter().skip(1).any(|l| l.text == ENGLISH);
    let english = f.table("en", |e| English {
        name: e.text("name"),
        tagline: e.opt_text("tagline").unwrap_or_default(),
        description: e.text("description"),
        sample_notice: e.opt_text("sample"),
        words: e
            .table("words", |words| words.glossary())
            .unwrap_or_default(),
    });
    if wanted && english.is_none() {
        f.fault(
            Diagnostic::error("english-without-name", "写了英文版，却没有英文的站名。")
                .at(f.place_of("languages"))
                .help("加一节 [en]，写 name 和 description；菜单、街道、类别的英文写在 [en.words] 里。"),
        );
    }
    english.filter(|_| wanted)
}

fn read_menu(f: &mut Fields<'_>) -> MenuEntry {
    contact::url(f, "url", true);
    MenuEntry {
        label: f.text("label"),
        url: f.text("url"),
    }
}

/// A telephone that may be left out.
fn phone(f: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let number = f.opt_text(key)?;
    contact::phone(f, key, &number);
    Some(number)
}

fn numbered(f: &mut Fields<'_>) -> String {
    let number = f.text("number");
    contact::phone(f, "number", &number);
    number
}

fn read_identity(f: &mut Fields<'_>) -> Identity {
    Identity {
        organizer: f.opt_text("organizer"),
        operator: f.opt_text("operator"),
        phone: phone(f, "phone"),
        address: f.opt_text("address"),
        site_code: f.opt_text("site_code"),
        icp: f.opt_text("icp"),
        police: f.opt_text("police"),
        site_domain: f.opt_text("site_domain"),
    }
}

/// Scheme and host, and the path without its last slash.
fn split_url(url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "http" | "https") {
        return None;
    }
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, ""), |(host, path)| (host, path));
    let clean = |c: char| c.is_ascii_alphanumeric() || "-._~%/".contains(c);
    if host.is_empty() || host.contains(['?', '#', ' ']) || !path.chars().all(clean) {
        return None;
    }
    let path = path.trim_matches('/');
    let path = if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    };
    Some((format!("{scheme}://{host}"), path))
}

#[cfg(test)]
mod tests {
    use super::split_url;

    #[test]
    fn a_base_url_has_an_origin_and_a_path_without_last_slash() {
        let split = |url| split_url(url);
        assert_eq!(
            split("https://a.example"),
            Some(("https://a.example".into(), String::new()))
        );
        assert_eq!(
            split("http://a.example:8080/zt/jy/"),
            Some(("http://a.example:8080".into(), "/zt/jy".into()))
        );
        assert_eq!(split("a.example"), None);
        assert_eq!(split("https://a.example/?x"), None);
    }
}
