//! A pool's security tests.

use sea_orm::entity::prelude::*;

/// A row of `security_test`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "security_test")]
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
    /// The day of the test.
    pub tested_on: Date,
    /// Of the protocol.
    pub number: String,
    /// Who tested.
    pub laboratory: String,
    /// The result.
    pub positive: bool,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
