//! Mining licences.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{CourtRulingInput, GrantInput};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::{AuthorisationKey, OrganisationKey};
use super::super::scalar::Date;
use super::named::{authorisation, organisation};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content, Naming, Renewal, Revocation, Suspension};
use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::standing::SuspensionGround;

/// Acts about mining licences.
#[derive(Default)]
pub struct Acts;

/// A mining licence is granted.
#[derive(InputObject)]
pub struct GrantMiningLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// To whom.
    organisation: OrganisationKey,
    /// Its subkind.
    subkind: EnumValue<Subkind>,
    /// What it says.
    #[graphql(flatten)]
    licence: GrantInput,
}

/// A mining licence is renewed.
#[derive(InputObject)]
pub struct RenewLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
    /// The new last day.
    expires_on: Date,
}

/// A mining licence is suspended from the day of effect.
#[derive(InputObject)]
pub struct SuspendLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
    /// The last day of the suspension, one to six months on.
    until: Date,
    /// Why.
    ground: EnumValue<SuspensionGround>,
}

/// A mining licence is resumed on the day of effect.
#[derive(InputObject)]
pub struct ResumeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
}

/// A mining licence is revoked by a court.
#[derive(InputObject)]
pub struct RevokeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
    /// The court's decision.
    ruling: CourtRulingInput,
}

/// A mining licence is given back.
#[derive(InputObject)]
pub struct SurrenderLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
}

/// Acts about mining licences.
#[Object(name = "MiningActs")]
impl Acts {
    /// Grants a mining licence of subkind I or II from the day of effect (Law 193-VII art. 9(1)).
    async fn grant_mining_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: GrantMiningLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::GrantMiningLicence, input.act, async |asked| {
            let organisation = organisation(asked, "organisation", &input.organisation).await?;
            Ok(Content::GrantMiningLicence(input.licence.read("", organisation, Some(input.subkind.0))?))
        })
        .await
    }

    /// Renews a mining licence; one that has expired comes alive again on the day of effect.
    async fn renew_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RenewLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RenewLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(Content::RenewLicence(Renewal { authorisation, expires_on: input.expires_on.0 }))
        })
        .await
    }

    /// Suspends a mining licence for one to six months (art. 9(4)).
    async fn suspend_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SuspendLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::SuspendLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(Content::SuspendLicence(Suspension { authorisation, until: Some(input.until.0), ground: input.ground.0 }))
        })
        .await
    }

    /// Ends the suspension of a mining licence early (art. 9(6)).
    async fn resume_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ResumeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::ResumeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(Content::ResumeLicence(Naming { authorisation }))
        })
        .await
    }

    /// Revokes a mining licence by the ruling of a court (art. 9(7)).
    async fn revoke_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RevokeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RevokeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(Content::RevokeLicence(Revocation { authorisation, ruling: input.ruling.read("ruling")? }))
        })
        .await
    }

    /// Ends a mining licence at its holder's wish.
    async fn surrender_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SurrenderLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::SurrenderLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(Content::SurrenderLicence(Naming { authorisation }))
        })
        .await
    }
}
