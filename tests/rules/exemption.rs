//! EXEMPTION_PROVEN (R10): renewable, imported and own off-grid power is free of the award, if it is proved to be what it
//! is (Law 194-VII arts 8-9).

use tizilim::domain::rule::RuleCode::ExemptionProven;

use super::builder::with_versions;
use super::table::rule;

#[test]
fn exempt_power_is_proved_on_the_day_on_which_it_is_consumed() {
    rule(ExemptionProven).given("2024-01-01..2024-12-31 proof of IMPORT").check(&[
        ("2023-12-31 took 5 kWh of IMPORT", "2024-12-30", "BREACHED; measured 5; required 0; margin 5; in kWh; version 1"),
        ("2024-01-01 took 5 kWh of IMPORT", "2024-12-31", "SATISFIED; version 1"),
        ("2024-12-31 took 5 kWh of IMPORT", "2024-12-31", "SATISFIED"),
        ("2024-12-31 took 5 kWh of IMPORT", "2025-06-01", "SATISFIED"),
        ("2025-01-01 took 5 kWh of IMPORT", "2025-01-01", "BREACHED; measured 5; on 1 days"),
        ("2025-01-01 took 0.001 kWh of IMPORT", "2025-01-01", "BREACHED; measured 0.001"),
        // A proof is of its source.
        ("2024-06-01 took 5 kWh of RENEWABLE_OWN", "2024-06-01", "BREACHED; measured 5"),
        ("2024-06-01 took 5 kWh of RENEWABLE_THIRD_PARTY", "2024-06-01", "BREACHED; measured 5"),
        ("2024-06-01 took 5 kWh of OFF_GRID_OWN", "2024-06-01", "BREACHED; measured 5"),
    ]);
}

#[test]
fn each_source_of_exempt_power_calls_for_a_proof_and_surplus_power_for_none() {
    for source in ["IMPORT", "RENEWABLE_OWN", "RENEWABLE_THIRD_PARTY", "OFF_GRID_OWN"] {
        let taken = format!("2024-06-01 took 5 kWh of {source}");
        let proof = format!("2024-01-01 proof of {source}; {taken}");
        rule(ExemptionProven).check(&[
            (&taken, "2024-06-01", &format!("BREACHED; measured 5; {source} 5 of 0: BREACHED")),
            (&proof, "2024-06-01", "SATISFIED"),
        ]);
    }
    rule(ExemptionProven).check(&[
        ("", "2024-06-01", "NOT_APPLICABLE; nothing measured; version 1"),
        ("2024-01-01 proof of IMPORT", "2024-06-01", "NOT_APPLICABLE"),
        ("2024-06-01 took 5 kWh of GRID_AUCTION", "2024-06-01", "NOT_APPLICABLE"),
        ("2024-06-01 took 0 kWh of IMPORT", "2024-06-01", "NOT_APPLICABLE"),
        // What another miner consumed is the other's to prove.
        ("2024-06-01 Miner3 took 5 kWh of IMPORT", "2024-06-01", "NOT_APPLICABLE"),
    ]);
}

#[test]
fn a_proof_that_lapses_within_a_month_covers_the_days_up_to_it() {
    const MARCH: &str = "2024-03-14 took 1 kWh of IMPORT; 2024-03-15 took 2 kWh of IMPORT; \
                         2024-03-16 took 4 kWh of IMPORT; 2024-03-31 took 8 kWh of IMPORT";
    rule(ExemptionProven).given(MARCH).check(&[
        ("", "2024-03-31", "BREACHED; measured 15; on 4 days"),
        ("2024-01-01..2024-03-15 proof of IMPORT", "2024-03-15", "SATISFIED"),
        ("2024-01-01..2024-03-15 proof of IMPORT", "2024-03-16", "BREACHED; measured 4; on 1 days"),
        ("2024-01-01..2024-03-15 proof of IMPORT", "2024-03-31", "BREACHED; measured 12; on 2 days"),
        ("2024-03-15 proof of IMPORT", "2024-03-31", "BREACHED; measured 1; on 1 days"),
        // Renewed in time, and a day too late.
        ("2024-01-01..2024-03-15 proof of IMPORT; 2024-03-16 proof of IMPORT", "2024-03-31", "SATISFIED"),
        ("2024-01-01..2024-03-15 proof of IMPORT; 2024-03-17 proof of IMPORT", "2024-03-31", "BREACHED; measured 4; on 1 days"),
        // Of two proofs one suffices, and the shorter does not cut the longer.
        ("2024-01-01 proof of IMPORT; 2024-02-01..2024-02-29 proof of IMPORT", "2024-03-31", "SATISFIED"),
    ]);
}

#[test]
fn power_without_proof_is_summed_over_sources_and_shown_by_source() {
    const TWO_SOURCES: &str = "2024-06-01 took 5 kWh of IMPORT; 2024-06-02 took 3 kWh of OFF_GRID_OWN";
    const BOTH_UNPROVEN: &str = "BREACHED; measured 8; on 2 days; IMPORT 5 of 0: BREACHED; OFF_GRID_OWN 3 of 0: BREACHED";
    rule(ExemptionProven).given(TWO_SOURCES).check(&[
        ("", "2024-06-02", BOTH_UNPROVEN),
        ("2024-01-01 proof of IMPORT", "2024-06-02", "BREACHED; measured 3; on 1 days; OFF_GRID_OWN 3 of 0: BREACHED"),
        ("2024-01-01 proof of OFF_GRID_OWN", "2024-06-02", "BREACHED; measured 5; IMPORT 5 of 0: BREACHED"),
        ("2024-01-01 proof of IMPORT; 2024-01-01 proof of OFF_GRID_OWN", "2024-06-02", "SATISFIED"),
    ]);
    rule(ExemptionProven).given("2024-06-01 took 5 kWh of IMPORT; 2024-06-01 took 5 kWh of IMPORT at Site2").check(&[
        // One day is one day, in however many data centres.
        ("", "2024-06-01", "BREACHED; measured 10; on 1 days"),
    ]);
}

#[test]
fn the_window_is_the_twelve_months_up_to_the_day() {
    rule(ExemptionProven).given("2024-03-05 took 5 kWh of IMPORT").check(&[
        ("", "2024-03-04", "NOT_APPLICABLE"),
        ("", "2024-03-05", "BREACHED; period 2023-03-06..2024-03-05"),
        ("", "2025-03-04", "BREACHED; period 2024-03-05..2025-03-04"),
        ("", "2025-03-05", "NOT_APPLICABLE"),
        ("2024-03-06 took 1 kWh of IMPORT; 2024-03-06 proof of IMPORT", "2025-03-04", "BREACHED; measured 5"),
        ("2024-03-06 took 1 kWh of IMPORT; 2024-03-06 proof of IMPORT", "2025-03-05", "SATISFIED"),
    ]);
    rule(ExemptionProven).check(&[("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1")]);
}

#[test]
fn a_window_without_a_value_is_said_openly() {
    let book = with_versions(ExemptionProven, &[("2023-04-01", "windowMonths without a value")]);
    rule(ExemptionProven).under(&book).check(&[(
        "2024-06-01 took 5 kWh of IMPORT",
        "2024-06-01",
        "NOT_ASSESSED; windowMonths has no value; nothing measured",
    )]);
    let book = with_versions(ExemptionProven, &[("2023-04-01", "")]);
    rule(ExemptionProven).under(&book).check(&[
        ("2024-06-01 took 5 kWh of IMPORT", "2025-05-31", "BREACHED"),
        ("2024-06-01 took 5 kWh of IMPORT", "2025-06-01", "NOT_APPLICABLE"),
    ]);
}
