//! The arithmetic of each family of rules.
//!
//! A rule is two functions: what it finds on a day, and the later days on which that could change. The second may
//! name too many days, never too few: each is tried with the first.

mod in_force;
mod pool;
mod provenance;
mod sale;

use std::sync::Arc;

use super::facts::Facts;
use super::finding::{Finding, Measure, Outcome, Part, Reason, Speaks};
use super::rulebook::Rulebook;
use crate::domain::day::Day;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;

/// What a rule found, before it is put beside its version.
pub(super) struct Ruling {
    pub(super) outcome: Outcome,
    pub(super) reason: Reason,
    pub(super) period: Option<Speaks>,
    pub(super) measure: Option<Measure>,
    pub(super) due_on: Option<Day>,
    pub(super) evidence: Vec<Sequence>,
    pub(super) parts: Vec<Part>,
}

impl Ruling {
    pub(super) fn new(outcome: Outcome, reason: Reason) -> Self {
        Self { outcome, reason, period: None, measure: None, due_on: None, evidence: Vec::new(), parts: Vec::new() }
    }

    pub(super) fn by(self, rule: Arc<RuleVersion>) -> Finding {
        let mut evidence = self.evidence;
        evidence.sort_unstable();
        evidence.dedup();
        Finding {
            rule,
            outcome: self.outcome,
            reason: self.reason,
            period: self.period,
            measure: self.measure,
            due_on: self.due_on,
            evidence,
            parts: self.parts,
        }
    }
}

/// A parameter without which the rule cannot be computed has no value.
fn not_assessed(parameter: &'static str) -> Ruling {
    Ruling::new(Outcome::NotAssessed, Reason::ParameterMissing(parameter))
}

/// What the rule finds on a day on which this version of it is in force.
pub(super) fn judge(facts: &Facts, book: &Rulebook, version: &Arc<RuleVersion>, on: Day) -> Finding {
    let ruling = match version.text.code {
        RuleCode::LicenceInForce => in_force::licence(facts, version, on),
        RuleCode::NotSuspended => in_force::not_suspended(facts, on),
        RuleCode::PoolInForce | RuleCode::ExchangeInForce => in_force::in_force_and_not_suspended(facts, version, on),
        RuleCode::AccreditedPoolOnly => provenance::through_accredited_pools(facts, version, on),
        RuleCode::PoolServesLicensedOnly => provenance::to_licensed_miners(facts, version, on),
        // The share is judged by the version of the period that decides, which need not be today's.
        RuleCode::SaleShare => return sale::share(facts, book, version, on),
        RuleCode::SaleVenueEligible => sale::venue(facts, version, on),
        RuleCode::PoolInKazakhstan => pool::in_kazakhstan(facts, on),
        RuleCode::PoolSecurityTested => pool::security_tested(facts, version, on),
    };
    ruling.by(Arc::clone(version))
}

/// Later days on which the rule may find otherwise, whatever its version.
pub(super) fn turning_days(facts: &Facts, book: &Rulebook, code: RuleCode, on: Day) -> Box<dyn Iterator<Item = Day>> {
    match code {
        RuleCode::LicenceInForce | RuleCode::PoolInForce | RuleCode::ExchangeInForce => {
            Box::new(in_force::turning_days(facts, book, code).into_iter())
        }
        RuleCode::NotSuspended => Box::new(facts.held.history.turning_days().into_iter()),
        RuleCode::AccreditedPoolOnly => {
            Box::new(provenance::turning_days(facts, book, code, Facts::came_through_accredited_pool).into_iter())
        }
        RuleCode::PoolServesLicensedOnly => {
            Box::new(provenance::turning_days(facts, book, code, Facts::went_to_licensed_miner).into_iter())
        }
        RuleCode::SaleShare => Box::new(sale::share_turning_days(on).into_iter()),
        RuleCode::SaleVenueEligible => Box::new(sale::venue_turning_days(facts, book).into_iter()),
        RuleCode::PoolInKazakhstan | RuleCode::PoolSecurityTested => Box::new(pool::turning_days(facts, book).into_iter()),
    }
}
