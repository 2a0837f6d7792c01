//! Miners' hardware: what they declare of it, and what is entered in the register of hardware.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::HardwareInput;
use super::super::error::RequestError;
use super::super::key::AuthorisationKey;
use super::named::authorisation;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, OfLicence};
use crate::domain::authorisation::LicenseeRole;

/// Acts about hardware.
#[derive(Default)]
pub struct Acts;

/// A miner declares its hardware.
#[derive(InputObject)]
pub struct DeclareHardwareInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose: number or id of the licence.
    licence: AuthorisationKey,
    /// How much.
    #[graphql(flatten)]
    hardware: HardwareInput,
}

/// A miner's hardware is entered in the register of hardware.
#[derive(InputObject)]
pub struct RegisterHardwareInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose: number or id of the licence.
    licence: AuthorisationKey,
    /// How much.
    #[graphql(flatten)]
    hardware: HardwareInput,
}

/// Acts about hardware.
#[Object(name = "HardwareActs")]
impl Acts {
    /// Records how many units of hardware a miner declared in all.
    async fn declare_hardware(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: DeclareHardwareInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::DeclareHardware, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(OfLicence { authorisation, fact: input.hardware.declared() }.said())
        })
        .await
    }

    /// Records how many units of a miner's hardware are entered in the register of hardware in all (Law 193-VII art.
    /// 4(1)(11)-(12)).
    async fn register_hardware(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RegisterHardwareInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RegisterHardware, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(OfLicence { authorisation, fact: input.hardware.registered() }.said())
        })
        .await
    }
}
