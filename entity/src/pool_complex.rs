//! Where a pool's complex stands.

use sea_orm::entity::prelude::*;

/// A row of `pool_complex`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pool_complex")]
pub struct Model {
    /// The act that first recorded it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Whose.
    pub authorisation_id: i64,
    /// From which day.
    pub effective_on: Date,
    /// Whether in Kazakhstan.
    pub in_kazakhstan: bool,
    /// Region code.
    pub region: Option<String>,
    /// In words.
    pub place: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
