//! Sessions of surplus power.

use sea_orm::entity::prelude::*;

/// A row of `surplus_session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "surplus_session")]
pub struct Model {
    /// The act that opened it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// The day of delivery.
    pub delivery_date: Date,
    /// The zone.
    pub zone: String,
    /// In which order the quota goes to the bids.
    pub clearing_order: String,
    /// The quota of all hours, in Wh.
    pub quota_wh: i64,
    /// Hour, quota and starting price of each hour, in JSON.
    pub hours: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
