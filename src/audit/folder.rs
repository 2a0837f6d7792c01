//! The mirror on disk: what was ever seen of the log, as files under the paths of C2SP tlog-tiles.
//!
//! ```text
//! keys                 the keys that are trusted, one a line
//! checkpoints/SIZE     every checkpoint that was ever seen
//! checkpoints/SIZE-…   one that contradicts another of its size: kept as evidence
//! tile/…               tiles and bundles; of those that are not full, the newest
//! audited              how many acts there were when an audit last ended well
//! replay.db            the register that follows from the public entries
//! ```
//! A file is whole or not there. No name comes from the register: sizes and tiles are numbers.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::{AuditError, Failure};
use crate::domain::sequence::Sequence;
use crate::journal::tile::{TilePath, TileWidth, WIDTH};

/// The mirror of one log. Only one audit at a time works in it.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Held for as long as the folder is.
    _lock: File,
}

impl Folder {
    /// Opens the folder, making it where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, AuditError> {
        let failed = Failure::folder(path);
        let make = || {
            fs::create_dir_all(path.join("checkpoints"))?;
            fs::create_dir_all(path.join("tile"))?;
            File::create(path.join("lock"))
        };
        let lock = make().map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(Failure::Busy(path.to_owned()).into()),
            Err(fs::TryLockError::Error(source)) => Err(Failure::Folder { path: path.join("lock"), source }.into()),
        }
    }

    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file's bytes; `None` where there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, AuditError> {
        let path = self.at(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Failure::Folder { path, source }.into()),
        }
    }

    /// A file's text; `None` where there is none.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, AuditError> {
        let bytes = self.read(name)?;
        bytes.map(String::from_utf8).transpose().map_err(|_| self.damaged(name, "it is not text"))
    }

    /// Writes a file durably, whole or not at all.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), AuditError> {
        let path = self.at(name);
        let put = || {
            let folder = path.parent().unwrap_or(&self.path);
            fs::create_dir_all(folder)?;
            let mut new = tempfile::NamedTempFile::new_in(folder)?;
            new.write_all(bytes)?;
            new.as_file().sync_all()?;
            new.persist(&path)?;
            Ok(())
        };
        put().map_err(Failure::folder(&path))
    }

    pub(super) fn damaged(&self, name: &str, what: impl Into<String>) -> AuditError {
        Failure::Damaged { path: self.at(name), what: what.into() }.into()
    }

    /// Whether a tile or bundle of just this width is mirrored.
    pub(super) fn has_tile(&self, path: TilePath) -> bool {
        self.at(&name(path)).exists()
    }

    /// A mirrored tile or bundle of just this width.
    pub(super) fn tile(&self, path: TilePath) -> Result<Option<Vec<u8>>, AuditError> {
        self.read(&name(path))
    }

    pub(super) fn keep_tile(&self, path: TilePath, bytes: &[u8]) -> Result<(), AuditError> {
        self.write(&name(path), bytes)
    }

    pub(super) fn remove_tile(&self, path: TilePath) -> Result<(), AuditError> {
        let at = self.at(&name(path));
        match fs::remove_file(&at) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::folder(&at)(error)),
            _ => Ok(()),
        }
    }

    /// The widths at which a tile or bundle is mirrored, narrowest first.
    pub(super) fn widths(&self, of: impl Fn(TileWidth) -> TilePath) -> Result<Vec<TileWidth>, AuditError> {
        let widest = name(of(TileWidth::FULL));
        let parts = self.at(&format!("{widest}.p"));
        let mut found: Vec<TileWidth> = match fs::read_dir(&parts) {
            Ok(files) => {
                let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
                // What an interrupted write left behind is no number.
                names.filter_map(|name| TileWidth::new(name.parse().ok()?)).filter(|width| width.get() < WIDTH).collect()
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(source) => return Err(Failure::Folder { path: parts, source }.into()),
        };
        if self.at(&widest).exists() {
            found.push(TileWidth::FULL);
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The sizes of the checkpoints that were seen, smallest first.
    pub(super) fn sizes(&self) -> Result<Vec<Sequence>, AuditError> {
        let path = self.at("checkpoints");
        let names = fs::read_dir(&path).and_then(|files| files.map(|file| Ok(file?.file_name())).collect::<io::Result<Vec<_>>>());
        let names = names.map_err(Failure::folder(&path))?;
        let mut sizes: Vec<Sequence> =
            names.iter().filter_map(|name| name.to_str()?.parse().ok()).filter_map(Sequence::new).collect();
        sizes.sort_unstable();
        Ok(sizes)
    }

    /// The names of checkpoints that contradicted another of their size, or of an audit before.
    pub(super) fn contradictions(&self) -> Result<Vec<String>, AuditError> {
        let path = self.at("checkpoints");
        let files = fs::read_dir(&path).map_err(Failure::folder(&path))?;
        let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name.contains('-')).map(|name| format!("checkpoints/{name}")).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// How many acts there were when an audit last ended well.
    pub(super) fn audited(&self) -> Result<Sequence, AuditError> {
        let Some(text) = self.text("audited")? else { return Ok(Sequence::EMPTY) };
        let size = text.trim().parse().ok().and_then(Sequence::new);
        size.ok_or_else(|| self.damaged("audited", "it is no number of acts"))
    }

    pub(super) fn set_audited(&self, size: Sequence) -> Result<(), AuditError> {
        self.write("audited", format!("{size}\n").as_bytes())
    }
}

fn name(path: TilePath) -> String {
    format!("tile/{path}")
}
