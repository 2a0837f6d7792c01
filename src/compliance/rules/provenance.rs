//! R5 and R16: mined coin passes from accredited pools to licensed miners, and from and to nobody else.

use super::super::facts::Facts;
use super::super::finding::{Measure, Outcome, Part, PartOf, Reason, SHARE, Speaks};
use super::super::rulebook::Rulebook;
use super::{Ruling, not_assessed};
use crate::domain::asset::Asset;
use crate::domain::daily::Traded;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::energy::Energy;
use crate::domain::period::Period;
use crate::domain::rule::{RuleCode, RuleVersion, WINDOW_MONTHS};

type Test = fn(&Facts, &Traded) -> bool;

/// ACCREDITED_POOL_ONLY. Who consumed power in the window must have received something in it: where nothing is on record,
/// the finding is UNDETERMINED.
pub(super) fn through_accredited_pools(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let reasons = Reasons { all: Reason::AllThroughAccreditedPools, some_not: Reason::NotThroughAccreditedPool };
    let ruling = over_window(facts, version, on, Facts::came_through_accredited_pool, &reasons);
    let Some(Speaks::OfWindow(window)) = ruling.period else { return ruling };
    let consumed = || facts.consumed_in(window).filter(|row| row.energy > Energy::ZERO);
    if ruling.outcome != Outcome::NotApplicable || consumed().next().is_none() {
        return ruling;
    }
    let evidence = consumed().flat_map(|row| row.acts.iter().copied()).collect();
    Ruling { period: ruling.period, evidence, ..Ruling::new(Outcome::Undetermined, Reason::PowerWithoutDistribution) }
}

/// POOL_SERVES_LICENSED_ONLY.
pub(super) fn to_licensed_miners(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let reasons = Reasons { all: Reason::AllToLicensedMiners, some_not: Reason::ToUnlicensed };
    over_window(facts, version, on, Facts::went_to_licensed_miner, &reasons)
}

struct Reasons {
    all: fn(usize) -> Reason,
    some_not: fn(usize, usize) -> Reason,
}

fn over_window(facts: &Facts, version: &RuleVersion, on: Day, is_good: Test, reasons: &Reasons) -> Ruling {
    let Some(months) = version.count(WINDOW_MONTHS) else { return not_assessed(WINDOW_MONTHS.name) };
    let window = Period::months_up_to(on, months);
    let rows: Vec<&Traded> = facts.distributions_in(window).collect();
    let bad: Vec<&Traded> = rows.iter().copied().filter(|row| !is_good(facts, row)).collect();
    let (outcome, reason) = match (count(&rows), count(&bad)) {
        (0, _) => (Outcome::NotApplicable, Reason::NothingDistributed),
        (all, 0) => (Outcome::Satisfied, (reasons.all)(all)),
        (all, some) => (Outcome::Breached, (reasons.some_not)(some, all)),
    };
    let parts = parts(facts, &rows, window, is_good);
    // What proves a breach is the bad rows; what proves that all is well is all rows.
    let proof = if bad.is_empty() { &rows } else { &bad };
    Ruling {
        period: Some(Speaks::OfWindow(window)),
        measure: parts.iter().map(|part| part.measure).min_by_key(|measure| measure.measured),
        evidence: proof.iter().flat_map(|row| row.acts.iter().copied()).collect(),
        parts,
        ..Ruling::new(outcome, reason)
    }
}

/// In how many rows it was handed in.
pub(super) fn count(days: &[&Traded]) -> usize {
    days.iter().map(|day| day.rows).sum()
}

/// For each asset, the share of the amount that was as it should be.
fn parts(facts: &Facts, rows: &[&Traded], window: Period, is_good: Test) -> Vec<Part> {
    Asset::ALL
        .iter()
        .filter_map(|asset| {
            let of_asset = || rows.iter().copied().filter(|row| row.asset == *asset);
            let measured = share_of_good(facts, of_asset, is_good)?;
            let all_good = of_asset().all(|row| is_good(facts, row));
            let outcome = if all_good { Outcome::Satisfied } else { Outcome::Breached };
            let measure = Measure { measured, required: Decimal::whole(1), unit: SHARE };
            Some(Part { of: PartOf::Asset(*asset), period: window, measure, outcome })
        })
        .collect()
}

fn share_of_good<'a, Rows: Iterator<Item = &'a Traded>>(
    facts: &Facts,
    rows: impl Fn() -> Rows,
    is_good: Test,
) -> Option<Decimal> {
    rows().next()?;
    let total = Decimal::total(rows().map(|row| row.units));
    let good = Decimal::total(rows().filter(|row| is_good(facts, row)).map(|row| row.units));
    // Rows of nothing at all weigh nothing: then their number decides.
    Some(Decimal::share(good, total).unwrap_or_else(|| Decimal::whole(i64::from(rows().all(|row| is_good(facts, row))))))
}

/// The outcome changes when the last bad row leaves the window, and when the last row of all does.
pub(super) fn turning_days(facts: &Facts, book: &Rulebook, code: RuleCode, is_good: Test) -> Vec<Day> {
    let last = facts.distributions.iter().map(|row| row.on).max();
    let last_bad = facts.distributions.iter().filter(|row| !is_good(facts, row)).map(|row| row.on).max();
    let last_power = facts.consumed.iter().filter(|row| row.energy > Energy::ZERO).map(|row| row.on).max();
    leaving_days(book, code, last.into_iter().chain(last_bad).chain(last_power))
}

/// The days on which rows of these days leave the window, by each version's window.
pub(super) fn leaving_days(book: &Rulebook, code: RuleCode, days: impl Iterator<Item = Day>) -> Vec<Day> {
    let windows: Vec<u32> = book.versions(code).iter().filter_map(|version| version.count(WINDOW_MONTHS)).collect();
    days.flat_map(|day| windows.iter().map(move |months| Period::leaves_window_on(day, *months))).collect()
}
