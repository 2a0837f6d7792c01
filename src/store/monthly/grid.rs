//! Surplus power taken and awarded, by month, holder of data centres and zone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{award, data_centre, grid_month, organisation, reading};
use sea_orm::sea_query::{Condition, IntoCondition};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::super::error::StoreError;
use super::super::rows::{self, Cell};
use super::super::version::{replace, visible};
use super::super::{CHUNK, OPEN, Reads};
use super::{Days, day_in, month_of, number_in_month, read_days, written_days};
use crate::domain::bin::Bin;
use crate::domain::daily::{self, ExcessHour, GridDay};
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::period::Period;
use crate::domain::reading::{EnergySource, Reading};
use crate::domain::sequence::Sequence;
use crate::domain::surplus::Award;

/// A day: taken, awarded, hours in excess, acts.
#[derive(Serialize, Deserialize)]
struct OfDay(Option<Energy>, Option<Energy>, Vec<ExcessHour>, Vec<Sequence>);

type Key = (Bin, Zone, Day);

/// Compares these days again in the zone of a data centre, for whoever holds it.
pub(in super::super) async fn refresh_grid_of(
    tx: &DatabaseTransaction,
    seq: Sequence,
    data_centre: DataCentreId,
    days: &BTreeSet<Day>,
) -> Result<(), StoreError> {
    if days.is_empty() {
        return Ok(());
    }
    let cell = Cell("data_centre", data_centre.0.to_string());
    let found = data_centre::Entity::find()
        .filter(data_centre::Column::Id.eq(data_centre.0.number()))
        .filter(data_centre::Column::ToSeq.eq(OPEN));
    let found = cell.take("id", found.one(tx).await?)?;
    let holder = cell.take("organisation_id", organisation::Entity::find_by_id(found.organisation_id).one(tx).await?)?;
    let holder = cell.bin("bin", &holder.bin)?;
    let touched = days.iter().map(|on| (found.zone.clone(), holder, *on)).collect();
    refresh_grid(tx, seq, &touched).await
}

/// Compares these days of these holders again, zone by zone.
pub(in super::super) async fn refresh_grid(
    tx: &DatabaseTransaction,
    seq: Sequence,
    touched: &BTreeSet<(String, Bin, Day)>,
) -> Result<(), StoreError> {
    let cell = Cell("grid_month", String::new());
    let mut by_month: BTreeMap<(Zone, Day), BTreeSet<(Bin, Day)>> = BTreeMap::new();
    for (zone, holder, on) in touched {
        let zone = cell.take("zone", Zone::from_code(zone))?;
        by_month.entry((zone, month_of(*on))).or_default().insert((*holder, *on));
    }
    for ((zone, month), touched) in by_month {
        refresh_month(tx, seq, zone, month, &touched).await?;
    }
    Ok(())
}

async fn refresh_month(
    tx: &DatabaseTransaction,
    seq: Sequence,
    zone: Zone,
    month: Day,
    touched: &BTreeSet<(Bin, Day)>,
) -> Result<(), StoreError> {
    let holders: BTreeSet<Bin> = touched.iter().map(|(holder, _)| *holder).collect();
    let present = grid_month::Entity::find()
        .filter(grid_month::Column::HolderBin.is_in(holders.iter().map(Bin::digits)))
        .filter(grid_month::Column::Zone.eq(zone.code()))
        .filter(grid_month::Column::Month.eq(month.date()))
        .filter(grid_month::Column::ToSeq.eq(OPEN))
        .all(tx)
        .await?;
    let mut months: BTreeMap<Key, Days<OfDay>> = BTreeMap::new();
    for row in &present {
        let (key, mut days) = read(row)?;
        days.retain(|number, _| !touched.contains(&(key.0, day_in(month, *number))));
        months.insert(key, days);
    }
    for sum in compared(tx, zone, &holders, touched).await? {
        let of_day = OfDay(sum.consumed, sum.awarded, sum.excess, sum.acts);
        months.entry((sum.holder, zone, month)).or_default().insert(number_in_month(sum.on), of_day);
    }
    let wanted = months.iter().filter(|(_, days)| !days.is_empty()).map(|(key, days)| row_of(key, days)).collect();
    replace::<grid_month::Entity>(tx, seq, present, wanted).await
}

/// The touched days, from the readings and awards as they now stand.
async fn compared(
    tx: &DatabaseTransaction,
    zone: Zone,
    holders: &BTreeSet<Bin>,
    touched: &BTreeSet<(Bin, Day)>,
) -> Result<Vec<GridDay>, StoreError> {
    let days: BTreeSet<Day> = touched.iter().map(|(_, on)| *on).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let mut taken: HashMap<Bin, Vec<Reading>> = HashMap::new();
    let centres = centres_of(tx, zone, holders).await?;
    let readings = reading::Entity::find()
        .filter(reading::Column::DataCentreId.is_in(centres.keys().copied()))
        .filter(reading::Column::Source.eq(EnergySource::GridAuction.code()))
        .filter(reading::Column::OnDay.between(first.date(), last.date()))
        .filter(reading::Column::ToSeq.eq(OPEN));
    let readings = if centres.is_empty() { Vec::new() } else { readings.all(tx).await? };
    for row in &readings {
        let reading = rows::reading(row)?;
        if let Some(holder) = centres.get(&row.data_centre_id).filter(|holder| touched.contains(&(**holder, reading.row.on))) {
            taken.entry(*holder).or_default().push(reading);
        }
    }
    let mut awarded: HashMap<Bin, Vec<Award>> = HashMap::new();
    let awards = award::Entity::find()
        .filter(award::Column::MinerBin.is_in(holders.iter().map(Bin::digits)))
        .filter(award::Column::Zone.eq(zone.code()))
        .filter(award::Column::DeliveryDate.between(first.date(), last.date()))
        .filter(award::Column::ToSeq.eq(OPEN));
    for row in awards.all(tx).await? {
        let award = rows::award(&row)?;
        if touched.contains(&(award.row.miner, award.on)) {
            awarded.entry(award.row.miner).or_default().push(award);
        }
    }
    let of = |holder: &Bin| {
        let (taken, awarded) = (taken.remove(holder).unwrap_or_default(), awarded.remove(holder).unwrap_or_default());
        daily::grid(*holder, zone, &taken, &awarded)
    };
    Ok(holders.iter().flat_map(of).collect())
}

/// The data centres of these holders in a zone, each with its holder.
async fn centres_of(tx: &DatabaseTransaction, zone: Zone, holders: &BTreeSet<Bin>) -> Result<HashMap<i64, Bin>, StoreError> {
    let organisations =
        organisation::Entity::find().filter(organisation::Column::Bin.is_in(holders.iter().map(Bin::digits))).all(tx).await?;
    let cell = Cell("organisation", String::new());
    let mut bins: HashMap<i64, Bin> = HashMap::new();
    for row in organisations {
        bins.insert(row.id, cell.bin("bin", &row.bin)?);
    }
    let centres = data_centre::Entity::find()
        .filter(data_centre::Column::OrganisationId.is_in(bins.keys().copied()))
        .filter(data_centre::Column::Zone.eq(zone.code()))
        .filter(data_centre::Column::ToSeq.eq(OPEN))
        .all(tx)
        .await?;
    Ok(centres.into_iter().filter_map(|row| Some((row.id, *bins.get(&row.organisation_id)?))).collect())
}

fn row_of((holder, zone, month): &Key, days: &Days<OfDay>) -> grid_month::Model {
    grid_month::Model {
        holder_bin: holder.digits().to_owned(),
        zone: zone.code().to_owned(),
        month: month.date(),
        from_seq: 0,
        to_seq: OPEN,
        consumed_wh: days.values().filter_map(|day| day.0).sum::<Energy>().wh(),
        awarded_wh: days.values().filter_map(|day| day.1).sum::<Energy>().wh(),
        days: written_days(days),
    }
}

fn read(row: &grid_month::Model) -> Result<(Key, Days<OfDay>), StoreError> {
    let cell = Cell("grid_month", format!("{} {}", row.zone, row.month));
    let key =
        (cell.bin("holder_bin", &row.holder_bin)?, cell.take("zone", Zone::from_code(&row.zone))?, cell.day("month", row.month)?);
    Ok((key, read_days(&cell, &row.days)?))
}

impl Reads<'_> {
    /// Surplus power of these holders on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn grid_of(&self, holders: &[Bin], period: Period, seq: Sequence) -> Result<Vec<GridDay>, StoreError> {
        let mut found = Vec::new();
        for holders in holders.chunks(CHUNK) {
            let of_these = grid_month::Column::HolderBin.is_in(holders.iter().map(Bin::digits));
            found.extend(self.grid(of_these.into_condition(), period, seq).await?);
        }
        Ok(in_order(found))
    }

    /// Surplus power of all holders on the days of a period, by day. One statement.
    ///
    /// # Errors
    /// As [`Reads::grid_of`].
    pub async fn grid_in(&self, period: Period, seq: Sequence) -> Result<Vec<GridDay>, StoreError> {
        Ok(in_order(self.grid(Condition::all(), period, seq).await?))
    }

    async fn grid(&self, of: Condition, period: Period, seq: Sequence) -> Result<Vec<GridDay>, StoreError> {
        let query = grid_month::Entity::find()
            .filter(of)
            .filter(grid_month::Column::Month.between(month_of(period.from).date(), period.until.date()))
            .filter(visible(grid_month::Column::FromSeq, grid_month::Column::ToSeq, seq));
        let mut found = Vec::new();
        for row in query.all(&self.0).await? {
            let ((holder, zone, month), days) = read(&row)?;
            let day = |(number, OfDay(consumed, awarded, excess, acts))| GridDay {
                holder,
                zone,
                on: day_in(month, number),
                consumed,
                awarded,
                excess,
                acts,
            };
            found.extend(days.into_iter().map(day).filter(|day| period.contains(day.on)));
        }
        Ok(found)
    }
}

/// The order of the rows is nobody's promise; the same facts come in the same order.
fn in_order(mut days: Vec<GridDay>) -> Vec<GridDay> {
    days.sort_by_key(|day| (day.on, day.holder, day.zone));
    days
}
