//! Files of distributions and sales, row by row, and their sums by month.

use std::collections::BTreeSet;

use entity::{distribution, sale};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::monthly::{self, Side};
use super::super::rows::{self, party_columns};
use super::super::version::replace;
use super::{FileRows, OPEN, standing_rows};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::party::Party;
use crate::domain::sequence::Sequence;
use crate::domain::trade::{DistributionRow, SaleRow};

pub(super) async fn distributions(
    tx: &DatabaseTransaction,
    seq: Sequence,
    file: FileRows<'_, DistributionRow>,
    pool: &Party,
) -> Result<(), StoreError> {
    let present: Vec<distribution::Model> = standing_rows!(tx, seq, file, distribution);
    let mut touched: BTreeSet<(Bin, Day)> = file.rows.iter().map(|row| (row.miner, row.on)).collect();
    for row in &present {
        let was = rows::distribution(row)?;
        touched.insert((was.miner, was.on));
    }
    let wanted = file.numbered().map(|(at, row)| distribution_row(file.origin, at, pool, row)).collect();
    replace::<distribution::Entity>(tx, seq, present, wanted).await?;
    monthly::refresh_trade(tx, seq, Side::Distribution, &touched).await
}

pub(super) async fn sales(
    tx: &DatabaseTransaction,
    seq: Sequence,
    file: FileRows<'_, SaleRow>,
    venue: &Party,
) -> Result<(), StoreError> {
    let present: Vec<sale::Model> = standing_rows!(tx, seq, file, sale);
    let mut touched: BTreeSet<(Bin, Day)> = file.rows.iter().map(|row| (row.miner, row.on)).collect();
    for row in &present {
        let was = rows::sale(row)?;
        touched.insert((was.miner, was.on));
    }
    let wanted = file.numbered().map(|(at, row)| sale_row(file.origin, at, venue, row)).collect();
    replace::<sale::Entity>(tx, seq, present, wanted).await?;
    monthly::refresh_trade(tx, seq, Side::Sale, &touched).await
}

fn distribution_row(origin: Sequence, at: u32, pool: &Party, row: &DistributionRow) -> distribution::Model {
    let (pool_bin, pool_name) = party_columns(pool);
    distribution::Model {
        origin_seq: origin.number(),
        row_no: at.into(),
        from_seq: 0,
        to_seq: OPEN,
        pool_bin,
        pool_name,
        miner_bin: row.miner.digits().to_owned(),
        on_day: row.on.date(),
        asset: row.asset.code().to_owned(),
        units: row.units.units(),
        commission: row.commission.map(|amount| amount.units()),
        wallet: row.wallet.as_ref().map(ToString::to_string),
    }
}

fn sale_row(origin: Sequence, at: u32, venue: &Party, row: &SaleRow) -> sale::Model {
    let (venue_bin, venue_name) = party_columns(venue);
    sale::Model {
        origin_seq: origin.number(),
        row_no: at.into(),
        from_seq: 0,
        to_seq: OPEN,
        venue_bin,
        venue_name,
        miner_bin: row.miner.digits().to_owned(),
        on_day: row.on.date(),
        asset: row.asset.code().to_owned(),
        units: row.units.units(),
    }
}
