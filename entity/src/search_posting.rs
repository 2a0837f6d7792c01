//! Where a term leads to.

use sea_orm::entity::prelude::*;

/// A row of `search_posting`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_posting")]
pub struct Model {
    /// WORD, WHOLE, NUMBER, DOMAIN or BIN.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: String,
    /// Counted from 1, in the order of the acts.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nth: i64,
    /// ORGANISATION, AUTHORISATION or WARNING.
    pub subject_kind: String,
    /// Which.
    pub subject_id: i64,
    /// The act that said it. What is said no more stays: it is what a firm was once called.
    pub from_seq: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
