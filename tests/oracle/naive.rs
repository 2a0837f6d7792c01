//! The findings once more, from rules.md alone: slow, by plain loops over the raw rows, day by day and hour by hour.
//!
//! Where rules.md leaves a question open, the reading agreed on stands beside the rule.

mod calendar;
mod energy;
mod licence;
mod report;
mod share;
mod site;
mod span;
pub(crate) mod standing;
mod trade;

use tizilim::compliance::finding::Outcome;
use tizilim::domain::day::Day;
use tizilim::domain::rule::{LicenceKind, RuleCode};

use crate::register::{Register, Version};

/// One, in the units of 10⁻⁸ in which all figures are.
pub(crate) const ONE: i128 = 100_000_000;

/// What the oracle says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// What came of it.
    pub(crate) outcome: Outcome,
    /// What was found and what is called for, in 10⁻⁸, where the rule has figures.
    pub(crate) figures: Option<(i128, i128)>,
}

fn told(outcome: Outcome) -> Told {
    Told { outcome, figures: None }
}

fn with(outcome: Outcome, measured: i128, required: i128) -> Told {
    Told { outcome, figures: Some((measured, required)) }
}

/// A register, a day, and the version of the rule in force on it.
struct Asked<'a> {
    register: &'a Register,
    on: Day,
    version: &'a Version,
}

impl Asked<'_> {
    /// The value of a parameter: our default where the version does not name it.
    fn value(&self, name: &str) -> Option<i128> {
        value(self.version, name)
    }

    /// The value of a parameter that counts something.
    fn count(&self, name: &str) -> Option<i64> {
        self.value(name).and_then(|value| i64::try_from(value / ONE).ok())
    }

    /// A parameter that counts something, of the version that was in force on an earlier day: no term is set for what is
    /// past. `None` where there was no version, or it had no value.
    fn count_on(&self, on: Day, name: &str) -> Option<i64> {
        let version = in_force(self.register, self.version.code, on)?;
        value(version, name).and_then(|value| i64::try_from(value / ONE).ok())
    }

    /// The first day of the window: the day after the day `windowMonths` before.
    fn window(&self) -> Option<Day> {
        Some(calendar::months_before(self.on, self.count("windowMonths")?).next())
    }
}

fn value(version: &Version, name: &str) -> Option<i128> {
    for (named, value) in &version.parameters {
        if named == name {
            return *value;
        }
    }
    match name {
        "warningDays" => Some(30 * ONE),
        "windowMonths" => Some(12 * ONE),
        "tolerance" => Some(0),
        _ => None,
    }
}

fn in_force(register: &Register, code: RuleCode, on: Day) -> Option<&Version> {
    let in_force = |version: &&Version| version.from <= on && version.until.is_none_or(|last| on <= last);
    register.rules.iter().filter(|version| version.code == code).find(in_force)
}

/// The rules that bind a kind of licensee: the column "for" of rules.md.
pub(crate) fn rules_for(kind: LicenceKind) -> Vec<RuleCode> {
    let mining = [
        RuleCode::LicenceInForce,
        RuleCode::NotSuspended,
        RuleCode::SiteMatchesSubkind,
        RuleCode::SiteOutsideResidentialZone,
        RuleCode::AccreditedPoolOnly,
        RuleCode::HardwareRegistered,
        RuleCode::SaleShare,
        RuleCode::SaleVenueEligible,
        RuleCode::ExemptionProven,
        RuleCode::Metered,
        RuleCode::FeeDeclared,
        RuleCode::FeePaid,
        RuleCode::ChangeNotified,
    ];
    match kind {
        LicenceKind::MiningOne => mining.into_iter().chain([RuleCode::GridWithinAward]).collect(),
        LicenceKind::MiningTwo => mining.to_vec(),
        LicenceKind::Pool => vec![
            RuleCode::PoolInForce,
            RuleCode::PoolInKazakhstan,
            RuleCode::PoolSecurityTested,
            RuleCode::PoolServesLicensedOnly,
            RuleCode::PoolReports,
        ],
        LicenceKind::Exchange => vec![
            RuleCode::ExchangeInForce,
            RuleCode::ExchangeAnnualReport,
            RuleCode::ExchangeQuarterlyReport,
            RuleCode::ExchangeTaxReport,
        ],
    }
}

/// What the rule finds on the register's day.
pub(crate) fn find(register: &Register, code: RuleCode) -> Told {
    let on = register.on;
    let Some(version) = in_force(register, code, on) else { return told(Outcome::NotApplicable) };
    let asked = Asked { register, on, version };
    match code {
        RuleCode::LicenceInForce => licence::in_force(&asked),
        RuleCode::NotSuspended => licence::not_suspended(&asked),
        RuleCode::PoolInForce | RuleCode::ExchangeInForce => licence::in_force_and_not_suspended(&asked),
        RuleCode::HardwareRegistered => licence::hardware(&asked),
        RuleCode::ChangeNotified => licence::changes(&asked),
        RuleCode::PoolInKazakhstan => licence::complex(&asked),
        RuleCode::PoolSecurityTested => licence::security_test(&asked),
        RuleCode::SiteMatchesSubkind => site::matches_subkind(&asked),
        RuleCode::SiteOutsideResidentialZone => site::outside_residential_zone(&asked),
        RuleCode::Metered => site::metered(&asked),
        RuleCode::AccreditedPoolOnly => trade::accredited_pool_only(&asked),
        RuleCode::PoolServesLicensedOnly => trade::serves_licensed_only(&asked),
        RuleCode::SaleVenueEligible => trade::venue_eligible(&asked),
        RuleCode::SaleShare => share::sale_share(&asked),
        RuleCode::GridWithinAward => energy::within_award(&asked),
        RuleCode::ExemptionProven => energy::exemption_proven(&asked),
        RuleCode::FeeDeclared => report::fee_declared(&asked),
        RuleCode::FeePaid => report::fee_paid(&asked),
        RuleCode::PoolReports => report::pool_reports(&asked),
        RuleCode::ExchangeAnnualReport => report::annual(&asked),
        RuleCode::ExchangeQuarterlyReport => report::quarterly(&asked),
        RuleCode::ExchangeTaxReport => report::tax(&asked),
    }
}
