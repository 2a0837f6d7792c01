//! What is wrong with a file: line, column, reason.

use std::borrow::Cow;

use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;

/// Most problems of one file that are named; the others are counted.
pub const MOST_NAMED: usize = 1_000;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// On which line of the file, counted from 1.
    pub line: u64,
    /// In which column.
    pub column: Cow<'static, str>,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// Everything that is wrong with a file: the first of it named, all of it counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    named: Vec<Problem>,
    count: usize,
}

impl Problems {
    /// The problems that are named.
    pub fn named(&self) -> &[Problem] {
        &self.named
    }

    /// How many there are beyond those.
    pub fn unnamed(&self) -> usize {
        self.count - self.named.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether no more are named.
    pub(super) fn is_full(&self) -> bool {
        self.named.len() >= MOST_NAMED
    }

    pub(super) fn add(&mut self, line: u64, column: impl Into<Cow<'static, str>>, reason: impl Into<String>) {
        self.count += 1;
        if !self.is_full() {
            self.named.push(Problem { line, column: column.into(), reason: reason.into() });
        }
    }

    /// By line: what the register refused was found group by group.
    pub(super) fn in_order(mut self) -> Self {
        self.named.sort_by_key(|problem| problem.line);
        self
    }
}

/// A refusal in the words of the register.
pub(super) fn said(refusal: &Refusal) -> String {
    crate::text::refusal(refusal, Lang::En)
}
