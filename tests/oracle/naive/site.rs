//! The data centres used on the day: R3, R4, R11.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::day::Day;
use tizilim::domain::rule::LicenceKind;

use super::standing::was_active;
use super::{Asked, Told, told};
use crate::register::{Centre, Meter, OWN, What};

/// Whether its holder holds it on a day.
fn is_held(centre: &Centre, on: Day) -> bool {
    centre.from <= on && centre.closed.is_none_or(|closed| on < closed)
}

/// The data centres that the licensee holds.
fn held<'a>(asked: &'a Asked<'_>) -> Vec<&'a Centre> {
    let mut found = Vec::new();
    for centre in &asked.register.centres {
        if centre.holder == OWN && is_held(centre, asked.on) {
            found.push(centre);
        }
    }
    found
}

/// The data centres, held by their holders, in which it has a place.
fn places<'a>(asked: &'a Asked<'_>) -> Vec<&'a Centre> {
    let mut found = Vec::new();
    for (index, centre) in asked.register.centres.iter().enumerate() {
        if is_held(centre, asked.on) && has_place(asked, index) {
            found.push(centre);
        }
    }
    found
}

/// What was last said of a place in it decides.
fn has_place(asked: &Asked<'_>, index: usize) -> bool {
    let mut newest: Option<(Day, bool)> = None;
    for said in &asked.register.said {
        if said.of_second || said.on > asked.on || newest.is_some_and(|(day, _)| said.on < day) {
            continue;
        }
        match said.what {
            What::Placed { centre, until } if centre == index => {
                newest = Some((said.on, until.is_none_or(|until| asked.on <= until)));
            }
            What::PlaceEnded { centre } if centre == index => newest = Some((said.on, false)),
            _ => {}
        }
    }
    newest.is_some_and(|(_, placed)| placed)
}

fn used<'a>(asked: &'a Asked<'_>) -> Vec<&'a Centre> {
    if asked.register.own.kind == LicenceKind::MiningTwo { places(asked) } else { held(asked) }
}

/// R3.
pub(super) fn matches_subkind(asked: &Asked<'_>) -> Told {
    let holds = !held(asked).is_empty();
    if asked.register.own.kind == LicenceKind::MiningOne {
        return told(if holds { Outcome::Satisfied } else { Outcome::Breached });
    }
    if holds {
        return told(Outcome::Breached);
    }
    let places = places(asked);
    for centre in &places {
        if !was_active(asked.register, centre.holder, &[LicenceKind::MiningOne], asked.on) {
            return told(Outcome::Breached);
        }
    }
    told(if places.is_empty() { Outcome::Undetermined } else { Outcome::Satisfied })
}

/// R4. No data centre used: NOT_APPLICABLE.
pub(super) fn outside_residential_zone(asked: &Asked<'_>) -> Told {
    let mut outcomes = Vec::new();
    for centre in used(asked) {
        outcomes.push(match is_residential(centre, asked.on) {
            Some(true) => Outcome::Breached,
            None => Outcome::Undetermined,
            Some(false) => Outcome::Satisfied,
        });
    }
    worst(&outcomes)
}

fn is_residential(centre: &Centre, on: Day) -> Option<bool> {
    let mut residential = centre.residential;
    for (day, change) in &centre.amended {
        if *day <= on && change.is_some() {
            residential = *change;
        }
    }
    residential
}

fn worst(outcomes: &[Outcome]) -> Told {
    for outcome in [Outcome::Breached, Outcome::Undetermined, Outcome::Satisfied] {
        if outcomes.contains(&outcome) {
            return told(outcome);
        }
    }
    told(Outcome::NotApplicable)
}

/// What a meter is on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unchecked,
    Working,
    Lapsed,
    Faulty,
}

/// The states of the meters present on a day, and whether there ever were any.
fn meters(centre: &Centre, on: Day) -> (Vec<State>, bool) {
    let mut present = Vec::new();
    let mut ever = false;
    for serial in 0..10 {
        let mut state = None;
        for (day, number, done) in &centre.meters {
            if *number != serial || *day > on {
                continue;
            }
            ever = true;
            state = match done {
                Meter::Installed => Some(State::Unchecked),
                Meter::Works(until) if until.is_none_or(|until| on <= until) => Some(State::Working),
                Meter::Works(_) => Some(State::Lapsed),
                Meter::Faulty => Some(State::Faulty),
                Meter::Removed => None,
            };
        }
        present.extend(state);
    }
    (present, ever)
}

/// R11. One working meter makes a data centre fine; without one, a meter of which no check is on record leaves it
/// unknown.
pub(super) fn metered(asked: &Asked<'_>) -> Told {
    let mut outcomes = Vec::new();
    for centre in used(asked) {
        let (present, ever) = meters(centre, asked.on);
        outcomes.push(if present.contains(&State::Working) {
            Outcome::Satisfied
        } else if present.contains(&State::Unchecked) || !ever {
            Outcome::Undetermined
        } else {
            Outcome::Breached
        });
    }
    worst(&outcomes)
}

/// Whether all meters present are faulty, or all were removed: then the fee is that without meters.
pub(super) fn is_unmetered(centre: &Centre, on: Day) -> bool {
    let (present, ever) = meters(centre, on);
    if present.is_empty() {
        return ever;
    }
    for state in present {
        if state != State::Faulty {
            return false;
        }
    }
    true
}
