//! Public warnings.

use sea_orm::entity::prelude::*;

/// A row of `warning`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "warning")]
pub struct Model {
    /// The act that published it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Who published it.
    pub authority: String,
    /// Since when.
    pub published_on: Date,
    /// The document.
    pub reference: String,
    /// The name warned of.
    pub name: String,
    /// Its number.
    pub bin: Option<String>,
    /// Its hosts, as a JSON list.
    pub domains: String,
    /// In Kazakh.
    pub wording_kk: String,
    /// In Russian.
    pub wording_ru: String,
    /// In English.
    pub wording_en: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
