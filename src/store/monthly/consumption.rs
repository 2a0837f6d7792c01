//! What miners consumed, by month, data centre and source.

use std::collections::{BTreeMap, BTreeSet};

use entity::{energy_month, reading};
use sea_orm::sea_query::{Condition, IntoCondition};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::super::error::StoreError;
use super::super::rows::{self, Cell};
use super::super::version::{replace, visible};
use super::super::{CHUNK, OPEN, Reads};
use super::{Days, day_in, month_of, number_in_month, read_days, written_days};
use crate::domain::bin::Bin;
use crate::domain::daily::{self, Consumed};
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::period::Period;
use crate::domain::reading::EnergySource;
use crate::domain::sequence::Sequence;

/// A day: energy, acts.
#[derive(Serialize, Deserialize)]
struct OfDay(Energy, Vec<Sequence>);

type Key = (Bin, DataCentreId, EnergySource, Day);

/// Sums these days of a data centre again.
pub(in super::super) async fn refresh_consumption(
    tx: &DatabaseTransaction,
    seq: Sequence,
    data_centre: DataCentreId,
    touched: &BTreeSet<Day>,
) -> Result<(), StoreError> {
    let mut by_month: BTreeMap<Day, BTreeSet<Day>> = BTreeMap::new();
    touched.iter().for_each(|on| {
        by_month.entry(month_of(*on)).or_default().insert(*on);
    });
    for (month, touched) in by_month {
        let present = energy_month::Entity::find()
            .filter(energy_month::Column::DataCentreId.eq(data_centre.0.number()))
            .filter(energy_month::Column::Month.eq(month.date()))
            .filter(energy_month::Column::ToSeq.eq(OPEN))
            .all(tx)
            .await?;
        let mut months: BTreeMap<Key, Days<OfDay>> = BTreeMap::new();
        for row in &present {
            let (key, mut days) = read(row)?;
            days.retain(|number, _| !touched.contains(&day_in(month, *number)));
            months.insert(key, days);
        }
        for sum in sums(tx, data_centre, &touched).await? {
            let days = months.entry((sum.miner, sum.data_centre, sum.source, month)).or_default();
            days.insert(number_in_month(sum.on), OfDay(sum.energy, sum.acts));
        }
        let wanted = months.iter().filter(|(_, days)| !days.is_empty()).map(|(key, days)| row_of(key, days)).collect();
        replace::<energy_month::Entity>(tx, seq, present, wanted).await?;
    }
    Ok(())
}

async fn sums(tx: &DatabaseTransaction, data_centre: DataCentreId, touched: &BTreeSet<Day>) -> Result<Vec<Consumed>, StoreError> {
    let (Some(first), Some(last)) = (touched.first(), touched.last()) else { return Ok(Vec::new()) };
    let stand = reading::Entity::find()
        .filter(reading::Column::DataCentreId.eq(data_centre.0.number()))
        .filter(reading::Column::OnDay.between(first.date(), last.date()))
        .filter(reading::Column::ToSeq.eq(OPEN));
    let readings: Vec<_> = stand.all(tx).await?.iter().map(rows::reading).collect::<Result<_, _>>()?;
    let readings: Vec<_> = readings.into_iter().filter(|reading| touched.contains(&reading.row.on)).collect();
    Ok(daily::consumption(&readings))
}

fn row_of((miner, data_centre, source, month): &Key, days: &Days<OfDay>) -> energy_month::Model {
    energy_month::Model {
        miner_bin: miner.digits().to_owned(),
        data_centre_id: data_centre.0.number(),
        source: source.code().to_owned(),
        month: month.date(),
        from_seq: 0,
        to_seq: OPEN,
        energy_wh: days.values().map(|day| day.0).sum::<Energy>().wh(),
        days: written_days(days),
    }
}

fn read(row: &energy_month::Model) -> Result<(Key, Days<OfDay>), StoreError> {
    let cell = Cell("energy_month", format!("{} {} {}", row.data_centre_id, row.source, row.month));
    let key = (
        cell.bin("miner_bin", &row.miner_bin)?,
        DataCentreId(cell.seq("data_centre_id", row.data_centre_id)?),
        cell.take("source", EnergySource::from_code(&row.source))?,
        cell.day("month", row.month)?,
    );
    Ok((key, read_days(&cell, &row.days)?))
}

impl Reads<'_> {
    /// What these miners consumed on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn consumed_by(&self, miners: &[Bin], period: Period, seq: Sequence) -> Result<Vec<Consumed>, StoreError> {
        let mut found = Vec::new();
        for miners in miners.chunks(CHUNK) {
            let of_these = energy_month::Column::MinerBin.is_in(miners.iter().map(Bin::digits));
            found.extend(self.consumed(of_these.into_condition(), period, seq).await?);
        }
        Ok(in_order(found))
    }

    /// What all miners consumed on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::consumed_by`].
    pub async fn consumed_in(&self, period: Period, seq: Sequence) -> Result<Vec<Consumed>, StoreError> {
        Ok(in_order(self.consumed(Condition::all(), period, seq).await?))
    }

    async fn consumed(&self, of: Condition, period: Period, seq: Sequence) -> Result<Vec<Consumed>, StoreError> {
        let query = energy_month::Entity::find()
            .filter(of)
            .filter(energy_month::Column::Month.between(month_of(period.from).date(), period.until.date()))
            .filter(visible(energy_month::Column::FromSeq, energy_month::Column::ToSeq, seq));
        let mut found = Vec::new();
        for row in query.all(&self.0).await? {
            let ((miner, data_centre, source, month), days) = read(&row)?;
            let day =
                |(number, OfDay(energy, acts))| Consumed { miner, data_centre, source, on: day_in(month, number), energy, acts };
            found.extend(days.into_iter().map(day).filter(|day| period.contains(day.on)));
        }
        Ok(found)
    }
}

/// The order of the rows is nobody's promise; the same facts come in the same order.
fn in_order(mut days: Vec<Consumed>) -> Vec<Consumed> {
    days.sort_by_key(|day| (day.on, day.miner, day.data_centre, day.source));
    days
}
