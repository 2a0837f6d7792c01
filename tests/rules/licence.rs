//! LICENCE_IN_FORCE (R1) and NOT_SUSPENDED (R2), for both subkinds of a mining licence.

use tizilim::domain::rule::RuleCode::{LicenceInForce, NotSuspended};

use super::builder::with_versions;
use super::table::rule;

#[test]
fn a_licence_is_in_force_up_to_its_last_day_and_not_on_the_day_after() {
    rule(LicenceInForce).check(&[
        ("Miner licensed 2023-06-01..2026-05-31", "2023-05-31", "BREACHED; version 1"),
        ("Miner licensed 2023-06-01..2026-05-31", "2023-06-01", "SATISFIED; due 2026-05-31; version 1"),
        ("Miner licensed 2023-06-01..2026-05-31", "2026-05-31", "AT_RISK; due 2026-05-31"),
        ("Miner licensed 2023-06-01..2026-05-31", "2026-06-01", "BREACHED"),
        ("Miner licensed 2023-06-01", "2023-06-01", "SATISFIED; nothing due"),
        ("Miner licensed 2023-06-01", "2050-01-01", "SATISFIED; nothing due"),
    ]);
}

#[test]
fn thirty_days_before_the_last_day_the_register_warns() {
    rule(LicenceInForce).check(&[
        ("Miner licensed 2023-06-01..2026-05-31", "2026-04-30", "SATISFIED; due 2026-05-31"),
        ("Miner licensed 2023-06-01..2026-05-31", "2026-05-01", "AT_RISK; due 2026-05-31"),
        ("Miner licensed 2023-06-01..2024-03-30", "2024-02-28", "SATISFIED"),
        ("Miner licensed 2023-06-01..2024-03-30", "2024-02-29", "AT_RISK; due 2024-03-30"),
        ("Miner licensed 2024-03-01..2024-03-15", "2024-02-29", "BREACHED"),
        ("Miner licensed 2024-03-01..2024-03-15", "2024-03-01", "AT_RISK; due 2024-03-15"),
    ]);
}

#[test]
fn a_suspended_licence_is_in_force_until_it_expires() {
    rule(LicenceInForce).check(&[
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30", "2024-02-01", "SATISFIED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-04-30", "SATISFIED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-05-01", "AT_RISK"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-06-01", "BREACHED"),
    ]);
}

#[test]
fn a_renewal_counts_from_its_own_day() {
    rule(LicenceInForce).check(&[
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-04-30", "SATISFIED; due 2026-05-31"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-05-14", "AT_RISK; due 2026-05-31"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-05-15..2029-05-31", "2026-05-15", "SATISFIED; due 2029-05-31"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-06-01", "BREACHED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-06-30", "BREACHED"),
        ("Miner licensed 2023-06-01..2026-05-31, renewed 2026-07-01..2029-06-30", "2026-07-01", "SATISFIED; due 2029-06-30"),
    ]);
}

#[test]
fn a_licence_that_a_court_revoked_or_its_holder_gave_back_is_not_in_force() {
    rule(LicenceInForce).check(&[
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01", "2025-01-31", "SATISFIED"),
        ("Miner licensed 2023-06-01..2026-05-31, revoked 2025-02-01", "2025-02-01", "BREACHED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01", "2025-01-31", "SATISFIED"),
        ("Miner licensed 2023-06-01..2026-05-31, surrendered 2025-02-01", "2025-02-01", "BREACHED"),
    ]);
}

#[test]
fn a_licence_is_not_suspended_except_on_the_days_of_a_suspension() {
    rule(NotSuspended).check(&[
        ("Miner licensed 2023-06-01..2026-05-31", "2023-06-01", "SATISFIED; version 1"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-01-31", "SATISFIED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-02-01", "BREACHED; version 1"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-04-30", "BREACHED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-05-01", "SATISFIED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15", "2024-03-14", "BREACHED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, resumed 2024-03-15", "2024-03-15", "SATISFIED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01", "2024-02-29", "BREACHED"),
        ("Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30, revoked 2024-03-01", "2024-03-01", "SATISFIED"),
        // Expired and no longer suspended: that is LICENCE_IN_FORCE's to say.
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-05-31", "BREACHED"),
        ("Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30", "2026-06-01", "SATISFIED"),
    ]);
}

#[test]
fn before_1_april_2023_there_was_no_law_to_break() {
    // Art. 14: the Law came into force on 1 April 2023.
    for code in [LicenceInForce, NotSuspended] {
        rule(code).check(&[
            ("Miner licensed 2023-06-01..2026-05-31", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
            ("Miner licensed 2023-04-01..2026-03-31", "2023-04-01", "SATISFIED; version 1"),
        ]);
    }
}

#[test]
fn each_day_is_judged_by_the_version_of_the_rule_in_force_on_it() {
    let book = with_versions(
        LicenceInForce,
        &[
            ("2023-04-01..2025-12-31", "warningDays 30"),
            ("2026-01-01..2026-03-31", "warningDays 90"),
            ("2026-05-01", "warningDays 60"),
        ],
    );
    rule(LicenceInForce).under(&book).check(&[
        ("Miner licensed 2023-06-01..2026-03-31", "2025-12-31", "SATISFIED; version 1"),
        ("Miner licensed 2023-06-01..2026-03-31", "2026-01-01", "AT_RISK; version 2"),
        ("Miner licensed 2023-06-01..2026-03-31", "2026-03-31", "AT_RISK; version 2"),
        ("Miner licensed 2023-06-01..2026-03-31", "2026-04-01", "NOT_APPLICABLE; ended on 2026-03-31; version 2"),
        ("Miner licensed 2023-06-01..2026-03-31", "2026-04-30", "NOT_APPLICABLE; ended on 2026-03-31; version 2"),
        ("Miner licensed 2023-06-01..2026-03-31", "2026-05-01", "BREACHED; version 3"),
        ("Miner licensed 2023-06-01..2026-07-31", "2026-05-31", "SATISFIED; version 3"),
        ("Miner licensed 2023-06-01..2026-07-31", "2026-06-01", "AT_RISK; version 3"),
    ]);
}
