//! Checkpoints that were signed: what the register said of its journal, for good.

use sea_orm::entity::prelude::*;

/// A row of `checkpoint`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checkpoint")]
pub struct Model {
    /// Under which name of the log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin: String,
    /// How many acts it holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// The root of the tree over them.
    pub root: Vec<u8>,
    /// The signed note.
    pub note: String,
    /// When, in microseconds.
    pub signed_at: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
