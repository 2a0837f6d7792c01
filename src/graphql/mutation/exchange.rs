//! Exchange licences. Each authority acts on its own.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::GrantInput;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::{AuthorisationKey, OrganisationKey};
use super::super::scalar::Date;
use super::named::{authorisation, organisation};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content, Naming, Renewal, Suspension};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::standing::SuspensionGround;

/// Acts about exchange licences.
#[derive(Default)]
pub struct Acts;

/// An exchange licence is granted.
#[derive(InputObject)]
pub struct GrantExchangeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// To whom.
    organisation: OrganisationKey,
    /// What it says.
    #[graphql(flatten)]
    licence: GrantInput,
}

/// An exchange licence is renewed.
#[derive(InputObject)]
pub struct RenewExchangeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
    /// The new last day.
    expires_on: Date,
}

/// An exchange licence is suspended from the day of effect.
#[derive(InputObject)]
pub struct SuspendExchangeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
    /// The last day of the suspension, where one is named.
    until: Option<Date>,
    /// Why.
    ground: EnumValue<SuspensionGround>,
}

/// An exchange licence is resumed on the day of effect.
#[derive(InputObject)]
pub struct ResumeExchangeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
}

/// An exchange licence is revoked.
#[derive(InputObject)]
pub struct RevokeExchangeLicenceInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number or id.
    licence: AuthorisationKey,
}

/// Acts about exchange licences.
#[Object(name = "ExchangeActs")]
impl Acts {
    /// Grants an exchange licence from the day of effect: by AFSA under the law of the AIFC, by the National Bank under its own regime, as the token says.
    async fn grant_exchange_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: GrantExchangeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::GrantExchangeLicence, input.act, async |asked| {
            let organisation = organisation(asked, "organisation", &input.organisation).await?;
            Ok(Content::GrantExchangeLicence(input.licence.read("", organisation, None)?))
        })
        .await
    }

    /// Renews an exchange licence.
    async fn renew_exchange_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RenewExchangeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RenewExchangeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Exchange, &input.licence).await?;
            Ok(Content::RenewExchangeLicence(Renewal { authorisation, expires_on: input.expires_on.0 }))
        })
        .await
    }

    /// Suspends an exchange licence.
    async fn suspend_exchange_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SuspendExchangeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::SuspendExchangeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Exchange, &input.licence).await?;
            let until = input.until.map(|day| day.0);
            Ok(Content::SuspendExchangeLicence(Suspension { authorisation, until, ground: input.ground.0 }))
        })
        .await
    }

    /// Ends the suspension of an exchange licence.
    async fn resume_exchange_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ResumeExchangeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::ResumeExchangeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Exchange, &input.licence).await?;
            Ok(Content::ResumeExchangeLicence(Naming { authorisation }))
        })
        .await
    }

    /// Revokes an exchange licence.
    async fn revoke_exchange_licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RevokeExchangeLicenceInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RevokeExchangeLicence, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Exchange, &input.licence).await?;
            Ok(Content::RevokeExchangeLicence(Naming { authorisation }))
        })
        .await
    }
}
