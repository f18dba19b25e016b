//! Names and codes of a platform, looked up in the site's tables as they were on the day of the case.

use jiayuan_function::case_record::CategoryRef;
use jiff::civil::Date;

use super::{map::ImportMap, value::CellFault, words::folded};
use crate::{
    diagnostic::nearest,
    masking::{self, AllowList},
    model::tables::{Category, Street, Tables, Unit, Validity},
};

/// What the import knows of the site.
#[derive(Debug)]
pub(super) struct Site<'t> {
    pub(super) tables: &'t Tables,
    pub(super) allow: &'t AllowList,
    pub(super) map: &'t ImportMap,
}

/// What a row says of its category.
#[derive(Debug, Default)]
pub(super) struct CategoryWords {
    pub(super) edition: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) code: Option<String>,
    /// The finest level first.
    pub(super) labels: Vec<String>,
}

impl<'t> Site<'t> {
    /// A street by its name or a former one, as it was on that day.
    pub(super) fn street(&self, word: &str, day: Option<Date>) -> Result<&'t Street, CellFault> {
        pick(
            word,
            day,
            &self.tables.streets,
            |street| (&street.name, &street.aliases, street.valid),
            &Wording {
                code: "unknown-street",
                what: "街道",
                table: "streets.toml",
            },
        )
    }

    /// A unit by its name or a short one, as it was on that day.
    pub(super) fn unit(&self, word: &str, day: Option<Date>) -> Result<&'t Unit, CellFault> {
        pick(
            word,
            day,
            &self.tables.units,
            |unit| (&unit.name, &unit.aliases, unit.valid),
            &Wording {
                code: "unknown-unit",
                what: "责任单位",
                table: "units.toml",
            },
        )
    }

    /// A category: by its code in the edition of that day, else by its label.
    pub(super) fn category(
        &self,
        words: &CategoryWords,
        day: Option<Date>,
    ) -> Result<Option<CategoryRef>, CellFault> {
        let found = match &words.code {
            Some(code) => Some(self.by_code(code, words, day)?),
            None if words.labels.is_empty() => None,
            None => Some(self.by_label(&words.labels)?),
        };
        Ok(found.map(|category| CategoryRef {
            edition: category.edition.clone(),
            kind: category.kind.clone(),
            code: category.code.clone(),
            label: category.label.clone(),
        }))
    }

    fn by_code(
        &self,
        code: &str,
        words: &CategoryWords,
        day: Option<Date>,
    ) -> Result<&'t Category, CellFault> {
        let edition = match &words.edition {
            Some(edition) => {
                self.check_edition(edition, day)?;
                edition.as_str()
            }
            None => self.map.edition_on(day).ok_or_else(|| {
                CellFault::new(
                    "no-edition",
                    "里的编码不知道是哪个版本的",
                    "在映射的 [[editions]] 里写清每个版本从哪天到哪天，互不重叠。",
                )
            })?,
        };
        let kind = words.kind.as_deref().unwrap_or(&self.map.category_kind);
        let find = |code: &str| {
            self.tables.categories.iter().find(|category| {
                folded(&category.edition) == folded(edition)
                    && category.kind == kind
                    && category.code == code
            })
        };
        let Some(category) = find(code) else {
            let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
            if is_number && (5..=6).any(|width| find(&format!("{code:0>width$}")).is_some()) {
                return Err(CellFault::new(
                    "leading-zero",
                    "里的编码少了前面的 0",
                    "编码是文字，不是数字：在平台或表格软件里把这一列设成“文本”再导出。",
                ));
            }
            return Err(CellFault::new(
                "unknown-category",
                "里的编码在 categories.toml 的这个版本里没有",
                "在 categories.toml 里加上它，或者改正映射里的版本（edition）和类型（部件、事项）。",
            ));
        };
        let agrees = words.labels.is_empty()
            || (words.labels.iter()).any(|label| label_fits(category, label));
        if !agrees {
            return Err(CellFault::new(
                "category-disagrees",
                "里的编码和同一行的类别名称不是一回事",
                format!(
                    "这个编码在 categories.toml 里叫“{}”；是同一类的，把平台的叫法加进 aliases。",
                    category.label
                ),
            ));
        }
        Ok(category)
    }

    fn check_edition(&self, edition: &str, day: Option<Date>) -> Result<(), CellFault> {
        let known = (self.map.editions.iter())
            .filter(|known| folded(&known.name) == folded(edition))
            .collect::<Vec<_>>();
        let holds = known.is_empty()
            || day.is_none_or(|day| known.iter().any(|known| known.valid.holds_on(day)));
        if holds {
            return Ok(());
        }
        Err(CellFault::new(
            "not-valid-then",
            "里的编码所写的版本在案件那天还没有启用或已经停用",
            "改正这一行的版本，或者改正映射里 [[editions]] 的 from 和 to。",
        ))
    }

    fn by_label(&self, labels: &[String]) -> Result<&'t Category, CellFault> {
        for label in labels {
            let word = folded(label);
            let categories = &self.tables.categories;
            if let Some(category) = categories.iter().find(|c| folded(&c.label) == word) {
                return Ok(category);
            }
            let mut aliased = (categories.iter())
                .filter(|category| category.aliases.iter().any(|alias| folded(alias) == word));
            match (aliased.next(), aliased.next()) {
                (Some(category), None) => return Ok(category),
                (Some(_), Some(_)) => {
                    return Err(CellFault::new(
                        "ambiguous-name",
                        "里的叫法在 categories.toml 里有几个类别都在用",
                        "在 aliases 里只留一处，或者在映射里加上 category_code。",
                    ));
                }
                (None, _) => {}
            }
        }
        let known = (self.tables.categories.iter())
            .flat_map(|c| std::iter::once(&c.label).chain(&c.aliases))
            .map(String::as_str);
        let help = match nearest(&labels[0], known) {
            Some(meant) => {
                format!("是不是“{meant}”？平台自己的叫法写进 categories.toml 的 aliases。")
            }
            None => "把平台的叫法写进 categories.toml 的 aliases，或者加一个类别。".into(),
        };
        Err(CellFault::new(
            "unknown-category",
            "里的类别 categories.toml 里没有",
            help,
        ))
    }

    /// The channel is the office's word; a number or name in it is a mistake of the export.
    pub(super) fn source(&self, word: &str) -> Result<String, CellFault> {
        let is_word = (1..=20).contains(&word.chars().count())
            && !masking::finds_private(word, self.allow, &[]);
        is_word.then(|| word.to_owned()).ok_or_else(|| {
            CellFault::new(
                "bad-source",
                "里的渠道不像渠道的名称",
                "不超过 20 个字，不带号码和姓名，例如 热线、公众号、采集员。",
            )
        })
    }
}

fn label_fits(category: &Category, label: &str) -> bool {
    let word = folded(label);
    std::iter::once(&category.label)
        .chain(&category.aliases)
        .chain(std::iter::once(&category.group))
        .any(|known| folded(known) == word)
}

struct Wording {
    code: &'static str,
    what: &'static str,
    table: &'static str,
}

fn pick<'t, T>(
    word: &str,
    day: Option<Date>,
    rows: &'t [T],
    names: impl Fn(&'t T) -> (&'t String, &'t Vec<String>, Validity),
    wording: &Wording,
) -> Result<&'t T, CellFault> {
    let Wording { code, what, table } = wording;
    let word = folded(word);
    let named = |row: &&'t T| folded(names(row).0) == word;
    let candidates: Vec<&T> = rows
        .iter()
        .filter(|row| named(row) || names(row).1.iter().any(|alias| folded(alias) == word))
        .collect();
    if candidates.is_empty() {
        let known = rows.iter().flat_map(|row| {
            let (name, aliases, _) = names(row);
            std::iter::once(name).chain(aliases).map(String::as_str)
        });
        let help = match nearest(&word, known) {
            Some(meant) => format!("是不是“{meant}”？改过名的，把旧名写进 {table} 的 aliases。"),
            None => format!("在 {table} 里加上它；改过名的，写进 aliases。"),
        };
        return Err(CellFault::new(
            code,
            format!("里的{what} {table} 里没有"),
            help,
        ));
    }
    let valid: Vec<&T> = candidates
        .into_iter()
        .filter(|row| day.is_none_or(|day| names(row).2.holds_on(day)))
        .collect();
    match valid.as_slice() {
        [] => Err(CellFault::new(
            "not-valid-then",
            format!("里的{what}在案件那天还没有或已经没有了"),
            format!("改正这一行，或者改正 {table} 里的 valid_from 和 valid_to。"),
        )),
        [one] => Ok(one),
        several => several
            .iter()
            .find(|row| named(row))
            .copied()
            .ok_or_else(|| {
                CellFault::new(
                    "ambiguous-name",
                    format!("里的叫法在 {table} 里有几个{what}都在用"),
                    "用 valid_from 和 valid_to 说明各自的年份，或者在 aliases 里只留一处。",
                )
            }),
    }
}
