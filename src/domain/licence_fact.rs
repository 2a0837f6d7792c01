//! What is recorded of a licensee beside the life of its authorisation: placements, hardware, sources of power, changes
//! of its data, reports and payments.

use serde::{Deserialize, Serialize};

use super::authorisation::LicenseeRole;
use super::data_centre::DataCentreId;
use super::dated::Dated;
use super::day::Day;
use super::money::Money;
use super::period::Period;
use super::reading::EnergySource;
use super::refusal::{Refusal, RefusalCode};
use super::report::{Report, Span};
use super::sequence::Sequence;
use super::text::{Line, Name};

/// A dated fact about a licensee. Its day is the one named with each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub enum LicenceFact {
    /// From its day on, hardware of a subkind II licensee stands in another's data centre.
    Placement {
        /// Where.
        data_centre: DataCentreId,
        /// The last day, where one is agreed.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Day>,
    },
    /// From its day on it no longer does.
    PlacementEnded {
        /// Where.
        data_centre: DataCentreId,
    },
    /// From its day on, so many units of hardware are declared in all.
    HardwareDeclared {
        /// How many.
        units: u32,
    },
    /// From its day on, so many units are entered in the register of hardware in all (art. 4(1)(11)-(12)).
    HardwareRegistered {
        /// How many.
        units: u32,
    },
    /// From its day on, power of this source is proved by a document.
    EnergySource {
        /// Which source.
        source: EnergySource,
        /// The document.
        document: Line,
        /// Who issued it.
        issuer: Name,
        /// The last day for which it is good, where it names one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Day>,
    },
    /// On its day, data that the licence rests on changed (art. 9(4)(4)).
    DataChange {
        /// What changed, in words.
        what: Name,
        /// The day of the licensee's notice; none while there was none.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        notified_on: Option<Day>,
    },
    /// On its day, a report was handed in.
    Filing {
        /// Which report.
        report: Report,
        /// For which month, quarter or year.
        span: Span,
    },
    /// On its day, the fee for digital mining was paid (Tax Code art. 661).
    Payment {
        /// For which quarter.
        span: Span,
        /// How much. Confidential.
        amount: Money,
    },
}

impl LicenceFact {
    /// Of which role of licensee such a fact is recorded.
    pub fn of_role(&self) -> LicenseeRole {
        match self {
            Self::Filing { report, .. } => report.owed_by(),
            _ => LicenseeRole::Miner,
        }
    }

    /// Whether the fact is the organisation's rather than the licence's: the fee is owed by whoever mines, under
    /// whichever licence (Tax Code art. 658), and its proofs of power go on when one licence follows another.
    pub fn counts_for_every_licence(&self) -> bool {
        matches!(self, Self::Payment { .. } | Self::EnergySource { .. } | Self::Filing { report: Report::FeeDeclaration, .. })
    }

    /// The name by which the database knows it: what `is` says in its JSON form.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Placement { .. } => "PLACEMENT",
            Self::PlacementEnded { .. } => "PLACEMENT_ENDED",
            Self::HardwareDeclared { .. } => "HARDWARE_DECLARED",
            Self::HardwareRegistered { .. } => "HARDWARE_REGISTERED",
            Self::EnergySource { .. } => "ENERGY_SOURCE",
            Self::DataChange { .. } => "DATA_CHANGE",
            Self::Filing { .. } => "FILING",
            Self::Payment { .. } => "PAYMENT",
        }
    }
}

/// Checks the facts of one licensee, in order of their days.
///
/// # Errors
/// A report or payment for a stretch of another length, too early or made twice; a proof that ends before it begins.
pub fn check(facts: &[Dated<LicenceFact>]) -> Result<(), Refusal> {
    for (at, said) in facts.iter().enumerate() {
        match &said.fact {
            LicenceFact::EnergySource { until: Some(last), .. } if *last < said.on => {
                return Err(Refusal::new(RefusalCode::ExpiryTooEarly).at("until").with("last", last).with("earliest", said.on));
            }
            LicenceFact::Filing { report, span } => {
                filing(*report, *span, said.on)?;
                if let Some(earlier) = facts[..at].iter().find(|other| other.fact == said.fact) {
                    return Err(Refusal::new(RefusalCode::AlreadyFiled)
                        .at("span")
                        .with("span", span)
                        .with("sequence", earlier.act));
                }
            }
            LicenceFact::Payment { span, .. } => payment(*span, said.on)?,
            _ => {}
        }
    }
    Ok(())
}

/// Nobody who reports here was there before 2018, when the AIFC began; mining itself is younger.
const FIRST_REPORTS: Day = Day::constant(2018, 1, 1);

fn within_memory(span: Span) -> Result<(), Refusal> {
    let last = span.days().until;
    if last < FIRST_REPORTS {
        return Err(Refusal::new(RefusalCode::BeforeTheLaw).at("span").with("day", last).with("earliest", FIRST_REPORTS));
    }
    Ok(())
}

fn filing(report: Report, span: Span, on: Day) -> Result<(), Refusal> {
    within_memory(span)?;
    if !report.is_for(span) {
        return Err(Refusal::new(RefusalCode::WrongSpan).at("span").with("span", span));
    }
    if on <= span.days().until {
        return Err(Refusal::new(RefusalCode::SpanNotOver).at("span").with("span", span).with("until", span.days().until));
    }
    Ok(())
}

fn payment(span: Span, on: Day) -> Result<(), Refusal> {
    within_memory(span)?;
    if !Report::FeeDeclaration.is_for(span) {
        return Err(Refusal::new(RefusalCode::WrongSpan).at("span").with("span", span));
    }
    if on < span.days().from {
        return Err(Refusal::new(RefusalCode::SpanNotBegun).at("span").with("span", span).with("from", span.days().from));
    }
    Ok(())
}

/// A stay of hardware in another's data centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Where.
    pub data_centre: DataCentreId,
    /// The days.
    pub period: Period,
    /// The act that says so.
    pub act: Sequence,
}

/// The placements that a licensee's facts, in order of their days, make up.
///
/// # Errors
/// Two stays in one data centre on one day, a last day before the first, the end of a stay that there is not.
pub fn placements(facts: &[Dated<LicenceFact>]) -> Result<Vec<Placement>, Refusal> {
    let mut found: Vec<Placement> = Vec::new();
    for said in facts {
        match &said.fact {
            LicenceFact::Placement { data_centre, until } => {
                let period = Period::new(said.on, until.unwrap_or(Day::LAST)).ok_or_else(|| {
                    let refusal = Refusal::new(RefusalCode::ExpiryTooEarly).at("until").with("earliest", said.on);
                    refusal.with("last", until.unwrap_or(Day::LAST))
                })?;
                let clash = |other: &&Placement| other.data_centre == *data_centre && other.period.intersect(&period).is_some();
                if let Some(other) = found.iter().find(clash) {
                    return Err(Refusal::new(RefusalCode::PlacementOverlap)
                        .at("effectiveOn")
                        .with("from", other.period.from)
                        .with("until", other.period.until));
                }
                found.push(Placement { data_centre: *data_centre, period, act: said.act });
            }
            LicenceFact::PlacementEnded { data_centre } => {
                let stays = |other: &&mut Placement| {
                    other.data_centre == *data_centre && other.period.from < said.on && other.period.contains(said.on)
                };
                let Some(stay) = found.iter_mut().find(stays) else {
                    return Err(Refusal::new(RefusalCode::NotPlaced).at("dataCentre").with("day", said.on));
                };
                (stay.period.until, stay.act) = (said.on.previous(), said.act);
            }
            _ => {}
        }
    }
    Ok(found)
}
