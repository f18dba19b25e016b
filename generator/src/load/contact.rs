//! Telephones and web addresses that residents are to use: is that what somebody wrote?

use super::fields::Fields;
use super::placeholders::MARK;
use crate::diagnostic::Diagnostic;

/// Says so when a telephone cannot be dialled. A blank one was told before.
pub(crate) fn phone(f: &mut Fields<'_>, key: &'static str, number: &str) {
    let number = number.trim();
    if number.is_empty() || number.starts_with(MARK) {
        return;
    }
    if let Some(plain) = scientific(number) {
        f.fault(
            Diagnostic::error("number-lost", format!("“{number}”是表格软件改写过的数字。"))
                .at(f.place_of(key))
                .help(format!(
                    "大约是 {plain}，后面的几位已经丢了。把这一列设成“文本”，再填一遍原来的号码。"
                )),
        );
        return;
    }
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_plain =
        |c: char| c.is_ascii_digit() || " -+()（）转、,，/;；".contains(c) || c == '*' || c == '#';
    if digits < 3 || !number.chars().all(is_plain) {
        f.fault(
            Diagnostic::error("bad-phone", format!("“{number}”不是电话号码。"))
                .at(f.place_of(key))
                .help("只写号码，例如 010-00001001 或 12345，分机写“转801”；用途写在别的字段里。"),
        );
    }
}

/// `1.10107E+17`, as a spreadsheet shows a long number.
fn scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent = exponent.strip_prefix('+')?.parse::<u32>().ok()?;
    let is_number = mantissa.parse::<f64>().is_ok_and(|number| number >= 1.0);
    (is_number && exponent <= 30).then(|| {
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        format!("{digits}… 共 {} 位", exponent + 1)
    })
}

/// Says so when a link cannot be followed: neither a whole address nor a path of the site.
pub(crate) fn url(f: &mut Fields<'_>, key: &'static str, may_be_path: bool) {
    for written in f.scalars(key) {
        let url = written.text.as_str();
        let is_whole = ["https://", "http://"].iter().any(|scheme| {
            url.strip_prefix(scheme)
                .is_some_and(|rest| rest.contains('.'))
        });
        let is_path = may_be_path && url.starts_with('/') && !url.starts_with("//");
        let is_clean = !url.chars().any(char::is_whitespace) && !url.contains(['：', '。', '，']);
        if (is_whole || is_path) && is_clean {
            continue;
        }
        let help = if may_be_path {
            "站外写完整网址，例如 https://www.example.gov/；站内写“/”开头的路径，例如 /guides/。"
        } else {
            "写完整网址，从 https:// 开始，中间不留空格，例如 https://www.example.gov/banshi。"
        };
        f.fault(
            Diagnostic::error("bad-url", format!("“{url}”不是完整的网址。"))
                .at(written.place)
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::scientific;

    #[test]
    fn a_spreadsheets_number_is_recognised() {
        assert!(scientific("1.10107E+17").is_some());
        assert!(scientific("010-1").is_none());
        assert!(scientific("E+17").is_none());
    }
}
