//! Meters of data centres.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::{ActInput, text};
use super::super::content::MeterCheckInput;
use super::super::error::RequestError;
use super::super::key::DataCentreKey;
use super::named::data_centre;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};

/// Acts about meters.
#[derive(Default)]
pub struct Acts;

/// A meter is installed in a data centre.
#[derive(InputObject)]
pub struct InstallMeterInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Where: code or id.
    data_centre: DataCentreKey,
    /// The meter's serial number. At most 120 characters.
    serial: String,
}

/// A meter is checked on the day of effect.
#[derive(InputObject)]
pub struct CheckMeterInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Where: code or id.
    data_centre: DataCentreKey,
    /// The meter's serial number.
    serial: String,
    /// What was found.
    #[graphql(flatten)]
    check: MeterCheckInput,
}

/// A meter is removed from a data centre.
#[derive(InputObject)]
pub struct RemoveMeterInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Where: code or id.
    data_centre: DataCentreKey,
    /// The meter's serial number.
    serial: String,
}

/// Acts about meters.
#[Object(name = "MeterActs")]
impl Acts {
    /// Installs a meter in a data centre; until it is checked, nobody knows whether it works.
    async fn install_meter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: InstallMeterInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::InstallMeter, input.act, async |asked| {
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(Content::InstallMeter { data_centre, serial: text("serial", &input.serial)? })
        })
        .await
    }

    /// Records what a check of a meter found.
    async fn check_meter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: CheckMeterInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::CheckMeter, input.act, async |asked| {
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(input.check.read(data_centre, text("serial", &input.serial)?))
        })
        .await
    }

    /// Removes a meter from a data centre: the day before the day of effect is its last.
    async fn remove_meter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RemoveMeterInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RemoveMeter, input.act, async |asked| {
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(Content::RemoveMeter { data_centre, serial: text("serial", &input.serial)? })
        })
        .await
    }
}
