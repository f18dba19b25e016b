//! What is searched: everything that editors publish, the featured cases, and the ways to report.
//!
//! Everyday words travel: those of a category go with its guides, its topics, its list of cases and
//! the form that reports it, so that 地锁 finds what is officially called 私设地锁、阻车桩. The pages
//! that residents look for without knowing their names (hours, progress, complaints) have their
//! everyday words in the theme's language file.

use super::entry::{Entry, Section};
use super::plain::plain;
use crate::assemble::boards::{place_kind_path, place_kinds, topic_path};
use crate::assemble::{
    Site, case_path, guide_path, news_path, notice_path, office_path, page_path,
};
use crate::model::guide::Guide;
use crate::model::language::Language;
use crate::model::office::Office;
use crate::model::tables::Category;
use crate::plan::case_lists::category_list_path;
use crate::render::meta::{
    CASES, Column, GRIDS, GUIDES, LEDGER, NEWS, NOTICES, OFFICES, STATISTICS,
};
use crate::render::views::body::minute;
use crate::render::views::case_card;
use crate::render::views::facts::promise;
use crate::render::views::forms::report_href;
use crate::settings::SearchedCases;

/// Everything that can be found, in the order of the site's lists. The English site finds what it
/// lists: what has been translated with its text, and the titles of what has not.
#[must_use]
pub fn entries(site: &Site) -> Vec<Entry> {
    let mut entries = Vec::new();
    let main = site.language == Language::Main;
    entries.extend((0..site.sources.guides.len()).map(|at| guide(site, at)));
    entries.extend(site.sources.offices.iter().map(|o| office(site, &o.item)));
    entries.extend((0..site.sources.topics.len()).map(|at| topic(site, at)));
    notices(site, &mut entries);
    categories(site, &mut entries);
    if main {
        cases(site, &mut entries);
    }
    news(site, &mut entries);
    if main {
        places(site, &mut entries);
        hotlines(site, &mut entries);
    }
    pages(site, &mut entries);
    if main {
        bulletins(site, &mut entries);
    }
    columns(site, &mut entries);
    entries
}

fn href(site: &Site, path: &str) -> String {
    site.sources.settings.href(&site.localized(path))
}

fn with_category(site: &Site, entry: &mut Entry, category: &Category) {
    entry.aliases.push(site.label(&category.label));
    entry.aliases.extend(category.aliases.iter().cloned());
}

/// Says that something is in the other language; its text would be found by nobody who reads this one.
fn in_its_language(site: &Site, mut entry: Entry, language: Language) -> Entry {
    if site.foreign(language).is_some() {
        site.words.get("in_other").clone_into(&mut entry.note);
        entry.text.clear();
    }
    entry
}

fn guide(site: &Site, at: usize) -> Entry {
    let guide = &site.sources.guides[at].item;
    let facts = &guide.facts;
    let link = href(site, &guide_path(guide));
    let mut entry = Entry::new(Section::Guides, link, &guide.title, &guide.description);
    entry.expired = facts.is_over(site.now.date());
    entry.note = if entry.expired {
        site.words.get("guide.expired").to_owned()
    } else {
        promise(&site.words, facts)
    };
    entry.names.clone_from(&guide.keywords);
    if facts.task_name != guide.title {
        entry.names.push(facts.task_name.clone());
    }
    let links = &site.guide_links[at];
    for category in &links.categories {
        let category = &site.sources.tables.categories[*category];
        with_category(site, &mut entry, category);
    }
    for topic in &links.topics {
        let topic = &site.sources.tables.topics[*topic];
        entry.aliases.push(site.label(&topic.title));
    }
    entry.text = guide_text(guide);
    in_its_language(site, entry, guide.language)
}

/// The text, then what the fields say, in the order of the page.
fn guide_text(guide: &Guide) -> String {
    let facts = &guide.facts;
    let mut parts = vec![plain(&guide.body)];
    parts.extend(facts.accept_condition.iter().cloned());
    for material in &facts.materials {
        parts.push(material.material_name.clone());
        let more = [
            &material.handle_case,
            &material.fill_explain,
            &material.remark,
        ];
        parts.extend(more.into_iter().flatten().cloned());
    }
    for step in &facts.handle_flow {
        parts.push(step.step.clone());
        parts.extend(step.detail.clone());
    }
    for faq in &facts.faqs {
        parts.push(faq.question.clone());
        parts.push(faq.answer.clone());
    }
    parts.extend(facts.result_name.clone());
    parts.extend(facts.by_law.iter().map(|law| law.name.clone()));
    parts.push(facts.dept_name.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn office(site: &Site, office: &Office) -> Entry {
    let link = href(site, &office_path(office));
    let mut entry = Entry::new(Section::Offices, link, &office.title, &office.description);
    entry.note.clone_from(&office.address);
    entry.names.clone_from(&office.keywords);
    entry
        .names
        .extend(office.street.iter().map(|street| site.label(&street.text)));
    let hours = office
        .hours
        .iter()
        .map(|h| format!("{} {}", h.days, h.time));
    let windows = office
        .windows
        .iter()
        .map(|window| format!("{} {}", window.name, window.items.join(" ")));
    let parts: Vec<String> = std::iter::once(plain(&office.body))
        .chain(hours)
        .chain(windows)
        .collect();
    entry.text = parts.join(" ");
    in_its_language(site, entry, office.language)
}

fn topic(site: &Site, at: usize) -> Entry {
    let topic = &site.sources.topics[at].item;
    let link = href(site, &topic_path(topic));
    let title = site.label(&topic.title);
    let mut entry = Entry::new(Section::Topics, link, &title, &topic.description);
    entry.names.clone_from(&topic.keywords);
    for category in &site.topic_links[at].categories {
        let category = &site.sources.tables.categories[*category];
        with_category(site, &mut entry, category);
    }
    let mut parts = vec![plain(&topic.body)];
    for case in &topic.long_standing {
        parts.push(format!("{} {}", case.title, case.reason));
    }
    for proposal in &topic.proposals {
        parts.push(format!("{} {}", proposal.title, proposal.answer));
    }
    for activity in &topic.activities {
        parts.push(format!("{} {}", activity.title, activity.place));
    }
    entry.text = parts.join(" ");
    in_its_language(site, entry, topic.language)
}

fn notices(site: &Site, entries: &mut Vec<Entry>) {
    for notice in &site.sources.notices {
        let notice = &notice.item;
        let link = href(site, &notice_path(notice));
        let mut entry = Entry::new(Section::Notices, link, &notice.title, &notice.description);
        entry.note = minute(notice.starts)[..10].to_owned();
        entry.expired = notice.ends <= site.now;
        entry.text = plain(&notice.body);
        entries.push(in_its_language(site, entry, notice.language));
    }
}

/// For each category the form that reports it, and the list of its cases if there is one.
fn categories(site: &Site, entries: &mut Vec<Entry>) {
    for (at, category) in site.sources.tables.categories.iter().enumerate() {
        let name = site.label(&category.label);
        let label = [("label", name.as_str())];
        let title = site.words.fill("guide.report_category", &label);
        let mut named = |section, link, title: &str, summary: &str| {
            let mut entry = Entry::new(section, link, title, summary);
            entry.note = site.label(&category.group);
            entry.names.push(name.clone());
            entry.names.extend(category.aliases.iter().cloned());
            entries.push(entry);
        };
        let form = report_href(site, &category.code, None);
        // Everyday words are written in the site's own language.
        let summary = match site.language {
            Language::Main => category.aliases.join("、"),
            Language::English => site.words.get("pages.report.description").to_owned(),
        };
        named(Section::Report, form, &title, &summary);
        if site.language == Language::Main && !site.pages_of_category_are_empty(at) {
            let title = site.words.fill("cases.of_title", &[("name", &name)]);
            let list = href(site, &category_list_path(&category.slug));
            // Not how many there are: a closed case is no reason to make the index again.
            let summary = CASES.description(&site.words);
            named(Section::Cases, list, &title, summary);
        }
    }
}

/// Featured cases, or all that have a page if the settings say so.
fn cases(site: &Site, entries: &mut Vec<Entry>) {
    let all = site.sources.settings.searched_cases == SearchedCases::All;
    for at in site.case_pages() {
        let case = site.case(at);
        let summary = &case.summary;
        if !all && !summary.featured() {
            continue;
        }
        let link = href(site, &case_path(case));
        let outline = summary.outline().unwrap_or_default().replace('\n', " ");
        let title = case_card::title(site, summary);
        let mut entry = Entry::new(Section::Cases, link, &title, &outline);
        if let Some(row) = summary.row() {
            let date = row.first_date().map(|date| date.to_string());
            entry.note = format!("{} {}", row.street, date.unwrap_or_default());
            entry.names.push(row.street.to_string());
            match site.sources.tables.category(&row.category.label) {
                Some(category) => with_category(site, &mut entry, category),
                None => entry.aliases.push(row.category.label.to_string()),
            }
        }
        if let Some(at) = site.lessons.get(&summary.public_id()) {
            entry.text = site.sources.featured[*at].item.lesson.clone();
        }
        entries.push(entry);
    }
}

fn news(site: &Site, entries: &mut Vec<Entry>) {
    for news in &site.sources.news {
        let news = &news.item;
        let link = href(site, &news_path(news));
        let mut entry = Entry::new(Section::News, link, &news.title, &news.description);
        entry.note = news.published.date().to_string();
        entry.names.clone_from(&news.keywords);
        entry.text = plain(&news.body);
        entries.push(in_its_language(site, entry, news.language));
    }
}

/// A kind of convenience points with the names and places of its points.
fn places(site: &Site, entries: &mut Vec<Entry>) {
    for (kind, count) in place_kinds(site) {
        let link = href(site, &place_kind_path(kind));
        let values = [("kind", kind), ("n", &*count.to_string())];
        let summary = site.words.fill("boards.place_kind", &values);
        let mut entry = Entry::new(Section::Places, link, kind, &summary);
        let points = site.sources.boards.places.iter();
        let points: Vec<String> = points
            .filter(|place| place.kind == kind)
            .map(|place| format!("{} {}", place.name, place.address))
            .collect();
        entry.text = points.join(" ");
        entries.push(entry);
    }
}

/// Each old number, which is a row of the one-number directory.
fn hotlines(site: &Site, entries: &mut Vec<Entry>) {
    let words = &site.words;
    for hotline in &site.sources.boards.hotlines {
        let link = href(site, &format!("/hotlines/#n{}", hotline.number));
        let title = format!("{} {}", hotline.number, hotline.name);
        let now = [("number", hotline.merged_into.as_str())];
        let summary = words.fill("search.hotline", &now);
        let mut entry = Entry::new(Section::Hotlines, link, &title, &summary);
        entry.note.clone_from(&hotline.way);
        entry.names = vec![hotline.number.clone(), hotline.name.clone()];
        entry.text = hotline.agency.clone();
        entries.push(entry);
    }
}

fn pages(site: &Site, entries: &mut Vec<Entry>) {
    for page in &site.sources.pages {
        let page = &page.item;
        let link = href(site, &page_path(page));
        let mut entry = Entry::new(Section::Pages, link, &page.title, &page.description);
        entry.names.clone_from(&page.keywords);
        entry.text = plain(&page.body);
        entries.push(in_its_language(site, entry, page.language));
    }
}

/// Figures as they were reported.
fn bulletins(site: &Site, entries: &mut Vec<Entry>) {
    for bulletin in &site.sources.bulletins {
        let link = href(site, &format!("/stats/#{}", bulletin.slug));
        let name = STATISTICS.name(&site.words);
        let title = format!("{name}：{}", bulletin.title);
        let mut entry = Entry::new(Section::Pages, link, &title, &bulletin.source);
        entry.note.clone_from(&bulletin.period_label);
        let labels: Vec<&str> = bulletin.figures.iter().map(|f| &*f.label).collect();
        entry.text = labels.join(" ");
        entries.push(entry);
    }
}

/// Pages of the site itself, with the everyday words that the theme has for them.
fn columns(site: &Site, entries: &mut Vec<Entry>) {
    let sources = &site.sources;
    let words = &site.words;
    let mut page = |section, path: &str, title: &str, summary: &str, everyday: &str| {
        let mut entry = Entry::new(section, href(site, path), title, summary);
        let everyday = words.get(everyday).split_whitespace();
        entry.names.extend(everyday.map(str::to_owned));
        entries.push(entry);
    };
    for (section, path, key, description, everyday) in [
        (
            Section::Report,
            "/report/",
            "pages.report.title",
            "pages.report.description",
            "search.everyday_report",
        ),
        (
            Section::Pages,
            "/lookup/",
            "pages.lookup.title",
            "pages.lookup.description",
            "search.everyday_lookup",
        ),
    ] {
        page(
            section,
            path,
            words.get(key),
            words.get(description),
            everyday,
        );
    }
    let boards = &sources.boards;
    let columns: [(Column, Section, bool, &str); 7] = [
        (
            GUIDES,
            Section::Guides,
            !sources.guides.is_empty(),
            "search.everyday_guides",
        ),
        (
            OFFICES,
            Section::Offices,
            !sources.offices.is_empty(),
            "search.everyday_offices",
        ),
        (
            NEWS,
            Section::News,
            !sources.news.is_empty(),
            "search.everyday_news",
        ),
        (
            NOTICES,
            Section::Notices,
            !sources.notices.is_empty(),
            "search.everyday_notices",
        ),
        (
            STATISTICS,
            Section::Pages,
            !sources.bulletins.is_empty(),
            "search.everyday_stats",
        ),
        (
            GRIDS,
            Section::Places,
            !boards.grids.is_empty(),
            "search.everyday_grids",
        ),
        (
            LEDGER,
            Section::Pages,
            !boards.ledger.is_empty() || !boards.businesses.is_empty(),
            "search.everyday_ledger",
        ),
    ];
    for (column, section, shown, everyday) in columns {
        if shown {
            page(
                section,
                column.path,
                column.name(words),
                column.description(words),
                everyday,
            );
        }
    }
    if !boards.hotlines.is_empty() {
        let column = crate::render::meta::HOTLINES;
        page(
            Section::Hotlines,
            column.path,
            column.name(words),
            column.description(words),
            "search.everyday_hotlines",
        );
    }
}
