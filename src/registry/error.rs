//! What can go wrong with a question.

use thiserror::Error;

use crate::domain::day::Day;
use crate::domain::sequence::Sequence;
use crate::store::StoreError;

/// A question that could not be answered, through no fault of the asker.
#[derive(Debug, Error)]
pub enum RegistryError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Recorded events contradict one another: something else than this program wrote them.
    #[error("the recorded events of authorisation {0} contradict one another")]
    Contradiction(Sequence),
}

impl RegistryError {
    /// Whether trying again later may help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unavailable(_)))
    }
}

/// A list that could not be given.
#[derive(Debug, Error)]
pub enum ListError {
    /// It could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// Too many would have to be assessed.
    #[error(
        "a list by compliance status of another day or version than today's newest looks through at most {most} licensees, and the other filters leave more: narrow them, by region or standing"
    )]
    TooLong {
        /// How many there may be.
        most: u64,
    },
    /// Too many would have to be judged at the end of too many months.
    #[error(
        "compliance by month is judged for at most {most} licensees and months together, and these are more: ask for fewer months"
    )]
    TooManyMonths {
        /// How many there may be.
        most: usize,
    },
}

/// A question that has no answer as it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AskError {
    /// The day lies before the law.
    #[error(
        "the register speaks of days from 2023-04-01, when the Law on Digital Assets came into force; {asked} lies before it"
    )]
    BeforeTheLaw {
        /// The day asked.
        asked: Day,
    },
    /// The register has not come that far.
    #[error("the register's newest act is {newest}; {asked} has not been recorded yet")]
    SequenceToCome {
        /// The sequence asked.
        asked: Sequence,
        /// The newest.
        newest: Sequence,
    },
}
