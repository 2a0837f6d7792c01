//! Organisations: who they are, and how that changed.

use serde::{Deserialize, Serialize};

use super::bin::Bin;
use super::lang::Names;
use super::region::Region;
use super::sequence::Sequence;
use super::text::{Line, Name};

/// An organisation's key: the number of the act that registered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrganisationId(pub Sequence);

/// What is said of an organisation on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Its names.
    pub names: Names,
    /// Where it is registered.
    pub region: Region,
    /// Its address, where known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Name>,
    /// Its address on the web, where known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub website: Option<Line>,
}

/// What an amendment changes; `None` leaves as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsChange {
    /// New names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub names: Option<Names>,
    /// A new region.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<Region>,
    /// A new address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Name>,
    /// A new address on the web.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub website: Option<Line>,
}

impl DetailsChange {
    /// The details after the change.
    pub fn apply_to(&self, before: &Details) -> Details {
        Details {
            names: self.names.clone().unwrap_or_else(|| before.names.clone()),
            region: self.region.unwrap_or(before.region),
            address: self.address.clone().or_else(|| before.address.clone()),
            website: self.website.clone().or_else(|| before.website.clone()),
        }
    }
}

/// An organisation as it stands under a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its key.
    pub id: OrganisationId,
    /// Its number.
    pub bin: Bin,
    /// What is said of it.
    pub details: Details,
}
