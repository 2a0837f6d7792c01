//! What pools passed to miners. Confidential.

use sea_orm::entity::prelude::*;

/// A row of `distribution`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution")]
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
    /// The pool's number.
    pub pool_bin: Option<String>,
    /// Or its name.
    pub pool_name: Option<String>,
    /// The miner's number.
    pub miner_bin: String,
    /// The day.
    pub on_day: Date,
    /// What.
    pub asset: String,
    /// How much, in 10^-8.
    pub units: i64,
    /// What the pool kept, in 10^-8.
    pub commission: Option<i64>,
    /// The miner's wallet.
    pub wallet: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
