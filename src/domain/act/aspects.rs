//! What follows from what an act says: its kind, whom it speaks of, what of it the public does not see.

use super::{ActKind, Content, Grant, OfLicence};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::{Bin, BinKind};
use crate::domain::data_centre::DataCentreId;
use crate::domain::standing::Step;
use crate::domain::surplus::SessionId;

impl Content {
    /// The kind of act that says this.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::RegisterOrganisation { .. } => ActKind::RegisterOrganisation,
            Self::AmendOrganisation { .. } => ActKind::AmendOrganisation,
            Self::GrantMiningLicence(_) => ActKind::GrantMiningLicence,
            Self::RenewLicence(_) => ActKind::RenewLicence,
            Self::SuspendLicence(_) => ActKind::SuspendLicence,
            Self::ResumeLicence(_) => ActKind::ResumeLicence,
            Self::RevokeLicence(_) => ActKind::RevokeLicence,
            Self::SurrenderLicence(_) => ActKind::SurrenderLicence,
            Self::AccreditPool(_) => ActKind::AccreditPool,
            Self::RenewAccreditation(_) => ActKind::RenewAccreditation,
            Self::SuspendAccreditation(_) => ActKind::SuspendAccreditation,
            Self::ResumeAccreditation(_) => ActKind::ResumeAccreditation,
            Self::WithdrawAccreditation(_) => ActKind::WithdrawAccreditation,
            Self::RecordPoolComplex { .. } => ActKind::RecordPoolComplex,
            Self::RecordSecurityTest { .. } => ActKind::RecordSecurityTest,
            Self::GrantExchangeLicence(_) => ActKind::GrantExchangeLicence,
            Self::RenewExchangeLicence(_) => ActKind::RenewExchangeLicence,
            Self::SuspendExchangeLicence(_) => ActKind::SuspendExchangeLicence,
            Self::ResumeExchangeLicence(_) => ActKind::ResumeExchangeLicence,
            Self::RevokeExchangeLicence(_) => ActKind::RevokeExchangeLicence,
            Self::RecordDistributions { .. } => ActKind::RecordDistributions,
            Self::RecordSales { .. } => ActKind::RecordSales,
            Self::RegisterDataCentre { .. } => ActKind::RegisterDataCentre,
            Self::AmendDataCentre { .. } => ActKind::AmendDataCentre,
            Self::CloseDataCentre { .. } => ActKind::CloseDataCentre,
            Self::InstallMeter { .. } => ActKind::InstallMeter,
            Self::CheckMeter { .. } => ActKind::CheckMeter,
            Self::RemoveMeter { .. } => ActKind::RemoveMeter,
            Self::PlaceHardware(_) => ActKind::PlaceHardware,
            Self::EndPlacement(_) => ActKind::EndPlacement,
            Self::DeclareHardware(_) => ActKind::DeclareHardware,
            Self::RegisterHardware(_) => ActKind::RegisterHardware,
            Self::RecordEnergySource(_) => ActKind::RecordEnergySource,
            Self::RecordDataChange(_) => ActKind::RecordDataChange,
            Self::RecordFiling(_) => ActKind::RecordFiling,
            Self::RecordPayment(_) => ActKind::RecordPayment,
            Self::OpenSurplusSession(_) => ActKind::OpenSurplusSession,
            Self::RecordBids { .. } => ActKind::RecordBids,
            Self::ClearSurplusSession { .. } => ActKind::ClearSurplusSession,
            Self::RecordAwards { .. } => ActKind::RecordAwards,
            Self::RecordReadings { .. } => ActKind::RecordReadings,
            Self::PublishWarning(_) => ActKind::PublishWarning,
            Self::AddRuleVersion(_) => ActKind::AddRuleVersion,
            Self::EndRuleVersion { .. } => ActKind::EndRuleVersion,
            Self::CorrectFact(_) => ActKind::CorrectFact,
        }
    }

    /// The grant that this is, with what it makes of the holder.
    pub fn grant(&self) -> Option<(LicenseeRole, &Grant)> {
        match self {
            Self::GrantMiningLicence(grant) => Some((LicenseeRole::Miner, grant)),
            Self::AccreditPool(grant) => Some((LicenseeRole::Pool, grant)),
            Self::GrantExchangeLicence(grant) => Some((LicenseeRole::Exchange, grant)),
            _ => None,
        }
    }

    /// The authorisation that this speaks of, with the role that its kind presumes.
    pub fn authorisation(&self) -> Option<(LicenseeRole, AuthorisationId)> {
        use LicenseeRole::{Exchange, Miner, Pool};
        let (role, id) = match self {
            Self::RenewLicence(renewal) => (Miner, renewal.authorisation),
            Self::SuspendLicence(suspension) => (Miner, suspension.authorisation),
            Self::RevokeLicence(revocation) => (Miner, revocation.authorisation),
            Self::ResumeLicence(naming) | Self::SurrenderLicence(naming) => (Miner, naming.authorisation),
            Self::RenewAccreditation(renewal) => (Pool, renewal.authorisation),
            Self::SuspendAccreditation(suspension) => (Pool, suspension.authorisation),
            Self::ResumeAccreditation(naming) | Self::WithdrawAccreditation(naming) => (Pool, naming.authorisation),
            Self::RecordPoolComplex { authorisation, .. } | Self::RecordSecurityTest { authorisation, .. } => {
                (Pool, *authorisation)
            }
            Self::RenewExchangeLicence(renewal) => (Exchange, renewal.authorisation),
            Self::SuspendExchangeLicence(suspension) => (Exchange, suspension.authorisation),
            Self::ResumeExchangeLicence(naming) | Self::RevokeExchangeLicence(naming) => (Exchange, naming.authorisation),
            other => return other.of_licence().map(|said| (said.fact.of_role(), said.authorisation)),
        };
        Some((role, id))
    }

    /// The fact about a licensee that this records.
    pub fn of_licence(&self) -> Option<&OfLicence> {
        match self {
            Self::PlaceHardware(said)
            | Self::EndPlacement(said)
            | Self::DeclareHardware(said)
            | Self::RegisterHardware(said)
            | Self::RecordEnergySource(said)
            | Self::RecordDataChange(said)
            | Self::RecordFiling(said)
            | Self::RecordPayment(said) => Some(said),
            _ => None,
        }
    }

    /// The data centre that this speaks of; not one that it registers.
    pub fn data_centre(&self) -> Option<DataCentreId> {
        match self {
            Self::AmendDataCentre { data_centre, .. }
            | Self::CloseDataCentre { data_centre }
            | Self::InstallMeter { data_centre, .. }
            | Self::CheckMeter { data_centre, .. }
            | Self::RemoveMeter { data_centre, .. }
            | Self::RecordReadings { data_centre, .. } => Some(*data_centre),
            _ => None,
        }
    }

    /// The session that this speaks of; not one that it opens.
    pub fn session(&self) -> Option<SessionId> {
        match self {
            Self::RecordBids { session, .. } | Self::ClearSurplusSession { session, .. } | Self::RecordAwards { session, .. } => {
                Some(*session)
            }
            _ => None,
        }
    }

    /// How many rows the file has that this is; none of what is no file.
    pub fn row_count(&self) -> Option<usize> {
        match self {
            Self::RecordDistributions { rows, .. } => Some(rows.len()),
            Self::RecordSales { rows, .. } => Some(rows.len()),
            Self::RecordBids { rows, .. } => Some(rows.len()),
            Self::ClearSurplusSession { rows, .. } | Self::RecordAwards { rows, .. } => Some(rows.len()),
            Self::RecordReadings { rows, .. } => Some(rows.len()),
            _ => None,
        }
    }

    /// The step in the life of an authorisation that this is.
    pub fn step(&self) -> Option<Step> {
        Some(match self {
            Self::GrantMiningLicence(grant) | Self::AccreditPool(grant) | Self::GrantExchangeLicence(grant) => {
                Step::Granted { expires_on: grant.expires_on }
            }
            Self::RenewLicence(renewal) | Self::RenewAccreditation(renewal) | Self::RenewExchangeLicence(renewal) => {
                Step::Renewed { expires_on: Some(renewal.expires_on) }
            }
            Self::SuspendLicence(suspension)
            | Self::SuspendAccreditation(suspension)
            | Self::SuspendExchangeLicence(suspension) => Step::Suspended { until: suspension.until, ground: suspension.ground },
            Self::ResumeLicence(_) | Self::ResumeAccreditation(_) | Self::ResumeExchangeLicence(_) => Step::Resumed,
            Self::RevokeLicence(revocation) => Step::Revoked { ruling: Some(revocation.ruling.clone()) },
            Self::WithdrawAccreditation(_) | Self::RevokeExchangeLicence(_) => Step::Revoked { ruling: None },
            Self::SurrenderLicence(_) => Step::Surrendered,
            _ => return None,
        })
    }

    /// The facts that the act changes, by their names in the API.
    pub fn changed_fields(&self) -> Vec<&'static str> {
        match self {
            Self::RegisterOrganisation { .. } => vec!["organisation"],
            Self::AmendOrganisation { change, .. } => [
                (change.names.is_some(), "names"),
                (change.region.is_some(), "region"),
                (change.address.is_some(), "address"),
                (change.website.is_some(), "website"),
            ]
            .into_iter()
            .filter_map(|(changed, field)| changed.then_some(field))
            .collect(),
            Self::GrantMiningLicence(_) | Self::AccreditPool(_) | Self::GrantExchangeLicence(_) => {
                vec!["authorisation", "standing", "expiresOn"]
            }
            Self::RenewLicence(_) | Self::RenewAccreditation(_) | Self::RenewExchangeLicence(_) => vec!["standing", "expiresOn"],
            Self::RecordPoolComplex { .. } => vec!["complex"],
            Self::RecordSecurityTest { .. } => vec!["securityTest"],
            Self::RecordDistributions { .. } => vec!["distributions"],
            Self::RecordSales { .. } => vec!["sales"],
            Self::RegisterDataCentre { .. } | Self::AmendDataCentre { .. } | Self::CloseDataCentre { .. } => vec!["dataCentres"],
            Self::InstallMeter { .. } | Self::CheckMeter { .. } | Self::RemoveMeter { .. } => vec!["meters"],
            Self::PlaceHardware(_) | Self::EndPlacement(_) => vec!["placements"],
            Self::DeclareHardware(_) | Self::RegisterHardware(_) => vec!["hardware"],
            Self::RecordEnergySource(_) => vec!["energySources"],
            Self::RecordDataChange(_) => vec!["dataChanges"],
            Self::RecordFiling(_) => vec!["filings"],
            Self::RecordPayment(_) => vec!["payments"],
            Self::OpenSurplusSession(_) => vec!["surplusSession"],
            Self::RecordBids { .. } => vec!["bids"],
            Self::ClearSurplusSession { .. } | Self::RecordAwards { .. } => vec!["awards"],
            Self::RecordReadings { .. } => vec!["readings"],
            Self::PublishWarning(_) => vec!["warning"],
            Self::AddRuleVersion(_) | Self::EndRuleVersion { .. } => vec!["rule"],
            Self::CorrectFact(correction) => correction.changed_fields(),
            _ => vec!["standing"],
        }
    }

    /// The parts of the content that the public does not see, as JSON pointers (design.md, "The public and the
    /// confidential").
    pub fn confidential_parts(&self) -> Vec<String> {
        let of_a_person = |bin: &Bin| bin.kind() == BinKind::Person;
        match self {
            Self::RegisterOrganisation { bin, .. } if of_a_person(bin) => vec!["/bin".to_owned()],
            Self::RecordPayment(_) => vec!["/amount".to_owned()],
            file if file.row_count().is_some() => vec!["/rows".to_owned()],
            Self::PublishWarning(text) if text.bin.as_ref().is_some_and(of_a_person) => vec!["/bin".to_owned()],
            Self::CorrectFact(correction) => correction.confidential_parts(),
            _ => Vec::new(),
        }
    }
}
