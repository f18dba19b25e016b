//! JSON Lines: one object a line, its keys are the columns.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value};

use super::table::{Cell, Columns, Row, Table};
use crate::{
    diagnostic::{Diagnostics, Place, Range2},
    json_line,
};

use super::super::files;

/// Reads JSON Lines. Every broken line is reported, without its words.
pub(super) fn read(text: &str, file: &Arc<str>, found: &mut Diagnostics) -> Table {
    let mut table = Table {
        file: Arc::clone(file),
        style: Columns::Keyed,
        header: 1,
        names: Vec::new(),
        rows: Vec::new(),
    };
    let mut columns: HashMap<String, usize> = HashMap::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let object: Map<String, Value> = match json_line::read(line) {
            Ok(object) => object,
            Err(error) => {
                let (text, mark) = json_line::blanked(line, &error.mark);
                let place = Place {
                    file: Arc::clone(file),
                    line: index + 1,
                    mark: Range2 {
                        start: mark.start,
                        end: mark.end,
                    },
                    text,
                };
                found.push(files::diagnostic(error, place));
                continue;
            }
        };
        let mut cells = vec![Cell::Empty; table.names.len()];
        for (key, value) in object {
            let name: String = key.split_whitespace().collect();
            let column = *columns.entry(name.clone()).or_insert_with(|| {
                table.names.push(name);
                table.names.len() - 1
            });
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = cell(value);
        }
        let mut row = Row::new(index + 1, cells);
        row.json = Some(line.to_owned());
        table.rows.push(row);
    }
    table
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(truth) => Cell::Truth(truth),
        Value::Number(number) => match number.as_u64() {
            // Whole numbers keep their digits, however many.
            Some(whole) => Cell::Text(whole.to_string()),
            None => number.as_f64().map_or(Cell::Broken, Cell::Number),
        },
        Value::String(text) => Cell::Text(text),
        Value::Array(items) => {
            let texts: Option<Vec<String>> = items
                .into_iter()
                .map(|item| match item {
                    Value::String(text) => Some(text),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect();
            texts.map_or(Cell::Broken, |texts| Cell::Text(texts.join("\n")))
        }
        Value::Object(_) => Cell::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_columns_and_broken_lines_say_nothing_of_their_words() {
        let mut found = Diagnostics::default();
        let text = "{\"编号\":\"1\",\"照片\":[\"a.jpg\",\"b.jpg\"]}\n\n{\"编号\":张伟}\n{\"街道\":null,\"编号\":110107199001011234}\n";
        let table = read(text, &"a.jsonl".into(), &mut found);
        assert_eq!(table.names.len(), 3);
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[1].number, 4);
        let number = table.names.iter().position(|name| name == "编号").unwrap();
        assert_eq!(
            *table.rows[1].cell(number),
            Cell::Text("110107199001011234".into())
        );
        let drawn = found.draw(false);
        assert!(
            drawn.contains("a.jsonl:3:") && !drawn.contains("张伟"),
            "{drawn}"
        );
    }
}
