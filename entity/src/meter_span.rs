//! Meters of data centres, by state.

use sea_orm::entity::prelude::*;

/// A row of `meter_span`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meter_span")]
pub struct Model {
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub data_centre_id: i64,
    /// The meter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub serial: String,
    /// The first day in this state.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// The last.
    pub valid_until: Date,
    /// The state.
    pub state: String,
    /// The act that says so.
    pub said_by: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
