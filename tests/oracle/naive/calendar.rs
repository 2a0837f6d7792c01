//! Days and months, counted one by one.

use tizilim::domain::day::Day;

/// The last day of a month.
pub(super) fn last_of_month(year: i32, month: u32) -> Day {
    clamped(year, month, 31)
}

/// The day of a month with this number, or the month's last day where it is shorter.
pub(super) fn clamped(year: i32, month: u32, number: u32) -> Day {
    let mut number = number;
    loop {
        if let Some(day) = Day::new(year, month, number) {
            return day;
        }
        number -= 1;
    }
}

/// The month so many months after this one.
pub(super) fn month_after(year: i32, month: u32, months: i64) -> (i32, u32) {
    let (mut year, mut month) = (year, month);
    for _ in 0..months {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month)
}

/// The month so many months before this one.
pub(super) fn month_before(year: i32, month: u32, months: i64) -> (i32, u32) {
    let (mut year, mut month) = (year, month);
    for _ in 0..months {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    }
    (year, month)
}

/// The number of a day in its month.
fn number(day: Day) -> u32 {
    day.to_string()[8..].parse().expect("the day of the month")
}

/// The same day so many months earlier.
pub(super) fn months_before(day: Day, months: i64) -> Day {
    let (year, month) = month_before(day.year(), day.month(), months);
    clamped(year, month, number(day))
}

/// The same day so many months later.
pub(super) fn months_after(day: Day, months: i64) -> Day {
    let (year, month) = month_after(day.year(), day.month(), months);
    clamped(year, month, number(day))
}

/// So many days later.
pub(super) fn days_after(day: Day, days: i64) -> Day {
    let mut day = day;
    for _ in 0..days {
        day = day.next();
    }
    day
}

/// So many days earlier.
pub(super) fn days_before(day: Day, days: i64) -> Day {
    let mut day = day;
    for _ in 0..days {
        day = day.previous();
    }
    day
}
