//! Distributions and sales, by month. Made from their rows; confidential.

use sea_orm::entity::prelude::*;

/// A row of `trade_month`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trade_month")]
pub struct Model {
    /// DISTRIBUTION or SALE.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: String,
    /// The miner.
    #[sea_orm(primary_key, auto_increment = false)]
    pub miner_bin: String,
    /// The pool or venue: its number, or `~` and its name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub party: String,
    /// What.
    #[sea_orm(primary_key, auto_increment = false)]
    pub asset: String,
    /// The first day of the month.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: Date,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// All of the month, in 10^-8.
    pub units: i64,
    /// Day of the month, amount, rows and acts of each day, in JSON.
    pub days: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
