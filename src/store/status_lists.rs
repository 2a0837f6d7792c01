//! Which authorisations have a standing, and which were annulled: what status lists are made of.

use std::collections::BTreeSet;

use entity::{authorisation, standing};
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::error::StoreError;
use super::version::visible;
use super::{Reads, rows};
use crate::domain::sequence::Sequence;
use crate::domain::standing::Standing;
use crate::domain::view::View;

impl Reads<'_> {
    /// The acts that granted what has one of these standings on the day of a view. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn granted_with_standing(&self, standings: &[Standing], view: View) -> Result<BTreeSet<Sequence>, StoreError> {
        let query = standing::Entity::find()
            .select_only()
            .column(standing::Column::AuthorisationId)
            .filter(visible(standing::Column::FromSeq, standing::Column::ToSeq, view.seq))
            .filter(standing::Column::ValidFrom.lte(view.on.date()))
            .filter(standing::Column::ValidUntil.gte(view.on.date()))
            .filter(standing::Column::Standing.is_in(standings.iter().map(|standing| standing.code())));
        numbers(query.into_tuple::<i64>().all(&self.0).await?)
    }

    /// The acts that granted something and were annulled since. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn annulled_grants(&self, seq: Sequence) -> Result<BTreeSet<Sequence>, StoreError> {
        let still = Query::select()
            .column(authorisation::Column::Id)
            .from(authorisation::Entity)
            .cond_where(visible(authorisation::Column::FromSeq, authorisation::Column::ToSeq, seq))
            .to_owned();
        let query = authorisation::Entity::find()
            .select_only()
            .column(authorisation::Column::Id)
            .distinct()
            .filter(authorisation::Column::FromSeq.lte(seq.number()))
            .filter(sea_orm::sea_query::Expr::col(authorisation::Column::Id).not_in_subquery(still));
        numbers(query.into_tuple::<i64>().all(&self.0).await?)
    }
}

fn numbers(found: Vec<i64>) -> Result<BTreeSet<Sequence>, StoreError> {
    found.into_iter().map(|id| rows::Cell("authorisation", id.to_string()).seq("id", id)).collect()
}
