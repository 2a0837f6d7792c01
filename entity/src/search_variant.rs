//! Terms with one letter left out, and as they are: by these, terms one letter away are found.

use sea_orm::entity::prelude::*;

/// A row of `search_variant`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_variant")]
pub struct Model {
    /// WORD, NUMBER or DOMAIN.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// What is left of the term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub variant: String,
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: String,
    /// The act that first said it.
    pub from_seq: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
