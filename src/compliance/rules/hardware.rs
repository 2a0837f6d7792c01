//! R6: the hardware that a miner declares stands in the register of hardware (art. 4(1)(11)-(12)).

use super::super::facts::Facts;
use super::super::finding::{HARDWARE_UNITS, Measure, Outcome, Reason};
use super::Ruling;
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::licence_fact::LicenceFact;

/// HARDWARE_REGISTERED: the last declaration on or before the day against the last entry on or before it, each of the
/// whole of the hardware. Declared and never entered means that nothing is registered.
pub(super) fn registered(facts: &Facts, on: Day) -> Ruling {
    let declared = last(facts, on, |fact| match fact {
        LicenceFact::HardwareDeclared { units } => Some(*units),
        _ => None,
    });
    let entered = last(facts, on, |fact| match fact {
        LicenceFact::HardwareRegistered { units } => Some(*units),
        _ => None,
    });
    let Some((declaration, declared)) = declared else {
        return Ruling::new(Outcome::Undetermined, Reason::HardwareUndeclared);
    };
    let registered = entered.map_or(0, |(_, units)| units);
    let (outcome, reason) = if registered < declared {
        (Outcome::Breached, Reason::HardwareMissing(declared - registered, declared))
    } else {
        (Outcome::Satisfied, Reason::HardwareRegistered(declared))
    };
    let measure =
        Measure { measured: Decimal::whole(registered.into()), required: Decimal::whole(declared.into()), unit: HARDWARE_UNITS };
    let evidence = [Some(declaration.act), entered.map(|(entry, _)| entry.act)].into_iter().flatten().collect();
    Ruling { measure: Some(measure), evidence, ..Ruling::new(outcome, reason) }
}

fn last(facts: &Facts, on: Day, units: impl Fn(&LicenceFact) -> Option<u32>) -> Option<(&Dated<LicenceFact>, u32)> {
    let said = facts.held.said.iter().rev().filter(|said| said.on <= on);
    said.filter_map(|said| Some((said, units(&said.fact)?))).next()
}

pub(super) fn turning_days(facts: &Facts) -> Vec<Day> {
    facts.held.said.iter().map(|said| said.on).collect()
}
