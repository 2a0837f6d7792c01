//! The register's time: the number of an act.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of an act, counted from 1 without a gap; 0 is the empty register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sequence(i64);

impl Sequence {
    /// The empty register, before its first act.
    pub const EMPTY: Self = Self(0);
    /// Greater than every act: what a fact that nothing has superseded ends with.
    pub const OPEN: Self = Self(i64::MAX);

    /// From the number; `None` below zero.
    pub fn new(number: i64) -> Option<Self> {
        (number >= 0).then_some(Self(number))
    }

    /// The number.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The number of the following act.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
