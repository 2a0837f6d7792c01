//! Files of distributions, sales and meter readings.

use async_graphql::{Context, InputObject, Object};

use super::super::act_input::ActInput;
use super::super::content::{DistributionInput, PartyInput, ReadingInput, SaleInput, each};
use super::super::error::RequestError;
use super::super::key::DataCentreKey;
use super::named::data_centre;
use super::{ActPayload, record};
use crate::domain::act::{ActKind, Content};

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

/// A file of hourly readings of one data centre: one act, whatever its length.
#[derive(InputObject)]
pub struct RecordReadingsInput {
    /// What every act carries.
    #[graphql(flatten)]
    act: ActInput,
    /// Where was read: code or id.
    data_centre: DataCentreKey,
    /// The lines of the file. Confidential: the journal shows how many, and a salted hash.
    rows: Vec<ReadingInput>,
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
            let rows = each("rows", &input.rows, |row, path| row.read(path))?;
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
            let rows = each("rows", &input.rows, |row, path| row.read(path))?;
            let venue = input.venue.read("venue")?;
            Ok(Content::RecordSales { venue, organisation: None, rows })
        })
        .await
    }
    /// Records a file of what meters of a data centre read: power consumed for mining, hour by hour.
    async fn record_readings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act.")] input: RecordReadingsInput,
    ) -> Result<ActPayload, RequestError> {
        record(ctx, ActKind::RecordReadings, input.act, async |asked| {
            let data_centre = data_centre(asked, &input.data_centre).await?;
            Ok(Content::RecordReadings { data_centre, rows: each("rows", &input.rows, |row, path| row.read(path))? })
        })
        .await
    }
}
