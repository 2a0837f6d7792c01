//! Data centres.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{DataCentreChangeInput, DataCentreInput};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::{DataCentreKey, OrganisationKey};
use super::named::{data_centre, organisation};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};
use crate::domain::data_centre::Zone;

/// Acts about data centres.
#[derive(Default)]
pub struct Acts;

/// A data centre is registered.
#[derive(InputObject)]
pub struct RegisterDataCentreInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Who holds it.
    holder: OrganisationKey,
    /// The zone of the power system that it stands in.
    zone: EnumValue<Zone>,
    /// What is said of it.
    #[graphql(flatten)]
    details: DataCentreInput,
}

/// What is said of a data centre changes.
#[derive(InputObject)]
pub struct AmendDataCentreInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: code or id.
    data_centre: DataCentreKey,
    /// What changes.
    #[graphql(flatten)]
    change: DataCentreChangeInput,
}

/// A data centre is no longer held from the day of effect on.
#[derive(InputObject)]
pub struct CloseDataCentreInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: code or id.
    data_centre: DataCentreKey,
}

/// Acts about data centres.
#[Object(name = "DataCentreActs")]
impl Acts {
    /// Registers a data centre of digital mining and who holds it, from the day of effect on (Law 193-VII art. 1(9), 9(1)).
    async fn register_data_centre(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RegisterDataCentreInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RegisterDataCentre, input.act, async |asked| {
            let holder = organisation(asked, "holder", &input.holder).await?;
            Ok(input.details.read("", holder, input.zone.0)?)
        })
        .await
    }

    /// Changes what is said of a data centre from a day on.
    async fn amend_data_centre(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AmendDataCentreInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::AmendDataCentre, input.act, async |asked| {
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(Content::AmendDataCentre { data_centre, change: input.change.read("")? })
        })
        .await
    }

    /// Ends the holding of a data centre: the day before the day of effect is its last.
    async fn close_data_centre(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: CloseDataCentreInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::CloseDataCentre, input.act, async |asked| {
            Ok(Content::CloseDataCentre { data_centre: data_centre(asked, &input.data_centre).await? })
        })
        .await
    }
}
