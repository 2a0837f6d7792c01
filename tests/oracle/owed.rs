//! What is owed beside what is found: neither contradicts the other.

use tizilim::compliance::Assessment;
use tizilim::compliance::finding::{Finding, Outcome, Reason};
use tizilim::compliance::obligation::{Obligation, ObligationState as State};
use tizilim::domain::rule::RuleCode;

/// Where the obligations of an assessment say otherwise than its findings, one line a rule.
pub(crate) fn contradictions(assessment: &Assessment) -> Vec<String> {
    let of_rule = |finding: &Finding| {
        let code = finding.rule.text.code;
        let owed: Vec<&Obligation> = assessment.obligations.iter().filter(|owed| owed.rule.text.code == code).collect();
        let states: Vec<State> = owed.iter().map(|owed| owed.state).collect();
        let agree = match code {
            RuleCode::LicenceInForce | RuleCode::PoolInForce | RuleCode::ExchangeInForce => renewal(finding, &states),
            RuleCode::SaleShare => share(finding.outcome, &states),
            RuleCode::FeeDeclared
            | RuleCode::FeePaid
            | RuleCode::PoolReports
            | RuleCode::ExchangeAnnualReport
            | RuleCode::ExchangeQuarterlyReport
            | RuleCode::ExchangeTaxReport => handed_in(finding.outcome, &states) && names_what_is_found(finding, &owed),
            _ => owed.is_empty(),
        };
        (!agree).then(|| format!("{}: owed is {owed:?}, and found {finding:?}", code.code()))
    };
    assessment.findings.iter().filter_map(of_rule).collect()
}

fn handed_in(outcome: Outcome, states: &[State]) -> bool {
    let any = |state: State| states.contains(&state);
    let (overdue, soon) = (any(State::Overdue), any(State::DueSoon));
    match outcome {
        Outcome::Breached => overdue,
        Outcome::AtRisk => soon && !overdue,
        Outcome::Satisfied => !overdue && !soon && !any(State::NotAssessed),
        Outcome::NotAssessed => !overdue && !soon,
        // The running span is all that there is.
        Outcome::NotApplicable => states.iter().all(|state| *state == State::Open),
        Outcome::Undetermined => false,
    }
}

/// What is found missing or near is among what is owed, for the same days and by the same day.
fn names_what_is_found(finding: &Finding, owed: &[&Obligation]) -> bool {
    let state = match finding.outcome {
        Outcome::Breached => State::Overdue,
        Outcome::AtRisk => State::DueSoon,
        _ => return true,
    };
    let same = |owed: &&Obligation| {
        owed.state == state && owed.due_on == finding.due_on && Some(owed.period) == finding.period.map(|speaks| speaks.period())
    };
    owed.iter().any(same)
}

fn share(outcome: Outcome, states: &[State]) -> bool {
    let overdue = states.contains(&State::Overdue);
    match outcome {
        Outcome::Breached => overdue,
        Outcome::AtRisk => states.contains(&State::Open) && !overdue,
        Outcome::Satisfied => !states.is_empty() && states.iter().all(|state| *state == State::Done),
        Outcome::NotAssessed => states.iter().all(|state| *state == State::NotAssessed),
        Outcome::NotApplicable => states.is_empty(),
        Outcome::Undetermined => false,
    }
}

fn renewal(finding: &Finding, states: &[State]) -> bool {
    let expected: &[State] = match finding.reason {
        Reason::Expired(_) => &[State::Overdue],
        Reason::ExpiresSoon(_) => &[State::DueSoon],
        Reason::InForceUntil(_) => &[State::Open],
        // The finding speaks of the suspension, and the renewal is owed all the same.
        Reason::Suspended | Reason::SuspendedUntil(_) => return states.len() <= 1,
        _ => &[],
    };
    states == expected
}
