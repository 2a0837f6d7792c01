//! R7 and R8: the duty to sell a share of mined coin on licensed exchanges (art. 8(4), in force 2024-01-01 to
//! 2026-01-17), and where sales were made.

use std::sync::Arc;

use super::super::facts::Facts;
use super::super::finding::{Finding, Measure, Outcome, Part, PartOf, Reason, SHARE, Share, Speaks};
use super::super::obligation::{Obligation, ObligationState};
use super::super::rulebook::{DutyPeriod, Rulebook};
use super::provenance::{count, leaving_days};
use super::{Ruling, not_assessed};
use crate::domain::asset::Asset;
use crate::domain::daily::Traded;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::rule::{RuleCode, RuleVersion, THRESHOLD, WINDOW_MONTHS};
use crate::domain::sequence::Sequence;

/// SALE_SHARE. The latest ended period decides SATISFIED or BREACHED; the running one AT_RISK when it is below.
/// The finding names the period that decided, and speaks by the rule version of that period. Where the ended period
/// had nothing to sell and the running one meets its threshold so far, the duty is SATISFIED.
pub(super) fn share(facts: &Facts, book: &Rulebook, today: &Arc<RuleVersion>, on: Day) -> Finding {
    if today.value(THRESHOLD).is_none() {
        return not_assessed(THRESHOLD.name).by(Arc::clone(today));
    }
    match ended_and_running(facts, book, on) {
        (Some(ended), _) if ended.outcome == Outcome::Breached => ended,
        (_, Some(running)) if running.outcome == Outcome::AtRisk => running,
        (Some(met), _) | (None, Some(met)) => met,
        (None, None) => Ruling::new(Outcome::NotApplicable, Reason::NothingToSell).by(Arc::clone(today)),
    }
}

/// The share of the period that ended last, and of the running one, each by its last day. A period in which nothing was
/// distributed owes none.
pub(super) fn to_sell(facts: &Facts, book: &Rulebook, today: &Arc<RuleVersion>, on: Day) -> Vec<Obligation> {
    if today.value(THRESHOLD).is_none() {
        let period = Period::year(on.year()).and_then(|year| year.intersect(&today.in_force));
        let owed = |period| Obligation {
            rule: Arc::clone(today),
            period,
            due_on: None,
            state: ObligationState::NotAssessed,
            done_on: None,
        };
        return period.map(owed).into_iter().collect();
    }
    let owed = |finding: Finding| {
        let state = match finding.outcome {
            Outcome::Satisfied => ObligationState::Done,
            Outcome::Breached => ObligationState::Overdue,
            _ => ObligationState::Open,
        };
        let period = finding.period?.period();
        Some(Obligation { rule: finding.rule, period, due_on: finding.due_on, state, done_on: None })
    };
    let (ended, running) = ended_and_running(facts, book, on);
    ended.into_iter().chain(running).filter_map(owed).collect()
}

/// What became of the period that ended last, and how the running one stands.
fn ended_and_running(facts: &Facts, book: &Rulebook, on: Day) -> (Option<Finding>, Option<Finding>) {
    let periods = book.duty_periods(on);
    let ended = periods.iter().filter(|duty| duty.period.until < on).max_by_key(|duty| duty.period.until);
    let running = periods.iter().find(|duty| duty.period.contains(on));
    let missed = (Outcome::Breached, Reason::ShareMissed as fn(Share) -> Reason);
    let below = (Outcome::AtRisk, Reason::ShareBelowSoFar as fn(Share) -> Reason);
    let ended = ended.and_then(|duty| judge_period(facts, duty, on, Reason::ShareMet, missed));
    let running = running.and_then(|duty| judge_period(facts, duty, on, Reason::ShareMetSoFar, below));
    (ended, running)
}

/// `None` when nothing was distributed in the period.
fn judge_period(
    facts: &Facts,
    duty: &DutyPeriod,
    on: Day,
    met: fn(Share) -> Reason,
    missed: (Outcome, fn(Share) -> Reason),
) -> Option<Finding> {
    let required = duty.version.value(THRESHOLD)?;
    // Of a running period, what has happened by the day asked about.
    let counted = Period { until: duty.period.until.min(on), ..duty.period };
    let share = |asset: &Asset| share_of_asset(facts, counted, *asset, required, missed.0);
    let by_asset: Vec<(Asset, Part)> = Asset::ALL.iter().filter_map(|asset| Some((*asset, share(asset)?))).collect();
    let (asset, worst) = by_asset.iter().min_by_key(|(_, part)| part.measure.measured)?;
    let share = Share { year: duty.period.from.year(), asset: *asset, sold: worst.measure.measured, required };
    let (outcome, reason) =
        if worst.outcome == Outcome::Satisfied { (Outcome::Satisfied, met(share)) } else { (missed.0, (missed.1)(share)) };
    let ruling = Ruling {
        period: Some(Speaks::Of(duty.period)),
        measure: Some(worst.measure),
        due_on: Some(duty.period.until),
        evidence: evidence(facts, counted),
        parts: by_asset.iter().map(|(_, part)| Part { period: duty.period, ..*part }).collect(),
        ..Ruling::new(outcome, reason)
    };
    Some(ruling.by(Arc::clone(&duty.version)))
}

/// share = sold on licensed exchanges in the period / distributed in the period; `None` when nothing was distributed.
fn share_of_asset(facts: &Facts, period: Period, asset: Asset, required: Decimal, missed: Outcome) -> Option<Part> {
    let distributed = Decimal::total(facts.distributions_in(period).filter(|row| row.asset == asset).map(|row| row.units));
    let counted = |sale: &&Traded| sale.asset == asset && facts.was_on_licensed_exchange(sale);
    let sold = Decimal::total(facts.sales_in(period).filter(counted).map(|sale| sale.units));
    let measured = Decimal::share(sold, distributed)?;
    let outcome = if required.is_reached_by(sold, distributed) { Outcome::Satisfied } else { missed };
    Some(Part { of: PartOf::Asset(asset), period, measure: Measure { measured, required, unit: SHARE }, outcome })
}

fn evidence(facts: &Facts, period: Period) -> Vec<Sequence> {
    facts.distributions_in(period).chain(facts.sales_in(period)).flat_map(|row| row.acts.iter().copied()).collect()
}

/// Years turn on 1 January; the days on which thresholds turn are the rulebook's.
pub(super) fn share_turning_days(on: Day) -> Vec<Day> {
    (1..=2).filter_map(|years| Day::new(on.year() + years, 1, 1)).collect()
}

/// SALE_VENUE_ELIGIBLE. `measured` is the amount that does not count: of the first such asset by code, each in `parts`.
pub(super) fn venue(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let Some(months) = version.count(WINDOW_MONTHS) else { return not_assessed(WINDOW_MONTHS.name) };
    let window = Period::months_up_to(on, months);
    let sales: Vec<&Traded> = facts.sales_in(window).collect();
    let uncounted: Vec<&Traded> = sales.iter().copied().filter(|sale| !facts.was_on_licensed_exchange(sale)).collect();
    let (outcome, reason) = match (count(&sales), count(&uncounted)) {
        (0, _) => (Outcome::NotApplicable, Reason::NothingSold),
        (all, 0) => (Outcome::Satisfied, Reason::AllOnLicensedExchanges(all)),
        (all, some) => (Outcome::AtRisk, Reason::NotOnLicensedExchange(some, all)),
    };
    let parts = amounts_not_counted(&uncounted, window);
    let proof = if uncounted.is_empty() { &sales } else { &uncounted };
    Ruling {
        period: Some(Speaks::OfWindow(window)),
        measure: parts.first().map(|part| part.measure),
        evidence: proof.iter().flat_map(|sale| sale.acts.iter().copied()).collect(),
        parts,
        ..Ruling::new(outcome, reason)
    }
}

fn amounts_not_counted(uncounted: &[&Traded], window: Period) -> Vec<Part> {
    Asset::ALL
        .iter()
        .filter(|asset| uncounted.iter().any(|sale| sale.asset == **asset))
        .map(|asset| {
            let amount = Decimal::total(uncounted.iter().filter(|sale| sale.asset == *asset).map(|sale| sale.units));
            let measure = Measure { measured: amount, required: Decimal::ZERO, unit: asset.code() };
            Part { of: PartOf::Asset(*asset), period: window, measure, outcome: Outcome::AtRisk }
        })
        .collect()
}

pub(super) fn venue_turning_days(facts: &Facts, book: &Rulebook) -> Vec<Day> {
    let last = facts.sales.iter().map(|sale| sale.on).max();
    let last_uncounted = facts.sales.iter().filter(|sale| !facts.was_on_licensed_exchange(sale)).map(|sale| sale.on).max();
    leaving_days(book, RuleCode::SaleVenueEligible, last.into_iter().chain(last_uncounted))
}
