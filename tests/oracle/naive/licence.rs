//! The licence itself and what is recorded beside it: R1, R2, R6, R14, R17, R20.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::standing::Standing;

use super::calendar::{days_after, days_before, months_after};
use super::standing::{last_day, standing};
use super::{Asked, ONE, Told, told, with};
use crate::register::What;

/// R1. What is suspended is in force. AT_RISK from the last day less `warningDays`.
pub(super) fn in_force(asked: &Asked<'_>) -> Told {
    match standing(&asked.register.own, asked.on) {
        Standing::Expired | Standing::Revoked | Standing::Surrendered | Standing::NotYetValid => told(Outcome::Breached),
        Standing::Active | Standing::Suspended => {
            if let (Some(last), Some(warning)) = (last_day(&asked.register.own, asked.on), asked.count("warningDays"))
                && days_before(last, warning) <= asked.on
            {
                return told(Outcome::AtRisk);
            }
            told(Outcome::Satisfied)
        }
    }
}

/// R2.
pub(super) fn not_suspended(asked: &Asked<'_>) -> Told {
    match standing(&asked.register.own, asked.on) {
        Standing::Suspended => told(Outcome::Breached),
        _ => told(Outcome::Satisfied),
    }
}

/// Of pools and exchanges: as R1 and R2.
pub(super) fn in_force_and_not_suspended(asked: &Asked<'_>) -> Told {
    match not_suspended(asked).outcome {
        Outcome::Breached => told(Outcome::Breached),
        _ => in_force(asked),
    }
}

/// R6. The last declaration counts against the last registration; of two on one day the later act.
pub(super) fn hardware(asked: &Asked<'_>) -> Told {
    let mut declared = None;
    let mut registered = None;
    for said in &asked.register.said {
        if said.of_second || said.on > asked.on {
            continue;
        }
        let newest = match said.what {
            What::Declared(_) => &mut declared,
            What::Registered(_) => &mut registered,
            _ => continue,
        };
        let (What::Declared(units) | What::Registered(units)) = said.what else { continue };
        if newest.is_none_or(|(day, _)| day <= said.on) {
            *newest = Some((said.on, i128::from(units)));
        }
    }
    let Some((_, declared)) = declared else { return told(Outcome::Undetermined) };
    let registered = registered.map_or(0, |(_, units)| units);
    let outcome = if registered < declared { Outcome::Breached } else { Outcome::Satisfied };
    with(outcome, registered * ONE, declared * ONE)
}

/// R20. A change is late when its notice, or the day asked while there is none, comes after the change by more than
/// `noticeDays`.
pub(super) fn changes(asked: &Asked<'_>) -> Told {
    let (Some(first), Some(notice_days)) = (asked.window(), asked.count("noticeDays")) else {
        return told(Outcome::NotAssessed);
    };
    let mut changed = false;
    for said in &asked.register.said {
        let What::Changed { notified } = said.what else { continue };
        if said.of_second || said.on < first || said.on > asked.on {
            continue;
        }
        changed = true;
        let notified = match notified {
            Some(day) if day <= asked.on => day,
            _ => asked.on,
        };
        if notified > days_after(said.on, notice_days) {
            return told(Outcome::Breached);
        }
    }
    told(if changed { Outcome::Satisfied } else { Outcome::NotApplicable })
}

/// R14: where the complex stands on the day.
pub(super) fn complex(asked: &Asked<'_>) -> Told {
    let mut newest = None;
    for (day, in_kazakhstan) in &asked.register.complexes {
        if *day <= asked.on && newest.is_none_or(|(known, _)| known <= *day) {
            newest = Some((*day, *in_kazakhstan));
        }
    }
    told(match newest {
        None => Outcome::Undetermined,
        Some((_, true)) => Outcome::Satisfied,
        Some((_, false)) => Outcome::Breached,
    })
}

/// R14: a positive test, good for `testValidMonths` months from its day where that is set.
pub(super) fn security_test(asked: &Asked<'_>) -> Told {
    let mut recorded = false;
    for (day, positive) in &asked.register.tests {
        if *day > asked.on {
            continue;
        }
        recorded = true;
        let good = asked.count("testValidMonths").is_none_or(|months| asked.on <= months_after(*day, months));
        if *positive && good {
            return told(Outcome::Satisfied);
        }
    }
    told(if recorded { Outcome::Breached } else { Outcome::Undetermined })
}
