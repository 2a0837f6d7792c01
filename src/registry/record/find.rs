//! What a draft names, found inside the transaction that will record it.

use super::{RecordError, Session};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole, number_key};
use crate::domain::bin::Bin;
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::surplus::SessionId;

impl Session {
    /// The organisation with this number.
    ///
    /// # Errors
    /// A failing database.
    pub async fn find_organisation(&self, bin: Bin) -> Result<Option<OrganisationId>, RecordError> {
        Ok(self.writing.reads().organisation_ids(&[bin], self.newest()).await?.get(&bin).copied())
    }

    /// The authorisation of a role with this number on the document.
    ///
    /// # Errors
    /// A failing database.
    pub async fn find_authorisation(&self, role: LicenseeRole, number: &str) -> Result<Option<AuthorisationId>, RecordError> {
        let found = self.writing.reads().authorisations_numbered(&[number], self.newest()).await?;
        Ok(found.get(&(role, number_key(number))).map(|authorisation| authorisation.id))
    }

    /// The data centre that files name by this code.
    ///
    /// # Errors
    /// A failing database.
    pub async fn find_data_centre(&self, code: &str) -> Result<Option<DataCentreId>, RecordError> {
        Ok(self.writing.reads().data_centre_coded(code, self.newest()).await?)
    }

    /// The session of surplus power of a day of delivery and zone.
    ///
    /// # Errors
    /// A failing database.
    pub async fn find_session(&self, on: Day, zone: Zone) -> Result<Option<SessionId>, RecordError> {
        Ok(self.writing.reads().session_of(on, zone, self.newest()).await?)
    }
}
