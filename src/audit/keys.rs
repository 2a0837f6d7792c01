//! Whom the log must be signed by: pinned when it is first seen, and never exchanged but by a key that is trusted.

use super::error::{AuditError, Difference, Failure};
use super::folder::Folder;
use super::remote::Remote;
use crate::domain::sequence::Sequence;
use crate::journal::checkpoint::{Checkpoint, CheckpointError};
use crate::journal::note::{KeyKind, LONGEST, Note, NoteError, NoteKey};

/// The longest list of keys that is read, in bytes.
const LONGEST_KEYS: usize = 64 << 10;

const PINNED: &str = "keys";
const CHECKPOINT: &str = "/log/checkpoint";
const KEYS: &str = "/log/keys";

/// Which witnesses must have signed.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    /// Their keys.
    pub keys: Vec<NoteKey>,
    /// How many of them must have.
    pub quorum: usize,
}

/// A checkpoint that is signed by a trusted key.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) checkpoint: Checkpoint,
    pub(super) note: Note,
    /// Whether its key is trusted only because it was the first that was seen.
    pub(super) on_first_use: bool,
    pub(super) pinned: Vec<NoteKey>,
}

/// Fetches the checkpoint and checks who signed it.
pub(super) async fn signed_checkpoint(
    remote: &Remote,
    folder: &Folder,
    given: Option<&NoteKey>,
    witnesses: &Witnesses,
) -> Result<Signed, AuditError> {
    let mut pinned = pinned(folder)?;
    if let Some(given) = given
        && !pinned.is_empty()
        && !pinned.contains(given)
    {
        let pinned = pinned.iter().map(ToString::to_string).collect();
        return Err(Failure::OtherLogKey { given: given.to_string(), pinned }.into());
    }
    if pinned.is_empty() {
        pinned.extend(given.cloned());
    }
    let bytes = remote.get(CHECKPOINT, LONGEST).await?;
    let none = || Failure::Unreadable { url: remote.url(CHECKPOINT), what: "no checkpoint is published there".to_owned() };
    let note = Note::parse(&bytes.ok_or_else(none)?).map_err(|error| Difference::Checkpoint(error.into()))?;
    let published = published(remote).await?;
    let on_first_use = pinned.is_empty();
    if on_first_use {
        let origin = Checkpoint::parse(note.text()).map_err(Difference::Checkpoint)?.origin;
        pinned = signing(&note, &published).into_iter().filter(|key| *key.name() == origin).collect();
    }
    if pinned.is_empty() {
        return Err(Failure::NoKey { url: remote.url(KEYS) }.into());
    }
    let checkpoint = Checkpoint::open(&note, &pinned).map_err(|error| match error {
        CheckpointError::Note(error @ NoteError::UnknownKeys(_)) => {
            Difference::OtherKey { error, pinned: pinned.iter().map(ToString::to_string).collect() }
        }
        error => Difference::Checkpoint(error),
    })?;
    check_witnesses(&note, witnesses, checkpoint.size)?;
    // A new key that signs beside a trusted one is trusted from now on.
    let beside = signing(&note, &published).into_iter().filter(|key| *key.name() == checkpoint.origin);
    for key in beside {
        if !pinned.contains(&key) {
            pinned.push(key);
        }
    }
    pin(folder, &pinned)?;
    Ok(Signed { checkpoint, note, on_first_use, pinned })
}

/// The keys of the log that made a signature under the note.
fn signing(note: &Note, keys: &[NoteKey]) -> Vec<NoteKey> {
    keys.iter().filter(|key| note.verify(std::slice::from_ref(key)).is_ok()).cloned().collect()
}

/// The keys that the register publishes.
async fn published(remote: &Remote) -> Result<Vec<NoteKey>, AuditError> {
    let Some(bytes) = remote.get(KEYS, LONGEST_KEYS).await? else { return Ok(Vec::new()) };
    let text = String::from_utf8(bytes).unwrap_or_default();
    // A line of a kind that is not known is another's business.
    let keys = text.lines().filter_map(|line| line.parse().ok());
    Ok(keys.filter(|key: &NoteKey| key.kind() == KeyKind::Log).collect())
}

fn pinned(folder: &Folder) -> Result<Vec<NoteKey>, AuditError> {
    let text = folder.text(PINNED)?.unwrap_or_default();
    let keys: Result<Vec<NoteKey>, NoteError> = text.lines().map(str::parse).collect();
    keys.map_err(|error| folder.damaged(PINNED, error.to_string()))
}

fn pin(folder: &Folder, keys: &[NoteKey]) -> Result<(), AuditError> {
    if pinned(folder)? == keys {
        return Ok(());
    }
    let lines: String = keys.iter().map(|key| format!("{key}\n")).collect();
    folder.write(PINNED, lines.as_bytes())
}

fn check_witnesses(note: &Note, witnesses: &Witnesses, size: Sequence) -> Result<(), Difference> {
    let have = match note.verify(&witnesses.keys) {
        Ok(signed) => signed.len(),
        Err(NoteError::UnknownKeys(_)) => 0,
        Err(error) => return Err(Difference::WrongWitness { size, error }),
    };
    if have < witnesses.quorum {
        return Err(Difference::Witnesses { size, have, need: witnesses.quorum });
    }
    Ok(())
}
