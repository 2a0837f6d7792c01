//! A finding: one duty, whether it is met, the figure, and why.

use std::sync::Arc;

use crate::domain::asset::Asset;
use crate::domain::coded;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::period::Period;
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
    /// By asset, where the rule is computed for each.
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
    /// The unit of both: `share`, or the code of an asset.
    pub unit: &'static str,
}

impl Measure {
    /// Whether anyone may see the figures: a share is public, an amount of one licensee's coin is not.
    pub fn is_public(&self) -> bool {
        self.unit == "share"
    }

    /// How far above (or, negative, below) what is called for.
    pub fn margin(&self) -> Decimal {
        self.measured - self.required
    }
}

/// One asset's part in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which asset.
    pub asset: Asset,
    /// The days it speaks of.
    pub period: Period,
    /// The figures.
    pub measure: Measure,
    /// What came of it for this asset.
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
