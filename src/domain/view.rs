//! The two times of a question.

use super::{day::Day, sequence::Sequence};

/// What every read is asked under: the day it speaks of and the register's version it is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// The law's time.
    pub on: Day,
    /// The register's time: acts up to and including this one count.
    pub seq: Sequence,
}
