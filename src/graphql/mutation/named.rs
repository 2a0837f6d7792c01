//! What an act names, found in the register.

use async_graphql::ID;

use super::super::asked::Asked;
use super::super::error::RequestError;
use super::super::id::NodeId;
use super::super::key::{AuthorisationKey, DataCentreKey, FilerKey, OrganisationKey, SurplusSessionKey, licensee_id};
use super::Stop;
use crate::domain::act::Subject;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::report::Report;
use crate::domain::surplus::SessionId;
use crate::registry::SubjectKey;

/// The organisation that the key in a field names.
pub(super) async fn organisation(asked: &Asked, field: &str, key: &OrganisationKey) -> Result<OrganisationId, Stop> {
    let unknown = || Refusal::new(RefusalCode::UnknownOrganisation).at(field);
    match key {
        OrganisationKey::Bin(bin) => Ok(organisation_numbered(asked, bin.0).await?.ok_or_else(unknown)?),
        OrganisationKey::Id(id) => match subject(id)? {
            Some(Subject::Organisation(id)) => Ok(id),
            _ => Err(unknown().into()),
        },
    }
}

async fn organisation_numbered(asked: &Asked, bin: Bin) -> Result<Option<OrganisationId>, RequestError> {
    Ok(asked.registry.organisation_ids(&[bin], asked.view.seq).await?.get(&bin).copied())
}

/// The authorisation of a role that a key names.
pub(super) async fn authorisation(asked: &Asked, role: LicenseeRole, key: &AuthorisationKey) -> Result<AuthorisationId, Stop> {
    let field = if role == LicenseeRole::Pool { "accreditation" } else { "licence" };
    authorisation_in(asked, field, role, key).await
}

/// The authorisation of whoever hands in a report, which is owed by licensees of one role.
pub(super) async fn filer(asked: &Asked, key: &FilerKey, report: Report) -> Result<AuthorisationId, Stop> {
    let (field, role, key) = match key {
        FilerKey::Miner(key) => ("licensee.miner", LicenseeRole::Miner, key),
        FilerKey::Pool(key) => ("licensee.pool", LicenseeRole::Pool, key),
        FilerKey::Exchange(key) => ("licensee.exchange", LicenseeRole::Exchange, key),
    };
    if role != report.owed_by() {
        return Err(Refusal::new(RefusalCode::UnknownAuthorisation).at(field).into());
    }
    authorisation_in(asked, field, role, key).await
}

async fn authorisation_in(
    asked: &Asked,
    field: &str,
    role: LicenseeRole,
    key: &AuthorisationKey,
) -> Result<AuthorisationId, Stop> {
    let unknown = || Refusal::new(RefusalCode::UnknownAuthorisation).at(field);
    match key {
        AuthorisationKey::Id(id) => Ok(licensee_id(id, role)?.ok_or_else(unknown)?),
        AuthorisationKey::Number(number) => {
            let key = SubjectKey::Number(number.clone());
            let found = asked.registry.licensee(role, &key, asked.view).await.map_err(RequestError::from)?;
            Ok(found.ok_or_else(unknown)?.authorisation.id)
        }
    }
}

/// The data centre that a key names.
pub(super) async fn data_centre(asked: &Asked, key: &DataCentreKey) -> Result<DataCentreId, Stop> {
    let found = match key {
        DataCentreKey::Id(id) => match subject(id)? {
            Some(Subject::DataCentre(id)) => Some(id),
            _ => None,
        },
        DataCentreKey::Code(code) => asked.registry.data_centre_coded(code, asked.view.seq).await.map_err(RequestError::from)?,
    };
    Ok(found.ok_or_else(|| Refusal::new(RefusalCode::UnknownDataCentre).at("dataCentre"))?)
}

/// The session of surplus power that a key names.
pub(super) async fn session(asked: &Asked, key: &SurplusSessionKey) -> Result<SessionId, Stop> {
    let found = match key {
        SurplusSessionKey::Id(id) => match subject(id)? {
            Some(Subject::SurplusSession(id)) => Some(id),
            _ => None,
        },
        SurplusSessionKey::Of(of) => {
            let (on, zone) = (of.delivery_date.0, of.zone.0);
            asked.registry.session_of(on, zone, asked.view.seq).await.map_err(RequestError::from)?
        }
    };
    Ok(found.ok_or_else(unknown_session)?)
}

/// The session that a key names, and its day of delivery: whose hours the lines of its files are.
pub(super) async fn session_and_day(asked: &Asked, key: &SurplusSessionKey) -> Result<(SessionId, Day), Stop> {
    let id = session(asked, key).await?;
    let found = asked.registry.sessions(&[id], asked.view.seq).await.map_err(RequestError::from)?;
    let summary = found.get(&id).ok_or_else(unknown_session)?;
    Ok((id, summary.terms.delivery_date))
}

fn unknown_session() -> Refusal {
    Refusal::new(RefusalCode::UnknownSession).at("session")
}

fn subject(id: &ID) -> Result<Option<Subject>, RequestError> {
    match NodeId::decode(id)? {
        NodeId::Subject(subject) => Ok(Some(subject)),
        NodeId::Act(_) | NodeId::RuleVersion(..) => Ok(None),
    }
}
