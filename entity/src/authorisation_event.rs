//! The dated steps of an authorisation.

use sea_orm::entity::prelude::*;

/// A row of `authorisation_event`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorisation_event")]
pub struct Model {
    /// The act that first recorded it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Of which.
    pub authorisation_id: i64,
    /// From which day.
    pub effective_on: Date,
    /// What happened.
    pub step: String,
    /// Last day of a suspension.
    pub until: Option<Date>,
    /// Last day granted.
    pub expires_on: Option<Date>,
    /// Why suspended.
    pub ground: Option<String>,
    /// Which court.
    pub court: Option<String>,
    /// Its ruling.
    pub ruling: Option<String>,
    /// The day of the ruling.
    pub ruled_on: Option<Date>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
