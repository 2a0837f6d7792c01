//! From names to the register's own keys, inside the transaction that records.

use super::{Granted, MeterStep, Stepped, What};
use crate::domain::act::{Content, Grant, Naming, OfLicence, Renewal, Revocation, Suspension};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::text::Line;
use crate::registry::record::{RecordError, Session};

/// Why a row has no act: it names what the register does not know, in a column, or the register failed.
pub(in crate::files) enum Unresolved {
    Unknown(&'static str, Refusal),
    Failed(RecordError),
}

impl From<RecordError> for Unresolved {
    fn from(error: RecordError) -> Self {
        Self::Failed(error)
    }
}

impl What {
    /// What the act says that this row becomes.
    pub(in crate::files) async fn resolve(self, session: &Session) -> Result<Content, Unresolved> {
        Ok(match self {
            Self::Register { bin, details } => Content::RegisterOrganisation { bin, details },
            Self::Amend { bin, change } => {
                Content::AmendOrganisation { organisation: organisation(session, "bin", bin).await?, change }
            }
            Self::Grant(granted) => grant(session, granted).await?,
            Self::Step { role, number, step } => stepped(role, authorisation(session, role, &number).await?, step)?,
            Self::Complex { number, complex } => {
                let authorisation = authorisation(session, LicenseeRole::Pool, &number).await?;
                Content::RecordPoolComplex { authorisation, complex }
            }
            Self::Test { number, protocol } => {
                let authorisation = authorisation(session, LicenseeRole::Pool, &number).await?;
                Content::RecordSecurityTest { authorisation, protocol }
            }
            Self::RegisterCentre { holder, code, zone, details } => {
                let holder = organisation(session, "holder", holder).await?;
                Content::RegisterDataCentre { holder, code, zone, details }
            }
            Self::AmendCentre { code, change } => {
                Content::AmendDataCentre { data_centre: data_centre(session, "code", &code).await?, change }
            }
            Self::CloseCentre { code } => Content::CloseDataCentre { data_centre: data_centre(session, "code", &code).await? },
            Self::Meter { centre, serial, done } => {
                let data_centre = data_centre(session, "data_centre", &centre).await?;
                match done {
                    MeterStep::Installed => Content::InstallMeter { data_centre, serial },
                    MeterStep::Checked { result, valid_until } => {
                        Content::CheckMeter { data_centre, serial, result, valid_until }
                    }
                    MeterStep::Removed => Content::RemoveMeter { data_centre, serial },
                }
            }
            Self::Place { number, centre, until } => {
                let data_centre = data_centre(session, "data_centre", &centre).await?;
                fact(session, &number, LicenceFact::Placement { data_centre, until }).await?
            }
            Self::EndPlacement { number, centre } => {
                let data_centre = data_centre(session, "data_centre", &centre).await?;
                fact(session, &number, LicenceFact::PlacementEnded { data_centre }).await?
            }
            Self::Fact { number, fact: said } => fact(session, &number, said).await?,
            Self::Warn(text) => Content::PublishWarning(text),
            Self::AddRule(text) => Content::AddRuleVersion(text),
            Self::EndRule { code, version, until } => Content::EndRuleVersion { code, version, until },
        })
    }
}

async fn grant(session: &Session, granted: Granted) -> Result<Content, Unresolved> {
    let Granted { role, holder, subkind, number, expires_on, conditions } = granted;
    let organisation = organisation(session, "holder", holder).await?;
    let grant = Grant { organisation, subkind, number, expires_on, conditions };
    Ok(match role {
        LicenseeRole::Miner => Content::GrantMiningLicence(grant),
        LicenseeRole::Pool => Content::AccreditPool(grant),
        LicenseeRole::Exchange => Content::GrantExchangeLicence(grant),
    })
}

fn stepped(role: LicenseeRole, authorisation: AuthorisationId, step: Stepped) -> Result<Content, Unresolved> {
    use LicenseeRole::{Exchange, Miner, Pool};
    let naming = Naming { authorisation };
    Ok(match (step, role) {
        (Stepped::Renewed { until }, role) => {
            let renewal = Renewal { authorisation, expires_on: until };
            match role {
                Miner => Content::RenewLicence(renewal),
                Pool => Content::RenewAccreditation(renewal),
                Exchange => Content::RenewExchangeLicence(renewal),
            }
        }
        (Stepped::Suspended { until, ground }, role) => {
            let suspension = Suspension { authorisation, until, ground };
            match role {
                Miner => Content::SuspendLicence(suspension),
                Pool => Content::SuspendAccreditation(suspension),
                Exchange => Content::SuspendExchangeLicence(suspension),
            }
        }
        (Stepped::Resumed, Miner) => Content::ResumeLicence(naming),
        (Stepped::Resumed, Pool) => Content::ResumeAccreditation(naming),
        (Stepped::Resumed, Exchange) => Content::ResumeExchangeLicence(naming),
        (Stepped::Revoked { ruling: Some(ruling) }, Miner) => Content::RevokeLicence(Revocation { authorisation, ruling }),
        (Stepped::Revoked { .. }, Pool) => Content::WithdrawAccreditation(naming),
        (Stepped::Revoked { .. }, Exchange) => Content::RevokeExchangeLicence(naming),
        (Stepped::Surrendered, Miner) => Content::SurrenderLicence(naming),
        // The reader of the row let none of these through.
        (Stepped::Revoked { ruling: None } | Stepped::Surrendered, _) => {
            return Err(Unresolved::Unknown("event", Refusal::new(RefusalCode::WrongKind)));
        }
    })
}

/// The act that records a fact about a licensee.
async fn fact(session: &Session, number: &Line, fact: LicenceFact) -> Result<Content, Unresolved> {
    let authorisation = authorisation(session, fact.of_role(), number).await?;
    Ok(OfLicence { authorisation, fact }.said())
}

async fn organisation(session: &Session, column: &'static str, bin: Bin) -> Result<OrganisationId, Unresolved> {
    let unknown = || Unresolved::Unknown(column, Refusal::new(RefusalCode::UnknownOrganisation));
    session.find_organisation(bin).await?.ok_or_else(unknown)
}

async fn authorisation(session: &Session, role: LicenseeRole, number: &Line) -> Result<AuthorisationId, Unresolved> {
    let unknown = || Unresolved::Unknown("number", Refusal::new(RefusalCode::UnknownAuthorisation));
    session.find_authorisation(role, number.as_str()).await?.ok_or_else(unknown)
}

async fn data_centre(session: &Session, column: &'static str, code: &Line) -> Result<DataCentreId, Unresolved> {
    let unknown = || Unresolved::Unknown(column, Refusal::new(RefusalCode::UnknownDataCentre));
    session.find_data_centre(code.as_str()).await?.ok_or_else(unknown)
}
