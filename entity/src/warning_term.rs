//! What a warning is found by.

use sea_orm::entity::prelude::*;

/// A row of `warning_term`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "warning_term")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub warning_id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// BIN, NAME or DOMAIN.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: String,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
