//! Tables: each scrolls by itself, and its cells say what they are the head of.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::Writer;
use crate::model::prose::markup::escape;

/// Columns of an open table, and where its cells stand.
pub(super) struct Table {
    columns: Vec<Alignment>,
    in_head: bool,
    column: usize,
    /// The first cell of the head is empty: the first column names the rows.
    rows_are_named: bool,
}

impl<'a> Writer<'_, 'a> {
    pub(super) fn begin_table(&mut self, columns: &[Alignment], inner: &[Event<'a>]) {
        self.tables += 1;
        let number = self.tables.to_string();
        let mut html = String::from(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
        );
        escape(
            &self.words.fill("prose.table", &[("n", &number)]),
            &mut html,
        );
        html.push_str("\"><table>");
        self.raw(html);
        self.table = Some(Table {
            columns: columns.to_vec(),
            in_head: false,
            column: 0,
            rows_are_named: first_cell_is_empty(inner),
        });
    }

    pub(super) fn begin_row(&mut self, is_head: bool) {
        if let Some(table) = &mut self.table {
            (table.in_head, table.column) = (is_head, 0);
        }
        self.raw(if is_head { "<thead><tr>" } else { "<tr>" });
    }

    /// The beginning of a cell.
    pub(super) fn cell(&self, is_empty: bool) -> String {
        let Some(table) = &self.table else {
            return "<td>".to_owned();
        };
        let class = match table.columns.get(table.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        };
        if table.in_head && !is_empty {
            format!("<th scope=\"col\"{class}>")
        } else if !table.in_head && table.column == 0 && table.rows_are_named {
            format!("<th scope=\"row\"{class}>")
        } else {
            format!("<td{class}>")
        }
    }

    pub(super) fn end_cell(&mut self) {
        // The end is that of the cell's beginning: the last one that was written.
        let is_head = self.open_cell_is_head();
        self.raw(if is_head { "</th>" } else { "</td>" });
        if let Some(table) = &mut self.table {
            table.column += 1;
        }
    }

    fn open_cell_is_head(&self) -> bool {
        let cell = self.out.iter().rev().find_map(|event| match event {
            Event::Html(html) if html.starts_with("<td") => Some(false),
            Event::Html(html) if html.starts_with("<th ") => Some(true),
            _ => None,
        });
        cell.unwrap_or(false)
    }
}

fn first_cell_is_empty(table: &[Event<'_>]) -> bool {
    matches!(
        table,
        [
            Event::Start(Tag::TableHead),
            Event::Start(Tag::TableCell),
            Event::End(TagEnd::TableCell),
            ..
        ]
    )
}
