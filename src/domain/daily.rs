//! What is handed in by rows and hours, summed by day: what the findings count, whatever the number of rows.
//!
//! Each sum is a pure function of the rows, made again whenever they change; the database keeps the days by month.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::asset::Asset;
use super::bin::Bin;
use super::data_centre::{DataCentreId, Zone};
use super::day::Day;
use super::decimal::Decimal;
use super::energy::Energy;
use super::hour::Hour;
use super::party::Party;
use super::reading::{EnergySource, Reading};
use super::sequence::Sequence;
use super::surplus::Award;
use super::trade::{Distribution, Sale};

/// What passed between a miner and a pool or a venue on a day, in one asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traded {
    /// The pool that it came from, or the venue where it was sold.
    pub party: Party,
    /// The miner.
    pub miner: Bin,
    /// The asset.
    pub asset: Asset,
    /// The day.
    pub on: Day,
    /// How much in all.
    pub units: Decimal,
    /// In how many rows.
    pub rows: usize,
    /// The acts that say so, in order.
    pub acts: Vec<Sequence>,
}

/// What a miner consumed on a day in one data centre from one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumed {
    /// Who.
    pub miner: Bin,
    /// Where.
    pub data_centre: DataCentreId,
    /// From which source.
    pub source: EnergySource,
    /// The day.
    pub on: Day,
    /// How much in all.
    pub energy: Energy,
    /// The acts that say so, in order.
    pub acts: Vec<Sequence>,
}

/// Surplus power on a day in one zone: what was taken in the data centres of one holder, beside what the holder was
/// awarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridDay {
    /// The holder.
    pub holder: Bin,
    /// The zone.
    pub zone: Zone,
    /// The day.
    pub on: Day,
    /// What was taken; none where nothing was read.
    pub consumed: Option<Energy>,
    /// What was awarded; none where nothing was.
    pub awarded: Option<Energy>,
    /// The hours in which more was taken than awarded.
    pub excess: Vec<ExcessHour>,
    /// The acts that say so, in order.
    pub acts: Vec<Sequence>,
}

/// An hour in which more was taken than awarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcessHour {
    /// Which hour.
    pub hour: Hour,
    /// What was taken, in Wh.
    pub consumed: Energy,
    /// What was awarded, in Wh.
    pub awarded: Energy,
    /// The acts that say so, in order.
    pub acts: Vec<Sequence>,
}

#[derive(Default)]
struct Sum {
    units: i128,
    rows: usize,
    acts: BTreeSet<Sequence>,
}

/// Distributions by day, pool, miner and asset.
pub fn distributions(rows: &[Distribution]) -> Vec<Traded> {
    traded(rows.iter().map(|row| (row.on, row.pool.clone(), row.miner, row.asset, row.units.units(), row.act)))
}

/// Sales by day, venue, miner and asset.
pub fn sales(rows: &[Sale]) -> Vec<Traded> {
    traded(rows.iter().map(|row| (row.on, row.venue.clone(), row.miner, row.asset, row.units.units(), row.act)))
}

fn traded(rows: impl Iterator<Item = (Day, Party, Bin, Asset, i64, Sequence)>) -> Vec<Traded> {
    let mut sums: BTreeMap<(Day, Party, Bin, Asset), Sum> = BTreeMap::new();
    for (on, party, miner, asset, units, act) in rows {
        let sum = sums.entry((on, party, miner, asset)).or_default();
        sum.units += i128::from(units);
        sum.rows += 1;
        sum.acts.insert(act);
    }
    let day = |((on, party, miner, asset), sum): ((Day, Party, Bin, Asset), Sum)| Traded {
        party,
        miner,
        asset,
        on,
        units: Decimal::from_units(sum.units),
        rows: sum.rows,
        acts: sum.acts.into_iter().collect(),
    };
    sums.into_iter().map(day).collect()
}

/// Readings by day, miner, data centre and source.
pub fn consumption(readings: &[Reading]) -> Vec<Consumed> {
    let mut sums: BTreeMap<(Day, Bin, DataCentreId, EnergySource), Consumed> = BTreeMap::new();
    for Reading { act, data_centre, row } in readings {
        let sum = sums.entry((row.on, row.miner, *data_centre, row.source)).or_insert_with(|| Consumed {
            miner: row.miner,
            data_centre: *data_centre,
            source: row.source,
            on: row.on,
            energy: Energy::ZERO,
            acts: Vec::new(),
        });
        sum.energy = sum.energy.plus(row.total());
        sum.acts.push(*act);
    }
    sums.into_values().map(|sum| Consumed { acts: distinct(sum.acts), ..sum }).collect()
}

fn distinct(mut acts: Vec<Sequence>) -> Vec<Sequence> {
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// Surplus power of one holder in one zone by day: `readings` are those of surplus power in the holder's data centres of
/// the zone, whoever consumed it there; `awards` are the holder's in the zone.
pub fn grid(holder: Bin, zone: Zone, readings: &[Reading], awards: &[Award]) -> Vec<GridDay> {
    #[derive(Default)]
    struct InHour {
        consumed: Energy,
        awarded: Energy,
        acts: BTreeSet<Sequence>,
    }
    let mut hours: BTreeMap<(Day, Hour), InHour> = BTreeMap::new();
    let mut days: BTreeMap<Day, GridDay> = BTreeMap::new();
    let empty = |on| GridDay { holder, zone, on, consumed: None, awarded: None, excess: Vec::new(), acts: Vec::new() };
    for reading in readings.iter().filter(|reading| reading.row.source == EnergySource::GridAuction) {
        let day = days.entry(reading.row.on).or_insert_with(|| empty(reading.row.on));
        day.consumed = Some(day.consumed.unwrap_or_default().plus(reading.row.total()));
        day.acts.push(reading.act);
        for (hour, energy) in reading.row.read() {
            let slot = hours.entry((reading.row.on, hour)).or_default();
            slot.consumed = slot.consumed.plus(energy);
            slot.acts.insert(reading.act);
        }
    }
    // A bid that was cut to nothing is no award.
    for award in awards.iter().filter(|award| award.row.lots.iter().any(|lot| lot.energy > Energy::ZERO)) {
        let day = days.entry(award.on).or_insert_with(|| empty(award.on));
        let total: Energy = award.row.lots.iter().map(|lot| lot.energy).sum();
        day.awarded = Some(day.awarded.unwrap_or_default().plus(total));
        day.acts.push(award.act);
        for lot in &award.row.lots {
            let slot = hours.entry((award.on, lot.hour)).or_default();
            slot.awarded = slot.awarded.plus(lot.energy);
            slot.acts.insert(award.act);
        }
    }
    for ((on, hour), slot) in hours.into_iter().filter(|(_, slot)| slot.consumed > slot.awarded) {
        let acts = slot.acts.into_iter().collect();
        let excess = ExcessHour { hour, consumed: slot.consumed, awarded: slot.awarded, acts };
        days.entry(on).or_insert_with(|| empty(on)).excess.push(excess);
    }
    days.into_values().map(|day| GridDay { acts: distinct(day.acts), ..day }).collect()
}
