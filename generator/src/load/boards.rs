//! Reads the tables that editors keep in a spreadsheet: convenience points, responsibility boards,
//! old hotlines, and the inspection ledger.

use std::collections::BTreeMap;
use std::path::Path;

use super::contact;
use super::fields::{Fields, lists};
use super::files;
use super::rows::{self, Column, free, needed};
use super::shape::Shape;
use super::source::SourceFile;
use super::tables::Once;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Reference, Shown};
use crate::model::address::slug;
use crate::model::grid::{Grid, GridHead};
use crate::model::hotline::Hotline;
use crate::model::ledger::{InspectedBusiness, LedgerEntry};
use crate::model::place::ConveniencePoint;

/// Everything from the tables.
#[derive(Debug, Default)]
pub struct Boards {
    /// `places/*.csv`
    pub places: Vec<ConveniencePoint>,
    /// `grids/*.csv`
    pub grids: Vec<Grid>,
    /// `hotlines.csv`
    pub hotlines: Vec<Hotline>,
    /// `ledger/*.csv`
    pub ledger: Vec<LedgerEntry>,
    /// `ledger/businesses/*.csv`
    pub businesses: Vec<InspectedBusiness>,
}

impl Boards {
    /// Reads whatever of the tables is there.
    pub fn read(root: &Path, shown: &Shown, found: &mut Diagnostics) -> Self {
        let open = |folder: &str, found: &mut Diagnostics| -> Vec<SourceFile> {
            files(&root.join(folder), "csv")
                .iter()
                .filter_map(|path| SourceFile::read(path, &shown.name(path), found))
                .collect()
        };
        let hotlines = root.join("hotlines.csv");
        let hotlines = hotlines
            .is_file()
            .then(|| SourceFile::read(&hotlines, &shown.name(&hotlines), found))
            .flatten();
        let (business_files, ledger_files): (Vec<_>, Vec<_>) = open("ledger", found)
            .into_iter()
            .partition(|file| file.path.contains("/businesses/"));
        let places: Vec<_> = open("places", found)
            .iter()
            .flat_map(|file| places(file, found))
            .collect();
        Self {
            places: once(places, |place| (&place.id, &place.name), "便民点", found),
            grids: grids(&open("grids", found), found),
            hotlines: hotlines.map_or_else(Vec::new, |file| self::hotlines(&file, found)),
            ledger: ledger_files
                .iter()
                .flat_map(|file| ledger(file, found))
                .collect(),
            businesses: business_files
                .iter()
                .flat_map(|file| businesses(file, found))
                .collect(),
        }
    }

    /// Telephones that the tables publish.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        let heads = self.grids.iter().flat_map(|grid| &grid.heads);
        let places = self
            .places
            .iter()
            .filter_map(|place| place.phone.as_deref());
        let hotlines = self
            .hotlines
            .iter()
            .flat_map(|hotline| [hotline.number.as_str(), hotline.merged_into.as_str()]);
        heads
            .filter_map(|head| head.phone.as_deref())
            .chain(places)
            .chain(hotlines)
    }
}

/// Drops what has an id that stands already, and says so.
fn once<T>(
    items: Vec<T>,
    names: impl Fn(&T) -> (&Reference, &str),
    what: &str,
    found: &mut Diagnostics,
) -> Vec<T> {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    items
        .into_iter()
        .filter(|item| {
            let (id, name) = names(item);
            let Some(first) = seen.get(&id.text) else {
                seen.insert(id.text.clone(), id.place.clone());
                return true;
            };
            found.push(
                Diagnostic::error("repeated-row", format!("{what}“{name}”写了两次。"))
                    .at(id.place.clone())
                    .help(format!(
                        "第一次在 {} 第 {} 行；删去一行，或者在“编号”一列写不同的编号。",
                        first.file, first.line
                    )),
            );
            false
        })
        .collect()
}

/// A cell that names something elsewhere and must not be empty.
fn cell(f: &mut Fields<'_>, column: &'static str) -> Reference {
    let place = f.place_of(column);
    Reference {
        text: f.text(column),
        place,
    }
}

/// Latitude and longitude from two columns: both or neither.
fn position(f: &mut Fields<'_>) -> Option<[f64; 2]> {
    let (lat, lon) = (f.opt_number("纬度"), f.opt_number("经度"));
    let fault = |f: &mut Fields<'_>, column: &str, message: &str, help: &str| {
        let place = f.place_of(column);
        f.fault(
            Diagnostic::error("bad-position", message)
                .at(place)
                .help(help),
        );
        None
    };
    match (lat, lon) {
        // The mainland's frame catches the pair written the wrong way round.
        (Some(lat), Some(lon)) if (3.0..=54.0).contains(&lat) && (73.0..=136.0).contains(&lon) => {
            Some([lat, lon])
        }
        (Some(_), Some(_)) => fault(
            f,
            "纬度",
            "这一对经纬度不在国内。",
            "纬度在前（约 39.9），经度在后（约 116.2），不要写反。",
        ),
        (Some(_), None) => fault(
            f,
            "纬度",
            "只写了纬度，没有经度。",
            "两个都写，或者两个都空着。",
        ),
        (None, Some(_)) => fault(
            f,
            "经度",
            "只写了经度，没有纬度。",
            "两个都写，或者两个都空着。",
        ),
        (None, None) => None,
    }
}

static PLACE_COLUMNS: [Column; 11] = [
    free("编号", "id"),
    needed("名称", "name"),
    needed("类别", "kind"),
    needed("街道", "street"),
    free("社区", "community"),
    needed("地址", "address"),
    free("开放时间", "hours"),
    free("电话", "phone"),
    free("纬度", "lat"),
    free("经度", "lon"),
    free("说明", "note"),
];

fn places(file: &SourceFile, found: &mut Diagnostics) -> Vec<ConveniencePoint> {
    rows::read(file, "place", &PLACE_COLUMNS, found, place)
}

fn place(f: &mut Fields<'_>) -> ConveniencePoint {
    let name = cell(f, "名称");
    let id = match f.opt_reference("编号") {
        Some(written) => Reference {
            text: slug(&written.text),
            place: written.place,
        },
        None => Reference {
            text: slug(&name.text),
            place: name.place.clone(),
        },
    };
    ConveniencePoint {
        id,
        name: name.text,
        kind: f.text("类别"),
        street: cell(f, "街道"),
        community: f.opt_reference("社区"),
        address: f.text("地址"),
        hours: f.opt_text("开放时间"),
        phone: phone(f),
        location: position(f),
        note: f.opt_text("说明"),
    }
}

/// A telephone that may be left out.
fn phone(f: &mut Fields<'_>) -> Option<String> {
    let number = f.opt_text("电话")?;
    contact::phone(f, "电话", &number);
    Some(number)
}

static GRID_COLUMNS: [Column; 11] = [
    needed("编号", "id"),
    needed("名称", "name"),
    needed("街道", "street"),
    free("社区", "community"),
    free("范围", "area"),
    free("纬度", "lat"),
    free("经度", "lon"),
    needed("职务", "role"),
    needed("责任人", "person"),
    free("职责", "duty"),
    free("电话", "phone"),
];

fn grid(f: &mut Fields<'_>) -> Grid {
    let id = cell(f, "编号");
    Grid {
        slug: Reference {
            text: slug(&id.text),
            place: id.place,
        },
        id: id.text,
        name: f.text("名称"),
        street: cell(f, "街道"),
        community: f.opt_reference("社区"),
        area: f.opt_text("范围"),
        location: position(f),
        heads: vec![GridHead {
            role: f.text("职务"),
            person: f.text("责任人"),
            duty: f.opt_text("职责"),
            phone: phone(f),
        }],
    }
}

/// Rows with one id become one board.
fn grids(files: &[SourceFile], found: &mut Diagnostics) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let read: Vec<(Grid, Place)> = files
        .iter()
        .flat_map(|file| {
            rows::read(file, "grid", &GRID_COLUMNS, found, |f| {
                let place = f.place_of("名称");
                (grid(f), place)
            })
        })
        .collect();
    for (mut row, place) in read {
        let Some(first) = at.get(&row.slug.text).map(|at| &mut grids[*at]) else {
            at.insert(row.slug.text.clone(), grids.len());
            grids.push(row);
            continue;
        };
        if first.name != row.name || first.street.text != row.street.text {
            found.push(
                Diagnostic::error(
                    "grid-differs",
                    format!("网格 {} 的名称或街道前后写得不一样。", row.id),
                )
                .at(place)
                .help(format!(
                    "前面写的是“{}”“{}”；同一个网格的各行写成一样。",
                    first.name, first.street.text
                )),
            );
        }
        first.community = first.community.take().or(row.community);
        first.area = first.area.take().or(row.area);
        first.location = first.location.or(row.location);
        first.heads.append(&mut row.heads);
    }
    grids
}

static HOTLINE_COLUMNS: [Column; 6] = [
    needed("原号码", "number"),
    needed("名称", "name"),
    needed("单位", "agency"),
    needed("现号码", "merged_into"),
    needed("方式", "way"),
    free("说明", "note"),
];

fn hotlines(file: &SourceFile, found: &mut Diagnostics) -> Vec<Hotline> {
    let mut numbers = Once::default();
    rows::read(file, "hotline", &HOTLINE_COLUMNS, found, |f| {
        let hotline = hotline(f);
        numbers.claim(f, "原号码", "原号码", &hotline.number);
        hotline
    })
}

fn hotline(f: &mut Fields<'_>) -> Hotline {
    let mut number = |column| {
        let number = f.text(column);
        contact::phone(f, column, &number);
        number
    };
    Hotline {
        number: number("原号码"),
        merged_into: number("现号码"),
        name: f.text("名称"),
        agency: f.text("单位"),
        way: f.text("方式"),
        note: f.opt_text("说明"),
    }
}

static LEDGER_COLUMNS: [Column; 7] = [
    needed("月份", "month"),
    needed("检查内容", "subject"),
    free("街道", "street"),
    needed("发现", "found"),
    needed("整改", "fixed"),
    needed("销账", "struck_off"),
    free("说明", "note"),
];

fn ledger(file: &SourceFile, found: &mut Diagnostics) -> Vec<LedgerEntry> {
    rows::read(file, "ledger", &LEDGER_COLUMNS, found, ledger_entry)
}

fn ledger_entry(f: &mut Fields<'_>) -> LedgerEntry {
    let month = cell(f, "月份");
    if !month.text.is_empty() && !is_month(&month.text) {
        f.fault(
            Diagnostic::error("bad-month", format!("月份“{}”写得不对。", month.text))
                .at(month.place)
                .help("写成 YYYY-MM，例如 2017-12；表格软件把它改成日期时，先把这一列设成“文本”。"),
        );
    }
    let entry = LedgerEntry {
        month: month.text,
        subject: f.text("检查内容"),
        street: f.opt_reference("街道"),
        found: f.count("发现"),
        fixed: f.count("整改"),
        struck_off: f.count("销账"),
        note: f.opt_text("说明"),
    };
    let are_sound = ["发现", "整改", "销账"]
        .iter()
        .all(|column| f.is_sound(column));
    let mut more = |column: &str, of: &str| {
        let place = f.place_of(column);
        f.fault(
            Diagnostic::error("more-than-found", format!("“{column}”比“{of}”还多。"))
                .at(place)
                .help(format!("请核对这一行：{column}的件数不能超过{of}的件数。")),
        );
    };
    if entry.fixed > entry.found && are_sound {
        more("整改", "发现");
    }
    if entry.struck_off > entry.fixed && are_sound {
        more("销账", "整改");
    }
    entry
}

fn is_month(text: &str) -> bool {
    text.len() == 7 && format!("{text}-01").parse::<jiff::civil::Date>().is_ok()
}

static BUSINESS_COLUMNS: [Column; 6] = [
    needed("日期", "date"),
    needed("名称", "name"),
    needed("行业", "trade"),
    needed("街道", "street"),
    needed("结果", "result"),
    free("整改日期", "fixed_on"),
];

fn businesses(file: &SourceFile, found: &mut Diagnostics) -> Vec<InspectedBusiness> {
    rows::read(file, "business", &BUSINESS_COLUMNS, found, business)
}

fn business(f: &mut Fields<'_>) -> InspectedBusiness {
    let day = f.place_of("日期");
    let date = f.opt_date("日期");
    if date.is_none() {
        // Says that the cell is empty; a day that was written wrong has been reported already.
        f.text("日期");
    }
    let business = InspectedBusiness {
        date: date.unwrap_or_default(),
        name: f.text("名称"),
        trade: f.text("行业"),
        street: cell(f, "街道"),
        result: f.text("结果"),
        fixed_on: f.opt_date("整改日期"),
    };
    if date.is_some() && business.fixed_on.is_some_and(|fixed| fixed < business.date) {
        f.fault(
            Diagnostic::error("fixed-before-found", "整改日期早于检查日期。")
                .at(day)
                .help("请核对“日期”和“整改日期”。"),
        );
    }
    business
}

/// What the reader of a kind of table asks of a row. None for another kind.
#[must_use]
pub fn shape(kind: &str) -> Option<Shape> {
    let (name, columns, read): (_, &[Column], fn(&mut Fields<'_>)) = match kind {
        "place" => ("place", &PLACE_COLUMNS, |f| drop(place(f))),
        "grid" => ("grid", &GRID_COLUMNS, |f| drop(grid(f))),
        "hotline" => ("hotline", &HOTLINE_COLUMNS, |f| drop(hotline(f))),
        "ledger" => ("ledger", &LEDGER_COLUMNS, |f| drop(ledger_entry(f))),
        "business" => ("business", &BUSINESS_COLUMNS, |f| drop(business(f))),
        _ => return None,
    };
    let mut shape = lists::shape(name, read);
    // In the order in which the columns are told everywhere.
    let order = |key: &str| columns.iter().position(|column| column.name == key);
    shape.fields.sort_by_key(|field| order(field.key));
    Some(shape)
}

/// The columns of a kind of table: Chinese and English name.
#[must_use]
pub fn columns(kind: &str) -> &'static [Column] {
    match kind {
        "place" => &PLACE_COLUMNS,
        "grid" => &GRID_COLUMNS,
        "hotline" => &HOTLINE_COLUMNS,
        "ledger" => &LEDGER_COLUMNS,
        "business" => &BUSINESS_COLUMNS,
        _ => &[],
    }
}
