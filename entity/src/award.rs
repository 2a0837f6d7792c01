//! Awards of surplus power. Confidential by miner.

use sea_orm::entity::prelude::*;

/// A row of `award`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award")]
pub struct Model {
    /// The act of the awards.
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin_seq: i64,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_no: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// In which session.
    pub session_id: i64,
    /// The day of delivery.
    pub delivery_date: Date,
    /// The zone.
    pub zone: String,
    /// Whose.
    pub miner_bin: String,
    /// All of it, in Wh.
    pub energy_wh: i64,
    /// Hour, energy, price and cut of each, in JSON.
    pub lots: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
