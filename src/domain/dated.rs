//! A fact with its day and its act.

use super::day::Day;
use super::sequence::Sequence;

/// A fact with its day and its act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// The act that first recorded it.
    pub origin: Sequence,
    /// The act that says it as it stands.
    pub act: Sequence,
    /// The day from which it holds, or on which it happened.
    pub on: Day,
    /// The fact.
    pub fact: T,
}
