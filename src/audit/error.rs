//! What an audit ends with when it does not end well: a difference, which is the register's, or a failure, which may be
//! anyone's.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::day::Day;
use crate::domain::sequence::Sequence;
use crate::journal::checkpoint::CheckpointError;
use crate::journal::note::NoteError;
use crate::journal::public::EntryError;
use crate::journal::tile::{BadBundle, TileAt};
use crate::registry::{RegistryError, ReplayError};

/// Why an audit did not find everything the same.
#[derive(Debug, Error)]
pub enum AuditError {
    /// The register does not say what it signed, or not what follows from it.
    #[error("DIFFERENT: {0}")]
    Different(#[from] Difference),
    /// It could not be done.
    #[error("not done: {0}")]
    Failed(#[from] Failure),
}

/// The first difference that was found.
#[derive(Debug, Error)]
pub enum Difference {
    /// What stands at the address of a checkpoint is none, or it is not signed by whom it should be.
    #[error("the checkpoint is not this log's: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// None of the keys that were pinned signed it.
    #[error(
        "the checkpoint is not signed by a key that this folder trusts: {error}. The keys that it trusts: {}", pinned.join(", ")
    )]
    OtherKey {
        /// What was found.
        error: NoteError,
        /// The keys that are trusted.
        pinned: Vec<String>,
    },
    /// A witness that must have signed did not.
    #[error("{have} of the {need} witnesses that were asked for signed the checkpoint over {size} acts")]
    Witnesses {
        /// The checkpoint's size.
        size: Sequence,
        /// How many signed.
        have: usize,
        /// How many must.
        need: usize,
    },
    /// A signature in the name of a witness is not its own.
    #[error("the checkpoint over {size} acts: {error}")]
    WrongWitness {
        /// The checkpoint's size.
        size: Sequence,
        /// What is wrong.
        error: NoteError,
    },
    /// The log is shorter than it was.
    #[error("the log has shrunk: a checkpoint over {seen} acts was seen, and now it signs one over {now}")]
    Shrunk {
        /// How many acts there were.
        seen: Sequence,
        /// How many there are said to be.
        now: Sequence,
    },
    /// Two checkpoints over the same acts.
    #[error("the log is forked: over the same {size} acts it signed the root {seen}, which was seen before, and now {now}")]
    Forked {
        /// How many acts.
        size: Sequence,
        /// The root that was seen, in hexadecimal.
        seen: String,
        /// The root now.
        now: String,
    },
    /// An older checkpoint is not one over the beginning of the log.
    #[error(
        "the log is forked: the checkpoint over {size} acts that was seen before has the root {seen}, and the first {size} acts of the log now have {now}"
    )]
    Inconsistent {
        /// How many acts.
        size: Sequence,
        /// The root that was signed.
        seen: String,
        /// The root of what is served now.
        now: String,
    },
    /// What is served is not what was signed.
    #[error(
        "what the log serves is not what it signed: the entries of {size} acts have the root {found}, and the checkpoint over them says {signed}; \
         the act that differs is one of {first} to {size}, which were fetched since the last audit that ended well"
    )]
    WrongRoot {
        /// The checkpoint's size.
        size: Sequence,
        /// The first act that was not audited before.
        first: Sequence,
        /// The root that was signed.
        signed: String,
        /// The root of what is served.
        found: String,
    },
    /// An entry is not the one that its tile has the hash of.
    #[error("act {act}: its entry has the leaf hash {found}, and {tile} says {said}")]
    WrongLeaf {
        /// Which act.
        act: Sequence,
        /// The tile.
        tile: TileAt,
        /// The entry's hash.
        found: String,
        /// The tile's.
        said: String,
    },
    /// An entry is another than it was.
    #[error("act {act} has changed: its entry had the leaf hash {was}, and now it has {now}")]
    Changed {
        /// Which act.
        act: Sequence,
        /// The hash that was mirrored.
        was: String,
        /// The hash now.
        now: String,
    },
    /// A tile above the leaves is not what follows from those below it.
    #[error("{tile}: its hash {place} is {said}, and the tiles below it give {found}")]
    WrongTile {
        /// Which tile.
        tile: TileAt,
        /// Which of its hashes, counted from 0.
        place: usize,
        /// What it says.
        said: String,
        /// What follows.
        found: String,
    },
    /// A tile has more or fewer hashes than asked for.
    #[error("{tile}: {length} bytes were served, and its {width} hashes are {} bytes", width * 32)]
    NoTile {
        /// Which tile.
        tile: TileAt,
        /// How many bytes there were.
        length: usize,
        /// How many hashes it has.
        width: usize,
    },
    /// A bundle is not one of so many entries.
    #[error("the bundle of acts {first} to {last}: {error}")]
    NoBundle {
        /// Its first act.
        first: Sequence,
        /// Its last.
        last: Sequence,
        /// What is wrong.
        error: BadBundle,
    },
    /// The log says that it has not what it signed.
    #[error("the log signed {size} acts and does not serve {path}")]
    NotServed {
        /// The checkpoint's size.
        size: Sequence,
        /// What it does not serve.
        path: String,
    },
    /// More was sent than any answer of the kind has.
    #[error("{path}: the body is longer than the {most} bytes that it can have")]
    TooLong {
        /// What was asked for.
        path: String,
        /// How long it may be.
        most: usize,
    },
    /// An entry is not one that the register writes.
    #[error("act {act}: {error}")]
    NoEntry {
        /// Which act.
        act: Sequence,
        /// What is wrong.
        error: EntryError,
    },
    /// An act that could not have been recorded.
    #[error("the journal does not follow the register's own rules: {0}")]
    NotRecordable(ReplayError),
    /// A public answer is not what follows from the acts.
    #[error("{of}, as of {on} and act {sequence}: {field} is {said} in the register's answer, and {follows} by its acts")]
    Answer {
        /// Of whom or what.
        of: String,
        /// The day that was asked about.
        on: Day,
        /// The version that was asked about.
        sequence: Sequence,
        /// Which field.
        field: String,
        /// What the register says.
        said: String,
        /// What follows.
        follows: String,
    },
}

/// Why the audit could not be done.
#[derive(Debug, Error)]
pub enum Failure {
    /// The register did not answer.
    #[error("{url}: {reason}")]
    Unreachable {
        /// What was asked.
        url: String,
        /// Why, in words.
        reason: String,
    },
    /// It answered that it cannot.
    #[error("{url}: answered with the status {status}")]
    Status {
        /// What was asked.
        url: String,
        /// The status.
        status: u16,
    },
    /// It answered something that cannot be read.
    #[error("{url}: {what}")]
    Unreadable {
        /// What was asked.
        url: String,
        /// What is wrong with it.
        what: String,
    },
    /// The address is none.
    #[error("{0} is not the address of a register, such as https://register.example")]
    BadAddress(String),
    /// Another key was given than the one that is trusted.
    #[error("this folder mirrors a log with another key: it trusts {}, and --log-key says {given}", pinned.join(", "))]
    OtherLogKey {
        /// What was given.
        given: String,
        /// What is trusted.
        pinned: Vec<String>,
    },
    /// No key can be trusted.
    #[error("{url}: no key that signed the checkpoint is published there; give the log's key with --log-key")]
    NoKey {
        /// Where keys were looked for.
        url: String,
    },
    /// The folder could not be used.
    #[error("{path}: {source}")]
    Folder {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Something in the folder is not what an audit wrote.
    #[error("{path}: {what}; delete the folder and audit anew")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Another audit runs.
    #[error("{0}: another audit works in this folder")]
    Busy(PathBuf),
    /// The replayed register failed.
    #[error("the replayed register: {0}")]
    Replayed(String),
    /// There is no randomness for the days that are asked about.
    #[error("the operating system gives no randomness")]
    NoRandomness,
}

impl Failure {
    pub(super) fn folder(path: &Path) -> impl FnOnce(std::io::Error) -> AuditError + use<> {
        let path = path.to_owned();
        move |source| Self::Folder { path, source }.into()
    }
}

impl From<RegistryError> for AuditError {
    fn from(error: RegistryError) -> Self {
        Failure::Replayed(error.to_string()).into()
    }
}
