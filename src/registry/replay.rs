//! The journal played again into an empty register, which must become the same.

use thiserror::Error;

use super::Registry;
use super::record::{Beside, RecordError};
use crate::domain::sequence::Sequence;
use crate::store::{Store, StoreError};

/// Why a replay stopped.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// An act that this program would not record again.
    #[error("act {sequence} cannot be recorded again: {error}")]
    Refused {
        /// Which.
        sequence: Sequence,
        /// Why.
        error: RecordError,
    },
    /// An act whose entry has another hash than the journal says.
    #[error("act {0} has another leaf hash than the journal says")]
    Altered(Sequence),
    /// A database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The transaction could not be opened or closed.
    #[error(transparent)]
    Record(#[from] RecordError),
}

const BATCH: u64 = 500;

impl Registry {
    /// Plays the acts of another register into this one, which is empty. Gives how many there were.
    ///
    /// # Errors
    /// The first act that cannot be recorded again just as it was.
    pub async fn replay(&self, from: &Store) -> Result<u64, ReplayError> {
        let mut done = 0;
        let mut after = Sequence::EMPTY;
        loop {
            let acts = from.reads().whole_acts(after, BATCH).await?;
            let Some(last) = acts.last() else { return Ok(done) };
            after = last.act.sequence;
            let mut session = self.session().await?;
            for stored in &acts {
                let sequence = stored.act.sequence;
                let sealed = crate::journal::entry::seal(&stored.act, &stored.salt).map_err(RecordError::from)?;
                if sealed.leaf != stored.leaf {
                    return Err(ReplayError::Altered(sequence));
                }
                let beside = Beside {
                    salt: stored.salt,
                    role: &stored.role,
                    token: stored.token,
                    key: &stored.idempotency_key,
                    request_hash: stored.request_hash,
                };
                session.repeat(&stored.act, &beside).await.map_err(|error| ReplayError::Refused { sequence, error })?;
                done += 1;
            }
            session.commit().await?;
        }
    }
}
