//! R12, R15, R18 and R19: reports that are handed in for each month, quarter or year, and by when.
//!
//! Looked at are the last so many that have ended: four for quarters and years, the window's months for months. Of them
//! only those count in which the authorisation was alive on some day, for before its first day nothing was owed, and only
//! those on whose last day a version of the rule was in force that says by when: no term is set for what is past.

use std::sync::Arc;

use super::super::facts::Facts;
use super::super::finding::{Outcome, Reason, Speaks};
use super::super::obligation::{Obligation, ObligationState};
use super::super::rulebook::Rulebook;
use super::{Ruling, not_assessed};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::period::Period;
use crate::domain::report::{Report, Span};
use crate::domain::rule::{
    DUE_DAY, DUE_DAYS, DUE_MONTH, DUE_MONTHS, ParameterSpec, RuleCode, RuleVersion, WARNING_DAYS, WINDOW_MONTHS,
};
use crate::domain::standing::Standing;

/// How many ended quarters or years a finding looks at.
const ENDED: u32 = 4;

/// What is owed for a stretch of the calendar, and by when.
#[derive(Clone, Copy)]
pub(super) struct Owed {
    pub(super) span: Span,
    pub(super) due_on: Day,
}

/// How one report stands on a day.
struct Stands<'a> {
    owed: Owed,
    filed: Option<&'a Dated<LicenceFact>>,
    outcome: Outcome,
}

/// The finding on one kind of report.
pub(super) fn filed(facts: &Facts, book: &Rulebook, version: &RuleVersion, report: Report, on: Day) -> Ruling {
    let owed = match owed(facts, book, version, on) {
        Ok(owed) => owed,
        Err(parameter) => return not_assessed(parameter),
    };
    let stands: Vec<Stands<'_>> = owed.into_iter().map(|owed| stands(facts, version, report, owed, on)).collect();
    let count = stands.len();
    let evidence = stands.iter().filter_map(|stands| stands.filed).map(|said| said.act).collect();
    let with = |outcome: Outcome| stands.iter().find(|stands| stands.outcome == outcome);
    let late = || stands.iter().rev().filter_map(|stands| Some((stands, days_late(stands)?))).next();
    // The oldest that is missing, then the first that is near; the newest speaks when all is well.
    let (speaks, outcome, reason) = if let Some(missing) = with(Outcome::Breached) {
        (missing.owed, Outcome::Breached, Reason::ReportMissing(missing.owed.span, missing.owed.due_on))
    } else if let Some(near) = with(Outcome::AtRisk) {
        (near.owed, Outcome::AtRisk, Reason::ReportDue(near.owed.span, near.owed.due_on))
    } else if let Some((stands, days)) = late() {
        (stands.owed, Outcome::Satisfied, Reason::ReportFiledLate(stands.owed.span, days))
    } else if let Some(newest) = stands.last() {
        (newest.owed, Outcome::Satisfied, Reason::ReportsFiled(count))
    } else {
        return Ruling::new(Outcome::NotApplicable, Reason::NoReportOwed);
    };
    let period = Some(Speaks::Of(speaks.span.days()));
    Ruling { period, due_on: Some(speaks.due_on), evidence, ..Ruling::new(outcome, reason) }
}

/// The reports that are owed, and the one that will be for the running span.
pub(super) fn to_file(facts: &Facts, book: &Rulebook, version: &Arc<RuleVersion>, report: Report, on: Day) -> Vec<Obligation> {
    let Ok(owed) = owed(facts, book, version, on) else { return without_term(facts, version, on) };
    let of_ended = owed.into_iter().map(|owed| {
        let filed_on = stands(facts, version, report, owed, on).filed.map(|said| said.on);
        Obligation { done_on: filed_on, ..owed.obligation(version, state(version, owed, filed_on, on)) }
    });
    of_ended.chain(to_come(facts, book, version, on)).collect()
}

impl Owed {
    pub(super) fn obligation(self, version: &Arc<RuleVersion>, state: ObligationState) -> Obligation {
        let (rule, period) = (Arc::clone(version), self.span.days());
        Obligation { rule, period, due_on: Some(self.due_on), state, done_on: None }
    }
}

/// How what is owed stands once it was done on a day, or while it was not.
pub(super) fn state(version: &RuleVersion, owed: Owed, done_on: Option<Day>, on: Day) -> ObligationState {
    match done_on {
        Some(day) if day <= owed.due_on => ObligationState::Done,
        Some(_) => ObligationState::DoneLate,
        None => match until_due(version, owed, on) {
            Outcome::Breached => ObligationState::Overdue,
            Outcome::AtRisk => ObligationState::DueSoon,
            _ => ObligationState::Open,
        },
    }
}

/// What will be owed for the running span once it has ended, where its licensee was there in it.
pub(super) fn to_come(facts: &Facts, book: &Rulebook, version: &Arc<RuleVersion>, on: Day) -> Option<Obligation> {
    let span = running(version, on);
    let own = book.in_force(version.text.code, span.days().until)?;
    let due_on = due_on(own, span).ok()?;
    was_alive_in(facts, up_to(span, on)).then(|| Owed { span, due_on }.obligation(version, ObligationState::Open))
}

/// What is owed under a rule that does not say by when: for the span that ended last and for the running one.
pub(super) fn without_term(facts: &Facts, version: &Arc<RuleVersion>, on: Day) -> Vec<Obligation> {
    let running = running(version, on);
    let spans = [running.previous(), running].into_iter().filter(|span| was_alive_in(facts, up_to(*span, on)));
    let owed = |span: Span| Obligation {
        rule: Arc::clone(version),
        period: span.days(),
        due_on: None,
        state: ObligationState::NotAssessed,
        done_on: None,
    };
    spans.map(owed).collect()
}

/// The days of a span that have come by a day.
fn up_to(span: Span, on: Day) -> Period {
    let days = span.days();
    Period { until: days.until.min(on), ..days }
}

fn stands<'a>(facts: &'a Facts, version: &RuleVersion, report: Report, owed: Owed, on: Day) -> Stands<'a> {
    let filed = filing(facts, report, owed.span, on);
    let outcome = if filed.is_some() { Outcome::Satisfied } else { until_due(version, owed, on) };
    Stands { owed, filed, outcome }
}

fn filing(facts: &Facts, report: Report, span: Span, on: Day) -> Option<&Dated<LicenceFact>> {
    let filings = facts.said(on).filter(|said| said.fact == LicenceFact::Filing { report, span });
    filings.min_by_key(|said| (said.on, said.act))
}

fn days_late(stands: &Stands<'_>) -> Option<u32> {
    let days = (stands.filed?.on.date() - stands.owed.due_on.date()).num_days();
    u32::try_from(days).ok().filter(|days| *days > 0)
}

/// What it is before and after its due day, while it is missing.
pub(super) fn until_due(version: &RuleVersion, owed: Owed, on: Day) -> Outcome {
    let warned = version.count(WARNING_DAYS).is_some_and(|days| owed.due_on.minus_days(days) <= on);
    if owed.due_on < on {
        Outcome::Breached
    } else if warned {
        Outcome::AtRisk
    } else {
        Outcome::Satisfied
    }
}

/// What is owed of what the version in force on the day looks at, oldest first; the name of a parameter that it has no
/// value for.
pub(super) fn owed(facts: &Facts, book: &Rulebook, version: &RuleVersion, on: Day) -> Result<Vec<Owed>, &'static str> {
    let mut span = running(version, on).previous();
    due_on(version, span)?;
    let mut found = Vec::new();
    for _ in 0..how_many(version)? {
        let own = book.in_force(version.text.code, span.days().until);
        let due_on = own.and_then(|own| due_on(own, span).ok());
        found.extend(due_on.filter(|_| was_alive_in(facts, span.days())).map(|due_on| Owed { span, due_on }));
        span = span.previous();
    }
    found.reverse();
    Ok(found)
}

fn running(version: &RuleVersion, on: Day) -> Span {
    match version.text.code {
        RuleCode::PoolReports => Span::month_of(on),
        RuleCode::ExchangeAnnualReport => Span::year_of(on),
        _ => Span::quarter_of(on),
    }
}

fn how_many(version: &RuleVersion) -> Result<u32, &'static str> {
    if version.text.code == RuleCode::PoolReports { needed(version, WINDOW_MONTHS) } else { Ok(ENDED) }
}

fn needed(version: &RuleVersion, spec: ParameterSpec) -> Result<u32, &'static str> {
    version.count(spec).ok_or(spec.name)
}

/// The last day on which it is in time.
fn due_on(version: &RuleVersion, span: Span) -> Result<Day, &'static str> {
    let last = span.days().until;
    let first_after = last.next();
    Ok(match version.text.code {
        RuleCode::FeeDeclared | RuleCode::FeePaid => {
            let month = first_after.plus_months(needed(version, DUE_MONTH)?.saturating_sub(1));
            day_of_month(month, needed(version, DUE_DAY)?)
        }
        RuleCode::PoolReports => day_of_month(first_after, needed(version, DUE_DAY)?),
        RuleCode::ExchangeAnnualReport => first_after.plus_months(needed(version, DUE_MONTHS)?).previous(),
        _ => last.plus_days(needed(version, DUE_DAYS)?),
    })
}

/// The day of a month with this number, or its last where it is shorter.
fn day_of_month(first: Day, number: u32) -> Day {
    first.plus_days(number.saturating_sub(1)).min(first.plus_months(1).previous())
}

fn was_alive_in(facts: &Facts, days: Period) -> bool {
    let alive = |standing| matches!(standing, Standing::Active | Standing::Suspended);
    facts.held.history.timeline().iter().any(|part| alive(part.standing) && part.period.intersect(&days).is_some())
}

/// For every version: the days on which a span ends, a warning begins or a due day passes, among those that are looked at
/// on the day and those after it until all of them have gone.
pub(super) fn turning_days(book: &Rulebook, code: RuleCode, on: Day) -> Vec<Day> {
    let mut days = Vec::new();
    for version in book.versions(code) {
        let Ok(count) = how_many(version) else { continue };
        let mut span = running(version, on);
        for _ in 0..=count {
            span = span.previous();
        }
        for _ in 0..2 * count + 2 {
            let ended_on = span.days().until.next();
            days.push(ended_on);
            if let Ok(due_on) = due_on(version, span) {
                days.push(due_on.next());
                days.extend(version.count(WARNING_DAYS).map(|warning| due_on.minus_days(warning)));
            }
            span = match span {
                Span::Month(..) => Span::month_of(ended_on),
                Span::Quarter(..) => Span::quarter_of(ended_on),
                Span::Year(_) => Span::year_of(ended_on),
            };
        }
    }
    days
}
