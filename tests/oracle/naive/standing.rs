//! The standing of an authorisation on a day, from its dated events alone.

use tizilim::domain::day::Day;
use tizilim::domain::rule::LicenceKind;
use tizilim::domain::standing::Standing;

use crate::register::{Event, Firm, Life, Register};

/// The standing on a day. The events of that day and before count, a later one takes the place of an earlier one.
pub(crate) fn standing(life: &Life, on: Day) -> Standing {
    let mut begun = false;
    let mut last_day: Option<Day> = None;
    let mut suspended = false;
    let mut suspended_until: Option<Day> = None;
    for (day, event) in &life.events {
        if *day > on {
            continue;
        }
        match event {
            Event::Granted(last) => {
                begun = true;
                last_day = *last;
            }
            Event::Renewed(last) => last_day = Some(*last),
            Event::Suspended(until) => {
                suspended = true;
                suspended_until = *until;
            }
            Event::Resumed => suspended = false,
            // Nothing comes after an end.
            Event::Revoked => return Standing::Revoked,
            Event::Surrendered => return Standing::Surrendered,
        }
    }
    if !begun {
        Standing::NotYetValid
    } else if last_day.is_some_and(|last| last < on) {
        Standing::Expired
    } else if suspended && suspended_until.is_none_or(|until| on <= until) {
        Standing::Suspended
    } else {
        Standing::Active
    }
}

/// The last day of an authorisation, as it is known on a day.
pub(crate) fn last_day(life: &Life, on: Day) -> Option<Day> {
    let mut last_day = None;
    for (day, event) in &life.events {
        if *day <= on {
            match event {
                Event::Granted(last) => last_day = *last,
                Event::Renewed(last) => last_day = Some(*last),
                _ => {}
            }
        }
    }
    last_day
}

/// Whether mining was licensed on a day, suspended or not.
pub(super) fn is_licensed(life: &Life, on: Day) -> bool {
    matches!(standing(life, on), Standing::Active | Standing::Suspended)
}

/// Whether a firm held an ACTIVE authorisation of one of these kinds on a day.
pub(super) fn was_active(register: &Register, firm: Firm, kinds: &[LicenceKind], on: Day) -> bool {
    for life in [&register.own].into_iter().chain(&register.second).chain(&register.others) {
        if life.firm == firm && kinds.contains(&life.kind) && standing(life, on) == Standing::Active {
            return true;
        }
    }
    false
}
