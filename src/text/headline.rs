//! The one sentence that stands above everything else.

use super::catalogue::Sentence;
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::{Authorisation, LicenseeRole};
use crate::domain::day::Day;
use crate::domain::lang::Lang;
use crate::domain::standing::{History, Standing};

/// What the standing of an authorisation means on a day, and how its duties stand.
pub fn headline(authorisation: &Authorisation, history: &History, status: ComplianceStatus, on: Day, lang: Lang) -> String {
    let standing = history.standing(on);
    let id = format!("headline-{}-{}", role(authorisation.role), kebab(standing.code()));
    let mut first = Sentence::new(&id, lang).text("number", authorisation.number.as_str());
    if standing == Standing::Active {
        let until = history.expires_on(on).map(|last| Sentence::new("headline-until", lang).day("day", last).say());
        first = first.text("until", until.unwrap_or_default());
    }
    // The duties of what is not in force add nothing to the first sentence.
    if standing == Standing::Active { format!("{} {}", first.say(), self::status(status, lang)) } else { first.say() }
}

/// The headline of a verdict on someone who was never registered in the role.
pub fn not_found(role: LicenseeRole, lang: Lang) -> String {
    let id = format!("headline-not-found-{}", self::role(role));
    Sentence::new(&id, lang).say()
}

/// A compliance status in one sentence.
pub fn status(status: ComplianceStatus, lang: Lang) -> String {
    let id = format!("status-{}", kebab(status.code()));
    Sentence::new(&id, lang).say()
}

pub(super) fn role(role: LicenseeRole) -> &'static str {
    match role {
        LicenseeRole::Miner => "miner",
        LicenseeRole::Pool => "pool",
        LicenseeRole::Exchange => "exchange",
    }
}

pub(super) fn kebab(code: &str) -> String {
    code.to_lowercase().replace('_', "-")
}
