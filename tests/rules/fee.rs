//! FEE_PAID (R13): the fee for each kWh consumed in mining, by quarter (Tax Code of 2017 arts 606-4 and 606-5, Tax Code No.
//! 214-VIII arts 657-661).

use tizilim::domain::rule::RuleCode::FeePaid;

use super::builder::with_versions;
use super::table::rule;

/// 1000 tenge for the first quarter of 2024.
const OWED: &str = "Miner licensed 2024-01-01; 2024-02-01 took 500 kWh of IMPORT";
const SINCE_2026: &str = "Miner licensed 2026-01-01";

#[test]
fn the_fee_of_a_quarter_is_paid_by_the_25th_of_the_second_month_after_it() {
    let silent = [
        ("2024-04-01", "SATISFIED"),
        ("2024-04-24", "SATISFIED"),
        ("2024-04-25", "AT_RISK; 2024-Q1 not paid"),
        ("2024-05-25", "AT_RISK; 2024-Q1 not paid"),
        ("2024-05-26", "BREACHED; 2024-Q1 not paid"),
        ("2024-06-30", "BREACHED; 2024-Q1 not paid"),
    ];
    const FIRST_QUARTER: &str = "measured 0; required 1000; in KZT; period 2024-01-01..2024-03-31; due 2024-05-25; version 3";
    for (asked, outcome) in silent {
        rule(FeePaid).given(OWED).check(&[("", asked, &format!("{outcome}; {FIRST_QUARTER}"))]);
    }
    rule(FeePaid).given(OWED).check(&[
        ("", "2024-03-31", "NOT_APPLICABLE; version 3"),
        ("2024-05-20 paid 1000 for 2024-Q1", "2024-05-19", "AT_RISK; measured 0"),
        ("2024-05-20 paid 1000 for 2024-Q1", "2024-05-20", "SATISFIED; measured 1000; required 1000; margin 0; due 2024-05-25"),
        ("2024-05-25 paid 1000 for 2024-Q1", "2024-05-26", "SATISFIED"),
        ("2024-03-20 paid 1000 for 2024-Q1", "2024-05-26", "SATISFIED"),
        // Paid late is paid, from the day on which it was.
        ("2024-06-10 paid 1000 for 2024-Q1", "2024-06-09", "BREACHED; measured 0"),
        ("2024-06-10 paid 1000 for 2024-Q1", "2024-06-10", "SATISFIED; measured 1000"),
    ]);
}

#[test]
fn one_tiyn_short_is_not_paid() {
    rule(FeePaid).given(OWED).check(&[
        ("2024-05-20 paid 999.99 for 2024-Q1", "2024-05-25", "AT_RISK; measured 999.99; margin -0.01"),
        ("2024-05-20 paid 999.99 for 2024-Q1", "2024-05-26", "BREACHED; measured 999.99; required 1000; margin -0.01"),
        ("2024-05-20 paid 999.99 for 2024-Q1; 2024-05-26 paid 0.01 for 2024-Q1", "2024-05-26", "SATISFIED; measured 1000"),
        ("2024-05-20 paid 400 for 2024-Q1", "2024-05-26", "BREACHED; measured 400; margin -600; 2024-Q1 400 of 1000: BREACHED"),
        ("2024-05-20 paid 400 for 2024-Q1; 2024-05-21 paid 600 for 2024-Q1", "2024-05-26", "SATISFIED; measured 1000"),
        ("2024-05-20 paid 1000.01 for 2024-Q1", "2024-05-26", "SATISFIED; measured 1000.01; margin 0.01"),
        // A payment is for its quarter; what is too much for one does not pay for another.
        ("2024-05-20 paid 1000 for 2023-Q4", "2024-05-26", "BREACHED; measured 0"),
        ("2024-05-20 paid 1500 for 2024-Q1; 2024-04-01 took 100 kWh of IMPORT", "2024-08-25", "AT_RISK; 2024-Q2 not paid"),
        (
            "2024-05-20 paid 1500 for 2024-Q1; 2024-04-01 took 100 kWh of IMPORT",
            "2024-08-26",
            "BREACHED; measured 0; required 200; period 2024-04-01..2024-06-30; 2024-Q1 1500 of 1000: SATISFIED",
        ),
        ("2024-05-20 paid 1000 for 2024-Q1 under another licence", "2024-05-26", "SATISFIED; measured 1000"),
    ]);
}

#[test]
fn what_is_below_a_tiyn_is_not_owed() {
    rule(FeePaid).given("Miner licensed 2024-01-01").check(&[
        ("2024-02-01 took 0.004 kWh of IMPORT", "2024-05-26", "SATISFIED; measured 0; required 0"),
        ("2024-02-01 took 0.005 kWh of IMPORT", "2024-05-26", "BREACHED; measured 0; required 0.01"),
        ("2024-02-01 took 0.001 kWh of IMPORT; 2024-05-01 paid 0.01 for 2024-Q1", "2024-05-26", "SATISFIED; margin 0.01"),
    ]);
}

#[test]
fn without_power_there_is_no_fee() {
    rule(FeePaid).given("Miner licensed 2024-01-01").check(&[
        ("", "2024-04-25", "SATISFIED; measured 0; required 0"),
        ("", "2024-05-26", "SATISFIED; measured 0; required 0"),
        ("2024-02-01 took 0 kWh of IMPORT", "2024-05-26", "SATISFIED; required 0"),
        ("2024-02-01 Miner3 took 500 kWh of IMPORT", "2024-05-26", "SATISFIED; required 0"),
    ]);
    // Nor is there anything to be assessed while the rate is not established.
    rule(FeePaid).check(&[("", "2023-08-26", "SATISFIED; required 0; version 2")]);
}

#[test]
fn what_is_consumed_counts_in_the_quarter_of_its_day() {
    rule(FeePaid).given("Miner licensed 2023-12-01").check(&[
        ("2024-01-01 took 500 kWh of IMPORT; 2024-03-31 took 500 kWh of IMPORT", "2024-05-26", "BREACHED; required 2000"),
        ("2024-01-01 took 500 kWh of IMPORT; 2024-04-01 took 500 kWh of IMPORT", "2024-05-26", "BREACHED; required 1000"),
        ("2024-02-29 took 500 kWh of IMPORT in hour 25", "2024-05-26", "BREACHED; required 1000"),
        ("2024-02-01 took 500 kWh of IMPORT; 2024-02-01 took 1 kWh of IMPORT at Site2", "2024-05-26", "required 1002"),
    ]);
}

#[test]
fn since_2026_own_renewable_and_off_grid_power_costs_less() {
    rule(FeePaid).given(SINCE_2026).check(&[
        ("2026-02-01 took 100 kWh of GRID_AUCTION", "2026-05-26", "BREACHED; required 200; due 2026-05-25; version 4"),
        ("2026-02-01 took 100 kWh of IMPORT", "2026-05-26", "BREACHED; required 200"),
        ("2026-02-01 took 100 kWh of RENEWABLE_THIRD_PARTY", "2026-05-26", "BREACHED; required 200"),
        ("2026-02-01 took 100 kWh of RENEWABLE_OWN", "2026-05-26", "BREACHED; required 100"),
        ("2026-02-01 took 100 kWh of OFF_GRID_OWN", "2026-05-26", "BREACHED; required 100"),
        ("2026-02-01 took 100 kWh of IMPORT; 2026-02-02 took 100 kWh of RENEWABLE_OWN", "2026-05-26", "BREACHED; required 300"),
    ]);
}

#[test]
fn the_last_four_ended_quarters_are_looked_at() {
    const FOUR: &str = "2024-02-01 took 1 kWh of IMPORT; 2024-05-01 took 10 kWh of IMPORT; \
                        2024-08-01 took 100 kWh of IMPORT; 2024-11-01 took 1000 kWh of IMPORT";
    rule(FeePaid).given("Miner licensed 2024-01-01").given(FOUR).check(&[
        // The oldest that is short speaks, and all are shown.
        (
            "2024-05-01 paid 2 for 2024-Q1",
            "2025-02-26",
            "BREACHED; measured 0; required 20; due 2024-08-25; 2024-Q1 2 of 2: SATISFIED; 2024-Q2 0 of 20: BREACHED; \
             2024-Q3 0 of 200: BREACHED; 2024-Q4 0 of 2000: BREACHED; 4 parts",
        ),
        ("", "2025-03-31", "BREACHED; required 2; due 2024-05-25"),
        ("", "2025-04-01", "BREACHED; required 20; due 2024-08-25"),
        (
            "2024-05-01 paid 2 for 2024-Q1; 2024-08-01 paid 20 for 2024-Q2",
            "2024-11-25",
            "AT_RISK; 2024-Q3 not paid; required 200",
        ),
        // A breach of an older quarter weighs more than a newer one that is near.
        ("2024-05-01 paid 2 for 2024-Q1", "2024-11-25", "BREACHED; 2024-Q2 not paid"),
    ]);
}

#[test]
fn a_quarter_with_two_rates_is_reckoned_day_by_day() {
    let book = with_versions(
        FeePaid,
        &[("2024-01-01..2024-02-15", "dueMonth 2, dueDay 25, rate 2"), ("2024-02-16", "dueMonth 2, dueDay 25, rate 3")],
    );
    const BOTH_DAYS: &str = "2024-02-15 took 100 kWh of IMPORT; 2024-02-16 took 100 kWh of IMPORT";
    rule(FeePaid).under(&book).given("Miner licensed 2024-01-01").check(&[
        ("2024-02-15 took 100 kWh of IMPORT", "2024-05-26", "BREACHED; required 200"),
        ("2024-02-16 took 100 kWh of IMPORT", "2024-05-26", "BREACHED; required 300"),
        (BOTH_DAYS, "2024-05-26", "BREACHED; required 500; version 2"),
        (&format!("{BOTH_DAYS}; 2024-05-01 paid 499.99 for 2024-Q1"), "2024-05-26", "BREACHED; margin -0.01"),
        (&format!("{BOTH_DAYS}; 2024-05-01 paid 500 for 2024-Q1"), "2024-05-26", "SATISFIED; margin 0"),
    ]);
    let from_when_unknown = with_versions(
        FeePaid,
        &[
            ("2024-01-01..2024-02-15", "dueMonth 2, dueDay 25, rate 2"),
            ("2024-02-16", "dueMonth 2, dueDay 25, rate without a value"),
        ],
    );
    rule(FeePaid).under(&from_when_unknown).given("Miner licensed 2024-01-01").check(&[
        ("2024-02-15 took 100 kWh of IMPORT", "2024-05-26", "BREACHED; required 200"),
        (BOTH_DAYS, "2024-05-26", "NOT_ASSESSED; rate has no value"),
    ]);
}

#[test]
fn the_fee_of_2022_was_due_by_the_20th_of_the_next_month() {
    rule(FeePaid).given("Miner licensed 2022-01-01; 2022-11-01 took 100 kWh of IMPORT").check(&[
        ("", "2023-01-01", "AT_RISK; measured 0; required 100; due 2023-01-20"),
        ("", "2023-01-20", "AT_RISK; due 2023-01-20"),
        ("", "2023-01-21", "BREACHED; measured 0; required 100; due 2023-01-20"),
        ("2023-01-20 paid 100 for 2022-Q4", "2023-01-21", "SATISFIED"),
        ("2022-08-01 took 100 kWh of RENEWABLE_OWN", "2022-10-20", "AT_RISK; due 2022-10-20; version 1"),
        ("2022-08-01 took 100 kWh of OFF_GRID_OWN", "2022-10-21", "BREACHED; required 100; due 2022-10-20; version 1"),
    ]);
    rule(FeePaid).check(&[("", "2021-12-31", "NOT_APPLICABLE; begins on 2022-01-01; version 1")]);
}

#[test]
fn in_2023_the_rates_between_the_bands_are_not_established() {
    rule(FeePaid).check(&[
        ("2023-05-01 took 100 kWh of IMPORT", "2023-08-26", "NOT_ASSESSED; rate has no value; version 2"),
        ("2023-05-01 took 100 kWh of GRID_AUCTION", "2023-08-26", "NOT_ASSESSED; rate has no value"),
        ("2023-05-01 took 100 kWh of RENEWABLE_OWN", "2023-08-26", "BREACHED; required 100; due 2023-08-25"),
        ("2023-05-01 took 100 kWh of OFF_GRID_OWN", "2023-08-26", "BREACHED; required 1000"),
        ("2023-05-01 took 100 kWh of OFF_GRID_OWN; 2023-05-02 took 1 kWh of IMPORT", "2023-08-26", "NOT_ASSESSED"),
    ]);
    // In 2024 and 2025 those of own power are not.
    rule(FeePaid).given("Miner licensed 2024-01-01").check(&[
        ("2024-02-01 took 100 kWh of RENEWABLE_OWN", "2024-05-26", "NOT_ASSESSED; rateRenewableOwn has no value; version 3"),
        ("2024-02-01 took 100 kWh of OFF_GRID_OWN", "2024-05-26", "NOT_ASSESSED; rateOffGridOwn has no value"),
    ]);
}

#[test]
fn a_quarter_whose_rate_is_not_established_gives_way_to_one_that_is_short() {
    const AUTUMN_AND_WINTER: &str = "2023-08-01 took 100 kWh of IMPORT; 2024-02-01 took 500 kWh of IMPORT";
    rule(FeePaid).given("Miner licensed 2023-07-01").given(AUTUMN_AND_WINTER).check(&[
        ("", "2024-04-24", "NOT_ASSESSED; rate has no value"),
        ("", "2024-04-25", "AT_RISK; 2024-Q1 not paid"),
        ("", "2024-05-26", "BREACHED; 2024-Q1 not paid; required 1000"),
        ("2024-05-20 paid 1000 for 2024-Q1", "2024-05-26", "NOT_ASSESSED; rate has no value"),
        ("2024-05-20 paid 1000 for 2024-Q1", "2024-09-30", "NOT_ASSESSED; rate has no value"),
        ("2024-05-20 paid 1000 for 2024-Q1", "2024-10-01", "SATISFIED; period 2024-07-01..2024-09-30"),
    ]);
}

#[test]
fn power_consumed_without_a_licence_costs_25_tenge() {
    // Tax Code art. 659; a suspended licence is a licence, and whether it is one for the fee is not established.
    rule(FeePaid).check(&[
        ("Miner licensed 2026-02-10; 2026-02-09 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 250"),
        ("Miner licensed 2026-02-10; 2026-02-10 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        ("Miner licensed 2026-02-10; 2026-02-09 took 10 kWh of RENEWABLE_OWN", "2026-05-26", "BREACHED; required 250"),
        (
            "Miner licensed 2026-02-10; 2026-02-09 took 10 kWh of IMPORT; 2026-02-10 took 10 kWh of IMPORT",
            "2026-05-26",
            "BREACHED; required 270",
        ),
        ("Miner licensed 2023-03-01..2026-02-28; 2026-02-28 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        ("Miner licensed 2023-03-01..2026-02-28; 2026-03-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 250"),
        ("Miner licensed 2026-01-01, revoked 2026-03-01; 2026-03-01 took 10 kWh of IMPORT", "2026-05-26", "required 250"),
        (
            "Miner licensed 2026-01-01, suspended 2026-02-01..2026-03-31; 2026-02-01 took 10 kWh of IMPORT",
            "2026-05-26",
            "BREACHED; required 20",
        ),
        ("Miner licensed 2023-05-01; 2023-04-30 took 10 kWh of IMPORT", "2023-08-26", "BREACHED; required 250; version 2"),
        ("Miner licensed 2024-02-01; 2024-01-31 took 10 kWh of IMPORT", "2024-05-26", "NOT_ASSESSED; rateUnmetered has no value"),
    ]);
}

#[test]
fn only_quarters_with_a_day_under_the_licence_are_owed() {
    rule(FeePaid).check(&[
        ("Miner licensed 2024-04-01; 2024-02-01 took 500 kWh of IMPORT", "2024-05-26", "NOT_APPLICABLE"),
        ("Miner licensed 2024-04-01; 2024-02-01 took 500 kWh of IMPORT", "2024-07-01", "SATISFIED; required 0; 1 parts"),
        ("Miner licensed 2023-04-01..2026-03-31; 2026-05-01 took 500 kWh of IMPORT", "2026-08-26", "SATISFIED"),
        ("Miner licensed 2023-04-01..2026-03-31; 2026-05-01 took 500 kWh of IMPORT", "2027-04-01", "NOT_APPLICABLE"),
        ("Miner licensed 2023-04-01..2026-04-01; 2026-05-01 took 10 kWh of IMPORT", "2026-08-26", "BREACHED; required 250"),
    ]);
}

#[test]
fn power_by_faulty_or_removed_meters_costs_25_tenge() {
    const SITE: &str = "2026-01-01 uses Site1 in NORTH_SOUTH";
    const METER: &str = "2026-01-01 meter A in Site1; 2026-01-01 meter A working until 2026-02-28";
    rule(FeePaid).given(SINCE_2026).given(SITE).given(METER).check(&[
        ("2026-02-01 meter A faulty; 2026-01-31 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        ("2026-02-01 meter A faulty; 2026-02-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 250"),
        ("2026-02-01 meter A faulty; 2026-02-01 took 10 kWh of RENEWABLE_OWN", "2026-05-26", "BREACHED; required 250"),
        (
            "2026-02-01 meter A faulty; 2026-01-31 took 10 kWh of IMPORT; 2026-02-01 took 10 kWh of IMPORT",
            "2026-05-26",
            "BREACHED; required 270",
        ),
        (
            "2026-02-01 meter A faulty; 2026-02-10 meter A working; 2026-02-10 took 10 kWh of IMPORT",
            "2026-05-26",
            "BREACHED; required 20",
        ),
        ("2026-02-01 meter A removed; 2026-01-31 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        ("2026-02-01 meter A removed; 2026-02-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 250"),
        // A meter whose check lapsed is a meter, and so is a second one.
        ("2026-03-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        (
            "2026-01-01 meter B in Site1; 2026-01-01 meter B working; 2026-02-01 meter A faulty; \
             2026-02-01 took 10 kWh of IMPORT",
            "2026-05-26",
            "BREACHED; required 20",
        ),
        // The meters of one data centre say nothing of another.
        (
            "2026-01-01 uses Site2 in NORTH_SOUTH; 2026-02-01 meter A faulty; 2026-02-01 took 10 kWh of IMPORT at Site2",
            "2026-05-26",
            "BREACHED; required 20",
        ),
    ]);
    // Where nobody recorded a meter, nobody recorded that there is none.
    rule(FeePaid).given(SINCE_2026).given(SITE).check(&[
        ("2026-02-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
        ("2026-01-01 meter in Site1; 2026-02-01 took 10 kWh of IMPORT", "2026-05-26", "BREACHED; required 20"),
    ]);
}

#[test]
fn a_version_may_set_another_due_day_and_another_warning() {
    let book = with_versions(FeePaid, &[("2024-01-01", "warningDays 5, dueMonth 2, dueDay 31, rate 2")]);
    rule(FeePaid).under(&book).given(OWED).check(&[
        ("", "2024-05-25", "SATISFIED; due 2024-05-31"),
        ("", "2024-05-26", "AT_RISK; due 2024-05-31"),
        ("", "2024-05-31", "AT_RISK"),
        ("", "2024-06-01", "BREACHED"),
        // The second month after the fourth quarter has no 31st.
        ("2024-05-01 paid 1000 for 2024-Q1; 2024-11-01 took 1 kWh of IMPORT", "2025-02-28", "AT_RISK; due 2025-02-28"),
        ("2024-05-01 paid 1000 for 2024-Q1; 2024-11-01 took 1 kWh of IMPORT", "2025-03-01", "BREACHED; due 2025-02-28"),
    ]);
}

#[test]
fn a_due_day_without_a_value_is_said_openly() {
    for (parameters, missing) in [
        ("dueMonth without a value, dueDay 25, rate 2", "NOT_ASSESSED; dueMonth has no value"),
        ("dueMonth 2, dueDay without a value, rate 2", "NOT_ASSESSED; dueDay has no value"),
    ] {
        let book = with_versions(FeePaid, &[("2024-01-01", parameters)]);
        rule(FeePaid).under(&book).given(OWED).check(&[("", "2024-05-26", missing)]);
    }
}
