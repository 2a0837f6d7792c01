//! METERED (R11): every data centre has a working meter whose check is valid (Law 194-VII; Tax Code art. 659).

use tizilim::domain::rule::LicenceKind::MiningTwo;
use tizilim::domain::rule::RuleCode::Metered;

use super::table::rule;

const SITE: &str = "2023-05-01 uses Site1 in NORTH_SOUTH";
const METER: &str = "2023-05-01 meter in Site1";

#[test]
fn a_meter_of_which_no_check_is_on_record_is_not_known_to_work() {
    rule(Metered).given(SITE).check(&[
        ("", "2023-04-30", "NOT_APPLICABLE; version 1"),
        ("", "2023-05-01", "UNDETERMINED; meter unknown; version 1"),
        (METER, "2023-05-01", "UNDETERMINED; meter unknown"),
        ("2023-06-01 meter in Site1; 2023-06-01 meter working", "2023-05-31", "UNDETERMINED"),
        ("2023-06-01 meter in Site1; 2023-06-01 meter working", "2023-06-01", "SATISFIED; version 1"),
        ("2023-06-01 meter in Site1; 2023-06-15 meter working", "2023-06-14", "UNDETERMINED"),
        ("2023-06-01 meter in Site1; 2023-06-15 meter working", "2023-06-15", "SATISFIED"),
    ]);
    rule(Metered).check(&[("", "2024-06-01", "NOT_APPLICABLE"), ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01")]);
}

#[test]
fn a_check_is_good_up_to_its_last_day() {
    rule(Metered).given(SITE).given(METER).check(&[
        ("2023-06-01 meter working until 2025-06-01", "2025-06-01", "SATISFIED"),
        ("2023-06-01 meter working until 2025-06-01", "2025-06-02", "BREACHED; check lapsed"),
        ("2023-06-01 meter working", "2050-01-01", "SATISFIED"),
        ("2023-06-01 meter working until 2023-06-01", "2023-06-01", "SATISFIED"),
        ("2023-06-01 meter working until 2023-06-01", "2023-06-02", "BREACHED"),
        // Checked again before the last day, and too late.
        ("2023-06-01 meter working until 2025-06-01; 2025-05-20 meter working until 2027-05-20", "2025-06-02", "SATISFIED"),
        ("2023-06-01 meter working until 2025-06-01; 2025-05-20 meter working until 2027-05-20", "2027-05-21", "BREACHED"),
        ("2023-06-01 meter working until 2025-06-01; 2025-06-10 meter working until 2027-06-10", "2025-06-09", "BREACHED"),
        ("2023-06-01 meter working until 2025-06-01; 2025-06-10 meter working until 2027-06-10", "2025-06-10", "SATISFIED"),
    ]);
}

#[test]
fn a_faulty_or_removed_meter_is_none() {
    rule(Metered).given(SITE).given(METER).given("2023-06-01 meter working until 2025-06-01").check(&[
        ("2024-02-01 meter faulty", "2024-01-31", "SATISFIED"),
        ("2024-02-01 meter faulty", "2024-02-01", "BREACHED; meter faulty"),
        ("2024-02-01 meter faulty", "2025-06-02", "BREACHED; meter faulty"),
        ("2024-02-01 meter faulty; 2024-02-10 meter working", "2024-02-09", "BREACHED"),
        ("2024-02-01 meter faulty; 2024-02-10 meter working", "2024-02-10", "SATISFIED"),
        ("2024-02-01 meter removed", "2024-01-31", "SATISFIED"),
        ("2024-02-01 meter removed", "2024-02-01", "BREACHED; no meter left"),
        ("2024-02-01 meter removed", "2050-01-01", "BREACHED; no meter left"),
        ("2024-02-01 meter removed; 2024-02-10 meter in Site1", "2024-02-09", "BREACHED"),
        ("2024-02-01 meter removed; 2024-02-10 meter in Site1", "2024-02-10", "UNDETERMINED"),
        ("2024-02-01 meter removed; 2024-02-10 meter in Site1; 2024-02-10 meter working", "2024-02-10", "SATISFIED"),
    ]);
}

#[test]
fn one_working_meter_suffices() {
    rule(Metered).given(SITE).given("2023-05-01 meter A in Site1; 2023-05-01 meter B in Site1").check(&[
        ("2023-06-01 meter B working", "2023-06-01", "SATISFIED"),
        ("2023-06-01 meter A faulty; 2023-06-01 meter B working until 2024-05-31", "2024-05-31", "SATISFIED"),
        ("2023-06-01 meter A faulty; 2023-06-01 meter B working until 2024-05-31", "2024-06-01", "BREACHED"),
        ("2023-06-01 meter A faulty; 2023-06-01 meter B removed", "2023-06-01", "BREACHED; meter faulty"),
        ("2023-06-01 meter A removed; 2023-06-01 meter B removed", "2023-06-01", "BREACHED; no meter left"),
        ("2023-06-01 meter A removed; 2023-06-01 meter B working", "2023-06-01", "SATISFIED"),
        // Nobody knows of the other one whether it works.
        ("2023-06-01 meter A faulty", "2023-06-01", "UNDETERMINED"),
        ("2023-06-01 meter A removed", "2023-06-01", "UNDETERMINED"),
    ]);
}

#[test]
fn every_data_centre_used_on_the_day_is_metered() {
    const FIRST_METERED: &str = "2023-05-01 meter A in Site1; 2023-05-01 meter A working";
    const SECOND: &str = "2023-06-01..2024-06-30 uses Site2 in WEST";
    rule(Metered).given(SITE).given(FIRST_METERED).given(SECOND).check(&[
        ("", "2023-05-31", "SATISFIED"),
        ("", "2023-06-01", "UNDETERMINED; meter unknown"),
        ("", "2024-06-30", "UNDETERMINED"),
        ("", "2024-07-01", "SATISFIED"),
        ("2023-06-01 meter B in Site2; 2023-06-01 meter B working", "2023-06-01", "SATISFIED"),
        ("2023-06-01 meter B in Site2; 2023-06-01 meter B faulty", "2023-06-01", "BREACHED; meter faulty"),
        ("2023-06-01 meter B in Site2; 2023-06-01 meter B faulty", "2024-07-01", "SATISFIED"),
        // A breach here weighs more than not knowing there.
        ("2023-07-01 meter A faulty", "2023-07-01", "BREACHED; meter faulty"),
    ]);
}

#[test]
fn a_data_centre_that_closes_needs_no_meter() {
    rule(Metered).given("2023-05-01..2024-02-29 uses Site1 in WEST").given(METER).check(&[
        ("2023-06-01 meter working", "2024-02-29", "SATISFIED"),
        ("2023-06-01 meter faulty", "2024-02-29", "BREACHED"),
        ("2023-06-01 meter working", "2024-03-01", "NOT_APPLICABLE"),
        ("2023-06-01 meter faulty", "2024-03-01", "NOT_APPLICABLE"),
    ]);
    rule(Metered).of(&[MiningTwo]).check(&[(
        "2023-05-01 Miner8 holds Site1 in WEST; 2023-05-01 placed in Site1; 2024-03-01 closes Site1",
        "2024-03-01",
        "NOT_APPLICABLE",
    )]);
}
