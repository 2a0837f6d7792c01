//! Mined coin on its way: what pools passed to miners and what those sold, file by file, month by month.

use std::collections::BTreeMap;

use super::Options;
use super::plan::{Plan, What};
use crate::domain::asset::Asset;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::decimal::Amount;
use crate::domain::office::Role;
use crate::domain::party::Party;
use crate::domain::trade::{DistributionRow, SaleRow};

/// One miner's trade.
pub(super) struct Trade {
    pub(super) miner: Bin,
    pub(super) pool: Party,
    pub(super) asset: Asset,
    /// Mined in a month, in 10⁻⁸.
    pub(super) monthly: i64,
    pub(super) from: Day,
    pub(super) until: Day,
    pub(super) sells: Sells,
}

/// What share of it is sold, in thousandths: for 2024 and 2025 by half-year.
#[derive(Clone)]
pub(super) struct Sells {
    pub(super) y2024: [i64; 2],
    pub(super) y2025: [i64; 2],
    /// In every other year.
    pub(super) later: i64,
    /// Besides, on a platform that no one licensed.
    pub(super) elsewhere: i64,
    pub(super) venue: Party,
}

impl Sells {
    /// Sells what the law calls for and a little more.
    pub(super) fn well(venue: Party) -> Self {
        Self { y2024: [600; 2], y2025: [800; 2], later: 400, elsewhere: 0, venue }
    }

    fn share(&self, on: Day) -> i64 {
        let half = usize::from(on >= Day::new(on.year(), 7, 1).unwrap_or(on));
        match on.year() {
            2024 => self.y2024[half],
            2025 => self.y2025[half],
            _ => self.later,
        }
    }
}

/// Above this many miners only the newest months of trade are told, so that a large register stays quick to make.
const WHOLE_STORY: usize = 1_000;
const MONTHS_OF_A_LARGE_REGISTER: u32 = 2;
/// A longer table is handed in as several files.
const ROWS_OF_A_FILE: usize = 50_000;

/// Adds the files of all trades to the plan.
pub(super) fn join(plan: &mut Plan, trades: &[Trade], options: &Options) {
    let whole_story = Day::LAW_IN_FORCE;
    let told_from =
        if options.licensees > WHOLE_STORY { options.today.minus_months(MONTHS_OF_A_LARGE_REGISTER + 1) } else { whole_story };
    let mut month = Day::LAW_IN_FORCE;
    // The last month is told once it has ended and the file is due.
    while month.plus_months(1).plus_days(4) <= options.today {
        // The few of the cast are always told whole.
        let told =
            trades.iter().enumerate().filter(|(at, _)| month >= told_from || *at < super::cast::MINERS).map(|(_, trade)| trade);
        files_of_month(plan, told, month);
        month = month.plus_months(1);
    }
}

fn files_of_month<'a>(plan: &mut Plan, trades: impl Iterator<Item = &'a Trade>, month: Day) {
    let mut distributions: BTreeMap<Party, Vec<DistributionRow>> = BTreeMap::new();
    let mut sales: BTreeMap<Party, Vec<SaleRow>> = BTreeMap::new();
    for trade in trades {
        let rows = distributed(trade, month);
        if rows.is_empty() {
            continue;
        }
        let total: i64 = rows.iter().map(|row| row.units.units()).sum();
        distributions.entry(trade.pool.clone()).or_default().extend(rows);
        for (venue, share) in
            [(trade.sells.venue.clone(), trade.sells.share(month)), (unlicensed_platform(), trade.sells.elsewhere)]
        {
            let sold = Amount::from_units(total / 1000 * share).filter(|units| units.units() > 0);
            sales.entry(venue).or_default().extend(sold.map(|units| SaleRow {
                miner: trade.miner,
                on: month.plus_days(24),
                asset: trade.asset,
                units,
            }));
        }
    }
    let (last_day, due) = (month.plus_months(1).previous(), month.plus_months(1).plus_days(4));
    for (pool, rows) in distributions {
        for rows in rows.chunks(ROWS_OF_A_FILE).map(<[_]>::to_vec) {
            let what = What::Distributions { pool: pool.clone(), rows };
            plan.on_with_effect(due, last_day, Role::TaxAuthority, "Monthly table of the pool", what);
        }
    }
    for (venue, rows) in sales {
        for rows in rows.chunks(ROWS_OF_A_FILE).map(<[_]>::to_vec) {
            let what = What::Sales { venue: venue.clone(), rows };
            plan.on_with_effect(due, last_day, Role::TaxAuthority, "Monthly table of sales", what);
        }
    }
}

/// Two distributions a month, on the 7th and the 21st.
fn distributed(trade: &Trade, month: Day) -> Vec<DistributionRow> {
    let days = [month.plus_days(6), month.plus_days(20)];
    let row = |on: Day| {
        let units = Amount::from_units(trade.monthly / 2)?;
        let commission = Amount::from_units(trade.monthly / 200);
        (trade.from <= on && on <= trade.until).then_some(DistributionRow {
            miner: trade.miner,
            on,
            asset: trade.asset,
            units,
            commission,
            wallet: None,
        })
    };
    days.into_iter().filter_map(row).collect()
}

fn unlicensed_platform() -> Party {
    Party::Name(super::names::text("Sample Unlicensed Platform"))
}
