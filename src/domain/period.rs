//! Runs of days.

use serde::{Deserialize, Serialize};

use super::day::Day;

/// Days from the first to the last, both included. A last day of [`Day::LAST`] means "open".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day, included.
    pub until: Day,
}

impl Period {
    /// A period, or `None` when it would end before it begins.
    pub fn new(from: Day, until: Day) -> Option<Self> {
        (from <= until).then_some(Self { from, until })
    }

    /// The calendar year.
    pub fn year(year: i32) -> Option<Self> {
        Self::new(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)
    }

    /// The `months` months that end with `until`: from the day after the same day that many months earlier.
    pub fn months_up_to(until: Day, months: u32) -> Self {
        Self { from: until.minus_months(months).next().min(until), until }
    }

    /// Whether the day lies in it.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    /// The days that both have.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }

    /// The first day on which `day` no longer lies in the `months` months up to it.
    pub fn leaves_window_on(day: Day, months: u32) -> Day {
        // The window of D begins on the day after D minus `months`; month ends make this no plain inverse, so
        // the guess is walked to the exact day: at most three steps.
        let mut leaves = day.plus_months(months);
        while Self::months_up_to(leaves, months).contains(day) {
            leaves = leaves.next();
        }
        while !Self::months_up_to(leaves.previous(), months).contains(day) {
            leaves = leaves.previous();
        }
        leaves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_window_of_twelve_months_starts_the_day_after() {
        let window = Period::months_up_to(day("2025-03-10"), 12);
        assert_eq!(window, Period { from: day("2024-03-11"), until: day("2025-03-10") });
        assert_eq!(Period::months_up_to(day("2024-02-29"), 12).from, day("2023-03-01"));
        assert_eq!(Period::months_up_to(day("2025-02-28"), 12).from, day("2024-02-29"));
    }

    #[test]
    fn a_day_leaves_its_window_exactly_once() {
        let mut on = day("2023-04-01");
        for _ in 0..1_000 {
            let leaves = Period::leaves_window_on(on, 12);
            assert!(!Period::months_up_to(leaves, 12).contains(on), "{on} is still in on {leaves}");
            assert!(Period::months_up_to(leaves.previous(), 12).contains(on), "{on} was out before {leaves}");
            on = on.next();
        }
    }
}
