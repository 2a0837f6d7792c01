//! What was signed last, kept outside the database: a database that is restored from a backup does not know it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::LogError;
use crate::domain::sequence::Sequence;
use crate::journal::entry::Hash;

/// The file in which it is remembered.
#[derive(Clone, Debug)]
pub(super) struct Memory(PathBuf);

/// The last checkpoint that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) size: Sequence,
    pub(super) root: Hash,
}

#[derive(Serialize, Deserialize)]
struct Text {
    size: Sequence,
    root: String,
}

impl Memory {
    pub(super) fn in_file(path: PathBuf) -> Self {
        Self(path)
    }

    /// What was signed last; `None` before the first time.
    pub(super) fn recall(&self) -> Result<Option<Remembered>, LogError> {
        self.read().map_err(|source| self.failed(source))
    }

    /// Remembers it durably, unless something larger is remembered: two processes may sign beside each other.
    pub(super) fn remember(&self, signed: Remembered) -> Result<(), LogError> {
        self.write(signed).map_err(|source| self.failed(source))
    }

    /// The same, while others get their turn: the disk may be slow.
    pub(super) async fn remember_soon(&self, signed: Remembered) -> Result<(), LogError> {
        let memory = self.clone();
        let remembered = tokio::task::spawn_blocking(move || memory.remember(signed)).await;
        remembered.unwrap_or_else(|error| Err(self.failed(io::Error::other(error))))
    }

    fn failed(&self, source: io::Error) -> LogError {
        LogError::Memory { path: self.0.clone(), source }
    }

    fn read(&self) -> io::Result<Option<Remembered>> {
        let text = match fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let text: Text = serde_json::from_str(&text)?;
        let root = hex::decode(&text.root).ok().and_then(|bytes| bytes.try_into().ok());
        let root = root.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "its root is no hash"))?;
        Ok(Some(Remembered { size: text.size, root }))
    }

    fn write(&self, signed: Remembered) -> io::Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Held until the file is in its place.
        let lock = File::create(self.0.with_extension("lock"))?;
        lock.lock()?;
        if self.read()?.is_some_and(|there| there.size >= signed.size) {
            return Ok(());
        }
        let text = Text { size: signed.size, root: hex::encode(signed.root) };
        // One name, under the lock: what a killed process left there is written over.
        let beside = self.0.with_extension("new");
        let mut new = File::create(&beside)?;
        new.write_all(serde_json::to_string(&text)?.as_bytes())?;
        new.sync_all()?;
        fs::rename(&beside, &self.0)?;
        File::open(folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(size: i64) -> Remembered {
        Remembered { size: Sequence::new(size).expect("a size"), root: [7; 32] }
    }

    #[test]
    fn the_largest_is_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::in_file(folder.path().join("keys.signed"));
        assert_eq!(memory.recall().expect("read"), None);
        for (size, largest) in [(3, 3), (5, 5), (4, 5), (6, 6)] {
            memory.remember(signed(size)).expect("written");
            assert_eq!(memory.recall().expect("read"), Some(signed(largest)));
        }
    }

    #[test]
    fn what_cannot_be_read_stops_the_signing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys.signed");
        fs::write(&path, "{\"size\":3,\"root\":\"00\"}").expect("written");
        let memory = Memory::in_file(path);
        assert!(matches!(memory.recall(), Err(LogError::Memory { .. })));
        assert!(matches!(memory.remember(signed(9)), Err(LogError::Memory { .. })));
        let nowhere = Memory::in_file(folder.path().join("none").join("keys.signed"));
        assert!(matches!(nowhere.remember(signed(9)), Err(LogError::Memory { .. })));
    }
}
