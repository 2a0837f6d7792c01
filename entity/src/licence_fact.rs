//! What is recorded of licensees beside the life of their authorisations. Payments in it are confidential.

use sea_orm::entity::prelude::*;

/// A row of `licence_fact`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "licence_fact")]
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
    /// Who holds the authorisation.
    pub organisation_id: i64,
    /// What sort of fact.
    pub kind: String,
    /// Its day.
    pub on_day: Date,
    /// The fact, in JSON.
    pub said: String,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
