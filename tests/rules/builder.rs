//! Facts and rules from words.
//!
//! What the register knows is told in clauses, with a semicolon between them:
//! - a life: `Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30, resumed 2024-03-15`. It begins
//!   with `licensed` (or `licensed by the National Bank`) or `accredited`; then come `renewed`, `suspended`, `resumed`,
//!   `revoked` (`by a ruling of` a day, else of the same day), `withdrawn`, `surrendered`;
//! - a row: `2024-03-01 1 BTC from Pool`, `2024-03-01 1 BTC to Miner`, `2024-03-01 1 BTC sold on Exchange`;
//! - of the pool: `2024-03-01 complex in Kazakhstan` or `abroad`, `2024-03-01 test positive` or `negative`.
//!
//! `Miner`, `Pool` and `Exchange`, also with a digit, are firms with a number; any other name is a name and no more. A
//! licensee of whose life nothing is told was licensed on 1 April 2023, without a last day.

use std::sync::Arc;

use tizilim::compliance::facts::{Counterparties, Facts};
use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::starting_set;
use tizilim::domain::act::{Act, Content, Grant, Naming, Renewal, Revocation, Suspension};
use tizilim::domain::asset::Asset;
use tizilim::domain::authorisation::LicenseeRole::{self, Exchange, Miner, Pool};
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::authority::Authority;
use tizilim::domain::bin::Bin;
use tizilim::domain::day::Day;
use tizilim::domain::decimal::Amount;
use tizilim::domain::fold::{self, AuthorisationFacts};
use tizilim::domain::instant::Instant;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::party::Party;
use tizilim::domain::pool::{ComplexPlace, TestProtocol};
use tizilim::domain::refusal::Refusal;
use tizilim::domain::rule::{Parameter, RuleCode, RuleText, RuleVersion};
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{CourtRuling, SuspensionGround};
use tizilim::domain::text::Text;
use tizilim::domain::trade::{Distribution, Sale};

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|_| panic!("no day: {text}"))
}

/// `2024-02-01..2024-04-30`, or `2024-02-01` for what has no last day.
fn days(text: &str) -> (Day, Option<Day>) {
    text.split_once("..").map_or_else(|| (day(text), None), |(from, until)| (day(from), Some(day(until))))
}

fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    text.try_into().expect("a text")
}

fn sequence(number: usize) -> Sequence {
    i64::try_from(number).ok().and_then(Sequence::new).expect("a number of an act")
}

/// What a firm is, by its name; `None` for a name of no firm of the register.
fn role(firm: &str) -> Option<LicenseeRole> {
    let kind = firm.trim_end_matches(|last: char| last.is_ascii_digit());
    [("Miner", Miner), ("Pool", Pool), ("Exchange", Exchange)].into_iter().find_map(|(name, role)| (name == kind).then_some(role))
}

pub(crate) fn bin(firm: &str) -> Bin {
    let role = LicenseeRole::ALL.iter().position(|other| Some(*other) == role(firm)).expect("Miner, Pool or Exchange");
    let digit = firm.chars().last().and_then(|last| last.to_digit(10)).unwrap_or(0);
    (1..=12).find_map(|month| Bin::complete(&format!("23{month:02}40{role}000{digit}"))).expect("a number")
}

pub(crate) fn party(name: &str) -> Party {
    if role(name).is_some() { Party::Bin(bin(name)) } else { Party::Name(text(name)) }
}

fn act(number: usize, authority: Authority, effective_on: Day, content: Content) -> Act {
    Act {
        sequence: sequence(number),
        authority,
        effective_on,
        recorded_at: Instant::start_of(effective_on),
        subject: None,
        reason: text("A test"),
        reference: text("No 1"),
        content,
    }
}

/// One step of a life as the act that says it.
fn step(role: LicenseeRole, clause: &str) -> (Day, Content) {
    let authorisation = AuthorisationId(sequence(1));
    let naming = Naming { authorisation };
    let verb = clause.split_whitespace().next().expect("a verb");
    let mut dates = clause.split_whitespace().filter(|word| word.starts_with("20")).map(days);
    let (on, until) = dates.next().unwrap_or_else(|| panic!("no day: {clause}"));
    let ruled_on = dates.next().map_or(on, |(decided_on, _)| decided_on);
    let grant = |subkind| Grant {
        organisation: OrganisationId(sequence(1)),
        subkind,
        number: text("No 1"),
        expires_on: until,
        conditions: None,
    };
    let renewal = || Renewal { authorisation, expires_on: until.expect("a renewal names the new last day") };
    let suspension = Suspension { authorisation, until, ground: SuspensionGround::RequirementsBreached };
    let ruling = CourtRuling { court: text("A court"), number: text("1/2025"), decided_on: ruled_on };
    let content = match (role, verb) {
        (Miner, "licensed") => Content::GrantMiningLicence(grant(Some(Subkind::One))),
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
fn acts_of_life(clause: &str) -> (&str, Vec<Act>) {
    let (firm, steps) = clause.split_once(' ').expect("a firm and what was done");
    let role = role(firm).unwrap_or_else(|| panic!("no firm: {firm}"));
    let authority = match role {
        Miner | Pool => Authority::Ministry,
        Exchange if steps.contains("National Bank") => Authority::NationalBank,
        Exchange => Authority::Afsa,
    };
    let steps = steps.split(',').map(|clause| step(role, clause));
    (firm, steps.enumerate().map(|(at, (on, content))| act(at + 1, authority, on, content)).collect())
}

/// What the register makes of a life, or why it refuses it.
pub(crate) fn life(clause: &str) -> Result<AuthorisationFacts, Refusal> {
    fold::authorisation(&acts_of_life(clause).1)
}

/// The facts about a licensee, from all that is told.
pub(crate) fn facts(licensee: &str, told: &str) -> Facts {
    let mut lives: Vec<(&str, Vec<Act>)> = Vec::new();
    let mut of_pool: Vec<(Day, Content)> = Vec::new();
    let mut distributions: Vec<Distribution> = Vec::new();
    let mut sales: Vec<Sale> = Vec::new();
    let authorisation = AuthorisationId(sequence(1));
    for (at, clause) in told.split(';').map(str::trim).filter(|clause| !clause.is_empty()).enumerate() {
        let act = sequence(100 + at);
        let asset = |code| Asset::from_code(code).unwrap_or_else(|| panic!("no asset: {code}"));
        let amount = |units: &str| units.parse::<Amount>().unwrap_or_else(|why| panic!("{units}: {why}"));
        match clause.split_whitespace().collect::<Vec<&str>>().as_slice() {
            [on, "complex", place @ ..] => {
                let in_kazakhstan = *place == ["in", "Kazakhstan"];
                let complex = ComplexPlace { in_kazakhstan, region: None, place: text(&place.join(" ")) };
                of_pool.push((day(on), Content::RecordPoolComplex { authorisation, complex }));
            }
            [on, "test", result] => {
                let protocol =
                    TestProtocol { number: text("1"), laboratory: text("A laboratory"), positive: *result == "positive" };
                of_pool.push((day(on), Content::RecordSecurityTest { authorisation, protocol }));
            }
            [on, units, code, "from", pool @ ..] => distributions.push(Distribution {
                act,
                pool: party(&pool.join(" ")),
                miner: bin("Miner"),
                on: day(on),
                asset: asset(code),
                units: amount(units),
            }),
            [on, units, code, "to", miner] => distributions.push(Distribution {
                act,
                pool: party("Pool"),
                miner: bin(miner),
                on: day(on),
                asset: asset(code),
                units: amount(units),
            }),
            [on, units, code, "sold", "on", venue @ ..] => sales.push(Sale {
                act,
                venue: party(&venue.join(" ")),
                miner: bin("Miner"),
                on: day(on),
                asset: asset(code),
                units: amount(units),
            }),
            _ => lives.push(acts_of_life(clause)),
        }
    }
    let mut counterparties = Counterparties::default();
    for (firm, acts) in &lives {
        let role = role(firm).expect("a firm");
        counterparties.add(role, bin(firm), fold::authorisation(acts).expect("a life without contradiction").history);
    }
    let verb = if role(licensee) == Some(Pool) { "accredited" } else { "licensed" };
    let untold = format!("{licensee} {verb} 2023-04-01");
    let told = lives.into_iter().find(|(firm, _)| *firm == licensee);
    let mut acts = told.map_or_else(|| acts_of_life(&untold).1, |(_, acts)| acts);
    acts.extend(of_pool.into_iter().enumerate().map(|(at, (on, content))| act(50 + at, Authority::Ministry, on, content)));
    let held = fold::authorisation(&acts).expect("a life without contradiction");
    Facts { held, distributions, sales, counterparties: Arc::new(counterparties) }
}

/// The rules that ship.
pub(crate) fn shipped() -> Rulebook {
    Rulebook::new(RuleCode::ALL.iter().flat_map(|code| versions(*code, &[])))
}

/// The rules that ship, but one of them with these versions: days in force, and parameters with their values, such as
/// `windowMonths 6` or `windowMonths without a value`.
pub(crate) fn with_versions(code: RuleCode, told: &[(&str, &str)]) -> Rulebook {
    Rulebook::new(RuleCode::ALL.iter().flat_map(|other| versions(*other, if *other == code { told } else { &[] })))
}

/// The versions of a rule as told, or else as they ship.
fn versions(code: RuleCode, told: &[(&str, &str)]) -> Vec<RuleVersion> {
    let drafts = starting_set::drafts().expect("the shipped rules");
    let shipped = drafts.into_iter().filter_map(|draft| match draft.content {
        Content::AddRuleVersion(text) if text.code == code => Some((draft.effective_on, text)),
        _ => None,
    });
    let shipped: Vec<(Day, RuleText)> = shipped.collect();
    let version = |(in_force, parameters): &(&str, &str)| {
        let (from, until) = days(in_force);
        let parameters = parameters.split(',').map(str::trim).filter(|told| !told.is_empty()).map(parameter).collect();
        (from, RuleText { until, parameters, ..shipped[0].1.clone() })
    };
    let texts = if told.is_empty() { shipped.clone() } else { told.iter().map(version).collect() };
    let acts: Vec<Act> = texts
        .into_iter()
        .enumerate()
        .map(|(at, (from, text))| {
            text.check().expect("parameters that the rule has");
            act(at + 1, Authority::Ministry, from, Content::AddRuleVersion(text))
        })
        .collect();
    fold::rule(&acts).expect("versions that do not overlap")
}

fn parameter(told: &str) -> Parameter {
    let (name, value) = told.split_once(' ').expect("a name and a value");
    let value = (value != "without a value").then(|| value.parse().unwrap_or_else(|why| panic!("{told}: {why}")));
    Parameter { name: name.to_owned(), value }
}
