//! R5 and R16: mined coin passes from accredited pools to licensed miners, and from and to nobody else.

use super::super::facts::Facts;
use super::super::finding::{Measure, Outcome, Part, Reason, Speaks};
use super::super::rulebook::Rulebook;
use super::{Ruling, not_assessed};
use crate::domain::asset::Asset;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::rule::{RuleCode, RuleVersion, WINDOW_MONTHS};
use crate::domain::trade::Distribution;

type Test = fn(&Facts, &Distribution) -> bool;

/// ACCREDITED_POOL_ONLY. That a miner who consumed power must have received something (UNDETERMINED) joins with the
/// energy facts; until then a window without distributions does not concern the licensee.
pub(super) fn through_accredited_pools(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let reasons = Reasons { all: Reason::AllThroughAccreditedPools, some_not: Reason::NotThroughAccreditedPool };
    over_window(facts, version, on, Facts::came_through_accredited_pool, &reasons)
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
    let rows: Vec<&Distribution> = facts.distributions_in(window).collect();
    let bad: Vec<&Distribution> = rows.iter().copied().filter(|row| !is_good(facts, row)).collect();
    let (outcome, reason) = match (rows.len(), bad.len()) {
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
        evidence: proof.iter().map(|row| row.act).collect(),
        parts,
        ..Ruling::new(outcome, reason)
    }
}

/// For each asset, the share of the amount that was as it should be.
fn parts(facts: &Facts, rows: &[&Distribution], window: Period, is_good: Test) -> Vec<Part> {
    Asset::ALL
        .iter()
        .filter_map(|asset| {
            let of_asset = || rows.iter().copied().filter(|row| row.asset == *asset);
            let measured = share_of_good(facts, of_asset, is_good)?;
            let all_good = of_asset().all(|row| is_good(facts, row));
            let outcome = if all_good { Outcome::Satisfied } else { Outcome::Breached };
            let measure = Measure { measured, required: Decimal::whole(1), unit: "share" };
            Some(Part { asset: *asset, period: window, measure, outcome })
        })
        .collect()
}

fn share_of_good<'a, Rows: Iterator<Item = &'a Distribution>>(
    facts: &Facts,
    rows: impl Fn() -> Rows,
    is_good: Test,
) -> Option<Decimal> {
    rows().next()?;
    let total = Decimal::sum(rows().map(|row| row.units));
    let good = Decimal::sum(rows().filter(|row| is_good(facts, row)).map(|row| row.units));
    // Rows of nothing at all weigh nothing: then their number decides.
    Some(Decimal::share(good, total).unwrap_or_else(|| Decimal::whole(i64::from(rows().all(|row| is_good(facts, row))))))
}

/// The outcome changes when the last bad row leaves the window, and when the last row of all does.
pub(super) fn turning_days(facts: &Facts, book: &Rulebook, code: RuleCode, is_good: Test) -> Vec<Day> {
    let last = facts.distributions.iter().map(|row| row.on).max();
    let last_bad = facts.distributions.iter().filter(|row| !is_good(facts, row)).map(|row| row.on).max();
    leaving_days(book, code, last.into_iter().chain(last_bad))
}

/// The days on which rows of these days leave the window, by each version's window.
pub(super) fn leaving_days(book: &Rulebook, code: RuleCode, days: impl Iterator<Item = Day>) -> Vec<Day> {
    let windows: Vec<u32> = book.versions(code).iter().filter_map(|version| version.count(WINDOW_MONTHS)).collect();
    days.flat_map(|day| windows.iter().map(move |months| Period::leaves_window_on(day, *months))).collect()
}
