//! `MAP.toml`: how one platform's export becomes case records. What was typed is believed here, once.

use jiayuan_function::case_record::Kind;
use jiff::civil::Date;

use super::{
    field::{COLUMNS, Field, JUDGEMENT, STAGES},
    words::Words,
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Reference},
    load::{fields::Fields, node, source::SourceFile},
    model::tables::Validity,
};

/// A platform's map.
#[derive(Debug)]
pub(super) struct ImportMap {
    /// Part of every public id: it must never change.
    pub(super) platform: String,
    /// Sheet of a workbook; the first if none is named.
    pub(super) sheet: Option<String>,
    /// Rows above the names of the columns.
    pub(super) skip_rows: usize,
    /// Rows that the names of the columns take.
    pub(super) header_rows: usize,
    /// Columns in which a blank cell says what the cell above it says.
    pub(super) fill_down: Vec<Reference>,
    /// Columns that are left out on purpose.
    pub(super) ignore: Vec<Reference>,
    /// Private columns.
    pub(super) private: Vec<Reference>,
    /// Channel of rows that name none.
    pub(super) source: Option<String>,
    /// Kind of rows that name none.
    pub(super) kind: Kind,
    /// 部件 or 事项, of rows that name none.
    pub(super) category_kind: String,
    /// Which edition of the code list was in force when.
    pub(super) editions: Vec<Edition>,
    /// Datum of the positions.
    pub(super) datum: String,
    /// Whether the results of several units are put together instead of being a conflict.
    pub(super) join_results: bool,
    /// The platform's own ways to write a time.
    pub(super) formats: Vec<String>,
    /// What the platform's words mean.
    pub(super) words: Words,
    /// Columns and what they fill.
    pub(super) columns: Vec<(Field, Reference)>,
    /// The map's own file.
    pub(super) file: SourceFile,
}

/// An edition of the code list.
#[derive(Debug)]
pub(super) struct Edition {
    pub(super) name: String,
    pub(super) valid: Validity,
}

impl ImportMap {
    /// Reads a map. All that is wrong with it is in `found`.
    pub(super) fn read(file: SourceFile, found: &mut Diagnostics) -> Option<Self> {
        let root = node::toml(&file, found)?;
        let before = found.counts().0;
        let mut f = Fields::open(&file, &root, 0..0, found);
        let platform = f.text("platform");
        if platform.contains(char::is_control) {
            f.fault(
                Diagnostic::error("bad-platform", "platform 里有不可见的字符。")
                    .at(f.place_of("platform"))
                    .help("写平台的名称；定了就不要再改，公开编号由它算出。"),
            );
        }
        let sheet = f.opt_text("sheet");
        let skip_rows = f.opt_count("skip_rows").unwrap_or(0) as usize;
        let header_rows = f.opt_count("header_rows").unwrap_or(1) as usize;
        if !(1..=4).contains(&header_rows) {
            f.fault(
                Diagnostic::error("bad-header-rows", "header_rows 应当是 1 到 4。")
                    .at(f.place_of("header_rows"))
                    .help("写表头占几行；表头上面的标题行用 skip_rows 跳过。"),
            );
        }
        let fill_down = f.references("fill_down");
        let ignore = f.references("ignore");
        let private = f.references("private");
        let source = f.opt_text("source");
        let kind = f
            .choice_of(
                "kind",
                &[
                    ("report", Kind::Report),
                    ("consult", Kind::Consult),
                    ("suggest", Kind::Suggest),
                    ("book", Kind::Book),
                ],
            )
            .unwrap_or(Kind::Report);
        let category_kind = f
            .choice_of("category_kind", &[("事项", "事项"), ("部件", "部件")])
            .unwrap_or("事项")
            .to_owned();
        let datum = f
            .choice_of(
                "datum",
                &[("wgs84", "wgs84"), ("gcj02", "gcj02"), ("bd09", "bd09")],
            )
            .unwrap_or("wgs84")
            .to_owned();
        let join_results = f.flag("join_results", false);
        let formats = f.texts("time_formats");
        let editions = f.entries("editions", |e| Edition {
            name: e.text("edition"),
            valid: Validity {
                from: e.opt_date("from"),
                to: e.opt_date("to"),
            },
        });
        let words = f.table("words", Words::read).unwrap_or_default();
        let mut columns = Vec::new();
        let _ = f.table("columns", |c| read_columns(c, &COLUMNS, &mut columns));
        let _ = f.table("stages", |s| {
            read_columns(
                s,
                &STAGES.map(|(key, stage)| (key, Field::Reached(stage))),
                &mut columns,
            );
        });
        let _ = f.table("judgement", |j| read_columns(j, &JUDGEMENT, &mut columns));
        columns.extend(
            private
                .iter()
                .map(|reference| (Field::Private, reference.clone())),
        );
        f.finish();
        let map = Self {
            platform,
            sheet,
            skip_rows,
            header_rows,
            fill_down,
            ignore,
            private,
            source,
            kind,
            category_kind,
            editions,
            datum,
            join_results,
            formats,
            words,
            columns,
            file,
        };
        map.check(found);
        (found.counts().0 == before).then_some(map)
    }

    /// Whether the map has a column for a field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|(known, _)| *known == field)
    }

    /// The edition that was in force on a day.
    pub(super) fn edition_on(&self, day: Option<Date>) -> Option<&str> {
        let mut fitting = (self.editions.iter())
            .filter(|edition| day.is_none_or(|day| edition.valid.holds_on(day)));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first.name.as_str())
    }

    fn check(&self, found: &mut Diagnostics) {
        let mut missing = |what: &str, help: &str| {
            found.push(
                Diagnostic::error("incomplete-map", format!("映射没有说{what}。"))
                    .at(self.file.line(1))
                    .help(help),
            );
        };
        if !self.has(Field::CaseNo) {
            missing("案件编号在哪一列", "在 [columns] 里写 case_no = \"列名\"。");
        }
        if !(STAGES.iter()).any(|(_, stage)| self.has(Field::Reached(*stage))) {
            missing(
                "案件的时间在哪一列",
                "在 [stages] 里至少写 reported = \"列名\"。",
            );
        }
        if self.source.is_none() && !self.has(Field::Source) {
            missing(
                "案件从哪个渠道来",
                "在 [columns] 里写 source = \"列名\"，或在最上面写 source = \"热线\"。",
            );
        }
        let judged = [
            Field::FollowUpValid,
            Field::Contacted,
            Field::Resolved,
            Field::Satisfied,
        ];
        if judged.iter().any(|field| self.has(*field)) {
            let lacks = judged[1..]
                .iter()
                .chain(&[Field::JudgedAt])
                .any(|field| !self.has(*field));
            if lacks {
                missing(
                    "回访的全部内容在哪几列",
                    "[judgement] 要有 judged_at、contacted、resolved、satisfied；valid 可以不写。",
                );
            }
        }
        if self.has(Field::Lat) != self.has(Field::Lon) {
            missing("坐标的另一半在哪一列", "lat 和 lon 一起写，或者都不写。");
        }
        if self.has(Field::CategoryCode)
            && !self.has(Field::CategoryEdition)
            && self.editions.is_empty()
        {
            missing(
                "类别编码是哪个版本的",
                "写 [[editions]] edition = \"…\"（换过版本的，写 from 和 to），或在 [columns] 里写 category_edition。",
            );
        }
        if let Some(source) = &self.source
            && source.chars().count() > 20
        {
            missing("渠道的名称", "source 不超过 20 个字。");
        }
        for reference in &self.private {
            let twice = (self.columns.iter())
                .any(|(field, other)| *field != Field::Private && other.text == reference.text);
            if twice {
                found.push(
                    Diagnostic::error(
                        "private-and-public",
                        format!("列“{}”既写成私有，又写进了案件。", reference.text),
                    )
                    .at(reference.place.clone())
                    .help("报件人的姓名、电话、住址只写在 private 里。"),
                );
            }
        }
    }
}

fn read_columns(
    f: &mut Fields<'_>,
    known: &[(&'static str, Field)],
    columns: &mut Vec<(Field, Reference)>,
) {
    for (key, field) in known {
        let references = f.references(key);
        if references.len() > 1 && !may_have_several(*field) {
            f.fault(
                Diagnostic::error("one-column", format!("{key} 只能写一列。"))
                    .at(references[1].place.clone())
                    .help("留下一个列名；其余的列写进 ignore。"),
            );
        }
        columns.extend(references.into_iter().map(|reference| (*field, reference)));
    }
}

/// Categories have levels, words may be spread, photos stand one to a column.
fn may_have_several(field: Field) -> bool {
    matches!(
        field,
        Field::CategoryLabel
            | Field::Description
            | Field::Unit
            | Field::PhotosBefore
            | Field::PhotosAfter
    )
}
