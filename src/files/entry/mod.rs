//! Files of which each row is an act: what a row says, in the names by which offices know things, and the way from
//! there to an act and back.

pub(super) mod authorisation;
pub(super) mod fact;
pub(super) mod notice;
pub(super) mod organisation;
pub(super) mod pool;
mod resolve;
pub(super) mod site;
pub(super) mod step;

use super::cells::Cells;
use super::kind::FileKind;
use super::sheet::Row;
use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::authority::Authority;
use crate::domain::bin::Bin;
use crate::domain::data_centre::{CheckResult, SiteChange, SiteDetails, Zone};
use crate::domain::day::Day;
use crate::domain::lang::Wording;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::{Details, DetailsChange};
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::rule::{RuleCode, RuleText};
use crate::domain::standing::{CourtRuling, SuspensionGround};
use crate::domain::text::{Line, Note};
use crate::domain::warning::WarningText;

pub(super) use resolve::Unresolved;

/// A row that is an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// In whose name.
    pub(super) authority: Authority,
    /// The day from which it has effect.
    pub(super) effective_on: Day,
    /// Why.
    pub(super) reason: Note,
    /// The document that it rests on.
    pub(super) reference: Line,
    /// What it says.
    pub(super) what: What,
}

/// What a row says: organisations by their BIN or IIN, licences and accreditations by the number on the document, data
/// centres by their code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Register { bin: Bin, details: Details },
    Amend { bin: Bin, change: DetailsChange },
    Grant(Granted),
    Step { role: LicenseeRole, number: Line, step: Stepped },
    Complex { number: Line, complex: ComplexPlace },
    Test { number: Line, protocol: TestProtocol },
    RegisterCentre { holder: Bin, code: Line, zone: Zone, details: SiteDetails },
    AmendCentre { code: Line, change: SiteChange },
    CloseCentre { code: Line },
    Meter { centre: Line, serial: Line, done: MeterStep },
    Place { number: Line, centre: Line, until: Option<Day> },
    EndPlacement { number: Line, centre: Line },
    Fact { number: Line, fact: LicenceFact },
    Warn(WarningText),
    AddRule(RuleText),
    EndRule { code: RuleCode, version: u32, until: Day },
}

/// What a row says of a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Granted {
    pub(super) role: LicenseeRole,
    pub(super) holder: Bin,
    pub(super) subkind: Option<Subkind>,
    pub(super) number: Line,
    pub(super) expires_on: Option<Day>,
    pub(super) conditions: Option<Wording>,
}

/// What became of a licence or an accreditation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stepped {
    Renewed { until: Day },
    Suspended { until: Option<Day>, ground: SuspensionGround },
    Resumed,
    Revoked { ruling: Option<CourtRuling> },
    Surrendered,
}

/// What was done to a meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MeterStep {
    Installed,
    Checked { result: CheckResult, valid_until: Option<Day> },
    Removed,
}

impl Entry {
    /// Reads a row of a file of this kind; none when a cell cannot be read, which was named then.
    pub(super) fn read(kind: FileKind, cells: &mut Cells<'_>) -> Option<Self> {
        let (reason, reference) = (cells.text("reason"), cells.text("reference"));
        let effective_on = cells.read("effective_on");
        let authority = if kind.columns().contains(&"authority") { cells.code("authority") } else { sole_authority(kind) };
        let what = match kind {
            FileKind::Rules => notice::rule(cells),
            FileKind::Organisations => organisation::read(cells),
            FileKind::Licences => authorisation::read(LicenseeRole::Miner, cells),
            FileKind::Accreditations => authorisation::read(LicenseeRole::Pool, cells),
            FileKind::ExchangeLicences => authorisation::read(LicenseeRole::Exchange, cells),
            FileKind::LicenceEvents => step::read(cells),
            FileKind::DataCentres => site::centre(cells),
            FileKind::Meters => site::meter(cells),
            FileKind::Placements => fact::placement(cells),
            FileKind::Hardware => fact::hardware(cells),
            FileKind::EnergySources => fact::energy_source(cells),
            FileKind::DataChanges => fact::data_change(cells),
            FileKind::Filings => fact::filing(cells),
            FileKind::Payments => fact::payment(cells),
            FileKind::PoolComplexes => pool::complex(cells),
            FileKind::SecurityTests => pool::test(cells),
            FileKind::Warnings => notice::warning(cells),
            FileKind::SurplusSessions
            | FileKind::Bids
            | FileKind::Awards
            | FileKind::Readings
            | FileKind::Distributions
            | FileKind::Sales => None,
        };
        Some(Self { authority: authority?, effective_on: effective_on?, reason: reason?, reference: reference?, what: what? })
    }

    /// The row that says this, for a file of the kind that [`What::kind`] names.
    pub(super) fn write(&self) -> Row {
        let kind = self.what.kind();
        let mut row = Row::new(kind);
        row.set("effective_on", self.effective_on);
        row.set("reason", &self.reason);
        row.set("reference", &self.reference);
        if kind.columns().contains(&"authority") {
            row.set("authority", self.authority.code());
        }
        match &self.what {
            What::Register { .. } | What::Amend { .. } => organisation::write(&self.what, &mut row),
            What::Grant(granted) => authorisation::write(granted, &mut row),
            What::Step { role, number, step } => step::write(*role, number, step, &mut row),
            What::Complex { .. } | What::Test { .. } => pool::write(&self.what, &mut row),
            What::RegisterCentre { .. } | What::AmendCentre { .. } | What::CloseCentre { .. } | What::Meter { .. } => {
                site::write(&self.what, &mut row);
            }
            What::Place { .. } | What::EndPlacement { .. } | What::Fact { .. } => fact::write(&self.what, &mut row),
            What::Warn(_) | What::AddRule(_) | What::EndRule { .. } => notice::write(&self.what, &mut row),
        }
        row
    }
}

impl What {
    /// In which kind of file such a row stands.
    pub(super) fn kind(&self) -> FileKind {
        match self {
            Self::Register { .. } | Self::Amend { .. } => FileKind::Organisations,
            Self::Grant(granted) => match granted.role {
                LicenseeRole::Miner => FileKind::Licences,
                LicenseeRole::Pool => FileKind::Accreditations,
                LicenseeRole::Exchange => FileKind::ExchangeLicences,
            },
            Self::Step { .. } => FileKind::LicenceEvents,
            Self::Complex { .. } => FileKind::PoolComplexes,
            Self::Test { .. } => FileKind::SecurityTests,
            Self::RegisterCentre { .. } | Self::AmendCentre { .. } | Self::CloseCentre { .. } => FileKind::DataCentres,
            Self::Meter { .. } => FileKind::Meters,
            Self::Place { .. } | Self::EndPlacement { .. } => FileKind::Placements,
            Self::Fact { fact, .. } => match fact {
                LicenceFact::Placement { .. } | LicenceFact::PlacementEnded { .. } => FileKind::Placements,
                LicenceFact::HardwareDeclared { .. } | LicenceFact::HardwareRegistered { .. } => FileKind::Hardware,
                LicenceFact::EnergySource { .. } => FileKind::EnergySources,
                LicenceFact::DataChange { .. } => FileKind::DataChanges,
                LicenceFact::Filing { .. } => FileKind::Filings,
                LicenceFact::Payment { .. } => FileKind::Payments,
            },
            Self::Warn(_) => FileKind::Warnings,
            Self::AddRule(_) | Self::EndRule { .. } => FileKind::Rules,
        }
    }
}

/// Who alone records what stands in files that name no authority.
fn sole_authority(kind: FileKind) -> Option<Authority> {
    Some(if kind == FileKind::Payments { Authority::TaxAuthority } else { Authority::Ministry })
}
