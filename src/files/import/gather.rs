//! Rows on their way into acts: held until their act is whole, or until too many are held.

use super::super::part::Part;
use super::super::problem::Problems;
use super::group::Group;

/// Most lines of a file that are held at once, of all acts together: memory is bounded by it, whatever the file's length.
pub const MOST_HELD: usize = 100_000;

/// The acts that rows of a file are being gathered for, in the order of their first rows.
#[derive(Default)]
pub(super) struct Gatherer {
    open: Vec<Group>,
    held: usize,
    most_held: usize,
}

impl Gatherer {
    /// Takes a row; gives the act that must be recorded now because too much is held.
    pub(super) fn take(&mut self, line: u64, part: Part, problems: &mut Problems) -> Option<Group> {
        // Rows of one act mostly follow one another.
        let at = self.open.iter().rposition(|group| *group.key() == part.key).unwrap_or_else(|| {
            self.open.push(Group::begin(&part));
            self.open.len() - 1
        });
        match self.open[at].add(line, part.said) {
            Ok(()) => self.held += 1,
            Err((column, reason)) => problems.add(line, column, reason),
        }
        self.most_held = self.most_held.max(self.held);
        (self.held >= MOST_HELD).then(|| self.release(self.most_worthwhile()))
    }

    /// Gives the oldest act that is left.
    pub(super) fn next(&mut self) -> Option<Group> {
        (!self.open.is_empty()).then(|| self.release(0))
    }

    /// The most lines that were held at once.
    pub(super) fn most_held(&self) -> usize {
        self.most_held
    }

    fn release(&mut self, at: usize) -> Group {
        let group = self.open.remove(at);
        self.held -= group.count();
        group
    }

    /// The largest act that can be recorded in pieces, or else the oldest.
    fn most_worthwhile(&self) -> usize {
        let divisible = self.open.iter().enumerate().filter(|(_, group)| group.is_divisible());
        // Of equal ones the first: the same file makes the same acts.
        divisible.max_by_key(|(at, group)| (group.count(), std::cmp::Reverse(*at))).map_or(0, |(at, _)| at)
    }
}
