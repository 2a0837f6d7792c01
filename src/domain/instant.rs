//! The register's clock readings: instants in UTC, and the Almaty day they fall on.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Asia::Almaty;
use serde::{Deserialize, Serialize};

use super::day::Day;

/// A moment in UTC, to the microsecond: what both databases keep exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The civil day in Almaty: UTC+6 before 1 March 2024, UTC+5 since (Government resolution No. 20 of 2024).
    pub fn day(self) -> Day {
        let local = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default().with_timezone(&Almaty);
        Day::try_from(local.date_naive()).unwrap_or(Day::LAST)
    }

    /// The first instant of a day in Almaty.
    pub fn start_of(day: Day) -> Self {
        let midnight = day.date().and_time(chrono::NaiveTime::MIN).and_local_timezone(Almaty);
        // On 1 March 2024 the clock went back at midnight, so that midnight came twice: the day starts with the
        // second one, when the date no longer changes back.
        Self(midnight.latest().map_or(0, |at| at.timestamp_micros()))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_micros())
    }
}

/// RFC 3339 in UTC with microseconds.
impl fmt::Display for Instant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default();
        out.write_str(&at.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(text: &str) -> String {
        let at: DateTime<Utc> = text.parse().expect("an instant");
        Instant::from(at).day().to_string()
    }

    #[test]
    fn the_day_follows_the_time_zone_change_of_1_march_2024() {
        assert_eq!(day_of("2024-02-28T17:59:59Z"), "2024-02-28");
        assert_eq!(day_of("2024-02-28T18:00:00Z"), "2024-02-29");
        // 18:00 UTC on 29 February would have been midnight at UTC+6; the clock went back an hour instead.
        assert_eq!(day_of("2024-02-29T18:30:00Z"), "2024-02-29");
        assert_eq!(day_of("2024-02-29T19:00:00Z"), "2024-03-01");
        assert_eq!(day_of("2024-03-01T18:59:59Z"), "2024-03-01");
        assert_eq!(day_of("2024-03-01T19:00:00Z"), "2024-03-02");
    }

    #[test]
    fn the_start_of_a_day_is_on_that_day_and_the_moment_before_is_not() {
        for text in ["2023-12-31", "2024-02-29", "2024-03-01", "2024-03-02", "2026-01-18"] {
            let day: Day = text.parse().expect("a day");
            let start = Instant::start_of(day);
            assert_eq!(start.day(), day);
            assert_eq!(Instant::from_micros(start.micros() - 1).day(), day.previous());
        }
    }
}
