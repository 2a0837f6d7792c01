//! What licensees hand in and pay, and the changes that they give notice of.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{DataChangeInput, FilingInput, PaymentInput};
use super::super::error::RequestError;
use super::super::key::{AuthorisationKey, FilerKey};
use super::named::{authorisation, filer};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, OfLicence};
use crate::domain::authorisation::LicenseeRole;

/// Acts about the duties of licensees.
#[derive(Default)]
pub struct Acts;

/// A report was handed in on the day of effect.
#[derive(InputObject)]
pub struct RecordFilingInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Who handed it in.
    licensee: FilerKey,
    /// What was handed in.
    #[graphql(flatten)]
    filing: FilingInput,
}

/// The fee for digital mining was paid on the day of effect.
#[derive(InputObject)]
pub struct RecordPaymentInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Who paid: number or id of the licence.
    licence: AuthorisationKey,
    /// What was paid.
    #[graphql(flatten)]
    payment: PaymentInput,
}

/// Data that a licence rests on changed on the day of effect.
#[derive(InputObject)]
pub struct RecordDataChangeInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Whose: number or id of the licence.
    licence: AuthorisationKey,
    /// What changed.
    #[graphql(flatten)]
    change: DataChangeInput,
}

/// Acts about the duties of licensees.
#[Object(name = "DutyActs")]
impl Acts {
    /// Records a report that a licensee handed in to the authority.
    async fn record_filing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordFilingInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordFiling, input.act, async |asked| {
            let authorisation = filer(asked, &input.licensee, input.filing.report()).await?;
            Ok(OfLicence { authorisation, fact: input.filing.read() }.said())
        })
        .await
    }

    /// Records a payment of the fee for digital mining (Tax Code art. 661).
    async fn record_payment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordPaymentInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordPayment, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(OfLicence { authorisation, fact: input.payment.read("")? }.said())
        })
        .await
    }

    /// Records a change of a miner's data and the day of its notice (Law 193-VII art. 9(4)(4)).
    async fn record_data_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordDataChangeInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordDataChange, input.act, async |asked| {
            let authorisation = authorisation(asked, LicenseeRole::Miner, &input.licence).await?;
            Ok(OfLicence { authorisation, fact: input.change.read("")? }.said())
        })
        .await
    }
}
