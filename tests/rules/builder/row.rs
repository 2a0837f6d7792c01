//! Rows of the files that are handed in: distributions, sales, readings, awards.
//!
//! - `2024-03-01 1 BTC from Pool`, `2024-03-01 1 BTC to Miner`, `2024-03-01 1 BTC sold on Exchange`;
//! - `2024-03-05 took 12.5 kWh of GRID_AUCTION in hour 7 at Site2`: without the hour in the first, without the place in
//!   `Site1`; also `2024-03-05 Miner3 took …`;
//! - `2024-03-05 awarded 12.5 kWh in hour 7 of WEST`: without the zone in `NORTH_SOUTH`.

use tizilim::compliance::facts::{Facts, Site};
use tizilim::domain::asset::Asset;
use tizilim::domain::bin::Bin;
use tizilim::domain::daily;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::decimal::Amount;
use tizilim::domain::energy::Energy;
use tizilim::domain::hour::Hour;
use tizilim::domain::reading::{EnergySource, Reading, ReadingRow};
use tizilim::domain::sequence::Sequence;
use tizilim::domain::surplus::{Award, AwardRow, AwardedLot, SessionId};
use tizilim::domain::trade::{Distribution, Sale};

use super::site::site_id;
use super::words::{after, bin, party, sequence, text};

/// All rows that are told.
#[derive(Default)]
pub(super) struct Rows {
    distributions: Vec<Distribution>,
    sales: Vec<Sale>,
    readings: Vec<Reading>,
    awards: Vec<Award>,
}

impl Rows {
    /// Takes a row of coin: what stands after its day.
    pub(super) fn trade(&mut self, act: Sequence, on: Day, units: &str, code: &str, words: &[&str]) {
        let asset = Asset::from_code(code).unwrap_or_else(|| panic!("no asset: {code}"));
        let units: Amount = units.parse().unwrap_or_else(|why| panic!("{units}: {why}"));
        let distributed = |pool: &str, miner: &str| Distribution { act, pool: party(pool), miner: bin(miner), on, asset, units };
        match words {
            ["from", pool @ ..] => self.distributions.push(distributed(&pool.join(" "), "Miner")),
            ["to", miner] => self.distributions.push(distributed("Pool", miner)),
            ["sold", "on", venue @ ..] => {
                self.sales.push(Sale { act, venue: party(&venue.join(" ")), miner: bin("Miner"), on, asset, units });
            }
            _ => panic!("neither from, nor to, nor sold on: {words:?}"),
        }
    }

    /// Takes a reading of a meter.
    pub(super) fn reading(&mut self, act: Sequence, miner: &str, on: Day, kwh: &str, words: &[&str]) {
        let code = after(words, "of").expect("a source");
        let hour = hour(on, words);
        let mut hours = vec![None; hour.index()];
        hours.push(Some(energy(kwh)));
        let row = ReadingRow {
            meter: text("A"),
            miner: bin(miner),
            source: EnergySource::from_code(code).unwrap_or_else(|| panic!("no source: {code}")),
            on,
            hours,
        };
        self.readings.push(Reading { act, data_centre: site_id(after(words, "at").unwrap_or("Site1")), row });
    }

    /// Takes an award.
    pub(super) fn award(&mut self, act: Sequence, miner: &str, on: Day, kwh: &str, words: &[&str]) {
        let zone = after(words, "of").unwrap_or("NORTH_SOUTH");
        let price = "20".parse().expect("a price");
        let lot = AwardedLot { hour: hour(on, words), energy: energy(kwh), price, cut: None };
        self.awards.push(Award {
            act,
            session: SessionId(sequence(300)),
            on,
            zone: Zone::from_code(zone).unwrap_or_else(|| panic!("no zone: {zone}")),
            row: AwardRow { miner: bin(miner), lots: vec![lot] },
        });
    }

    /// Sums them up by day for a licensee, up to the day asked: what comes after it is not told yet.
    pub(super) fn sum_up(&self, facts: &mut Facts, licensee: Bin, asked: Day) {
        let up_to = |on: Day| on <= asked;
        let distributions: Vec<_> = self.distributions.iter().filter(|row| up_to(row.on)).cloned().collect();
        let sales: Vec<_> = self.sales.iter().filter(|row| up_to(row.on)).cloned().collect();
        let readings: Vec<_> = self.readings.iter().filter(|reading| up_to(reading.row.on)).cloned().collect();
        let awards: Vec<_> = self.awards.iter().filter(|award| up_to(award.on)).cloned().collect();
        let own: Vec<_> = readings.iter().filter(|reading| reading.row.miner == licensee).cloned().collect();
        facts.distributions = daily::distributions(&distributions);
        facts.sales = daily::sales(&sales);
        facts.consumed = daily::consumption(&own);
        facts.grid = Zone::ALL.iter().flat_map(|zone| grid(licensee, *zone, &facts.sites, &readings, &awards)).collect();
    }
}

/// Surplus power in one zone, in the data centres that the licensee holds.
fn grid(licensee: Bin, zone: Zone, sites: &[Site], readings: &[Reading], awards: &[Award]) -> Vec<daily::GridDay> {
    let held = |reading: &&Reading| {
        let there = |site: &Site| site.centre.id == reading.data_centre && site.centre.zone == zone && site.holder == licensee;
        sites.iter().any(there)
    };
    let readings: Vec<_> = readings.iter().filter(held).cloned().collect();
    let awards: Vec<_> = awards.iter().filter(|award| award.zone == zone && award.row.miner == licensee).cloned().collect();
    daily::grid(licensee, zone, &readings, &awards)
}

fn energy(kwh: &str) -> Energy {
    kwh.parse().unwrap_or_else(|why| panic!("{kwh}: {why}"))
}

fn hour(on: Day, words: &[&str]) -> Hour {
    let number = after(words, "hour").map_or(1, |hour| hour.parse().expect("a number of an hour"));
    Hour::of(on, number).unwrap_or_else(|| panic!("{on} has no hour {number}"))
}
