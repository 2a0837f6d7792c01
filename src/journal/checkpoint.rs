//! Checkpoints (C2SP tlog-checkpoint): how long a log is, and the hash of all of it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use super::entry::Hash;
use super::note::{KeyName, Note, NoteError, NoteKey, NoteSigner};
use crate::domain::sequence::Sequence;

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log.
    pub origin: KeyName,
    /// How many acts it holds: the number of the newest.
    pub size: Sequence,
    /// The root of its tree.
    pub root: Hash,
}

/// Why a checkpoint is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// It is no note, or not signed by whom it should be.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note has not the form of a checkpoint.
    #[error("the note is no checkpoint: {0}")]
    Malformed(&'static str),
    /// It is of another log.
    #[error("the checkpoint is of the log {found}, not of {expected}")]
    OtherLog {
        /// Whose it is.
        found: String,
        /// Whose it should be.
        expected: String,
    },
}

impl Checkpoint {
    /// Reads the text of a note. Lines below the third, which other logs may write, are passed over.
    ///
    /// # Errors
    /// A text of another form.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let malformed = CheckpointError::Malformed;
        let mut lines = text.strip_suffix('\n').ok_or(malformed("its last line has no end"))?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(malformed("it has fewer than three lines"));
        };
        if lines.any(str::is_empty) {
            return Err(malformed("it has an empty line"));
        }
        let origin = KeyName::new(origin).ok_or(malformed("its first line is not the name of a log"))?;
        let size = size_of(size).ok_or(malformed("its second line is no size"))?;
        let root = STANDARD.decode(root).ok().and_then(|bytes| Hash::try_from(bytes).ok());
        Ok(Self { origin, size, root: root.ok_or(malformed("its third line is no hash"))? })
    }

    /// Signs it with each of these keys.
    pub fn sign(&self, signers: &[NoteSigner]) -> Note {
        Note::sign(self.to_string(), signers)
    }

    /// Reads a signed checkpoint of a log, and checks that it is signed by a key of that log.
    ///
    /// # Errors
    /// What is none; one of another log; one that no key of these signed, or a key did not sign though it says so.
    pub fn open(note: &Note, keys: &[NoteKey]) -> Result<Self, CheckpointError> {
        let checkpoint = Self::parse(note.text())?;
        // A key of one log says nothing about another.
        let own: Vec<NoteKey> = keys.iter().filter(|key| *key.name() == checkpoint.origin).cloned().collect();
        if let (Some(key), []) = (keys.first(), own.as_slice()) {
            let (found, expected) = (checkpoint.origin.to_string(), key.name().to_string());
            return Err(CheckpointError::OtherLog { found, expected });
        }
        note.verify(&own)?;
        Ok(checkpoint)
    }
}

/// A size as logs write it: decimal digits without a zero before them; `None` for anything else.
pub fn size_of(text: &str) -> Option<Sequence> {
    let number: i64 = text.parse().ok()?;
    // No plus, no leading zero.
    if number.to_string() == text { Sequence::new(number) } else { None }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    const EXAMPLE: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn the_example_of_the_specification_is_read() {
        let checkpoint = Checkpoint::parse(EXAMPLE).expect("a checkpoint");
        assert_eq!((checkpoint.origin.as_str(), checkpoint.size.number()), ("example.com/behind-the-sofa", 20_852_163));
        assert_eq!(checkpoint.to_string(), EXAMPLE);
        assert_eq!(Checkpoint::parse(&format!("{EXAMPLE}another line\n")), Ok(checkpoint));
    }

    #[test]
    fn a_key_of_another_log_does_not_sign_for_this_one() {
        let signer = |name: &str, seed| {
            let secret = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
            NoteSigner::new(KeyName::new(name).expect("a name"), crate::journal::note::KeyKind::Log, secret)
        };
        let (one, other) = (signer("one.example/log", 1), signer("other.example/log", 2));
        let size = Sequence::new(5).expect("a size");
        let checkpoint = Checkpoint { origin: one.public().name().clone(), size, root: [7; 32] };
        let keys = [one.public().clone(), other.public().clone()];
        assert_eq!(Checkpoint::open(&checkpoint.sign(&[one]), &keys), Ok(checkpoint.clone()));
        assert!(matches!(Checkpoint::open(&checkpoint.sign(std::slice::from_ref(&other)), &keys), Err(CheckpointError::Note(_))));
        assert!(matches!(Checkpoint::open(&checkpoint.sign(&[other]), &keys[1..]), Err(CheckpointError::OtherLog { .. })));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        for wrong in [
            String::new(),
            "\n".into(),
            format!("a\n1\n{root}"),
            format!("\n1\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n-1\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n18446744073709551616\n{root}\n"),
            format!("a\n9223372036854775808\n{root}\n"),
            "a\n1\nAAAA\n".into(),
            format!("a b\n1\n{root}\n"),
            format!("a\n1\n{root}\n\n"),
            format!("a\n1\n{}\n", root.replace('=', "")),
        ] {
            assert!(Checkpoint::parse(&wrong).is_err(), "{wrong:?}");
        }
    }
}
