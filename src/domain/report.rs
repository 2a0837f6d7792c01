//! What licensees hand in, and for which stretch of the calendar.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::authorisation::LicenseeRole;
use super::codes::coded;
use super::day::Day;
use super::period::Period;

coded! {
    /// A report that the law asks of a licensee.
    pub enum Report {
        /// A miner's declaration of the fee for digital mining (Tax Code art. 660), by quarter.
        FeeDeclaration = "FEE_DECLARATION",
        /// A pool's report of its distributions (Law 193-VII art. 10(3)), by month.
        PoolReport = "POOL_REPORT",
        /// An exchange's annual report to its authority (DAA 2.13.11).
        ExchangeAnnual = "EXCHANGE_ANNUAL",
        /// An exchange's quarterly report to its authority (DAA 2.13.11).
        ExchangeQuarterly = "EXCHANGE_QUARTERLY",
        /// An exchange's report of miners' transactions to the tax authority, by quarter.
        ExchangeTax = "EXCHANGE_TAX",
    }
}

impl Report {
    /// Who owes it.
    pub fn owed_by(self) -> LicenseeRole {
        match self {
            Self::FeeDeclaration => LicenseeRole::Miner,
            Self::PoolReport => LicenseeRole::Pool,
            Self::ExchangeAnnual | Self::ExchangeQuarterly | Self::ExchangeTax => LicenseeRole::Exchange,
        }
    }

    /// Whether it is made for stretches of this length.
    pub fn is_for(self, span: Span) -> bool {
        match self {
            Self::PoolReport => matches!(span, Span::Month(..)),
            Self::ExchangeAnnual => matches!(span, Span::Year(_)),
            Self::FeeDeclaration | Self::ExchangeQuarterly | Self::ExchangeTax => matches!(span, Span::Quarter(..)),
        }
    }
}

/// A month, quarter or year of the calendar, written `2025-07`, `2025-Q3`, `2025`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Span {
    /// A year and a month of it.
    Month(i32, u32),
    /// A year and a quarter of it.
    Quarter(i32, u32),
    /// A year.
    Year(i32),
}

/// Text that names no month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a month, quarter or year, written 2025-07, 2025-Q3 or 2025")]
pub struct SpanError;

impl Span {
    /// The month of a day.
    pub fn month_of(day: Day) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The quarter of a day.
    pub fn quarter_of(day: Day) -> Self {
        Self::Quarter(day.year(), (day.month() - 1) / 3 + 1)
    }

    /// The year of a day.
    pub fn year_of(day: Day) -> Self {
        Self::Year(day.year())
    }

    /// Its days.
    pub fn days(self) -> Period {
        let (year, month, months) = match self {
            Self::Month(year, month) => (year, month, 1),
            Self::Quarter(year, quarter) => (year, 3 * quarter - 2, 3),
            Self::Year(year) => (year, 1, 12),
        };
        let from = Day::new(year, month, 1).unwrap_or(Day::LAST);
        Period { from, until: from.plus_months(months).previous() }
    }

    /// The one before, of the same length.
    #[must_use]
    pub fn previous(self) -> Self {
        let eve = self.days().from.previous();
        match self {
            Self::Month(..) => Self::month_of(eve),
            Self::Quarter(..) => Self::quarter_of(eve),
            Self::Year(_) => Self::year_of(eve),
        }
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let number = |part: &str, long: usize| {
            let fits = part.len() == long && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<u32>().ok()).flatten().ok_or(SpanError)
        };
        let year = |part: &str| {
            let year = i32::try_from(number(part, 4)?).map_err(|_| SpanError)?;
            if (1900..9999).contains(&year) { Ok(year) } else { Err(SpanError) }
        };
        let within = |value: u32, most: u32| if (1..=most).contains(&value) { Ok(value) } else { Err(SpanError) };
        match text.split_once('-') {
            None => Ok(Self::Year(year(text)?)),
            Some((before, after)) => match after.strip_prefix('Q') {
                Some(quarter) => Ok(Self::Quarter(year(before)?, within(number(quarter, 1)?, 4)?)),
                None => Ok(Self::Month(year(before)?, within(number(after, 2)?, 12)?)),
            },
        }
    }
}

impl TryFrom<String> for Span {
    type Error = SpanError;

    fn try_from(text: String) -> Result<Self, SpanError> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(out, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(out, "{year:04}"),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_written_as_they_are_read_and_know_their_days() {
        for (text, from, until, before) in [
            ("2025-07", "2025-07-01", "2025-07-31", "2025-06"),
            ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
            ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"),
            ("2025", "2025-01-01", "2025-12-31", "2024"),
        ] {
            let span: Span = text.parse().expect("a span");
            assert_eq!(span.to_string(), text);
            assert_eq!((span.days().from.to_string(), span.days().until.to_string()), (from.to_owned(), until.to_owned()));
            assert_eq!(span.previous().to_string(), before);
        }
        for text in ["", "25", "2025-13", "2025-0", "2025-Q5", "2025-Q0", "2025-1", "Q1-2025", "2025-07-01", "+025"] {
            assert_eq!(text.parse::<Span>(), Err(SpanError), "{text}");
        }
    }
}
