//! Data centres, their meters, and stays in them.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::rule::LicenceKind;

use super::when::{Clock, When, early, shifted, when};
use crate::register::{Centre, Firm, Meter, OWN, Said, What};

/// A data centre as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct CentreDraft {
    /// Of a licensee with subkind I, and of others.
    holders: (Firm, Firm),
    zone: Zone,
    from: When,
    closed: Option<When>,
    residential: Option<bool>,
    amended: Vec<(When, Option<bool>)>,
    meters: Vec<Vec<(When, MeterDraft)>>,
}

#[derive(Clone, Copy, Debug)]
enum MeterDraft {
    Works(Option<i64>),
    WorksUntil(When),
    Faulty,
    Removed,
}

pub(super) fn centre() -> BoxedStrategy<CentreDraft> {
    let holders = (prop_oneof![4 => Just(OWN), 1 => 1..5_usize], prop_oneof![1 => Just(OWN), 5 => Just(3), 4 => 1..5_usize]);
    let residential = || prop_oneof![2 => Just(None), 6 => Just(Some(false)), 1 => Just(Some(true))];
    let meters = prop_oneof![1 => Just(Vec::new()), 4 => vec(meter(), 1..3)];
    let amended = vec((when(), residential()), 0..3);
    (holders, select(Zone::ALL.to_vec()), early(), weighted(0.3, when()), residential(), amended, meters)
        .prop_map(|(holders, zone, from, closed, residential, amended, meters)| CentreDraft {
            holders,
            zone,
            from,
            closed,
            residential,
            amended,
            meters,
        })
        .boxed()
}

/// What is done to a meter after it is installed, or instead of installing it anew.
fn meter() -> BoxedStrategy<Vec<(When, MeterDraft)>> {
    let done = prop_oneof![
        4 => weighted(0.8, select(vec![0_i64, 1, 30, 90, 365, 1_000])).prop_map(MeterDraft::Works),
        3 => when().prop_map(MeterDraft::WorksUntil),
        3 => Just(MeterDraft::Faulty),
        3 => Just(MeterDraft::Removed),
    ];
    vec((prop_oneof![early(), when()], done), 0..6).boxed()
}

impl CentreDraft {
    pub(super) fn resolve(&self, kind: LicenceKind, clock: &Clock) -> Centre {
        let holder = if kind == LicenceKind::MiningOne { self.holders.0 } else { self.holders.1 };
        let from = self.from.on(clock);
        let closed = self.closed.map(|when| when.on(clock)).filter(|closed| from < *closed);
        let is_held = |day: Day| from <= day && closed.is_none_or(|closed| day < closed);
        let mut amended: Vec<_> = self.amended.iter().map(|(when, change)| (when.on(clock), *change)).collect();
        amended.retain(|(day, _)| is_held(*day));
        amended.sort_by_key(|(day, _)| *day);
        let meters = self.meters.iter().enumerate().flat_map(|(serial, steps)| {
            let mut steps: Vec<_> = steps.iter().map(|(when, done)| (when.on(clock), *done)).collect();
            steps.retain(|(day, _)| is_held(*day));
            steps.sort_by_key(|(day, _)| *day);
            life_of_meter(&steps, clock).into_iter().map(move |(day, done)| (day, serial, done))
        });
        let meters = meters.collect();
        Centre { holder, zone: self.zone, from, closed, residential: self.residential, amended, meters }
    }
}

/// A meter that is not there is installed, whatever else was drawn.
fn life_of_meter(steps: &[(Day, MeterDraft)], clock: &Clock) -> Vec<(Day, Meter)> {
    let mut there = false;
    let mut life = Vec::new();
    for (day, done) in steps {
        let done = match done {
            _ if !there => Meter::Installed,
            MeterDraft::Works(days) => Meter::Works(days.map(|days| shifted(*day, days))),
            MeterDraft::WorksUntil(when) => Meter::Works(Some(when.on(clock).max(*day))),
            MeterDraft::Faulty => Meter::Faulty,
            MeterDraft::Removed => Meter::Removed,
        };
        there = done != Meter::Removed;
        life.push((*day, done));
    }
    life
}

/// Stays in one data centre, one after the other, as they are drawn.
#[derive(Clone, Debug)]
pub(crate) struct StayDraft {
    centre: usize,
    stays: Vec<(When, Option<When>, Option<When>)>,
}

pub(super) fn stay() -> BoxedStrategy<StayDraft> {
    (0..4_usize, vec((early(), weighted(0.3, when()), weighted(0.3, when())), 1..4))
        .prop_map(|(centre, stays)| StayDraft { centre, stays })
        .boxed()
}

/// The stays that do not overlap, in data centres of others.
pub(super) fn resolve_stays(drafts: &[StayDraft], centres: &[Centre], clock: &Clock) -> Vec<Said> {
    let mut said = Vec::new();
    for (index, centre) in centres.iter().enumerate() {
        if centre.holder == OWN {
            continue;
        }
        let mut stays: Vec<_> = drafts.iter().filter(|draft| draft.centre == index).flat_map(|draft| &draft.stays).collect();
        stays.sort_by_key(|(from, _, _)| from.on(clock));
        // The first day on which hardware may be placed anew.
        let mut free_from = Some(Day::FIRST);
        for (from, until, ended) in stays {
            let from = from.on(clock);
            if free_from.is_none_or(|free| from < free) {
                continue;
            }
            let until = until.map(|when| when.on(clock)).filter(|until| from <= *until);
            let ended = ended.map(|when| when.on(clock)).filter(|day| from < *day && until.is_none_or(|until| *day <= until));
            said.push(Said { of_second: false, on: from, what: What::Placed { centre: index, until } });
            said.extend(ended.map(|on| Said { of_second: false, on, what: What::PlaceEnded { centre: index } }));
            free_from = ended.or(until.map(Day::next));
        }
    }
    said
}
