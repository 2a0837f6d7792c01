//! The life of an authorisation, from its steps in words.

use tizilim::domain::act::{Act, Content, Grant, Naming, Renewal, Revocation, Suspension};
use tizilim::domain::authorisation::LicenseeRole::{self, Exchange, Miner, Pool};
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::authority::Authority;
use tizilim::domain::day::Day;
use tizilim::domain::fold::{self, AuthorisationFacts};
use tizilim::domain::refusal::Refusal;
use tizilim::domain::standing::{CourtRuling, SuspensionGround};

use super::words::{act, days, organisation, role, sequence, text};

/// The authorisation that all acts of a life name.
pub(super) fn authorisation() -> AuthorisationId {
    AuthorisationId(sequence(1))
}

/// One step of a life as the act that says it.
fn step(firm: &str, role: LicenseeRole, clause: &str) -> (Day, Content) {
    let authorisation = authorisation();
    let naming = Naming { authorisation };
    let verb = clause.split_whitespace().next().expect("a verb");
    let mut dates = clause.split_whitespace().filter(|word| word.starts_with("20")).map(days);
    let (on, until) = dates.next().unwrap_or_else(|| panic!("no day: {clause}"));
    let ruled_on = dates.next().map_or(on, |(decided_on, _)| decided_on);
    let subkind = if clause.split_whitespace().any(|word| word == "II") { Subkind::Two } else { Subkind::One };
    let grant =
        |subkind| Grant { organisation: organisation(firm), subkind, number: text("No 1"), expires_on: until, conditions: None };
    let renewal = || Renewal { authorisation, expires_on: until.expect("a renewal names the new last day") };
    let suspension = Suspension { authorisation, until, ground: SuspensionGround::RequirementsBreached };
    let ruling = CourtRuling { court: text("A court"), number: text("1/2025"), decided_on: ruled_on };
    let content = match (role, verb) {
        (Miner, "licensed") => Content::GrantMiningLicence(grant(Some(subkind))),
        (Miner, "renewed") => Content::RenewLicence(renewal()),
        (Miner, "suspended") => Content::SuspendLicence(suspension),
        (Miner, "resumed") => Content::ResumeLicence(naming),
        (Miner, "revoked") => Content::RevokeLicence(Revocation { authorisation, ruling }),
        (Miner, "surrendered") => Content::SurrenderLicence(naming),
        (Pool, "accredited") => Content::AccreditPool(grant(None)),
        (Pool, "renewed") => Content::RenewAccreditation(renewal()),
        (Pool, "suspended") => Content::SuspendAccreditation(suspension),
        (Pool, "resumed") => Content::ResumeAccreditation(naming),
        (Pool, "withdrawn") => Content::WithdrawAccreditation(naming),
        (Exchange, "licensed") => Content::GrantExchangeLicence(grant(None)),
        (Exchange, "renewed") => Content::RenewExchangeLicence(renewal()),
        (Exchange, "suspended") => Content::SuspendExchangeLicence(suspension),
        (Exchange, "resumed") => Content::ResumeExchangeLicence(naming),
        (Exchange, "revoked") => Content::RevokeExchangeLicence(naming),
        _ => panic!("no step of a {role:?}: {clause}"),
    };
    (on, content)
}

/// A life as acts, and whose it is.
pub(super) fn acts_of_life(clause: &str) -> (&str, Vec<Act>) {
    let (firm, steps) = clause.split_once(' ').expect("a firm and what was done");
    let role = role(firm).unwrap_or_else(|| panic!("no firm: {firm}"));
    let authority = match role {
        Miner | Pool => Authority::Ministry,
        Exchange if steps.contains("National Bank") => Authority::NationalBank,
        Exchange => Authority::Afsa,
    };
    let steps = steps.split(',').map(|clause| step(firm, role, clause));
    (firm, steps.enumerate().map(|(at, (on, content))| act(at + 1, authority, on, content)).collect())
}

/// What the register makes of a life, or why it refuses it.
pub(crate) fn life(clause: &str) -> Result<AuthorisationFacts, Refusal> {
    fold::authorisation(&acts_of_life(clause).1)
}
