//! Rows of files: distributions and sales, readings, awards.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tizilim::domain::asset::Asset;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::reading::EnergySource;
use tizilim::domain::rule::LicenceKind;

use super::when::{Clock, When, busy, when};
use crate::register::{Award, Centre, Coin, FIRMS, Firm, OWN, Reading, Said, What};

/// A distribution or a sale as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct CoinDraft {
    when: When,
    of_licensee: bool,
    miner: Firm,
    with: Option<Option<Firm>>,
    asset: Asset,
    units: i64,
}

pub(super) fn coin() -> BoxedStrategy<CoinDraft> {
    let with = prop_oneof![6 => Just(None), 1 => Just(Some(None)), 2 => (0..FIRMS).prop_map(|firm| Some(Some(firm)))];
    let asset = prop_oneof![4 => Just(Asset::Btc), 2 => Just(Asset::Ltc), 1 => select(Asset::ALL.to_vec())];
    let units = select(vec![0_i64, 1, 2, 3, 4, 100_000_000, 200_000_000, 300_000_000, 400_000_000, 300_000_001]);
    (when(), proptest::bool::weighted(0.85), 0..FIRMS, with, asset, units)
        .prop_map(|(when, of_licensee, miner, with, asset, units)| CoinDraft { when, of_licensee, miner, with, asset, units })
        .boxed()
}

impl CoinDraft {
    /// Firm 1 is the usual pool, and firm 3 the usual miner for a pool.
    pub(super) fn distribution(self, kind: LicenceKind, clock: &Clock) -> Coin {
        let mut row = self.row(1, clock);
        if kind == LicenceKind::Pool && self.of_licensee {
            row.with = Some(OWN);
            row.miner = if self.with.is_none() { 3 } else { self.miner };
        } else if self.of_licensee {
            row.miner = OWN;
        }
        row
    }

    /// Firm 2 is the usual exchange.
    pub(super) fn sale(self, clock: &Clock) -> Coin {
        let mut row = self.row(2, clock);
        if self.of_licensee {
            row.miner = OWN;
        }
        row
    }

    fn row(&self, usual: Firm, clock: &Clock) -> Coin {
        let with = self.with.unwrap_or(Some(usual));
        Coin { on: self.when.on(clock), miner: self.miner, with, asset: self.asset, units: self.units }
    }
}

/// Hours by their place in the day, the twenty-fifth among them, and Wh.
fn hours() -> BoxedStrategy<Vec<(usize, i64)>> {
    let hour = prop_oneof![5 => select(vec![0_usize, 1, 23, 24]), 1 => 0..25_usize];
    let energy = select(vec![0_i64, 1, 500, 1_000, 1_050, 1_100, 2_000]);
    vec((hour, energy), 0..5).boxed()
}

/// How many hours a day has: on 29 February 2024 the clock went back.
fn hours_of(day: Day) -> usize {
    if day == Day::constant(2024, 2, 29) { 25 } else { 24 }
}

/// A reading as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct ReadingDraft {
    when: When,
    centre: usize,
    miner: Firm,
    source: EnergySource,
    hours: Vec<(usize, i64)>,
}

pub(super) fn reading() -> BoxedStrategy<ReadingDraft> {
    let miner = prop_oneof![5 => Just(OWN), 2 => 1..FIRMS];
    let source = prop_oneof![3 => Just(EnergySource::GridAuction), 4 => select(EnergySource::ALL.to_vec())];
    (busy(), 0..4_usize, miner, source, hours())
        .prop_map(|(when, centre, miner, source, hours)| ReadingDraft { when, centre, miner, source, hours })
        .boxed()
}

impl ReadingDraft {
    /// The licensee consumes where it holds or was placed at some time; nobody before a data centre is held or after.
    pub(super) fn resolve(&self, centres: &[Centre], said: &[Said], clock: &Clock) -> Option<Reading> {
        let placed = |index: usize| said.iter().any(|said| matches!(said.what, What::Placed { centre, .. } if centre == index));
        let open: Vec<usize> =
            (0..centres.len()).filter(|index| self.miner != OWN || centres[*index].holder == OWN || placed(*index)).collect();
        let centre = *open.get(self.centre % open.len().max(1))?;
        let last = centres[centre].closed.map_or(Day::LAST, Day::previous);
        let on = self.when.on(clock).clamp(centres[centre].from, last);
        let mut hours = vec![None; self.hours.iter().map(|(hour, _)| hour + 1).max().unwrap_or(0).min(hours_of(on))];
        for (hour, energy) in &self.hours {
            if let Some(slot) = hours.get_mut(*hour) {
                *slot = Some(*energy);
            }
        }
        Some(Reading { centre, miner: self.miner, source: self.source, on, hours })
    }
}

/// An award as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct AwardDraft {
    when: When,
    miner: Firm,
    zone: Zone,
    lots: Vec<(usize, i64)>,
}

pub(super) fn award() -> BoxedStrategy<AwardDraft> {
    let miner = prop_oneof![6 => Just(OWN), 1 => 1..FIRMS];
    (busy(), miner, select(Zone::ALL.to_vec()), hours())
        .prop_map(|(when, miner, zone, lots)| AwardDraft { when, miner, zone, lots })
        .boxed()
}

impl AwardDraft {
    pub(super) fn resolve(&self, clock: &Clock) -> Award {
        let on = self.when.on(clock);
        let mut lots: Vec<(usize, i64)> = self.lots.iter().map(|(hour, energy)| (hour + 1, *energy)).collect();
        lots.retain(|(hour, _)| *hour <= hours_of(on));
        Award { miner: self.miner, zone: self.zone, on, lots }
    }
}

/// Awards that leave no more than so many per cent of the surplus power in the licensee's data centres uncovered.
pub(super) fn covering(percent: i64, readings: &[Reading], centres: &[Centre]) -> Vec<Award> {
    let own = |reading: &&Reading| centres[reading.centre].holder == OWN && reading.source == EnergySource::GridAuction;
    let award = |reading: &Reading| {
        let lot = |(index, energy): (usize, &Option<i64>)| {
            energy.map(|energy| (index + 1, (energy * 100 + 99 + percent) / (100 + percent)))
        };
        let lots = reading.hours.iter().enumerate().filter_map(lot).collect();
        Award { miner: OWN, zone: centres[reading.centre].zone, on: reading.on, lots }
    };
    readings.iter().filter(own).map(award).collect()
}
