//! Power by the hour and by the day: R9, R10.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::reading::EnergySource;

use super::{Asked, ONE, Told, told, with};
use crate::register::{OWN, Reading, What};

/// The most hours that a day has.
const HOURS: usize = 25;

/// Whether the reading is of surplus power in a data centre that is registered as the licensee's, in the zone.
fn counts(asked: &Asked<'_>, reading: &Reading, zone: Zone) -> bool {
    let centre = &asked.register.centres[reading.centre];
    reading.source == EnergySource::GridAuction && centre.holder == OWN && centre.zone == zone
}

/// R9, by zone and hour: all surplus power taken in the licensee's data centres, whoever took it, against its own awards.
pub(super) fn within_award(asked: &Asked<'_>) -> Told {
    let (Some(first), Some(tolerance)) = (asked.window(), asked.value("tolerance")) else { return told(Outcome::NotAssessed) };
    let (mut any_reading, mut any_award, mut any_taken) = (false, false, false);
    // In 10⁻⁸ Wh.
    let mut excess = 0;
    let mut day = first;
    while day <= asked.on {
        if something_happens(asked, day) {
            for zone in Zone::ALL {
                for hour in 1..=HOURS {
                    let (mut taken, mut awarded) = (0, 0);
                    for reading in &asked.register.readings {
                        if reading.on == day && counts(asked, reading, *zone) {
                            any_reading = true;
                            taken += reading.hours.get(hour - 1).copied().flatten().map_or(0, i128::from);
                        }
                    }
                    for award in &asked.register.awards {
                        if award.on == day && award.miner == OWN && award.zone == *zone {
                            for (of, energy) in &award.lots {
                                if *of == hour {
                                    awarded += i128::from(*energy);
                                }
                            }
                        }
                    }
                    any_taken |= taken > 0;
                    any_award |= awarded > 0;
                    excess += (taken * ONE - awarded * (ONE + tolerance)).max(0);
                }
            }
        }
        day = day.next();
    }
    if any_award && !any_reading {
        told(Outcome::Undetermined)
    } else if !any_award && !any_taken {
        told(Outcome::NotApplicable)
    } else {
        with(if excess > 0 { Outcome::Breached } else { Outcome::Satisfied }, excess / 1_000, 0)
    }
}

fn something_happens(asked: &Asked<'_>, day: Day) -> bool {
    asked.register.readings.iter().any(|reading| reading.on == day) || asked.register.awards.iter().any(|award| award.on == day)
}

/// R10: own power of the four exempt sources, day by day, without a proof of the same source good on that day.
pub(super) fn exemption_proven(asked: &Asked<'_>) -> Told {
    let Some(first) = asked.window() else { return told(Outcome::NotAssessed) };
    let (mut consumed, mut unproven) = (0, 0);
    for reading in &asked.register.readings {
        let exempt = match reading.source {
            EnergySource::Import | EnergySource::RenewableOwn | EnergySource::RenewableThirdParty | EnergySource::OffGridOwn => {
                true
            }
            EnergySource::GridAuction => false,
        };
        if reading.miner != OWN || !exempt || reading.on < first || reading.on > asked.on {
            continue;
        }
        for energy in reading.hours.iter().flatten() {
            consumed += i128::from(*energy);
            if !proven(asked, reading.source, reading.on) {
                unproven += i128::from(*energy);
            }
        }
    }
    if consumed == 0 {
        return told(Outcome::NotApplicable);
    }
    with(if unproven > 0 { Outcome::Breached } else { Outcome::Satisfied }, unproven * ONE / 1_000, 0)
}

fn proven(asked: &Asked<'_>, source: EnergySource, on: Day) -> bool {
    for said in &asked.register.said {
        if let What::Proof { source: of, until } = said.what
            && of == source
            && said.on <= on
            && until.is_none_or(|until| on <= until)
        {
            return true;
        }
    }
    false
}
