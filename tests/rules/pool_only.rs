//! ACCREDITED_POOL_ONLY (R5): a miner mines through a pool (art. 8(1)), and a pool is accredited (art. 1(10)).

use tizilim::domain::rule::RuleCode::AccreditedPoolOnly;

use super::builder::with_versions;
use super::table::rule;

#[test]
fn coin_comes_from_a_pool_whose_accreditation_was_active_on_the_day() {
    rule(AccreditedPoolOnly).given("Pool accredited 2023-05-01..2025-06-30, suspended 2024-03-10..2024-05-09").check(&[
        ("2023-04-30 1 BTC from Pool", "2023-12-31", "BREACHED; measured 0; required 1; in share; version 1"),
        ("2023-05-01 1 BTC from Pool", "2023-12-31", "SATISFIED; measured 1; required 1; in share; version 1"),
        ("2024-03-09 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1; period 2024-01-01..2024-12-31"),
        ("2024-03-10 1 BTC from Pool", "2024-12-31", "BREACHED; measured 0; period 2024-01-01..2024-12-31"),
        ("2024-03-11 1 BTC from Pool", "2024-12-31", "BREACHED; measured 0; margin -1"),
        ("2024-05-09 1 BTC from Pool", "2024-12-31", "BREACHED; measured 0"),
        ("2024-05-10 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1; margin 0"),
        ("2025-06-30 1 BTC from Pool", "2025-12-31", "SATISFIED; measured 1"),
        ("2025-07-01 1 BTC from Pool", "2025-12-31", "BREACHED; measured 0"),
    ]);
}

#[test]
fn a_resumption_makes_the_pool_good_again_and_a_withdrawal_ends_it() {
    const POOLS: &str = "Pool accredited 2023-05-01, suspended 2024-03-10..2024-05-09, resumed 2024-04-01; \
                         Pool2 accredited 2023-05-01, withdrawn 2024-08-01; \
                         Pool3 accredited 2023-05-01..2024-05-31; Pool3 accredited 2024-06-15";
    rule(AccreditedPoolOnly).given(POOLS).check(&[
        ("2024-03-31 1 BTC from Pool", "2024-12-31", "BREACHED; measured 0"),
        ("2024-04-01 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-07-31 1 BTC from Pool2", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-08-01 1 BTC from Pool2", "2024-12-31", "BREACHED; measured 0"),
        ("2024-05-31 1 BTC from Pool3", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-06-14 1 BTC from Pool3", "2024-12-31", "BREACHED; measured 0"),
        ("2024-06-15 1 BTC from Pool3", "2024-12-31", "SATISFIED; measured 1"),
    ]);
}

#[test]
fn a_foreign_pool_and_an_unknown_number_hold_no_accreditation() {
    rule(AccreditedPoolOnly).given("Pool accredited 2023-05-01; Exchange licensed 2023-05-01").check(&[
        ("2024-06-01 1 BTC from a foreign pool", "2024-12-31", "BREACHED; measured 0; BTC 0 of 1: BREACHED"),
        ("2024-06-01 1 BTC from Pool9", "2024-12-31", "BREACHED; measured 0"),
        ("2024-06-01 1 BTC from Exchange", "2024-12-31", "BREACHED; measured 0"),
        ("2024-06-01 0 BTC from a foreign pool", "2024-12-31", "BREACHED"),
    ]);
}

#[test]
fn the_measure_is_the_share_of_the_amount() {
    rule(AccreditedPoolOnly).given("Pool accredited 2023-05-01; 2024-06-01 3 BTC from Pool").check(&[
        ("2024-06-02 1 BTC from a foreign pool", "2024-12-31", "BREACHED; measured 0.75; margin -0.25; 1 parts"),
        ("2024-06-02 1.5 BTC from a foreign pool", "2024-12-31", "BREACHED; measured 0.66666666"),
        ("2024-06-02 0.00000001 BTC from a foreign pool", "2024-12-31", "BREACHED; measured 0.99999999"),
        ("2024-06-02 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1; margin 0; 1 parts"),
    ]);
}

#[test]
fn of_two_assets_the_worst_is_shown_and_both_in_parts() {
    const BOTH_WELL: &str = "Pool accredited 2023-05-01; 2024-06-01 1 BTC from Pool; 2024-06-01 1 KAS from Pool";
    rule(AccreditedPoolOnly).given(BOTH_WELL).check(&[
        ("", "2024-12-31", "SATISFIED; measured 1; 2 parts; BTC 1 of 1: SATISFIED; KAS 1 of 1: SATISFIED"),
        ("2024-06-02 1 KAS from abroad", "2024-12-31", "BREACHED; measured 0.5; BTC 1 of 1: SATISFIED; KAS 0.5 of 1: BREACHED"),
        ("2024-06-02 1 BTC from abroad", "2024-12-31", "BREACHED; measured 0.5; BTC 0.5 of 1: BREACHED; KAS 1 of 1: SATISFIED"),
        ("2024-06-02 1 LTC from abroad", "2024-12-31", "BREACHED; measured 0; 3 parts; LTC 0 of 1: BREACHED"),
    ]);
}

#[test]
fn the_window_is_the_twelve_months_up_to_the_day() {
    rule(AccreditedPoolOnly).check(&[
        ("", "2024-12-31", "NOT_APPLICABLE; nothing measured; version 1"),
        ("2024-06-01 1 BTC from a foreign pool", "2024-05-31", "NOT_APPLICABLE"),
        ("2024-06-01 1 BTC from a foreign pool", "2024-06-01", "BREACHED; period 2023-06-02..2024-06-01"),
        ("2024-06-01 1 BTC from a foreign pool", "2025-05-31", "BREACHED; period 2024-06-01..2025-05-31"),
        ("2024-06-01 1 BTC from a foreign pool", "2025-06-01", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC from a foreign pool", "2024-02-29", "BREACHED; period 2023-03-01..2024-02-29"),
        ("2024-02-28 1 BTC from a foreign pool", "2025-02-28", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC from a foreign pool", "2025-02-28", "BREACHED; period 2024-02-29..2025-02-28"),
        ("2024-02-29 1 BTC from a foreign pool", "2025-03-01", "NOT_APPLICABLE"),
        ("2027-02-28 1 BTC from a foreign pool", "2028-02-28", "NOT_APPLICABLE"),
        ("2027-03-01 1 BTC from a foreign pool", "2028-02-29", "BREACHED; period 2027-03-01..2028-02-29"),
    ]);
}

#[test]
fn the_pool_is_judged_on_the_day_of_the_distribution_and_not_on_the_day_asked() {
    rule(AccreditedPoolOnly).given("Pool accredited 2024-01-01, withdrawn 2024-07-01").check(&[
        ("2024-06-30 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1"),
        ("2023-12-31 1 BTC from Pool", "2024-01-31", "BREACHED; measured 0"),
    ]);
}

#[test]
fn before_1_april_2023_any_pool_would_do() {
    rule(AccreditedPoolOnly).check(&[("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1")]);
}

#[test]
fn a_version_of_the_rule_may_set_another_window() {
    let book =
        with_versions(AccreditedPoolOnly, &[("2023-04-01..2024-12-31", "windowMonths 12"), ("2025-01-01", "windowMonths 6")]);
    rule(AccreditedPoolOnly).under(&book).check(&[
        ("2024-05-01 1 BTC from a foreign pool", "2024-12-31", "BREACHED; period 2024-01-01..2024-12-31; version 1"),
        ("2024-05-01 1 BTC from a foreign pool", "2025-01-01", "NOT_APPLICABLE; version 2"),
        ("2024-07-10 1 BTC from a foreign pool", "2025-01-10", "NOT_APPLICABLE; version 2"),
        ("2024-07-11 1 BTC from a foreign pool", "2025-01-10", "BREACHED; period 2024-07-11..2025-01-10; version 2"),
    ]);
}

#[test]
fn a_window_without_a_value_is_said_openly() {
    let book = with_versions(AccreditedPoolOnly, &[("2023-04-01", "windowMonths without a value")]);
    rule(AccreditedPoolOnly).under(&book).check(&[(
        "2024-06-01 1 BTC from a foreign pool",
        "2024-06-01",
        "NOT_ASSESSED; windowMonths has no value; nothing measured",
    )]);
}

#[test]
fn a_version_that_says_nothing_of_the_window_has_twelve_months() {
    let book = with_versions(AccreditedPoolOnly, &[("2023-04-01", "")]);
    rule(AccreditedPoolOnly).under(&book).check(&[
        ("2024-06-01 1 BTC from a foreign pool", "2025-05-31", "BREACHED; period 2024-06-01..2025-05-31"),
        ("2024-06-01 1 BTC from a foreign pool", "2025-06-01", "NOT_APPLICABLE"),
    ]);
}

#[test]
fn who_consumes_power_for_mining_mines_for_a_pool_that_someone_should_know() {
    const POWER: &str = "2024-06-01 took 5 kWh of IMPORT";
    rule(AccreditedPoolOnly).given("Pool accredited 2023-05-01").check(&[
        (POWER, "2024-05-31", "NOT_APPLICABLE"),
        (POWER, "2024-06-01", "UNDETERMINED; power without distribution; nothing measured; version 1"),
        (POWER, "2025-05-31", "UNDETERMINED"),
        (POWER, "2025-06-01", "NOT_APPLICABLE"),
        ("2024-06-01 took 0.001 kWh of GRID_AUCTION", "2024-06-01", "UNDETERMINED"),
        // No power calls for no distribution, and another's power is the other's.
        ("2024-06-01 took 0 kWh of IMPORT", "2024-06-01", "NOT_APPLICABLE"),
        ("2024-06-01 Miner3 took 5 kWh of IMPORT", "2024-06-01", "NOT_APPLICABLE"),
        // One distribution in the window says what there is to say.
        (&format!("{POWER}; 2024-03-01 1 BTC from Pool"), "2024-06-01", "SATISFIED; measured 1"),
        (&format!("{POWER}; 2024-03-01 1 BTC from a foreign pool"), "2024-06-01", "BREACHED; measured 0"),
        (&format!("{POWER}; 2024-06-02 1 BTC from Pool"), "2024-06-01", "UNDETERMINED"),
        (&format!("{POWER}; 2023-06-01 1 BTC from Pool"), "2024-06-01", "UNDETERMINED"),
        (&format!("{POWER}; 2023-06-02 1 BTC from Pool"), "2024-06-01", "SATISFIED"),
    ]);
}

#[test]
fn a_pool_that_was_suspended_for_one_day_was_not_accredited_on_it() {
    rule(AccreditedPoolOnly).given("Pool accredited 2023-05-01, suspended 2024-03-05..2024-03-05").check(&[
        ("2024-03-04 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-03-05 1 BTC from Pool", "2024-12-31", "BREACHED; measured 0"),
        ("2024-03-06 1 BTC from Pool", "2024-12-31", "SATISFIED; measured 1"),
        ("2024-03-04 1 BTC from Pool; 2024-03-05 1 BTC from Pool; 2024-03-06 2 BTC from Pool", "2024-12-31", "measured 0.75"),
    ]);
}
