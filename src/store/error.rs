//! What can go wrong below the register.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use thiserror::Error;

use crate::journal::entry::CorruptEntry;

/// A failure of the database or of what it holds. Its text is for the log and never reaches a caller.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be reached, or took too long.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] DbErr),
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Database(#[source] DbErr),
    /// A value that this program did not write.
    #[error("table {table}, row {key}: column {column} holds what it cannot")]
    Corrupt {
        /// Which table.
        table: &'static str,
        /// Which row.
        key: String,
        /// Which column.
        column: &'static str,
    },
    /// A journal entry that this program did not write.
    #[error(transparent)]
    Entry(#[from] CorruptEntry),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(RuntimeErr::SqlxError(_)) => Self::Unavailable(error),
            _ => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Whether a unique index refused the row: someone else wrote the same in the meantime.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }
}
