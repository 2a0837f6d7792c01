//! What a link seals: the question, and enough to know the answer again.

use serde::{Deserialize, Serialize};

use super::answered::Answered;
use super::give::Wanted;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::registry::{Named, SubjectKey};

/// What was asked, when, under which view; short names, since all of it stands in an address.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Asked {
    #[serde(rename = "w")]
    pub(super) what: What,
    #[serde(rename = "d")]
    on: Day,
    #[serde(rename = "s")]
    seq: Sequence,
    #[serde(rename = "t")]
    pub(super) at: Instant,
    #[serde(rename = "n", skip_serializing_if = "Option::is_none", default)]
    nonce: Option<String>,
    #[serde(rename = "a", skip_serializing_if = "Option::is_none", default)]
    audience: Option<String>,
    /// The beginning of a hash of what was said: a later program may answer otherwise.
    #[serde(rename = "h")]
    pub(super) digest: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum What {
    #[serde(rename = "v")]
    Verification(Subject),
    #[serde(rename = "c")]
    Chain(Box<[Subject; 3]>),
    /// Of a batch only how many there were: its subjects are known to the one who asked.
    #[serde(rename = "b")]
    Batch(u32),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Subject {
    #[serde(rename = "r")]
    role: String,
    #[serde(rename = "k")]
    key: Key,
}

#[derive(Debug, Serialize, Deserialize)]
enum Key {
    #[serde(rename = "b")]
    Bin(Bin),
    #[serde(rename = "n")]
    Number(String),
    #[serde(rename = "i")]
    Id(AuthorisationId),
    #[serde(rename = "m")]
    Name(String),
    #[serde(rename = "d")]
    Domain(String),
}

impl Asked {
    pub(super) fn new(answered: Answered<'_>, view: View, at: Instant, wanted: &Wanted, digest: String) -> Self {
        let what = match answered {
            Answered::Verification(of) => What::Verification(Subject::of(&of.asked)),
            Answered::Chain(of) => What::Chain(Box::new([&of.miner.asked, &of.pool.asked, &of.exchange.asked].map(Subject::of))),
            Answered::Batch(items) => What::Batch(u32::try_from(items.len()).unwrap_or(u32::MAX)),
        };
        let Wanted { nonce, audience } = wanted.clone();
        Self { what, on: view.on, seq: view.seq, at, nonce, audience, digest }
    }

    pub(super) fn view(&self) -> View {
        View { on: self.on, seq: self.seq }
    }

    pub(super) fn wanted(&self) -> Wanted {
        Wanted { nonce: self.nonce.clone(), audience: self.audience.clone() }
    }
}

impl Subject {
    fn of(named: &Named) -> Self {
        let key = match &named.key {
            SubjectKey::Bin(bin) => Key::Bin(*bin),
            SubjectKey::Number(text) => Key::Number(text.clone()),
            SubjectKey::Id(id) => Key::Id(*id),
            SubjectKey::Name(text) => Key::Name(text.clone()),
            SubjectKey::Domain(text) => Key::Domain(text.clone()),
        };
        Self { role: named.role.code().to_owned(), key }
    }

    /// Who was asked about; `None` for a role that this program does not know.
    pub(super) fn named(self) -> Option<Named> {
        let key = match self.key {
            Key::Bin(bin) => SubjectKey::Bin(bin),
            Key::Number(text) => SubjectKey::Number(text),
            Key::Id(id) => SubjectKey::Id(id),
            Key::Name(text) => SubjectKey::Name(text),
            Key::Domain(text) => SubjectKey::Domain(text),
        };
        Some(Named { role: LicenseeRole::from_code(&self.role)?, key })
    }
}
