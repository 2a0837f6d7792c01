//! Placements of hardware in others' data centres.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::PlacementInput;
use super::super::error::RequestError;
use super::super::key::{AuthorisationKey, DataCentreKey};
use super::named::{authorisation, data_centre};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, OfLicence};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::licence_fact::LicenceFact;

/// Acts about placements.
#[derive(Default)]
pub struct Acts;

/// Hardware is placed in a data centre from the day of effect on.
#[derive(InputObject)]
pub struct PlaceHardwareInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose, by a licence of subkind II: number or id.
    licence: AuthorisationKey,
    /// Where: code or id.
    data_centre: DataCentreKey,
    /// For how long.
    #[graphql(flatten)]
    placement: PlacementInput,
}

/// Hardware leaves a data centre.
#[derive(InputObject)]
pub struct EndPlacementInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose: number or id of the licence.
    licence: AuthorisationKey,
    /// Where it was: code or id.
    data_centre: DataCentreKey,
}

/// Acts about placements.
#[Object(name = "PlacementActs")]
impl Acts {
    /// Places hardware of a subkind II licensee in another's data centre (Law 193-VII art. 9(1)).
    async fn place_hardware(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: PlaceHardwareInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::PlaceHardware, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(OfLicence { authorisation, fact: input.placement.read(data_centre) }.said())
        })
        .await
    }

    /// Ends a placement: the day before the day of effect is its last.
    async fn end_placement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: EndPlacementInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::EndPlacement, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(OfLicence { authorisation, fact: LicenceFact::PlacementEnded { data_centre } }.said())
        })
        .await
    }
}
