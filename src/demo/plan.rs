//! What is to happen, by day, in the words of the stories.

use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::bin::Bin;
use crate::domain::data_centre::{CheckResult, SiteChange, SiteDetails, Zone};
use crate::domain::day::Day;
use crate::domain::lang::Wording;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::office::Role;
use crate::domain::organisation::{Details, DetailsChange};
use crate::domain::party::Party;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::reading::ReadingRow;
use crate::domain::rule::{RuleCode, RuleText};
use crate::domain::standing::{CourtRuling, SuspensionGround};
use crate::domain::surplus::{AwardRow, BidRow, SessionTerms};
use crate::domain::text::Line;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::WarningText;

/// Everything that is to happen.
#[derive(Default)]
pub(super) struct Plan(Vec<Step>);

/// One thing that is to happen.
pub(super) struct Step {
    /// The day on which it is recorded.
    pub(super) recorded: Day,
    /// The day from which it has effect.
    pub(super) effective: Day,
    /// Who records it.
    pub(super) office: Role,
    /// Why.
    pub(super) reason: String,
    /// What happens.
    pub(super) what: What,
}

/// What happens. Organisations are named by their number, authorisations by that of their document.
pub(super) enum What {
    Register {
        bin: Bin,
        details: Details,
    },
    Amend {
        bin: Bin,
        change: DetailsChange,
    },
    Grant {
        bin: Bin,
        role: LicenseeRole,
        subkind: Option<Subkind>,
        number: String,
        expires_on: Option<Day>,
        conditions: Option<Wording>,
    },
    Renew {
        number: String,
        expires_on: Day,
    },
    Suspend {
        number: String,
        until: Option<Day>,
        ground: SuspensionGround,
    },
    /// What the last suspension of it should have said.
    CorrectSuspension {
        number: String,
        until: Option<Day>,
        ground: SuspensionGround,
    },
    Resume {
        number: String,
    },
    Revoke {
        number: String,
        ruling: Option<CourtRuling>,
    },
    Surrender {
        number: String,
    },
    Complex {
        number: String,
        complex: ComplexPlace,
    },
    Test {
        number: String,
        protocol: TestProtocol,
    },
    Distributions {
        pool: Party,
        rows: Vec<DistributionRow>,
    },
    Sales {
        venue: Party,
        rows: Vec<SaleRow>,
    },
    Warn(WarningText),
    /// A data centre is held, under a code.
    Hold {
        holder: Bin,
        code: String,
        zone: Zone,
        details: SiteDetails,
    },
    AmendSite {
        code: String,
        change: SiteChange,
    },
    CloseSite {
        code: String,
    },
    InstallMeter {
        code: String,
        serial: Line,
    },
    CheckMeter {
        code: String,
        serial: Line,
        result: CheckResult,
        valid_until: Option<Day>,
    },
    /// Hardware is placed in the data centre with this code.
    Place {
        number: String,
        code: String,
    },
    /// Something else about a licensee.
    Say {
        number: String,
        fact: LicenceFact,
    },
    OpenSession(SessionTerms),
    Bid {
        session: (Day, Zone),
        rows: Vec<BidRow>,
    },
    Clear {
        session: (Day, Zone),
    },
    Award {
        session: (Day, Zone),
        rows: Vec<AwardRow>,
    },
    Read {
        code: String,
        rows: Vec<ReadingRow>,
    },
    EndRule {
        code: RuleCode,
        until: Day,
    },
    AddRule(RuleText),
}

impl Plan {
    /// On a day, the office does something that has effect from that day.
    pub(super) fn on(&mut self, day: Day, office: Role, reason: &str, what: What) {
        self.on_with_effect(day, day, office, reason, what);
    }

    /// On a day, the office does something that has effect from another.
    pub(super) fn on_with_effect(&mut self, recorded: Day, effective: Day, office: Role, reason: &str, what: What) {
        self.0.push(Step { recorded, effective, office, reason: reason.to_owned(), what });
    }

    /// Everything, in the order of its days; what falls on one day, in the order in which it was planned.
    pub(super) fn in_order(mut self) -> Vec<Step> {
        self.0.sort_by_key(|step| step.recorded);
        self.0
    }
}
