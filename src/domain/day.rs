//! The law's time: civil days in Almaty.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A calendar day in `Asia/Almaty`, between 1900 and 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

/// Text that is no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a day of the calendar between 1900-01-01 and 9999-12-31, written YYYY-MM-DD")]
pub struct DayError;

impl Day {
    /// The first day that the register can speak of.
    pub const FIRST: Self = Self::constant(1900, 1, 1);
    /// The day after which nothing comes: the end of what has no end.
    pub const LAST: Self = Self::constant(9999, 12, 31);
    /// 1 April 2023: the Law on Digital Assets came into force (art. 14).
    pub const LAW_IN_FORCE: Self = Self::constant(2023, 4, 1);

    /// A day written into the program. Only for constants: a wrong one stops the build.
    pub const fn constant(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => panic!("a constant day that is not in the calendar"),
        }
    }

    /// The day with these numbers, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(|date| Self::try_from(date).ok())
    }

    /// The same day as the calendar library's type.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// Days since 1 January 1970, as files of dates count them.
    pub fn since_1970(self) -> i32 {
        let days = self.0.signed_duration_since(chrono::DateTime::UNIX_EPOCH.date_naive()).num_days();
        // The calendar of the register has fewer than three million days.
        i32::try_from(days).unwrap_or(i32::MAX)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The day of the month, from 1.
    pub fn of_month(self) -> u32 {
        self.0.day()
    }

    /// The month of the year, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The next day; the last of all days is followed by itself.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.pred_opt().unwrap_or(self.0))
    }

    /// So many days later, at most [`Day::LAST`].
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        self.0.checked_add_days(Days::new(days.into())).map_or(Self::LAST, |date| Self(date).min(Self::LAST))
    }

    /// So many days earlier.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.checked_sub_days(Days::new(days.into())).unwrap_or(self.0))
    }

    /// The same day so many months later, or the last day of that month where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        self.0.checked_add_months(Months::new(months)).map_or(Self::LAST, |date| Self(date).min(Self::LAST))
    }

    /// The same day so many months earlier, or the last day of that month where it is shorter.
    #[must_use]
    pub fn minus_months(self, months: u32) -> Self {
        Self(self.0.checked_sub_months(Months::new(months)).unwrap_or(self.0))
    }

    /// `None` for [`Day::LAST`], which stands for "no end".
    pub fn unless_open(self) -> Option<Self> {
        (self != Self::LAST).then_some(self)
    }
}

impl TryFrom<NaiveDate> for Day {
    type Error = DayError;

    fn try_from(date: NaiveDate) -> Result<Self, DayError> {
        if (1900..=9999).contains(&date.year()) { Ok(Self(date)) } else { Err(DayError) }
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return Err(DayError);
        }
        text.parse::<NaiveDate>().map_err(|_| DayError).and_then(Self::try_from)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_month_ends() {
        let leap: Day = "2024-02-29".parse().expect("a leap day");
        assert_eq!(leap.minus_months(12).to_string(), "2023-02-28");
        assert_eq!(leap.plus_months(12).to_string(), "2025-02-28");
        assert_eq!(Day::LAST.next(), Day::LAST);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2023-02-29", "2024-2-29", "20240229", "2024-13-01", "0000-00-00", "+2024-01-1", "1899-12-31", ""] {
            assert_eq!(text.parse::<Day>(), Err(DayError), "{text}");
        }
    }
}
