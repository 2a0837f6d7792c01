//! Signing: a checkpoint once published is never contradicted.
//!
//! Two processes on one database agree, since both sign the same tree and the database keeps one note for each size. A
//! crash at any point leaves something that is true: what is remembered is remembered before anyone sees it. A database
//! that was restored is told by what is remembered beside it, and by the witnesses.

use std::time::Duration;

use super::memory::Remembered;
use super::{Cosigning, LogError, Signing};
use crate::domain::sequence::Sequence;
use crate::journal::checkpoint::Checkpoint;
use crate::journal::entry::Hash;
use crate::journal::note::{KeyName, Note, NoteError};
use crate::journal::tile::{TileAt, WIDTH};
use crate::journal::tree::Plan;
use crate::registry::Registry;
use crate::store::StoredCheckpoint;

/// Levels of tiles above the leaves: 256^7 acts are more than there will be.
const LEVELS: u8 = 7;

/// Tiles hashed at once when many are to be integrated.
const TILES_AT_ONCE: u64 = 64;

/// How often it is looked whether there are new acts to be signed.
const PAUSE: Duration = Duration::from_secs(1);

impl Registry {
    /// What the register signs with.
    ///
    /// # Errors
    /// It has no key.
    pub fn signing(&self) -> Result<&Signing, LogError> {
        self.signing.as_ref().ok_or(LogError::NoKey)
    }

    /// The newest checkpoint of at most a size that was published; none by a register that signs nothing. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn checkpoint_within(&self, size: Sequence) -> Result<Option<StoredCheckpoint>, LogError> {
        match &self.signing {
            Some(signing) => Ok(self.store.reads().checkpoint_within(&signing.origin(), size).await?),
            None => Ok(None),
        }
    }

    /// The first published checkpoint over an act; signs one where there is none yet.
    ///
    /// # Errors
    /// As [`Registry::publish`].
    pub async fn checkpoint_over(&self, act: Sequence) -> Result<StoredCheckpoint, LogError> {
        let origin = self.signing()?.origin();
        if let Some(there) = self.store.reads().checkpoint_over(&origin, act).await? {
            return Ok(there);
        }
        self.publish().await?;
        let signed = self.store.reads().checkpoint_over(&origin, act).await?;
        // Someone else's may have come first; one over the newest act there now is over every earlier one.
        signed.ok_or(LogError::Shrunk { signed: act, found: Sequence::EMPTY })
    }

    /// Signs the journal as it is now, unless that is done, and publishes the checkpoint.
    ///
    /// # Errors
    /// There is no key; the journal is not what was signed before; too few witnesses signed; the database failed, or the
    /// file in which it is remembered. Nothing is published then.
    pub async fn publish(&self) -> Result<(), LogError> {
        let signing = self.signing()?;
        let _alone = signing.0.publishing.lock().await;
        let newest = self.store.reads().newest().await?;
        let last = self.store.reads().checkpoint_within(&signing.origin(), Sequence::OPEN).await?;
        if newest == Sequence::EMPTY || last.as_ref().is_some_and(|last| last.size == newest) {
            return Ok(());
        }
        self.integrate(newest).await?;
        self.check_signed_of(newest, last.as_ref()).await?;
        let root = self.root(newest).await?;
        // Remembered before it is seen, by witnesses too: whoever saw it is never contradicted, even if the database is lost
        // right now.
        signing.0.memory.remember_soon(Remembered { size: newest, root }).await?;
        let note = match self.signed(signing, newest, root).await {
            Ok(note) => note,
            // Witnesses sign no smaller tree than they saw: another process on this database may be ahead of this one.
            Err(LogError::Quorum { .. }) if self.is_published(&signing.origin(), newest).await? => return Ok(()),
            Err(error) => return Err(error),
        };
        let new = StoredCheckpoint {
            origin: signing.origin(),
            size: newest,
            root,
            note: note.to_string(),
            signed_at: self.clock.now(),
        };
        let writing = self.store.begin().await?;
        writing.keep_checkpoint(&new).await?;
        Ok(writing.commit().await?)
    }

    async fn is_published(&self, origin: &KeyName, size: Sequence) -> Result<bool, LogError> {
        Ok(self.store.reads().checkpoint_over(origin, size).await?.is_some())
    }

    /// Publishes checkpoints over new acts for as long as it is awaited; meanwhile holds all entries against their hashes once.
    pub async fn keep_publishing(&self) {
        tokio::join!(self.publish_for_ever(), self.check_entries_once());
    }

    async fn publish_for_ever(&self) {
        let mut complaint = String::new();
        loop {
            match self.publish().await {
                Ok(()) => complaint.clear(),
                Err(error) => {
                    let words = error.to_string();
                    // Said once, and not each second.
                    if words != complaint {
                        tracing::error!(%error, "no checkpoint could be published");
                        complaint = words;
                    }
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The root over the first acts, up to one that is integrated.
    pub(super) async fn root(&self, size: Sequence) -> Result<Hash, LogError> {
        let plan = Plan::root(size);
        let tiles = self.tiles(plan.tiles(), size).await?;
        Ok(plan.hash(&tiles)?)
    }

    /// Signs, and asks the witnesses to.
    async fn signed(&self, signing: &Signing, size: Sequence, root: Hash) -> Result<Note, LogError> {
        let keys = signing.keys();
        let checkpoint = Checkpoint { origin: signing.origin(), size, root };
        let note = checkpoint.sign(&keys.log_signers());
        let Some(cosigner) = &signing.0.cosigner else { return Ok(note) };
        let lines = cosigner.cosign(Cosigning { note: &note, size, registry: self }).await;
        let note = note.with(lines);
        let have = match note.verify(cosigner.witnesses()) {
            Ok(signed) => signed.len(),
            Err(NoteError::UnknownKeys(_)) => 0,
            // The cosigner lets no wrong signature through.
            Err(_) => 0,
        };
        if have < cosigner.quorum() {
            return Err(LogError::Quorum { size, have, need: cosigner.quorum() });
        }
        Ok(note)
    }

    /// Keeps the hashes of all full subtrees over the first acts.
    pub(super) async fn integrate(&self, size: Sequence) -> Result<(), LogError> {
        for level in 1..=LEVELS {
            let full = u64::try_from(size.number()).unwrap_or_default() >> (8 * u32::from(level));
            let mut first = self.store.reads().subtrees_kept(level).await?;
            while first < full {
                let end = full.min(first + TILES_AT_ONCE);
                let hashes = self.tile_roots(level - 1, first..end, size).await?;
                let writing = self.store.begin().await?;
                writing.keep_subtrees(level, first, &hashes).await?;
                writing.commit().await?;
                first = end;
            }
            if full == 0 {
                break;
            }
        }
        Ok(())
    }

    async fn tile_roots(&self, level: u8, numbers: std::ops::Range<u64>, size: Sequence) -> Result<Vec<Hash>, LogError> {
        let wanted = numbers.map(|number| TileAt { level, number }).collect();
        let tiles = self.store.reads().tiles(&wanted, size).await?;
        Ok(wanted.iter().map(|at| tiles.root(*at)).collect::<Result<_, _>>()?)
    }
}

const _: () = assert!(WIDTH == 1 << 8, "a level of tiles is eight levels of the tree");
