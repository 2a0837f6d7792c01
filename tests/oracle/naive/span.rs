//! Months, quarters and years that have ended, and which of several speaks.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::day::Day;
use tizilim::domain::report::Span;

use super::calendar::{clamped, last_of_month, month_after, month_before};
use super::standing::is_licensed;
use super::{Asked, Told, told};

/// A span with its days.
#[derive(Clone, Copy)]
pub(super) struct Ended {
    pub(super) span: Span,
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Ended {
    /// The day with this number in the month so many months after the span, or that month's last day.
    pub(super) fn day_after(&self, months: i64, number: i64) -> Option<Day> {
        let (year, month) = month_after(self.last.year(), self.last.month(), months);
        Some(clamped(year, month, u32::try_from(number).ok()?))
    }
}

/// How long a span is.
#[derive(Clone, Copy)]
pub(super) enum Length {
    Month,
    Quarter,
    Year,
}

/// The last so many spans that ended before the day and on some day of which the licence was ACTIVE or SUSPENDED;
/// oldest first.
pub(super) fn last_ended(asked: &Asked<'_>, length: Length, how_many: i64) -> Vec<Ended> {
    let mut found = Vec::new();
    for back in (1..=how_many).rev() {
        let ended = ended(asked.on, length, back);
        let mut lived = false;
        let mut day = ended.first;
        while day <= ended.last {
            lived |= is_licensed(&asked.register.own, day);
            day = day.next();
        }
        if lived {
            found.push(ended);
        }
    }
    found
}

/// The span so many before the one that the day lies in.
fn ended(on: Day, length: Length, back: i64) -> Ended {
    match length {
        Length::Month => {
            let (year, month) = month_before(on.year(), on.month(), back);
            Ended { span: Span::Month(year, month), first: clamped(year, month, 1), last: last_of_month(year, month) }
        }
        Length::Quarter => {
            let quarter = (on.month() - 1) / 3 + 1;
            let (year, last) = month_before(on.year(), 3 * quarter, 3 * back);
            let first = clamped(year, last - 2, 1);
            Ended { span: Span::Quarter(year, last / 3), first, last: last_of_month(year, last) }
        }
        Length::Year => {
            let (year, _) = month_before(on.year(), 1, 12 * back);
            Ended { span: Span::Year(year), first: clamped(year, 1, 1), last: clamped(year, 12, 31) }
        }
    }
}

/// Of several spans, oldest first: BREACHED beats AT_RISK beats NOT_ASSESSED beats SATISFIED. The oldest of that outcome
/// speaks, and the newest when all is well. Without any span: NOT_APPLICABLE.
pub(super) fn speaks(spans: &[Told]) -> Told {
    for outcome in [Outcome::Breached, Outcome::AtRisk, Outcome::NotAssessed] {
        for one in spans {
            if one.outcome == outcome {
                return *one;
            }
        }
    }
    spans.last().copied().unwrap_or(told(Outcome::NotApplicable))
}
