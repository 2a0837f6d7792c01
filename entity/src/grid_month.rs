//! Surplus power taken and awarded, by holder of data centres, zone and month. Made from readings and awards; confidential.

use sea_orm::entity::prelude::*;

/// A row of `grid_month`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grid_month")]
pub struct Model {
    /// The holder.
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_bin: String,
    /// The zone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub zone: String,
    /// The first day of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Taken in the month, in Wh.
    pub consumed_wh: i64,
    /// Awarded in the month, in Wh.
    pub awarded_wh: i64,
    /// Day of the month, Wh taken and awarded, hours in excess and acts of each day, in JSON.
    pub days: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
