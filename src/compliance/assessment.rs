//! One licensee against all rules on one day, and the day on which that answer changes.

use std::sync::Arc;

use super::facts::Facts;
use super::finding::{Finding, Outcome, Reason, Speaks};
use super::obligation::{Obligation, obligations};
use super::rulebook::Rulebook;
use super::rules::{self, Ruling};
use super::status::ComplianceStatus;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::rule::RuleCode;
use crate::domain::standing::Standing;

/// What the register finds about one licensee on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The standing of its authorisation.
    pub standing: Standing,
    /// A finding for each rule that binds its kind of licensee, in the order of the codes.
    pub findings: Vec<Finding>,
    /// The worst of them.
    pub status: ComplianceStatus,
    /// The first later day on which standing, a rule version, an outcome, a requirement, a due day or a period of the
    /// law will be another if no new fact arrives. Figures over the moving window may shift before it.
    pub next_change_on: Option<Day>,
    /// What it owes by a day.
    pub obligations: Vec<Obligation>,
}

/// Assesses a licensee. Facts dated after `on` must not be among the days summed up in them.
pub fn assess(facts: &Facts, book: &Rulebook, on: Day) -> Assessment {
    let codes = || RuleCode::ALL.iter().copied().filter(|code| code.applies_to().contains(&facts.kind()));
    let findings: Vec<Finding> = codes().filter_map(|code| judge(facts, book, code, on)).collect();
    let next_change_on = codes().filter_map(|code| next_change(facts, book, code, on)).chain(next_standing(facts, on)).min();
    let (standing, status) = (facts.held.history.standing(on), ComplianceStatus::of(&findings));
    Assessment { standing, findings, status, next_change_on, obligations: obligations(facts, book, on) }
}

/// The status alone, of any day up to that until which the facts were loaded: a rule looks at no day after the one that it
/// is asked about.
pub fn status(facts: &Facts, book: &Rulebook, on: Day) -> ComplianceStatus {
    let codes = RuleCode::ALL.iter().copied().filter(|code| code.applies_to().contains(&facts.kind()));
    ComplianceStatus::of(&codes.filter_map(|code| judge(facts, book, code, on)).collect::<Vec<_>>())
}

/// What one rule finds on a day; `None` for a rule that the register has no version of.
fn judge(facts: &Facts, book: &Rulebook, code: RuleCode, on: Day) -> Option<Finding> {
    match book.in_force(code, on) {
        Some(version) => Some(rules::judge(facts, book, version, on)),
        None => silent(book, code, on),
    }
}

/// What a rule finds on a day on which no version of it is in force; `None` for one that the register has no version of.
pub(super) fn silent(book: &Rulebook, code: RuleCode, on: Day) -> Option<Finding> {
    let version = book.nearest(code, on)?;
    let reason = if version.in_force.until < on {
        Reason::RuleEnded(version.in_force.until)
    } else {
        Reason::RuleToCome(version.in_force.from)
    };
    let silent = Ruling { evidence: vec![version.act], ..Ruling::new(Outcome::NotApplicable, reason) };
    Some(silent.by(Arc::clone(version)))
}

/// The first later day on which the rule finds otherwise.
fn next_change(facts: &Facts, book: &Rulebook, code: RuleCode, on: Day) -> Option<Day> {
    let today = judge(facts, book, code, on)?;
    let mut days: Vec<Day> = rules::turning_days(facts, book, code, on)
        .into_iter()
        .chain(book.turning_days(code))
        .filter(|day| *day > on && *day < Day::LAST)
        .collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().find(|day| judge(facts, book, code, *day).is_none_or(|then| gist(&then) != gist(&today)))
}

fn next_standing(facts: &Facts, on: Day) -> Option<Day> {
    let history = &facts.held.history;
    let standing = history.standing(on);
    history.turning_days().into_iter().find(|day| *day > on && history.standing(*day) != standing)
}

/// What of a finding is "the answer": all that does not move with the window from day to day.
fn gist(finding: &Finding) -> (u32, Outcome, Option<Day>, Option<Decimal>, Option<Period>) {
    let standing_period = match finding.period {
        Some(Speaks::Of(period)) => Some(period),
        Some(Speaks::OfWindow(_)) | None => None,
    };
    (finding.rule.version, finding.outcome, finding.due_on, finding.measure.map(|measure| measure.required), standing_period)
}
