//! R13: the fee for digital mining (Tax Code arts 657-661), quarter by quarter.

use std::sync::Arc;

use super::super::facts::Facts;
use super::super::finding::{Measure, Outcome, Part, PartOf, Reason, Speaks, TENGE};
use super::super::obligation::{Obligation, ObligationState};
use super::super::rulebook::Rulebook;
use super::report::{Owed, owed, state, to_come, until_due, without_term};
use super::{Ruling, not_assessed};
use crate::domain::daily::Consumed;
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::money::Money;
use crate::domain::reading::EnergySource;
use crate::domain::rule::{ParameterSpec, RATE, RATE_OFF_GRID_OWN, RATE_RENEWABLE_OWN, RATE_UNMETERED, RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;

/// How the fee of one quarter stands on a day.
struct Quarter {
    owed: Owed,
    due: Result<Decimal, &'static str>,
    paid: Decimal,
    outcome: Outcome,
}

/// FEE_PAID: for each of the last four ended quarters, what was paid by the day asked about against what is due on the
/// quarter's own consumption, each day at the rate of the version in force on it. The payer is the miner that consumed
/// (art. 658 names the host too; who of both pays is not established). A quarter with a rate that has no value is
/// NOT_ASSESSED; AT_RISK as for declarations.
pub(super) fn paid(facts: &Facts, book: &Rulebook, version: &RuleVersion, on: Day) -> Ruling {
    let owed = match owed(facts, book, version, on) {
        Ok(owed) => owed,
        Err(parameter) => return not_assessed(parameter),
    };
    let quarters: Vec<Quarter> = owed.into_iter().map(|owed| stands(facts, book, version, owed, on)).collect();
    let with = |outcome: Outcome| quarters.iter().find(|quarter| quarter.outcome == outcome);
    let (quarter, reason) = if let Some(short) = with(Outcome::Breached) {
        (short, Reason::FeeShort(short.owed.span, short.owed.due_on))
    } else if let Some(near) = with(Outcome::AtRisk) {
        (near, Reason::FeeDue(near.owed.span, near.owed.due_on))
    } else if let Some((open, parameter)) = quarters.iter().find_map(|quarter| Some((quarter, quarter.due.err()?))) {
        (open, Reason::ParameterMissing(parameter))
    } else if let Some(newest) = quarters.last() {
        (newest, Reason::FeePaid(quarters.len()))
    } else {
        return Ruling::new(Outcome::NotApplicable, Reason::NoFeeOwed);
    };
    let evidence = quarters.iter().flat_map(|quarter| evidence(facts, quarter.owed, on)).collect();
    Ruling {
        period: Some(Speaks::Of(quarter.owed.span.days())),
        measure: measure(quarter),
        due_on: Some(quarter.owed.due_on),
        evidence,
        parts: quarters.iter().filter_map(part).collect(),
        ..Ruling::new(quarter.outcome, reason)
    }
}

/// The payments that are owed, and the one that will be for the running quarter. The days of payments are not told.
pub(super) fn to_pay(facts: &Facts, book: &Rulebook, version: &Arc<RuleVersion>, on: Day) -> Vec<Obligation> {
    let Ok(owed) = owed(facts, book, version, on) else { return without_term(facts, version, on) };
    let of_ended = owed.into_iter().map(|owed| {
        let state = match due(facts, book, owed) {
            Err(_) => ObligationState::NotAssessed,
            Ok(due) if due == Decimal::ZERO => ObligationState::Done,
            Ok(due) => state(version, owed, paid_on(facts, owed, due, on), on),
        };
        owed.obligation(version, state)
    });
    of_ended.chain(to_come(facts, book, version, on)).collect()
}

/// The day on which what is due was paid in full.
fn paid_on(facts: &Facts, owed: Owed, due: Decimal, on: Day) -> Option<Day> {
    let mut payments = payments(facts, owed, on);
    payments.sort_by_key(|(day, _)| *day);
    let paid_by = |day: Day| Decimal::total(payments.iter().filter(|(paid_on, _)| *paid_on <= day).map(|(_, amount)| *amount));
    payments.iter().map(|(day, _)| *day).find(|day| due <= paid_by(*day))
}

fn payments(facts: &Facts, owed: Owed, on: Day) -> Vec<(Day, Decimal)> {
    let payment = |said: &Dated<LicenceFact>| match said.fact {
        LicenceFact::Payment { span, amount } if span == owed.span => Some((said.on, amount.tenge())),
        _ => None,
    };
    facts.said(on).filter_map(payment).collect()
}

fn stands(facts: &Facts, book: &Rulebook, version: &RuleVersion, owed: Owed, on: Day) -> Quarter {
    let due = due(facts, book, owed);
    let paid = Decimal::total(payments(facts, owed, on).into_iter().map(|(_, amount)| amount));
    let outcome = match due {
        Err(_) => Outcome::NotAssessed,
        Ok(due) if due <= paid => Outcome::Satisfied,
        Ok(_) => until_due(version, owed, on),
    };
    Quarter { owed, due, paid, outcome }
}

/// The sum over the quarter's consumption of kWh × the rate on the day, cut to whole tiyn; the name of a rate that has no value.
fn due(facts: &Facts, book: &Rulebook, owed: Owed) -> Result<Decimal, &'static str> {
    let fees = facts.consumed_in(owed.span.days()).filter(|row| row.energy.wh() > 0).map(|row| {
        let spec = rate_spec(facts, row);
        let version = book.in_force(RuleCode::FeePaid, row.on).ok_or(spec.name)?;
        Ok(version.value(spec).ok_or(spec.name)?.times(row.energy.kwh()))
    });
    let total = Decimal::total(fees.collect::<Result<Vec<Decimal>, &'static str>>()?.into_iter());
    // What cannot be paid is not owed.
    Ok(total.in_whole(Money::SMALLEST))
}

/// Which rate a day's consumption is charged at (art. 659): the highest without a licence or where meters are missing or
/// faulty; the low ones for own renewable and own unconnected power. Whether a suspended licence is none is not
/// established: it counts as one.
fn rate_spec(facts: &Facts, row: &Consumed) -> ParameterSpec {
    let site = facts.sites.iter().find(|site| site.centre.id == row.data_centre);
    let unmetered = site.is_some_and(|site| site.centre.metering(row.on).0.counts_as_unmetered());
    match row.source {
        _ if !facts.was_licensed(row.on) || unmetered => RATE_UNMETERED,
        EnergySource::RenewableOwn => RATE_RENEWABLE_OWN,
        EnergySource::OffGridOwn => RATE_OFF_GRID_OWN,
        EnergySource::GridAuction | EnergySource::Import | EnergySource::RenewableThirdParty => RATE,
    }
}

fn measure(quarter: &Quarter) -> Option<Measure> {
    let due = quarter.due.ok()?;
    Some(Measure { measured: quarter.paid, required: due, unit: TENGE })
}

fn part(quarter: &Quarter) -> Option<Part> {
    let measure = measure(quarter)?;
    Some(Part { of: PartOf::Quarter(quarter.owed.span), period: quarter.owed.span.days(), measure, outcome: quarter.outcome })
}

fn evidence(facts: &Facts, owed: Owed, on: Day) -> Vec<Sequence> {
    let paid = facts.said(on).filter(|said| matches!(said.fact, LicenceFact::Payment { span, .. } if span == owed.span));
    let consumed = facts.consumed_in(owed.span.days()).flat_map(|row| row.acts.iter().copied());
    paid.map(|said| said.act).chain(consumed).collect()
}
