//! Sessions in which surplus power is sold.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{AwardInput, BidInput, SurplusTermsInput, each};
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::key::SurplusSessionKey;
use super::super::scalar::Date;
use super::named::{session, session_and_day};
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};
use crate::domain::data_centre::Zone;

/// Acts about surplus power.
#[derive(Default)]
pub struct Acts;

/// A session is opened.
#[derive(InputObject)]
pub struct OpenSurplusSessionInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// The day of delivery.
    delivery_date: Date,
    /// The zone of the power system.
    zone: EnumValue<Zone>,
    /// What it offers.
    #[graphql(flatten)]
    terms: SurplusTermsInput,
}

/// A file of bids in a session: one act, whatever its length.
#[derive(InputObject)]
pub struct RecordBidsInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// In which session: delivery day and zone, or id.
    session: SurplusSessionKey,
    /// The lines of the file, in the order in which the bids came in. Confidential: the journal shows how many, and a
    /// salted hash.
    rows: Vec<BidInput>,
}

/// A session is cleared.
#[derive(InputObject)]
pub struct ClearSurplusSessionInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Which session: delivery day and zone, or id.
    session: SurplusSessionKey,
}

/// A file of awards of a session that was cleared elsewhere: one act, whatever its length.
#[derive(InputObject)]
pub struct RecordAwardsInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// In which session: delivery day and zone, or id.
    session: SurplusSessionKey,
    /// The lines of the file. Confidential: the journal shows how many, and a salted hash.
    rows: Vec<AwardInput>,
}

/// Acts about surplus power.
#[Object(name = "SurplusActs")]
impl Acts {
    /// Opens a session in which the surplus power of one day and zone is sold, within the quota of the system operator.
    async fn open_surplus_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: OpenSurplusSessionInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::OpenSurplusSession, input.act, async |_| {
            Ok(Content::OpenSurplusSession(input.terms.read("", input.delivery_date.0, input.zone.0)?))
        })
        .await
    }

    /// Records a file of miners' bids in a session.
    async fn record_bids(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordBidsInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordBids, input.act, async |asked| {
            let (session, on) = session_and_day(asked, &input.session).await?;
            Ok(Content::RecordBids { session, rows: each("rows", &input.rows, |row, path| row.read(path, on))? })
        })
        .await
    }

    /// Awards a session's quota to its bids, in the order that the session names: the register works out who gets what.
    async fn clear_surplus_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: ClearSurplusSessionInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::ClearSurplusSession, input.act, async |asked| {
            // The register fills in the awards when it records the act.
            Ok(Content::ClearSurplusSession { session: session(asked, &input.session).await?, rows: Vec::new() })
        })
        .await
    }

    /// Records a file of awards of a session that was cleared elsewhere.
    async fn record_awards(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordAwardsInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordAwards, input.act, async |asked| {
            let (session, on) = session_and_day(asked, &input.session).await?;
            Ok(Content::RecordAwards { session, rows: each("rows", &input.rows, |row, path| row.read(path, on))? })
        })
        .await
    }
}
