//! Data centres.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::id::NodeId;
use super::super::loads::OrganisationKey;
use super::organisation::{Organisation, Region};
use super::period::Period;
use crate::domain;
use crate::domain::act::Subject;
use crate::domain::data_centre::{Metering, SiteDetails, Title, Zone};
use crate::domain::view::View;

/// A data centre under a view.
pub struct DataCentre {
    of: Arc<domain::data_centre::DataCentre>,
    details: SiteDetails,
    view: View,
}

impl DataCentre {
    /// The data centre on the day of the view; once it is no longer held, as it was on its last day. `None` before its
    /// first day.
    pub fn under(of: Arc<domain::data_centre::DataCentre>, view: View) -> Option<Self> {
        let (_, details, _) = of.details_on(view.on.min(of.held.until))?;
        Some(Self { details: details.clone(), of, view })
    }
}

/// A data centre of digital mining (Law 193-VII art. 1(9)). Once it is no longer held, it is shown as it was on its last
/// day.
#[Object]
impl DataCentre {
    /// Its global id, the same in every version of the register.
    pub async fn id(&self) -> ID {
        NodeId::Subject(Subject::DataCentre(self.of.id)).encode()
    }

    /// The code by which files name it.
    async fn code(&self) -> &str {
        self.of.code.as_str()
    }

    /// Its name on the day asked about.
    async fn name(&self) -> &str {
        self.details.name.as_str()
    }

    /// The zone of the power system that it stands in.
    async fn zone(&self) -> EnumValue<Zone> {
        EnumValue(self.of.zone)
    }

    /// By what right it is held.
    async fn title(&self) -> EnumValue<Title> {
        EnumValue(self.details.title)
    }

    /// Whether it stands in a residential zone; none while that is not known.
    async fn residential(&self) -> Option<bool> {
        self.details.residential
    }

    /// The most power that it can take, in kW.
    async fn capacity_kw(&self) -> u32 {
        self.details.capacity_kw
    }

    /// Where it stands.
    async fn region(&self) -> Region {
        Region(self.details.region)
    }

    /// Its address, where known.
    async fn address(&self) -> Option<&str> {
        self.details.address.as_ref().map(|address| address.as_str())
    }

    /// The days on which it is held.
    async fn held(&self) -> Period {
        self.of.held.into()
    }

    /// Who holds it.
    async fn holder(&self, ctx: &Context<'_>) -> Result<Organisation, RequestError> {
        let found = asked(ctx)?.loads.load_one(OrganisationKey(self.view, self.of.holder)).await?;
        found.map(Organisation).ok_or_else(|| RequestError::new(Code::Internal, Code::Internal.description()))
    }

    /// How it is metered on the day asked about; none on a day on which it is not held.
    async fn metering(&self) -> Option<EnumValue<Metering>> {
        self.of.held.contains(self.view.on).then(|| EnumValue(self.of.metering(self.view.on).0))
    }
}
