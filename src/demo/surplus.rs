//! Sessions of surplus power, day by day and zone by zone, after the public figures of 2023 and 2024 (law.md, section 2).

use std::collections::HashMap;

use super::estate::Dweller;
use super::plan::{Plan, What};
use crate::domain::authorisation::Subkind;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::hour::{Hour, hours_in};
use crate::domain::money::{Money, Price};
use crate::domain::office::Role;
use crate::domain::reading::EnergySource;
use crate::domain::surplus::{AwardRow, AwardedLot, BidRow, ClearingOrder, Lot, SessionHour, SessionTerms};

/// Quota in GWh and the share of it that was used, in thousandths, from July 2023 to December 2024: on average 29 %, least
/// in September 2023 and most in August 2024; over 300 GWh a month from March to July 2024.
const MONTHS: [(i64, i64); 18] = [
    (150, 150),
    (160, 120),
    (180, 84),
    (170, 140),
    (160, 180),
    (150, 210),
    (150, 200),
    (0, 0),
    (310, 240),
    (320, 270),
    (330, 300),
    (320, 380),
    (310, 550),
    (280, 662),
    (260, 500),
    (240, 400),
    (220, 310),
    (210, 240),
];
/// What later months offer, of which no figures are public.
const SINCE: (i64, i64) = (240, 350);
/// Supply was cancelled from late January to the end of February 2024.
const CANCELLED: [Day; 2] = [Day::constant(2024, 1, 26), Day::constant(2024, 2, 29)];
/// West has about a seventh of the country's quota.
const WEST_OF: i64 = 7;
/// Of so many last months bids are told too, and the register clears; of earlier ones the awards.
const MONTHS_WITH_BIDS: u32 = 2;

/// What each holder was awarded, by day, hour by hour.
pub(super) type Awarded = HashMap<(usize, Day), Vec<Energy>>;

/// Adds all sessions to the plan.
pub(super) fn join(plan: &mut Plan, estate: &[Dweller], from: Day, today: Day) -> Awarded {
    let mut awarded = Awarded::new();
    let mut day = from;
    while day <= today {
        if !(CANCELLED[0]..=CANCELLED[1]).contains(&day) {
            let cleared_here = day > today.minus_months(MONTHS_WITH_BIDS);
            let (quota, share) = figures(day);
            // West is told for the last year and a month only, enough to ask about and soon made; before it, North and
            // South stand for the whole country.
            let west = if day > today.minus_months(13) { quota / WEST_OF } else { 0 };
            for (zone, quota) in
                [(Zone::NorthSouth, quota - west), (Zone::West, west)].into_iter().filter(|(_, quota)| *quota > 0)
            {
                session(plan, estate, (day, zone), (quota, share), cleared_here, &mut awarded);
            }
        }
        day = day.next();
    }
    awarded
}

fn session(
    plan: &mut Plan,
    estate: &[Dweller],
    (day, zone): (Day, Zone),
    (quota_gwh, share): (i64, i64),
    cleared_here: bool,
    awarded: &mut Awarded,
) {
    let bidders = bidders(estate, day, zone);
    let hours = hours_in(day);
    let month_hours = 730;
    let quota = energy(quota_gwh * 1_000_000_000 / month_hours);
    let start_price = Price(tiyn(1_500));
    let offered = (0..hours).map(|at| SessionHour { hour: Hour::at(at), quota, start_price }).collect();
    let eve = day.previous();
    let terms = SessionTerms { delivery_date: day, zone, order: ClearingOrder::PriceThenTime, hours: offered };
    plan.on(eve, Role::EnergyOperator, "Quota of the system operator", What::OpenSession(terms));
    if bidders.is_empty() {
        return;
    }
    let count = i64::try_from(bidders.len()).unwrap_or(1);
    let each = energy(quota.wh() / 1_000 * share / count);
    for bidder in &bidders {
        awarded.insert((bidder.resident.n, day), vec![each; hours]);
    }
    let price = |at: usize| Price(tiyn(1_500 + 10 * i64::try_from(at).unwrap_or(0)));
    if !cleared_here {
        let lot = |at, hour| AwardedLot { hour: Hour::at(hour), energy: each, price: price(at), cut: None };
        let row = |(at, bidder): (usize, &&Dweller)| AwardRow {
            miner: bidder.resident.bin,
            lots: (0..hours).map(|hour| lot(at, hour)).collect(),
        };
        let rows = bidders.iter().enumerate().map(row).collect();
        plan.on(eve, Role::EnergyOperator, "Register of the winners", What::Award { session: (day, zone), rows });
        return;
    }
    let lot = |at, hour| Lot { hour: Hour::at(hour), energy: each, price: price(at) };
    let row = |(at, bidder): (usize, &&Dweller)| BidRow {
        miner: bidder.resident.bin,
        lots: (0..hours).map(|hour| lot(at, hour)).collect(),
    };
    let rows = bidders.iter().enumerate().map(row).collect();
    plan.on(eve, Role::EnergyOperator, "Bids of the session", What::Bid { session: (day, zone), rows });
    plan.on(eve, Role::EnergyOperator, "Clearing of the session", What::Clear { session: (day, zone) });
}

/// The holders that buy.
fn bidders(estate: &[Dweller], day: Day, zone: Zone) -> Vec<&Dweller> {
    let bids = |dweller: &&Dweller| {
        dweller.resident.subkind == Subkind::One
            && dweller.source_on(day) == EnergySource::GridAuction
            && dweller.zone == zone
            && dweller.since <= day.previous()
            && day <= dweller.resident.until
    };
    estate.iter().filter(bids).collect()
}

fn figures(day: Day) -> (i64, i64) {
    let months = (day.year() - 2023) * 12 + i32::try_from(day.month()).unwrap_or(1) - 7;
    usize::try_from(months).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or(SINCE)
}

fn energy(wh: i64) -> Energy {
    Energy::from_wh(wh).unwrap_or(Energy::ZERO)
}

fn tiyn(tiyn: i64) -> Money {
    Money::from_tiyn(tiyn).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_follow_the_public_figures() {
        let of = |year, month| figures(Day::new(year, month, 15).expect("a day"));
        assert_eq!(of(2023, 9).1, 84);
        assert_eq!(of(2024, 8).1, 662);
        assert!((3..=7).all(|month| of(2024, month).0 > 300));
        let told: Vec<i64> = MONTHS.iter().filter(|(quota, _)| *quota > 0).map(|(_, share)| *share).collect();
        let average = told.iter().sum::<i64>() / i64::try_from(told.len()).expect("a few months");
        assert!((285..295).contains(&average), "{average}");
        assert_eq!((told.iter().min(), told.iter().max()), (Some(&84), Some(&662)));
    }
}
