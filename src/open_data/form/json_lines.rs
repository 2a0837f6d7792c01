//! Tables as JSON Lines. Numbers that JSON's readers could round are written as text, as in the API.

use std::io::Write as _;

use super::super::cell::{Cell, Column, Row};
use super::WriteError;

pub(super) struct JsonLines {
    columns: Vec<Column>,
}

impl JsonLines {
    pub(super) fn begin(columns: Vec<Column>) -> Self {
        Self { columns }
    }

    pub(super) fn write(&mut self, rows: &[Row]) -> Result<Vec<u8>, WriteError> {
        let mut out = Vec::new();
        for row in rows {
            for (at, (column, cell)) in self.columns.iter().zip(row).enumerate() {
                write!(out, "{}\"{}\":", if at == 0 { '{' } else { ',' }, column.name)?;
                value(&mut out, cell)?;
            }
            out.extend_from_slice(b"}\n");
        }
        Ok(out)
    }
}

fn value(out: &mut Vec<u8>, cell: &Cell) -> Result<(), WriteError> {
    match cell {
        Cell::Nothing => out.extend_from_slice(b"null"),
        Cell::Json(json) => out.extend_from_slice(json.as_bytes()),
        Cell::List(words) => serde_json::to_writer(out, words)?,
        Cell::Number(number) => serde_json::to_writer(out, number)?,
        Cell::YesNo(yes) => serde_json::to_writer(out, yes)?,
        Cell::Text(text) => serde_json::to_writer(out, text)?,
        Cell::Day(_) | Cell::Instant(_) | Cell::Energy(_) => serde_json::to_writer(out, &cell.to_string())?,
    }
    Ok(())
}
