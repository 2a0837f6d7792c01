//! Sums by month of what is handed in by rows and hours: made again for the days that an act touches, in its own
//! transaction, and versioned like everything else, so that a verdict reads some rows a month however many there are.

mod consumption;
mod grid;
mod totals;
mod trade;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::rows::Cell;
use crate::domain::day::Day;
use crate::domain::report::Span;

pub(super) use consumption::refresh_consumption;
pub(super) use grid::{refresh_grid, refresh_grid_of};
pub use totals::{AwardedSum, EnergySum, MonthsOf, TradedSum};
pub use trade::Side;
pub(super) use trade::refresh_trade;

/// The first day of the month of a day: how a month is kept.
fn month_of(day: Day) -> Day {
    Span::month_of(day).days().from
}

/// The day of a month with this number.
fn day_in(month: Day, number: u8) -> Day {
    month.plus_days(u32::from(number.saturating_sub(1)))
}

fn number_in_month(day: Day) -> u8 {
    u8::try_from(day.of_month()).unwrap_or(0)
}

/// What is kept of each day of a month, by the number of the day.
type Days<T> = BTreeMap<u8, T>;

fn read_days<T: DeserializeOwned>(cell: &Cell, days: &str) -> Result<Days<T>, StoreError> {
    let read: Vec<(u8, T)> = cell.take("days", serde_json::from_str(days).ok())?;
    Ok(read.into_iter().collect())
}

fn written_days<T: Serialize>(days: &Days<T>) -> String {
    // Sums of checked values always have a JSON form.
    serde_json::to_string(&days.iter().collect::<Vec<_>>()).unwrap_or_default()
}
