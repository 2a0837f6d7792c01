//! Tokens of those who may record acts.

use sea_orm::entity::prelude::*;

/// A row of `api_token`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// For what.
    pub role: String,
    /// For whom.
    pub office: String,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// When, in microseconds.
    pub created_at: i64,
    /// Its last day.
    pub expires_on: Date,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
