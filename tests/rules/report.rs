//! FEE_DECLARED (R12), POOL_REPORTS (R15), EXCHANGE_ANNUAL_REPORT and EXCHANGE_QUARTERLY_REPORT (R18),
//! EXCHANGE_TAX_REPORT (R19): what is due for a span of the calendar that has ended.

use tizilim::domain::rule::RuleCode::{
    ExchangeAnnualReport, ExchangeQuarterlyReport, ExchangeTaxReport, FeeDeclared, PoolReports,
};

use super::builder::with_versions;
use super::table::rule;

#[test]
fn the_fee_of_a_quarter_is_declared_by_the_15th_of_the_second_month_after_it() {
    const SECOND_QUARTER: &str = "period 2023-04-01..2023-06-30; due 2023-08-15";
    let silent = [
        ("2023-07-01", "SATISFIED"),
        ("2023-07-15", "SATISFIED"),
        ("2023-07-16", "AT_RISK; 2023-Q2 not filed"),
        ("2023-08-14", "AT_RISK"),
        ("2023-08-15", "AT_RISK; 2023-Q2 not filed"),
        ("2023-08-16", "BREACHED; 2023-Q2 not filed"),
        ("2023-09-30", "BREACHED"),
    ];
    for (asked, outcome) in silent {
        rule(FeeDeclared).check(&[("", asked, &format!("{outcome}; {SECOND_QUARTER}; version 1"))]);
    }
    rule(FeeDeclared).check(&[
        // No quarter under the licence has ended.
        ("", "2023-06-30", "NOT_APPLICABLE; version 1"),
        ("2023-07-16 filed 2023-Q2", "2023-07-15", "SATISFIED"),
        ("2023-07-16 filed 2023-Q2", "2023-07-16", "SATISFIED; period 2023-04-01..2023-06-30; due 2023-08-15"),
        ("2023-08-15 filed 2023-Q2", "2023-08-14", "AT_RISK"),
        ("2023-08-15 filed 2023-Q2", "2023-08-15", "SATISFIED; none filed late"),
        ("2023-07-16 filed 2023-Q1", "2023-08-16", "BREACHED; 2023-Q2 not filed"),
    ]);
}

#[test]
fn a_late_declaration_counts_and_the_finding_says_how_late_it_was() {
    rule(FeeDeclared).given("Miner licensed 2023-04-01..2023-06-30").check(&[
        ("2023-08-16 filed 2023-Q2", "2023-08-16", "SATISFIED; 2023-Q2 filed 1 days late"),
        ("2023-08-20 filed 2023-Q2", "2023-08-19", "BREACHED"),
        ("2023-08-20 filed 2023-Q2", "2023-08-20", "SATISFIED; 2023-Q2 filed 5 days late"),
        ("2023-08-20 filed 2023-Q2", "2024-06-30", "SATISFIED; 2023-Q2 filed 5 days late"),
        // Filed in time, and once more under another licence: the first counts.
        ("2023-08-15 filed 2023-Q2; 2023-09-01 filed 2023-Q2 under another licence", "2023-09-01", "SATISFIED; none filed late"),
        ("2023-09-01 filed 2023-Q2; 2023-08-15 filed 2023-Q2 under another licence", "2023-09-01", "SATISFIED; none filed late"),
    ]);
}

#[test]
fn a_declaration_under_another_licence_of_the_miner_counts() {
    rule(FeeDeclared).check(&[
        ("2023-08-15 filed 2023-Q2 under another licence", "2023-08-14", "AT_RISK"),
        ("2023-08-15 filed 2023-Q2 under another licence", "2023-08-16", "SATISFIED"),
    ]);
}

#[test]
fn the_last_four_ended_quarters_are_looked_at() {
    const FROM_AUTUMN: &str = "2023-10-10 filed 2023-Q3; 2024-01-10 filed 2023-Q4; 2024-04-10 filed 2024-Q1";
    rule(FeeDeclared).given(FROM_AUTUMN).check(&[
        ("", "2024-06-30", "BREACHED; period 2023-04-01..2023-06-30; due 2023-08-15"),
        ("", "2024-07-01", "SATISFIED; period 2024-04-01..2024-06-30; due 2024-08-15"),
        ("", "2024-07-16", "AT_RISK; period 2024-04-01..2024-06-30"),
        ("2024-07-10 filed 2024-Q2", "2024-07-16", "SATISFIED; period 2024-04-01..2024-06-30; due 2024-08-15"),
    ]);
    rule(FeeDeclared).check(&[
        // The oldest that is missing speaks.
        ("", "2024-02-16", "BREACHED; 2023-Q2 not filed; due 2023-08-15"),
        ("2023-07-10 filed 2023-Q2", "2024-02-16", "BREACHED; 2023-Q3 not filed; due 2023-11-15"),
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-02-15", "AT_RISK; 2023-Q4 not filed; due 2024-02-15"),
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-02-16", "BREACHED; 2023-Q4 not filed; due 2024-02-15"),
        // A breach of an older quarter weighs more than a newer one that is near.
        ("2023-07-10 filed 2023-Q2", "2024-02-15", "BREACHED; 2023-Q3 not filed"),
    ]);
}

#[test]
fn only_quarters_with_a_day_under_the_licence_are_owed() {
    rule(FeeDeclared).check(&[
        ("Miner licensed 2024-02-10", "2024-03-31", "NOT_APPLICABLE"),
        ("Miner licensed 2024-02-10", "2024-04-01", "SATISFIED; period 2024-01-01..2024-03-31; due 2024-05-15"),
        ("Miner licensed 2024-02-10", "2024-05-16", "BREACHED; 2024-Q1 not filed"),
        ("Miner licensed 2024-03-31", "2024-05-16", "BREACHED; 2024-Q1 not filed"),
        ("Miner licensed 2024-04-01", "2024-05-16", "NOT_APPLICABLE"),
        ("Miner licensed 2023-04-01..2023-06-30", "2024-06-30", "BREACHED; 2023-Q2 not filed"),
        ("Miner licensed 2023-04-01..2023-06-30", "2024-07-01", "NOT_APPLICABLE"),
        ("Miner licensed 2023-04-01, revoked 2023-07-01; 2023-07-10 filed 2023-Q2", "2024-02-16", "SATISFIED"),
        ("Miner licensed 2023-04-01, revoked 2023-07-02; 2023-07-10 filed 2023-Q2", "2024-02-16", "BREACHED; 2023-Q3 not filed"),
        // Who is suspended all quarter declares all the same.
        ("Miner licensed 2024-02-10, suspended 2024-04-01..2024-06-30; 2024-04-10 filed 2024-Q1", "2024-08-16", "BREACHED"),
    ]);
}

#[test]
fn each_tax_code_has_its_version_of_the_duty() {
    const TO_AUTUMN: &str =
        "Miner licensed 2025-01-01; 2025-04-10 filed 2025-Q1; 2025-07-10 filed 2025-Q2; 2025-10-10 filed 2025-Q3";
    rule(FeeDeclared).given(TO_AUTUMN).check(&[
        ("", "2025-12-31", "SATISFIED; period 2025-07-01..2025-09-30; version 1"),
        ("", "2026-01-01", "SATISFIED; period 2025-10-01..2025-12-31; due 2026-02-15; version 2"),
        ("", "2026-02-15", "AT_RISK; due 2026-02-15; version 2"),
        ("", "2026-02-16", "BREACHED; due 2026-02-15; version 2"),
    ]);
    rule(FeeDeclared).check(&[("", "2022-12-31", "NOT_APPLICABLE; begins on 2023-01-01; version 1")]);
}

#[test]
fn in_2022_the_fee_was_paid_without_a_declaration() {
    rule(FeeDeclared).given("Miner licensed 2022-01-01").check(&[
        ("", "2023-02-16", "NOT_APPLICABLE; version 1"),
        ("", "2023-03-31", "NOT_APPLICABLE; version 1"),
        ("", "2023-05-16", "BREACHED; 2023-Q1 not filed; due 2023-05-15"),
    ]);
}

#[test]
fn a_version_may_set_another_due_day_and_another_warning() {
    let book = with_versions(FeeDeclared, &[("2023-01-01", "warningDays 5, dueMonth 2, dueDay 31")]);
    rule(FeeDeclared).under(&book).check(&[
        ("", "2023-08-25", "SATISFIED; due 2023-08-31"),
        ("", "2023-08-26", "AT_RISK; due 2023-08-31"),
        ("", "2023-08-31", "AT_RISK"),
        ("", "2023-09-01", "BREACHED"),
        // The second month after the fourth quarter has no 31st.
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-02-23", "SATISFIED; due 2024-02-29"),
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-02-24", "AT_RISK; due 2024-02-29"),
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-02-29", "AT_RISK"),
        ("2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3", "2024-03-01", "BREACHED"),
    ]);
    let book = with_versions(FeeDeclared, &[("2023-01-01", "warningDays 0, dueMonth 1, dueDay 20")]);
    rule(FeeDeclared).under(&book).check(&[
        ("", "2023-07-19", "SATISFIED; due 2023-07-20"),
        ("", "2023-07-20", "AT_RISK"),
        ("", "2023-07-21", "BREACHED"),
    ]);
}

#[test]
fn a_due_day_without_a_value_is_said_openly() {
    for (parameters, missing) in [
        ("dueMonth without a value, dueDay 15", "NOT_ASSESSED; dueMonth has no value; nothing measured"),
        ("dueMonth 2, dueDay without a value", "NOT_ASSESSED; dueDay has no value; nothing measured"),
    ] {
        let book = with_versions(FeeDeclared, &[("2023-01-01", parameters)]);
        rule(FeeDeclared).under(&book).check(&[("", "2023-08-16", missing)]);
    }
}

#[test]
fn while_nobody_set_a_due_day_pools_and_exchanges_are_not_judged_by_it() {
    // Until when a pool reports, and an exchange quarterly and to the tax authority, is not established.
    rule(PoolReports).check(&[
        ("", "2024-06-01", "NOT_ASSESSED; dueDay has no value; nothing measured; version 1"),
        ("2024-02-10 filed 2024-01", "2024-06-01", "NOT_ASSESSED; dueDay has no value"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
    ]);
    for code in [ExchangeQuarterlyReport, ExchangeTaxReport] {
        rule(code).check(&[
            ("", "2024-06-01", "NOT_ASSESSED; dueDays has no value; nothing measured; version 1"),
            ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
        ]);
    }
}

#[test]
fn a_pool_reports_each_month_by_a_day_of_the_next() {
    let book = with_versions(PoolReports, &[("2023-04-01", "warningDays 5, windowMonths 12, dueDay 10")]);
    rule(PoolReports).under(&book).given("Pool accredited 2024-01-15").check(&[
        ("", "2024-01-31", "NOT_APPLICABLE"),
        ("", "2024-02-01", "SATISFIED; period 2024-01-01..2024-01-31; due 2024-02-10; version 1"),
        ("", "2024-02-04", "SATISFIED"),
        ("", "2024-02-05", "AT_RISK; 2024-01 not filed; due 2024-02-10"),
        ("", "2024-02-10", "AT_RISK"),
        ("", "2024-02-11", "BREACHED; 2024-01 not filed; due 2024-02-10"),
        ("2024-02-10 filed 2024-01", "2024-02-10", "SATISFIED"),
        ("2024-02-12 filed 2024-01", "2024-02-11", "BREACHED"),
        ("2024-02-12 filed 2024-01", "2024-02-12", "SATISFIED; 2024-01 filed 2 days late"),
        ("2024-02-10 filed 2024-01", "2024-03-11", "BREACHED; 2024-02 not filed; due 2024-03-10"),
        ("2024-03-01 filed 2024-02", "2024-03-11", "BREACHED; 2024-01 not filed; due 2024-02-10"),
    ]);
}

#[test]
fn a_pool_reports_for_the_months_in_which_it_was_accredited() {
    let book = with_versions(PoolReports, &[("2023-04-01", "dueDay 10")]);
    rule(PoolReports).under(&book).given("2024-02-01 filed 2024-01; 2024-03-01 filed 2024-02").check(&[
        ("Pool accredited 2024-01-31, withdrawn 2024-03-01", "2024-06-01", "SATISFIED"),
        ("Pool accredited 2024-01-31, withdrawn 2024-03-02", "2024-06-01", "BREACHED; 2024-03 not filed"),
        ("Pool accredited 2023-12-31, withdrawn 2024-03-01", "2024-06-01", "BREACHED; 2023-12 not filed"),
        ("Pool accredited 2024-01-01..2024-02-29", "2024-06-01", "SATISFIED"),
        ("Pool accredited 2024-01-01..2024-02-29, renewed 2024-04-01..2025-12-31", "2024-06-01", "BREACHED; 2024-04 not filed"),
        ("Pool accredited 2024-01-01, suspended 2024-03-01..2024-03-31", "2024-04-11", "BREACHED; 2024-03 not filed"),
    ]);
}

#[test]
fn a_pool_is_asked_for_the_months_of_the_window() {
    let book = with_versions(PoolReports, &[("2023-04-01", "warningDays 5, windowMonths 3, dueDay 10")]);
    const FROM_FEBRUARY: &str = "Pool accredited 2024-01-01; 2024-03-01 filed 2024-02; 2024-04-01 filed 2024-03";
    rule(PoolReports).under(&book).given(FROM_FEBRUARY).check(&[
        ("", "2024-04-30", "BREACHED; 2024-01 not filed"),
        ("", "2024-05-01", "SATISFIED; period 2024-04-01..2024-04-30; due 2024-05-10"),
    ]);
    let unlimited = with_versions(PoolReports, &[("2023-04-01", "windowMonths without a value, dueDay 10")]);
    rule(PoolReports).under(&unlimited).check(&[("", "2024-06-01", "NOT_ASSESSED; windowMonths has no value")]);
}

#[test]
fn a_due_day_that_the_next_month_does_not_have_is_its_last() {
    let book = with_versions(PoolReports, &[("2023-04-01", "warningDays 5, dueDay 31")]);
    rule(PoolReports).under(&book).check(&[
        ("Pool accredited 2024-01-01", "2024-02-23", "SATISFIED; due 2024-02-29"),
        ("Pool accredited 2024-01-01", "2024-02-24", "AT_RISK; due 2024-02-29"),
        ("Pool accredited 2024-01-01", "2024-02-29", "AT_RISK"),
        ("Pool accredited 2024-01-01", "2024-03-01", "BREACHED; due 2024-02-29"),
        ("Pool accredited 2025-01-01", "2025-02-28", "AT_RISK; due 2025-02-28"),
        ("Pool accredited 2025-01-01", "2025-03-01", "BREACHED; due 2025-02-28"),
        ("Pool accredited 2024-12-01", "2025-01-31", "AT_RISK; due 2025-01-31"),
    ]);
}

#[test]
fn an_exchange_reports_each_year_within_six_months() {
    rule(ExchangeAnnualReport).given("Exchange licensed 2023-06-01").check(&[
        ("", "2023-12-31", "NOT_APPLICABLE; version 1"),
        ("", "2024-01-01", "SATISFIED; period 2023-01-01..2023-12-31; due 2024-06-30; version 1"),
        ("", "2024-05-30", "SATISFIED"),
        ("", "2024-05-31", "AT_RISK; 2023 not filed; due 2024-06-30"),
        ("", "2024-06-30", "AT_RISK"),
        ("", "2024-07-01", "BREACHED; 2023 not filed; due 2024-06-30"),
        ("2024-06-30 filed 2023", "2024-06-30", "SATISFIED"),
        ("2024-07-10 filed 2023", "2024-07-09", "BREACHED"),
        ("2024-07-10 filed 2023", "2024-07-10", "SATISFIED; 2023 filed 10 days late"),
        ("2024-05-01 filed 2024-Q1", "2024-07-01", "BREACHED; 2023 not filed"),
        ("", "2023-03-31", "NOT_APPLICABLE; begins on 2023-04-01; version 1"),
    ]);
}

#[test]
fn an_exchange_is_asked_for_the_last_four_ended_years() {
    const LATER: &str = "2025-02-01 filed 2024; 2026-02-01 filed 2025; 2027-02-01 filed 2026; 2028-02-01 filed 2027";
    rule(ExchangeAnnualReport).given("Exchange licensed 2023-06-01").check(&[
        ("", "2025-07-01", "BREACHED; 2023 not filed; due 2024-06-30"),
        (LATER, "2027-12-31", "BREACHED; 2023 not filed"),
        (LATER, "2028-01-01", "SATISFIED; period 2027-01-01..2027-12-31; due 2028-06-30"),
        ("2024-02-01 filed 2023", "2025-07-01", "BREACHED; 2024 not filed; due 2025-06-30"),
    ]);
    rule(ExchangeAnnualReport).check(&[
        ("Exchange licensed 2023-06-01, revoked 2024-01-01; 2024-02-01 filed 2023", "2025-07-01", "SATISFIED"),
        ("Exchange licensed 2023-06-01, revoked 2024-01-02; 2024-02-01 filed 2023", "2025-07-01", "BREACHED; 2024 not filed"),
        ("Exchange licensed by the National Bank 2026-05-15", "2026-12-31", "NOT_APPLICABLE"),
        ("Exchange licensed by the National Bank 2026-05-15", "2027-07-01", "BREACHED; 2026 not filed"),
    ]);
}

#[test]
fn the_months_after_a_year_end_where_their_month_ends() {
    let book = with_versions(ExchangeAnnualReport, &[("2023-04-01", "dueMonths 2")]);
    rule(ExchangeAnnualReport).under(&book).given("Exchange licensed 2023-06-01").check(&[
        ("", "2024-02-29", "AT_RISK; due 2024-02-29"),
        ("", "2024-03-01", "BREACHED; due 2024-02-29"),
        ("2024-02-29 filed 2023", "2025-02-28", "AT_RISK; due 2025-02-28"),
        ("2024-02-29 filed 2023", "2025-03-01", "BREACHED; due 2025-02-28"),
    ]);
    let unknown = with_versions(ExchangeAnnualReport, &[("2023-04-01", "dueMonths without a value")]);
    rule(ExchangeAnnualReport).under(&unknown).check(&[("", "2024-07-01", "NOT_ASSESSED; dueMonths has no value")]);
}

#[test]
fn an_exchange_reports_each_quarter_within_so_many_days_once_they_are_set() {
    let filed = [(ExchangeQuarterlyReport, ""), (ExchangeTaxReport, " for the tax authority")];
    for (code, whereto) in filed {
        let in_time = format!("2024-05-15 filed 2024-Q1{whereto}");
        let late = format!("2024-05-18 filed 2024-Q1{whereto}");
        let book = with_versions(code, &[("2023-04-01", "warningDays 30, dueDays 45")]);
        rule(code).under(&book).given("Exchange licensed 2024-02-01").check(&[
            ("", "2024-03-31", "NOT_APPLICABLE"),
            ("", "2024-04-14", "SATISFIED; period 2024-01-01..2024-03-31; due 2024-05-15"),
            ("", "2024-04-15", "AT_RISK; 2024-Q1 not filed; due 2024-05-15"),
            ("", "2024-05-15", "AT_RISK"),
            ("", "2024-05-16", "BREACHED; 2024-Q1 not filed; due 2024-05-15"),
            (&in_time, "2024-05-15", "SATISFIED"),
            (&in_time, "2024-05-16", "SATISFIED"),
            (&late, "2024-05-17", "BREACHED"),
            (&late, "2024-05-18", "SATISFIED; 2024-Q1 filed 3 days late"),
            // Four quarters back, and no further.
            ("", "2025-03-31", "BREACHED; 2024-Q1 not filed"),
            ("", "2025-04-01", "BREACHED; 2024-Q2 not filed"),
        ]);
    }
}

#[test]
fn the_quarterly_report_and_that_to_the_tax_authority_are_two() {
    const QUARTERLY: &str = "2024-04-10 filed 2024-Q1";
    const TO_TAX: &str = "2024-04-10 filed 2024-Q1 for the tax authority";
    for (code, own, other) in [(ExchangeQuarterlyReport, QUARTERLY, TO_TAX), (ExchangeTaxReport, TO_TAX, QUARTERLY)] {
        let book = with_versions(code, &[("2023-04-01", "dueDays 45")]);
        rule(code)
            .under(&book)
            .given("Exchange licensed 2024-02-01")
            .check(&[(own, "2024-05-16", "SATISFIED"), (other, "2024-05-16", "BREACHED; 2024-Q1 not filed")]);
    }
}
