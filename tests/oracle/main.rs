//! The findings against a second implementation of rules.md, over random small registers.
#![expect(clippy::expect_used, reason = "a helper of a test fails the test by it")]

mod naive;
mod owed;
mod program;
mod random;
mod recorder;
mod register;

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use tizilim::compliance::assess;
use tizilim::compliance::finding::{Finding, Outcome};
use tizilim::domain::rule::RuleCode;

use naive::{Told, find, rules_for};
use register::Register;

/// How many registers are drawn, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 4_000;

fn config() -> Config {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { CASES };
    // The quickest of the generators: in a debug build most of the time goes into drawing.
    Config { cases, failure_persistence: None, rng_algorithm: RngAlgorithm::XorShift, ..Config::default() }
}

fn told(finding: &Finding) -> Told {
    let figures = finding.measure.map(|measure| (measure.measured.units(), measure.required.units()));
    Told { outcome: finding.outcome, figures }
}

/// Where program and oracle differ, one line a rule.
fn differences(register: &Register) -> Vec<String> {
    let assessment = assess(&program::facts(register), &program::rulebook(register), register.on);
    let mut differences = Vec::new();
    let found: BTreeSet<RuleCode> = assessment.findings.iter().map(|finding| finding.rule.text.code).collect();
    let expected: BTreeSet<RuleCode> = rules_for(register.own.kind).into_iter().collect();
    if found != expected {
        differences.push(format!("the rules judged are {found:?}, and those that bind it {expected:?}"));
    }
    let standing = naive::standing::standing(&register.own, register.on);
    if assessment.standing != standing {
        differences.push(format!("the program's standing is {:?}, the oracle's {standing:?}", assessment.standing));
    }
    for finding in &assessment.findings {
        let code = finding.rule.text.code;
        let (program, oracle) = (told(finding), find(register, code));
        if program != oracle {
            let (code, reason) = (code.code(), &finding.reason);
            differences.push(format!("{code}: the oracle says {oracle:?}, the program {program:?} because {reason:?}"));
        }
    }
    differences.extend(owed::contradictions(&assessment));
    differences
}

#[test]
fn the_program_finds_what_the_oracle_finds() {
    let outcome = TestRunner::new(config()).run(&random::register(), |register| {
        let differences = differences(&register);
        if differences.is_empty() { Ok(()) } else { Err(TestCaseError::fail(differences.join("\n"))) }
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(differences, mut register)) => {
            register.rules.retain(|version| differences.message().contains(version.code.code()));
            panic!("{}\nof the register, with the rules concerned:\n{register:?}", differences.message());
        }
        Err(error) => panic!("{error}"),
    }
}

/// The outcomes that rules.md allows a rule. Any rule may have no version in force: NOT_APPLICABLE.
fn allowed(code: RuleCode) -> Vec<Outcome> {
    use Outcome::{AtRisk, Breached, NotApplicable, NotAssessed, Satisfied, Undetermined};
    match code {
        RuleCode::LicenceInForce | RuleCode::PoolInForce | RuleCode::ExchangeInForce => {
            vec![Satisfied, AtRisk, Breached, NotApplicable]
        }
        RuleCode::NotSuspended => vec![Satisfied, Breached, NotApplicable],
        RuleCode::SiteMatchesSubkind
        | RuleCode::SiteOutsideResidentialZone
        | RuleCode::HardwareRegistered
        | RuleCode::Metered
        | RuleCode::PoolInKazakhstan
        | RuleCode::PoolSecurityTested => vec![Satisfied, Breached, Undetermined, NotApplicable],
        RuleCode::AccreditedPoolOnly | RuleCode::GridWithinAward => {
            vec![Satisfied, Breached, Undetermined, NotAssessed, NotApplicable]
        }
        RuleCode::SaleVenueEligible => vec![Satisfied, AtRisk, NotAssessed, NotApplicable],
        RuleCode::ExemptionProven | RuleCode::ChangeNotified | RuleCode::PoolServesLicensedOnly => {
            vec![Satisfied, Breached, NotAssessed, NotApplicable]
        }
        RuleCode::SaleShare
        | RuleCode::FeeDeclared
        | RuleCode::FeePaid
        | RuleCode::PoolReports
        | RuleCode::ExchangeAnnualReport
        | RuleCode::ExchangeQuarterlyReport
        | RuleCode::ExchangeTaxReport => vec![Satisfied, AtRisk, Breached, NotAssessed, NotApplicable],
    }
}

#[test]
fn the_registers_drawn_bring_about_every_outcome_of_every_rule() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::XorShift);
    let mut runner = TestRunner::new_with_rng(config(), rng);
    let registers = random::register();
    let mut seen = BTreeSet::new();
    for _ in 0..CASES {
        let register = registers.new_tree(&mut runner).expect("a register").current();
        for code in rules_for(register.own.kind) {
            seen.insert((code, find(&register, code).outcome));
        }
    }
    let expected: BTreeSet<(RuleCode, Outcome)> =
        RuleCode::ALL.iter().flat_map(|code| allowed(*code).into_iter().map(|outcome| (*code, outcome))).collect();
    let missing: Vec<_> = expected.difference(&seen).collect();
    let beyond: Vec<_> = seen.difference(&expected).collect();
    assert!(missing.is_empty() && beyond.is_empty(), "never came about: {missing:?}; not allowed: {beyond:?}");
}
