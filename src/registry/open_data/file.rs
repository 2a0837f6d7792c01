//! A file of open data, piece by piece.

use thiserror::Error;

use super::super::Registry;
use super::super::error::RegistryError;
use super::Pages;
use crate::open_data::{Cut, Form, WriteError, Writer};

/// A file that could not be made.
#[derive(Debug, Error)]
pub enum FileError {
    /// It could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The bytes of a file, as they become ready.
pub struct Pieces {
    pages: Pages,
    /// None once the file is whole.
    writer: Option<Writer>,
}

impl Registry {
    /// A cut as a file: the same bytes whenever it is made.
    ///
    /// # Errors
    /// Never for a table of this program.
    pub fn file(&self, cut: Cut, form: Form) -> Result<Pieces, FileError> {
        Ok(Pieces { pages: self.pages(cut), writer: Some(Writer::begin(&cut, form)?) })
    }
}

impl Pieces {
    /// The next bytes; `None` once the file is whole.
    ///
    /// # Errors
    /// A failing database.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, FileError> {
        while let Some(writer) = &mut self.writer {
            let ready = match self.pages.next().await? {
                Some(rows) => writer.write(&rows)?,
                None => self.writer.take().map(Writer::finish).transpose()?.unwrap_or_default(),
            };
            if !ready.is_empty() {
                return Ok(Some(ready));
            }
        }
        Ok(None)
    }
}
