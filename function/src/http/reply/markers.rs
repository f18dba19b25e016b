//! `%%marks%%` in the theme's pages, replaced in one pass: what was put in is never looked at
//! again, so a resident who types a mark gets to read it back.

/// The longest name of a mark, in bytes: a street's name in Chinese with its prefix.
const LONGEST: usize = 200;

/// Replaces each mark by what `value` says of its name. A mark that has no value becomes nothing.
pub(super) fn fill(page: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(page.len() + 1024);
    let mut rest = page;
    while let Some(start) = rest.find("%%") {
        let after = &rest[start + 2..];
        match after
            .find("%%")
            .map(|end| &after[..end])
            .filter(|name| is_name(name))
        {
            Some(name) => {
                out.push_str(&rest[..start]);
                out.push_str(&value(name).unwrap_or_default());
                rest = &after[name.len() + 2..];
            }
            // Two percent signs that begin no mark stay as they are.
            None => {
                out.push_str(&rest[..start + 1]);
                rest = &rest[start + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.contains(|c: char| {
            c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '%' | ';' | '{' | '}')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Option<String> {
        match name {
            "title" => Some("题".to_owned()),
            "value:text" => Some("%%title%%".to_owned()),
            "selected:street:八宝山街道" => Some(" selected".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn marks_become_their_values() {
        assert_eq!(
            fill(
                "<p>%%title%%</p><option%%selected:street:八宝山街道%%>",
                known
            ),
            "<p>题</p><option selected>"
        );
    }

    #[test]
    fn unknown_marks_become_nothing() {
        assert_eq!(fill("a%%nothing%%b", known), "ab");
    }

    #[test]
    fn what_was_put_in_is_not_looked_at_again() {
        assert_eq!(fill("%%value:text%%", known), "%%title%%");
    }

    #[test]
    fn percent_signs_that_are_no_marks_stay() {
        for page in [
            "100%% of <b>%%</b>",
            "%%",
            "%%%",
            "width:100%;%%x",
            "50%%;\n%%",
        ] {
            assert_eq!(fill(page, known), page);
        }
        assert_eq!(fill("%%%title%%", known), "%题");
    }
}
