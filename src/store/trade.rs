//! Distributions and sales under a sequence.

use entity::{award, bid, distribution, reading, sale};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::version::visible;
use super::{CHUNK, OPEN, Reads, rows};
use crate::domain::bin::Bin;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::trade::{Distribution, DistributionRow, Sale, SaleRow};

impl Reads<'_> {
    /// Distributions to these miners on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn distributions_to(&self, miners: &[Bin], period: Period, seq: Sequence) -> Result<Vec<Distribution>, StoreError> {
        let mut found = Vec::new();
        for bins in miners.chunks(CHUNK) {
            let query = distribution::Entity::find()
                .filter(distribution::Column::MinerBin.is_in(bins.iter().map(Bin::digits)))
                .filter(distribution::Column::OnDay.between(period.from.date(), period.until.date()))
                .filter(visible(distribution::Column::FromSeq, distribution::Column::ToSeq, seq))
                .order_by_asc(distribution::Column::OnDay)
                .order_by_asc(distribution::Column::OriginSeq)
                .order_by_asc(distribution::Column::RowNo);
            for row in query.all(&self.0).await? {
                found.push(rows::distribution(&row)?);
            }
        }
        Ok(found)
    }

    /// Sales of these miners on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::distributions_to`].
    pub async fn sales_of(&self, miners: &[Bin], period: Period, seq: Sequence) -> Result<Vec<Sale>, StoreError> {
        let mut found = Vec::new();
        for bins in miners.chunks(CHUNK) {
            let query = sale::Entity::find()
                .filter(sale::Column::MinerBin.is_in(bins.iter().map(Bin::digits)))
                .filter(sale::Column::OnDay.between(period.from.date(), period.until.date()))
                .filter(visible(sale::Column::FromSeq, sale::Column::ToSeq, seq))
                .order_by_asc(sale::Column::OnDay)
                .order_by_asc(sale::Column::OriginSeq)
                .order_by_asc(sale::Column::RowNo);
            for row in query.all(&self.0).await? {
                found.push(rows::sale(&row)?);
            }
        }
        Ok(found)
    }

    /// Whether anything of a file still stands: not once it was annulled. Five statements.
    ///
    /// # Errors
    /// As [`Reads::distributions_to`].
    pub async fn file_stands(&self, origin: Sequence) -> Result<bool, StoreError> {
        macro_rules! stands {
            ($table:ident) => {{
                let of_file = $table::Entity::find().filter($table::Column::OriginSeq.eq(origin.number()));
                of_file.filter($table::Column::ToSeq.eq(OPEN)).one(&self.0).await?.is_some()
            }};
        }
        Ok(stands!(distribution) || stands!(sale) || stands!(reading) || stands!(bid) || stands!(award))
    }

    /// A row of a file of distributions as it now stands. One statement.
    ///
    /// # Errors
    /// As [`Reads::distributions_to`].
    pub async fn distribution_row(&self, origin: Sequence, row: u32) -> Result<Option<DistributionRow>, StoreError> {
        let found = distribution::Entity::find()
            .filter(distribution::Column::OriginSeq.eq(origin.number()))
            .filter(distribution::Column::RowNo.eq(i64::from(row)))
            .filter(distribution::Column::ToSeq.eq(OPEN));
        found.one(&self.0).await?.as_ref().map(rows::distribution_line).transpose()
    }

    /// A row of a file of sales as it now stands. One statement.
    ///
    /// # Errors
    /// As [`Reads::distributions_to`].
    pub async fn sale_row(&self, origin: Sequence, row: u32) -> Result<Option<SaleRow>, StoreError> {
        let found = sale::Entity::find()
            .filter(sale::Column::OriginSeq.eq(origin.number()))
            .filter(sale::Column::RowNo.eq(i64::from(row)))
            .filter(sale::Column::ToSeq.eq(OPEN));
        let sale = found.one(&self.0).await?.as_ref().map(rows::sale).transpose()?;
        Ok(sale.map(|sale| SaleRow { miner: sale.miner, on: sale.on, asset: sale.asset, units: sale.units }))
    }
}
