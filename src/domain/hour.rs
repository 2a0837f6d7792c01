//! The hours of a day in Almaty, numbered from 1 as the operator's tables do.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::instant::Instant;

/// An hour of a day, counted from 1. Whether a day has it is the day's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hour(u8);

/// The most hours that a day has: 29 February 2024, at whose end the clock went back from UTC+6 to UTC+5.
pub const MOST_HOURS: usize = 25;

const MICROS: i64 = 3_600_000_000;

impl Hour {
    /// The hour of a day with this number; `None` when the day has none such.
    pub fn of(day: Day, number: i64) -> Option<Self> {
        let hour = u8::try_from(number).ok().filter(|number| (1..=hours_in(day)).contains(&usize::from(*number)))?;
        Some(Self(hour))
    }

    /// The hour at a place in a row that begins with the first hour.
    pub fn at(index: usize) -> Self {
        Self(u8::try_from(index).unwrap_or(u8::MAX).saturating_add(1))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its place in a row that begins with the first hour.
    pub fn index(self) -> usize {
        usize::from(self.0.saturating_sub(1))
    }

    /// Whether the day has it.
    pub fn is_in(self, day: Day) -> bool {
        (1..=hours_in(day)).contains(&usize::from(self.0))
    }
}

/// How many hours a day has in Almaty.
pub fn hours_in(day: Day) -> usize {
    let length = Instant::start_of(day.next()).micros() - Instant::start_of(day).micros();
    usize::try_from(length / MICROS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_on_which_the_clock_went_back_has_an_hour_more() {
        assert_eq!(hours_in(Day::constant(2024, 2, 28)), 24);
        assert_eq!(hours_in(Day::constant(2024, 2, 29)), 25);
        assert_eq!(hours_in(Day::constant(2024, 3, 1)), 24);
        assert_eq!(hours_in(Day::constant(2026, 1, 18)), 24);
        assert!(Hour::of(Day::constant(2024, 2, 29), 25).is_some());
        assert!(Hour::of(Day::constant(2024, 3, 1), 25).is_none());
        assert!(Hour::of(Day::constant(2024, 3, 1), 0).is_none());
    }
}
