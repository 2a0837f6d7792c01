//! Coin between miners, pools and exchanges in the window: R5, R8, R16.

use tizilim::compliance::finding::Outcome;
use tizilim::domain::asset::Asset;
use tizilim::domain::day::Day;
use tizilim::domain::rule::LicenceKind;

use super::standing::was_active;
use super::{Asked, ONE, Told, told, with};
use crate::register::{Coin, OWN, Register};

/// Whether the row came from a pool that was accredited on its day.
fn through_accredited_pool(register: &Register, row: &Coin) -> bool {
    row.with.is_some_and(|pool| was_active(register, pool, &[LicenceKind::Pool], row.on))
}

/// Whether the row went to a miner who was licensed on its day.
fn to_licensed_miner(register: &Register, row: &Coin) -> bool {
    was_active(register, row.miner, &[LicenceKind::MiningOne, LicenceKind::MiningTwo], row.on)
}

/// Whether the sale was where an exchange licence was ACTIVE on its day.
pub(super) fn on_licensed_exchange(register: &Register, row: &Coin) -> bool {
    row.with.is_some_and(|venue| was_active(register, venue, &[LicenceKind::Exchange], row.on))
}

fn within(row: &Coin, first: Day, last: Day) -> bool {
    first <= row.on && row.on <= last
}

/// R5. Nothing distributed: UNDETERMINED where power was consumed, else NOT_APPLICABLE.
pub(super) fn accredited_pool_only(asked: &Asked<'_>) -> Told {
    let Some(first) = asked.window() else { return told(Outcome::NotAssessed) };
    let mut rows = Vec::new();
    for row in &asked.register.distributions {
        if row.miner == OWN && within(row, first, asked.on) {
            rows.push((*row, through_accredited_pool(asked.register, row)));
        }
    }
    if !rows.is_empty() {
        return share_of_good(&rows);
    }
    let mut consumed = 0;
    for reading in &asked.register.readings {
        if reading.miner == OWN && first <= reading.on && reading.on <= asked.on {
            for energy in reading.hours.iter().flatten() {
                consumed += energy;
            }
        }
    }
    told(if consumed > 0 { Outcome::Undetermined } else { Outcome::NotApplicable })
}

/// R16. Nothing distributed: NOT_APPLICABLE.
pub(super) fn serves_licensed_only(asked: &Asked<'_>) -> Told {
    let Some(first) = asked.window() else { return told(Outcome::NotAssessed) };
    let mut rows = Vec::new();
    for row in &asked.register.distributions {
        if row.with == Some(OWN) && within(row, first, asked.on) {
            rows.push((*row, to_licensed_miner(asked.register, row)));
        }
    }
    if rows.is_empty() { told(Outcome::NotApplicable) } else { share_of_good(&rows) }
}

/// BREACHED by one row that is not good. Measured is the smallest share over the assets, by amount; where all amounts of
/// an asset are 0, it is 1 or 0.
fn share_of_good(rows: &[(Coin, bool)]) -> Told {
    let mut all_good = true;
    let mut smallest = ONE;
    for asset in Asset::ALL {
        let (mut good_units, mut units, mut good_rows, mut any) = (0, 0, true, false);
        for (row, good) in rows {
            if row.asset == *asset {
                any = true;
                units += i128::from(row.units);
                if *good {
                    good_units += i128::from(row.units);
                } else {
                    good_rows = false;
                    all_good = false;
                }
            }
        }
        if any {
            let share = if units > 0 {
                good_units * ONE / units
            } else if good_rows {
                ONE
            } else {
                0
            };
            smallest = smallest.min(share);
        }
    }
    with(if all_good { Outcome::Satisfied } else { Outcome::Breached }, smallest, ONE)
}

/// R8. Measured is the amount not counted of the first asset that has any.
pub(super) fn venue_eligible(asked: &Asked<'_>) -> Told {
    let Some(first) = asked.window() else { return told(Outcome::NotAssessed) };
    let mut sold = false;
    for asset in Asset::ALL {
        let (mut not_counted, mut any) = (0, false);
        for row in &asked.register.sales {
            if row.miner == OWN && row.asset == *asset && within(row, first, asked.on) {
                sold = true;
                if !on_licensed_exchange(asked.register, row) {
                    any = true;
                    not_counted += i128::from(row.units);
                }
            }
        }
        if any {
            return with(Outcome::AtRisk, not_counted, 0);
        }
    }
    told(if sold { Outcome::Satisfied } else { Outcome::NotApplicable })
}
