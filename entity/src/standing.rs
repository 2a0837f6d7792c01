//! The standing of an authorisation, by day: derived from its events, for filters and order.

use sea_orm::entity::prelude::*;

/// A row of `standing`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing")]
pub struct Model {
    /// Of which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authorisation_id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// First day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Last day.
    pub valid_until: Date,
    /// The standing.
    pub standing: String,
    /// Last day of the authorisation; the last of all days where it has none.
    pub expires_on: Date,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
