//! Days, by what they are near to.

use std::sync::LazyLock;

use proptest::prelude::*;
use tizilim::domain::day::Day;

/// The first and the last day on which anything happens.
const FIRST: Day = Day::LAW_IN_FORCE;
const LAST: Day = Day::constant(2026, 11, 30);

/// A day as it is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    /// So many days after the day asked, or before it.
    Near(i64),
    /// So many months before the day asked, give or take some days.
    Months(u32, i64),
    /// One of three days on which much happens.
    Hot(usize),
    /// A day that the law or the calendar marks, give or take some days.
    Marked(usize, i64),
    /// Any day: so many after the first.
    Any(i64),
}

/// The day asked and the days on which much happens.
pub(super) struct Clock {
    pub(super) asked: Day,
    hot: [Day; 3],
}

impl Clock {
    pub(super) fn new(asked: When, hot: [When; 3]) -> Self {
        let unasked = Self { asked: FIRST, hot: [FIRST; 3] };
        let asked = Self { asked: asked.on(&unasked), ..unasked };
        let hot = hot.map(|when| when.on(&asked));
        Self { hot, ..asked }
    }
}

impl When {
    pub(super) fn on(self, clock: &Clock) -> Day {
        let day = match self {
            Self::Near(days) => shifted(clock.asked, days),
            Self::Months(months, days) => shifted(clock.asked.minus_months(months), days),
            Self::Hot(index) => clock.hot[index],
            Self::Marked(index, days) => shifted(MARKED[index % MARKED.len()], days),
            Self::Any(days) => shifted(FIRST, days),
        };
        day.clamp(FIRST, LAST)
    }
}

/// So many days later, or earlier.
pub(super) fn shifted(day: Day, days: i64) -> Day {
    let count = u32::try_from(days.unsigned_abs()).expect("a few days");
    if days < 0 { day.minus_days(count) } else { day.plus_days(count) }
}

/// Ends and beginnings of quarters, due days of the fee, the days on which the law or the clock changed.
static MARKED: LazyLock<Vec<Day>> = LazyLock::new(|| {
    let law = [(2023, 4, 1), (2023, 7, 1), (2024, 2, 29), (2024, 3, 1), (2025, 1, 1), (2026, 1, 17), (2026, 1, 18)];
    let each_year = [(1, 1), (2, 15), (2, 25), (3, 31), (4, 1), (5, 15), (5, 25), (6, 30), (7, 1), (8, 15), (8, 25)];
    let and_later = [(9, 30), (10, 1), (11, 15), (11, 25), (12, 31)];
    let ends_of_months = [(1, 31), (2, 28), (4, 30), (5, 31), (8, 31), (11, 30)];
    let of_year = |year| each_year.into_iter().chain(and_later).chain(ends_of_months).map(move |(month, day)| (year, month, day));
    let days = law.into_iter().chain((2023..=2026).flat_map(of_year));
    days.filter_map(|(year, month, day)| Day::new(year, month, day)).collect()
});

/// Windows and terms in months, the usual ones more often.
const MONTHS: [u32; 12] = [1, 1, 2, 3, 3, 6, 6, 12, 12, 12, 13, 14];

/// A number to choose by and numbers of days and months, drawn at once: unions of strategies are slow to draw from.
fn numbers() -> impl Strategy<Value = (u8, i64, u32)> {
    (0..100_u8, 0..1_340_i64, 0..95_u32)
}

fn marked(index: u32, days: i64) -> When {
    When::Marked(index as usize, days)
}

/// A day on which a register is asked.
pub(super) fn asked() -> impl Strategy<Value = When> {
    numbers().prop_map(|(choice, days, index)| match choice {
        0..30 => marked(index, days % 34 - 31),
        30..55 => marked(index, days % 3 - 1),
        55..65 => marked(index % 7, days % 23 - 2),
        _ => When::Any(days),
    })
}

/// A day on which something happens, more often before the day asked than after it.
pub(super) fn when() -> impl Strategy<Value = When> {
    numbers().prop_map(some_day)
}

/// A day at the edge of a term or window that ends on the day asked.
pub(super) fn at_edge() -> impl Strategy<Value = When> {
    numbers().prop_map(|(_, days, index)| When::Months(MONTHS[index as usize % MONTHS.len()], days % 3 - 1))
}

/// A day that the law marks, such as 29 February 2024 with its 25 hours.
pub(super) fn of_law() -> impl Strategy<Value = When> {
    numbers().prop_map(|(_, _, index)| marked(index % 7, 0))
}

/// A day on which something begins that mostly lasts: more often long before the day asked.
pub(super) fn early() -> impl Strategy<Value = When> {
    numbers().prop_map(|(choice, days, index)| match choice {
        0..40 => When::Months(12 + index % 29, days % 5 - 2),
        40..60 => When::Any(0),
        _ => some_day(((choice - 60) * 2, days, index)),
    })
}

/// A day on which power flows: mostly one of those on which much happens.
pub(super) fn busy() -> impl Strategy<Value = When> {
    numbers().prop_map(|(choice, days, index)| match choice {
        0..60 => When::Hot(index as usize % 3),
        _ => some_day(((choice - 60) * 2, days, index)),
    })
}

fn some_day((choice, days, index): (u8, i64, u32)) -> When {
    match choice {
        0..14 => When::Near(days % 5 - 2),
        14..34 => When::Near(days % 211 - 200),
        34..54 => When::Months(MONTHS[index as usize % MONTHS.len()], days % 5 - 2),
        54..80 => When::Hot(index as usize % 3),
        80..93 => marked(index, days % 3 - 1),
        _ => When::Any(days),
    }
}
