//! An act as the journal writes it: a public entry in canonical JSON (RFC 8785), its confidential parts replaced by
//! salted commitments, and the leaf hash of the entry (RFC 6962).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::act::{Act, ActKind, Content, Draft, Subject};
use crate::domain::authority::Authority;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::sequence::Sequence;
use crate::domain::text::{Line, Note};

/// The version of the entry's form.
pub(super) const FORM: u32 = 1;

/// The salt of an act's commitments: secret, drawn anew for each act.
pub type Salt = [u8; 32];

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// An act, ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The public entry in canonical JSON: the leaf's content.
    pub entry: String,
    /// What the entry leaves out: a canonical JSON object by pointer, where there is anything.
    pub confidential: Option<String>,
    /// The hash of the entry as a leaf.
    pub leaf: Hash,
}

/// A stored entry that cannot be read back.
#[derive(Debug, Error)]
#[error("journal entry {sequence} cannot be read: {source}")]
pub struct CorruptEntry {
    /// Which.
    pub sequence: Sequence,
    /// Why.
    pub source: serde_json::Error,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    pub(super) form: u32,
    pub(super) sequence: Sequence,
    pub(super) authority: Authority,
    pub(super) effective_on: Day,
    /// Microseconds since 1970, UTC.
    pub(super) recorded_at: Instant,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) subject: Option<Subject>,
    pub(super) reason: Note,
    pub(super) reference: Line,
    /// The facts that change, by their names in the API.
    pub(super) changed: Vec<String>,
    /// `{ "kind": …, "content": … }`, without the confidential parts.
    pub(super) act: Value,
    /// SHA-256 commitments to the confidential parts, by JSON pointer into the content.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub(super) commitments: BTreeMap<String, String>,
}

/// What anyone may read in an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEntry {
    /// The act's number.
    pub sequence: Sequence,
    /// What kind of act.
    pub kind: ActKind,
    /// In whose name.
    pub authority: Authority,
    /// From which day.
    pub effective_on: Day,
    /// When.
    pub recorded_at: Instant,
    /// About whom.
    pub subject: Option<Subject>,
    /// Why.
    pub reason: Note,
    /// The document it rests on.
    pub reference: Line,
    /// The facts that change.
    pub changed: Vec<String>,
    /// The public part of what it says.
    pub content: Value,
}

impl PublicEntry {
    /// Reads an entry.
    ///
    /// # Errors
    /// An entry that this program did not write.
    pub fn read(sequence: Sequence, entry: &str) -> Result<Self, CorruptEntry> {
        let corrupt = |source| CorruptEntry { sequence, source };
        let mut entry: Entry = serde_json::from_str(entry).map_err(corrupt)?;
        let kind = entry.act.get("kind").and_then(Value::as_str).and_then(ActKind::from_code);
        let kind = kind.ok_or_else(|| corrupt(serde::de::Error::custom("no kind of act that this program knows")))?;
        Ok(Self {
            sequence: entry.sequence,
            kind,
            authority: entry.authority,
            effective_on: entry.effective_on,
            recorded_at: entry.recorded_at,
            subject: entry.subject,
            reason: entry.reason,
            reference: entry.reference,
            changed: entry.changed,
            content: entry.act.get_mut("content").map(Value::take).unwrap_or_default(),
        })
    }
}

/// Writes an act as its entry.
///
/// # Errors
/// Never for an act built from checked values: all of them have a JSON form.
pub fn seal(act: &Act, salt: &Salt) -> Result<Sealed, serde_json::Error> {
    let mut said = serde_json::to_value(&act.content)?;
    let hidden = hide(&mut said, &act.content);
    // A file can be long: its canonical form is made once, for the commitment and for keeping.
    let hidden = hidden.into_iter().map(|(pointer, value)| Ok((pointer, serde_json_canonicalizer::to_string(&value)?)));
    let hidden: BTreeMap<String, String> = hidden.collect::<Result<_, serde_json::Error>>()?;
    let commitments = hidden.iter().map(|(pointer, canonical)| (pointer.clone(), commitment(salt, pointer, canonical)));
    let entry = Entry {
        form: FORM,
        sequence: act.sequence,
        authority: act.authority,
        effective_on: act.effective_on,
        recorded_at: act.recorded_at,
        subject: act.subject,
        reason: act.reason.clone(),
        reference: act.reference.clone(),
        changed: act.content.changed_fields().into_iter().map(str::to_owned).collect(),
        act: said,
        commitments: commitments.collect(),
    };
    let entry = serde_json_canonicalizer::to_string(&entry)?;
    let leaf = leaf_hash(entry.as_bytes());
    let confidential = (!hidden.is_empty()).then(|| object_of(&hidden)).transpose()?;
    Ok(Sealed { entry, confidential, leaf })
}

/// Reads an act back from its entry and its confidential parts.
///
/// # Errors
/// An entry that this program did not write.
pub fn open(sequence: Sequence, entry: &str, confidential: Option<&str>) -> Result<Act, CorruptEntry> {
    let corrupt = |source| CorruptEntry { sequence, source };
    let mut entry: Entry = serde_json::from_str(entry).map_err(corrupt)?;
    let hidden: BTreeMap<String, Value> =
        confidential.map(serde_json::from_str).transpose().map_err(corrupt)?.unwrap_or_default();
    hidden.into_iter().for_each(|(pointer, value)| put(&mut entry.act, &pointer, value));
    Ok(Act {
        sequence: entry.sequence,
        authority: entry.authority,
        effective_on: entry.effective_on,
        recorded_at: entry.recorded_at,
        subject: entry.subject,
        reason: entry.reason,
        reference: entry.reference,
        content: serde_json::from_value(entry.act).map_err(corrupt)?,
    })
}

/// The hash of a leaf: SHA-256 of a zero byte and the entry (RFC 6962, section 2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

/// What a caller asked for, by which a repeated request is told from another with the same key.
///
/// # Errors
/// As [`seal`].
pub fn request_hash(draft: &Draft) -> Result<Hash, serde_json::Error> {
    Ok(Sha256::digest(serde_json_canonicalizer::to_vec(draft)?).into())
}

/// What an act says, by which a file recorded twice is found. What the register itself adds to a file, the organisation
/// it knows by the party's number, does not count: it may be another the second time.
///
/// # Errors
/// As [`seal`].
pub fn content_hash(content: &Content) -> Result<Hash, serde_json::Error> {
    let mut said = serde_json::to_value(content)?;
    if let (Content::RecordDistributions { .. } | Content::RecordSales { .. }, Some(Value::Object(file))) =
        (content, said.pointer_mut("/content"))
    {
        file.remove("organisation");
    }
    Ok(Sha256::digest(serde_json_canonicalizer::to_vec(&said)?).into())
}

/// Takes the confidential parts out of the content; a number leaves its masked form behind, a file its count.
pub(super) fn hide(said: &mut Value, content: &Content) -> BTreeMap<String, Value> {
    let mut hidden = BTreeMap::new();
    for part in content.confidential_parts() {
        let pointer = format!("/content{part}");
        let Some(place) = said.pointer_mut(&pointer) else { continue };
        let trace = trace(place);
        hidden.insert(pointer, std::mem::replace(place, trace));
    }
    hidden
}

fn trace(value: &Value) -> Value {
    match value {
        Value::Array(rows) => Value::from(rows.len()),
        Value::String(text) => text.parse::<Bin>().map_or(Value::Null, |bin| Value::from(bin.public())),
        _ => Value::Null,
    }
}

pub(super) fn put(said: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = said.pointer_mut(pointer) {
        *place = value;
    }
}

/// An object of canonical values, itself canonical: pointers are ASCII, and the map has them in order.
pub(super) fn object_of(hidden: &BTreeMap<String, String>) -> Result<String, serde_json::Error> {
    let member = |(pointer, canonical): (&String, &String)| Ok(format!("{}:{canonical}", serde_json::to_string(pointer)?));
    let members: Vec<String> = hidden.iter().map(member).collect::<Result<_, serde_json::Error>>()?;
    Ok(format!("{{{}}}", members.join(",")))
}

/// SHA-256 over the act's salt, the pointer and the canonical value. The salt keeps anyone from guessing a value; the
/// pointer keeps two equal values from showing that they are equal.
fn commitment(salt: &Salt, pointer: &str, canonical: &str) -> String {
    let hash =
        Sha256::new().chain_update(salt).chain_update(pointer.as_bytes()).chain_update([0]).chain_update(canonical).finalize();
    hex::encode(hash)
}
