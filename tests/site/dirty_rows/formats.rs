//! The same rows as a text table, a workbook and JSON Lines.

use jiayuan_tests::TestSite;
use rust_xlsxwriter::{Formula, Workbook};

use super::Planted;
use super::table::{Dirt, Format, NAMES};

impl Planted {
    /// Writes the file. Gives the number of each row as its reader counts.
    pub(super) fn write(&self, site: &TestSite, file: &str) -> Vec<usize> {
        match self.format {
            Format::Csv => self.csv(site, file),
            Format::Xlsx => self.xlsx(site, file),
            Format::Jsonl => self.jsonl(site, file),
        }
    }

    fn csv(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut text = NAMES.join(",") + "\n";
        let mut numbers = Vec::new();
        for row in &self.rows {
            numbers.push(text.matches('\n').count() + 1);
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Dirt::Text(text) if text.contains('\n') => format!("\"{text}\""),
                    Dirt::Text(text) => text.clone(),
                    Dirt::Number(number) => number.to_string(),
                    Dirt::Broken => String::new(),
                })
                .collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        site.write(file, &text);
        numbers
    }

    fn xlsx(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, name) in NAMES.iter().enumerate() {
            sheet.write_string(0, at as u16, *name).expect("a name");
        }
        for (index, row) in self.rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let (row, at) = (index as u32 + 1, at as u16);
                match cell {
                    Dirt::Text(text) if text.is_empty() => continue,
                    Dirt::Text(text) => sheet.write_string(row, at, text),
                    Dirt::Number(number) => sheet.write_number(row, at, *number),
                    Dirt::Broken => {
                        sheet.write_formula(row, at, Formula::new("=1/0").set_result("#DIV/0!"))
                    }
                }
                .expect("a cell");
            }
        }
        book.save(site.path(file)).expect("a workbook");
        (0..self.rows.len()).map(|index| index + 2).collect()
    }

    fn jsonl(&self, site: &TestSite, file: &str) -> Vec<usize> {
        let mut text = String::new();
        for row in &self.rows {
            if row.len() == 1 {
                text.push_str("{\"工单编号\":\"DR-张伟\n");
                continue;
            }
            let object: serde_json::Map<_, _> = NAMES
                .iter()
                .zip(row)
                .map(|(name, cell)| {
                    let value = match cell {
                        Dirt::Text(text) => text.as_str().into(),
                        Dirt::Number(number) if number.fract() == 0.0 => (*number as u64).into(),
                        Dirt::Number(number) => (*number).into(),
                        Dirt::Broken => serde_json::json!({"在": "里面"}),
                    };
                    ((*name).to_owned(), value)
                })
                .collect();
            text.push_str(&serde_json::to_string(&object).expect("plain JSON"));
            text.push('\n');
        }
        site.write(file, &text);
        (1..=self.rows.len()).collect()
    }
}
