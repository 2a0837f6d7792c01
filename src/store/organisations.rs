//! Organisations under a view.

use std::collections::HashMap;

use entity::{organisation, organisation_detail};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};

use super::error::StoreError;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::bin::Bin;
use crate::domain::organisation::{Organisation, OrganisationId};
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;

impl Reads<'_> {
    /// Organisations by key; those that the view does not know are left out. Two statements.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn organisations(
        &self,
        ids: &[OrganisationId],
        view: View,
    ) -> Result<HashMap<OrganisationId, Organisation>, StoreError> {
        let on_the_day = Condition::all()
            .add(organisation_detail::Column::ValidFrom.lte(view.on.date()))
            .add(organisation_detail::Column::ValidUntil.gte(view.on.date()));
        let found = self.described(ids, on_the_day, view.seq).await?;
        Ok(found.into_iter().map(|(_, organisation)| (organisation.id, organisation)).collect())
    }

    /// Organisations by key on each day, with the days on which each is so. Two statements.
    ///
    /// # Errors
    /// As [`Reads::organisations`].
    pub async fn organisations_by_day(
        &self,
        ids: &[OrganisationId],
        seq: Sequence,
    ) -> Result<Vec<(Period, Organisation)>, StoreError> {
        self.described(ids, Condition::all(), seq).await
    }

    async fn described(
        &self,
        ids: &[OrganisationId],
        days: Condition,
        seq: Sequence,
    ) -> Result<Vec<(Period, Organisation)>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let numbers: Vec<i64> = ids.iter().map(|id| id.0.number()).collect();
            let bins =
                organisation::Entity::find().filter(organisation::Column::Id.is_in(numbers.iter().copied())).all(&self.0).await?;
            let bins: HashMap<i64, organisation::Model> = bins.into_iter().map(|row| (row.id, row)).collect();
            let details = organisation_detail::Entity::find()
                .filter(organisation_detail::Column::OrganisationId.is_in(numbers))
                .filter(visible(organisation_detail::Column::FromSeq, organisation_detail::Column::ToSeq, seq))
                .filter(days.clone())
                .all(&self.0)
                .await?;
            for detail in details {
                if let Some(row) = bins.get(&detail.organisation_id) {
                    let cell = rows::Cell("organisation_detail", detail.organisation_id.to_string());
                    let from = cell.day("valid_from", detail.valid_from)?;
                    let until = cell.day("valid_until", detail.valid_until)?;
                    found.push((Period { from, until }, rows::organisation(row, &detail)?));
                }
            }
        }
        Ok(found)
    }

    /// The numbers of organisations by key. One statement.
    ///
    /// # Errors
    /// As [`Reads::organisations`].
    pub async fn bins_of(&self, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, Bin>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids.iter().map(|id| id.0.number())));
            for row in query.all(&self.0).await? {
                let cell = rows::Cell("organisation", row.id.to_string());
                found.insert(OrganisationId(cell.seq("id", row.id)?), cell.bin("bin", &row.bin)?);
            }
        }
        Ok(found)
    }

    /// The keys of organisations by number, as the register stood after `seq`: one whose registration was annulled by
    /// then is not among them. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn organisation_ids(&self, bins: &[Bin], seq: Sequence) -> Result<HashMap<Bin, OrganisationId>, StoreError> {
        let mut found = HashMap::new();
        for chunk in bins.chunks(CHUNK) {
            let query = Query::select()
                .distinct()
                .column((organisation::Entity, organisation::Column::Id))
                .column((organisation::Entity, organisation::Column::Bin))
                .from(organisation::Entity)
                .inner_join(
                    organisation_detail::Entity,
                    Expr::col((organisation_detail::Entity, organisation_detail::Column::OrganisationId))
                        .equals((organisation::Entity, organisation::Column::Id)),
                )
                .and_where(Expr::col((organisation::Entity, organisation::Column::Bin)).is_in(chunk.iter().map(Bin::digits)))
                .cond_where(visible(
                    (organisation_detail::Entity, organisation_detail::Column::FromSeq),
                    (organisation_detail::Entity, organisation_detail::Column::ToSeq),
                    seq,
                ))
                .to_owned();
            for row in self.0.query_all(&query).await? {
                let row = organisation::Model::from_query_result(&row, "")?;
                let cell = rows::Cell("organisation", row.id.to_string());
                found.insert(cell.bin("bin", &row.bin)?, OrganisationId(cell.seq("id", row.id)?));
            }
        }
        Ok(found)
    }
}
