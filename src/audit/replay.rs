//! The public entries, played into a register of our own.

use std::collections::{HashMap, HashSet};

use super::Say;
use super::error::{AuditError, Difference, Failure};
use super::folder::Folder;
use crate::domain::act::{ActKind, Subject};
use crate::domain::node_id::NodeId;
use crate::domain::sequence::Sequence;
use crate::journal::entry::leaf_hash;
use crate::journal::public::{self, KnownAct};
use crate::journal::tile::{TileAt, TilePath, WIDTH, tile_hashes, unbundle};
use crate::registry::record::RecordError;
use crate::registry::{Registry, ReplayError};

/// Plays what is mirrored and not played yet. Gives how many acts that were.
pub(super) async fn replay(registry: &Registry, folder: &Folder, size: Sequence, say: &mut Say<'_>) -> Result<i64, AuditError> {
    let mut newest = registry.view_now().await?.seq;
    if newest > size {
        return Err(folder.damaged("replay.db", format!("it holds {newest} acts, and the log has {size}")));
    }
    is_of_this_log(registry, folder, newest).await?;
    let from = newest;
    while newest < size {
        let acts = known_acts(folder, newest, size)?;
        let Some(last) = acts.last() else { return Err(folder.damaged("tile", format!("act {} is missing", newest.next()))) };
        newest = last.act.sequence;
        registry.replay_public(&acts).await.map_err(not_replayed)?;
        say(&format!("{newest} of {size} acts replayed"));
    }
    Ok(size.number() - from.number())
}

/// Whom and what the acts are about, in the order in which they were first named: of a rule, each of its versions.
pub(super) async fn subjects(registry: &Registry, size: Sequence) -> Result<Vec<NodeId>, AuditError> {
    let (mut seen, mut found, mut versions) = (HashSet::new(), Vec::new(), HashMap::new());
    let mut after = Sequence::EMPTY;
    loop {
        let acts = registry.acts(after, size, WIDTH as u64).await?;
        let Some(last) = acts.last() else { return Ok(found) };
        after = last.said.sequence;
        for act in &acts {
            match act.said.subject {
                Some(Subject::Rule(code)) if act.said.kind == ActKind::AddRuleVersion => {
                    let version = versions.entry(code).and_modify(|last| *last += 1).or_insert(1_u32);
                    found.push(NodeId::RuleVersion(code, *version));
                }
                Some(Subject::Rule(_)) | None => {}
                Some(subject) if seen.insert(subject) => found.push(NodeId::Subject(subject)),
                Some(_) => {}
            }
        }
    }
}

/// Checks that what was replayed before is what is mirrored: by its newest act, which all the others lie before.
async fn is_of_this_log(registry: &Registry, folder: &Folder, newest: Sequence) -> Result<(), AuditError> {
    let Some(before) = Sequence::new(newest.number() - 1) else { return Ok(()) };
    let mirrored = known_acts(folder, before, newest)?;
    let replayed = registry.acts(before, newest, 1).await?;
    match (mirrored.first(), replayed.first()) {
        (Some(mirrored), Some(replayed)) if mirrored.sealed.leaf == replayed.leaf => Ok(()),
        _ => Err(folder.damaged("replay.db", format!("its act {newest} is not the one that is mirrored"))),
    }
}

/// The acts after one that lie in its bundle, as far as the log goes.
fn known_acts(folder: &Folder, after: Sequence, size: Sequence) -> Result<Vec<KnownAct>, AuditError> {
    let after_number = u64::try_from(after.number()).unwrap_or_default();
    let at = TileAt { level: 0, number: after_number / WIDTH as u64 };
    // A wider one than asked for may be there already.
    let width = folder.widths(|width| TilePath::Entries(at.number, width))?.pop();
    let Some(width) = width else { return Ok(Vec::new()) };
    let name = format!("tile/{}", TilePath::Entries(at.number, width));
    let bytes = folder.tile(TilePath::Entries(at.number, width))?.unwrap_or_default();
    let entries = unbundle(&bytes, width).map_err(|error| folder.damaged(&name, error.to_string()))?;
    let tile = folder.tile(TilePath::Hashes(at, width))?.and_then(|bytes| tile_hashes(&bytes, width)).unwrap_or_default();
    let skipped = usize::try_from(after_number - at.first()).unwrap_or(WIDTH);
    let mut hashes = tile.iter().skip(skipped);
    let mut acts = Vec::new();
    let mut sequence = Sequence::new(i64::try_from(at.first()).unwrap_or(i64::MAX)).unwrap_or(Sequence::OPEN);
    for entry in entries {
        sequence = sequence.next();
        if sequence > after && sequence <= size {
            // What was checked against the tree is what is played, whatever became of the disk since.
            if hashes.next() != Some(&leaf_hash(entry)) {
                return Err(folder.damaged(&name, format!("act {sequence} is not what was mirrored")));
            }
            let known = public::read(sequence, entry).map_err(|error| Difference::NoEntry { act: sequence, error })?;
            acts.push(known);
        }
    }
    Ok(acts)
}

fn not_replayed(error: ReplayError) -> AuditError {
    match error {
        ReplayError::Store(error) => Failure::Replayed(error.to_string()).into(),
        ReplayError::Record(error) | ReplayError::Refused { error: error @ RecordError::Registry(_), .. } => {
            Failure::Replayed(error.to_string()).into()
        }
        refused => Difference::NotRecordable(refused).into(),
    }
}
