//! Files of distributions and sales.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{DistributionInput, PartyInput, SaleInput};
use super::super::error::RequestError;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};
use crate::domain::refusal::Refusal;

/// Acts that record files.
#[derive(Default)]
pub struct Acts;

/// A file of what a pool passed to miners: one act, whatever its length.
#[derive(InputObject)]
pub struct RecordDistributionsInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// The pool.
    pool: PartyInput,
    /// The lines of the file. Confidential: the journal shows how many, and a salted hash.
    rows: Vec<DistributionInput>,
}

/// A file of sales on one venue: one act, whatever its length.
#[derive(InputObject)]
pub struct RecordSalesInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Where was sold.
    venue: PartyInput,
    /// The lines of the file. Confidential: the journal shows how many, and a salted hash.
    rows: Vec<SaleInput>,
}

/// Acts that record files.
#[Object(name = "FileActs")]
impl Acts {
    /// Records a file of distributions from a pool to miners (Law 193-VII art. 10(3)).
    async fn record_distributions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordDistributionsInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordDistributions, input.act, async |_| {
            let rows =
                input.rows.iter().enumerate().map(|(at, row)| row.read(&format!("rows.{at}"))).collect::<Result<_, Refusal>>()?;
            let pool = input.pool.read("pool")?;
            Ok(Content::RecordDistributions { pool, organisation: None, rows })
        })
        .await
    }

    /// Records a file of sales of mined assets.
    async fn record_sales(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordSalesInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordSales, input.act, async |_| {
            let rows =
                input.rows.iter().enumerate().map(|(at, row)| row.read(&format!("rows.{at}"))).collect::<Result<_, Refusal>>()?;
            let venue = input.venue.read("venue")?;
            Ok(Content::RecordSales { venue, organisation: None, rows })
        })
        .await
    }
}
