//! An act as far as anyone can know it: read strictly from its public entry, with stand-ins for what is hidden.
//!
//! Whoever plays the journal again without the register's help has only this. A file of rows stands in without its rows, a
//! masked number with one that nobody bears, an amount with one that says nothing. Nothing that a stand-in says may be
//! relied on, but that two hidden values of two acts are two.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use thiserror::Error;

use super::entry::{Entry, FORM, Sealed, hide, leaf_hash, object_of, put};
use crate::domain::act::{Act, Content};
use crate::domain::bin::Bin;
use crate::domain::sequence::Sequence;

/// An act with stand-ins for its hidden parts.
#[derive(Clone, Debug)]
pub struct KnownAct {
    /// The act.
    pub act: Act,
    /// Its entry as it was read, the stand-ins as its confidential part, and the entry's hash as a leaf.
    pub sealed: Sealed,
    /// How many rows its file has, or is said to have; `None` for what is no file.
    pub rows: Option<u64>,
}

/// What is no entry that the register would have written.
#[derive(Debug, Error)]
pub enum EntryError {
    /// It is not JSON of the right form.
    #[error("its entry cannot be read: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It is not text.
    #[error("its entry is not UTF-8")]
    NotText,
    /// It was written by a program of another age.
    #[error("its entry has form {0}, and this program reads form {FORM}")]
    OtherForm(u32),
    /// It says that it is another act.
    #[error("its entry says that it is act {0}")]
    OtherSequence(Sequence),
    /// It is JSON, but not as the journal writes it.
    #[error("its entry is not canonical: the register would have written {0}")]
    NotCanonical(String),
    /// It hides what is public, or shows what is not.
    #[error("its entry hides {hidden:?}, and an act of its kind hides {should:?}")]
    WrongParts {
        /// What it hides.
        hidden: Vec<String>,
        /// What it should.
        should: Vec<String>,
    },
    /// What it leaves in the place of something hidden is not what is left there.
    #[error("its entry has something else in the place of {0} than what stands for a hidden part")]
    WrongTrace(String),
}

/// Reads an entry, which must be just as the register writes the entry of this act.
///
/// # Errors
/// Whatever else it is.
pub fn read(sequence: Sequence, bytes: &[u8]) -> Result<KnownAct, EntryError> {
    let text = std::str::from_utf8(bytes).map_err(|_| EntryError::NotText)?;
    let entry: Entry = serde_json::from_str(text)?;
    if entry.form != FORM {
        return Err(EntryError::OtherForm(entry.form));
    }
    if entry.sequence != sequence {
        return Err(EntryError::OtherSequence(entry.sequence));
    }
    is_written_so(text, &entry)?;
    let mut whole = entry.act.clone();
    let mut stand_ins = BTreeMap::new();
    for (pointer, commitment) in &entry.commitments {
        let wrong = || EntryError::WrongTrace(pointer.clone());
        let is_hash = commitment.len() == 64 && commitment.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        let trace = entry.act.pointer(pointer).filter(|_| is_hash).ok_or_else(wrong)?;
        let stand_in = stand_in(&entry.act, sequence, pointer, trace).ok_or_else(wrong)?;
        stand_ins.insert(pointer.clone(), serde_json_canonicalizer::to_string(&stand_in)?);
        put(&mut whole, pointer, stand_in);
    }
    let content: Content = serde_json::from_value(whole)?;
    let rows = entry.act.pointer("/content/rows").and_then(Value::as_u64);
    as_sealed(text, &entry, &content)?;
    let confidential = (!stand_ins.is_empty()).then(|| object_of(&stand_ins)).transpose()?;
    Ok(KnownAct {
        act: Act {
            sequence,
            authority: entry.authority,
            effective_on: entry.effective_on,
            recorded_at: entry.recorded_at,
            subject: entry.subject,
            reason: entry.reason,
            reference: entry.reference,
            content,
        },
        sealed: Sealed { entry: text.to_owned(), confidential, leaf: leaf_hash(bytes) },
        rows,
    })
}

fn is_written_so(text: &str, entry: &Entry) -> Result<(), EntryError> {
    let canonical = serde_json_canonicalizer::to_string(entry)?;
    if canonical == text { Ok(()) } else { Err(EntryError::NotCanonical(canonical)) }
}

/// Checks that the entry is what the act would be sealed as, but for the hidden parts themselves.
fn as_sealed(text: &str, entry: &Entry, content: &Content) -> Result<(), EntryError> {
    let mut said = serde_json::to_value(content)?;
    let should: Vec<String> = hide(&mut said, content).into_keys().collect();
    let hidden: Vec<String> = entry.commitments.keys().cloned().collect();
    if hidden != should {
        return Err(EntryError::WrongParts { hidden, should });
    }
    for pointer in &hidden {
        put(&mut said, pointer, entry.act.pointer(pointer).cloned().unwrap_or_default());
    }
    let changed = content.changed_fields().into_iter().map(str::to_owned).collect();
    let again = Entry {
        form: entry.form,
        sequence: entry.sequence,
        authority: entry.authority,
        effective_on: entry.effective_on,
        recorded_at: entry.recorded_at,
        subject: entry.subject,
        reason: entry.reason.clone(),
        reference: entry.reference.clone(),
        changed,
        act: said,
        commitments: entry.commitments.clone(),
    };
    is_written_so(text, &again)
}

/// What stands in for a hidden part, by what was left in its place; `None` where that is not what is left there.
fn stand_in(act: &Value, sequence: Sequence, pointer: &str, trace: &Value) -> Option<Value> {
    let (_, part) = pointer.rsplit_once('/')?;
    match part {
        "rows" => trace.as_u64().filter(|count| *count > 0).map(|_| json!([])),
        "bin" if trace.as_str() == Some(&"*".repeat(12)) => nobody(of_registration(act, pointer).unwrap_or(sequence)),
        "amount" if trace.is_null() => Some(Value::from(sequence.number())),
        "with" if trace.is_null() => row(act, sequence),
        _ => None,
    }
}

/// The act that registered whose number it is: a correction of a registration keeps it.
fn of_registration(act: &Value, pointer: &str) -> Option<Sequence> {
    let is_registration = act.pointer("/content/with/kind")? == "REGISTER_ORGANISATION";
    let corrects = act.pointer("/content/corrects")?.as_i64().and_then(Sequence::new);
    corrects.filter(|_| is_registration && pointer == "/content/with/content/bin")
}

/// A person's number that is nobody's: all of them are hidden, so that none of those that are shown is the same. Each act
/// has its own.
fn nobody(sequence: Sequence) -> Option<Value> {
    // Of two numbers that differ in their eleventh digit alone, one has a check digit: the first pass does not see that
    // digit, and the second gives another sum for each.
    let number = u64::try_from(sequence.number()).ok()?.checked_mul(2)?;
    let (serial, days) = (number % 100_000, number / 100_000);
    let (day, month, year) = (days % 28 + 1, days / 28 % 12 + 1, days / (28 * 12));
    let number = (0..2).find_map(|more| Bin::complete(&format!("{year:02}{month:02}{day:02}{:05}", serial + more)))?;
    Some(Value::from(number.digits()))
}

/// A row that says nothing, in the place of one that corrects another.
fn row(act: &Value, sequence: Sequence) -> Option<Value> {
    let (miner, on) = (nobody(sequence)?, "2023-04-01");
    match act.pointer("/content/as")?.as_str()? {
        "DISTRIBUTION_REPLACED" | "SALE_REPLACED" => Some(json!({ "miner": miner, "on": on, "asset": "BTC", "units": "1" })),
        "READING_REPLACED" => Some(json!({ "meter": "-", "miner": miner, "source": "GRID_AUCTION", "on": on, "hours": [] })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::bin::BinKind;
    use crate::journal::entry::seal;

    fn seq(number: i64) -> Sequence {
        Sequence::new(number).expect("a sequence")
    }

    /// An act by its JSON form.
    fn sealed(content: &Value) -> Sealed {
        let act = Act {
            sequence: seq(7),
            authority: crate::domain::authority::Authority::Ministry,
            effective_on: crate::domain::day::Day::LAW_IN_FORCE,
            recorded_at: crate::domain::instant::Instant::from_micros(1_700_000_000_000_000),
            subject: None,
            reason: "Because".to_owned().try_into().expect("a reason"),
            reference: "1".to_owned().try_into().expect("a reference"),
            content: serde_json::from_value(content.clone()).expect("a content"),
        };
        seal(&act, &[9; 32]).expect("sealed")
    }

    fn person() -> String {
        (0..9).find_map(|n| Bin::complete(&format!("8501153001{n}"))).expect("a number").digits().to_owned()
    }

    fn hiding() -> Vec<Value> {
        let details = json!({ "names": { "kk": "А", "ru": "Б" }, "region": "55" });
        let row = json!({ "miner": person(), "on": "2024-01-02", "asset": "BTC", "units": "5" });
        let registration = json!({ "bin": person(), "details": details });
        vec![
            json!({ "kind": "REGISTER_ORGANISATION", "content": registration }),
            json!({ "kind": "RECORD_SALES", "content": { "venue": { "name": "x" }, "rows": [row, row] } }),
            json!({ "kind": "RECORD_PAYMENT", "content": { "authorisation": 3, "is": "PAYMENT", "amount": 500, "span": "2024-Q1" } }),
            json!({ "kind": "CORRECT_FACT", "content": { "as": "SALE_REPLACED", "corrects": 4, "row": 0, "with": row } }),
            json!({ "kind": "CORRECT_FACT", "content": { "as": "REPLACED", "corrects": 2, "effectiveOn": "2024-01-02",
                "with": { "kind": "REGISTER_ORGANISATION", "content": registration } } }),
            json!({ "kind": "CORRECT_FACT", "content": { "as": "READING_REPLACED", "corrects": 4, "row": 0,
                "with": { "meter": "M", "miner": person(), "source": "IMPORT", "on": "2024-01-02", "hours": [null, 5] } } }),
        ]
    }

    #[test]
    fn whatever_is_hidden_has_a_stand_in_and_the_entry_stays_as_it_was() {
        for content in hiding() {
            let sealed = sealed(&content);
            let known = read(seq(7), sealed.entry.as_bytes()).unwrap_or_else(|error| panic!("{content}: {error}"));
            assert_eq!((&known.sealed.entry, known.sealed.leaf), (&sealed.entry, sealed.leaf));
            let again = super::super::entry::open(seq(7), &known.sealed.entry, known.sealed.confidential.as_deref());
            assert_eq!(again.expect("opened"), known.act);
            assert!(!known.sealed.confidential.expect("stand-ins").contains(&person()));
        }
    }

    #[test]
    fn what_the_register_would_not_have_written_is_refused() {
        let entry = sealed(&hiding()[0]).entry;
        let refused = |from: &str, to: &str| {
            let changed = entry.replace(from, to);
            assert_ne!(changed, entry, "{from}");
            read(seq(7), changed.as_bytes()).expect_err("not an entry").to_string()
        };
        assert!(read(seq(8), entry.as_bytes()).expect_err("another").to_string().contains("says that it is act 7"));
        assert!(refused("\"form\":1", "\"form\":2").contains("form 2"));
        assert!(refused("{\"act\"", "{ \"act\"").contains("not canonical"));
        assert!(refused("\"form\":1", "\"form\":1,\"more\":1").contains("not canonical"));
        assert!(refused("\"region\":\"55\"", "\"region\":\"55\",\"x\":1").contains("not canonical"));
        assert!(refused("[\"organisation\"]", "[\"names\"]").contains("not canonical"));
        assert!(refused("************", &person()).contains("in the place of /content/bin"));
        assert!(refused("/content/bin", "/content/details/region").contains("in the place of"));
        assert!(read(seq(7), b"\xff").expect_err("no text").to_string().contains("UTF-8"));
        let commitments = entry.find("\"commitments\"").expect("there");
        let end = entry[commitments..].find("},").expect("its end") + commitments + 2;
        let bare = format!("{}{}", &entry[..commitments], &entry[end..]);
        assert!(read(seq(7), bare.as_bytes()).is_err(), "a masked number without a commitment");
    }

    #[test]
    fn each_act_has_a_nobody_of_its_own() {
        let numbers = (1..5_000).chain([i64::from(u32::MAX) / 3]).map(|n| nobody(seq(n)).expect("a number"));
        let mut all = HashSet::new();
        for number in numbers {
            let bin: Bin = number.as_str().expect("text").parse().expect("a number");
            assert_eq!(bin.kind(), BinKind::Person);
            assert!(all.insert(bin));
        }
    }
}
