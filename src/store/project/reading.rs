//! Files of readings, a day of a meter a row, and what they change in the sums by month.

use std::collections::BTreeSet;

use entity::reading;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::monthly;
use super::super::rows;
use super::super::version::replace;
use super::{FileRows, OPEN, standing_rows};
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::reading::{EnergySource, ReadingRow};
use crate::domain::sequence::Sequence;

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    file: FileRows<'_, ReadingRow>,
    data_centre: DataCentreId,
) -> Result<(), StoreError> {
    let present: Vec<reading::Model> = standing_rows!(tx, seq, file, reading);
    let mut days: BTreeSet<Day> = file.rows.iter().map(|row| row.on).collect();
    let mut of_grid: BTreeSet<Day> = grid_days(file.rows.iter());
    for row in &present {
        let was = rows::reading(row)?.row;
        days.insert(was.on);
        of_grid.extend(grid_days([&was].into_iter()));
    }
    let wanted = file.numbered().map(|(at, row)| reading_row(file.origin, at, data_centre, row)).collect();
    replace::<reading::Entity>(tx, seq, present, wanted).await?;
    monthly::refresh_consumption(tx, seq, data_centre, &days).await?;
    monthly::refresh_grid_of(tx, seq, data_centre, &of_grid).await
}

fn grid_days<'a>(rows: impl Iterator<Item = &'a ReadingRow>) -> BTreeSet<Day> {
    rows.filter(|row| row.source == EnergySource::GridAuction).map(|row| row.on).collect()
}

fn reading_row(origin: Sequence, at: u32, data_centre: DataCentreId, row: &ReadingRow) -> reading::Model {
    reading::Model {
        origin_seq: origin.number(),
        row_no: at.into(),
        from_seq: 0,
        to_seq: OPEN,
        data_centre_id: data_centre.0.number(),
        meter: row.meter.to_string(),
        miner_bin: row.miner.digits().to_owned(),
        source: row.source.code().to_owned(),
        on_day: row.on.date(),
        energy_wh: row.total().wh(),
        // Checked values always have a JSON form.
        hours: serde_json::to_string(&row.hours).unwrap_or_default(),
    }
}
