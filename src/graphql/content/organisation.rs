//! What is said of organisations.

use async_graphql::InputObject;

use super::super::act_input::{inside, text_or_none};
use super::region;
use super::wording::NamesInput;
use crate::domain::organisation::{Details, DetailsChange};
use crate::domain::refusal::Refusal;

/// What is said of an organisation.
#[derive(InputObject)]
pub struct OrganisationDetailsInput {
    /// Its names.
    names: NamesInput,
    /// Where it is registered: the first two digits of KATO.
    region: String,
    /// Its address.
    address: Option<String>,
    /// Its address on the web.
    website: Option<String>,
}

/// What changes of an organisation; what is left out, or null, stays as it was.
#[derive(InputObject)]
pub struct OrganisationChangeInput {
    /// New names.
    names: Option<NamesInput>,
    /// A new region: the first two digits of KATO.
    region: Option<String>,
    /// A new address.
    address: Option<String>,
    /// A new address on the web.
    website: Option<String>,
}

impl OrganisationDetailsInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unknown region, unacceptable text.
    pub fn read(&self, path: &str) -> Result<Details, Refusal> {
        Ok(Details {
            names: self.names.read(&inside(path, "names"))?,
            region: region(path, &self.region)?,
            address: text_or_none(inside(path, "address"), self.address.as_ref())?,
            website: text_or_none(inside(path, "website"), self.website.as_ref())?,
        })
    }
}

impl OrganisationChangeInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// As [`OrganisationDetailsInput::read`].
    pub fn read(&self, path: &str) -> Result<DetailsChange, Refusal> {
        Ok(DetailsChange {
            names: self.names.as_ref().map(|names| names.read(&inside(path, "names"))).transpose()?,
            region: self.region.as_ref().map(|code| region(path, code)).transpose()?,
            address: text_or_none(inside(path, "address"), self.address.as_ref())?,
            website: text_or_none(inside(path, "website"), self.website.as_ref())?,
        })
    }
}
