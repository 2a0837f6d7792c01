//! What an act says.

use serde::{Deserialize, Serialize};

use crate::domain::authorisation::{AuthorisationId, Subkind};
use crate::domain::bin::Bin;
use crate::domain::correction::Correction;
use crate::domain::data_centre::{CheckResult, DataCentreId, SiteChange, SiteDetails, Zone};
use crate::domain::day::Day;
use crate::domain::lang::Wording;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::{Details, DetailsChange, OrganisationId};
use crate::domain::party::Party;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::reading::ReadingRow;
use crate::domain::rule::{RuleCode, RuleText};
use crate::domain::standing::{CourtRuling, SuspensionGround};
use crate::domain::surplus::{AwardRow, BidRow, SessionId, SessionTerms};
use crate::domain::text::Line;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::WarningText;

/// The grant of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// To whom.
    pub organisation: OrganisationId,
    /// Of a mining licence: its subkind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subkind: Option<Subkind>,
    /// The number on the document.
    pub number: Line,
    /// The last day, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_on: Option<Day>,
    /// Conditions, where there are any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub conditions: Option<Wording>,
}

/// The renewal of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Renewal {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The new last day.
    pub expires_on: Day,
}

/// The suspension of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The last day of it, where one is named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// Why.
    pub ground: SuspensionGround,
}

/// The revocation of a mining licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The court's decision.
    pub ruling: CourtRuling,
}

/// An act that only names the authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// Which.
    pub authorisation: AuthorisationId,
}

/// A fact about a licensee beside the life of its authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfLicence {
    /// Whose.
    pub authorisation: AuthorisationId,
    /// What.
    #[serde(flatten)]
    pub fact: LicenceFact,
}

impl OfLicence {
    /// The act that says this.
    pub fn said(self) -> Content {
        match self.fact {
            LicenceFact::Placement { .. } => Content::PlaceHardware(self),
            LicenceFact::PlacementEnded { .. } => Content::EndPlacement(self),
            LicenceFact::HardwareDeclared { .. } => Content::DeclareHardware(self),
            LicenceFact::HardwareRegistered { .. } => Content::RegisterHardware(self),
            LicenceFact::EnergySource { .. } => Content::RecordEnergySource(self),
            LicenceFact::DataChange { .. } => Content::RecordDataChange(self),
            LicenceFact::Filing { .. } => Content::RecordFiling(self),
            LicenceFact::Payment { .. } => Content::RecordPayment(self),
        }
    }
}

/// What an act says, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Content {
    /// See [`super::ActKind::RegisterOrganisation`].
    RegisterOrganisation {
        /// Its number.
        bin: Bin,
        /// What is said of it.
        details: Details,
    },
    /// See [`super::ActKind::AmendOrganisation`].
    AmendOrganisation {
        /// Which.
        organisation: OrganisationId,
        /// What changes.
        change: DetailsChange,
    },
    /// See [`super::ActKind::GrantMiningLicence`].
    GrantMiningLicence(Grant),
    /// See [`super::ActKind::RenewLicence`].
    RenewLicence(Renewal),
    /// See [`super::ActKind::SuspendLicence`].
    SuspendLicence(Suspension),
    /// See [`super::ActKind::ResumeLicence`].
    ResumeLicence(Naming),
    /// See [`super::ActKind::RevokeLicence`].
    RevokeLicence(Revocation),
    /// See [`super::ActKind::SurrenderLicence`].
    SurrenderLicence(Naming),
    /// See [`super::ActKind::AccreditPool`].
    AccreditPool(Grant),
    /// See [`super::ActKind::RenewAccreditation`].
    RenewAccreditation(Renewal),
    /// See [`super::ActKind::SuspendAccreditation`].
    SuspendAccreditation(Suspension),
    /// See [`super::ActKind::ResumeAccreditation`].
    ResumeAccreditation(Naming),
    /// See [`super::ActKind::WithdrawAccreditation`].
    WithdrawAccreditation(Naming),
    /// See [`super::ActKind::RecordPoolComplex`].
    RecordPoolComplex {
        /// Whose.
        authorisation: AuthorisationId,
        /// Where.
        complex: ComplexPlace,
    },
    /// See [`super::ActKind::RecordSecurityTest`].
    RecordSecurityTest {
        /// Whose.
        authorisation: AuthorisationId,
        /// The protocol.
        protocol: TestProtocol,
    },
    /// See [`super::ActKind::GrantExchangeLicence`].
    GrantExchangeLicence(Grant),
    /// See [`super::ActKind::RenewExchangeLicence`].
    RenewExchangeLicence(Renewal),
    /// See [`super::ActKind::SuspendExchangeLicence`].
    SuspendExchangeLicence(Suspension),
    /// See [`super::ActKind::ResumeExchangeLicence`].
    ResumeExchangeLicence(Naming),
    /// See [`super::ActKind::RevokeExchangeLicence`].
    RevokeExchangeLicence(Naming),
    /// See [`super::ActKind::RecordDistributions`].
    RecordDistributions {
        /// The pool.
        pool: Party,
        /// The pool's organisation, where the register knows it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        organisation: Option<OrganisationId>,
        /// The file. Confidential.
        rows: Vec<DistributionRow>,
    },
    /// See [`super::ActKind::RecordSales`].
    RecordSales {
        /// The venue.
        venue: Party,
        /// The venue's organisation, where the register knows it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        organisation: Option<OrganisationId>,
        /// The file. Confidential.
        rows: Vec<SaleRow>,
    },
    /// See [`super::ActKind::RegisterDataCentre`].
    #[serde(rename_all = "camelCase")]
    RegisterDataCentre {
        /// Who holds it.
        holder: OrganisationId,
        /// The code by which files name it.
        code: Line,
        /// The zone of the power system.
        zone: Zone,
        /// What is said of it.
        details: SiteDetails,
    },
    /// See [`super::ActKind::AmendDataCentre`].
    #[serde(rename_all = "camelCase")]
    AmendDataCentre {
        /// Which.
        data_centre: DataCentreId,
        /// What changes.
        change: SiteChange,
    },
    /// See [`super::ActKind::CloseDataCentre`].
    #[serde(rename_all = "camelCase")]
    CloseDataCentre {
        /// Which.
        data_centre: DataCentreId,
    },
    /// See [`super::ActKind::InstallMeter`].
    #[serde(rename_all = "camelCase")]
    InstallMeter {
        /// Where.
        data_centre: DataCentreId,
        /// The meter.
        serial: Line,
    },
    /// See [`super::ActKind::CheckMeter`].
    #[serde(rename_all = "camelCase")]
    CheckMeter {
        /// Where.
        data_centre: DataCentreId,
        /// The meter.
        serial: Line,
        /// What was found.
        result: CheckResult,
        /// The last day for which the check is good, where it names one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        valid_until: Option<Day>,
    },
    /// See [`super::ActKind::RemoveMeter`].
    #[serde(rename_all = "camelCase")]
    RemoveMeter {
        /// Where.
        data_centre: DataCentreId,
        /// The meter.
        serial: Line,
    },
    /// See [`super::ActKind::PlaceHardware`].
    PlaceHardware(OfLicence),
    /// See [`super::ActKind::EndPlacement`].
    EndPlacement(OfLicence),
    /// See [`super::ActKind::DeclareHardware`].
    DeclareHardware(OfLicence),
    /// See [`super::ActKind::RegisterHardware`].
    RegisterHardware(OfLicence),
    /// See [`super::ActKind::RecordEnergySource`].
    RecordEnergySource(OfLicence),
    /// See [`super::ActKind::RecordDataChange`].
    RecordDataChange(OfLicence),
    /// See [`super::ActKind::RecordFiling`].
    RecordFiling(OfLicence),
    /// See [`super::ActKind::RecordPayment`].
    RecordPayment(OfLicence),
    /// See [`super::ActKind::OpenSurplusSession`].
    OpenSurplusSession(SessionTerms),
    /// See [`super::ActKind::RecordBids`].
    RecordBids {
        /// In which session.
        session: SessionId,
        /// The file. Confidential.
        rows: Vec<BidRow>,
    },
    /// See [`super::ActKind::ClearSurplusSession`].
    ClearSurplusSession {
        /// Which.
        session: SessionId,
        /// What the clearing gave: filled in by the register, bid by bid in the order of their recording. Confidential.
        rows: Vec<AwardRow>,
    },
    /// See [`super::ActKind::RecordAwards`].
    RecordAwards {
        /// In which session.
        session: SessionId,
        /// The file. Confidential.
        rows: Vec<AwardRow>,
    },
    /// See [`super::ActKind::RecordReadings`].
    #[serde(rename_all = "camelCase")]
    RecordReadings {
        /// Where.
        data_centre: DataCentreId,
        /// The file. Confidential.
        rows: Vec<ReadingRow>,
    },
    /// See [`super::ActKind::PublishWarning`].
    PublishWarning(WarningText),
    /// See [`super::ActKind::AddRuleVersion`].
    AddRuleVersion(RuleText),
    /// See [`super::ActKind::EndRuleVersion`].
    EndRuleVersion {
        /// Which rule.
        code: RuleCode,
        /// Which of its versions.
        version: u32,
        /// Its last day.
        until: Day,
    },
    /// See [`super::ActKind::CorrectFact`].
    CorrectFact(Correction),
}
