//! The data sets that are offered.

use super::cell::{Column, Table};
use super::tables;
use crate::domain::coded;

coded! {
    /// A data set of the public register.
    pub enum DataSet {
        /// Who holds which licence or accreditation.
        Licensees = "licensees",
        /// The steps in the life of each authorisation.
        Events = "events",
        /// Where each authorisation stands, by day.
        Standings = "standings",
        /// Names and addresses of organisations, by day.
        Organisations = "organisations",
        /// Data centres, by day.
        DataCentres = "data-centres",
        /// Public warnings.
        Warnings = "warnings",
        /// Versions of rules.
        Rules = "rules",
        /// Sessions of surplus power.
        SurplusSessions = "surplus-sessions",
        /// The journal's public entries.
        Acts = "acts",
    }
}

impl DataSet {
    /// Its table.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Licensees => &tables::licensees::TABLE,
            Self::Events => &tables::events::TABLE,
            Self::Standings => &tables::standings::TABLE,
            Self::Organisations => &tables::organisations::TABLE,
            Self::DataCentres => &tables::data_centres::TABLE,
            Self::Warnings => &tables::warnings::TABLE,
            Self::Rules => &tables::rules::TABLE,
            Self::SurplusSessions => &tables::surplus_sessions::TABLE,
            Self::Acts => &tables::acts::TABLE,
        }
    }

    /// Its columns; of a delta, with the one that says what happened to the row before them.
    pub fn columns(self, is_delta: bool) -> Vec<Column> {
        let change = is_delta.then_some(super::change::CHANGE);
        change.into_iter().chain(self.table().columns.iter().copied()).collect()
    }
}
