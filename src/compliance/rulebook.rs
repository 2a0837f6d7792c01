//! The rules as the register has them: dated versions, by code.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::rule::{RuleCode, RuleVersion, WINDOW_MONTHS};

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

    /// The first day of which a fact can still matter for an answer about `on`: the longest window, and the whole of
    /// the year before for shares by calendar year.
    pub fn horizon(&self, on: Day) -> Day {
        let longest_window = self.all_in_force(on).filter_map(|version| version.count(WINDOW_MONTHS)).max().unwrap_or(0);
        let last_year = Day::new(on.year() - 1, 1, 1).unwrap_or(Day::FIRST);
        on.minus_months(longest_window).min(last_year)
    }
}
