//! The forms in which tables are written, row after row: what is held at once is a few thousand rows, whatever the table.

mod csv;
mod json_lines;
mod parquet;

use thiserror::Error;

use super::cell::Row;
use super::cut::Cut;
use crate::domain::coded;

coded! {
    /// In which form a table is written.
    pub enum Form {
        /// Comma-separated values, in UTF-8, the first line naming the columns (RFC 4180).
        Csv = "csv",
        /// JSON Lines: an object a row, with the columns as keys.
        JsonLines = "jsonl",
        /// Apache Parquet, compressed with Snappy.
        Parquet = "parquet",
    }
}

/// A row that cannot be written. A fault of the program: a test writes every table in every form.
#[derive(Debug, Error)]
pub enum WriteError {
    /// A cell does not hold what its column does.
    #[error("column {0} holds what it cannot")]
    Misfit(&'static str),
    /// A CSV record.
    #[error("a row cannot be written as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// A value in JSON.
    #[error("a row cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A row group.
    #[error("rows cannot be written as Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The buffer.
    #[error("a buffer cannot be written to: {0}")]
    Buffer(#[from] std::io::Error),
}

impl Form {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// A file that is being written. What is written is taken away piece by piece.
pub struct Writer(Inner);

enum Inner {
    Csv(csv::Csv),
    JsonLines(json_lines::JsonLines),
    Parquet(Box<parquet::Parquet>),
}

impl Writer {
    /// Begins a file of a cut.
    ///
    /// # Errors
    /// Never for a table of this program: a test begins each.
    pub fn begin(cut: &Cut, form: Form) -> Result<Self, WriteError> {
        Ok(Self(match form {
            Form::Csv => Inner::Csv(csv::Csv::begin(&cut.columns())?),
            Form::JsonLines => Inner::JsonLines(json_lines::JsonLines::begin(cut.columns())),
            Form::Parquet => Inner::Parquet(Box::new(parquet::Parquet::begin(cut)?)),
        }))
    }

    /// Writes rows; gives the bytes that are ready, which may be none yet.
    ///
    /// # Errors
    /// A cell that does not hold what its column does.
    pub fn write(&mut self, rows: &[Row]) -> Result<Vec<u8>, WriteError> {
        match &mut self.0 {
            Inner::Csv(writer) => writer.write(rows),
            Inner::JsonLines(writer) => writer.write(rows),
            Inner::Parquet(writer) => writer.write(rows),
        }
    }

    /// Ends the file; gives the last of its bytes.
    ///
    /// # Errors
    /// As [`Writer::write`].
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.0 {
            // Each line is whole once it is written.
            Inner::Csv(mut writer) => writer.write(&[]),
            Inner::JsonLines(_) => Ok(Vec::new()),
            Inner::Parquet(writer) => writer.finish(),
        }
    }
}
