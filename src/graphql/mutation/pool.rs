//! Pool accreditations, and what they rest on.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{GrantInput, PoolComplexInput, SecurityTestInput};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::{AuthorisationKey, OrganisationKey};
use super::super::scalar::Date;
use super::named::{authorisation, organisation};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content, Naming, Renewal, Suspension};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::standing::SuspensionGround;

/// Acts about pool accreditations.
#[derive(Default)]
pub struct Acts;

/// A pool is accredited.
#[derive(InputObject)]
pub struct AccreditPoolInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which organisation.
    organisation: OrganisationKey,
    /// What the accreditation says.
    #[graphql(flatten)]
    accreditation: GrantInput,
}

/// An accreditation is renewed.
#[derive(InputObject)]
pub struct RenewAccreditationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
    /// The new last day.
    expires_on: Date,
}

/// An accreditation is suspended from the day of effect.
#[derive(InputObject)]
pub struct SuspendAccreditationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
    /// The last day of the suspension, where one is named.
    until: Option<Date>,
    /// Why.
    ground: EnumValue<SuspensionGround>,
}

/// An accreditation is resumed on the day of effect.
#[derive(InputObject)]
pub struct ResumeAccreditationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
}

/// An accreditation is withdrawn.
#[derive(InputObject)]
pub struct WithdrawAccreditationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
}

/// Where a pool's complex stands from the day of effect.
#[derive(InputObject)]
pub struct RecordPoolComplexInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
    /// Where.
    complex: PoolComplexInput,
}

/// A security test of the day of effect.
#[derive(InputObject)]
pub struct RecordSecurityTestInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which: number of the accreditation, or id.
    accreditation: AuthorisationKey,
    /// The protocol.
    test: SecurityTestInput,
}

/// Acts about pool accreditations.
#[Object(name = "PoolActs")]
impl Acts {
    /// Accredits a mining pool from the day of effect (Law 193-VII art. 10).
    async fn accredit_pool(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AccreditPoolInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::AccreditPool, input.act, async |asked| {
            let organisation = organisation(asked, "organisation", &input.organisation).await?;
            Ok(Content::AccreditPool(input.accreditation.read("", organisation, None)?))
        })
        .await
    }

    /// Renews an accreditation.
    async fn renew_accreditation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RenewAccreditationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RenewAccreditation, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            Ok(Content::RenewAccreditation(Renewal { authorisation, expires_on: input.expires_on.0 }))
        })
        .await
    }

    /// Suspends an accreditation.
    async fn suspend_accreditation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: SuspendAccreditationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::SuspendAccreditation, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            let until = input.until.map(|day| day.0);
            Ok(Content::SuspendAccreditation(Suspension { authorisation, until, ground: input.ground.0 }))
        })
        .await
    }

    /// Ends the suspension of an accreditation.
    async fn resume_accreditation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ResumeAccreditationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::ResumeAccreditation, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            Ok(Content::ResumeAccreditation(Naming { authorisation }))
        })
        .await
    }

    /// Withdraws an accreditation.
    async fn withdraw_accreditation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: WithdrawAccreditationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::WithdrawAccreditation, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            Ok(Content::WithdrawAccreditation(Naming { authorisation }))
        })
        .await
    }

    /// Records where a pool's hardware and software stand (art. 10(2)).
    async fn record_pool_complex(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordPoolComplexInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordPoolComplex, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            Ok(Content::RecordPoolComplex { authorisation, complex: input.complex.read("complex")? })
        })
        .await
    }

    /// Records the protocol of a pool's security test (art. 10(2)).
    async fn record_security_test(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordSecurityTestInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordSecurityTest, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Pool, &input.accreditation).await?;
            Ok(Content::RecordSecurityTest { authorisation, protocol: input.test.read("test")? })
        })
        .await
    }
}
