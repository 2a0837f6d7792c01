//! GRID_WITHIN_AWARD (R9): from the grid a miner takes surplus power only, hour by hour within what it was awarded (Law
//! 194-VII arts 8-9, from 1 July 2023).

use tizilim::domain::rule::RuleCode::GridWithinAward;

use super::builder::with_versions;
use super::table::rule;

const SITE: &str = "2023-05-01 holds Site1 in NORTH_SOUTH";

#[test]
fn in_no_hour_is_more_taken_than_awarded() {
    const AWARDED: &str = "2024-03-05 awarded 12.5 kWh in hour 7";
    rule(GridWithinAward).given(SITE).given(AWARDED).check(&[
        ("2024-03-05 took 12.5 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED; version 1"),
        ("2024-03-05 took 12.499 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED"),
        (
            "2024-03-05 took 12.501 kWh of GRID_AUCTION in hour 7",
            "2024-03-05",
            "BREACHED; measured 0.001; required 0; margin 0.001; in kWh; in 1 hours; version 1",
        ),
        ("2024-03-05 took 20 kWh of GRID_AUCTION in hour 7", "2024-03-05", "BREACHED; measured 7.5"),
        // What was awarded for one hour is nothing in another.
        ("2024-03-05 took 5 kWh of GRID_AUCTION in hour 8", "2024-03-05", "BREACHED; measured 5; in 1 hours"),
        ("2024-03-05 took 5 kWh of GRID_AUCTION in hour 6", "2024-03-05", "BREACHED; measured 5"),
        ("2024-03-06 took 5 kWh of GRID_AUCTION in hour 7", "2024-03-06", "BREACHED; measured 5"),
    ]);
}

#[test]
fn without_an_award_all_that_is_taken_is_in_excess() {
    rule(GridWithinAward).given(SITE).check(&[
        ("2024-03-05 took 0.001 kWh of GRID_AUCTION in hour 1", "2024-03-05", "BREACHED; measured 0.001; in 1 hours"),
        (
            "2024-03-05 awarded 0 kWh in hour 1; 2024-03-05 took 2 kWh of GRID_AUCTION in hour 1",
            "2024-03-05",
            "BREACHED; measured 2",
        ),
    ]);
}

#[test]
fn the_excess_of_all_hours_is_measured() {
    const TWO_HOURS: &str = "2024-03-05 took 12 kWh of GRID_AUCTION in hour 7; 2024-03-05 took 13 kWh of GRID_AUCTION in hour 8";
    const WITHIN: &str = "2024-03-05 took 1 kWh of GRID_AUCTION in hour 7";
    rule(GridWithinAward).given(SITE).given("2024-03-05 awarded 10 kWh in hour 7; 2024-03-05 awarded 10 kWh in hour 8").check(&[
        (TWO_HOURS, "2024-03-05", "BREACHED; measured 5; in 2 hours"),
        (&format!("{TWO_HOURS}; 2024-03-06 took 1.5 kWh of GRID_AUCTION in hour 1"), "2024-03-06", "measured 6.5; in 3 hours"),
        // What is left of one hour does not make up for another.
        (&format!("{WITHIN}; 2024-03-05 took 11 kWh of GRID_AUCTION in hour 8"), "2024-03-05", "BREACHED; measured 1"),
        (WITHIN, "2024-03-05", "SATISFIED"),
    ]);
}

#[test]
fn all_that_is_taken_in_an_hour_counts_together_and_all_that_is_awarded() {
    rule(GridWithinAward).given(SITE).given("2023-05-01 holds Site2 in NORTH_SOUTH").check(&[
        (
            "2024-03-05 awarded 10 kWh in hour 7; 2024-03-05 took 6 kWh of GRID_AUCTION in hour 7; \
             2024-03-05 took 6 kWh of GRID_AUCTION in hour 7 at Site2",
            "2024-03-05",
            "BREACHED; measured 2; in 1 hours",
        ),
        (
            "2024-03-05 awarded 10 kWh in hour 7; 2024-03-05 awarded 2 kWh in hour 7; \
             2024-03-05 took 6 kWh of GRID_AUCTION in hour 7; 2024-03-05 took 6 kWh of GRID_AUCTION in hour 7 at Site2",
            "2024-03-05",
            "SATISFIED",
        ),
        // Who consumed it there does not matter: the holder of the data centre took it.
        (
            "2024-03-05 awarded 10 kWh in hour 7; 2024-03-05 took 6 kWh of GRID_AUCTION in hour 7; \
             2024-03-05 Miner3 took 5 kWh of GRID_AUCTION in hour 7",
            "2024-03-05",
            "BREACHED; measured 1",
        ),
        ("2024-03-05 Miner3 took 5 kWh of GRID_AUCTION in hour 7", "2024-03-05", "BREACHED; measured 5"),
        // What was awarded to another, or taken in another's data centre, does not count.
        (
            "2024-03-05 Miner3 awarded 10 kWh in hour 7; 2024-03-05 took 6 kWh of GRID_AUCTION in hour 7",
            "2024-03-05",
            "BREACHED; measured 6",
        ),
        (
            "2023-05-01 Miner3 holds Site3 in NORTH_SOUTH; 2024-03-05 Miner3 took 6 kWh of GRID_AUCTION in hour 7 at Site3",
            "2024-03-05",
            "NOT_APPLICABLE",
        ),
    ]);
}

#[test]
fn each_zone_is_for_itself() {
    const IN_WEST: &str = "2024-03-05 took 5 kWh of GRID_AUCTION in hour 7 at Site2";
    rule(GridWithinAward).given(SITE).given("2023-05-01 holds Site2 in WEST").given(IN_WEST).check(&[
        ("2024-03-05 awarded 5 kWh in hour 7 of WEST", "2024-03-05", "SATISFIED"),
        ("2024-03-05 awarded 5 kWh in hour 7 of NORTH_SOUTH", "2024-03-05", "BREACHED; measured 5; in 1 hours"),
        ("2024-03-05 took 2 kWh of GRID_AUCTION in hour 7", "2024-03-05", "BREACHED; measured 7; in 2 hours"),
    ]);
}

#[test]
fn other_power_than_surplus_needs_no_award() {
    rule(GridWithinAward).given(SITE).check(&[
        ("", "2024-03-05", "NOT_APPLICABLE; nothing measured; version 1"),
        ("2024-03-05 took 5 kWh of IMPORT in hour 7", "2024-03-05", "NOT_APPLICABLE"),
        ("2024-03-05 took 5 kWh of RENEWABLE_OWN in hour 7", "2024-03-05", "NOT_APPLICABLE"),
        ("2024-03-05 took 5 kWh of OFF_GRID_OWN in hour 7", "2024-03-05", "NOT_APPLICABLE"),
        ("2024-03-05 awarded 5 kWh in hour 7; 2024-03-05 took 5 kWh of IMPORT in hour 7", "2024-03-05", "UNDETERMINED"),
    ]);
}

#[test]
fn awards_without_any_reading_say_nothing_of_what_was_taken() {
    rule(GridWithinAward).given(SITE).check(&[
        ("2024-03-05 awarded 5 kWh in hour 7", "2024-03-04", "NOT_APPLICABLE"),
        ("2024-03-05 awarded 5 kWh in hour 7", "2024-03-05", "UNDETERMINED; nothing measured"),
        ("2024-03-05 awarded 5 kWh in hour 7", "2025-03-04", "UNDETERMINED"),
        ("2024-03-05 awarded 5 kWh in hour 7", "2025-03-05", "NOT_APPLICABLE"),
        ("2024-03-05 awarded 0 kWh in hour 7", "2024-03-05", "NOT_APPLICABLE"),
        // A reading of nothing is a reading.
        ("2024-03-05 awarded 5 kWh in hour 7; 2024-03-05 took 0 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED"),
        // With any reading, what is not read in an hour was not taken in it.
        (
            "2024-03-05 awarded 5 kWh in hour 7; 2024-03-06 awarded 5 kWh in hour 7; \
             2024-03-06 took 5 kWh of GRID_AUCTION in hour 7",
            "2024-03-06",
            "SATISFIED",
        ),
        // Where nothing was awarded and nothing taken, there is nothing to hold against each other.
        ("2024-03-05 took 0 kWh of GRID_AUCTION in hour 7", "2024-03-05", "NOT_APPLICABLE"),
    ]);
}

#[test]
fn a_tolerance_just_covers_an_excess_or_just_does_not() {
    let book = with_versions(GridWithinAward, &[("2023-07-01", "windowMonths 12, tolerance 0.05")]);
    rule(GridWithinAward).under(&book).given(SITE).given("2024-03-05 awarded 10 kWh in hour 7").check(&[
        ("2024-03-05 took 10.001 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED"),
        ("2024-03-05 took 10.5 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED"),
        (
            "2024-03-05 took 10.501 kWh of GRID_AUCTION in hour 7",
            "2024-03-05",
            "BREACHED; measured 0.001; required 0; in 1 hours",
        ),
        ("2024-03-05 took 12 kWh of GRID_AUCTION in hour 7", "2024-03-05", "BREACHED; measured 1.5"),
        // It is a share of the award: of no award it is nothing.
        ("2024-03-05 took 0.001 kWh of GRID_AUCTION in hour 8", "2024-03-05", "BREACHED; measured 0.001"),
        // An hour that it covers is none in excess.
        (
            "2024-03-05 took 10.5 kWh of GRID_AUCTION in hour 7; 2024-03-05 took 1 kWh of GRID_AUCTION in hour 8",
            "2024-03-05",
            "BREACHED; measured 1; in 1 hours",
        ),
    ]);
    // Of the smallest award the tolerance is less than a watt-hour.
    rule(GridWithinAward).under(&book).given(SITE).given("2024-03-05 awarded 0.001 kWh in hour 7").check(&[
        ("2024-03-05 took 0.001 kWh of GRID_AUCTION in hour 7", "2024-03-05", "SATISFIED"),
        ("2024-03-05 took 0.002 kWh of GRID_AUCTION in hour 7", "2024-03-05", "BREACHED; measured 0.00095"),
    ]);
}

#[test]
fn the_tolerance_is_that_of_the_version_in_force_on_the_day_asked() {
    let book = with_versions(GridWithinAward, &[("2023-07-01..2024-12-31", "tolerance 0"), ("2025-01-01", "tolerance 0.1")]);
    const TAKEN: &str = "2024-12-05 awarded 10 kWh in hour 7; 2024-12-05 took 11 kWh of GRID_AUCTION in hour 7";
    rule(GridWithinAward)
        .under(&book)
        .given(SITE)
        .given(TAKEN)
        .check(&[("", "2024-12-31", "BREACHED; measured 1; version 1"), ("", "2025-01-01", "SATISFIED; version 2")]);
}

#[test]
fn the_day_on_which_the_clock_went_back_has_a_25th_hour() {
    // 1 March 2024: UTC+5 instead of UTC+6 (Government resolution No. 20 of 2024).
    const LAST_HOUR: &str = "2024-02-29 took 5 kWh of GRID_AUCTION in hour 25";
    rule(GridWithinAward).given(SITE).given(LAST_HOUR).check(&[
        ("2024-02-29 awarded 5 kWh in hour 25", "2024-02-29", "SATISFIED"),
        ("2024-02-29 awarded 4.999 kWh in hour 25", "2024-02-29", "BREACHED; measured 0.001; in 1 hours"),
        ("2024-02-29 awarded 5 kWh in hour 24", "2024-02-29", "BREACHED; measured 5"),
        ("2024-03-01 awarded 5 kWh in hour 1", "2024-03-01", "BREACHED; measured 5"),
    ]);
}

#[test]
fn the_window_is_the_twelve_months_up_to_the_day() {
    rule(GridWithinAward).given(SITE).given("2024-03-05 took 5 kWh of GRID_AUCTION in hour 7").check(&[
        ("", "2024-03-04", "NOT_APPLICABLE"),
        ("", "2024-03-05", "BREACHED; period 2023-03-06..2024-03-05"),
        ("", "2025-03-04", "BREACHED; period 2024-03-05..2025-03-04"),
        ("", "2025-03-05", "NOT_APPLICABLE"),
        ("2024-03-06 awarded 1 kWh in hour 7; 2024-03-06 took 1 kWh of GRID_AUCTION in hour 7", "2025-03-05", "SATISFIED"),
        ("2024-03-06 awarded 1 kWh in hour 7", "2025-03-05", "UNDETERMINED"),
    ]);
    let book = with_versions(GridWithinAward, &[("2023-07-01", "windowMonths 1")]);
    rule(GridWithinAward)
        .under(&book)
        .given(SITE)
        .given("2024-02-29 took 5 kWh of GRID_AUCTION in hour 7")
        .check(&[("", "2024-03-28", "BREACHED; period 2024-02-29..2024-03-28"), ("", "2024-03-29", "NOT_APPLICABLE")]);
}

#[test]
fn what_was_taken_in_a_data_centre_that_is_closed_since_still_counts() {
    rule(GridWithinAward).given(SITE).given("2024-03-05 took 5 kWh of GRID_AUCTION in hour 7; 2024-04-01 closes Site1").check(&[
        ("", "2024-03-31", "BREACHED; measured 5"),
        ("", "2024-04-01", "BREACHED; measured 5"),
        ("", "2025-03-05", "NOT_APPLICABLE"),
    ]);
}

#[test]
fn before_1_july_2023_surplus_was_not_sold() {
    rule(GridWithinAward).given(SITE).check(&[
        ("2023-06-01 took 5 kWh of GRID_AUCTION in hour 7", "2023-06-30", "NOT_APPLICABLE; begins on 2023-07-01; version 1"),
        ("2023-07-01 took 5 kWh of GRID_AUCTION in hour 7", "2023-07-01", "BREACHED; measured 5; version 1"),
    ]);
}

#[test]
fn a_parameter_without_a_value_is_said_openly() {
    const TAKEN: &str = "2024-03-05 took 5 kWh of GRID_AUCTION in hour 7";
    for (parameters, missing) in [
        ("windowMonths without a value, tolerance 0", "NOT_ASSESSED; windowMonths has no value; nothing measured"),
        ("windowMonths 12, tolerance without a value", "NOT_ASSESSED; tolerance has no value; nothing measured"),
    ] {
        let book = with_versions(GridWithinAward, &[("2023-07-01", parameters)]);
        rule(GridWithinAward).under(&book).given(SITE).check(&[(TAKEN, "2024-03-05", missing)]);
    }
    // What a version does not name is as the register has it: twelve months, and no tolerance.
    let book = with_versions(GridWithinAward, &[("2023-07-01", "")]);
    rule(GridWithinAward)
        .under(&book)
        .given(SITE)
        .check(&[(TAKEN, "2025-03-04", "BREACHED; measured 5"), (TAKEN, "2025-03-05", "NOT_APPLICABLE")]);
}
