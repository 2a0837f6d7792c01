//! What changed in a table between two acts.

use std::collections::HashMap;

use super::cell::{Cell, Column, Kind, Row, Table, must};
use crate::domain::coded;

coded! {
    /// What happened to a row.
    pub enum Change {
        /// It is new.
        Added = "ADDED",
        /// It says something else than before.
        Changed = "CHANGED",
        /// It is no more; the other columns show it as it was.
        Removed = "REMOVED",
    }
}

/// The first column of a delta.
pub(super) const CHANGE: Column = must(
    "change",
    Kind::Text,
    "ADDED: the row is new; CHANGED: it takes the place of the row with the same key; REMOVED: the row, shown as it was, is no more.",
);

/// Takes rows of a table as they were and as they are; gives those that differ, what happened to each before it: first
/// what is there, then what is no more, each in its order.
pub fn changes(table: &Table, before: Vec<Row>, now: Vec<Row>) -> Vec<Row> {
    let mut was: HashMap<Vec<String>, (usize, Row)> =
        before.into_iter().enumerate().map(|(at, row)| (table.key_of(&row), (at, row))).collect();
    let mut found = Vec::new();
    for row in now {
        match was.remove(&table.key_of(&row)) {
            None => found.push(with(Change::Added, row)),
            Some((_, old)) if old != row => found.push(with(Change::Changed, row)),
            Some(_) => {}
        }
    }
    let mut gone: Vec<(usize, Row)> = was.into_values().collect();
    gone.sort_unstable_by_key(|(at, _)| *at);
    found.extend(gone.into_iter().map(|(_, row)| with(Change::Removed, row)));
    found
}

fn with(change: Change, row: Row) -> Row {
    std::iter::once(Cell::from(change.code())).chain(row).collect()
}
