//! What is said of an organisation, by day.

use sea_orm::entity::prelude::*;

/// A row of `organisation_detail`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_detail")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// First day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// Last day.
    pub valid_until: Date,
    /// The act that says it.
    pub said_by: i64,
    /// Name in Kazakh.
    pub name_kk: String,
    /// Name in Russian.
    pub name_ru: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// By which lists are ordered.
    pub sort_key: String,
    /// Region code.
    pub region: String,
    /// Address.
    pub address: Option<String>,
    /// Address on the web.
    pub website: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
