//! The days and versions of the register of which every licensee is assessed.

use sea_orm::entity::prelude::*;

/// A row of `assessed_view`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessed_view")]
pub struct Model {
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub on_day: Date,
    /// The newest act.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
