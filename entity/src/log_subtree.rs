//! The journal's tree: the hash of each full subtree of 256, 65,536 … acts. Derived from the acts, and never another.

use sea_orm::entity::prelude::*;

/// A row of `log_subtree`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_subtree")]
pub struct Model {
    /// 1 for 256 acts, 2 for 65,536.
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: i64,
    /// Counted from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Its hash (RFC 6962).
    pub hash: Vec<u8>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
