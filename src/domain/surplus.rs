//! The sale of surplus power: sessions by delivery day and zone, bids and awards (law.md, section 2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bin::Bin;
use super::codes::coded;
use super::data_centre::Zone;
use super::day::Day;
use super::energy::Energy;
use super::hour::Hour;
use super::money::Price;
use super::sequence::Sequence;

/// A session's key: the number of the act that opened it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub Sequence);

coded! {
    /// In which order a session's quota goes to its bids.
    pub enum ClearingOrder {
        /// The higher price first; of equal prices, the bid that stands earlier in the files.
        PriceThenTime = "PRICE_THEN_TIME",
        /// The higher price first; bids of equal price share what is left in proportion to what they asked for.
        PriceThenShare = "PRICE_THEN_SHARE",
    }
}

/// One hour of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionHour {
    /// Which hour of the delivery day.
    pub hour: Hour,
    /// What the system operator lets miners have, in Wh.
    pub quota: Energy,
    /// The price below which no bid is taken, in tiyn per kWh.
    pub start_price: Price,
}

/// What a session offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionTerms {
    /// The day of delivery.
    pub delivery_date: Day,
    /// In which zone.
    pub zone: Zone,
    /// In which order the quota goes to the bids.
    pub order: ClearingOrder,
    /// The hours, in order.
    pub hours: Vec<SessionHour>,
}

impl SessionTerms {
    /// What is offered in an hour.
    pub fn hour(&self, hour: Hour) -> Option<&SessionHour> {
        self.hours.iter().find(|offered| offered.hour == hour)
    }
}

/// So much in one hour at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lot {
    /// Which hour.
    pub hour: Hour,
    /// How much, in Wh.
    pub energy: Energy,
    /// At which price, in tiyn per kWh.
    pub price: Price,
}

/// A miner's bids in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidRow {
    /// Whose.
    pub miner: Bin,
    /// By hour.
    pub lots: Vec<Lot>,
}

coded! {
    /// Why an award is less than its bid.
    pub enum Cut {
        /// The quota went to higher bids.
        QuotaSpent = "QUOTA_SPENT",
        /// What was left of the quota was less than the bid.
        QuotaShort = "QUOTA_SHORT",
        /// The miner's licence is not active on the day of delivery.
        NotLicensed = "NOT_LICENSED",
    }
}

/// What became of one bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwardedLot {
    /// Which hour.
    pub hour: Hour,
    /// How much, in Wh.
    pub energy: Energy,
    /// At which price, in tiyn per kWh: the one that was bid.
    pub price: Price,
    /// Why it is less than the bid, where it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cut: Option<Cut>,
}

/// A miner's awards in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardRow {
    /// Whose.
    pub miner: Bin,
    /// By hour.
    pub lots: Vec<AwardedLot>,
}

/// An award as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// The act that says it.
    pub act: Sequence,
    /// In which session.
    pub session: SessionId,
    /// The day of delivery.
    pub on: Day,
    /// In which zone.
    pub zone: Zone,
    /// What.
    pub row: AwardRow,
}

/// Awards the quota of each hour to the bids, in the order that the session names. The same terms and bids give the
/// same awards, on every machine: nothing but them decides.
///
/// `bids` stand in the order of their recording; `licensed` says who holds an active licence on the day of delivery.
pub fn clear(terms: &SessionTerms, bids: &[BidRow], licensed: impl Fn(Bin) -> bool) -> Vec<AwardRow> {
    let mut awarded: BTreeMap<(usize, Hour), AwardedLot> = BTreeMap::new();
    for offered in &terms.hours {
        let asked = bids.iter().enumerate().flat_map(|(row, bid)| {
            let of_hour = bid.lots.iter().filter(|lot| lot.hour == offered.hour);
            of_hour.map(move |lot| (row, bid.miner, *lot))
        });
        let (eligible, barred): (Vec<_>, Vec<_>) = asked.partition(|(_, miner, _)| licensed(*miner));
        for (row, _, lot) in barred {
            let nothing = AwardedLot { hour: lot.hour, energy: Energy::ZERO, price: lot.price, cut: Some(Cut::NotLicensed) };
            awarded.insert((row, lot.hour), nothing);
        }
        let mut by_price: BTreeMap<std::cmp::Reverse<Price>, Vec<(usize, Lot)>> = BTreeMap::new();
        for (row, _, lot) in eligible {
            by_price.entry(std::cmp::Reverse(lot.price)).or_default().push((row, lot));
        }
        let mut left = offered.quota;
        for bids in by_price.values() {
            let given = match terms.order {
                ClearingOrder::PriceThenTime => in_turn(left, bids),
                ClearingOrder::PriceThenShare => in_proportion(left, bids),
            };
            for ((row, lot), energy) in bids.iter().zip(given) {
                let cut = (energy < lot.energy).then_some(if energy == Energy::ZERO { Cut::QuotaSpent } else { Cut::QuotaShort });
                awarded.insert((*row, lot.hour), AwardedLot { hour: lot.hour, energy, price: lot.price, cut });
            }
            left = left.minus(bids.iter().filter_map(|(row, lot)| awarded.get(&(*row, lot.hour))).map(|lot| lot.energy).sum());
        }
    }
    let lots_of =
        |row: usize| awarded.range((row, Hour::at(0))..).take_while(move |((of, _), _)| *of == row).map(|(_, lot)| *lot);
    bids.iter().enumerate().map(|(row, bid)| AwardRow { miner: bid.miner, lots: lots_of(row).collect() }).collect()
}

/// Each in its turn, until nothing is left.
fn in_turn(mut left: Energy, bids: &[(usize, Lot)]) -> Vec<Energy> {
    let give = |(_, lot): &(usize, Lot)| {
        let given = lot.energy.min(left);
        left = left.minus(given);
        given
    };
    bids.iter().map(give).collect()
}

/// Each in proportion to what it asked for, in whole Wh; the Wh that rounding leaves go one by one to the first.
fn in_proportion(left: Energy, bids: &[(usize, Lot)]) -> Vec<Energy> {
    let asked: i128 = bids.iter().map(|(_, lot)| i128::from(lot.energy.wh())).sum();
    if asked <= i128::from(left.wh()) {
        return bids.iter().map(|(_, lot)| lot.energy).collect();
    }
    let share = |lot: &Lot| i128::from(lot.energy.wh()) * i128::from(left.wh()) / asked;
    let mut rest = i128::from(left.wh()) - bids.iter().map(|(_, lot)| share(lot)).sum::<i128>();
    let give = |(_, lot): &(usize, Lot)| {
        let extra = i128::from(rest > 0 && share(lot) < i128::from(lot.energy.wh()));
        rest -= extra;
        // Never more than was asked for, which is an Energy.
        i64::try_from(share(lot) + extra).ok().and_then(|wh| Energy::from_wh(wh).ok()).unwrap_or(Energy::ZERO)
    };
    bids.iter().map(give).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(serial: u32) -> Bin {
        (1..=12).find_map(|month| Bin::complete(&format!("23{month:02}40{serial:05}"))).expect("a number")
    }

    fn energy(wh: i64) -> Energy {
        Energy::from_wh(wh).expect("an energy")
    }

    fn price(tenge: &str) -> Price {
        tenge.parse().expect("a price")
    }

    fn terms(order: ClearingOrder, quota: i64) -> SessionTerms {
        let hours = vec![SessionHour { hour: Hour::at(0), quota: energy(quota), start_price: price("10") }];
        SessionTerms { delivery_date: Day::constant(2025, 3, 1), zone: Zone::West, order, hours }
    }

    fn bids(asked: &[(i64, &str)]) -> Vec<BidRow> {
        let lot = |(wh, tenge): &(i64, &str)| Lot { hour: Hour::at(0), energy: energy(*wh), price: price(tenge) };
        (1..).zip(asked).map(|(serial, asked)| BidRow { miner: bin(serial), lots: vec![lot(asked)] }).collect()
    }

    fn given(order: ClearingOrder, quota: i64, asked: &[(i64, &str)]) -> Vec<(i64, Option<Cut>)> {
        let awards = clear(&terms(order, quota), &bids(asked), |_| true);
        awards.iter().map(|row| (row.lots[0].energy.wh(), row.lots[0].cut)).collect()
    }

    #[test]
    fn the_higher_price_comes_first_and_each_cut_has_its_reason() {
        use ClearingOrder::{PriceThenShare, PriceThenTime};
        let (spent, short) = (Some(Cut::QuotaSpent), Some(Cut::QuotaShort));
        assert_eq!(given(PriceThenTime, 100, &[(60, "10"), (50, "12"), (40, "11")]), [(10, short), (50, None), (40, None)]);
        assert_eq!(given(PriceThenTime, 100, &[(60, "10"), (60, "12"), (40, "11")]), [(0, spent), (60, None), (40, None)]);
        assert_eq!(given(PriceThenTime, 100, &[(80, "10"), (80, "10")]), [(80, None), (20, short)]);
        assert_eq!(given(PriceThenShare, 100, &[(80, "10"), (80, "10")]), [(50, short), (50, short)]);
        assert_eq!(given(PriceThenShare, 100, &[(1, "10"), (1, "10"), (200, "10")]), [(1, None), (0, spent), (99, short)]);
        assert_eq!(given(PriceThenShare, 0, &[(5, "10")]), [(0, spent)]);
    }

    #[test]
    fn nothing_is_lost_and_nothing_given_twice() {
        for quota in [0, 1, 7, 99, 100, 101, 5_000] {
            for order in ClearingOrder::ALL {
                let asked = [(33, "10"), (34, "10"), (1, "12"), (50, "11"), (50, "11")];
                let given = given(*order, quota, &asked);
                let total: i64 = given.iter().map(|(wh, _)| wh).sum();
                assert_eq!(total, quota.min(168), "{order:?} {quota}");
                assert!(
                    given
                        .iter()
                        .zip(asked)
                        .all(|((given, cut), (asked, _))| *given <= asked && cut.is_some() == (*given < asked))
                );
            }
        }
    }

    #[test]
    fn who_is_not_licensed_gets_nothing() {
        let asked = bids(&[(60, "12"), (60, "10")]);
        let awards = clear(&terms(ClearingOrder::PriceThenTime, 100), &asked, |miner| miner != asked[0].miner);
        assert_eq!(awards[0].lots[0].cut, Some(Cut::NotLicensed));
        assert_eq!(awards[1].lots[0].energy, energy(60));
    }
}
