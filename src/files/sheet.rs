//! Files on their way out: one row after another, in CSV or as JSON Lines, under their name only once they are whole.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::kind::FileKind;
use crate::domain::coded;
use crate::domain::formula::guarded;
use crate::domain::lang::{Names, Wording};

coded! {
    /// In which form files are written.
    pub enum Format {
        /// Comma-separated values, as import reads them.
        Csv = "csv",
        /// JSON Lines: an object a row, with the columns as keys; what is empty is null.
        JsonLines = "jsonl",
    }
}

/// One row, its cells in the order of the kind's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    kind: FileKind,
    cells: Vec<String>,
}

impl Row {
    pub(super) fn new(kind: FileKind) -> Self {
        Self { kind, cells: vec![String::new(); kind.columns().len()] }
    }

    /// In which kind of file it stands.
    pub(super) fn kind(&self) -> FileKind {
        self.kind
    }

    pub(super) fn set(&mut self, column: &'static str, value: impl Display) {
        if let Some(at) = self.kind.columns().iter().position(|other| *other == column) {
            self.cells[at] = value.to_string();
        }
    }

    pub(super) fn set_if(&mut self, column: &'static str, value: Option<impl Display>) {
        value.into_iter().for_each(|value| self.set(column, value));
    }

    pub(super) fn names(&mut self, names: &Names) {
        self.set("name_kk", &names.kk);
        self.set("name_ru", &names.ru);
        self.set_if("name_en", names.en.as_ref());
    }

    pub(super) fn wording(&mut self, [kk, ru, en]: [&'static str; 3], wording: &Wording) {
        self.set(kk, &wording.kk);
        self.set(ru, &wording.ru);
        self.set_if(en, wording.en.as_ref());
    }
}

/// A yes or no as a cell.
pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "YES" } else { "NO" }
}

/// A file that is being written, without its name yet.
pub(super) struct Sheet {
    path: PathBuf,
    out: Out,
    rows: u64,
}

enum Out {
    Csv(Box<csv::Writer<NamedTempFile>>),
    JsonLines(BufWriter<NamedTempFile>),
}

impl Sheet {
    /// Begins a file in a folder. What is confidential is for its owner's eyes alone.
    pub(super) fn begin(folder: &Path, name: &str, kind: FileKind, format: Format, confidential: bool) -> io::Result<Self> {
        let file = temporary(folder, confidential)?;
        let out = match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(kind.columns())?;
                Out::Csv(Box::new(writer))
            }
            Format::JsonLines => Out::JsonLines(BufWriter::new(file)),
        };
        Ok(Self { path: folder.join(format!("{name}.{}", format.code())), out, rows: 0 })
    }

    /// How many rows it has so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn write(&mut self, row: Row) -> io::Result<()> {
        self.rows += 1;
        match &mut self.out {
            Out::Csv(writer) => Ok(writer.write_record(row.cells.into_iter().map(guarded))?),
            Out::JsonLines(writer) => {
                let pairs = row.kind.columns().iter().zip(&row.cells).map(|(column, cell)| {
                    let value = if cell.is_empty() { Cow::Borrowed("null") } else { serde_json::to_string(cell)?.into() };
                    Ok(format!("\"{column}\":{value}"))
                });
                writeln!(writer, "{{{}}}", pairs.collect::<io::Result<Vec<_>>>()?.join(","))
            }
        }
    }

    /// Ends the file and gives it its name; gives that, and how many rows it has.
    pub(super) fn finish(self) -> io::Result<(PathBuf, u64)> {
        let file = match self.out {
            Out::Csv(writer) => writer.into_inner().map_err(csv::IntoInnerError::into_error)?,
            Out::JsonLines(writer) => writer.into_inner().map_err(io::IntoInnerError::into_error)?,
        };
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok((self.path, self.rows))
    }
}

fn temporary(folder: &Path, confidential: bool) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(if confidential { 0o600 } else { 0o644 }));
    }
    #[cfg(not(unix))]
    let _ = confidential;
    builder.tempfile_in(folder)
}
