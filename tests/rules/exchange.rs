//! EXCHANGE_IN_FORCE (R17): the licence of AFSA or, from 2026, of the National Bank.

use tizilim::domain::rule::RuleCode::ExchangeInForce;

use super::table::rule;

#[test]
fn an_exchange_licence_is_in_force_up_to_its_last_day_whoever_gave_it() {
    rule(ExchangeInForce).check(&[
        ("Exchange licensed 2023-06-01", "2023-05-31", "BREACHED; version 1"),
        ("Exchange licensed 2023-06-01", "2023-06-01", "SATISFIED; nothing due; version 1"),
        ("Exchange licensed 2023-06-01", "2099-12-31", "SATISFIED; nothing due"),
        ("Exchange licensed 2023-06-01..2025-05-31", "2025-04-30", "SATISFIED; due 2025-05-31"),
        ("Exchange licensed 2023-06-01..2025-05-31", "2025-05-01", "AT_RISK; due 2025-05-31"),
        ("Exchange licensed 2023-06-01..2025-05-31", "2025-05-31", "AT_RISK; due 2025-05-31"),
        ("Exchange licensed 2023-06-01..2025-05-31", "2025-06-01", "BREACHED"),
        ("Exchange licensed 2023-06-01..2025-05-31, renewed 2025-05-15..2027-05-31", "2025-05-14", "AT_RISK"),
        ("Exchange licensed 2023-06-01..2025-05-31, renewed 2025-05-15..2027-05-31", "2025-05-15", "SATISFIED; due 2027-05-31"),
        ("Exchange licensed 2023-06-01..2025-05-31, renewed 2025-08-01..2027-05-31", "2025-07-31", "BREACHED"),
        ("Exchange licensed 2023-06-01..2025-05-31, renewed 2025-08-01..2027-05-31", "2025-08-01", "SATISFIED"),
        ("Exchange licensed by the National Bank 2026-05-01", "2026-04-30", "BREACHED"),
        ("Exchange licensed by the National Bank 2026-05-01", "2026-05-01", "SATISFIED"),
        ("Exchange licensed by the National Bank 2026-05-01..2026-12-31", "2026-12-01", "AT_RISK; due 2026-12-31"),
        ("Exchange licensed by the National Bank 2026-05-01..2026-12-31", "2027-01-01", "BREACHED"),
    ]);
}

#[test]
fn a_suspended_or_revoked_exchange_licence_is_a_breach() {
    rule(ExchangeInForce).check(&[
        ("Exchange licensed 2023-06-01, suspended 2024-08-01..2024-10-31", "2024-07-31", "SATISFIED"),
        ("Exchange licensed 2023-06-01, suspended 2024-08-01..2024-10-31", "2024-08-01", "BREACHED"),
        ("Exchange licensed 2023-06-01, suspended 2024-08-01..2024-10-31", "2024-10-31", "BREACHED"),
        ("Exchange licensed 2023-06-01, suspended 2024-08-01..2024-10-31", "2024-11-01", "SATISFIED"),
        ("Exchange licensed 2023-06-01, suspended 2024-08-01, resumed 2024-09-01", "2024-08-31", "BREACHED"),
        ("Exchange licensed 2023-06-01, suspended 2024-08-01, resumed 2024-09-01", "2024-09-01", "SATISFIED"),
        ("Exchange licensed 2023-06-01, revoked 2024-08-01", "2024-07-31", "SATISFIED"),
        ("Exchange licensed 2023-06-01, revoked 2024-08-01", "2024-08-01", "BREACHED"),
        ("Exchange licensed 2023-06-01", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
    ]);
}

#[test]
fn each_licence_of_an_exchange_stands_for_itself() {
    // The first licence told is the one that is asked about.
    const OF_AFSA: &str = "Exchange licensed 2023-06-01, revoked 2026-05-01";
    const OF_THE_BANK: &str = "Exchange licensed by the National Bank 2026-05-01";
    rule(ExchangeInForce).check(&[
        (&format!("{OF_AFSA}; {OF_THE_BANK}"), "2026-04-30", "SATISFIED"),
        (&format!("{OF_AFSA}; {OF_THE_BANK}"), "2026-05-01", "BREACHED"),
        (&format!("{OF_THE_BANK}; {OF_AFSA}"), "2026-04-30", "BREACHED"),
        (&format!("{OF_THE_BANK}; {OF_AFSA}"), "2026-05-01", "SATISFIED"),
    ]);
}
