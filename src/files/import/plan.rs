//! Which files, and in which order.

use std::path::{Path, PathBuf};

use super::super::kind::FileKind;
use super::super::problem::Problems;
use super::report::{FileReport, ImportError};

/// A file that is to be recorded.
pub(super) struct Planned {
    pub(super) path: PathBuf,
    /// None for a file whose name begins like no kind.
    pub(super) kind: Option<FileKind>,
}

/// A file itself, or every CSV file of a folder; what it rests on comes before it.
pub(super) fn files(path: &Path) -> Result<Vec<Planned>, ImportError> {
    let unreadable = |source| ImportError::unreadable(path, source);
    if !path.metadata().map_err(unreadable)?.is_dir() {
        return match FileKind::of(path) {
            Some(kind) => Ok(vec![Planned { path: path.to_path_buf(), kind: Some(kind) }]),
            None => Err(ImportError::NoKind { path: path.to_path_buf(), known: known() }),
        };
    }
    let mut found = Vec::new();
    for entry in path.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "csv") {
            found.push(Planned { kind: FileKind::of(&path), path });
        }
    }
    if found.is_empty() {
        return Err(ImportError::NoFiles { path: path.to_path_buf() });
    }
    found.sort_by_cached_key(|file| (file.kind.map(|kind| kind.place(&file.path)), file.path.clone()));
    Ok(found)
}

/// What is wrong with a file whose name begins like no kind.
pub(super) fn no_kind() -> Problems {
    let mut problems = Problems::default();
    problems.add(1, "file", format!("no kind of file has a name that begins so: the kinds are {}", known()));
    problems
}

fn known() -> String {
    FileKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ")
}

impl Planned {
    /// The first file that this one rests on and that was not recorded.
    pub(super) fn missing_among<'d>(&self, done: &'d [FileReport]) -> Option<&'d Path> {
        let kind = self.kind?;
        let (round, _) = kind.place(&self.path);
        let rests_on = kind.rests_on();
        let missing = done
            .iter()
            .filter(|report| !report.is_recorded())
            .find(|report| report.kind.is_some_and(|other| rests_on.contains(&other) || other.place(&report.path).0 < round));
        missing.map(|report| report.path.as_path())
    }
}
