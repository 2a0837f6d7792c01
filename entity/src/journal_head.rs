//! The one row that serialises acts.

use sea_orm::entity::prelude::*;

/// A row of `journal_head`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The number of the newest act.
    pub size: i64,
    /// When that was recorded, in microseconds.
    pub recorded_at: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
