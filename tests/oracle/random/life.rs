//! Lives of authorisations.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use tizilim::domain::day::Day;
use tizilim::domain::rule::LicenceKind;
use tizilim::domain::standing::Standing;

use super::when::{Clock, When, early, shifted, when};
use crate::naive::standing::{last_day, standing};
use crate::register::{Event, Firm, Life};

/// A life as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct LifeDraft {
    granted: When,
    term: Term,
    steps: Vec<(When, i64, StepDraft)>,
}

#[derive(Clone, Copy, Debug)]
enum Term {
    Open,
    Months(u32),
    Until(When),
}

#[derive(Clone, Copy, Debug)]
enum StepDraft {
    Renewed(Term),
    Suspended(Option<Term>),
    Resumed,
    Revoked,
    Surrendered,
}

pub(super) fn life() -> BoxedStrategy<LifeDraft> {
    let steps = prop_oneof![3 => Just(Vec::new()), 4 => vec(step(), 1..5)];
    (early(), term(), steps).prop_map(|(granted, term, steps)| LifeDraft { granted, term, steps }).boxed()
}

fn term() -> BoxedStrategy<Term> {
    prop_oneof![
        2 => Just(Term::Open),
        4 => Just(Term::Months(36)),
        1 => (1..36_u32).prop_map(Term::Months),
        2 => when().prop_map(Term::Until),
        2 => select(vec![-1_i64, 0, 1, 7, 8, 29, 30, 31, 45, 46, 90]).prop_map(|days| Term::Until(When::Near(days))),
    ]
    .boxed()
}

fn step() -> BoxedStrategy<(When, i64, StepDraft)> {
    let kind = prop_oneof![
        3 => term().prop_map(StepDraft::Renewed),
        5 => weighted(0.9, prop_oneof![(1..=6_u32).prop_map(Term::Months), term()]).prop_map(StepDraft::Suspended),
        3 => Just(StepDraft::Resumed),
        1 => Just(StepDraft::Revoked),
        1 => Just(StepDraft::Surrendered),
    ];
    (when(), prop_oneof![0..3_i64, 0..200_i64], kind).boxed()
}

impl Term {
    /// The last day of what begins on a day; none where the term is open, or names a day that is too early.
    fn last(self, from: Day, clock: &Clock) -> Option<Day> {
        match self {
            Self::Open => None,
            Self::Months(months) => Some(from.plus_months(months).previous()),
            Self::Until(when) => Some(when.on(clock)).filter(|last| from <= *last),
        }
    }
}

impl LifeDraft {
    /// The life, without the steps that would contradict those before them.
    pub(super) fn resolve(&self, firm: Firm, kind: LicenceKind, clock: &Clock) -> Life {
        let granted = self.granted.on(clock);
        let mut life = Life { firm, kind, events: vec![(granted, Event::Granted(self.term.last(granted, clock)))] };
        let mut day = granted;
        for (when, gap, step) in &self.steps {
            let on = if day <= when.on(clock) { when.on(clock) } else { shifted(day, *gap) };
            if let Some(event) = take(&life, on, *step, clock) {
                life.events.push((on, event));
                day = on;
            }
        }
        life
    }
}

fn take(life: &Life, on: Day, step: StepDraft, clock: &Clock) -> Option<Event> {
    let stands = standing(life, on);
    if matches!(stands, Standing::Revoked | Standing::Surrendered) {
        return None;
    }
    let is_mining = matches!(life.kind, LicenceKind::MiningOne | LicenceKind::MiningTwo);
    match step {
        StepDraft::Renewed(term) => {
            let last = term.last(on, clock)?;
            last_day(life, on).is_none_or(|old| old < last).then_some(Event::Renewed(last))
        }
        StepDraft::Suspended(term) => {
            let until = term.and_then(|term| term.last(on, clock));
            (stands == Standing::Active).then_some(Event::Suspended(until))
        }
        StepDraft::Resumed => {
            let since = life.events.iter().rev().find(|(_, event)| matches!(event, Event::Suspended(_)))?.0;
            (stands == Standing::Suspended && since < on).then_some(Event::Resumed)
        }
        StepDraft::Revoked => (stands != Standing::Expired).then_some(Event::Revoked),
        // Only a miner's licence is given back.
        StepDraft::Surrendered => (stands != Standing::Expired && is_mining).then_some(Event::Surrendered),
    }
}
