//! The journal played again into an empty register, which must become the same.

use thiserror::Error;

use super::Registry;
use super::record::{Beside, NotRepeated, RecordError};
use crate::domain::sequence::Sequence;
use crate::journal::public::KnownAct;
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
    /// An act in which the register would have filled in something else.
    #[error("the register itself fills in {field} of act {sequence}, and would have filled in something else")]
    OtherwiseFilledIn {
        /// Which act.
        sequence: Sequence,
        /// What.
        field: &'static str,
    },
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
                    recorder: stored.recorder.clone(),
                    key: &stored.idempotency_key,
                    request_hash: stored.request_hash,
                };
                session.repeat(&stored.act, &beside).await.map_err(|error| ReplayError::Refused { sequence, error })?;
                done += 1;
            }
            session.commit().await?;
        }
    }

    /// Plays acts of another register into this one, by what is public of them: those after its newest, all of them or
    /// none.
    ///
    /// # Errors
    /// The first act that the register would not have recorded just so, as far as that rests on what is public.
    pub async fn replay_public(&self, acts: &[KnownAct]) -> Result<(), ReplayError> {
        let mut session = self.session().await?;
        for known in acts {
            let sequence = known.act.sequence;
            let repeated = session.repeat_public(known).await;
            repeated.map_err(|why| match why {
                NotRepeated::Refused(error) => ReplayError::Refused { sequence, error },
                NotRepeated::OtherwiseFilledIn(field) => ReplayError::OtherwiseFilledIn { sequence, field },
            })?;
        }
        Ok(session.commit().await?)
    }
}
