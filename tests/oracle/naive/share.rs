//! The duty to sell while it was in force: R7.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::asset::Asset;
use tizilim::domain::day::Day;
use tizilim::domain::rule::RuleCode;

use super::calendar::clamped;
use super::trade::on_licensed_exchange;
use super::{Asked, ONE, Told, in_force, told, value, with};
use crate::register::OWN;

/// A calendar year, clipped to the days on which one threshold is in force.
#[derive(Clone, Copy)]
struct Duty {
    first: Day,
    last: Day,
    threshold: i128,
}

/// R7. A missed share of the latest ended period comes first, then one of the running period that is below, then
/// whichever is met. NOT_ASSESSED while no threshold is known for the day asked; a day without a known threshold is of no
/// period.
pub(super) fn sale_share(asked: &Asked<'_>) -> Told {
    if asked.value("threshold").is_none() {
        return told(Outcome::NotAssessed);
    }
    let mut ended: Option<Duty> = None;
    let mut running = None;
    for duty in duties(asked) {
        if duty.last < asked.on {
            ended = Some(duty);
        } else if duty.first <= asked.on {
            running = Some(duty);
        }
    }
    let ended = ended.map_or(told(Outcome::NotApplicable), |duty| judge(asked, duty, Outcome::Breached));
    let running = running.map_or(told(Outcome::NotApplicable), |duty| judge(asked, duty, Outcome::AtRisk));
    for outcome in [Outcome::Breached, Outcome::AtRisk, Outcome::Satisfied] {
        for period in [ended, running] {
            if period.outcome == outcome {
                return period;
            }
        }
    }
    told(Outcome::NotApplicable)
}

/// The periods, oldest first, day by day: a new one begins with each year and wherever the threshold changes.
fn duties(asked: &Asked<'_>) -> Vec<Duty> {
    let mut found: Vec<Duty> = Vec::new();
    let mut day = Day::constant(2022, 1, 1);
    let last = clamped(asked.on.year(), 12, 31);
    while day <= last {
        let version = in_force(asked.register, RuleCode::SaleShare, day);
        if let Some(threshold) = version.and_then(|version| value(version, "threshold")) {
            match found.last_mut() {
                Some(duty) if duty.last.next() == day && duty.first.year() == day.year() && duty.threshold == threshold => {
                    duty.last = day;
                }
                _ => found.push(Duty { first: day, last: day, threshold }),
            }
        }
        day = day.next();
    }
    found
}

/// The worst asset of those of which anything was distributed in the period.
fn judge(asked: &Asked<'_>, duty: Duty, when_below: Outcome) -> Told {
    let mut worst: Option<(i128, bool)> = None;
    for asset in Asset::ALL {
        let (mut distributed, mut sold) = (0, 0);
        for row in &asked.register.distributions {
            if row.miner == OWN && row.asset == *asset && duty.first <= row.on && row.on <= duty.last.min(asked.on) {
                distributed += i128::from(row.units);
            }
        }
        for row in &asked.register.sales {
            if row.miner == OWN
                && row.asset == *asset
                && duty.first <= row.on
                && row.on <= duty.last.min(asked.on)
                && on_licensed_exchange(asked.register, row)
            {
                sold += i128::from(row.units);
            }
        }
        if distributed == 0 {
            continue;
        }
        let share = sold * ONE / distributed;
        let below = sold * ONE < duty.threshold * distributed;
        if worst.is_none_or(|(least, _)| share < least) {
            worst = Some((share, below));
        }
    }
    match worst {
        Some((share, below)) => with(if below { when_below } else { Outcome::Satisfied }, share, duty.threshold),
        None => told(Outcome::NotApplicable),
    }
}
