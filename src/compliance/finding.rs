//! A finding: one duty, whether it is met, the figure, and why.

use std::sync::Arc;

use crate::domain::asset::Asset;
use crate::domain::coded;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
use crate::domain::reading::EnergySource;
use crate::domain::report::Span;
use crate::domain::rule::RuleVersion;
use crate::domain::sequence::Sequence;

coded! {
    /// What came of a rule (rules.md, "Outcomes of a finding").
    pub enum Outcome {
        /// In force, inputs present, met.
        Satisfied = "SATISFIED",
        /// Not breached yet, but will be if nothing changes.
        AtRisk = "AT_RISK",
        /// In force, inputs present, not met.
        Breached = "BREACHED",
        /// In force, but an input that the activity calls for is missing.
        Undetermined = "UNDETERMINED",
        /// A parameter of the rule has no value yet.
        NotAssessed = "NOT_ASSESSED",
        /// Not in force on the day, or does not concern this licensee.
        NotApplicable = "NOT_APPLICABLE",
    }
}

/// What a rule found about one licensee on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule version it speaks by.
    pub rule: Arc<RuleVersion>,
    /// What came of it.
    pub outcome: Outcome,
    /// Why, as data; `text` puts it into words.
    pub reason: Reason,
    /// The days it speaks of.
    pub period: Option<Speaks>,
    /// The figure found and the figure called for: those of the worst part where there are several.
    pub measure: Option<Measure>,
    /// By when something must be done.
    pub due_on: Option<Day>,
    /// The acts that it rests on, in order.
    pub evidence: Vec<Sequence>,
    /// By asset, source or quarter, where the rule is computed for each.
    pub parts: Vec<Part>,
}

/// The days a finding speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// Of a period that stands still, such as a calendar year.
    Of(Period),
    /// Of the months up to the day asked, which move with it.
    OfWindow(Period),
}

impl Speaks {
    /// The days.
    pub fn period(self) -> Period {
        match self {
            Self::Of(period) | Self::OfWindow(period) => period,
        }
    }
}

/// A figure found, beside the figure called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was found.
    pub measured: Decimal,
    /// What is called for.
    pub required: Decimal,
    /// The unit of both: one of those below, or the code of an asset.
    pub unit: &'static str,
}

/// The unit of a share.
pub const SHARE: &str = "share";
/// The unit of hardware.
pub const HARDWARE_UNITS: &str = "units";
/// The unit of money: tenge.
pub const TENGE: &str = "KZT";

impl Measure {
    /// Whether anyone may see the figures: a share and a count of hardware are public; one licensee's coin, energy and
    /// money are not.
    pub fn is_public(&self) -> bool {
        self.unit == SHARE || self.unit == HARDWARE_UNITS
    }

    /// How far above (or, negative, below) what is called for.
    pub fn margin(&self) -> Decimal {
        self.measured - self.required
    }
}

/// What a part of a finding is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOf {
    /// One asset.
    Asset(Asset),
    /// One source of power.
    Source(EnergySource),
    /// One quarter.
    Quarter(Span),
}

/// The part of a finding that is of one asset, source or quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Of what.
    pub of: PartOf,
    /// The days it speaks of.
    pub period: Period,
    /// The figures.
    pub measure: Measure,
    /// What came of it here.
    pub outcome: Outcome,
}

/// Why a finding came out as it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// In force, without an end.
    InForceForGood,
    /// In force until a last day.
    InForceUntil(Day),
    /// In force, and the last day is near.
    ExpiresSoon(Day),
    /// Its first day has not come.
    NotYetValid(Day),
    /// Past its last day.
    Expired(Day),
    /// Revoked or withdrawn on a day.
    Revoked(Day),
    /// Given back on a day.
    Surrendered(Day),
    /// Not suspended.
    NotSuspended,
    /// Suspended until a last day.
    SuspendedUntil(Day),
    /// Suspended until resumed.
    Suspended,
    /// Nothing was distributed in the window.
    NothingDistributed,
    /// All of so many distributions came through accredited pools.
    AllThroughAccreditedPools(usize),
    /// So many of so many distributions came from a pool that was not accredited on the day.
    NotThroughAccreditedPool(usize, usize),
    /// The pool is accredited on the day.
    PoolMayBeUsed,
    /// The pool is not accredited on the day.
    PoolMayNotBeUsed,
    /// The miner is licensed on the day.
    MinerMayBeServed,
    /// The miner is not licensed on the day.
    MinerMayNotBeServed,
    /// The exchange is licensed on the day.
    SaleWouldCount,
    /// The exchange is not licensed on the day.
    SaleWouldNotCount,
    /// All of so many distributions went to licensed miners.
    AllToLicensedMiners(usize),
    /// So many of so many distributions went to someone without a licence on the day.
    ToUnlicensed(usize, usize),
    /// The share sold in an ended period met the duty.
    ShareMet(Share),
    /// The share sold in an ended period missed the duty.
    ShareMissed(Share),
    /// The running period's share is below the duty so far.
    ShareBelowSoFar(Share),
    /// The running period's share meets the duty so far.
    ShareMetSoFar(Share),
    /// Nothing was distributed in a period of the duty.
    NothingToSell,
    /// No sales in the window.
    NothingSold,
    /// All of so many sales were on licensed exchanges.
    AllOnLicensedExchanges(usize),
    /// So many of so many sales were where no licensed exchange was.
    NotOnLicensedExchange(usize, usize),
    /// The pool's complex is in Kazakhstan.
    ComplexInKazakhstan(String),
    /// The pool's complex is abroad.
    ComplexAbroad(String),
    /// Nobody recorded where the pool's complex is.
    ComplexUnknown,
    /// A positive security test of a day.
    TestPassed(Day, String),
    /// No test on record was positive.
    TestFailed(Day, String),
    /// The last positive test is too old since a day.
    TestTooOld(Day, String),
    /// No test on record.
    NoTest,
    /// So many data centres are held.
    SiteHeld(usize),
    /// No data centre is held.
    NoSiteHeld,
    /// So many places in data centres of licensed hosts.
    Placed(usize),
    /// No place in a data centre is on record.
    PlaceUnknown,
    /// The host of a data centre holds no active licence of subkind I.
    HostNotLicensed(String),
    /// Holds a data centre, which subkind II does not.
    HoldsOwnSite(String),
    /// No data centre is used.
    NoSiteUsed,
    /// None of so many data centres is in a residential zone.
    OutsideResidentialZones(usize),
    /// A data centre is in a residential zone.
    InResidentialZone(String),
    /// Nobody recorded whether a data centre is in a residential zone.
    ResidentialZoneUnknown(String),
    /// All of so many declared units are registered.
    HardwareRegistered(u32),
    /// So many of so many declared units are not registered.
    HardwareMissing(u32, u32),
    /// No hardware was declared.
    HardwareUndeclared,
    /// Power was consumed for mining, and nothing distributed is on record.
    PowerWithoutDistribution,
    /// Surplus power was taken within the awards.
    WithinAward,
    /// In so many hours more surplus power was taken than awarded.
    BeyondAward(usize),
    /// There are awards, and no readings.
    AwardsWithoutReadings,
    /// No surplus power was awarded or taken.
    NoSurplusPower,
    /// All exempt power is proved.
    ExemptionProven,
    /// On so many days exempt power was consumed without a valid proof.
    ExemptionUnproven(usize),
    /// No exempt power was consumed.
    NoExemptPower,
    /// Every one of so many data centres is metered.
    Metered(usize),
    /// A check of a data centre's meters is no longer valid.
    MeterLapsed(String),
    /// A data centre's meters are faulty.
    MeterFaulty(String),
    /// A data centre has no meters left.
    MeterAbsent(String),
    /// Nobody recorded a data centre's meters, or a check of them.
    MeterUnknown(String),
    /// All of so many reports that were due are filed, or not due yet.
    ReportsFiled(usize),
    /// All reports are filed, that of a span so many days late.
    ReportFiledLate(Span, u32),
    /// The report of a span is due on a day that is near.
    ReportDue(Span, Day),
    /// The report of a span was due on a day that has passed.
    ReportMissing(Span, Day),
    /// No report has come to be owed yet.
    NoReportOwed,
    /// The fee of so many quarters is paid, or not due yet.
    FeePaid(usize),
    /// The fee of a quarter is due on a day that is near, and not paid in full.
    FeeDue(Span, Day),
    /// The fee of a quarter was due on a day that has passed, and is not paid in full.
    FeeShort(Span, Day),
    /// No quarter has come to be owed yet.
    NoFeeOwed,
    /// All of so many changes were notified in time.
    ChangesNotified(usize),
    /// So many of so many changes were not notified in time.
    ChangesNotifiedLate(usize, usize),
    /// Nothing changed.
    NoChanges,
    /// The rule ended on a last day.
    RuleEnded(Day),
    /// The rule begins on a day.
    RuleToCome(Day),
    /// A parameter of the rule has no value.
    ParameterMissing(&'static str),
}

/// A share of an asset in a year, as a reason names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The calendar year.
    pub year: i32,
    /// The asset.
    pub asset: Asset,
    /// The share sold on licensed exchanges.
    pub sold: Decimal,
    /// The share called for.
    pub required: Decimal,
}
