//! The public side of the journal.

use super::Registry;
use super::error::RegistryError;
use crate::domain::act::Act;
use crate::domain::sequence::Sequence;
use crate::journal::entry::{Hash, PublicEntry};
use crate::store::{StoreError, StoredAct};

/// An act as the public sees it.
#[derive(Clone, Debug)]
pub struct PublicAct {
    /// What its entry says.
    pub said: PublicEntry,
    /// The entry in canonical JSON: the leaf's content.
    pub entry: String,
    /// The entry's hash as a leaf.
    pub leaf: Hash,
}

impl Registry {
    /// Acts after `after`, up to and including `until`, at most `limit`, in order. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn acts(&self, after: Sequence, until: Sequence, limit: u64) -> Result<Vec<PublicAct>, RegistryError> {
        self.store.reads().public_acts(after, until, limit).await?.into_iter().map(public).collect()
    }

    /// Acts by number, among those up to `until`. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn acts_numbered(&self, numbers: &[Sequence], until: Sequence) -> Result<Vec<PublicAct>, RegistryError> {
        self.store.reads().public_acts_numbered(numbers, until).await?.into_iter().map(public).collect()
    }

    /// One act with what is confidential in it: for those who may correct it. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn act_in_full(&self, sequence: Sequence) -> Result<Option<Act>, RegistryError> {
        Ok(self.store.reads().whole_act(sequence).await?)
    }
}

fn public(stored: StoredAct) -> Result<PublicAct, RegistryError> {
    let said = PublicEntry::read(stored.sequence, &stored.entry).map_err(StoreError::from)?;
    Ok(PublicAct { said, entry: stored.entry, leaf: stored.leaf })
}
