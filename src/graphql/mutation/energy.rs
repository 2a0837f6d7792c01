//! Sources of miners' power.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::EnergySourceInput;
use super::super::error::RequestError;
use super::super::key::AuthorisationKey;
use super::named::authorisation;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, OfLicence};
use crate::domain::authorisation::LicenseeRole;

/// Acts about sources of power.
#[derive(Default)]
pub struct Acts;

/// A source of a miner's power is proved by a document.
#[derive(InputObject)]
pub struct RecordEnergySourceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose: number or id of the licence.
    licence: AuthorisationKey,
    /// Which source, and the proof of it.
    #[graphql(flatten)]
    source: EnergySourceInput,
}

/// Acts about sources of power.
#[Object(name = "EnergyActs")]
impl Acts {
    /// Records the proof of a source of a miner's power: what exempts it from the cap on power of the grid.
    async fn record_energy_source(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordEnergySourceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordEnergySource, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(OfLicence { authorisation, fact: input.source.read("")? }.said())
        })
        .await
    }
}
