//! Checking a receipt: with what the register publishes of its keys, and nothing else.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::super::checkpoint::{Checkpoint, CheckpointError};
use super::super::entry::PublicEntry;
use super::super::jose::{self, CREDENTIAL, JoseError, Jwk};
use super::super::keys::Keys;
use super::super::note::{KeyKind, Note, NoteError, NoteKey};
use super::super::tree::{ProofError, check_inclusion};
use super::item::{Disclosure, Item, Outcome};
use super::said::{Answer, ProvedAct, Receipt};
use crate::domain::sequence::Sequence;

/// What stands between a receipt and each item that is shown of it.
const SEPARATOR: char = '~';

/// What the checker knows of a register: the JSON at `/.well-known/jwks.json`, which general libraries read too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKeys {
    /// The keys that sign credentials (RFC 7517).
    pub keys: Vec<Jwk>,
    /// The register (did:web).
    pub issuer: String,
    /// The keys that sign checkpoints, as `name+hash+key`.
    pub log: Vec<String>,
}

/// What the checker wants of a receipt beside that it is genuine.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// For whom it must be.
    pub audience: Option<String>,
    /// Which mark it must bear.
    pub nonce: Option<String>,
    /// Witnesses that are trusted.
    pub witnesses: Vec<NoteKey>,
    /// How many of them must have signed.
    pub quorum: usize,
}

/// A receipt that was found to be genuine.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it says.
    pub receipt: Receipt,
    /// The checkpoint that it rests on.
    pub checkpoint: Checkpoint,
    /// The trusted witnesses that signed it: name, and seconds since 1970.
    pub witnesses: Vec<(String, u64)>,
    /// The items of a batch that are shown, each with its place.
    pub items: Vec<(u32, Item)>,
    /// The acts whose place in the journal is proved.
    pub proved: Vec<Sequence>,
}

/// Why a receipt is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// The signature is not good.
    #[error(transparent)]
    Jose(#[from] JoseError),
    /// It is of another register.
    #[error("the receipt is of the register {found}, not of {expected}")]
    OtherRegister {
        /// Whose it is.
        found: String,
        /// Whose keys are known.
        expected: String,
    },
    /// It is signed, but is no receipt of this form.
    #[error("what was signed is no receipt that this program knows: {0}")]
    Malformed(String),
    /// It is for someone else.
    #[error("the receipt is for {}, not for {expected}", found.as_deref().unwrap_or("nobody in particular"))]
    WrongAudience {
        /// For whom it is.
        found: Option<String>,
        /// For whom it should be.
        expected: String,
    },
    /// It bears another mark.
    #[error("the receipt bears the nonce {}, not {expected}", found.as_deref().unwrap_or("of nobody"))]
    WrongNonce {
        /// Which it bears.
        found: Option<String>,
        /// Which it should bear.
        expected: String,
    },
    /// A key of the register is none.
    #[error("the register's keys cannot be used: {0}")]
    Keys(NoteError),
    /// The checkpoint is not good.
    #[error("the checkpoint of the receipt is not good: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Too few of the trusted witnesses signed the checkpoint.
    #[error("{have} of the trusted witnesses signed the checkpoint, and {need} must have")]
    Quorum {
        /// How many did.
        have: usize,
        /// How many must have.
        need: usize,
    },
    /// The checkpoint is older than what the answer was read from.
    #[error("the receipt speaks of act {sequence}, and its checkpoint ends at {size}")]
    Uncovered {
        /// The version.
        sequence: Sequence,
        /// The checkpoint's size.
        size: Sequence,
    },
    /// An act is not in the journal, by its proof.
    #[error("act {act} is not proved: {error}")]
    Act {
        /// Which.
        act: Sequence,
        /// Why.
        error: ProofError,
    },
    /// An entry is of another act, or the answer does not rest on it.
    #[error("the entry shown as act {0} is of another act, or not one that the answer rests on")]
    OtherAct(Sequence),
    /// An item that is shown is none of this batch.
    #[error("the item shown is not one of the receipt: {0}")]
    Item(String),
}

impl PublicKeys {
    /// What everyone may know of keys.
    pub fn of(keys: &Keys) -> Self {
        Self {
            keys: keys.credential_keys(),
            issuer: keys.address().issuer(),
            log: keys.log_keys().iter().map(ToString::to_string).collect(),
        }
    }

    fn log(&self) -> Result<Vec<NoteKey>, ReceiptError> {
        let keys: Vec<NoteKey> = self.log.iter().map(|key| key.parse()).collect::<Result<_, _>>().map_err(ReceiptError::Keys)?;
        match keys.iter().all(|key| key.kind() == KeyKind::Log) && !keys.is_empty() {
            true => Ok(keys),
            false => Err(ReceiptError::Keys(NoteError::MalformedKey("there is no key that signs checkpoints"))),
        }
    }
}

/// Checks a receipt, and the items of it that are shown after it, each after a tilde.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(text: &str, known: &PublicKeys, expected: &Expected) -> Result<Checked, ReceiptError> {
    let mut parts = text.trim().split(SEPARATOR);
    let token = parts.next().unwrap_or_default();
    let payload = jose::verify(token, CREDENTIAL, &known.keys).map_err(|error| whose(token, error, known))?;
    let receipt: Receipt = serde_json::from_slice(&payload).map_err(|error| ReceiptError::Malformed(error.to_string()))?;
    if receipt.issuer != known.issuer || !receipt.is_of_its_issuer() {
        return Err(other_register(receipt.issuer, known));
    }
    if !receipt.is_receipt() {
        return Err(ReceiptError::Malformed("its type is another".to_owned()));
    }
    wanted(&receipt, expected)?;
    let [evidence] = receipt.evidence.as_slice() else {
        return Err(ReceiptError::Malformed("it must have one piece of evidence".to_owned()));
    };
    let (checkpoint, witnesses) = checkpoint(&evidence.checkpoint, known, expected)?;
    let sequence = receipt.from().sequence;
    if sequence > checkpoint.size || receipt.from().rule_set > sequence {
        return Err(ReceiptError::Uncovered { sequence, size: checkpoint.size });
    }
    let mut proved = acts(&evidence.acts, &evidence.rests_on, sequence, &checkpoint)?;
    let mut items = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let (place, item) = item(part, &receipt)?;
        if let Outcome::Verification { rests_on, acts: shown, .. } = &item.outcome {
            proved.extend(acts(shown, rests_on, sequence, &checkpoint)?);
        }
        items.push((place, item));
    }
    Ok(Checked { receipt, checkpoint, witnesses, items, proved })
}

/// Of a token that is not signed by a known key: perhaps it is another register's.
fn whose(token: &str, error: JoseError, known: &PublicKeys) -> ReceiptError {
    #[derive(Deserialize)]
    struct Issued {
        issuer: String,
    }
    let issued = jose::unverified::<Issued>(token);
    match (error, issued) {
        (JoseError::UnknownKey(_), Some(issued)) if issued.issuer != known.issuer => other_register(issued.issuer, known),
        (error, _) => error.into(),
    }
}

fn other_register(found: String, known: &PublicKeys) -> ReceiptError {
    ReceiptError::OtherRegister { found, expected: known.issuer.clone() }
}

fn wanted(receipt: &Receipt, expected: &Expected) -> Result<(), ReceiptError> {
    if let Some(audience) = &expected.audience
        && receipt.aud.as_ref() != Some(audience)
    {
        return Err(ReceiptError::WrongAudience { found: receipt.aud.clone(), expected: audience.clone() });
    }
    if let Some(nonce) = &expected.nonce
        && receipt.nonce.as_ref() != Some(nonce)
    {
        return Err(ReceiptError::WrongNonce { found: receipt.nonce.clone(), expected: nonce.clone() });
    }
    Ok(())
}

fn checkpoint(text: &str, known: &PublicKeys, expected: &Expected) -> Result<(Checkpoint, Vec<(String, u64)>), ReceiptError> {
    let note = Note::parse(text.as_bytes()).map_err(CheckpointError::from)?;
    let checkpoint = Checkpoint::open(&note, &known.log()?)?;
    let witnesses: Vec<NoteKey> = expected.witnesses.iter().filter(|key| key.kind() == KeyKind::Witness).cloned().collect();
    let signed = match note.verify(&witnesses) {
        Ok(signed) => signed,
        Err(NoteError::UnknownKeys(_)) => Vec::new(),
        Err(error) => return Err(CheckpointError::from(error).into()),
    };
    if signed.len() < expected.quorum {
        return Err(ReceiptError::Quorum { have: signed.len(), need: expected.quorum });
    }
    let named = signed.iter().map(|signed| (signed.by.name().to_string(), signed.at.unwrap_or_default())).collect();
    Ok((checkpoint, named))
}

fn acts(
    shown: &[ProvedAct],
    rests_on: &[Sequence],
    sequence: Sequence,
    checkpoint: &Checkpoint,
) -> Result<Vec<Sequence>, ReceiptError> {
    for act in shown {
        let number = act.sequence;
        check_inclusion(number, act.entry.as_bytes(), &act.proof, checkpoint.size, &checkpoint.root)
            .map_err(|error| ReceiptError::Act { act: number, error })?;
        let is_itself = PublicEntry::read(number, &act.entry).is_ok_and(|entry| entry.sequence == number);
        if !is_itself || number > sequence || !rests_on.contains(&number) {
            return Err(ReceiptError::OtherAct(number));
        }
    }
    Ok(shown.iter().map(|act| act.sequence).collect())
}

fn item(part: &str, receipt: &Receipt) -> Result<(u32, Item), ReceiptError> {
    let wrong = |why: &str| ReceiptError::Item(why.to_owned());
    let Answer::BatchVerification { count, root, .. } = &receipt.credential_subject else {
        return Err(wrong("the receipt is not of a batch"));
    };
    let disclosure = Disclosure::read(part).ok_or_else(|| wrong("it has not the form of one"))?;
    disclosure.check(*count, root).map_err(|error| ReceiptError::Item(error.to_string()))?;
    let item = serde_json::from_str(&disclosure.item).map_err(|error| ReceiptError::Item(error.to_string()))?;
    Ok((disclosure.place, item))
}
