//! The head of a page: titles, canonical address, and the meta tags that government sites carry.
//!
//! Names are written in the exact case that inspectors look for (domain standard of government
//! website meta tags).

use serde::Serialize;

use crate::assemble::Site;
use crate::load::words::Words;
use crate::model::language::{ENGLISH, Language};
use crate::settings::Settings;

/// What every page says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Kind of page, which is also the name of its template.
    pub kind: &'static str,
    /// For the title element, without the site's name.
    pub title: String,
    /// First heading.
    pub heading: String,
    /// One sentence.
    pub description: String,
    /// Link to the page.
    pub href: String,
    /// Whole address, unless the page is no place of its own.
    pub canonical: Option<String>,
    /// Way from the home page; the last is the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// Meta tags in their order.
    pub meta: Vec<MetaView>,
    /// Content security policy.
    pub csp: String,
    /// Language tag.
    pub language: String,
    /// The page in all languages that it is in, if these are several.
    pub alternates: Vec<AlternateView>,
    /// The way to the other language: this page, or that language's home.
    pub switch: Option<AlternateView>,
    /// Module scripts that the page loads.
    pub scripts: Vec<String>,
    /// Feeds that tell of what is new here.
    pub feeds: Vec<FeedLinkView>,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What people read.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A page in a language.
#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    /// Language tag.
    pub lang: String,
    /// Where it lies.
    pub href: String,
}

/// A feed in one of its formats.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLinkView {
    /// What it tells of.
    pub title: String,
    /// Where it lies.
    pub href: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
}

/// A link with the title of what it leads to.
#[derive(Debug, Clone, Serialize)]
pub struct TitleLink {
    /// Title.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// A meta tag.
#[derive(Debug, Clone, Serialize)]
pub struct MetaView {
    /// Name, in exact case.
    pub name: &'static str,
    /// Content.
    pub content: String,
}

/// A column (栏目) of the site. Its name and description are words of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    name: &'static str,
    description: &'static str,
    /// Address without the base path.
    pub path: &'static str,
}

/// 办事指南
pub const GUIDES: Column = Column {
    name: "columns.guides.name",
    description: "columns.guides.description",
    path: "/guides/",
};
/// 办理点
pub const OFFICES: Column = Column {
    name: "columns.offices.name",
    description: "columns.offices.description",
    path: "/offices/",
};
/// 工作动态
pub const NEWS: Column = Column {
    name: "columns.news.name",
    description: "columns.news.description",
    path: "/news/",
};
/// 通知公告
pub const NOTICES: Column = Column {
    name: "columns.notices.name",
    description: "columns.notices.description",
    path: "/notices/",
};
/// 办理结果
pub const CASES: Column = Column {
    name: "columns.cases.name",
    description: "columns.cases.description",
    path: "/cases/",
};
/// 数据公开
pub const STATISTICS: Column = Column {
    name: "columns.stats.name",
    description: "columns.stats.description",
    path: "/stats/",
};
/// 专题治理
pub const TOPICS: Column = Column {
    name: "columns.topics.name",
    description: "columns.topics.description",
    path: "/topics/",
};
/// 便民服务点
pub const PLACES: Column = Column {
    name: "columns.places.name",
    description: "columns.places.description",
    path: "/places/",
};
/// 网格责任公示
pub const GRIDS: Column = Column {
    name: "columns.grids.name",
    description: "columns.grids.description",
    path: "/grids/",
};
/// 热线归并目录
pub const HOTLINES: Column = Column {
    name: "columns.hotlines.name",
    description: "columns.hotlines.description",
    path: "/hotlines/",
};
/// 督查台账
pub const LEDGER: Column = Column {
    name: "columns.ledger.name",
    description: "columns.ledger.description",
    path: "/ledger/",
};

impl Column {
    /// Name, which is also the type here.
    #[must_use]
    pub fn name(self, words: &Words) -> &str {
        words.get(self.name)
    }

    /// One sentence.
    #[must_use]
    pub fn description(self, words: &Words) -> &str {
        words.get(self.description)
    }
}

/// What a content page says of itself besides.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// `YYYY-MM-DD HH:MM`, from the content, never the time of the build.
    pub published: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Picture, as a link.
    pub image: Option<String>,
}

/// Builds heads.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    site: &'a Site,
    settings: &'a Settings,
    words: &'a Words,
}

impl<'a> Head<'a> {
    /// For a site.
    #[must_use]
    pub fn new(site: &'a Site) -> Self {
        Self {
            site,
            settings: &site.sources.settings,
            words: &site.words,
        }
    }

    /// A page without a column.
    #[must_use]
    pub fn page(&self, kind: &'static str, path: &str, title: &str, description: &str) -> PageView {
        let s = self.settings;
        let mut meta = vec![MetaView {
            name: "description",
            content: description.to_owned(),
        }];
        let mut tag = |name, content: &Option<String>| {
            meta.extend(content.clone().map(|content| MetaView { name, content }));
        };
        tag("SiteName", &Some(s.name.clone()));
        tag("SiteDomain", &s.identity.site_domain);
        tag("SiteIDCode", &s.identity.site_code);
        let home = self.site.localized("/");
        let mut breadcrumbs = vec![self.link(self.words.get("breadcrumbs.home"), &home)];
        if path != home {
            breadcrumbs.push(self.link(title, path));
        }
        PageView {
            kind,
            title: title.to_owned(),
            heading: title.to_owned(),
            description: description.to_owned(),
            href: s.href(path),
            canonical: Some(format!("{}{}{path}", s.origin, s.base_path)),
            breadcrumbs,
            meta,
            csp: self.csp(),
            language: s.language.clone(),
            alternates: self.alternates(path),
            switch: self.switch(path),
            scripts: Vec::new(),
            feeds: Vec::new(),
        }
    }

    fn in_language(&self, language: Language, path: &str) -> AlternateView {
        let english = self.site.language == Language::English;
        AlternateView {
            lang: match language {
                Language::English => ENGLISH.to_owned(),
                Language::Main if english => "zh-CN".to_owned(),
                Language::Main => self.settings.language.clone(),
            },
            href: self.settings.href(path),
        }
    }

    fn other(&self) -> Language {
        match self.site.language {
            Language::Main => Language::English,
            Language::English => Language::Main,
        }
    }

    /// This page in every language that it is in.
    fn alternates(&self, path: &str) -> Vec<AlternateView> {
        let Some(twin) = self.site.twin(path) else {
            return Vec::new();
        };
        let mut both = vec![
            self.in_language(self.site.language, path),
            self.in_language(self.other(), &twin),
        ];
        if self.site.language == Language::English {
            both.reverse();
        }
        both
    }

    /// The way to the other language, on a site that has two.
    fn switch(&self, path: &str) -> Option<AlternateView> {
        if self.site.twins.is_empty() {
            return None;
        }
        let home = format!("{}/", self.other().home());
        let twin = self.site.twin(path).unwrap_or(home);
        Some(self.in_language(self.other(), &twin))
    }

    /// A column's own page.
    #[must_use]
    pub fn column_page(&self, column: Column, kind: &'static str) -> PageView {
        let (name, description) = (column.name(self.words), column.description(self.words));
        let path = self.site.localized(column.path);
        self.column(column, kind, &path, name, description)
    }

    /// A page within a column; the column's own page if `path` is the column's.
    #[must_use]
    pub fn column(
        &self,
        column: Column,
        kind: &'static str,
        path: &str,
        title: &str,
        description: &str,
    ) -> PageView {
        let mut page = self.page(kind, path, title, description);
        let own = self.site.localized(column.path);
        if path != own {
            page.breadcrumbs
                .insert(1, self.link(column.name(self.words), &own));
        }
        let (name, description) = (column.name(self.words), column.description(self.words));
        for (tag, content) in [
            ("ColumnName", name),
            ("ColumnType", name),
            ("ColumnDescription", description),
            ("ColumnKeywords", name),
        ] {
            page.meta.push(MetaView {
                name: tag,
                content: content.to_owned(),
            });
        }
        page
    }

    /// A piece of content within a column.
    #[must_use]
    pub fn article(
        &self,
        column: Column,
        kind: &'static str,
        path: &str,
        title: &str,
        description: &str,
        article: &Article,
    ) -> PageView {
        let mut page = self.column(column, kind, path, title, description);
        let keywords = Some(article.keywords.join(",")).filter(|joined| !joined.is_empty());
        for (name, content) in [
            ("ArticleTitle", Some(title.to_owned())),
            ("PubDate", article.published.clone()),
            ("ContentSource", article.source.clone()),
            ("Keywords", keywords),
            ("Author", article.author.clone()),
            ("Description", Some(description.to_owned())),
            ("Image", article.image.clone()),
            ("Url", page.canonical.clone()),
        ] {
            page.meta
                .extend(content.map(|content| MetaView { name, content }));
        }
        page
    }

    /// A link to a path of the site.
    #[must_use]
    pub fn link(&self, label: &str, path: &str) -> LinkView {
        LinkView {
            label: label.to_owned(),
            href: self.settings.href(path),
        }
    }

    /// Address of a script.
    #[must_use]
    pub fn script(&self, name: &str) -> String {
        self.settings.href(&format!("/assets/{name}"))
    }

    /// The policy: everything from the site itself; the function where the settings say it is.
    #[must_use]
    pub fn csp(&self) -> String {
        let mut ours = String::from("'self'");
        let others = [
            Some(&self.settings.api_url),
            self.settings.upload_url.as_ref(),
        ];
        for origin in others
            .into_iter()
            .flatten()
            .filter_map(|url| origin_of(url))
        {
            ours.push(' ');
            ours.push_str(origin);
        }
        // A frame holds what a plain form for a photo is answered with.
        format!(
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; \
             worker-src 'self'; connect-src {ours}; form-action {ours}; frame-src {ours}; \
             base-uri 'none'; object-src 'none'"
        )
    }
}

/// Scheme and host of a whole address; none for a path.
fn origin_of(url: &str) -> Option<&str> {
    let scheme = url.find("://")?;
    let end = url[scheme + 3..]
        .find('/')
        .map_or(url.len(), |at| scheme + 3 + at);
    Some(&url[..end])
}
