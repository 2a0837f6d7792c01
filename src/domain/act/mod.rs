//! Acts: the only way in. What an act says, of what kind it is, and whom it is about.

mod aspects;
mod content;
mod kind;

use serde::{Deserialize, Serialize};

use super::authorisation::{AuthorisationId, LicenseeRole};
use super::authority::Authority;
use super::data_centre::DataCentreId;
use super::day::Day;
use super::instant::Instant;
use super::organisation::OrganisationId;
use super::rule::RuleCode;
use super::sequence::Sequence;
use super::surplus::SessionId;
use super::text::{Line, Note};

pub use content::{Content, Grant, Naming, OfLicence, Renewal, Revocation, Suspension};
pub use kind::ActKind;

/// Whom or what an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Subject {
    /// An organisation.
    Organisation(OrganisationId),
    /// A miner.
    Miner(AuthorisationId),
    /// A pool.
    Pool(AuthorisationId),
    /// An exchange.
    Exchange(AuthorisationId),
    /// A data centre.
    DataCentre(DataCentreId),
    /// A session of surplus power.
    SurplusSession(SessionId),
    /// A warning, by the act that published it.
    Warning(Sequence),
    /// A rule.
    Rule(RuleCode),
}

impl Subject {
    /// The licensee whose authorisation this is.
    pub fn licensee(role: LicenseeRole, id: AuthorisationId) -> Self {
        match role {
            LicenseeRole::Miner => Self::Miner(id),
            LicenseeRole::Pool => Self::Pool(id),
            LicenseeRole::Exchange => Self::Exchange(id),
        }
    }

    /// The licensee that it is, with its role; `None` for something else.
    pub fn authorisation(self) -> Option<(LicenseeRole, AuthorisationId)> {
        match self {
            Self::Miner(id) => Some((LicenseeRole::Miner, id)),
            Self::Pool(id) => Some((LicenseeRole::Pool, id)),
            Self::Exchange(id) => Some((LicenseeRole::Exchange, id)),
            _ => None,
        }
    }
}

/// An act as the caller hands it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The day from which it has effect.
    pub effective_on: Day,
    /// Why, in words.
    pub reason: Note,
    /// The document it rests on.
    pub reference: Line,
    /// The caller's own key: the same key with the same content gives the first answer again.
    pub idempotency_key: Line,
    /// The newest act that the caller had seen of the subject.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_sequence: Option<Sequence>,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
}

/// An act as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub sequence: Sequence,
    /// In whose name.
    pub authority: Authority,
    /// The day from which it has effect.
    pub effective_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Whom it is about, where the register knows them.
    pub subject: Option<Subject>,
    /// Why, in words.
    pub reason: Note,
    /// The document it rests on.
    pub reference: Line,
    /// What it says.
    pub content: Content,
}
