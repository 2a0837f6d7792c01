//! R1, R2, R17 and POOL_IN_FORCE: is the authorisation in force, and not suspended?

use std::sync::Arc;

use super::super::facts::Facts;
use super::super::finding::{Outcome, Reason};
use super::super::obligation::{Obligation, ObligationState};
use super::super::rulebook::Rulebook;
use super::Ruling;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::rule::{RuleCode, RuleVersion, WARNING_DAYS};
use crate::domain::standing::{Standing, Step};

/// LICENCE_IN_FORCE. A suspended licence is in force, but mining is forbidden: that is NOT_SUSPENDED's to say.
pub(super) fn licence(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let history = &facts.held.history;
    let expires_on = history.expires_on(on);
    let (outcome, reason) = match (history.standing(on), expires_on) {
        (Standing::NotYetValid, _) => (Outcome::Breached, Reason::NotYetValid(history.granted_on())),
        (Standing::Expired, last) => (Outcome::Breached, Reason::Expired(last.unwrap_or(on))),
        (Standing::Revoked, _) => (Outcome::Breached, Reason::Revoked(ended_on(facts))),
        (Standing::Surrendered, _) => (Outcome::Breached, Reason::Surrendered(ended_on(facts))),
        (Standing::Active | Standing::Suspended, None) => (Outcome::Satisfied, Reason::InForceForGood),
        (Standing::Active | Standing::Suspended, Some(last)) if first_warning_day(version, last) <= on => {
            (Outcome::AtRisk, Reason::ExpiresSoon(last))
        }
        (Standing::Active | Standing::Suspended, Some(last)) => (Outcome::Satisfied, Reason::InForceUntil(last)),
    };
    let due_on = matches!(outcome, Outcome::Satisfied | Outcome::AtRisk).then_some(expires_on).flatten();
    Ruling { due_on, evidence: history.evidence(on), ..Ruling::new(outcome, reason) }
}

/// NOT_SUSPENDED. BREACHED only while suspended; what has ended is not suspended.
pub(super) fn not_suspended(facts: &Facts, on: Day) -> Ruling {
    let history = &facts.held.history;
    let (outcome, reason) = match (history.standing(on), history.suspended_until(on)) {
        (Standing::Suspended, Some(last)) => (Outcome::Breached, Reason::SuspendedUntil(last)),
        (Standing::Suspended, None) => (Outcome::Breached, Reason::Suspended),
        _ => (Outcome::Satisfied, Reason::NotSuspended),
    };
    Ruling { evidence: history.evidence(on), ..Ruling::new(outcome, reason) }
}

/// POOL_IN_FORCE and EXCHANGE_IN_FORCE: both of the above in one.
pub(super) fn in_force_and_not_suspended(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let suspended = not_suspended(facts, on);
    if suspended.outcome == Outcome::Breached { suspended } else { licence(facts, version, on) }
}

/// The renewal of what expires, by its last day. What was revoked or given back owes none.
pub(super) fn renewal(facts: &Facts, version: &Arc<RuleVersion>, on: Day) -> Option<Obligation> {
    let history = &facts.held.history;
    let last = history.expires_on(on)?;
    let state = match history.standing(on) {
        Standing::NotYetValid | Standing::Revoked | Standing::Surrendered => return None,
        Standing::Expired => ObligationState::Overdue,
        Standing::Active | Standing::Suspended if first_warning_day(version, last) <= on => ObligationState::DueSoon,
        Standing::Active | Standing::Suspended => ObligationState::Open,
    };
    let sets_term = |step: &Step| matches!(step, Step::Granted { .. } | Step::Renewed { .. });
    let term = history.until(on).iter().rev().find(|event| sets_term(&event.step))?;
    let period = Period { from: term.on, until: last };
    Some(Obligation { rule: Arc::clone(version), period, due_on: Some(last), state, done_on: None })
}

pub(super) fn turning_days(facts: &Facts, book: &Rulebook, code: RuleCode) -> Vec<Day> {
    let mut days = facts.held.history.turning_days();
    let last_days = facts.held.history.events().iter().filter_map(|event| match event.step {
        Step::Granted { expires_on } | Step::Renewed { expires_on } => expires_on,
        _ => None,
    });
    let warnings: Vec<Day> =
        last_days.flat_map(|last| book.versions(code).iter().map(move |version| first_warning_day(version, last))).collect();
    days.extend(warnings);
    days
}

/// "Within `warningDays`": from so many days before the last day. A version without the parameter does not warn.
fn first_warning_day(version: &RuleVersion, last: Day) -> Day {
    version.count(WARNING_DAYS).map_or(Day::LAST, |days| last.minus_days(days))
}

fn ended_on(facts: &Facts) -> Day {
    facts.held.history.events().last().map_or(Day::LAST, |event| event.on)
}
