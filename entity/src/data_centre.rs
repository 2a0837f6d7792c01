//! Data centres: by version and by the days on which their details hold.

use sea_orm::entity::prelude::*;

/// A row of `data_centre`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_centre")]
pub struct Model {
    /// The act that registered it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The act that made it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    /// The act that ended it; the largest number while none has.
    pub to_seq: i64,
    /// The first day of these details.
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: Date,
    /// The last.
    pub valid_until: Date,
    /// Who holds it.
    pub organisation_id: i64,
    /// The code by which files name it.
    pub code: String,
    /// The form in which codes are compared.
    pub code_key: String,
    /// The zone of the power system.
    pub zone: String,
    /// The first day on which it is held.
    pub held_from: Date,
    /// The last.
    pub held_until: Date,
    /// The act that says until when.
    pub held_by_act: i64,
    /// The act that says these details.
    pub said_by: i64,
    /// Its name.
    pub name: String,
    /// By what right it is held.
    pub title: String,
    /// Whether it stands in a residential zone, where that is known.
    pub residential: Option<bool>,
    /// The most power that it can take, in kW.
    pub capacity_kw: i64,
    /// Its region.
    pub region: String,
    /// Its address.
    pub address: Option<String>,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
