//! The terms by which something is found, each once.

use sea_orm::entity::prelude::*;

/// A row of `search_term`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_term")]
pub struct Model {
    /// WORD, WHOLE, NUMBER, DOMAIN or BIN.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: String,
    /// The act that first said it.
    pub from_seq: i64,
    /// How many subjects it leads to. The only column that changes.
    pub postings: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
