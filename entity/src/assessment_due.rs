//! When each licensee is to be assessed anew: at once after an act that touches it, else on the day its answer changes.

use sea_orm::entity::prelude::*;

/// A row of `assessment_due`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_due")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authorisation_id: i64,
    /// From which day on.
    pub due_on: Date,
    /// The act that last touched it.
    pub touched_by: i64,
}

/// No relations: rows are joined by the statements of the store, each under a view.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
