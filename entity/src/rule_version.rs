//! Versions of rules.

use sea_orm::entity::prelude::*;

/// A row of `rule_version`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_version")]
pub struct Model {
    /// Which rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// The act that says it.
    pub said_by: i64,
    /// First day.
    pub in_force_from: Date,
    /// Last day.
    pub in_force_until: Date,
    /// As a JSON list.
    pub parameters: String,
    /// Legal basis: act.
    pub basis_act: String,
    /// Legal basis: article.
    pub basis_article: String,
    /// Legal basis: address.
    pub basis_url: String,
    /// In Kazakh.
    pub title_kk: String,
    /// In Russian.
    pub title_ru: String,
    /// In English.
    pub title_en: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
