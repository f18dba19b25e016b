//! Ways through the site: every order of the guides, the years of news, and links in both directions.

use jiayuan_tests::TestSite;
use serde_json::Value;

fn built() -> TestSite {
    let site = TestSite::small();
    let _ = site.build(&[]).done();
    site
}

fn page(site: &TestSite, path: &str) -> String {
    site.read(&format!("public{path}index.html"))
}

#[test]
fn guides_stand_by_topic_audience_office_and_letter_and_each_order_leads_to_the_others() {
    let site = built();
    let orders = [
        "/guides/",
        "/guides/audience/",
        "/guides/offices/",
        "/guides/a-z/",
    ];
    for path in orders {
        let page = page(&site, path);
        assert!(page.contains("href=\"/guides/disuo/\""), "{path}");
        for other in orders {
            assert!(
                page.contains(&format!("href=\"{other}\"")),
                "{path} to {other}"
            );
        }
        assert_eq!(
            page.matches(" aria-current=\"page\">按").count(),
            1,
            "{path}"
        );
    }
    assert!(page(&site, "/guides/a-z/").contains("id=\"letter-s\""));
    assert!(page(&site, "/guides/offices/").contains("href=\"/offices/jindingjie/\""));
    assert!(page(&site, "/guides/audience/").contains("id=\"persons\""));
    let map = site.read("public/sitemaps/pages.xml");
    assert!(
        orders
            .iter()
            .all(|path| map.contains(&format!("{path}</loc>"))),
        "{map}"
    );
}

#[test]
fn titles_sort_by_sound_and_not_by_code_point() {
    let site = TestSite::small();
    let guide = site.read("content/guides/disuo.md");
    for (slug, title) in [
        ("b", "残疾人证申领"),
        ("a", "失业登记"),
        ("c", "12345 怎么打"),
    ] {
        let text = guide
            .replace("申请划定停车位", title)
            .replace("slug: disuo", &format!("slug: {slug}"));
        site.write(&format!("content/guides/{slug}.md"), &text);
    }
    let _ = site.build(&[]).done();
    let page = page(&site, "/guides/a-z/");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(at("12345 怎么打</a>") < at("残疾人证申领</a>"));
    assert!(at("残疾人证申领</a>") < at("申请划定停车位</a>"));
    assert!(at("申请划定停车位</a>") < at("失业登记</a>"));
}

#[test]
fn a_guide_says_what_it_is_in_the_words_of_schema_org() {
    let site = TestSite::small();
    site.replace(
        "content/guides/disuo.md",
        "description: 小区内划定停车位怎么申请。",
        "description: 小区<内>划定停车位怎么申请。",
    );
    let _ = site.build(&[]).done();
    let page = page(&site, "/guides/disuo/");
    let start = "<script type=\"application/ld+json\">";
    let from = page.find(start).expect("data") + start.len();
    let text = &page[from..from + page[from..].find("</script>").expect("an end")];
    assert!(!text.contains('<'), "{text}");
    let data: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(data["url"], "https://small.example/guides/disuo/");
    assert_eq!(data["description"], "小区<内>划定停车位怎么申请。");
    assert_eq!(data["provider"]["name"], "金顶街街道办事处");
    let place = &data["availableChannel"][0]["serviceLocation"];
    assert_eq!(place["name"], "金顶街街道政务服务中心");
    assert_eq!(place["telephone"], "010-00001001");
    assert_eq!(data["isAccessibleForFree"], true);
}

#[test]
fn guide_category_office_outcomes_and_form_lead_to_each_other() {
    let site = built();
    let list = "/cases/categories/si-she-di-suo-zu-che-zhuang/";
    let street = "/streets/jindingjie/";
    let links = [
        ("/guides/disuo/", "/offices/jindingjie/"),
        ("/guides/disuo/", "/report/?category=06040"),
        ("/guides/disuo/", "/report/?kind=suggest"),
        ("/guides/disuo/", list),
        ("/guides/disuo/", "/cases/11111-11111-11111/"),
        (list, "/guides/disuo/"),
        (list, "/report/?category=06040"),
        (list, "/cases/11111-11111-11111/"),
        ("/cases/11111-11111-11111/", "/guides/disuo/"),
        ("/cases/11111-11111-11111/", list),
        ("/cases/11111-11111-11111/", "/report/?category=06040"),
        ("/cases/11111-11111-11111/", street),
        (street, "/offices/jindingjie/"),
        (street, "/report/?street="),
        ("/offices/jindingjie/", "/guides/disuo/"),
        ("/offices/jindingjie/", "/cases/11111-11111-11111/"),
        ("/offices/jindingjie/", "/report/?street="),
    ];
    for (from, to) in links {
        let page = page(&site, from)
            .replace("&amp;", "&")
            .replace("&#x2F;", "/");
        assert!(
            page.contains(&format!("href=\"{to}")),
            "{from} does not lead to {to}"
        );
    }
}

#[test]
fn an_office_has_a_sticker_with_its_address_and_the_hotline() {
    let site = TestSite::small();
    let _ = site
        .build(&["--base-url", "https://portal.example/zt/jiayuan"])
        .done();
    let page = page(&site, "/offices/jindingjie/");
    let sticker = &page[page.find("class=\"sticker\"").expect("a sticker")..];
    assert!(sticker.contains("<svg"), "no code");
    let address = "https://portal.example/zt/jiayuan/offices/jindingjie/";
    let plain = sticker.replace("&#x2F;", "/").replace("&#47;", "/");
    assert!(plain.contains(address), "{plain}");
    assert!(sticker.contains("<strong>12345</strong>"));
}

#[test]
fn every_year_of_news_has_its_page_and_no_address_counts_from_the_newest() {
    let site = TestSite::small();
    let news = |year: u32, n: u32| {
        let text = format!(
            "---\ntitle: 第{n}条\npublished: {year}-03-{:02} 09:00\nsource: 甲\ndescription: 乙。\nslug: n-{year}-{n}\n---\n\n丙。\n",
            n + 1
        );
        site.write(&format!("content/news/{year}/n{n}.md"), &text);
    };
    (0..14).for_each(|n| news(2019, n));
    (0..3).for_each(|n| news(2018, n));
    let _ = site.build(&[]).done();
    let newest = page(&site, "/news/");
    for year in [2019, 2018, 2017] {
        assert!(
            newest.contains(&format!("href=\"/news/{year}/\"")),
            "{year}"
        );
    }
    assert!(newest.contains("/news/n-2019-13/") && !newest.contains("/news/n-2019-0/"));
    let year = page(&site, "/news/2019/");
    assert_eq!(year.matches("class=\"news-item\"").count(), 14);
    assert!(!year.contains("n-2018-0"));
    let before = site.files("public/news/2018");
    news(2019, 14);
    let _ = site.build(&[]).done();
    let archive = site.files("public/news/2018");
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        archive.keys().collect::<Vec<_>>()
    );
    assert!(
        site.files("public/news")
            .keys()
            .all(|path| !path.contains("page"))
    );
    // A news item cannot take the place of a year.
    site.write("content/news/2018/x.md", "---\ntitle: 甲\npublished: 2018-01-01 09:00\nsource: 甲\ndescription: 乙。\nslug: \"2018\"\n---\n\n丙。\n");
    let outcome = site.build(&[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.err.contains("duplicate-address"), "{}", outcome.err);
}
