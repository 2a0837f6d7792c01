//! POOL_IN_FORCE, POOL_IN_KAZAKHSTAN and POOL_SECURITY_TESTED (R14), POOL_SERVES_LICENSED_ONLY (R16).

use tizilim::domain::rule::RuleCode::{PoolInForce, PoolInKazakhstan, PoolSecurityTested, PoolServesLicensedOnly};

use super::builder::with_versions;
use super::table::rule;

#[test]
fn an_accreditation_without_a_last_day_does_not_expire() {
    // Art. 10 sets no term for an accreditation.
    rule(PoolInForce).check(&[
        ("Pool accredited 2023-06-01", "2023-05-31", "BREACHED; version 1"),
        ("Pool accredited 2023-06-01", "2023-06-01", "SATISFIED; nothing due; version 1"),
        ("Pool accredited 2023-06-01", "2099-12-31", "SATISFIED; nothing due"),
    ]);
}

#[test]
fn an_accreditation_with_a_last_day_is_in_force_up_to_it() {
    rule(PoolInForce).check(&[
        ("Pool accredited 2023-06-01..2026-05-31", "2026-04-30", "SATISFIED; due 2026-05-31"),
        ("Pool accredited 2023-06-01..2026-05-31", "2026-05-01", "AT_RISK; due 2026-05-31"),
        ("Pool accredited 2023-06-01..2026-05-31", "2026-05-31", "AT_RISK; due 2026-05-31"),
        ("Pool accredited 2023-06-01..2026-05-31", "2026-06-01", "BREACHED"),
        ("Pool accredited 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-05-14", "AT_RISK"),
        ("Pool accredited 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-05-15", "SATISFIED; due 2029-05-31"),
        ("Pool accredited 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-06-30", "BREACHED"),
        ("Pool accredited 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-07-01", "SATISFIED"),
    ]);
}

#[test]
fn a_suspended_or_withdrawn_accreditation_is_a_breach() {
    rule(PoolInForce).check(&[
        ("Pool accredited 2023-06-01, suspended 2024-03-10..2024-05-09", "2024-03-09", "SATISFIED"),
        ("Pool accredited 2023-06-01, suspended 2024-03-10..2024-05-09", "2024-03-10", "BREACHED"),
        ("Pool accredited 2023-06-01, suspended 2024-03-10..2024-05-09", "2024-05-09", "BREACHED"),
        ("Pool accredited 2023-06-01, suspended 2024-03-10..2024-05-09", "2024-05-10", "SATISFIED"),
        ("Pool accredited 2023-06-01, suspended 2024-03-10, resumed 2024-04-01", "2024-03-31", "BREACHED"),
        ("Pool accredited 2023-06-01, suspended 2024-03-10, resumed 2024-04-01", "2024-04-01", "SATISFIED"),
        ("Pool accredited 2023-06-01..2026-05-31, suspended 2026-05-10..2026-06-09", "2026-05-09", "AT_RISK"),
        ("Pool accredited 2023-06-01..2026-05-31, suspended 2026-05-10..2026-06-09", "2026-05-10", "BREACHED"),
        ("Pool accredited 2023-06-01..2026-05-31, suspended 2026-05-10..2026-06-09", "2026-06-10", "BREACHED"),
        ("Pool accredited 2023-06-01, withdrawn 2024-08-01", "2024-07-31", "SATISFIED"),
        ("Pool accredited 2023-06-01, withdrawn 2024-08-01", "2024-08-01", "BREACHED"),
        ("Pool accredited 2023-06-01", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01"),
    ]);
}

#[test]
fn the_complex_is_where_it_was_last_recorded_to_be() {
    rule(PoolInKazakhstan).given("Pool accredited 2023-06-01").check(&[
        ("", "2024-06-01", "UNDETERMINED; version 1"),
        ("2023-06-01 complex in Kazakhstan", "2023-05-31", "UNDETERMINED"),
        ("2023-06-01 complex in Kazakhstan", "2023-06-01", "SATISFIED; version 1"),
        ("2023-06-01 complex abroad", "2023-06-01", "BREACHED; version 1"),
        ("2023-06-01 complex in Kazakhstan; 2024-09-15 complex abroad", "2024-09-14", "SATISFIED"),
        ("2023-06-01 complex in Kazakhstan; 2024-09-15 complex abroad", "2024-09-15", "BREACHED"),
        ("2023-06-01 complex in Kazakhstan; 2024-09-15 complex abroad", "2024-09-16", "BREACHED"),
        ("2023-06-01 complex abroad; 2024-09-15 complex in Kazakhstan", "2024-09-14", "BREACHED"),
        ("2023-06-01 complex abroad; 2024-09-15 complex in Kazakhstan", "2024-09-15", "SATISFIED"),
        ("2024-09-15 complex abroad; 2023-06-01 complex in Kazakhstan", "2024-09-14", "SATISFIED"),
        ("2024-09-15 complex abroad; 2023-06-01 complex in Kazakhstan", "2024-09-15", "BREACHED"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01"),
    ]);
}

#[test]
fn a_positive_test_is_good_for_ever_while_its_validity_is_not_established() {
    // Art. 10(2)(2) asks for a positive protocol; for how long one is good is not established.
    rule(PoolSecurityTested).given("Pool accredited 2023-06-01").check(&[
        ("", "2024-06-01", "UNDETERMINED; version 1"),
        ("2023-07-01 test positive", "2023-06-30", "UNDETERMINED"),
        ("2023-07-01 test positive", "2023-07-01", "SATISFIED; nothing due; version 1"),
        ("2023-07-01 test positive", "2099-12-31", "SATISFIED; nothing due"),
        ("2023-07-01 test negative", "2023-06-30", "UNDETERMINED"),
        ("2023-07-01 test negative", "2023-07-01", "BREACHED; version 1"),
        ("2023-07-01 test negative; 2023-08-01 test positive", "2023-07-31", "BREACHED"),
        ("2023-07-01 test negative; 2023-08-01 test positive", "2023-08-01", "SATISFIED"),
        ("2023-07-01 test positive; 2023-08-01 test negative", "2023-08-01", "SATISFIED"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01"),
    ]);
}

#[test]
fn a_positive_test_is_too_old_once_it_is_older_than_its_validity() {
    let book = with_versions(PoolSecurityTested, &[("2023-04-01", "testValidMonths 12")]);
    rule(PoolSecurityTested).under(&book).given("Pool accredited 2023-06-01").check(&[
        ("", "2024-06-01", "UNDETERMINED"),
        ("2023-07-01 test positive", "2023-07-01", "SATISFIED; due 2024-07-01"),
        ("2023-07-01 test positive", "2024-07-01", "SATISFIED; due 2024-07-01"),
        ("2023-07-01 test positive", "2024-07-02", "BREACHED"),
        ("2024-02-29 test positive", "2025-02-28", "SATISFIED; due 2025-02-28"),
        ("2024-02-29 test positive", "2025-03-01", "BREACHED"),
        ("2023-07-01 test positive; 2024-06-01 test positive", "2024-07-02", "SATISFIED; due 2025-06-01"),
        ("2023-07-01 test positive; 2024-06-01 test negative", "2024-07-01", "SATISFIED; due 2024-07-01"),
        ("2023-07-01 test positive; 2024-06-01 test negative", "2024-07-02", "BREACHED"),
        ("2023-07-01 test negative", "2023-07-01", "BREACHED"),
    ]);
}

#[test]
fn the_validity_of_tests_counts_from_the_day_on_which_it_is_set() {
    let book = with_versions(
        PoolSecurityTested,
        &[("2023-04-01..2025-12-31", "testValidMonths without a value"), ("2026-01-01", "testValidMonths 24")],
    );
    rule(PoolSecurityTested).under(&book).given("Pool accredited 2023-06-01").check(&[
        ("2023-07-01 test positive", "2025-12-31", "SATISFIED; nothing due; version 1"),
        ("2023-07-01 test positive", "2026-01-01", "BREACHED; version 2"),
        ("2024-07-01 test positive", "2026-01-01", "SATISFIED; due 2026-07-01; version 2"),
    ]);
}

#[test]
fn a_pool_serves_miners_whose_licence_was_active_on_the_day() {
    const MINERS: &str = "Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30; \
                          Miner2 licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15, revoked 2025-02-01; \
                          Miner3 licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30";
    rule(PoolServesLicensedOnly).given(MINERS).check(&[
        ("2023-05-31 1 BTC to Miner", "2023-12-31", "BREACHED; measured 0; required 1; in share; version 1"),
        ("2023-06-01 1 BTC to Miner", "2023-12-31", "SATISFIED; measured 1; required 1; in share; version 1"),
        ("2026-05-31 1 BTC to Miner", "2026-12-31", "SATISFIED; measured 1; period 2026-01-01..2026-12-31"),
        ("2026-06-01 1 BTC to Miner", "2026-12-31", "BREACHED; measured 0; period 2026-01-01..2026-12-31"),
        ("2024-01-31 1 BTC to Miner", "2024-12-31", "SATISFIED"),
        ("2024-02-01 1 BTC to Miner", "2024-12-31", "BREACHED"),
        ("2024-04-30 1 BTC to Miner", "2024-12-31", "BREACHED"),
        ("2024-05-01 1 BTC to Miner", "2024-12-31", "SATISFIED"),
        ("2024-03-14 1 BTC to Miner2", "2024-12-31", "BREACHED"),
        ("2024-03-15 1 BTC to Miner2", "2024-12-31", "SATISFIED"),
        ("2025-01-31 1 BTC to Miner2", "2025-12-31", "SATISFIED"),
        ("2025-02-01 1 BTC to Miner2", "2025-12-31", "BREACHED"),
        ("2026-06-30 1 BTC to Miner3", "2026-12-31", "BREACHED"),
        ("2026-07-01 1 BTC to Miner3", "2026-12-31", "SATISFIED"),
        ("2024-06-01 1 BTC to Miner9", "2024-12-31", "BREACHED"),
    ]);
}

#[test]
fn what_went_to_licensed_miners_is_measured_by_asset_over_twelve_months() {
    const TWO_ASSETS: &str = "2024-06-01 1 BTC to Miner; 2024-06-01 1 KAS to Miner; 2024-06-02 3 KAS to Miner9";
    rule(PoolServesLicensedOnly).given("Miner licensed 2023-06-01").check(&[
        ("", "2024-12-31", "NOT_APPLICABLE; nothing measured"),
        ("2024-06-01 3 BTC to Miner; 2024-06-01 1 BTC to Miner9", "2024-12-31", "BREACHED; measured 0.75; margin -0.25"),
        (TWO_ASSETS, "2024-12-31", "BREACHED; measured 0.25; 2 parts; BTC 1 of 1: SATISFIED; KAS 0.25 of 1: BREACHED"),
        ("2024-02-28 1 BTC to Miner9", "2025-02-28", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC to Miner9", "2025-02-28", "BREACHED; period 2024-02-29..2025-02-28"),
        ("2024-02-29 1 BTC to Miner9", "2025-03-01", "NOT_APPLICABLE"),
        ("2024-02-29 1 BTC to Miner9; 2024-03-02 1 BTC to Miner", "2025-02-28", "BREACHED; measured 0.5"),
        ("2024-02-29 1 BTC to Miner9; 2024-03-02 1 BTC to Miner", "2025-03-01", "SATISFIED; measured 1"),
        ("2024-06-01 1 BTC to Miner9", "2024-05-31", "NOT_APPLICABLE"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01"),
    ]);
}

#[test]
fn a_window_without_a_value_is_said_openly() {
    let book = with_versions(PoolServesLicensedOnly, &[("2023-04-01", "windowMonths without a value")]);
    rule(PoolServesLicensedOnly).under(&book).check(&[(
        "2024-06-01 1 BTC to Miner9",
        "2024-06-01",
        "NOT_ASSESSED; windowMonths has no value; nothing measured",
    )]);
}

#[test]
fn a_version_that_says_nothing_of_the_window_has_twelve_months() {
    let book = with_versions(PoolServesLicensedOnly, &[("2023-04-01", "")]);
    rule(PoolServesLicensedOnly).under(&book).check(&[
        ("2024-06-01 1 BTC to Miner9", "2025-05-31", "BREACHED; period 2024-06-01..2025-05-31"),
        ("2024-06-01 1 BTC to Miner9", "2025-06-01", "NOT_APPLICABLE"),
    ]);
}
