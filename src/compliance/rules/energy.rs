//! R9 and R10: surplus power within the award, and proof of the power that needs no award (Law 194-VII arts 8-9).

use super::super::facts::Facts;
use super::super::finding::{Measure, Outcome, Part, PartOf, Reason, Speaks};
use super::super::rulebook::Rulebook;
use super::provenance::leaving_days;
use super::{Ruling, not_assessed};
use crate::domain::daily::{Consumed, ExcessHour, GridDay};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::energy::{Energy, KWH};
use crate::domain::licence_fact::LicenceFact;
use crate::domain::period::Period;
use crate::domain::reading::EnergySource;
use crate::domain::rule::{RuleCode, RuleVersion, TOLERANCE, WINDOW_MONTHS};

/// GRID_WITHIN_AWARD: hour by hour and zone by zone, what was taken in the data centres that the licensee holds, by
/// itself or by whoever is placed there (subkind II is bound through its host, law.md R9), against what it was awarded,
/// raised by the tolerance. A reading of nothing is a reading.
pub(super) fn within_award(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let Some(months) = version.count(WINDOW_MONTHS) else { return not_assessed(WINDOW_MONTHS.name) };
    let Some(tolerance) = version.value(TOLERANCE) else { return not_assessed(TOLERANCE.name) };
    let window = Period::months_up_to(on, months);
    let days: Vec<&GridDay> = facts.grid.iter().filter(|day| window.contains(day.on)).collect();
    let excess: Vec<(&ExcessHour, Decimal)> = days
        .iter()
        .flat_map(|day| &day.excess)
        .map(|hour| (hour, beyond(hour, tolerance)))
        .filter(|(_, beyond)| *beyond > Decimal::ZERO)
        .collect();
    let read = days.iter().any(|day| day.consumed.is_some());
    let taken = days.iter().any(|day| day.consumed.is_some_and(|energy| energy > Energy::ZERO));
    let awarded = days.iter().any(|day| day.awarded.is_some());
    let (outcome, reason) = match (excess.len(), awarded, read) {
        (0, true, false) => (Outcome::Undetermined, Reason::AwardsWithoutReadings),
        (0, false, _) if !taken => (Outcome::NotApplicable, Reason::NoSurplusPower),
        (0, ..) => (Outcome::Satisfied, Reason::WithinAward),
        (hours, ..) => (Outcome::Breached, Reason::BeyondAward(hours)),
    };
    let measured = Decimal::total(excess.iter().map(|(_, beyond)| *beyond));
    let measure = matches!(outcome, Outcome::Satisfied | Outcome::Breached).then_some(none_of(measured));
    let evidence = if outcome == Outcome::Breached {
        excess.iter().flat_map(|(hour, _)| hour.acts.iter().copied()).collect()
    } else {
        days.iter().flat_map(|day| day.acts.iter().copied()).collect()
    };
    Ruling { period: Some(Speaks::OfWindow(window)), measure, evidence, ..Ruling::new(outcome, reason) }
}

/// By how many kWh the hour exceeds its award and the tolerance on it.
fn beyond(hour: &ExcessHour, tolerance: Decimal) -> Decimal {
    hour.consumed.kwh() - hour.awarded.kwh() - tolerance.times(hour.awarded.kwh())
}

fn none_of(measured: Decimal) -> Measure {
    Measure { measured, required: Decimal::ZERO, unit: KWH }
}

/// The last hour beyond the award, the last reading and the last award leave the window; which hours are beyond depends
/// on the tolerance of a version.
pub(super) fn award_turning_days(facts: &Facts, book: &Rulebook) -> Vec<Day> {
    let read = facts.grid.iter().filter(|day| day.consumed.is_some()).map(|day| day.on).max();
    let taken = facts.grid.iter().filter(|day| day.consumed.is_some_and(|energy| energy > Energy::ZERO)).map(|day| day.on).max();
    let awarded = facts.grid.iter().filter(|day| day.awarded.is_some()).map(|day| day.on).max();
    let last_excess = book.versions(RuleCode::GridWithinAward).iter().filter_map(|version| {
        let tolerance = version.value(TOLERANCE)?;
        let exceeds = |day: &&GridDay| day.excess.iter().any(|hour| beyond(hour, tolerance) > Decimal::ZERO);
        facts.grid.iter().filter(exceeds).map(|day| day.on).max()
    });
    leaving_days(book, RuleCode::GridWithinAward, read.into_iter().chain(taken).chain(awarded).chain(last_excess))
}

/// EXEMPTION_PROVEN: what was consumed in the window of power that needs no award, and on a day on which no proof of its
/// source was valid.
pub(super) fn exemption_proven(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let Some(months) = version.count(WINDOW_MONTHS) else { return not_assessed(WINDOW_MONTHS.name) };
    let window = Period::months_up_to(on, months);
    let exempt: Vec<&Consumed> = exempt(facts).filter(|row| window.contains(row.on)).collect();
    let unproven: Vec<&Consumed> = exempt.iter().copied().filter(|row| proof(facts, row).is_none()).collect();
    let (outcome, reason) = match (exempt.is_empty(), days_of(&unproven)) {
        (true, _) => (Outcome::NotApplicable, Reason::NoExemptPower),
        (false, 0) => (Outcome::Satisfied, Reason::ExemptionProven),
        (false, days) => (Outcome::Breached, Reason::ExemptionUnproven(days)),
    };
    let kwh = |rows: &[&Consumed]| Decimal::total(rows.iter().map(|row| row.energy.kwh()));
    let part = |source: &EnergySource| {
        let of_source = |rows: &[&Consumed]| kwh(&rows.iter().copied().filter(|row| row.source == *source).collect::<Vec<_>>());
        let measured = of_source(&unproven);
        let outcome = if measured > Decimal::ZERO { Outcome::Breached } else { Outcome::Satisfied };
        let consumed = of_source(&exempt) > Decimal::ZERO;
        consumed.then(|| Part { of: PartOf::Source(*source), period: window, measure: none_of(measured), outcome })
    };
    let proofs = exempt.iter().filter_map(|row| proof(facts, row)).map(|proof| proof.act);
    let evidence = if unproven.is_empty() {
        proofs.chain(exempt.iter().flat_map(|row| row.acts.iter().copied())).collect()
    } else {
        unproven.iter().flat_map(|row| row.acts.iter().copied()).collect()
    };
    Ruling {
        period: Some(Speaks::OfWindow(window)),
        measure: (outcome != Outcome::NotApplicable).then(|| none_of(kwh(&unproven))),
        parts: EnergySource::ALL.iter().filter_map(part).collect(),
        evidence,
        ..Ruling::new(outcome, reason)
    }
}

fn exempt(facts: &Facts) -> impl Iterator<Item = &Consumed> {
    facts.consumed.iter().filter(|row| row.source.is_exempt() && row.energy > Energy::ZERO)
}

/// The proof that was valid on the day of consumption.
fn proof<'a>(facts: &'a Facts, row: &Consumed) -> Option<&'a Dated<LicenceFact>> {
    facts.said(row.on).find(|said| match said.fact {
        LicenceFact::EnergySource { source, until, .. } => source == row.source && until.is_none_or(|last| row.on <= last),
        _ => false,
    })
}

fn days_of(rows: &[&Consumed]) -> usize {
    let mut days: Vec<Day> = rows.iter().map(|row| row.on).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

pub(super) fn exemption_turning_days(facts: &Facts, book: &Rulebook) -> Vec<Day> {
    let last = exempt(facts).map(|row| row.on).max();
    let last_unproven = exempt(facts).filter(|row| proof(facts, row).is_none()).map(|row| row.on).max();
    leaving_days(book, RuleCode::ExemptionProven, last.into_iter().chain(last_unproven))
}
