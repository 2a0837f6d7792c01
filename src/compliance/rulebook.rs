//! The rules as the register has them: dated versions, by code.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::report::Span;
use crate::domain::rule::{RuleCode, RuleVersion, THRESHOLD, WINDOW_MONTHS};
use crate::domain::sequence::Sequence;

/// All versions of all rules under one sequence.
#[derive(Clone, Debug, Default)]
pub struct Rulebook(BTreeMap<RuleCode, Vec<Arc<RuleVersion>>>);

impl Rulebook {
    /// From the versions in any order.
    pub fn new(versions: impl IntoIterator<Item = RuleVersion>) -> Self {
        let mut book = Self::default();
        for version in versions {
            book.0.entry(version.text.code).or_default().push(Arc::new(version));
        }
        book.0.values_mut().for_each(|versions| versions.sort_by_key(|version| version.in_force.from));
        book
    }

    /// The versions of a rule, by first day.
    pub fn versions(&self, code: RuleCode) -> &[Arc<RuleVersion>] {
        self.0.get(&code).map_or(&[], Vec::as_slice)
    }

    /// The version in force on a day.
    pub fn in_force(&self, code: RuleCode, on: Day) -> Option<&Arc<RuleVersion>> {
        self.versions(code).iter().find(|version| version.in_force.contains(on))
    }

    /// The newest act about any rule: the version of all of them together.
    pub fn newest_act(&self) -> Sequence {
        self.0.values().flatten().map(|version| version.act).max().unwrap_or(Sequence::EMPTY)
    }

    /// Every version in force on a day, by code.
    pub fn all_in_force(&self, on: Day) -> impl Iterator<Item = &Arc<RuleVersion>> {
        self.0.keys().filter_map(move |code| self.in_force(*code, on))
    }

    /// The version to name when none is in force: the last that ended before the day, else the first to come.
    pub fn nearest(&self, code: RuleCode, on: Day) -> Option<&Arc<RuleVersion>> {
        let versions = self.versions(code);
        versions.iter().rev().find(|version| version.in_force.from <= on).or_else(|| versions.first())
    }

    /// The days on which the version in force changes.
    pub fn turning_days(&self, code: RuleCode) -> impl Iterator<Item = Day> {
        self.versions(code).iter().flat_map(|version| [version.in_force.from, version.in_force.until.next()])
    }

    /// The periods of the duty to sell that begin on or before a day: calendar years, each clipped to the days on which
    /// one threshold is in force, whether one version sets it or several in a row. Oldest first. Days without a threshold
    /// belong to no period.
    pub fn duty_periods(&self, until: Day) -> Vec<DutyPeriod> {
        let mut runs: Vec<(Decimal, Period)> = Vec::new();
        for version in self.versions(RuleCode::SaleShare) {
            let Some(threshold) = version.value(THRESHOLD) else { continue };
            match runs.last_mut() {
                Some((same, run)) if *same == threshold && run.until.next() == version.in_force.from => {
                    run.until = version.in_force.until;
                }
                _ => runs.push((threshold, version.in_force)),
            }
        }
        let of_run = |(_, run): &(Decimal, Period)| -> Vec<Period> {
            let years = (run.from.year()..=run.until.min(until).year()).filter_map(Period::year);
            years.filter_map(|year| run.intersect(&year)).filter(|period| period.from <= until).collect()
        };
        // A period speaks by the version on its last day, or on the day asked about while it runs.
        let duty = |period: Period| {
            let version = self.in_force(RuleCode::SaleShare, period.until.min(until))?;
            Some(DutyPeriod { period, version: Arc::clone(version) })
        };
        runs.iter().flat_map(of_run).filter_map(duty).collect()
    }

    /// The first day of which a fact can still matter for an answer about `on`: the longest window of any version, and,
    /// while a duty to sell is in force or to come, the whole of its last ended period. Versions to come count too: the
    /// day of the next change is sought under them.
    pub fn horizon(&self, on: Day) -> Day {
        let longest_window = self.0.values().flatten().filter_map(|version| version.count(WINDOW_MONTHS)).max().unwrap_or(0);
        let window = on.minus_months(longest_window);
        let duty_stands = self.versions(RuleCode::SaleShare).iter().any(|version| on <= version.in_force.until);
        let periods = if duty_stands { self.duty_periods(on) } else { Vec::new() };
        let last_ended = periods.iter().filter(|duty| duty.period.until < on).map(|duty| duty.period.from).max();
        let running = periods.iter().filter(|duty| duty.period.contains(on)).map(|duty| duty.period.from).max();
        // The fee is looked at for the last four ended quarters.
        let mut quarter = Span::quarter_of(on);
        (0..4).for_each(|_| quarter = quarter.previous());
        last_ended.into_iter().chain(running).fold(window.min(quarter.days().from), Day::min)
    }
}

/// A calendar year, clipped to the days on which one threshold of the duty to sell is in force.
#[derive(Clone, Debug)]
pub struct DutyPeriod {
    /// The days.
    pub period: Period,
    /// The version with the threshold.
    pub version: Arc<RuleVersion>,
}
