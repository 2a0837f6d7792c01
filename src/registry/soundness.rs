//! Whether a journal is whole: what a backup is held against before anyone relies on it.

use thiserror::Error;

use super::Registry;
use super::error::RegistryError;
use crate::domain::sequence::Sequence;
use crate::journal::entry::leaf_hash;
use crate::store::StoreError;

/// Acts read at once.
const BATCH: u64 = 1_000;

/// Why a journal is not whole.
#[derive(Debug, Error)]
pub enum Unsound {
    /// The database file itself is damaged.
    #[error("the database file is damaged: {0}")]
    File(String),
    /// An act is missing.
    #[error("act {0} is missing from the journal")]
    Missing(Sequence),
    /// An act's entry is not the one that was hashed when it was recorded.
    #[error("act {0} is not what was recorded: its entry has another hash")]
    Altered(Sequence),
    /// There are no acts at all.
    #[error("it holds no acts: it is not a register, or an empty one")]
    Empty,
    /// It could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

impl From<StoreError> for Unsound {
    fn from(error: StoreError) -> Self {
        Self::Registry(error.into())
    }
}

impl Registry {
    /// Checks a SQLite register: the file page by page, and that its journal has every act up to the newest, each as it was
    /// recorded. Gives the newest.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub async fn check_sound(&self) -> Result<Sequence, Unsound> {
        if let Some(fault) = self.store.file_faults().await?.into_iter().next() {
            return Err(Unsound::File(fault));
        }
        let newest = self.store.reads().newest().await?;
        let mut after = Sequence::EMPTY;
        while after < newest {
            let acts = self.store.reads().public_acts(after, newest, BATCH).await?;
            if acts.is_empty() {
                return Err(Unsound::Missing(after.next()));
            }
            for act in acts {
                if act.sequence != after.next() {
                    return Err(Unsound::Missing(after.next()));
                }
                if leaf_hash(act.entry.as_bytes()) != act.leaf {
                    return Err(Unsound::Altered(act.sequence));
                }
                after = act.sequence;
            }
        }
        if newest == Sequence::EMPTY { Err(Unsound::Empty) } else { Ok(newest) }
    }
}
