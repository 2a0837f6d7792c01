//! A subject's facts are a pure function of the subject's acts.
//!
//! Each function here takes all acts of one subject, in order, and gives what the register says of it, or the
//! contradiction that the last act would bring. A new act, a correction and a replay go through the same function, so
//! that what was checked is what is stored.

mod data_centre;
mod session;

use super::act::{Act, Content};
use super::authorisation::{Authorisation, AuthorisationId, LegalRegime, LicenseeRole, Subkind};
use super::authority::Authority;
use super::bin::Bin;
use super::correction::{AsCorrected, as_corrected};
use super::dated::Dated;
use super::day::Day;
use super::licence_fact::{self, LicenceFact, Placement, placements};
use super::organisation::Details;
use super::period::Period;
use super::pool::{ComplexPlace, TestProtocol};
use super::refusal::{Refusal, RefusalCode};
use super::rule::RuleVersion;
use super::sequence::Sequence;
use super::standing::{Event, History};
use super::warning::Warning;

pub use data_centre::data_centre;
pub use session::{SessionFacts, session};

/// What is said of an organisation, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationFacts {
    /// Its number.
    pub bin: Bin,
    /// Its details, each with the days on which they hold and the act that says so.
    pub details: Vec<(Period, Details, Sequence)>,
}

/// What is said of one authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorisationFacts {
    /// What was granted.
    pub authorisation: Authorisation,
    /// Its life.
    pub history: History,
    /// Of a pool: where its complex stood, by day.
    pub complexes: Vec<Dated<ComplexPlace>>,
    /// Of a pool: its security tests.
    pub tests: Vec<Dated<TestProtocol>>,
    /// What else is recorded of it, by day.
    pub said: Vec<Dated<LicenceFact>>,
    /// The placements that these make up.
    pub placements: Vec<Placement>,
}

/// What is said of an organisation; `None` once its registration was annulled.
///
/// # Errors
/// An amendment before the registration or before an earlier one, or of an organisation that was never registered.
pub fn organisation(acts: &[Act]) -> Result<Option<OrganisationFacts>, Refusal> {
    let mut facts: Option<OrganisationFacts> = None;
    for act in as_corrected(acts) {
        match (act.content, &mut facts) {
            (Content::RegisterOrganisation { bin, details }, None) => {
                // What an organisation was called before it was registered is not known: its first details speak for
                // every earlier day.
                let always = Period { from: Day::FIRST, until: Day::LAST };
                facts = Some(OrganisationFacts { bin: *bin, details: vec![(always, details.clone(), act.said_by.sequence)] });
            }
            (Content::AmendOrganisation { change, .. }, Some(facts)) => amend(facts, &act, |before| change.apply_to(before))?,
            // An amendment whose registration was annulled.
            _ => return Err(Refusal::new(RefusalCode::StillNeeded)),
        }
    }
    Ok(facts)
}

fn amend(facts: &mut OrganisationFacts, act: &AsCorrected<'_>, change: impl Fn(&Details) -> Details) -> Result<(), Refusal> {
    let Some((period, details, said_by)) = facts.details.last_mut() else {
        return Err(Refusal::new(RefusalCode::UnknownOrganisation));
    };
    if act.effective_on < period.from {
        return Err(Refusal::new(RefusalCode::OutOfOrder)
            .at("effectiveOn")
            .with("day", act.effective_on)
            .with("earlier", period.from));
    }
    let after = change(details);
    if act.effective_on == period.from {
        (*details, *said_by) = (after, act.said_by.sequence);
        return Ok(());
    }
    period.until = act.effective_on.previous();
    facts.details.push((Period { from: act.effective_on, until: Day::LAST }, after, act.said_by.sequence));
    Ok(())
}

/// # Errors
/// What [`History::new`] and [`placements`] refuse.
pub fn authorisation(acts: &[Act]) -> Result<AuthorisationFacts, Refusal> {
    let acts = as_corrected(acts);
    let first = acts.first().ok_or_else(|| Refusal::new(RefusalCode::StillNeeded))?;
    let authorisation = granted(first)?;
    let events = acts.iter().filter_map(|act| {
        let step = act.content.step()?;
        Some(Event { origin: act.origin.sequence, act: act.said_by.sequence, on: act.effective_on, step })
    });
    let history = History::new(events.collect())?;
    let complexes = dated(&acts, |content| match content {
        Content::RecordPoolComplex { complex, .. } => Some(complex.clone()),
        _ => None,
    });
    let tests = dated(&acts, |content| match content {
        Content::RecordSecurityTest { protocol, .. } => Some(protocol.clone()),
        _ => None,
    });
    let said = dated(&acts, |content| content.of_licence().map(|said| said.fact.clone()));
    licence_fact::check(&said)?;
    let placements = placements(&said)?;
    if !placements.is_empty() && authorisation.subkind != Some(Subkind::Two) {
        return Err(Refusal::new(RefusalCode::NotSubkindTwo).at("licence"));
    }
    Ok(AuthorisationFacts { authorisation, history, complexes, tests, said, placements })
}

fn granted(first: &AsCorrected<'_>) -> Result<Authorisation, Refusal> {
    // Whatever else the first act of an authorisation is, its grant was annulled while later acts still need it.
    let (role, grant) = first.content.grant().ok_or_else(|| Refusal::new(RefusalCode::StillNeeded))?;
    let authority = first.origin.authority;
    Ok(Authorisation {
        id: AuthorisationId(first.origin.sequence),
        organisation: grant.organisation,
        role,
        subkind: grant.subkind,
        number: grant.number.clone(),
        authority,
        regime: regime(role, authority),
        granted_on: first.effective_on,
        conditions: grant.conditions.clone(),
    })
}

fn regime(role: LicenseeRole, authority: Authority) -> LegalRegime {
    match (role, authority) {
        (LicenseeRole::Exchange, Authority::NationalBank) => LegalRegime::NationalBank,
        (LicenseeRole::Exchange, _) => LegalRegime::Aifc,
        (LicenseeRole::Miner | LicenseeRole::Pool, _) => LegalRegime::DigitalAssetsLaw,
    }
}

/// The facts of one sort among the acts, by day.
fn dated<T>(acts: &[AsCorrected<'_>], pick: impl Fn(&Content) -> Option<T>) -> Vec<Dated<T>> {
    let fact = |act: &AsCorrected<'_>| {
        let fact = pick(act.content)?;
        Some(Dated { origin: act.origin.sequence, act: act.said_by.sequence, on: act.effective_on, fact })
    };
    let mut facts: Vec<Dated<T>> = acts.iter().filter_map(fact).collect();
    facts.sort_by_key(|fact| (fact.on, fact.origin));
    facts
}

/// The versions of one rule, by number.
///
/// # Errors
/// Two versions in force on one day, a last day before the first, the end of a version that does not exist.
pub fn rule(acts: &[Act]) -> Result<Vec<RuleVersion>, Refusal> {
    let mut versions: Vec<RuleVersion> = Vec::new();
    for act in as_corrected(acts) {
        match act.content {
            Content::AddRuleVersion(text) => {
                let in_force = Period::new(act.effective_on, text.until.unwrap_or(Day::LAST))
                    .ok_or_else(|| too_early(text.until, act.effective_on))?;
                let version = version_number(acts, act.origin.sequence);
                versions.push(RuleVersion { version, in_force, act: act.said_by.sequence, text: text.clone() });
            }
            Content::EndRuleVersion { version, until, .. } => {
                let ended = versions
                    .iter_mut()
                    .find(|other| other.version == *version)
                    .ok_or_else(|| Refusal::new(RefusalCode::UnknownRule).at("version"))?;
                if *until < ended.in_force.from {
                    return Err(too_early(Some(*until), ended.in_force.from));
                }
                (ended.in_force.until, ended.text.until, ended.act) = (*until, Some(*until), act.said_by.sequence);
            }
            _ => return Err(Refusal::new(RefusalCode::WrongKind)),
        }
    }
    check_no_overlap(&versions)?;
    Ok(versions)
}

/// Counted over all acts that ever added a version, so that annulling one gives its number to no other.
fn version_number(acts: &[Act], origin: Sequence) -> u32 {
    let added = acts.iter().filter(|act| act.sequence <= origin && matches!(act.content, Content::AddRuleVersion(_)));
    u32::try_from(added.count()).unwrap_or(u32::MAX)
}

fn too_early(last: Option<Day>, from: Day) -> Refusal {
    Refusal::new(RefusalCode::ExpiryTooEarly).at("until").with("last", last.unwrap_or(Day::LAST)).with("earliest", from)
}

fn check_no_overlap(versions: &[RuleVersion]) -> Result<(), Refusal> {
    for (at, version) in versions.iter().enumerate() {
        let overlapping = versions[..at].iter().find(|other| other.in_force.intersect(&version.in_force).is_some());
        if let Some(other) = overlapping {
            return Err(Refusal::new(RefusalCode::RuleOverlap)
                .at("effectiveOn")
                .with("version", other.version)
                .with("until", other.in_force.until));
        }
    }
    Ok(())
}

/// The warning, or `None` once it is annulled.
pub fn warning(acts: &[Act]) -> Option<Warning> {
    let acts = as_corrected(acts);
    let act = acts.first()?;
    let Content::PublishWarning(text) = act.content else { return None };
    Some(Warning {
        id: act.origin.sequence,
        act: act.said_by.sequence,
        authority: act.origin.authority,
        published_on: act.effective_on,
        reference: act.origin.reference.clone(),
        text: text.clone(),
    })
}
