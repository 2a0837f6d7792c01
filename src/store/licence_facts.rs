//! What is recorded of licensees beside the life of their authorisations, under a sequence.

use std::collections::HashMap;

use entity::licence_fact;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::assessed::placed_in;
use super::error::StoreError;
use super::rows::Cell;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::data_centre::DataCentreId;
use crate::domain::dated::Dated;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;

/// The facts of an organisation's authorisations, each with the authorisation, by day.
pub type OfOrganisation = HashMap<OrganisationId, Vec<(AuthorisationId, Dated<LicenceFact>)>>;

impl Reads<'_> {
    /// What is recorded of the authorisations of these organisations, by day. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn licence_facts(&self, holders: &[OrganisationId], seq: Sequence) -> Result<OfOrganisation, StoreError> {
        let mut found: OfOrganisation = HashMap::new();
        for holders in holders.chunks(CHUNK) {
            let query = licence_fact::Entity::find()
                .filter(licence_fact::Column::OrganisationId.is_in(holders.iter().map(|id| id.0.number())))
                .filter(visible(licence_fact::Column::FromSeq, licence_fact::Column::ToSeq, seq))
                .order_by_asc(licence_fact::Column::OnDay)
                .order_by_asc(licence_fact::Column::Id);
            for row in query.all(&self.0).await? {
                let cell = Cell("licence_fact", row.id.to_string());
                let holder = OrganisationId(cell.seq("organisation_id", row.organisation_id)?);
                let authorisation = AuthorisationId(cell.seq("authorisation_id", row.authorisation_id)?);
                found.entry(holder).or_default().push((authorisation, rows::licence_fact(&row)?));
            }
        }
        Ok(found)
    }

    /// Whether any placement in a data centre stands. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn has_placements(&self, data_centre: DataCentreId) -> Result<bool, StoreError> {
        let query = licence_fact::Entity::find()
            .filter(placed_in(data_centre))
            .filter(licence_fact::Column::ToSeq.eq(super::OPEN))
            .limit(1);
        Ok(query.one(&self.0).await?.is_some())
    }
}
