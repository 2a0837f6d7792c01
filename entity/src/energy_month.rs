//! What miners consumed, by month. Made from readings; confidential.

use sea_orm::entity::prelude::*;

/// A row of `energy_month`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "energy_month")]
pub struct Model {
    /// Who consumed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub miner_bin: String,
    /// Where.
    #[sea_orm(primary_key, auto_increment = false)]
    pub data_centre_id: i64,
    /// From which source.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// The first day of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// All of the month, in Wh.
    pub energy_wh: i64,
    /// Day of the month, Wh and acts of each day, in JSON.
    pub days: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
