//! What a cell means in its column. Nothing is guessed: what cannot be read is a fault of the row.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::{
    map::ImportMap,
    table::Cell,
    time::{self, Moment},
    words::folded,
};

/// Why a cell cannot be read. Says what to do, never what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellFault {
    pub(super) code: &'static str,
    /// Follows the name of the column.
    pub(super) says: String,
    pub(super) help: String,
    pub(super) is_warning: bool,
}

impl CellFault {
    pub(super) fn new(
        code: &'static str,
        says: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            says: says.into(),
            help: help.into(),
            is_warning: false,
        }
    }

    pub(super) fn warning(mut self) -> Self {
        self.is_warning = true;
        self
    }
}

/// A field's value, in the form in which rows of one case are compared.
pub(super) type Value = Json;

/// The words of a cell, none if it is blank.
pub(super) fn words(cell: &Cell, map: &ImportMap) -> Result<Option<String>, CellFault> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(number) => plain_number(*number)?,
        Cell::Time(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Truth(truth) => truth.to_string(),
        Cell::Broken => {
            return Err(CellFault::new(
                "broken-cell",
                "里是错误值",
                "在平台里重新导出，或者改正这一格的公式。",
            ));
        }
    };
    Ok((!map.words.is_empty(&text)).then_some(text))
}

/// A number, code or name in one spelling. A number that a spreadsheet has rounded is lost.
pub(super) fn code(cell: &Cell, map: &ImportMap) -> Result<Option<String>, CellFault> {
    let Some(text) = words(cell, map)? else {
        return Ok(None);
    };
    let text: String = {
        use unicode_normalization::UnicodeNormalization;
        text.nfkc()
            .filter(|ch| {
                !ch.is_whitespace()
                    && !ch.is_control()
                    && !matches!(ch, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            })
            .collect()
    };
    if is_rounded(&text) {
        return Err(lost());
    }
    Ok(Some(text))
}

/// Yes or no.
pub(super) fn truth(cell: &Cell, map: &ImportMap) -> Result<Option<bool>, CellFault> {
    if let Cell::Truth(truth) = cell {
        return Ok(Some(*truth));
    }
    meaning(cell, map, "yes 或 no", |word| map.words.truth(word))
}

/// A word that means one of a few things.
pub(super) fn meaning<T>(
    cell: &Cell,
    map: &ImportMap,
    key: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, CellFault> {
    // No is a word here, before it could be nothing.
    if let Cell::Text(text) = cell
        && let Some(meant) = read(text)
    {
        return Ok(Some(meant));
    }
    let Some(text) = words(cell, map)? else {
        return Ok(None);
    };
    read(&text).map(Some).ok_or_else(|| {
        CellFault::new(
            "unknown-value",
            format!("里的{}不是映射认识的词", cell.kind()),
            format!("在映射的 [words] 里把平台的词写进 {key}。"),
        )
    })
}

/// A time. A number is a time only if it can be a spreadsheet's day.
pub(super) fn moment(cell: &Cell, map: &ImportMap) -> Result<Option<Moment>, CellFault> {
    let read = match cell {
        Cell::Time(at) => {
            let has_time = at.time() != jiff::civil::Time::midnight();
            return Ok(Some(Moment { at: *at, has_time }));
        }
        Cell::Number(number) => {
            time::serial(*number).or_else(|| time::parse(&format!("{number}"), &map.formats))
        }
        cell => match words(cell, map)? {
            None => return Ok(None),
            Some(text) => time::parse(&text, &map.formats),
        },
    };
    read.map(Some).ok_or_else(|| {
        CellFault::new(
            "bad-time",
            format!("里的{}读不成时间", cell.kind()),
            "写成 2017-08-03 09:12；平台有自己的写法时，在映射里写 time_formats，例如 [\"%m/%d/%Y %H:%M\"]。",
        )
    })
}

/// An instant as records write it.
pub(super) fn instant(cell: &Cell, map: &ImportMap) -> Result<Option<Timestamp>, CellFault> {
    Ok(moment(cell, map)?.map(Moment::timestamp))
}

/// Degrees within the country.
pub(super) fn degrees(
    cell: &Cell,
    map: &ImportMap,
    range: std::ops::RangeInclusive<f64>,
) -> Result<Option<f64>, CellFault> {
    let number = match cell {
        Cell::Number(number) => Some(*number),
        cell => match words(cell, map)? {
            None => return Ok(None),
            Some(text) => folded(&text).parse().ok(),
        },
    };
    number
        .filter(|number| range.contains(number))
        .map(Some)
        .ok_or_else(|| {
            CellFault::new(
                "bad-position",
                "里的坐标不在国内",
                "lat 是纬度（3 到 54），lon 是经度（73 到 136），都用度；两列写反的，在映射里换过来。",
            )
        })
}

/// File names of photos.
pub(super) fn files(cell: &Cell, map: &ImportMap) -> Result<Vec<String>, CellFault> {
    let Some(text) = words(cell, map)? else {
        return Ok(Vec::new());
    };
    let names: Vec<String> = text
        .split(['\n', ';', '；', ',', '，', '|'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if names
        .iter()
        .any(|name| name.contains(['/', '\\', ':']) || name.starts_with('.') || name.len() > 200)
    {
        return Err(CellFault::new(
            "bad-photo-name",
            "里写的不是文件名",
            "只写文件名，照片放进私有文件夹的 photos/；几张用分号隔开。",
        ));
    }
    Ok(names)
}

/// Names in one cell: 甲；乙
pub(super) fn several(text: &str) -> Vec<String> {
    text.split(['\n', ';', '；', ',', '，', '、', '|'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Spreadsheets keep fifteen digits; longer numbers have lost their end.
fn plain_number(number: f64) -> Result<String, CellFault> {
    if number.abs() >= 1e15 {
        return Err(lost());
    }
    Ok(number.to_string())
}

/// 1.10107E+17
fn is_rounded(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let is_number = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    digits.contains('.') && is_number(digits) && power.strip_prefix('+').is_some_and(is_number)
        || is_number(digits)
            && power
                .strip_prefix('+')
                .is_some_and(|power| power.len() >= 2 && is_number(power))
}

fn lost() -> CellFault {
    CellFault::new(
        "number-lost",
        "里的长数字被表格软件改成了科学计数，后几位已经丢了",
        "重新导出；在表格软件里打开前先把这一列设成“文本”。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_are_told_from_codes() {
        for rounded in ["1.10107E+17", "1.1e+17", "1E+17"] {
            assert!(is_rounded(rounded), "{rounded}");
        }
        for code in ["SL-1E+", "E17", "2E3", "1107", "1.5", "12E4-7"] {
            assert!(!is_rounded(code), "{code}");
        }
        assert_eq!(plain_number(6040.0).unwrap(), "6040");
        assert!(plain_number(1.10107e17).is_err());
    }
}
