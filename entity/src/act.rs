//! Acts: the journal's rows, never changed.

use sea_orm::entity::prelude::*;

/// A row of `act`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "act")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// Its kind.
    pub kind: String,
    /// In whose name.
    pub authority: String,
    /// The role of the token.
    pub role: String,
    /// The token; none for the program itself, and for a token of an identity provider.
    pub token_id: Option<i64>,
    /// From which day.
    pub effective_on: Date,
    /// When, in microseconds.
    pub recorded_at: i64,
    /// What it is about.
    pub subject_kind: Option<String>,
    /// Which one.
    pub subject_key: Option<String>,
    /// The caller's key.
    pub idempotency_key: String,
    /// What was asked.
    pub request_hash: Vec<u8>,
    /// What it says.
    pub content_hash: Vec<u8>,
    /// The public entry in canonical JSON.
    pub entry: String,
    /// What the entry leaves out.
    pub confidential: Option<String>,
    /// The salt of its commitments.
    pub salt: Vec<u8>,
    /// The hash of the entry as a leaf.
    pub leaf_hash: Vec<u8>,
    /// The pseudonym of the officer; none for the program itself.
    pub officer: Option<String>,
    /// The hash of the token of an identity provider.
    pub token_hash: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
