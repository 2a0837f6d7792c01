//! The public side of the journal.

use super::Registry;
use super::error::RegistryError;
use crate::domain::act::Content;
use crate::domain::correction::as_corrected;
use crate::domain::day::Day;
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

    /// What an act says as it now stands, corrections included, and from which day: for those who may correct it.
    /// `None` for an act that does not exist or is itself a correction; an annulled one stands as it was recorded. Two
    /// statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn act_as_it_stands(&self, sequence: Sequence) -> Result<Option<(Day, Content)>, RegistryError> {
        let reads = self.store.reads();
        let Some(act) = reads.whole_act(sequence).await? else { return Ok(None) };
        if matches!(act.content, Content::CorrectFact(_)) {
            return Ok(None);
        }
        let acts = match act.subject {
            Some(subject) => reads.acts_about(subject).await?,
            None => Vec::new(),
        };
        let stands = as_corrected(&acts).into_iter().find(|other| other.origin.sequence == sequence);
        let stands = stands.map(|stands| (stands.effective_on, stands.content.clone()));
        Ok(Some(stands.unwrap_or((act.effective_on, act.content))))
    }
}

pub(super) fn public(stored: StoredAct) -> Result<PublicAct, RegistryError> {
    let said = PublicEntry::read(stored.sequence, &stored.entry).map_err(StoreError::from)?;
    Ok(PublicAct { said, entry: stored.entry, leaf: stored.leaf })
}
