//! Organisations.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{OrganisationChangeInput, OrganisationDetailsInput};
use super::super::error::RequestError;
use super::super::key::OrganisationKey;
use super::super::scalar::Bin;
use super::named::organisation;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};

/// Acts about organisations.
#[derive(Default)]
pub struct Acts;

/// An organisation enters the register.
#[derive(InputObject)]
pub struct RegisterOrganisationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Its BIN, or a sole trader's IIN.
    bin: Bin,
    /// What is said of it.
    #[graphql(flatten)]
    details: OrganisationDetailsInput,
}

/// What is said of an organisation changes.
#[derive(InputObject)]
pub struct AmendOrganisationInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which.
    organisation: OrganisationKey,
    /// What changes.
    #[graphql(flatten)]
    change: OrganisationChangeInput,
}

/// Acts about organisations.
#[Object(name = "OrganisationActs")]
impl Acts {
    /// Enters an organisation or a sole trader in the register.
    async fn register_organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RegisterOrganisationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RegisterOrganisation, input.act, async |_| {
            Ok(Content::RegisterOrganisation { bin: input.bin.0, details: input.details.read("")? })
        })
        .await
    }

    /// Changes names, region or addresses of an organisation from a day on.
    async fn amend_organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: AmendOrganisationInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::AmendOrganisation, input.act, async |asked| {
            let organisation = organisation(asked, "organisation", &input.organisation).await?;
            Ok(Content::AmendOrganisation { organisation, change: input.change.read("")? })
        })
        .await
    }
}
