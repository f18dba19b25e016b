//! The rules that every released case keeps, whoever made it.

use super::{CasePhoto, CaseRow, MAX_PHOTO_WIDTH, Month, ReleasedParts};

/// A rule that does not hold, and the key under which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) key: &'static str,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(key: &'static str, message: impl Into<String>) -> Self {
        Self {
            key,
            message: message.into(),
        }
    }
}

/// Checks a case before it becomes one.
pub(super) fn parts(parts: &ReleasedParts) -> Result<(), Fault> {
    filled("group", &parts.group)?;
    let words = &parts.words;
    match &parts.row {
        Some(case_row) => row(parts.month, case_row)?,
        None if !words.is_empty() || words.featured => {
            return Err(Fault::new(
                "group",
                "居家反映的类别只公开编号、月份和大类，不能有文字和照片。",
            ));
        }
        None => {}
    }
    if words.featured && words.is_empty() {
        return Err(Fault::new(
            "featured",
            "没有公开文字的案例不能作为典型案例。",
        ));
    }
    let texts = [
        ("title", &words.title),
        ("description", &words.description),
        ("result", &words.result),
        ("public_summary", &words.public_summary),
        ("place", &words.place),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            filled(key, text)?;
        }
    }
    words.photos.iter().try_for_each(photo)?;
    let stands = |piece: &str| words.texts().any(|text| text.contains(piece));
    match words
        .kept
        .iter()
        .find(|piece| piece.trim().is_empty() || !stands(piece))
    {
        Some(_) => Err(Fault::new("kept", "kept 的每一段都要在公开的文字里。")),
        None => Ok(()),
    }
}

fn row(month: Month, row: &CaseRow) -> Result<(), Fault> {
    let category = &row.category;
    filled("edition", &category.edition)?;
    filled("kind", &category.kind)?;
    filled("code", &category.code)?;
    filled("label", &category.label)?;
    filled("street", &row.street)?;
    filled("source", &row.source)?;
    row.units
        .iter()
        .try_for_each(|unit| filled("name", &unit.name))?;
    match row.first_date() {
        None => return Err(Fault::new("stages", "至少要有一个环节写明日期。")),
        Some(date) if Month::of(date) != month => {
            return Err(Fault::new("month", "month 应当是第一个环节所在的月份。"));
        }
        Some(_) => {}
    }
    if row.due_month != row.handle_due.map(Month::of) {
        return Err(Fault::new(
            "due_month",
            "due_month 应当是 handle_due 所在的月份。",
        ));
    }
    Ok(())
}

fn photo(photo: &CasePhoto) -> Result<(), Fault> {
    let name = photo.file.strip_suffix(".jpg").unwrap_or_default();
    if name.len() != 32
        || !name
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Err(Fault::new(
            "file",
            "照片文件名应当是 32 位十六进制摘要加 .jpg。",
        ));
    }
    if photo.width == 0 || photo.height == 0 || photo.width > MAX_PHOTO_WIDTH {
        return Err(Fault::new(
            "width",
            format!("照片宽度应当在 1 到 {MAX_PHOTO_WIDTH} 像素之间。"),
        ));
    }
    filled("alt", &photo.alt)
}

fn filled(key: &'static str, text: &str) -> Result<(), Fault> {
    if text.trim().is_empty() {
        Err(Fault::new(key, format!("{key} 不能为空。")))
    } else {
        Ok(())
    }
}
