//! The secret by which officers have pseudonyms.

use sea_orm::entity::prelude::*;

/// The row of `pseudonym_key`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pseudonym_key")]
pub struct Model {
    /// There is one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The secret.
    pub secret: Vec<u8>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
