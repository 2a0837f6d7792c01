//! What a witness signs (C2SP tlog-witness): a checkpoint of a log that it knows, once it is proved that the log only grew
//! since the last one that it signed.
//!
//! All that a witness has to remember of a log is the size and the root that it signed last. Whoever shows it another
//! history is refused, whatever the order in which the two are shown.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use super::checkpoint::{Checkpoint, size_of};
use super::entry::Hash;
use super::note::{self, KeyKind, KeyName, Note, NoteError, NoteKey, SignatureLine};
use super::tree::{ProofError, check_consistency, empty_root};
use crate::domain::sequence::Sequence;

/// The most hashes that a request may carry.
const MOST_HASHES: usize = 63;

/// The longest request that is read, in bytes: the longest note, and before it a size and 63 hashes of 45 bytes.
pub const LONGEST: usize = note::LONGEST + 4 * 1024;

/// The kind of an answer that says which size was signed last.
pub const SIZE_TYPE: &str = "text/x.tlog.size";

/// What a log asks of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size that the witness signed last, as far as the log knows.
    pub old: Sequence,
    /// The proof that the log grew from there.
    pub proof: Vec<Hash>,
    /// The checkpoint, signed by the log.
    pub note: Note,
}

/// Why a witness does not sign.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It is no request.
    #[error("this is no request to sign a checkpoint: {0}")]
    Malformed(String),
    /// The log would have shrunk.
    #[error("the old size {old} is larger than the checkpoint's, {new}")]
    Shrunk {
        /// The old size.
        old: Sequence,
        /// The checkpoint's.
        new: Sequence,
    },
    /// It is of a log that the witness does not watch.
    #[error("this witness does not watch the log {0}")]
    UnknownLog(KeyName),
    /// It is not signed by the log.
    #[error("the checkpoint is not signed by a key that this witness knows of {origin}: {error}")]
    NotSigned {
        /// Whose log.
        origin: KeyName,
        /// Why not.
        error: NoteError,
    },
    /// The witness signed another size last.
    #[error("this witness signed the size {0} last")]
    OtherSize(Sequence),
    /// The witness signed another tree of this size.
    #[error("this witness signed another tree over {size} acts: the log {origin} has forked")]
    Forked {
        /// Whose log.
        origin: KeyName,
        /// The size of both.
        size: Sequence,
    },
    /// It is not proved that the log only grew.
    #[error("it is not proved that the log only grew from {old} acts to {new}: {error}")]
    NotGrown {
        /// What was signed last.
        old: Sequence,
        /// What was to be signed.
        new: Sequence,
        /// What is wrong with the proof.
        error: ProofError,
    },
}

/// What a witness signed last of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The size.
    pub size: Sequence,
    /// The root.
    pub root: Hash,
}

/// The logs that a witness watches, each with its keys.
#[derive(Clone, Debug)]
pub struct Logs(BTreeMap<KeyName, Vec<NoteKey>>);

/// A key that is not one of a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0} is the key of a witness, not of a log: `tizilim key show` and /log/keys name those of a register")]
pub struct NotALog(pub String);

/// A request whose checkpoint is signed by a log that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    request: AddCheckpoint,
    checkpoint: Checkpoint,
}

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// What is none, in words.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let malformed = |why: &str| Refusal::Malformed(why.to_owned());
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").ok_or_else(|| malformed("it has no empty line"))?;
        let (head, note) = (&bytes[..end], &bytes[end + 2..]);
        let head = std::str::from_utf8(head).map_err(|_| malformed("it is not UTF-8"))?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(size_of);
        let old = old.ok_or_else(|| malformed("its first line is not `old` and a size"))?;
        let hash = |line: &str| STANDARD.decode(line).ok().and_then(|bytes| Hash::try_from(bytes).ok());
        let mut proof = Vec::new();
        for line in lines {
            if proof.len() == MOST_HASHES {
                return Err(malformed("it has more than 63 hashes"));
            }
            proof.push(hash(line).ok_or_else(|| malformed("a line of its proof is no hash"))?);
        }
        let note = Note::parse(note).map_err(|error| Refusal::Malformed(error.to_string()))?;
        Ok(Self { old, proof, note })
    }
}

/// As it is sent.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(out, "{}", STANDARD.encode(hash)))?;
        write!(out, "\n{}", self.note)
    }
}

impl Refusal {
    /// The status of the HTTP answer.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::Shrunk { .. } => 400,
            Self::NotSigned { .. } => 403,
            Self::UnknownLog(_) => 404,
            Self::OtherSize(_) | Self::Forked { .. } => 409,
            Self::NotGrown { .. } => 422,
        }
    }
}

impl Logs {
    /// The logs to which keys belong; several keys of one name are those of one log.
    ///
    /// # Errors
    /// A key that is not one of a log.
    pub fn new(keys: Vec<NoteKey>) -> Result<Self, NotALog> {
        let mut logs = BTreeMap::<KeyName, Vec<NoteKey>>::new();
        for key in keys {
            if key.kind() != KeyKind::Log {
                return Err(NotALog(key.to_string()));
            }
            logs.entry(key.name().clone()).or_default().push(key);
        }
        Ok(Self(logs))
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &KeyName> {
        self.0.keys()
    }

    /// Reads a request, and checks that a log that is watched signed its checkpoint.
    ///
    /// # Errors
    /// What is none, of another log, or not signed by it.
    pub fn admit(&self, request: &[u8]) -> Result<Submitted, Refusal> {
        let request = AddCheckpoint::parse(request)?;
        let checkpoint = Checkpoint::parse(request.note.text()).map_err(|error| Refusal::Malformed(error.to_string()))?;
        let origin = &checkpoint.origin;
        let keys = self.0.get(origin).ok_or_else(|| Refusal::UnknownLog(origin.clone()))?;
        request.note.verify(keys).map_err(|error| Refusal::NotSigned { origin: origin.clone(), error })?;
        // Anyone can add lines below a checkpoint; what is kept of it is the log's alone.
        let note = request.note.of_keys(keys);
        Ok(Submitted { request: AddCheckpoint { note, ..request }, checkpoint })
    }
}

impl Submitted {
    /// The checkpoint.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The checkpoint as the log signed it, without the signatures of others.
    pub const fn note(&self) -> &Note {
        &self.request.note
    }

    /// Whether it may be signed by a witness that signed this last, or nothing yet; gives what it signed last then.
    ///
    /// # Errors
    /// Why not.
    pub fn after(&self, last: Option<Seen>) -> Result<Seen, Refusal> {
        let last = last.unwrap_or(Seen { size: Sequence::EMPTY, root: empty_root() });
        let (old, new) = (self.request.old, Seen { size: self.checkpoint.size, root: self.checkpoint.root });
        if old > new.size {
            return Err(Refusal::Shrunk { old, new: new.size });
        }
        if old != last.size {
            return Err(Refusal::OtherSize(last.size));
        }
        if old == new.size && last.root != new.root {
            return Err(Refusal::Forked { origin: self.checkpoint.origin.clone(), size: old });
        }
        let not_grown = |error| Refusal::NotGrown { old, new: new.size, error };
        if old == new.size && !self.request.proof.is_empty() {
            return Err(not_grown(ProofError::WrongLength));
        }
        check_consistency((old, &last.root), (new.size, &new.root), &self.request.proof).map_err(not_grown)?;
        Ok(new)
    }
}

/// The signature of a witness on a text, out of the lines that it answered with; those of other keys are passed over.
///
/// # Errors
/// None of this key, or one that it did not make.
pub fn cosignature(text: &str, answer: &[u8], witness: &NoteKey) -> Result<SignatureLine, NoteError> {
    let note = Note::parse(&[text.as_bytes(), b"\n", answer].concat())?;
    Ok(note.signature_of(witness)?.clone())
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    use super::super::entry::leaf_hash;
    use super::super::note::NoteSigner;
    use super::super::tile::TileAt;
    use super::super::tree::{Plan, Tile, Tiles};
    use super::*;

    /// The most acts of the logs of these tests.
    const MOST: usize = 60;

    fn seq(number: usize) -> Sequence {
        Sequence::new(i64::try_from(number).expect("small")).expect("not negative")
    }

    fn signer(name: &str, kind: KeyKind, seed: u8) -> NoteSigner {
        NoteSigner::new(KeyName::new(name).expect("a name"), kind, SigningKey::from_bytes(&[seed; 32]))
    }

    fn log() -> NoteSigner {
        signer("register.example/log", KeyKind::Log, 1)
    }

    fn logs() -> Logs {
        Logs::new(vec![log().public().clone()]).expect("a log")
    }

    /// The tree of a log: its history forks into others, each by its letter, after so many acts.
    fn history(letter: char, forks_after: usize) -> Tiles {
        let entry = |n: usize| if n < forks_after { format!("act {n}") } else { format!("act {n} {letter}") };
        let mut tiles = Tiles::default();
        tiles.put(TileAt { level: 0, number: 0 }, Tile::new((0..MOST).map(|n| leaf_hash(entry(n).as_bytes())).collect()));
        tiles
    }

    fn request(tiles: &Tiles, old: usize, new: usize) -> AddCheckpoint {
        let Submitted { request, checkpoint } = as_if_signed(tiles, old, new);
        AddCheckpoint { note: checkpoint.sign(&[log()]), ..request }
    }

    /// A request whose signatures nobody looks at any more.
    fn as_if_signed(tiles: &Tiles, old: usize, new: usize) -> Submitted {
        let root = Plan::root(seq(new)).hash(tiles).expect("there");
        let checkpoint = Checkpoint { origin: "register.example/log".parse_name(), size: seq(new), root };
        let proof = Plan::consistency(seq(old.min(new)), seq(new)).expect("it grew").hashes(tiles).expect("there");
        let request = AddCheckpoint { old: seq(old), proof, note: checkpoint.sign(&[]) };
        Submitted { request, checkpoint }
    }

    fn admitted(request: &AddCheckpoint) -> Submitted {
        logs().admit(request.to_string().as_bytes()).expect("admitted")
    }

    #[test]
    fn each_refusal_has_its_status() {
        let (tiles, other) = (history('a', 5), history('b', 5));
        let seen = admitted(&request(&tiles, 0, 10)).after(None).expect("the first");
        let status = |request: &AddCheckpoint| admitted(request).after(Some(seen)).map_err(|refusal| refusal.status());
        assert_eq!(status(&request(&tiles, 10, 10)), Ok(seen));
        assert_eq!(status(&request(&tiles, 10, 12)).expect("it grew").size, seq(12));
        assert_eq!(status(&request(&tiles, 10, 9)), Err(400));
        assert_eq!(status(&request(&tiles, 0, 12)), Err(409));
        assert_eq!(admitted(&request(&tiles, 0, 12)).after(Some(seen)), Err(Refusal::OtherSize(seq(10))));
        assert_eq!(status(&request(&other, 10, 10)), Err(409));
        assert!(matches!(admitted(&request(&other, 10, 10)).after(Some(seen)), Err(Refusal::Forked { .. })));
        assert_eq!(status(&request(&other, 10, 12)), Err(422));
        let mut padded = request(&tiles, 10, 10);
        padded.proof.push([0; 32]);
        assert_eq!(status(&padded), Err(422));
        let mut padded = request(&tiles, 0, 10);
        padded.proof.push([0; 32]);
        assert_eq!(admitted(&padded).after(None).map_err(|refusal| refusal.status()), Err(422), "nothing is proved from nothing");
        let empty = AddCheckpoint { old: seq(0), proof: Vec::new(), ..request(&tiles, 0, 1) };
        let lie = Checkpoint { origin: log().public().name().clone(), size: seq(0), root: [7; 32] };
        let lie = AddCheckpoint { note: lie.sign(&[log()]), ..empty };
        assert!(matches!(admitted(&lie).after(None), Err(Refusal::Forked { .. })), "the empty tree has one root");
    }

    #[test]
    fn only_logs_that_are_watched_are_admitted() {
        let good = request(&history('a', 5), 0, 10);
        let checkpoint = Checkpoint::parse(good.note.text()).expect("a checkpoint");
        let by = |signers: &[NoteSigner]| {
            let request = AddCheckpoint { note: checkpoint.sign(signers), ..good.clone() };
            logs().admit(request.to_string().as_bytes()).map_err(|refusal| refusal.status())
        };
        let (other_key, other_name) =
            (signer("register.example/log", KeyKind::Log, 2), signer("other.example/log", KeyKind::Log, 1));
        let witness = signer("register.example/log", KeyKind::Witness, 1);
        assert!(by(&[log()]).is_ok());
        let among_others = by(&[other_key.clone(), other_name.clone(), log()]).expect("unknown keys are passed over");
        assert_eq!(*among_others.note(), good.note, "and not kept");
        assert_eq!(by(&[other_key]), Err(403));
        assert_eq!(by(&[other_name]), Err(403));
        assert_eq!(by(std::slice::from_ref(&witness)), Err(403), "a cosignature is none of the log");
        let elsewhere = Checkpoint { origin: KeyName::new("other.example/log").expect("a name"), ..checkpoint.clone() };
        let elsewhere = AddCheckpoint { note: elsewhere.sign(&[log()]), ..good.clone() };
        assert_eq!(logs().admit(elsewhere.to_string().as_bytes()), Err(Refusal::UnknownLog("other.example/log".parse_name())));
        let changed = good.to_string().replacen("\n10\n", "\n11\n", 1);
        assert!(matches!(logs().admit(changed.as_bytes()), Err(Refusal::NotSigned { .. })));
        assert_eq!(Logs::new(vec![witness.public().clone()]).expect_err("no log"), NotALog(witness.public().to_string()));
    }

    trait ParseName {
        fn parse_name(&self) -> KeyName;
    }

    impl ParseName for str {
        fn parse_name(&self) -> KeyName {
            KeyName::new(self).expect("a name")
        }
    }

    #[test]
    fn what_is_no_request_is_refused_with_the_reason() {
        let good = request(&history('a', 5), 3, 10).to_string();
        assert!(AddCheckpoint::parse(good.as_bytes()).is_ok());
        let hash = STANDARD.encode([0; 32]) + "\n";
        for (wrong, why) in [
            (String::new(), "empty line"),
            (good.replacen("old 3", "old 03", 1), "first line"),
            (good.replacen("old 3", "old +3", 1), "first line"),
            (good.replacen("old 3", "old  3", 1), "first line"),
            (good.replacen("old 3", "old 9223372036854775808", 1), "first line"),
            (good.replacen("old 3\n", "", 1), "first line"),
            (good.replacen("old 3\n", "old 3\nAAAA\n", 1), "no hash"),
            (good.replacen("old 3\n", &format!("old 3\n{}", hash.repeat(64)), 1), "63 hashes"),
            (good.replacen("\n\n", "\n", 1), "no hash"),
            (good.trim_end().to_owned(), "has no end"),
            (good.replace('\u{2014}', "-"), "no signature"),
            (good.replacen("\n10\n", "\n010\n", 1), "no size"),
        ] {
            match logs().admit(wrong.as_bytes()) {
                Err(Refusal::Malformed(told)) => assert!(told.contains(why), "{told:?} does not say {why:?}"),
                other => panic!("{wrong:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn the_signature_of_the_witness_is_found_among_others() {
        let note = request(&history('a', 5), 0, 10).note;
        let (witness, other) = (signer("w.example", KeyKind::Witness, 3), signer("v.example", KeyKind::Witness, 4));
        let (line, others) = (witness.sign(note.text(), 1_700_000_000), other.sign(note.text(), 0));
        let found = |answer: &str| cosignature(note.text(), answer.as_bytes(), witness.public());
        assert_eq!(found(&format!("{line}\n")), Ok(line.clone()));
        assert_eq!(found(&format!("{others}\n{line}\n")), Ok(line.clone()));
        assert!(matches!(found(&format!("{others}\n")), Err(NoteError::UnknownKeys(_))));
        let of_another_text = witness.sign("other\n", 1_700_000_000);
        assert!(matches!(found(&format!("{of_another_text}\n")), Err(NoteError::WrongSignature(_))));
        let too_late = witness.sign(note.text(), 1 << 63);
        assert!(matches!(found(&format!("{too_late}\n")), Err(NoteError::WrongSignature(_))), "the format has no such time");
        for garbage in ["", "\n", "ok\n", "old 3\n\n", "\u{2014} w.example AAAA\n"] {
            assert!(matches!(found(garbage), Err(NoteError::Malformed(_))), "{garbage:?}");
        }
    }

    /// A request: which history, how long it is, from which size, and whether its proof is spoilt.
    type Attempt = (bool, usize, usize, bool);

    /// Whatever two histories of one log a witness is shown, it signs at most one past the place where they part.
    fn signs_one_history(forks_after: usize, attempts: &[Attempt]) -> Result<(), TestCaseError> {
        let histories = [history('a', forks_after), history('b', forks_after)];
        let (mut last, mut signed) = (None, Vec::new());
        for (is_other, new, old, is_spoilt) in attempts {
            // From where the witness stands more often than not: otherwise hardly anything gets past the size.
            let stands = last.map_or(0, |seen: Seen| usize::try_from(seen.size.number()).expect("small"));
            let old = if *old < MOST { *old } else { stands };
            let mut submitted = as_if_signed(&histories[usize::from(*is_other)], old, *new);
            let proof = &mut submitted.request.proof;
            if *is_spoilt && !proof.is_empty() {
                proof[0][0] ^= 1;
            }
            if let Ok(seen) = submitted.after(last) {
                prop_assert!(!is_spoilt || submitted.request.proof.is_empty(), "a spoilt proof is no proof");
                last = Some(seen);
                signed.push((*new, *is_other));
            }
        }
        let past: Vec<bool> = signed.iter().filter(|(new, _)| *new > forks_after).map(|(_, is_other)| *is_other).collect();
        prop_assert!(past.iter().all(|is_other| *is_other == past[0]), "both were signed past {forks_after}: {signed:?}");
        prop_assert!(signed.is_sorted_by_key(|(new, _)| *new), "it shrank: {signed:?}");
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn a_fork_is_never_signed(
            forks_after in 0..MOST - 1,
            attempts in prop::collection::vec((any::<bool>(), 1..=MOST, 0..3 * MOST, prop::bool::weighted(0.1)), 1..24),
        ) {
            signs_one_history(forks_after, &attempts)?;
        }

        #[test]
        fn a_log_that_only_grows_is_always_signed(mut sizes in prop::collection::vec(1..=MOST, 1..12)) {
            sizes.sort_unstable();
            let (tiles, mut last, mut old) = (history('a', MOST), None, 0);
            for new in sizes {
                last = Some(as_if_signed(&tiles, old, new).after(last).expect("signed"));
                old = new;
            }
        }

        #[test]
        fn a_request_is_read_as_it_was_written(old in 0..=MOST, new in 1..=MOST) {
            let request = request(&history('a', 7), old, new);
            prop_assert_eq!(AddCheckpoint::parse(request.to_string().as_bytes()), Ok(request));
        }

        #[test]
        fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..600, with in any::<u8>()) {
            let _ = logs().admit(&bytes);
            let _ = cosignature("text\n", &bytes, log().public());
            let mut damaged = request(&history('a', 7), 3, 20).to_string().into_bytes();
            let at = at % damaged.len();
            damaged[at] = with;
            let _ = logs().admit(&damaged);
        }

        #[test]
        fn sizes_beyond_all_logs_are_refused_and_not_fallen_over(
            old in 0..=i64::MAX, new in 0..=i64::MAX, hashes in 0..=MOST_HASHES,
        ) {
            let (old, new) = (Sequence::new(old).expect("a size"), Sequence::new(new).expect("a size"));
            let checkpoint = Checkpoint { origin: "register.example/log".parse_name(), size: new, root: [2; 32] };
            let request = AddCheckpoint { old, proof: vec![[1; 32]; hashes], note: checkpoint.sign(&[]) };
            let seen = Seen { size: old, root: [3; 32] };
            let submitted = Submitted { request, checkpoint };
            prop_assert!(submitted.after(Some(seen)).is_err());
        }
    }
}
