//! Public warnings about unlicensed or forged providers.

use serde::{Deserialize, Serialize};

use super::authority::Authority;
use super::bin::Bin;
use super::day::Day;
use super::lang::Wording;
use super::sequence::Sequence;
use super::text::{Line, Name};

/// What a warning says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningText {
    /// The name warned of.
    pub name: Name,
    /// Its number, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bin: Option<Bin>,
    /// Its hosts on the web, in small letters.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub domains: Vec<Line>,
    /// What to beware of.
    pub wording: Wording,
}

/// A published warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The act that published it: its key.
    pub id: Sequence,
    /// The act that says it as it stands.
    pub act: Sequence,
    /// Who published it.
    pub authority: Authority,
    /// Since when.
    pub published_on: Day,
    /// The document.
    pub reference: Line,
    /// What it says.
    pub text: WarningText,
}
