//! What the rules make of each licensee, with what lists are filtered and ordered by: derived, and dropped when old.

use sea_orm::entity::prelude::*;

/// A row of `assessment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authorisation_id: i64,
    /// The newest act when it was made.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The first day of which it is so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// The newest act when it was made anew; the largest number while it has not been.
    pub to_seq: i64,
    /// The last day of which it is so, if no new fact arrives.
    pub valid_until: Date,
    /// MINER, POOL or EXCHANGE.
    pub role: String,
    /// Of a mining licence.
    pub subkind: Option<String>,
    /// Who authorised.
    pub authority: String,
    /// Where the holder is registered.
    pub region: String,
    /// The standing.
    pub standing: String,
    /// The compliance status, 0 for the worst.
    pub severity: i64,
    /// The name, in the form by which lists are ordered.
    pub sort_key: String,
    /// First day of the authorisation.
    pub granted_on: Date,
    /// Last day of the authorisation; the last of all days where it has none.
    pub expires_on: Date,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
