//! What editors write below the fields, and what becomes of it on the page.

use jiayuan_tests::TestSite;

/// A page with this text, built; its HTML.
fn page(site: &TestSite, text: &str) -> String {
    write_page(site, text);
    let _ = site.build(&[]).done();
    site.read("public/zhengwen/index.html")
}

fn write_page(site: &TestSite, text: &str) {
    site.write(
        "content/pages/zhengwen.md",
        &format!("---\ntitle: 正文\ndescription: 一页正文。\n---\n\n{text}"),
    );
}

/// A picture.
fn photo(site: &TestSite) -> Vec<u8> {
    let path = site.path("content/cases/photos/00112233445566778899aabbccddeeff.jpg");
    std::fs::read(path).expect("the small site has a photo")
}

/// What a build of this text finds.
fn findings(site: &TestSite, text: &str) -> String {
    write_page(site, text);
    site.build(&[]).err
}

#[test]
fn a_table_scrolls_and_says_what_its_heads_are_for() {
    let site = TestSite::small();
    let html = page(&site, "| 街道 | 件数 |\n|---|---:|\n| 八角街道 | 12 |\n");
    assert!(
        html.contains(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格 1"
        ),
        "{html}"
    );
    assert!(
        html.contains("<th scope=\"col\">街道</th><th scope=\"col\" class=\"end\">件数</th>"),
        "{html}"
    );
    assert!(
        html.contains("<td>八角街道</td><td class=\"end\">12</td>"),
        "{html}"
    );
    assert!(html.contains("</tbody></table></div>"), "{html}");
    // With an empty corner, the first column names the rows.
    let html = page(&site, "| | 件数 |\n|---|---|\n| 八角街道 | 12 |\n");
    assert!(html.contains("<td></td><th scope=\"col\">"), "{html}");
    assert!(html.contains("<th scope=\"row\">八角街道</th>"), "{html}");
}

#[test]
fn footnotes_stand_at_the_end_and_lead_back() {
    let site = TestSite::small();
    let html = page(
        &site,
        "第一[^b]，第二[^a]，又第一[^b]。\n\n[^a]: 甲。\n\n[^b]: 乙。\n\n末段。\n",
    );
    let mark = html.find("href=\"#fn-1\"").expect("a mark");
    let last = html.find("末段").expect("the text");
    let note = html
        .find("<li id=\"fn-1\"><p>乙。 <a class=\"note-back\" href=\"#fnref-1\"")
        .expect("a note");
    assert!(mark < last && last < note, "{html}");
    assert!(
        html.contains("id=\"fnref-1-2\"") && html.contains("<li id=\"fn-2\">"),
        "{html}"
    );
}

#[test]
fn headings_have_anchors_of_their_own_and_long_texts_a_table_of_contents() {
    let site = TestSite::small();
    let html = page(
        &site,
        "## 办理\n\n## 办理 2\n\n## 办理\n\n## 收费 {#shou-fei .x onclick=y}\n",
    );
    for id in ["ban-li", "ban-li-2", "ban-li-3", "shou-fei"] {
        assert!(html.contains(&format!("<h2 id=\"{id}\">")), "{id}: {html}");
        assert!(
            html.contains(&format!("<li><a href=\"#{id}\">")),
            "{id}: {html}"
        );
    }
    assert!(!html.contains("onclick"), "{html}");
    let html = page(&site, "## 办理\n\n## 收费\n");
    assert!(!html.contains("class=\"contents"), "{html}");
}

#[test]
fn a_list_of_tasks_says_which_are_done() {
    let site = TestSite::small();
    let html = page(&site, "- [x] 复印件\n- [ ] 照片\n");
    assert!(
        html.contains("<input type=\"checkbox\" disabled checked aria-label=\"已完成\"> 复印件"),
        "{html}"
    );
    assert!(
        html.contains("<input type=\"checkbox\" disabled aria-label=\"未完成\"> 照片"),
        "{html}"
    );
}

#[test]
fn a_picture_beside_the_text_is_shown_in_its_widths_with_its_caption() {
    let site = TestSite::small();
    site.write_bytes("content/pages/tu/suo.jpg", &photo(&site));
    let html = page(&site, "![车位上的地锁](tu/suo.jpg \"拆除以前\")\n");
    assert!(
        html.contains("<figure class=\"picture\"><picture><source type=\"image/webp\""),
        "{html}"
    );
    assert!(
        html.contains("alt=\"车位上的地锁\"") && html.contains("loading=\"lazy\""),
        "{html}"
    );
    assert!(
        html.contains("<figcaption class=\"caption\">拆除以前</figcaption>"),
        "{html}"
    );
    let pictures: Vec<String> = site
        .files("public")
        .into_keys()
        .filter(|path| path.starts_with("pictures/"))
        .collect();
    assert!(
        pictures.iter().any(|path| path.ends_with(".webp")),
        "{pictures:?}"
    );
    for path in &pictures {
        assert!(html.contains(&format!("/{path}")), "{path} is not shown");
    }
    // What nothing shows any more goes.
    let _ = page(&site, "没有图。\n");
    assert!(
        site.files("public")
            .iter()
            .all(|(path, _)| !path.starts_with("pictures/"))
    );
}

#[test]
fn another_picture_under_the_same_name_makes_its_page_again_and_no_other() {
    let site = TestSite::small();
    site.write_bytes("content/pages/suo.jpg", &photo(&site));
    let before = page(&site, "![地锁](suo.jpg)\n");
    // Bytes behind the picture's end: another file, the same picture.
    let mut bytes = photo(&site);
    bytes.extend_from_slice(b"later");
    site.write_bytes("content/pages/suo.jpg", &bytes);
    let outcome = site.build(&[]).done();
    assert_eq!(outcome.number("pages_rendered"), 1);
    assert_ne!(before, site.read("public/zhengwen/index.html"));
}

#[test]
fn a_file_beside_the_text_is_offered_with_type_and_size() {
    let site = TestSite::small();
    site.write_bytes("content/pages/申请表.docx", &vec![7; 2048]);
    let html = page(&site, "请填[申请表](申请表.docx)。\n");
    assert!(
        html.contains(
            "download=\"申请表.docx\">申请表</a><span class=\"file-facts\">（DOCX，2 KB）</span>"
        ),
        "{html}"
    );
    let (path, bytes) = site
        .files("public")
        .into_iter()
        .find(|(path, _)| path.starts_with("files/pages/"))
        .expect("the file is there");
    assert_eq!(bytes.len(), 2048);
    assert!(
        path.is_ascii() && html.contains(&format!("href=\"/{path}\"")),
        "{path}"
    );
}

#[test]
fn a_link_to_another_file_becomes_the_address_of_its_page() {
    let site = TestSite::small();
    write_page(&site, "[指南](../guides/disuo.md#materials)\n");
    let _ = site
        .build(&["--base-url", "https://a.example/zt/jy"])
        .done();
    let html = site.read("public/zhengwen/index.html");
    assert!(html.contains("href=\"/zt/jy/guides/"), "{html}");
    assert!(html.contains("/#materials\">指南</a>"), "{html}");
    let said = findings(&site, "[指南](../guides/disou.md)\n");
    assert!(
        said.contains("missing-page") && said.contains("“../guides/disuo.md”"),
        "{said}"
    );
}

#[test]
fn raw_html_is_cleaned_and_the_editor_told() {
    let site = TestSite::small();
    let text = "<div class=\"x\" onclick=\"y()\">H<sub>2</sub>O</div>\n\n<script>\nalert(1)\n</script>\n\n行内<b onmouseover=z>粗<img src=x onerror=y>体\n";
    let html = page(&site, text);
    assert!(html.contains("<div>H<sub>2</sub>O</div>"), "{html}");
    assert!(
        html.contains("<b>粗体</b></p>"),
        "an open element ends with its paragraph: {html}"
    );
    for gone in ["alert(1)", "onclick", "onmouseover", "onerror"] {
        assert!(!html.contains(gone), "{gone}: {html}");
    }
    let said = findings(&site, text);
    assert!(
        said.contains("html-removed") && said.contains("<script>") && said.contains("onclick="),
        "{said}"
    );
    assert!(said.contains("content/pages/zhengwen.md:6:1"), "{said}");
}

#[test]
fn blocks_become_boxes_steps_cards_and_charts() {
    let site = TestSite::small();
    let html = page(
        &site,
        "> [!注意] 周六不收件\n> 请**提前**预约。\n\n> [!NOTE]\n> 提示。\n\n```步骤\n1. 取号：在[门口](/)取\n2. 递交\n```\n\n```联系方式\n金顶街街道政务服务中心\n```\n\n```柱状图 各街道件数\n单位: 件\n八角街道: 1,280\n老山街道: 640\n```\n\n```折线图 每月件数\n1月: 3\n2月: 17\n2019#handling_rate\n```\n",
    );
    assert!(html.contains("<div class=\"notice-box notice-box-warning\" role=\"note\">\n<p class=\"notice-box-title\">注意：周六不收件</p>\n<p>请<strong>提前</strong>预约。</p>"), "{html}");
    assert!(html.contains("notice-box-note"), "{html}");
    assert!(
        html.contains("<li><strong>取号</strong><p>在<a href=\"/\">门口</a>取</p></li>"),
        "{html}"
    );
    assert!(
        html.contains("class=\"contact-card\"") && html.contains("href=\"tel:"),
        "{html}"
    );
    assert!(
        html.contains("<rect class=\"bar-part\" width=\"50%\"") || html.contains("width=\"50.0%\""),
        "{html}"
    );
    assert!(
        html.contains("<tr><th scope=\"row\">八角街道</th><td class=\"end\">1,280</td></tr>"),
        "{html}"
    );
    assert!(html.contains("<polyline class=\"line-path\""), "{html}");
    assert!(!html.contains(" style="), "{html}");
}

#[test]
fn what_a_text_names_and_is_not_there_is_told_with_its_line_and_the_nearest_name() {
    let site = TestSite::small();
    site.write_bytes("content/pages/suo.jpg", &photo(&site));
    for (text, code, line, help) in [
        ("前\n\n![锁](sou.jpg)\n", "missing-picture", 8, "“suo.jpg”"),
        ("![](suo.jpg)\n", "picture-without-alt", 6, "方括号"),
        (
            "![锁](https://a.example/a.jpg)\n",
            "picture-from-elsewhere",
            6,
            "旁边",
        ),
        (
            "[锁](suo.jpg)\n",
            "picture-as-link",
            6,
            "![图上是什么](suo.jpg)",
        ),
        ("[表](biao.pdf)\n", "missing-file", 6, "旁边"),
        ("[表](biao.exe)\n", "file-kind", 6, "pdf"),
        ("[表](../../../biao.pdf)\n", "outside-content", 6, "旁边"),
        ("[表](javascript:x)\n", "bad-link", 6, "https://"),
        ("[页](weiyou.md)\n", "missing-page", 6, ".md"),
        ("```步聚\n取号\n```\n", "unknown-block", 6, "“步骤”"),
        (
            "```联系方式\n金顶街政务服务中心\n```\n",
            "unknown-office",
            7,
            "金顶街街道政务服务中心",
        ),
        (
            "```柱状图 件数\n一: 二\n```\n",
            "bad-chart-line",
            7,
            "八角街道: 128",
        ),
        ("```柱状图\n一: 2\n```\n", "chart-without-title", 6, "标题"),
        (
            "```柱状图 率\n2019#handling_rat\n```\n",
            "unknown-figure",
            7,
            "2019#handling_rate",
        ),
        ("```步骤\n```\n", "empty-block", 6, "每行"),
        ("> [!注间]\n> 周六\n", "unknown-notice", 6, "[!注意]"),
        (
            "- 一\n\n  > [!注意]\n  > 周六\n",
            "nested-block",
            8,
            "列表外面",
        ),
        ("注[^1]。\n", "missing-footnote", 6, "[^1]: "),
    ] {
        let said = findings(&site, text);
        assert!(
            said.contains(&format!("[{code}]")),
            "{code} is not told:\n{said}"
        );
        assert!(
            said.contains(&format!("zhengwen.md:{line}:")),
            "{code}:\n{said}"
        );
        assert!(said.contains(help), "{code} does not say {help}:\n{said}");
    }
}

#[test]
fn a_link_to_a_draft_waits_until_it_is_published() {
    let site = TestSite::small();
    site.write(
        "content/news/2017/caogao.md",
        "---\ntitle: 草稿\npublished: 2017-07-04 09:00\nsource: 测试单位\ndescription: 草稿。\ndraft: true\n---\n\n草稿。\n",
    );
    let html = page(&site, "看[草稿](../news/2017/caogao.md)。\n");
    assert!(html.contains("<p>看草稿。</p>"), "{html}");
    assert!(site.build(&[]).done().err.contains("page-not-shown"));
    let _ = site.build(&["--drafts"]).done();
    assert!(
        site.read("public/zhengwen/index.html")
            .contains("href=\"/news/caogao/\">草稿</a>")
    );
}

#[test]
fn the_picture_of_a_news_item_is_shown() {
    let site = TestSite::small();
    site.write_bytes("content/news/2017/tu.jpg", &photo(&site));
    site.replace(
        "content/news/2017/shangxian.md",
        "description: 上线了。",
        "description: 上线了。\nimage: tu.jpg\nimage_alt: 服务号的首页",
    );
    let outcome = site.build(&[]).done();
    assert_eq!(outcome.err, "", "nothing to remind of");
    let html = site.read("public/news/shangxian/index.html");
    assert!(html.contains("alt=\"服务号的首页\""), "{html}");
    assert!(
        html.contains("<meta name=\"Image\" content=\"https://small.example/pictures/"),
        "{html}"
    );
}

#[test]
fn old_addresses_lead_to_the_page() {
    let site = TestSite::small();
    site.replace(
        "content/guides/disuo.md",
        "slug: disuo",
        "slug: disuo\naliases: [/art/2017/8/3/art_12.html, /fuwu/tingche/, 'https://old.example/a/b']",
    );
    let _ = site
        .build(&["--base-url", "https://a.example/zt/jy"])
        .done();
    for file in [
        "art/2017/8/3/art_12.html",
        "fuwu/tingche/index.html",
        "a/b/index.html",
    ] {
        let html = site.read(&format!("public/{file}"));
        for part in [
            "<meta http-equiv=\"refresh\" content=\"0; url=/zt/jy/guides/disuo/\">",
            "<link rel=\"canonical\" href=\"https://a.example/zt/jy/guides/disuo/\">",
            "<meta name=\"robots\" content=\"noindex\">",
            "<a href=\"/zt/jy/guides/disuo/\">申请划定停车位</a>",
        ] {
            assert!(html.contains(part), "{file} lacks {part}:\n{html}");
        }
    }
    assert_eq!(
        site.read("public/_redirects"),
        "/zt/jy/a/b /zt/jy/guides/disuo/ 301\n\
         /zt/jy/art/2017/8/3/art_12.html /zt/jy/guides/disuo/ 301\n\
         /zt/jy/fuwu/tingche/ /zt/jy/guides/disuo/ 301\n"
    );
    assert!(!site.read("public/sitemaps/pages.xml").contains("fuwu"));
}

#[test]
fn an_old_address_belongs_to_one_page_alone() {
    let with = |aliases: &str| {
        let site = TestSite::small();
        site.replace(
            "content/guides/disuo.md",
            "slug: disuo",
            &format!("slug: disuo\naliases: [{aliases}]"),
        );
        site.replace(
            "content/pages/about.md",
            "slug: about",
            "slug: about\naliases: [/lao/]",
        );
        site.build(&[]).err
    };
    assert!(with("/lao/index.html").contains("[duplicate-alias]"));
    assert!(with("/about/").contains("[alias-is-page]"));
    assert!(with("地锁").contains("[bad-alias]"));
    assert_eq!(with("/lao/yi/"), "");
}
