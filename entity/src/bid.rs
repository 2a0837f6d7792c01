//! Bids for surplus power. Confidential.

use sea_orm::entity::prelude::*;

/// A row of `bid`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bid")]
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
    /// In which session.
    pub session_id: i64,
    /// Whose.
    pub miner_bin: String,
    /// All of it, in Wh.
    pub energy_wh: i64,
    /// Hour, energy and price of each, in JSON.
    pub lots: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
