//! The journal, held against what was signed of it.

use super::memory::Remembered;
use super::{LogError, Signing};
use crate::domain::sequence::Sequence;
use crate::journal::entry::leaf_hash;
use crate::journal::tile::{TileAt, WIDTH};
use crate::journal::tree::tile_root;
use crate::registry::Registry;
use crate::store::StoredCheckpoint;

impl Registry {
    /// Checks that the tree over the journal is what was signed of it, before anyone relies on it.
    ///
    /// # Errors
    /// The journal is shorter than what was signed, or another; it cannot be read.
    pub async fn check_signed(&self) -> Result<(), LogError> {
        let newest = self.store.reads().newest().await?;
        self.integrate(newest).await?;
        let last = self.checkpoint_within(Sequence::OPEN).await?;
        self.check_signed_of(newest, last.as_ref()).await
    }

    /// Checks the integrated tree against the last checkpoint in the database, and against what is remembered beside it.
    pub(super) async fn check_signed_of(&self, newest: Sequence, last: Option<&StoredCheckpoint>) -> Result<(), LogError> {
        let Signing(signing) = self.signing()?;
        if let Some(at) = signing.changed.get() {
            return Err(LogError::Changed(*at));
        }
        let published = last.map(|last| Remembered { size: last.size, root: last.root });
        for signed in [published, signing.memory.recall()?].into_iter().flatten() {
            if signed.size > newest {
                return Err(LogError::Shrunk { signed: signed.size, found: newest });
            }
            if self.root(signed.size).await? != signed.root {
                return Err(LogError::Forked { signed: signed.size });
            }
        }
        Ok(())
    }

    /// Checks that the entries are those over which the tree was made: the tree itself is kept, and does not change when
    /// someone changes an entry in the database. Takes a second for some hundred thousand acts. Nothing is signed any more
    /// once one is found that was changed.
    ///
    /// # Errors
    /// An entry that was changed; a failing database.
    pub async fn check_entries(&self) -> Result<(), LogError> {
        let Signing(signing) = self.signing()?;
        let tiles = self.store.reads().subtrees_kept(1).await?;
        for number in 0..tiles {
            let at = TileAt { level: 0, number };
            if self.entries_hash(at).await? != self.store.reads().tile_roots(&[at].into()).await?.get(&at).copied() {
                return Err(LogError::Changed(*signing.changed.get_or_init(|| at)));
            }
        }
        Ok(())
    }

    pub(super) async fn check_entries_once(&self) {
        if let Err(error) = self.check_entries().await {
            tracing::error!(%error, "the journal could not be held against its tree");
        }
    }

    /// The hash of the subtree over the entries of a full tile.
    async fn entries_hash(&self, at: TileAt) -> Result<Option<[u8; 32]>, LogError> {
        let first = i64::try_from(at.first()).ok().and_then(Sequence::new).unwrap_or(Sequence::OPEN);
        let acts = self.store.reads().public_acts(first, Sequence::OPEN, WIDTH as u64).await?;
        let hashes: Vec<_> = acts.iter().map(|act| leaf_hash(act.entry.as_bytes())).collect();
        Ok(tile_root(&hashes))
    }
}
