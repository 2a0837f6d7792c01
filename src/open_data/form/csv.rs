//! Tables as CSV.

use super::super::cell::{Cell, Column, Row};
use super::WriteError;
use crate::domain::formula::guarded;

pub(super) struct Csv {
    /// What is written and not yet taken away: at first, the heading.
    ready: Vec<u8>,
}

impl Csv {
    pub(super) fn begin(columns: &[Column]) -> Result<Self, WriteError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(columns.iter().map(|column| column.name))?;
        Ok(Self { ready: whole(writer)? })
    }

    pub(super) fn write(&mut self, rows: &[Row]) -> Result<Vec<u8>, WriteError> {
        let mut writer = csv::Writer::from_writer(std::mem::take(&mut self.ready));
        for row in rows {
            writer.write_record(row.iter().map(shown))?;
        }
        whole(writer)
    }
}

fn whole(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, WriteError> {
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Text that people wrote must not be computed by a spreadsheet that opens the file.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(text.clone()),
        other => other.to_string(),
    }
}
