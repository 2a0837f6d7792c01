//! Reads for open data: keys page by page, in order, and for a page of keys the rows with the acts that made them.

mod authorisations;
mod keys;
mod others;

use crate::domain::sequence::Sequence;

pub use authorisations::{HeldDetails, LifeVersion, StandingRun};
pub use keys::{KeyPage, Keys, Span};
pub use others::AwardedInAll;

/// A fact with the act that made this version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The fact.
    pub said: T,
    /// The act.
    pub act: Sequence,
}
