//! The tables, a file each: its columns, and how a row of it is made.

pub mod acts;
pub mod data_centres;
pub mod events;
pub mod licensees;
pub mod organisations;
pub mod rules;
pub mod standings;
pub mod surplus_sessions;
pub mod warnings;

use super::cell::Cell;
use crate::domain::act::Subject;
use crate::domain::authorisation::Authorisation;
use crate::domain::node_id::NodeId;

/// The global id of what an act can be about.
fn id_of(subject: Subject) -> Cell {
    Cell::from(NodeId::Subject(subject).text())
}

/// The global id of a licensee.
fn licensee_id(of: &Authorisation) -> Cell {
    id_of(Subject::licensee(of.role, of.id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::open_data::DataSet;

    #[test]
    fn columns_are_named_once_and_keys_come_first() {
        for set in DataSet::ALL {
            let table = set.table();
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", set.code());
            assert!((1..table.columns.len()).contains(&table.key), "{}", set.code());
            for column in table.columns {
                assert!(column.about.ends_with('.'), "{}: {}", set.code(), column.name);
                assert!(column.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'), "{}", column.name);
            }
        }
    }
}
