//! The crowd: as many more miners as the public totals, or the size asked for, call for.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use super::cast::{self, ACTIVE_IN_NOVEMBER_2024, FIRMS};
use super::estate::Resident;
use super::names::{self, Trade as Line, bin, details};
use super::plan::{Plan, What};
use super::trade::{Sells, Trade};
use super::{FEWEST, Options};
use crate::domain::asset::Asset;
use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::day::Day;
use crate::domain::office::Role;
use crate::domain::party::Party;

/// Licences of subkind I and II in November 2024 (law.md 6.1).
const LICENSED_IN_NOVEMBER_2024: [usize; 2] = [17, 28];
const FIRST_GRANT: Day = Day::constant(2023, 6, 1);
const JUNE_2023: Day = Day::constant(2023, 6, 28);
const NOVEMBER_2024: Day = Day::constant(2024, 11, 15);
const REGIONS: [&str; 10] = ["55", "55", "35", "63", "19", "10", "39", "62", "15", "11"];
const APPLICATION: &str = "On the applicant's application";

/// Adds the crowd to the plan.
pub(super) fn join(plan: &mut Plan, trades: &mut Vec<Trade>, residents: &mut Vec<Resident>, options: &Options) {
    let mut chance = Pcg64::seed_from_u64(options.seed);
    let [first, second] = [0, 1].map(|at| LICENSED_IN_NOVEMBER_2024[at] - ACTIVE_IN_NOVEMBER_2024[at]);
    let late = options.licensees.max(FEWEST) - cast::MINERS - first - second;
    for n in 0..first + second + late {
        let (subkind, from, until) = match n {
            // The buyers of 2023 were there from the first session on.
            n if n < first => (Subkind::One, FIRST_GRANT, JUNE_2023),
            n if n < first + second => (Subkind::Two, FIRST_GRANT, NOVEMBER_2024),
            _ => (
                if chance.random_bool(0.4) { Subkind::One } else { Subkind::Two },
                NOVEMBER_2024.plus_days(16),
                options.today.minus_days(40),
            ),
        };
        let granted = day_between(&mut chance, from, until.max(from));
        residents.push(enter(plan, trades, &mut chance, Newcomer { n, subkind, granted }, options));
    }
}

struct Newcomer {
    n: usize,
    subkind: Subkind,
    granted: Day,
}

fn enter(plan: &mut Plan, trades: &mut Vec<Trade>, chance: &mut Pcg64, newcomer: Newcomer, options: &Options) -> Resident {
    let Newcomer { n, subkind, granted } = newcomer;
    let bin = bin(FIRMS + n);
    let number = format!("DEMO-M-{:04}", cast::MINERS + 1 + n);
    let region = REGIONS[chance.random_range(0..REGIONS.len())];
    let host = format!("miner-{}.example", cast::MINERS + 1 + n);
    let details = details(names::names(Line::Miner, cast::MINERS + 1 + n), region, Some(&host));
    plan.on(granted, Role::Ministry, APPLICATION, What::Register { bin, details });
    let grant = What::Grant {
        bin,
        role: LicenseeRole::Miner,
        subkind: Some(subkind),
        number: number.clone(),
        expires_on: None,
        conditions: None,
    };
    plan.on(granted, Role::Ministry, APPLICATION, grant);
    // A term that would end before the story does, or soon after it, was renewed in time.
    if granted.plus_months(36) <= options.today.plus_days(60) {
        let renewed = granted.plus_months(36).minus_days(chance.random_range(30..60)).min(options.today);
        plan.on(
            renewed,
            Role::Ministry,
            APPLICATION,
            What::Renew { number: number.clone(), expires_on: granted.plus_months(72).previous() },
        );
    }
    let careless = chance.random_bool(0.1);
    let sells = Sells {
        y2024: [chance.random_range(if careless { 300..480 } else { 520..700 }); 2],
        y2025: [chance.random_range(if careless { 500..740 } else { 760..900 }); 2],
        later: chance.random_range(200..600),
        elsewhere: 0,
        venue: Party::Bin(cast::exchange_bin(chance.random_range(1..=2))),
    };
    let asset = if chance.random_bool(0.85) { Asset::Btc } else { Asset::Kas };
    let scale = if asset == Asset::Kas { 10_000 } else { 1 };
    let monthly = chance.random_range(5_000_000_i64..150_000_000) * scale;
    trades.push(Trade {
        miner: bin,
        pool: Party::Bin(cast::pool_bin(1)),
        asset,
        monthly,
        from: granted,
        until: options.today,
        sells,
    });
    Resident { n: cast::MINERS + 1 + n, bin, number, subkind, region, from: granted, until: options.today }
}

fn day_between(chance: &mut Pcg64, from: Day, until: Day) -> Day {
    let days = until.date().signed_duration_since(from.date()).num_days();
    from.plus_days(u32::try_from(chance.random_range(0..=days.max(0))).unwrap_or(0))
}
