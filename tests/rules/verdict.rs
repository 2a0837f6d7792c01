//! The compliance status, the verdict, and the day on which the answer changes.

use tizilim::compliance::assess;
use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::verdict::Verdict;
use tizilim::domain::rule::RuleCode;

use super::builder::{day, facts, shipped, with_versions};

/// Whom the question is about, what is told, the day asked, and the answer: verdict, status, and `changes on` a day or
/// `never changes`.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str);

fn check(cases: &[Case<'_>]) {
    check_by(&shipped(), cases);
}

fn check_by(book: &Rulebook, cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (licensee, told, asked, expected) in cases {
        let assessment = assess(&facts(licensee, told), book, day(asked));
        let change = assessment.next_change_on.map_or_else(|| "never changes".to_owned(), |day| format!("changes on {day}"));
        let said = [Verdict::of(&assessment).code(), assessment.status.code(), &change];
        if expected.split("; ").any(|clause| !said.contains(&clause)) {
            wrong.push(format!("{licensee}: {told}\n    on {asked}: {expected}\n    but {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_active_and_compliant_is_authorised() {
    check(&[
        ("Miner", "Miner licensed 2023-06-01..2026-05-31", "2026-04-30", "AUTHORISED; COMPLIANT"),
        ("Pool", "2023-06-01 complex in Kazakhstan; 2023-06-01 test positive", "2024-06-01", "AUTHORISED; COMPLIANT"),
        ("Exchange", "Exchange licensed 2023-06-01", "2024-06-01", "AUTHORISED; COMPLIANT"),
        // The share of 2025 was missed, but since 18 January 2026 there is no such duty.
        ("Miner", "2025-03-01 1 BTC from Pool; Pool accredited 2023-06-01", "2026-01-18", "AUTHORISED; COMPLIANT"),
    ]);
}

#[test]
fn who_is_active_but_not_compliant_is_authorised_with_findings() {
    check(&[
        ("Miner", "Miner licensed 2023-06-01..2026-05-31", "2026-05-01", "AUTHORISED_WITH_FINDINGS; AT_RISK"),
        ("Miner", "2024-06-01 1 BTC sold on a platform", "2024-06-01", "AUTHORISED_WITH_FINDINGS; AT_RISK"),
        ("Miner", "2024-06-01 1 BTC from a foreign pool", "2024-06-01", "AUTHORISED_WITH_FINDINGS; NON_COMPLIANT"),
        ("Pool", "", "2024-06-01", "AUTHORISED_WITH_FINDINGS; UNDETERMINED"),
        ("Pool", "2023-06-01 complex abroad", "2024-06-01", "AUTHORISED_WITH_FINDINGS; NON_COMPLIANT"),
        ("Exchange", "Exchange licensed 2023-06-01..2025-05-31", "2025-05-31", "AUTHORISED_WITH_FINDINGS; AT_RISK"),
    ]);
}

#[test]
fn who_is_not_active_is_not_authorised_whatever_the_status() {
    check(&[
        ("Miner", "Miner licensed 2023-06-01..2026-05-31", "2023-05-31", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Miner", "Miner licensed 2023-06-01..2026-05-31", "2026-06-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Miner", "Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-02-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Miner", "Miner licensed 2023-06-01, suspended 2024-02-01..2024-04-30", "2024-05-01", "AUTHORISED; COMPLIANT"),
        ("Miner", "Miner licensed 2023-06-01, revoked 2025-02-01", "2025-02-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Miner", "Miner licensed 2023-06-01, surrendered 2025-02-01", "2025-02-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Pool", "Pool accredited 2023-06-01, withdrawn 2024-08-01", "2024-08-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        ("Exchange", "Exchange licensed 2023-06-01, revoked 2024-08-01", "2024-08-01", "NOT_AUTHORISED; NON_COMPLIANT"),
        // Before 1 April 2023 no rule was in force, and nobody was licensed either.
        ("Miner", "Miner licensed 2023-06-01..2026-05-31", "2023-03-31", "NOT_AUTHORISED; COMPLIANT"),
    ]);
}

#[test]
fn the_worst_finding_gives_the_status() {
    const EXPIRING: &str = "Pool accredited 2023-06-01..2026-05-31";
    const BREACHED_AND_UNKNOWN: &str = "Pool accredited 2023-06-01; 2023-06-01 complex abroad";
    const BREACHED_UNKNOWN_AND_EXPIRING: &str = "Pool accredited 2023-06-01..2026-05-31; 2023-06-01 complex abroad";
    const EXPIRING_ONLY: &str =
        "Pool accredited 2023-06-01..2026-05-31; 2023-06-01 complex in Kazakhstan; 2023-06-01 test positive";
    check(&[
        ("Pool", BREACHED_AND_UNKNOWN, "2026-05-31", "NON_COMPLIANT"),
        ("Pool", BREACHED_UNKNOWN_AND_EXPIRING, "2026-05-31", "NON_COMPLIANT"),
        ("Pool", EXPIRING, "2026-05-31", "UNDETERMINED"),
        ("Pool", EXPIRING_ONLY, "2026-04-30", "COMPLIANT"),
        ("Pool", EXPIRING_ONLY, "2026-05-31", "AT_RISK"),
        ("Miner", "2024-06-01 1 BTC from a foreign pool; 2024-06-01 1 BTC sold on a platform", "2024-06-01", "NON_COMPLIANT"),
    ]);
}

#[test]
fn a_parameter_without_a_value_does_not_change_the_status() {
    let unknown = with_versions(RuleCode::AccreditedPoolOnly, &[("2023-04-01", "windowMonths without a value")]);
    check_by(&unknown, &[("Miner", "2023-06-01 1 BTC from a foreign pool", "2023-06-01", "AUTHORISED; COMPLIANT")]);
}

#[test]
fn the_answer_changes_with_the_licence() {
    const SUSPENDED: &str = "Miner licensed 2023-06-01, suspended 2025-02-01..2025-04-30";
    const EXPIRING: &str = "Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30";
    const RESUMED: &str = "Miner licensed 2023-06-01, suspended 2025-02-01..2025-04-30, resumed 2025-03-15";
    check(&[
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2025-05-31", "changes on 2025-06-01"),
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2025-06-01", "changes on 2028-05-01"),
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2028-04-30", "changes on 2028-05-01"),
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2028-05-01", "changes on 2028-06-01"),
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2028-05-31", "changes on 2028-06-01"),
        ("Miner", "Miner licensed 2025-06-01..2028-05-31", "2028-06-01", "never changes"),
        ("Miner", "Miner licensed 2023-06-01..2028-05-31, revoked 2025-02-01", "2025-02-01", "never changes"),
        ("Miner", SUSPENDED, "2025-01-31", "changes on 2025-02-01"),
        ("Miner", SUSPENDED, "2025-02-01", "changes on 2025-05-01"),
        ("Miner", SUSPENDED, "2025-04-30", "changes on 2025-05-01"),
        ("Miner", RESUMED, "2025-03-14", "changes on 2025-03-15"),
        ("Miner", EXPIRING, "2026-05-01", "changes on 2026-06-01"),
        ("Miner", EXPIRING, "2026-06-01", "never changes"),
        ("Pool", "2023-06-01 complex in Kazakhstan; 2023-06-01 test positive", "2024-06-01", "never changes"),
        ("Pool", "2023-06-01 complex in Kazakhstan; 2024-09-15 complex abroad", "2024-09-14", "changes on 2024-09-15"),
        ("Exchange", "Exchange licensed 2023-06-01", "2024-06-01", "never changes"),
        ("Exchange", "Exchange licensed 2023-06-01..2025-05-31", "2024-06-01", "changes on 2025-05-01"),
    ]);
}

#[test]
fn the_answer_changes_with_the_periods_and_the_windows() {
    const MINED: &str = "Pool accredited 2023-06-01; 2025-03-01 1 BTC from Pool";
    const FOREIGN: &str = "2026-02-01 1 BTC from a foreign pool";
    check(&[
        // The threshold of 2025, the end of 2025, the repeal, and the distribution's leaving the window.
        ("Miner", "", "2024-06-01", "changes on 2025-01-01"),
        ("Miner", MINED, "2025-03-01", "AT_RISK; changes on 2026-01-01"),
        ("Miner", MINED, "2025-12-31", "AT_RISK; changes on 2026-01-01"),
        ("Miner", MINED, "2026-01-01", "NON_COMPLIANT; changes on 2026-01-18"),
        ("Miner", MINED, "2026-01-17", "NON_COMPLIANT; changes on 2026-01-18"),
        ("Miner", MINED, "2026-01-18", "COMPLIANT; changes on 2026-03-01"),
        ("Miner", MINED, "2026-03-01", "COMPLIANT; never changes"),
        ("Miner", "2026-01-05 1 BTC from a foreign pool", "2026-01-05", "NON_COMPLIANT; changes on 2026-01-18"),
        ("Miner", FOREIGN, "2026-02-01", "NON_COMPLIANT; changes on 2027-02-01"),
        ("Miner", FOREIGN, "2027-01-31", "NON_COMPLIANT; changes on 2027-02-01"),
        ("Miner", FOREIGN, "2027-02-01", "COMPLIANT; never changes"),
        ("Miner", "2028-02-29 1 BTC sold on a platform", "2028-02-29", "AT_RISK; changes on 2029-03-01"),
        ("Pool", "2024-02-29 1 BTC to Miner9", "2024-02-29", "NON_COMPLIANT; changes on 2025-03-01"),
    ]);
    const TESTED: &str = "2023-06-01 complex in Kazakhstan; 2024-02-29 test positive";
    let tests_age = with_versions(RuleCode::PoolSecurityTested, &[("2023-04-01", "testValidMonths 12")]);
    check_by(
        &tests_age,
        &[
            ("Pool", TESTED, "2024-02-29", "COMPLIANT; changes on 2025-03-01"),
            ("Pool", TESTED, "2025-02-28", "COMPLIANT; changes on 2025-03-01"),
            ("Pool", TESTED, "2025-03-01", "NON_COMPLIANT; never changes"),
        ],
    );
}

#[test]
fn the_answer_changes_with_the_versions_of_a_rule() {
    let book = with_versions(
        RuleCode::ExchangeInForce,
        &[("2023-04-01..2025-12-31", "warningDays 30"), ("2026-02-01..2026-12-31", "warningDays 60")],
    );
    check_by(
        &book,
        &[
            ("Exchange", "Exchange licensed 2023-06-01..2026-03-31", "2025-06-01", "COMPLIANT; changes on 2026-01-01"),
            ("Exchange", "Exchange licensed 2023-06-01..2026-03-31", "2026-01-01", "COMPLIANT; changes on 2026-02-01"),
            ("Exchange", "Exchange licensed 2023-06-01..2026-03-31", "2026-02-01", "AT_RISK; changes on 2026-04-01"),
            ("Exchange", "Exchange licensed 2023-06-01..2026-03-31", "2026-04-01", "NON_COMPLIANT; changes on 2027-01-01"),
            ("Exchange", "Exchange licensed 2023-06-01..2026-03-31", "2027-01-01", "COMPLIANT; never changes"),
        ],
    );
}
