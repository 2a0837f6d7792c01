//! Totals over all licensees, by month and by year: sums of the sums by month, never of rows and hours.
//!
//! Each total follows from the view alone: the same day and sequence give the same figure for ever. Months are shown
//! whole; the one that the day asked about lies in, up to that day.

mod compliance;
mod energy;
mod sale;
mod standing;

use std::collections::BTreeSet;

use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::report::Span;
use crate::domain::view::View;

pub use compliance::ComplianceOfMonth;
pub use energy::EnergyOfMonth;
pub use sale::SoldOfYear;
pub use standing::StandingOfMonth;

/// A total, and how many licensees stand behind it: those whose part is more than nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summed {
    /// How much in all.
    pub amount: Decimal,
    /// How many licensees.
    pub licensees: u64,
}

/// The months that a question touches, up to the day that it is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthsAsked {
    months: Vec<Span>,
    on: Day,
}

impl MonthsAsked {
    /// The months that the days from the first to the last touch; those after the day asked about are none.
    pub fn new(asked: Period, view: View) -> Self {
        let come = Period::new(asked.from, asked.until.min(view.on));
        // The month of the day asked about is touched by any day of it, also by a later one.
        let first = Span::month_of(asked.from).days().from;
        let months = come.or_else(|| Period::new(first, view.on)).into_iter().flat_map(months_in);
        Self { months: months.collect(), on: view.on }
    }

    /// Each month with the last of its days that counts.
    fn each(&self) -> impl Iterator<Item = (Span, Day)> {
        self.months.iter().map(|month| (*month, month.days().until.min(self.on)))
    }

    /// The days of the months that are over; `None` where none is.
    fn over(&self) -> Option<Period> {
        let over = self.months.iter().filter(|month| month.days().until <= self.on);
        span_all(over.map(|month| month.days()))
    }

    /// The days of the running month that have come; `None` where the question does not touch it.
    fn running(&self) -> Option<Period> {
        let running = self.months.last()?.days();
        (running.until > self.on).then_some(Period { until: self.on, ..running })
    }

    fn years(&self) -> BTreeSet<i32> {
        self.months.iter().map(|month| month.days().from.year()).collect()
    }
}

/// The months that the days touch, in order.
fn months_in(days: Period) -> impl Iterator<Item = Span> {
    std::iter::successors(Some(Span::month_of(days.from)), move |month| {
        let next = Span::month_of(month.days().until.next());
        // The last of all months is followed by itself.
        (next > *month && next.days().from <= days.until).then_some(next)
    })
}

/// From the first day of any to the last of any.
fn span_all(periods: impl Iterator<Item = Period>) -> Option<Period> {
    periods.reduce(|one, other| Period { from: one.from.min(other.from), until: one.until.max(other.until) })
}

/// A total as it grows, part by part.
#[derive(Clone, Debug, Default)]
struct Growing {
    units: i128,
    of: BTreeSet<Bin>,
}

impl Growing {
    fn add(&mut self, licensee: Bin, units: i128) {
        self.units = self.units.saturating_add(units);
        if units > 0 {
            self.of.insert(licensee);
        }
    }

    fn summed(&self) -> Summed {
        Summed { amount: Decimal::from_units(self.units), licensees: self.of.len() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sequence::Sequence;

    fn asked(from: &str, until: &str, on: &str) -> MonthsAsked {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let view = View { on: day(on), seq: Sequence::EMPTY };
        MonthsAsked::new(Period { from: day(from), until: day(until) }, view)
    }

    fn shown(period: Option<Period>) -> Option<String> {
        period.map(|period| format!("{}..{}", period.from, period.until))
    }

    #[test]
    fn months_are_whole_but_for_the_running_one() {
        let months = asked("2025-11-20", "2026-02-03", "2026-01-18");
        assert_eq!(shown(months.over()).as_deref(), Some("2025-11-01..2025-12-31"));
        assert_eq!(shown(months.running()).as_deref(), Some("2026-01-01..2026-01-18"));
        let last = months.each().last().map(|(month, day)| (month.to_string(), day.to_string()));
        assert_eq!(last, Some(("2026-01".to_owned(), "2026-01-18".to_owned())));
        let over = asked("2025-11-20", "2025-12-01", "2025-12-31");
        assert_eq!((shown(over.over()).as_deref(), over.running()), (Some("2025-11-01..2025-12-31"), None));
        let same_month = asked("2026-01-20", "2026-03-01", "2026-01-18");
        assert_eq!(shown(same_month.running()).as_deref(), Some("2026-01-01..2026-01-18"));
        assert_eq!(asked("9999-11-01", "9999-12-31", "9999-12-31").each().count(), 2);
        let to_come = asked("2026-02-01", "2026-03-01", "2026-01-18");
        assert_eq!((to_come.each().count(), to_come.over(), to_come.running()), (0, None, None));
    }
}
