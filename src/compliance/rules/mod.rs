//! The arithmetic of each family of rules.
//!
//! A rule is two functions: what it finds on a day, and the later days on which that could change. The second may
//! name too many days, never too few: each is tried with the first.

mod change;
mod energy;
mod fee;
mod hardware;
mod in_force;
mod pool;
mod provenance;
mod report;
mod sale;
mod site;

use std::sync::Arc;

use super::facts::Facts;
use super::finding::{Finding, Measure, Outcome, Part, Reason, Speaks};
use super::obligation::Obligation;
use super::rulebook::Rulebook;
use crate::domain::day::Day;
use crate::domain::report::Report;
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
        RuleCode::SiteMatchesSubkind => site::matches_subkind(facts, on),
        RuleCode::SiteOutsideResidentialZone => site::outside_residential_zone(facts, on),
        RuleCode::Metered => site::metered(facts, on),
        RuleCode::HardwareRegistered => hardware::registered(facts, on),
        RuleCode::GridWithinAward => energy::within_award(facts, version, on),
        RuleCode::ExemptionProven => energy::exemption_proven(facts, version, on),
        RuleCode::FeeDeclared => report::filed(facts, book, version, Report::FeeDeclaration, on),
        RuleCode::FeePaid => fee::paid(facts, book, version, on),
        RuleCode::ChangeNotified => change::notified(facts, version, on),
        RuleCode::PoolReports => report::filed(facts, book, version, Report::PoolReport, on),
        RuleCode::ExchangeAnnualReport => report::filed(facts, book, version, Report::ExchangeAnnual, on),
        RuleCode::ExchangeQuarterlyReport => report::filed(facts, book, version, Report::ExchangeQuarterly, on),
        RuleCode::ExchangeTaxReport => report::filed(facts, book, version, Report::ExchangeTax, on),
        RuleCode::PoolInKazakhstan => pool::in_kazakhstan(facts, on),
        RuleCode::PoolSecurityTested => pool::security_tested(facts, version, on),
    };
    ruling.by(Arc::clone(version))
}

/// What is owed by a day under this version of the rule, in force on the day asked about; nothing under a rule that sets
/// no days.
pub(super) fn obligations(facts: &Facts, book: &Rulebook, version: &Arc<RuleVersion>, on: Day) -> Vec<Obligation> {
    match version.text.code {
        RuleCode::LicenceInForce | RuleCode::PoolInForce | RuleCode::ExchangeInForce => {
            in_force::renewal(facts, version, on).into_iter().collect()
        }
        RuleCode::SaleShare => sale::to_sell(facts, book, version, on),
        RuleCode::FeeDeclared => report::to_file(facts, book, version, Report::FeeDeclaration, on),
        RuleCode::FeePaid => fee::to_pay(facts, book, version, on),
        RuleCode::PoolReports => report::to_file(facts, book, version, Report::PoolReport, on),
        RuleCode::ExchangeAnnualReport => report::to_file(facts, book, version, Report::ExchangeAnnual, on),
        RuleCode::ExchangeQuarterlyReport => report::to_file(facts, book, version, Report::ExchangeQuarterly, on),
        RuleCode::ExchangeTaxReport => report::to_file(facts, book, version, Report::ExchangeTax, on),
        RuleCode::NotSuspended
        | RuleCode::SiteMatchesSubkind
        | RuleCode::SiteOutsideResidentialZone
        | RuleCode::AccreditedPoolOnly
        | RuleCode::HardwareRegistered
        | RuleCode::SaleVenueEligible
        | RuleCode::GridWithinAward
        | RuleCode::ExemptionProven
        | RuleCode::Metered
        | RuleCode::ChangeNotified
        | RuleCode::PoolInKazakhstan
        | RuleCode::PoolSecurityTested
        | RuleCode::PoolServesLicensedOnly => Vec::new(),
    }
}

/// Later days on which the rule may find otherwise, whatever its version.
pub(super) fn turning_days(facts: &Facts, book: &Rulebook, code: RuleCode, on: Day) -> Vec<Day> {
    match code {
        RuleCode::LicenceInForce | RuleCode::PoolInForce | RuleCode::ExchangeInForce => in_force::turning_days(facts, book, code),
        RuleCode::NotSuspended => facts.held.history.turning_days(),
        RuleCode::SiteMatchesSubkind | RuleCode::SiteOutsideResidentialZone | RuleCode::Metered => site::turning_days(facts),
        RuleCode::AccreditedPoolOnly => provenance::turning_days(facts, book, code, Facts::came_through_accredited_pool),
        RuleCode::PoolServesLicensedOnly => provenance::turning_days(facts, book, code, Facts::went_to_licensed_miner),
        RuleCode::HardwareRegistered => hardware::turning_days(facts),
        RuleCode::SaleShare => sale::share_turning_days(on),
        RuleCode::SaleVenueEligible => sale::venue_turning_days(facts, book),
        RuleCode::GridWithinAward => energy::award_turning_days(facts, book),
        RuleCode::ExemptionProven => energy::exemption_turning_days(facts, book),
        RuleCode::FeeDeclared
        | RuleCode::FeePaid
        | RuleCode::PoolReports
        | RuleCode::ExchangeAnnualReport
        | RuleCode::ExchangeQuarterlyReport
        | RuleCode::ExchangeTaxReport => report::turning_days(book, code, on),
        RuleCode::ChangeNotified => change::turning_days(facts, book),
        RuleCode::PoolInKazakhstan | RuleCode::PoolSecurityTested => pool::turning_days(facts, book),
    }
}
