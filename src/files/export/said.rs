//! What an act says, in the names of files.

use super::super::entry::{Granted, MeterStep, Stepped, What};
use super::names::Names;
use crate::domain::act::{Content, Grant, OfLicence};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::licence_fact::LicenceFact;
use crate::domain::standing::Step;
use crate::domain::text::Line;

/// The row that an act is; none for an act that is no row, or that speaks of someone left out.
pub(super) fn what(content: &Content, names: &Names) -> Option<What> {
    if let Some((role, grant)) = content.grant() {
        return granted(role, grant, names);
    }
    if let (Some(step), Some((role, id))) = (content.step(), content.authorisation()) {
        return Some(What::Step { role, number: number(id, names)?, step: stepped(step)? });
    }
    if let Some(said) = content.of_licence() {
        return fact(said, names);
    }
    match content {
        Content::RegisterOrganisation { bin, details } => {
            names.organisation_numbered(*bin)?;
            Some(What::Register { bin: *bin, details: details.clone() })
        }
        Content::AmendOrganisation { organisation, change } => {
            Some(What::Amend { bin: names.organisation(*organisation)?, change: change.clone() })
        }
        Content::RecordPoolComplex { authorisation, complex } => {
            Some(What::Complex { number: number(*authorisation, names)?, complex: complex.clone() })
        }
        Content::RecordSecurityTest { authorisation, protocol } => {
            Some(What::Test { number: number(*authorisation, names)?, protocol: protocol.clone() })
        }
        Content::RegisterDataCentre { holder, code, zone, details } => Some(What::RegisterCentre {
            holder: names.organisation(*holder)?,
            code: code.clone(),
            zone: *zone,
            details: details.clone(),
        }),
        Content::AmendDataCentre { data_centre, change } => {
            Some(What::AmendCentre { code: names.centre(*data_centre)?.clone(), change: change.clone() })
        }
        Content::CloseDataCentre { data_centre } => Some(What::CloseCentre { code: names.centre(*data_centre)?.clone() }),
        Content::InstallMeter { data_centre, serial } => Some(meter(names.centre(*data_centre)?, serial, MeterStep::Installed)),
        Content::CheckMeter { data_centre, serial, result, valid_until } => {
            let checked = MeterStep::Checked { result: *result, valid_until: *valid_until };
            Some(meter(names.centre(*data_centre)?, serial, checked))
        }
        Content::RemoveMeter { data_centre, serial } => Some(meter(names.centre(*data_centre)?, serial, MeterStep::Removed)),
        Content::PublishWarning(text) => {
            let mut text = text.clone();
            text.bin = text.bin.filter(|bin| names.shows(*bin));
            Some(What::Warn(text))
        }
        _ => None,
    }
}

fn granted(role: LicenseeRole, grant: &Grant, names: &Names) -> Option<What> {
    Some(What::Grant(Granted {
        role,
        holder: names.organisation(grant.organisation)?,
        subkind: grant.subkind,
        number: grant.number.clone(),
        expires_on: grant.expires_on,
        conditions: grant.conditions.clone(),
    }))
}

fn stepped(step: Step) -> Option<Stepped> {
    Some(match step {
        Step::Granted { .. } => return None,
        Step::Renewed { expires_on } => Stepped::Renewed { until: expires_on? },
        Step::Suspended { until, ground } => Stepped::Suspended { until, ground },
        Step::Resumed => Stepped::Resumed,
        Step::Revoked { ruling } => Stepped::Revoked { ruling },
        Step::Surrendered => Stepped::Surrendered,
    })
}

fn fact(said: &OfLicence, names: &Names) -> Option<What> {
    let number = number(said.authorisation, names)?;
    Some(match &said.fact {
        LicenceFact::Placement { data_centre, until } => {
            What::Place { number, centre: names.centre(*data_centre)?.clone(), until: *until }
        }
        LicenceFact::PlacementEnded { data_centre } => What::EndPlacement { number, centre: names.centre(*data_centre)?.clone() },
        fact => What::Fact { number, fact: fact.clone() },
    })
}

fn meter(centre: &Line, serial: &Line, done: MeterStep) -> What {
    What::Meter { centre: centre.clone(), serial: serial.clone(), done }
}

fn number(id: AuthorisationId, names: &Names) -> Option<Line> {
    names.authorisation(id).map(|holding| holding.number.clone())
}
