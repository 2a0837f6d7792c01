//! What was granted.

use sea_orm::entity::prelude::*;

/// A row of `authorisation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorisation")]
pub struct Model {
    /// The act that granted it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// The holder.
    pub organisation_id: i64,
    /// What it makes of the holder.
    pub role: String,
    /// Of a mining licence.
    pub subkind: Option<String>,
    /// As on the document.
    pub number: String,
    /// As compared.
    pub number_key: String,
    /// Who gave it.
    pub authority: String,
    /// Under which law.
    pub regime: String,
    /// First day.
    pub granted_on: Date,
    /// Conditions in Kazakh.
    pub conditions_kk: Option<String>,
    /// Conditions in Russian.
    pub conditions_ru: Option<String>,
    /// Conditions in English.
    pub conditions_en: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
