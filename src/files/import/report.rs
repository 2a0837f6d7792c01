//! What became of each file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::super::kind::FileKind;
use super::super::problem::Problems;
use crate::domain::sequence::Sequence;
use crate::registry::RegistryError;
use crate::registry::record::RecordError;

/// What became of a file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// Which file.
    pub path: PathBuf,
    /// Of which kind; none where its name begins like none.
    pub kind: Option<FileKind>,
    /// How many rows it has, without its heading.
    pub rows: u64,
    /// The most rows that were held at once.
    pub most_held: usize,
    /// How long it took.
    pub took: Duration,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is recorded.
    Recorded {
        /// How many acts it became.
        acts: u64,
        /// The first of them.
        first: Sequence,
        /// The last.
        last: Sequence,
    },
    /// It says nothing that the register does not have.
    NothingNew,
    /// The very same file was recorded before.
    AlreadyRecorded,
    /// It is wrong: nothing of it was recorded.
    Bad(Problems),
    /// It rests on a file that was not recorded.
    NotTried {
        /// Which.
        because: PathBuf,
    },
}

impl FileReport {
    /// Whether all that the file says stands in the register.
    pub fn is_recorded(&self) -> bool {
        matches!(self.outcome, Outcome::Recorded { .. } | Outcome::NothingNew | Outcome::AlreadyRecorded)
    }
}

/// What a file is being read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The first reading: is every line right?
    Checking,
    /// The second: acts are recorded.
    Recording,
}

/// Someone who hears how it goes.
pub trait Listener {
    /// So many rows of a file were read in a step.
    fn progress(&mut self, path: &Path, step: Step, rows: u64);
    /// A file is done with.
    fn done(&mut self, report: &FileReport);
}

/// Why an import stopped, through no fault of a row.
#[derive(Debug, Error)]
pub enum ImportError {
    /// A path that cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file whose name begins like no kind.
    #[error("{path}: no kind of file has a name that begins so; the kinds are {known}")]
    NoKind {
        /// Which.
        path: PathBuf,
        /// The kinds there are.
        known: String,
    },
    /// A folder without CSV files.
    #[error("{path} holds no CSV file")]
    NoFiles {
        /// Which.
        path: PathBuf,
    },
    /// A file that someone wrote to between its two readings.
    #[error("{path} changed while it was read: nothing of it was recorded")]
    Changed {
        /// Which.
        path: PathBuf,
    },
    /// The register failed.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// An act could not be recorded, through no fault of its row.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl ImportError {
    pub(super) fn unreadable(path: &Path, source: std::io::Error) -> Self {
        Self::Unreadable { path: path.to_path_buf(), source }
    }
}
