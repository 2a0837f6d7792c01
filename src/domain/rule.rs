//! Rules as dated data: versions, parameters, legal basis.

use serde::{Deserialize, Serialize};

use super::authorisation::{LicenseeRole, Subkind};
use super::authority::Authority;
use super::codes::coded;
use super::day::Day;
use super::decimal::Decimal;
use super::lang::Wording;
use super::period::Period;
use super::refusal::{Refusal, RefusalCode};
use super::sequence::Sequence;
use super::text::{Line, Name};

coded! {
    /// The rules that the program can compute (rules.md). R-numbers are those of law.md section 8.
    pub enum RuleCode {
        /// R1: the mining licence is in force.
        LicenceInForce = "LICENCE_IN_FORCE",
        /// R2: it is not suspended.
        NotSuspended = "NOT_SUSPENDED",
        /// R3: the data centre fits the subkind.
        SiteMatchesSubkind = "SITE_MATCHES_SUBKIND",
        /// R4: it stands outside residential zones.
        SiteOutsideResidentialZone = "SITE_OUTSIDE_RESIDENTIAL_ZONE",
        /// R5: all mined coin came through accredited pools.
        AccreditedPoolOnly = "ACCREDITED_POOL_ONLY",
        /// R6: the declared hardware is registered.
        HardwareRegistered = "HARDWARE_REGISTERED",
        /// R7: the share of mined coin sold on licensed exchanges.
        SaleShare = "SALE_SHARE",
        /// R8: sales were on licensed exchanges.
        SaleVenueEligible = "SALE_VENUE_ELIGIBLE",
        /// R9: surplus power is taken within the award.
        GridWithinAward = "GRID_WITHIN_AWARD",
        /// R10: power exempt from the award is proved to be.
        ExemptionProven = "EXEMPTION_PROVEN",
        /// R11: every data centre is metered.
        Metered = "METERED",
        /// R12: the fee for digital mining is declared.
        FeeDeclared = "FEE_DECLARED",
        /// R13: it is paid.
        FeePaid = "FEE_PAID",
        /// R20: changes of data are notified in time.
        ChangeNotified = "CHANGE_NOTIFIED",
        /// The pool's accreditation is in force and not suspended.
        PoolInForce = "POOL_IN_FORCE",
        /// R14: the pool's complex is in Kazakhstan.
        PoolInKazakhstan = "POOL_IN_KAZAKHSTAN",
        /// R14: the pool passed a security test.
        PoolSecurityTested = "POOL_SECURITY_TESTED",
        /// R16: the pool distributes to licensed miners only.
        PoolServesLicensedOnly = "POOL_SERVES_LICENSED_ONLY",
        /// R15: the pool reports its distributions.
        PoolReports = "POOL_REPORTS",
        /// R17: the exchange's licence is in force and not suspended.
        ExchangeInForce = "EXCHANGE_IN_FORCE",
        /// R18: the exchange's annual report.
        ExchangeAnnualReport = "EXCHANGE_ANNUAL_REPORT",
        /// R18: its quarterly reports.
        ExchangeQuarterlyReport = "EXCHANGE_QUARTERLY_REPORT",
        /// R19: its reports to the tax authority.
        ExchangeTaxReport = "EXCHANGE_TAX_REPORT",
    }
}

coded! {
    /// Whom a rule binds.
    pub enum LicenceKind {
        /// Miners with a licence of subkind I.
        MiningOne = "MINING_I",
        /// Miners with a licence of subkind II.
        MiningTwo = "MINING_II",
        /// Pools.
        Pool = "POOL",
        /// Exchanges.
        Exchange = "EXCHANGE",
    }
}

impl LicenceKind {
    /// The kind of a role and subkind.
    pub fn of(role: LicenseeRole, subkind: Option<Subkind>) -> Self {
        match (role, subkind) {
            (LicenseeRole::Miner, Some(Subkind::Two)) => Self::MiningTwo,
            (LicenseeRole::Miner, _) => Self::MiningOne,
            (LicenseeRole::Pool, _) => Self::Pool,
            (LicenseeRole::Exchange, _) => Self::Exchange,
        }
    }

    /// The role of a licensee of this kind.
    pub fn role(self) -> LicenseeRole {
        match self {
            Self::MiningOne | Self::MiningTwo => LicenseeRole::Miner,
            Self::Pool => LicenseeRole::Pool,
            Self::Exchange => LicenseeRole::Exchange,
        }
    }
}

/// The name, unit and admissible range of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterSpec {
    /// Its name in the API.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The largest value it can take; the smallest is 0.
    pub largest: i64,
    /// Whether only whole numbers make sense.
    pub whole: bool,
    /// What it is when a version does not name it: a default of ours, not of the law.
    pub default: Option<u32>,
}

const fn count(name: &'static str, unit: &'static str, largest: i64) -> ParameterSpec {
    ParameterSpec { name, unit, largest, whole: true, default: None }
}

const fn defaulting(spec: ParameterSpec, default: u32) -> ParameterSpec {
    ParameterSpec { default: Some(default), ..spec }
}

const fn rate(name: &'static str) -> ParameterSpec {
    ParameterSpec { name, unit: "KZT per kWh", largest: 1_000_000, whole: false, default: None }
}

/// Days before an end at which a finding turns to AT_RISK.
pub const WARNING_DAYS: ParameterSpec = defaulting(count("warningDays", "days", 3_650), 30);
/// Longest term of an authorisation.
pub const TERM_YEARS: ParameterSpec = count("termYears", "years", 100);
/// Shortest suspension.
pub const SHORTEST_SUSPENSION: ParameterSpec = count("shortestSuspensionMonths", "months", 120);
/// Longest suspension.
pub const LONGEST_SUSPENSION: ParameterSpec = count("longestSuspensionMonths", "months", 120);
/// Months that a finding looks back.
pub const WINDOW_MONTHS: ParameterSpec = defaulting(count("windowMonths", "months", 120), 12);
/// Months for which a security test is good.
pub const TEST_VALID_MONTHS: ParameterSpec = count("testValidMonths", "months", 1_200);
/// The day of the month by which a report is handed in or a payment made.
pub const DUE_DAY: ParameterSpec = count("dueDay", "day of the month", 31);
/// The month after the quarter in which [`DUE_DAY`] lies.
pub const DUE_MONTH: ParameterSpec = count("dueMonth", "month after the quarter", 12);
/// Months after the year's end by which a report is handed in.
pub const DUE_MONTHS: ParameterSpec = count("dueMonths", "months", 24);
/// Days after the quarter's end by which a report is handed in.
pub const DUE_DAYS: ParameterSpec = count("dueDays", "days", 366);
/// Days within which a change is notified.
pub const NOTICE_DAYS: ParameterSpec = count("noticeDays", "days", 366);
/// By how much an hour's consumption may exceed its award, as a share of the award.
pub const TOLERANCE: ParameterSpec =
    ParameterSpec { name: "tolerance", unit: "share", largest: 1, whole: false, default: Some(0) };
/// The fee for a kWh.
pub const RATE: ParameterSpec = rate("rate");
/// The fee for a kWh of renewable power from the miner's own plant.
pub const RATE_RENEWABLE_OWN: ParameterSpec = rate("rateRenewableOwn");
/// The fee for a kWh of own power that is not connected to the grid.
pub const RATE_OFF_GRID_OWN: ParameterSpec = rate("rateOffGridOwn");
/// The fee for a kWh without a licence, or where meters are missing or faulty.
pub const RATE_UNMETERED: ParameterSpec = rate("rateUnmetered");
/// The share to be sold on licensed exchanges.
pub const THRESHOLD: ParameterSpec = ParameterSpec { name: "threshold", unit: "share", largest: 1, whole: false, default: None };

impl RuleCode {
    /// Whom it binds.
    pub fn applies_to(self) -> &'static [LicenceKind] {
        match self {
            Self::GridWithinAward => &[LicenceKind::MiningOne],
            Self::LicenceInForce
            | Self::NotSuspended
            | Self::SiteMatchesSubkind
            | Self::SiteOutsideResidentialZone
            | Self::AccreditedPoolOnly
            | Self::HardwareRegistered
            | Self::SaleShare
            | Self::SaleVenueEligible
            | Self::ExemptionProven
            | Self::Metered
            | Self::FeeDeclared
            | Self::FeePaid
            | Self::ChangeNotified => &[LicenceKind::MiningOne, LicenceKind::MiningTwo],
            Self::PoolInForce
            | Self::PoolInKazakhstan
            | Self::PoolSecurityTested
            | Self::PoolServesLicensedOnly
            | Self::PoolReports => &[LicenceKind::Pool],
            Self::ExchangeInForce | Self::ExchangeAnnualReport | Self::ExchangeQuarterlyReport | Self::ExchangeTaxReport => {
                &[LicenceKind::Exchange]
            }
        }
    }

    /// The parameters that a version of it may set.
    pub fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::LicenceInForce => &[WARNING_DAYS, TERM_YEARS],
            Self::NotSuspended => &[SHORTEST_SUSPENSION, LONGEST_SUSPENSION],
            Self::PoolInForce | Self::ExchangeInForce => &[WARNING_DAYS, TERM_YEARS, SHORTEST_SUSPENSION, LONGEST_SUSPENSION],
            Self::AccreditedPoolOnly | Self::SaleVenueEligible | Self::PoolServesLicensedOnly | Self::ExemptionProven => {
                &[WINDOW_MONTHS]
            }
            Self::GridWithinAward => &[WINDOW_MONTHS, TOLERANCE],
            Self::SaleShare => &[THRESHOLD],
            Self::FeeDeclared => &[WARNING_DAYS, DUE_MONTH, DUE_DAY],
            Self::FeePaid => &[WARNING_DAYS, DUE_MONTH, DUE_DAY, RATE, RATE_RENEWABLE_OWN, RATE_OFF_GRID_OWN, RATE_UNMETERED],
            Self::ChangeNotified => &[WINDOW_MONTHS, NOTICE_DAYS],
            Self::PoolReports => &[WARNING_DAYS, WINDOW_MONTHS, DUE_DAY],
            Self::ExchangeAnnualReport => &[WARNING_DAYS, DUE_MONTHS],
            Self::ExchangeQuarterlyReport | Self::ExchangeTaxReport => &[WARNING_DAYS, DUE_DAYS],
            Self::PoolInKazakhstan
            | Self::SiteMatchesSubkind
            | Self::SiteOutsideResidentialZone
            | Self::HardwareRegistered
            | Self::Metered => &[],
            Self::PoolSecurityTested => &[TEST_VALID_MONTHS],
        }
    }

    /// Whether the authority may set its versions: the ministry those for miners and pools, AFSA and the National
    /// Bank those for exchanges.
    pub fn is_set_by(self, authority: Authority) -> bool {
        let for_exchanges = self.applies_to().contains(&LicenceKind::Exchange);
        match authority {
            Authority::Ministry => !for_exchanges,
            Authority::Afsa | Authority::NationalBank => for_exchanges,
            Authority::EnergyOperator | Authority::TaxAuthority => false,
        }
    }
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// The act.
    pub act: Name,
    /// The article.
    pub article: Line,
    /// Its official address.
    pub url: Line,
}

/// The value of a parameter; `None` where the law's figure is not established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Option<Decimal>,
}

/// What an act says of a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleText {
    /// Which rule.
    pub code: RuleCode,
    /// The last day in force, where it is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its legal basis.
    pub legal_basis: LegalBasis,
    /// Its title.
    pub title: Wording,
}

/// A version of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVersion {
    /// Counted from 1 for each code.
    pub version: u32,
    /// The days on which it is in force.
    pub in_force: Period,
    /// The act that says it as it stands.
    pub act: Sequence,
    /// What it says.
    pub text: RuleText,
}

impl RuleVersion {
    /// The value of a parameter: what the version says, nothing when it says that there is none, and the default when
    /// it does not name the parameter.
    pub fn value(&self, spec: ParameterSpec) -> Option<Decimal> {
        match self.text.parameters.iter().find(|parameter| parameter.name == spec.name) {
            Some(parameter) => parameter.value,
            None => spec.default.map(|default| Decimal::whole(default.into())),
        }
    }

    /// The value of a parameter that counts something, if it has one.
    pub fn count(&self, spec: ParameterSpec) -> Option<u32> {
        self.value(spec).and_then(|value| u32::try_from(value.units() / Decimal::whole(1).units()).ok())
    }
}

impl RuleText {
    /// # Errors
    /// A parameter that the rule does not have, one named twice, or a value that it cannot take.
    pub fn check(&self) -> Result<(), Refusal> {
        for (at, parameter) in self.parameters.iter().enumerate() {
            let bad =
                || Refusal::new(RefusalCode::BadParameter).at(format!("parameters.{at}")).with("parameter", &parameter.name);
            let spec = self.code.parameters().iter().find(|spec| spec.name == parameter.name).ok_or_else(bad)?;
            let named_before = self.parameters[..at].iter().any(|other| other.name == parameter.name);
            let fits = parameter.value.is_none_or(|value| {
                value >= Decimal::ZERO
                    && value <= Decimal::whole(spec.largest)
                    && (!spec.whole || value.units() % Decimal::whole(1).units() == 0)
            });
            if named_before || !fits {
                return Err(bad());
            }
        }
        Ok(())
    }
}
