//! Power, hour by hour: what was awarded, what was taken, and what fee follows from it.

use std::collections::{BTreeMap, HashMap};

use super::estate::Dweller;
use super::plan::{Plan, What};
use super::surplus::{self, Awarded};
use super::{FIRST_DELIVERY, Options};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::hour::hours_in;
use crate::domain::office::Role;
use crate::domain::reading::{EnergySource, ReadingRow};
use crate::domain::report::Span;

/// What each miner consumed in each quarter, by source.
pub(super) type Taken = HashMap<(Bin, Span), BTreeMap<EnergySource, Energy>>;

/// Taken in each hour of power that needs no award.
const EXEMPT_WH: i64 = 2_000_000;
/// The one that took more than it was awarded, how many days ago, in which hour, by how much.
const GREEDY: (usize, u32, usize, i64) = (12, 20, 6, 5_000);
/// Of this one there are awards and no readings.
const UNREAD: usize = 4;
/// What is told whatever else is: the one with renewable power of its own in the last quarter of 2025, on which it is not
/// established what is owed, and the one that paid half of the last quarter but one.
fn always(today: Day) -> [(usize, Day, Day); 2] {
    let owed = Span::quarter_of(today).previous().previous().days().from;
    [(14, Day::constant(2025, 10, 1), Day::constant(2025, 10, 5)), (super::duties::CARELESS, owed, owed.plus_days(4))]
}

/// Adds sessions and readings to the plan.
pub(super) fn join(plan: &mut Plan, estate: &[Dweller], options: &Options) -> Taken {
    let from = options.power_from.max(FIRST_DELIVERY);
    let awarded = surplus::join(plan, estate, from, options.today);
    let mut taken = Taken::new();
    let mut month = Span::month_of(from).days();
    for (_, extra, _) in always(options.today).into_iter().filter(|(_, extra, _)| *extra < month.from) {
        files(plan, estate, &awarded, extra, options, &mut taken);
    }
    while month.from <= options.today {
        files(plan, estate, &awarded, month.from, options, &mut taken);
        month = Span::month_of(month.until.next()).days();
    }
    taken
}

/// The files of one month, one a data centre; that of the running month up to yesterday.
fn files(plan: &mut Plan, estate: &[Dweller], awarded: &Awarded, month: Day, options: &Options, taken: &mut Taken) {
    let days = Span::month_of(month).days();
    let mut by_site: BTreeMap<&str, Vec<ReadingRow>> = BTreeMap::new();
    for dweller in estate.iter().filter(|dweller| dweller.host != UNREAD) {
        let mates =
            estate.iter().filter(|other| other.host == dweller.host && other.source_on(days.from) == EnergySource::GridAuction);
        let mates = i64::try_from(mates.count()).unwrap_or(1).max(1);
        let mut day = days.from;
        while day <= days.until && day < options.today {
            if is_told(dweller, day, options) {
                let hours = hours(dweller, awarded, mates, day, options.today);
                if let Some(hours) = hours {
                    let row = ReadingRow {
                        meter: dweller.meter(),
                        miner: dweller.resident.bin,
                        source: dweller.source_on(day),
                        on: day,
                        hours: hours.into_iter().map(Some).collect(),
                    };
                    let quarter = taken.entry((row.miner, Span::quarter_of(day))).or_default();
                    let sum = quarter.entry(row.source).or_default();
                    *sum = sum.plus(row.total());
                    by_site.entry(&dweller.site).or_default().push(row);
                }
            }
            day = day.next();
        }
    }
    for (code, rows) in by_site {
        let last = rows.iter().map(|row| row.on).max().unwrap_or(days.until);
        let recorded = days.until.plus_days(3).min(options.today);
        let what = What::Read { code: code.to_owned(), rows };
        plan.on_with_effect(recorded, last, Role::EnergyOperator, "Automatic metering, month", what);
    }
}

fn is_told(dweller: &Dweller, day: Day, options: &Options) -> bool {
    let there = dweller.since <= day && day <= dweller.resident.until;
    let always =
        || always(options.today).iter().any(|(n, from, until)| dweller.resident.n == *n && (*from..=*until).contains(&day));
    there && (day >= options.power_from || always())
}

/// What was taken in each hour; of surplus power nine tenths of the award, shared by all under one roof.
fn hours(dweller: &Dweller, awarded: &Awarded, mates: i64, day: Day, today: Day) -> Option<Vec<Energy>> {
    if dweller.source_on(day) != EnergySource::GridAuction {
        return Some(vec![energy(EXEMPT_WH); hours_in(day)]);
    }
    let award = awarded.get(&(dweller.host, day))?;
    let mut hours: Vec<Energy> = award.iter().map(|award| energy(award.wh() / 10 * 9 / mates)).collect();
    let (n, days_ago, hour, beyond) = GREEDY;
    if dweller.resident.n == n && day == today.minus_days(days_ago) {
        hours[hour] = energy(award[hour].wh() + beyond);
    }
    Some(hours)
}

fn energy(wh: i64) -> Energy {
    Energy::from_wh(wh).unwrap_or(Energy::ZERO)
}
