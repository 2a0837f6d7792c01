//! R14: what a pool's accreditation rests on (art. 10(2)).

use super::super::facts::Facts;
use super::super::finding::{Outcome, Reason};
use super::super::rulebook::Rulebook;
use super::Ruling;
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::pool::TestProtocol;
use crate::domain::rule::{RuleCode, RuleVersion, TEST_VALID_MONTHS};

/// POOL_IN_KAZAKHSTAN: by the last place recorded for a day on or before `on`.
pub(super) fn in_kazakhstan(facts: &Facts, on: Day) -> Ruling {
    let Some(complex) = facts.held.complexes.iter().rev().find(|complex| complex.on <= on) else {
        return Ruling::new(Outcome::Undetermined, Reason::ComplexUnknown);
    };
    let place = complex.fact.place.to_string();
    let (outcome, reason) = if complex.fact.in_kazakhstan {
        (Outcome::Satisfied, Reason::ComplexInKazakhstan(place))
    } else {
        (Outcome::Breached, Reason::ComplexAbroad(place))
    };
    Ruling { evidence: vec![complex.act], ..Ruling::new(outcome, reason) }
}

/// POOL_SECURITY_TESTED. "A positive test protocol on or before D" is read to the letter: a later negative one does
/// not undo it. Where `testValidMonths` is set, a test is good up to and including the same day so many months later.
pub(super) fn security_tested(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let tests = || facts.held.tests.iter().rev().filter(|test| test.on <= on);
    let told = |reason: fn(Day, String) -> Reason, test: &Dated<TestProtocol>| reason(test.on, test.fact.number.to_string());
    let good_until = |test: &Dated<TestProtocol>| version.count(TEST_VALID_MONTHS).map(|months| test.on.plus_months(months));
    let Some(last) = tests().next() else {
        return Ruling::new(Outcome::Undetermined, Reason::NoTest);
    };
    let Some(passed) = tests().find(|test| test.fact.positive) else {
        return Ruling { evidence: vec![last.act], ..Ruling::new(Outcome::Breached, told(Reason::TestFailed, last)) };
    };
    let due_on = good_until(passed);
    let (outcome, reason) = if due_on.is_some_and(|last_day| last_day < on) {
        (Outcome::Breached, told(Reason::TestTooOld, passed))
    } else {
        (Outcome::Satisfied, told(Reason::TestPassed, passed))
    };
    Ruling { due_on, evidence: vec![passed.act], ..Ruling::new(outcome, reason) }
}

pub(super) fn turning_days(facts: &Facts, book: &Rulebook) -> Vec<Day> {
    let placed = facts.held.complexes.iter().map(|complex| complex.on);
    let tested = facts.held.tests.iter().map(|test| test.on);
    let versions = || book.versions(RuleCode::PoolSecurityTested).iter();
    let lapses = facts.held.tests.iter().flat_map(|test| {
        versions().filter_map(|version| version.count(TEST_VALID_MONTHS)).map(|months| test.on.plus_months(months).next())
    });
    placed.chain(tested).chain(lapses).collect()
}
