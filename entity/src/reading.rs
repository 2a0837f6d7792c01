//! Readings of meters, a day a row. Confidential.

use sea_orm::entity::prelude::*;

/// A row of `reading`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading")]
pub struct Model {
    /// The act of the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin_seq: i64,
    /// The row of the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_no: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Where.
    pub data_centre_id: i64,
    /// The meter.
    pub meter: String,
    /// Who consumed.
    pub miner_bin: String,
    /// From which source.
    pub source: String,
    /// The day.
    pub on_day: Date,
    /// All of the day, in Wh.
    pub energy_wh: i64,
    /// Wh by hour from the first on, or null, in JSON.
    pub hours: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
