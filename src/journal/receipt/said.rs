//! What a receipt says: a W3C Verifiable Credential 2.0 whose subject is an answer of the register.

use serde::{Deserialize, Serialize};

use super::super::credential::{CONTEXT, CREDENTIAL};
use super::super::keys::Address;
use super::hashes;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::lang::Names;
use crate::domain::sequence::Sequence;

/// What every receipt is, beside a credential.
const RECEIPT: &str = "VerificationReceipt";

/// A receipt, before it is signed or after it was checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    #[serde(rename = "@context")]
    context: Vec<String>,
    /// Where a person can look at it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
    #[serde(rename = "type")]
    kinds: Vec<String>,
    /// Which register answered (did:web).
    pub issuer: String,
    /// The same, where libraries for JWT look for it.
    iss: String,
    /// When it answered: RFC 3339, UTC.
    pub valid_from: String,
    /// What it was asked, and what it answered.
    pub credential_subject: Answer,
    /// What the answer rests on.
    pub evidence: Vec<Evidence>,
    /// The asker's own mark.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
    /// For whom the asker asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub aud: Option<String>,
}

/// The view that an answer was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct From {
    /// The day that it speaks of.
    pub as_of: Day,
    /// The register's version.
    pub sequence: Sequence,
    /// The version of the rules: the newest act about any of them.
    pub rule_set: Sequence,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum Answer {
    /// About one subject.
    Verification {
        /// The view.
        #[serde(flatten)]
        from: From,
        /// The answer.
        #[serde(flatten)]
        said: Box<Said>,
    },
    /// About a miner, a pool, an exchange, and what lies between them.
    ChainVerification {
        /// The view.
        #[serde(flatten)]
        from: From,
        /// The verdict: that of the weakest link.
        verdict: String,
        /// The links, the parties first.
        links: Vec<Link>,
        /// The three parties, in this order, each by itself.
        parties: Vec<Said>,
    },
    /// About many subjects, of which the holder shows those that he likes.
    BatchVerification {
        /// The view.
        #[serde(flatten)]
        from: From,
        /// How many there are.
        count: u32,
        /// The root of a tree (RFC 6962) over them, in base64.
        #[serde(with = "hashes::one")]
        root: [u8; 32],
    },
}

/// The answer about one subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// What was asked.
    pub question: Question,
    /// The verdict's code.
    pub verdict: String,
    /// The subject, where it was found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<Subject>,
    /// What came of each rule.
    pub findings: Vec<FindingSaid>,
    /// The day on which the answer changes if no new fact arrives.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_change_on: Option<Day>,
    /// The acts by which the public was warned of the subject.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub warnings: Vec<Sequence>,
}

/// What was asked about one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// MINER, POOL or EXCHANGE.
    pub role: String,
    /// By what the subject was named: bin, number, id, name or domain.
    pub by: String,
    /// The name, number or key; of a person's number only that it was one.
    pub key: String,
}

/// A subject that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The register's key of the licensee.
    pub licensee: String,
    /// The number on the document.
    pub number: String,
    /// The holder's number, as the public sees it.
    pub bin: String,
    /// The holder's names.
    pub names: Names,
    /// The standing's code.
    pub standing: String,
}

/// What came of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingSaid {
    /// The rule's code.
    pub rule: String,
    /// The version it was judged by.
    pub version: u32,
    /// The outcome's code.
    pub outcome: String,
}

/// A party of a chain, or what lies between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The party that it begins at.
    pub from: String,
    /// The party that it leads to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// The verdict's code.
    pub verdict: String,
    /// Of what lies between two, the finding.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub findings: Vec<FindingSaid>,
}

/// What an answer rests on: acts, and the proof that the journal holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    #[serde(rename = "type")]
    kinds: Vec<String>,
    /// The signed checkpoint that the proofs lead to.
    pub checkpoint: String,
    /// All acts that the answer rests on, in order.
    pub rests_on: Vec<Sequence>,
    /// Those of them whose proof is here. Of the others the log has it.
    pub acts: Vec<ProvedAct>,
}

/// An act with the proof that the journal holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvedAct {
    /// Its number: one more than its place among the leaves.
    pub sequence: Sequence,
    /// Its public entry, byte for byte.
    pub entry: String,
    /// The hashes beside the way to the root (RFC 6962, section 2.1.1), in base64.
    #[serde(with = "hashes::many")]
    pub proof: Vec<[u8; 32]>,
}

impl Evidence {
    /// Evidence by a checkpoint.
    pub fn new(checkpoint: String, rests_on: Vec<Sequence>, acts: Vec<ProvedAct>) -> Self {
        Self { kinds: vec!["TransparencyLogEvidence".to_owned()], checkpoint, rests_on, acts }
    }
}

impl Receipt {
    /// A receipt of the register at an address, given at a time.
    pub fn new(address: &Address, at: Instant, answer: Answer, evidence: Evidence) -> Self {
        Self {
            context: CONTEXT.map(str::to_owned).into(),
            id: None,
            kinds: vec![CREDENTIAL.to_owned(), RECEIPT.to_owned()],
            issuer: address.issuer(),
            iss: address.issuer(),
            valid_from: at.to_string(),
            credential_subject: answer,
            evidence: vec![evidence],
            nonce: None,
            aud: None,
        }
    }

    /// Whether it says that it is a receipt of this form.
    pub(super) fn is_receipt(&self) -> bool {
        self.context.iter().map(String::as_str).eq(CONTEXT) && self.kinds.iter().any(|kind| kind == RECEIPT)
    }

    /// Whether it names the same issuer in both places.
    pub(super) fn is_of_its_issuer(&self) -> bool {
        self.iss == self.issuer
    }

    /// The view that it was read from.
    pub fn from(&self) -> From {
        match &self.credential_subject {
            Answer::Verification { from, .. }
            | Answer::ChainVerification { from, .. }
            | Answer::BatchVerification { from, .. } => *from,
        }
    }
}
