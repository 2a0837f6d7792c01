//! The compliance status, the verdict, and the day on which the answer changes.

use tizilim::compliance::assess;
use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::verdict::Verdict;
use tizilim::domain::rule::{LicenceKind, RuleCode};

use super::builder::{alone, day, facts, only, shipped, with_versions};

/// The rules about authorisations and about coin, which know no due days.
const WITHOUT_DUE_DAYS: &[RuleCode] = &[
    RuleCode::LicenceInForce,
    RuleCode::NotSuspended,
    RuleCode::AccreditedPoolOnly,
    RuleCode::SaleShare,
    RuleCode::SaleVenueEligible,
    RuleCode::PoolInForce,
    RuleCode::PoolInKazakhstan,
    RuleCode::PoolSecurityTested,
    RuleCode::PoolServesLicensedOnly,
    RuleCode::ExchangeInForce,
];

/// Whom the question is about, what is told, the day asked, and the answer: verdict, status, and `changes on` a day or
/// `never changes`.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str);

/// By the rules that ship, of licensees with whom all else is in order.
fn check(cases: &[Case<'_>]) {
    check_given("all in order", &shipped(), cases);
}

fn check_by(book: &Rulebook, cases: &[Case<'_>]) {
    check_given("", book, cases);
}

fn check_given(given: &str, book: &Rulebook, cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (licensee, told, asked, expected) in cases {
        let kind = match *licensee {
            "Miner" => LicenceKind::MiningOne,
            "Miner II" => LicenceKind::MiningTwo,
            "Pool" => LicenceKind::Pool,
            _ => LicenceKind::Exchange,
        };
        let assessment = assess(&facts(kind, &format!("{given}; {told}"), day(asked)), book, day(asked));
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
        ("Miner II", "", "2024-06-01", "AUTHORISED; COMPLIANT"),
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
        ("Miner", "2024-06-01 declares 2", "2024-06-01", "AUTHORISED_WITH_FINDINGS; NON_COMPLIANT"),
        ("Miner II", "2024-06-01 leaves Site1", "2024-06-01", "AUTHORISED_WITH_FINDINGS; UNDETERMINED"),
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
    check_given(
        "all in order",
        &unknown,
        &[("Miner", "2023-06-01 1 BTC from a foreign pool", "2023-06-01", "AUTHORISED; COMPLIANT")],
    );
}

#[test]
fn the_answer_changes_with_the_licence() {
    const SUSPENDED: &str = "Miner licensed 2023-06-01, suspended 2025-02-01..2025-04-30";
    const EXPIRING: &str = "Miner licensed 2023-06-01..2026-05-31, suspended 2026-04-01..2026-09-30";
    const RESUMED: &str = "Miner licensed 2023-06-01, suspended 2025-02-01..2025-04-30, resumed 2025-03-15";
    check_by(
        &only(WITHOUT_DUE_DAYS),
        &[
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
        ],
    );
}

#[test]
fn the_answer_changes_with_the_periods_and_the_windows() {
    const MINED: &str = "Pool accredited 2023-06-01; 2025-03-01 1 BTC from Pool";
    const FOREIGN: &str = "2026-02-01 1 BTC from a foreign pool";
    check_by(
        &only(WITHOUT_DUE_DAYS),
        &[
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
        ],
    );
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
    let book = alone(
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

#[test]
fn the_answer_changes_with_the_due_days() {
    const FILED: &str = "2023-07-10 filed 2023-Q2; 2023-10-10 filed 2023-Q3";
    check_by(
        &only(&[RuleCode::FeeDeclared]),
        &[
            // The end of the quarter, the warning, the day after the due day, and the day on which nobody asks any more.
            ("Miner", "", "2023-06-30", "COMPLIANT; changes on 2023-07-01"),
            ("Miner", "", "2023-07-01", "COMPLIANT; changes on 2023-07-16"),
            ("Miner", "", "2023-07-16", "AT_RISK; changes on 2023-08-16"),
            ("Miner", "", "2023-08-16", "NON_COMPLIANT; changes on 2024-07-01"),
            ("Miner", FILED, "2023-10-10", "COMPLIANT; changes on 2024-01-01"),
            ("Miner", FILED, "2023-07-10", "COMPLIANT; changes on 2023-10-01"),
            ("Miner", "Miner licensed 2023-04-01..2023-06-30", "2024-06-30", "NON_COMPLIANT; changes on 2024-07-01"),
            ("Miner", "Miner licensed 2023-04-01..2023-06-30", "2024-07-01", "COMPLIANT; changes on 2026-01-01"),
        ],
    );
    const OWED: &str = "Miner licensed 2024-01-01; 2024-02-01 took 500 kWh of IMPORT";
    check_by(
        &only(&[RuleCode::FeePaid]),
        &[
            ("Miner", OWED, "2024-03-31", "COMPLIANT; changes on 2024-04-01"),
            ("Miner", OWED, "2024-04-01", "COMPLIANT; changes on 2024-04-25"),
            ("Miner", OWED, "2024-04-25", "AT_RISK; changes on 2024-05-26"),
            ("Miner", OWED, "2024-05-26", "NON_COMPLIANT; changes on 2025-04-01"),
        ],
    );
    check_by(
        &only(&[RuleCode::ExchangeAnnualReport]),
        &[
            ("Exchange", "Exchange licensed 2023-06-01", "2024-01-01", "COMPLIANT; changes on 2024-05-31"),
            ("Exchange", "Exchange licensed 2023-06-01", "2024-05-31", "AT_RISK; changes on 2024-07-01"),
            ("Exchange", "Exchange licensed 2023-06-01", "2024-07-01", "NON_COMPLIANT; changes on 2028-01-01"),
        ],
    );
    let book = alone(RuleCode::ChangeNotified, &[("2023-04-01", "noticeDays 10")]);
    check_by(
        &book,
        &[
            ("Miner", "2024-02-01 change", "2024-02-11", "changes on 2024-02-12"),
            ("Miner", "2024-02-01 change", "2024-02-12", "NON_COMPLIANT; changes on 2025-02-01"),
            ("Miner", "2024-02-01 change", "2025-02-01", "COMPLIANT; never changes"),
        ],
    );
}

#[test]
fn with_all_in_order_the_answer_changes_with_the_quarter_or_the_year() {
    check(&[
        ("Miner", "", "2024-05-20", "COMPLIANT; changes on 2024-07-01"),
        ("Miner II", "", "2024-05-20", "COMPLIANT; changes on 2024-07-01"),
        ("Exchange", "", "2024-06-01", "COMPLIANT; changes on 2025-01-01"),
    ]);
}

#[test]
fn the_answer_changes_with_data_centres_meters_and_hardware() {
    const SECOND: &str = "2023-05-01 Miner2 holds Site2 in WEST; 2023-05-01 Site2 not residential; \
                          2023-05-01 meter B in Site2; 2023-05-01 meter B working; 2023-05-01 placed in Site2";
    check(&[
        ("Miner", "2023-06-01 meter working until 2024-06-10", "2024-05-20", "COMPLIANT; changes on 2024-06-11"),
        ("Miner", "2023-06-01 meter working until 2024-06-10", "2024-06-11", "NON_COMPLIANT; changes on 2024-07-01"),
        ("Miner", "2024-06-12 meter faulty", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-06-12 meter removed", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-06-12 Site1 residential", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-06-12 closes Site1", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-06-12 closes Site1", "2024-06-12", "NON_COMPLIANT; changes on 2024-07-01"),
        ("Miner", "2024-06-12 holds Site2 in WEST", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-06-12 declares 2", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner", "2024-05-12 declares 2; 2024-06-12 registers 2", "2024-05-20", "NON_COMPLIANT; changes on 2024-06-12"),
        ("Miner II", "2024-06-12 leaves Site1", "2024-05-20", "COMPLIANT; changes on 2024-06-12"),
        ("Miner II", "2024-06-12 leaves Site1", "2024-06-12", "UNDETERMINED; changes on 2024-07-01"),
    ]);
    check_given(
        &format!("all in order; {SECOND}"),
        &shipped(),
        &[
            ("Miner II", "Miner2 licensed 2023-05-01..2024-06-09", "2024-05-20", "COMPLIANT; changes on 2024-06-10"),
            ("Miner II", "Miner2 licensed 2023-05-01..2024-06-09", "2024-06-10", "NON_COMPLIANT; changes on 2024-07-01"),
            (
                "Miner II",
                "Miner2 licensed 2023-05-01, suspended 2024-06-10..2024-06-10",
                "2024-06-10",
                "NON_COMPLIANT; changes on 2024-06-11",
            ),
        ],
    );
}

#[test]
fn the_answer_changes_when_power_leaves_the_window() {
    check_by(
        &only(&[RuleCode::AccreditedPoolOnly, RuleCode::GridWithinAward, RuleCode::ExemptionProven]),
        &[
            ("Miner II", "2024-03-05 took 5 kWh of IMPORT", "2024-03-05", "NON_COMPLIANT; changes on 2025-03-05"),
            ("Miner", "2024-03-05 awarded 5 kWh in hour 7", "2024-03-05", "UNDETERMINED; changes on 2025-03-05"),
            (
                "Miner",
                "2023-05-01 holds Site1 in WEST; 2024-03-05 took 5 kWh of GRID_AUCTION; 2024-03-01 1 BTC from a foreign pool",
                "2024-03-05",
                "NON_COMPLIANT; changes on 2025-03-01",
            ),
            ("Miner", "2024-03-05 took 5 kWh of IMPORT; 2024-01-01 proof of IMPORT", "2025-03-05", "COMPLIANT; never changes"),
        ],
    );
}
