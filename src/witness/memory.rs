//! What a witness signed last, one file for each log, in a folder of its own.
//!
//! A file is never read as less than it was: one that is damaged stops the signing of that log. It holds the checkpoint
//! itself, with the signatures of the log and of the witness, so that it proves a fork to others.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::journal::checkpoint::Checkpoint;
use crate::journal::note::{KeyName, Note};
use crate::journal::witnessing::Seen;

/// The folder.
#[derive(Clone, Debug)]
pub struct Memory(PathBuf);

/// What was signed last of one log, which nobody else changes as long as this is held.
#[derive(Debug)]
pub(super) struct Held {
    path: PathBuf,
    /// Unlocked when it goes.
    _lock: File,
    last: Option<(Seen, Note)>,
}

/// Why it is not known what was signed last, or cannot be remembered.
#[derive(Debug, Error)]
pub enum MemoryError {
    /// A file or folder cannot be read or written.
    #[error("what was signed last cannot be read or written: {path}: {source}; nothing is signed of this log")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is damaged.
    #[error(
        "what was signed last is damaged: {path}: {why}; nothing is signed of this log. Restore the newest copy that there is, \
         and never begin anew under the same key: the witness could then be shown another history"
    )]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl Memory {
    /// Takes a folder, and makes it where there is none.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn in_folder(path: PathBuf) -> Result<Self, MemoryError> {
        fs::create_dir_all(&path).map_err(|source| MemoryError::Io { path: path.clone(), source })?;
        Ok(Self(path))
    }

    /// What was signed last of a log; `None` before the first time.
    ///
    /// # Errors
    /// It cannot be read, or is damaged.
    pub fn recall(&self, origin: &KeyName) -> Result<Option<Seen>, MemoryError> {
        Ok(read(&self.file(origin), origin)?.map(|(seen, _)| seen))
    }

    /// Holds what was signed last of a log; waits for whoever holds it, in this process or another.
    pub(super) fn hold(&self, origin: &KeyName) -> Result<Held, MemoryError> {
        let path = self.file(origin);
        let beside = path.with_extension("lock");
        let lock = File::create(&beside).and_then(|lock| lock.lock().map(|()| lock));
        let lock = lock.map_err(|source| MemoryError::Io { path: beside, source })?;
        Ok(Held { last: read(&path, origin)?, path, _lock: lock })
    }

    /// The name of a log may hold anything; its hash is a name of a file everywhere.
    fn file(&self, origin: &KeyName) -> PathBuf {
        self.0.join(hex::encode(Sha256::digest(origin.as_str()))).with_extension("seen")
    }
}

impl Held {
    pub(super) fn last(&self) -> Option<Seen> {
        self.last.as_ref().map(|(seen, _)| *seen)
    }

    /// The checkpoint that was signed last, as it was.
    pub(super) fn note(&self) -> Option<&Note> {
        self.last.as_ref().map(|(_, note)| note)
    }

    /// Remembers a checkpoint durably: when this returns, no crash undoes it.
    pub(super) fn remember(&self, note: &Note) -> Result<(), MemoryError> {
        self.write(&note.to_string()).map_err(|source| MemoryError::Io { path: self.path.clone(), source })
    }

    fn write(&self, note: &str) -> io::Result<()> {
        // What could not be read again would stop the signing for good.
        Note::parse(note.as_bytes()).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(format!("{}\n{note}", digest(note)).as_bytes())?;
        new.as_file().sync_all()?;
        new.persist(&self.path)?;
        File::open(folder)?.sync_all()
    }
}

fn digest(note: &str) -> String {
    hex::encode(Sha256::digest(note))
}

fn read(path: &Path, origin: &KeyName) -> Result<Option<(Seen, Note)>, MemoryError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(MemoryError::Io { path: path.to_owned(), source }),
    };
    let damaged = |why: String| MemoryError::Damaged { path: path.to_owned(), why };
    let text = String::from_utf8(text).map_err(|_| damaged("it is not UTF-8".to_owned()))?;
    let (told, note) = text.split_once('\n').ok_or_else(|| damaged("it is cut off".to_owned()))?;
    if told != digest(note) {
        return Err(damaged("its first line is not the SHA-256 of what follows".to_owned()));
    }
    let note = Note::parse(note.as_bytes()).map_err(|error| damaged(error.to_string()))?;
    let checkpoint = Checkpoint::parse(note.text()).map_err(|error| damaged(error.to_string()))?;
    if checkpoint.origin != *origin {
        return Err(damaged(format!("it is of the log {}, not of {origin}", checkpoint.origin)));
    }
    Ok(Some((Seen { size: checkpoint.size, root: checkpoint.root }, note)))
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::domain::sequence::Sequence;
    use crate::journal::note::{KeyKind, NoteSigner};

    fn origin() -> KeyName {
        KeyName::new("register.example/log").expect("a name")
    }

    fn note(size: i64) -> Note {
        let signer = NoteSigner::new(origin(), KeyKind::Log, SigningKey::from_bytes(&[1; 32]));
        Checkpoint { origin: origin(), size: Sequence::new(size).expect("a size"), root: [7; 32] }.sign(&[signer])
    }

    #[test]
    fn what_is_remembered_is_recalled_log_by_log() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::in_folder(folder.path().join("a/b")).expect("made");
        assert_eq!(memory.recall(&origin()).expect("read"), None);
        for size in [3, 9] {
            memory.hold(&origin()).expect("held").remember(&note(size)).expect("written");
            let seen = memory.recall(&origin()).expect("read").expect("remembered");
            assert_eq!((seen.size.number(), seen.root), (size, [7; 32]));
        }
        assert_eq!(memory.recall(&KeyName::new("other.example/log").expect("a name")).expect("read"), None);
        assert_eq!(memory.hold(&origin()).expect("held").note(), Some(&note(9)));
    }

    #[test]
    fn whatever_byte_is_damaged_it_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let memory = Memory::in_folder(folder.path().to_owned()).expect("made");
        memory.hold(&origin()).expect("held").remember(&note(3)).expect("written");
        let path = memory.file(&origin());
        let good = fs::read(&path).expect("there");
        for at in 0..good.len() {
            let mut damaged = good.clone();
            damaged[at] ^= 1;
            fs::write(&path, damaged).expect("written");
            assert!(matches!(memory.hold(&origin()), Err(MemoryError::Damaged { .. })), "byte {at}");
            fs::write(&path, &good[..at]).expect("written");
            assert!(matches!(memory.recall(&origin()), Err(MemoryError::Damaged { .. })), "cut off at {at}");
        }
        let other = KeyName::new("other.example/log").expect("a name");
        fs::write(memory.file(&other), &good).expect("written");
        let error = memory.recall(&other).expect_err("of another log").to_string();
        assert!(error.contains("register.example/log"), "{error}");
    }
}
