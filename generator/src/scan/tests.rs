use super::*;

fn hits(path: &str, text: &str) -> Vec<(Class, String)> {
    let allow = AllowList::of(["010-68860001"]);
    let clean = Clean::default();
    let released = PublicId::parse("7KQ13-81234-5678X").expect("an id");
    let is_released = move |id| id == released;
    let published = ["office@example.org".to_owned()];
    let scanner = Scanner::new(&allow, &published, &is_released, &clean);
    let mut recent = Recent::default();
    let once = scanner.output(path, text.as_bytes(), &mut recent);
    let again = scanner.output(path, text.as_bytes(), &mut recent);
    assert_eq!(once, again, "what was found is found again");
    once.into_iter().map(|hit| (hit.class, hit.words)).collect()
}

fn classes(path: &str, text: &str) -> Vec<Class> {
    hits(path, text)
        .into_iter()
        .map(|(class, _)| class)
        .collect()
}

const PHONE: [Class; 1] = [Class::Phone];

#[test]
fn finds_words_that_markup_cuts_in_two() {
    for page in [
        "<p>请打<b>138</b>12345678</p>",
        "<p>请打<b>138</b> <i>1234</i>\n      <u>5678</u></p>",
        "<p>请打138<br>1234<br/>5678</p>",
        "<p>请打138<!-- -->12345678</p>",
        "<p>请打&#49;3&#x38;1234&nbsp;5678</p>",
        "<p>请打138<wbr>1234&ZeroWidthSpace;5678",
        "<P>请打<SPAN CLASS=x>138</SPAN>12345678</P>",
    ] {
        assert_eq!(classes("a/index.html", page), PHONE, "{page}");
    }
}

#[test]
fn two_cells_are_not_one_number() {
    for page in [
        "<tr><td>138</td><td>12345678</td></tr>",
        "<ul><li>138</li><li>1234</li><li>5678</li></ul>",
        "<dt>138</dt><dd>12345678</dd>",
    ] {
        assert_eq!(hits("a/index.html", page), [], "{page}");
    }
}

#[test]
fn finds_what_stands_in_attributes_comments_and_scripts() {
    for page in [
        "<img alt=\"车主13812345678\" src=a.jpg>",
        "<meta name=\"keywords\" content='地锁,13812345678'>",
        "<a href=\"tel:13812345678\">打</a>",
        "<a href=\"/?q=%31%33812345678\">打</a>",
        "<div data-owner=13812345678></div>",
        "<!-- 13812345678 -->",
        "<script>const owner = '13812345678';</script>",
        "<script type=\"application/ld+json\">{\"telephone\":\"1381234\\u0035678\"}</script>",
        "<svg viewBox=\"0 0 1 1\"><text>13812345678</text></svg>",
        "<svg aria-label=\"13812345678\"></svg>",
        "<input value=\"13812345678\" >",
    ] {
        assert_eq!(classes("a/index.html", page), PHONE, "{page}");
    }
}

#[test]
fn finds_what_stands_in_names_and_in_data() {
    let id = "11010519491231002X";
    assert_eq!(classes("news/13812345678/index.html", ""), PHONE);
    assert_eq!(classes("a.json", "{\"a\":[{\"n\":13812345678}]}"), PHONE);
    assert_eq!(classes("a.json", "{\"13812345678\":1}"), PHONE);
    assert_eq!(
        classes("a.json", "{\"html\":\"<b>138</b>12345678\"}"),
        PHONE
    );
    assert_eq!(classes("a.csv", "a,b\n1,13812345678\n"), PHONE);
    assert_eq!(classes("robots.txt", "# 13812345678"), PHONE);
    assert_eq!(classes("_headers", "X: 13812345678"), PHONE);
    assert_eq!(classes("feeds/a.xml", "<title>13812345678</title>"), PHONE);
    assert_eq!(
        classes(
            "feeds/a.xml",
            "<content type=\"html\">&lt;b&gt;138&lt;/b&gt;12345678</content>"
        ),
        PHONE
    );
    assert_eq!(
        classes("feeds/a.xml", "<c><![CDATA[<b>138</b>12345678]]></c>"),
        PHONE
    );
    assert_eq!(classes("a.html", &format!("<p>{id}</p>")), [Class::IdCard]);
    assert_eq!(
        classes("a.html", "<p>写信给 zhang.wei@example.com</p>"),
        [Class::Email]
    );
}

#[test]
fn what_the_site_publishes_passes() {
    for page in [
        "<p>咨询电话010-68860001</p>",
        "<p>咨询：(010) 6886 0001</p>",
        "<p>写信给 Office@example.org</p>",
    ] {
        assert_eq!(hits("a.html", page), [], "{page}");
    }
}

#[test]
fn names_of_photos_and_released_ids_are_nobodys_number() {
    let digest = "a13812345678bb88a13812345678bb88";
    for page in [
        format!(
            "<img src=\"/photos/{digest}-480.jpg\" srcset=\"/photos/{digest}-480.webp 480w, /photos/{digest}-960.webp 960w\">"
        ),
        "<a href=\"/cases/7KQ13-81234-5678X/\">7KQ13-81234-5678X</a>".to_owned(),
        "<svg><path d=\"M138 1234 5678 0\"/><rect x=\"138\" data-n=\"13812345678\"/></svg>"
            .to_owned(),
        "<p style=\"width:13812345678px\"><time datetime=\"2017-08-03\">2017年8月3日</time></p>"
            .to_owned(),
        "<style>a{width:13812345678px}</style>".to_owned(),
    ] {
        assert_eq!(hits("a.html", &page), [], "{page}");
    }
    // An id that is not released is no excuse, and neither are more digits than a digest has.
    assert_eq!(classes("a.html", "<p>8KQ13-81234-5678X</p>"), PHONE);
    assert_eq!(
        classes("a.html", &format!("<p>{digest}-480 13812345678</p>")),
        PHONE
    );
}

#[test]
fn broken_markup_is_read_to_its_end() {
    for page in [
        "<",
        "<p",
        "<p a",
        "<p a=",
        "<p a=\"",
        "<!--",
        "<script>",
        "<style>",
        "&#",
        "&#x",
        "&",
        "</",
        "<>",
        "<p =>",
        "<![CDATA[",
        "%",
        "<a href=%",
        "<a href=\"%4\">",
    ] {
        assert_eq!(hits("a.html", page), [], "{page}");
        assert_eq!(
            classes("a.html", &format!("<p>13812345678</p>{page}")),
            PHONE,
            "{page}"
        );
        assert_eq!(
            classes("a.xml", &format!("<p>13812345678</p>{page}")),
            PHONE,
            "{page}"
        );
    }
}

#[test]
fn an_empty_drawing_hides_nothing_behind_it() {
    assert_eq!(
        classes("a.html", "<svg/><p data-n=\"13812345678\"></p>"),
        PHONE
    );
}

/// Pages that one maker makes one after another, and what is found in the last of them.
fn found_after(pages: &[&str]) -> Vec<Class> {
    let (allow, clean) = (AllowList::default(), Clean::default());
    let nobody = |_| false;
    let scanner = Scanner::new(&allow, &[], &nobody, &clean);
    let mut recent = Recent::default();
    let mut hits = Vec::new();
    for page in pages {
        hits = scanner.output("a/index.html", page.as_bytes(), &mut recent);
    }
    hits.into_iter().map(|hit| hit.class).collect()
}

#[test]
fn a_line_that_was_clean_by_itself_is_read_again_where_something_is_open() {
    let line = "<b>1234</b>5678</p>\n";
    assert_eq!(found_after(&[line, line]), []);
    for open in ["<p>138\n", "<p>138", "<p>138<span\n>"] {
        let page = format!("{open}{line}");
        assert_eq!(found_after(&[line, &page]), PHONE, "{page}");
    }
    let row = "<p>a</p>\n";
    assert_eq!(
        found_after(&[row, "<p title='138\n12345678'>\n<p>a</p>\n"]),
        PHONE
    );
    assert_eq!(
        found_after(&[row, "<p>138<!--\n<p>a</p>\n-->12345678</p>\n"]),
        PHONE
    );
}

#[test]
fn a_line_with_something_in_it_is_never_passed_over() {
    let page = "<p>是</p>\n<p>13812345678</p>\n<p>否</p>\n";
    assert_eq!(found_after(&[page, page, page]), PHONE);
}
