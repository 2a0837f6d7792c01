//! Authorisations: one mining licence, one pool accreditation or one exchange licence each.

use serde::{Deserialize, Serialize};

use super::authority::Authority;
use super::codes::coded;
use super::day::Day;
use super::lang::Wording;
use super::organisation::OrganisationId;
use super::sequence::Sequence;
use super::text::Line;

/// An authorisation's key: the number of the act that granted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorisationId(pub Sequence);

coded! {
    /// What a licensee is.
    pub enum LicenseeRole {
        /// Holds a mining licence (Law 193-VII art. 8(2)).
        Miner = "MINER",
        /// Holds a pool accreditation (art. 10).
        Pool = "POOL",
        /// Holds an exchange licence (art. 11).
        Exchange = "EXCHANGE",
    }
}

coded! {
    /// The subkind of a mining licence (art. 9(1)).
    pub enum Subkind {
        /// Subkind I: owns or holds a data centre.
        One = "I",
        /// Subkind II: own hardware in another's data centre.
        Two = "II",
    }
}

coded! {
    /// Under which law an authorisation was given.
    pub enum LegalRegime {
        /// Law 193-VII on Digital Assets: mining licences and pool accreditations.
        DigitalAssetsLaw = "DIGITAL_ASSETS_LAW",
        /// The law of the Astana International Financial Centre.
        Aifc = "AIFC",
        /// The National Bank's regime for digital assets, from 2026.
        NationalBank = "NATIONAL_BANK",
    }
}

/// What was granted: the part of an authorisation that its dated events do not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Its key.
    pub id: AuthorisationId,
    /// The holder.
    pub organisation: OrganisationId,
    /// What it makes the holder.
    pub role: LicenseeRole,
    /// Of a mining licence.
    pub subkind: Option<Subkind>,
    /// The number on the document.
    pub number: Line,
    /// Who gave it.
    pub authority: Authority,
    /// Under which law.
    pub regime: LegalRegime,
    /// The first day of its force.
    pub granted_on: Day,
    /// Conditions and restrictions, where there are any.
    pub conditions: Option<Wording>,
}

/// The form in which numbers are compared: no spaces, capital letters, one kind of dash. Two documents whose
/// numbers differ only in these are taken for one.
pub fn number_key(number: &str) -> String {
    number
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}
