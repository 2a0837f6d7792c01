//! What stands, with a replacement in its place.

use super::replacement::{RenewalReplacementInput, ReplacementInput as R, SuspensionReplacementInput};
use crate::domain::act::{Content, OfLicence, Renewal, Revocation, Suspension};
use crate::domain::licence_fact::LicenceFact;
use crate::domain::refusal::{Refusal, RefusalCode};

/// What an act should have said: what it is about stays.
///
/// # Errors
/// A replacement of another kind than what stands, or one that cannot be read.
pub(super) fn replaced(stands: &Content, replacement: &R) -> Result<Content, Refusal> {
    for family in [of_organisation, of_authorisation, of_pool, of_data_centre, of_licence, of_session, of_public] {
        if let Some(content) = family(stands, replacement)? {
            return Ok(content);
        }
    }
    Err(Refusal::new(RefusalCode::WrongKind).at("replacement"))
}

fn of_organisation(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    Ok(Some(match (stands, replacement) {
        (Content::RegisterOrganisation { bin, .. }, R::Organisation(with)) => {
            Content::RegisterOrganisation { bin: *bin, details: with.read("replacement.organisation")? }
        }
        (Content::AmendOrganisation { organisation, .. }, R::OrganisationChange(with)) => {
            Content::AmendOrganisation { organisation: *organisation, change: with.read("replacement.organisationChange")? }
        }
        _ => return Ok(None),
    }))
}

fn of_authorisation(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    let grant = "replacement.grant";
    Ok(Some(match (stands, replacement) {
        (Content::GrantMiningLicence(was), R::MiningLicence(with)) => {
            let subkind = Some(with.subkind.0);
            Content::GrantMiningLicence(with.licence.read("replacement.miningLicence", was.organisation, subkind)?)
        }
        (Content::AccreditPool(was), R::Grant(with)) => Content::AccreditPool(with.read(grant, was.organisation, None)?),
        (Content::GrantExchangeLicence(was), R::Grant(with)) => {
            Content::GrantExchangeLicence(with.read(grant, was.organisation, None)?)
        }
        (Content::RenewLicence(was), R::Renewal(with)) => Content::RenewLicence(renewal(was, with)),
        (Content::RenewAccreditation(was), R::Renewal(with)) => Content::RenewAccreditation(renewal(was, with)),
        (Content::RenewExchangeLicence(was), R::Renewal(with)) => Content::RenewExchangeLicence(renewal(was, with)),
        (Content::SuspendLicence(was), R::Suspension(with)) => Content::SuspendLicence(suspension(was, with)),
        (Content::SuspendAccreditation(was), R::Suspension(with)) => Content::SuspendAccreditation(suspension(was, with)),
        (Content::SuspendExchangeLicence(was), R::Suspension(with)) => Content::SuspendExchangeLicence(suspension(was, with)),
        (Content::RevokeLicence(was), R::Revocation(with)) => {
            let ruling = with.read("replacement.revocation")?;
            Content::RevokeLicence(Revocation { authorisation: was.authorisation, ruling })
        }
        _ => return Ok(None),
    }))
}

fn renewal(was: &Renewal, with: &RenewalReplacementInput) -> Renewal {
    Renewal { authorisation: was.authorisation, expires_on: with.expires_on.0 }
}

fn suspension(was: &Suspension, with: &SuspensionReplacementInput) -> Suspension {
    Suspension { authorisation: was.authorisation, until: with.until.map(|day| day.0), ground: with.ground.0 }
}

fn of_pool(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    Ok(Some(match (stands, replacement) {
        (Content::RecordPoolComplex { authorisation, .. }, R::PoolComplex(with)) => {
            Content::RecordPoolComplex { authorisation: *authorisation, complex: with.read("replacement.poolComplex")? }
        }
        (Content::RecordSecurityTest { authorisation, .. }, R::SecurityTest(with)) => {
            Content::RecordSecurityTest { authorisation: *authorisation, protocol: with.read("replacement.securityTest")? }
        }
        _ => return Ok(None),
    }))
}

fn of_data_centre(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    Ok(Some(match (stands, replacement) {
        (Content::RegisterDataCentre { holder, zone, .. }, R::DataCentre(with)) => {
            with.read("replacement.dataCentre", *holder, *zone)?
        }
        (Content::AmendDataCentre { data_centre, .. }, R::DataCentreChange(with)) => {
            Content::AmendDataCentre { data_centre: *data_centre, change: with.read("replacement.dataCentreChange")? }
        }
        (Content::CheckMeter { data_centre, serial, .. }, R::MeterCheck(with)) => with.read(*data_centre, serial.clone()),
        _ => return Ok(None),
    }))
}

fn of_licence(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    let Some(was) = stands.of_licence() else { return Ok(None) };
    let instead = |fact: LicenceFact| OfLicence { authorisation: was.authorisation, fact }.said();
    Ok(Some(match (stands, &was.fact, replacement) {
        (Content::PlaceHardware(_), LicenceFact::Placement { data_centre, .. }, R::Placement(with)) => {
            instead(with.read(*data_centre))
        }
        (Content::DeclareHardware(_), _, R::Hardware(with)) => instead(with.declared()),
        (Content::RegisterHardware(_), _, R::Hardware(with)) => instead(with.registered()),
        (Content::RecordEnergySource(_), _, R::EnergySource(with)) => instead(with.read("replacement.energySource")?),
        (Content::RecordDataChange(_), _, R::DataChange(with)) => instead(with.read("replacement.dataChange")?),
        (Content::RecordFiling(_), fact, R::Filing(with)) => {
            let filing = with.read();
            // A report that another role owes is not one of this licensee.
            if filing.of_role() != fact.of_role() {
                return Err(Refusal::new(RefusalCode::WrongKind).at("replacement.filing.report"));
            }
            instead(filing)
        }
        (Content::RecordPayment(_), _, R::Payment(with)) => instead(with.read("replacement.payment")?),
        _ => return Ok(None),
    }))
}

fn of_session(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    let (Content::OpenSurplusSession(was), R::SurplusSession(with)) = (stands, replacement) else { return Ok(None) };
    let terms = with.read("replacement.surplusSession", was.delivery_date, was.zone)?;
    Ok(Some(Content::OpenSurplusSession(terms)))
}

fn of_public(stands: &Content, replacement: &R) -> Result<Option<Content>, Refusal> {
    Ok(Some(match (stands, replacement) {
        (Content::PublishWarning(_), R::Warning(with)) => Content::PublishWarning(with.read("replacement.warning")?),
        (Content::AddRuleVersion(_), R::RuleVersion(with)) => Content::AddRuleVersion(with.read("replacement.ruleVersion")?),
        _ => return Ok(None),
    }))
}
