//! What is said of data centres and of their meters.

use async_graphql::InputObject;

use super::super::act_input::{inside, text, text_or_none};
use super::super::enum_value::EnumValue;
use super::super::scalar::Date;
use super::region;
use crate::domain::act::Content;
use crate::domain::data_centre::{CheckResult, DataCentreId, SiteChange, SiteDetails, Title, Zone};
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::Refusal;
use crate::domain::text::Line;

/// What is said of a data centre.
#[derive(InputObject)]
pub struct DataCentreInput {
    /// The code by which files name it. At most 120 characters.
    code: String,
    /// Its name. At most 200 characters.
    name: String,
    /// By what right it is held.
    title: EnumValue<Title>,
    /// Whether it stands in a residential zone; left out, or null, while that is not known.
    residential: Option<bool>,
    /// The most power that it can take, in kW.
    capacity_kw: u32,
    /// Where it stands: the first two digits of KATO.
    region: String,
    /// Its address. At most 200 characters.
    address: Option<String>,
}

/// What changes of a data centre; what is left out, or null, stays as it was.
#[derive(InputObject)]
pub struct DataCentreChangeInput {
    /// A new name.
    name: Option<String>,
    /// By what right it is held now.
    title: Option<EnumValue<Title>>,
    /// Whether it stands in a residential zone.
    residential: Option<bool>,
    /// The most power that it can take now, in kW.
    capacity_kw: Option<u32>,
    /// A new address.
    address: Option<String>,
}

/// What a check of a meter found.
#[derive(InputObject)]
pub struct MeterCheckInput {
    /// Whether the meter works.
    result: EnumValue<CheckResult>,
    /// The last day for which the check is good, where it names one.
    valid_until: Option<Date>,
}

impl DataCentreInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unknown region, unacceptable text.
    pub fn read(&self, path: &str, holder: OrganisationId, zone: Zone) -> Result<Content, Refusal> {
        let details = SiteDetails {
            name: text(inside(path, "name"), &self.name)?,
            title: self.title.0,
            residential: self.residential,
            capacity_kw: self.capacity_kw,
            region: region(path, &self.region)?,
            address: text_or_none(inside(path, "address"), self.address.as_ref())?,
        };
        let code = text(inside(path, "code"), &self.code)?;
        Ok(Content::RegisterDataCentre { holder, code, zone, details })
    }
}

impl DataCentreChangeInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<SiteChange, Refusal> {
        Ok(SiteChange {
            name: text_or_none(inside(path, "name"), self.name.as_ref())?,
            title: self.title.map(|title| title.0),
            residential: self.residential,
            capacity_kw: self.capacity_kw,
            address: text_or_none(inside(path, "address"), self.address.as_ref())?,
        })
    }
}

impl MeterCheckInput {
    /// In the domain's words.
    pub fn read(&self, data_centre: DataCentreId, serial: Line) -> Content {
        let valid_until = self.valid_until.map(|day| day.0);
        Content::CheckMeter { data_centre, serial, result: self.result.0, valid_until }
    }
}
