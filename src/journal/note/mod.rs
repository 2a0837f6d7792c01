//! Signed notes (C2SP signed-note): a text, and lines that say who signed it.
//!
//! Written here because the one crate for it was last released in April 2025 and brings a second, older Ed25519; held by
//! the reference implementation in Go.

mod key;
#[cfg(test)]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

pub use key::{KeyKind, KeyName, NoteKey, NoteSigner};

/// The longest note that is read, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// The most signatures that are read.
const MOST_SIGNATURES: usize = 64;

/// Before each signature: an em dash and a space.
const MARK: &str = "\u{2014} ";

/// A line that says who signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    id: u32,
    bytes: Vec<u8>,
}

/// A text with signatures. Nothing is known of the signatures before they are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// Why a note or a key is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// It has not the form of a note.
    #[error("this is no signed note: {0}")]
    Malformed(&'static str),
    /// It has not the form of a key.
    #[error("this is no key of notes (name+hash+key): {0}")]
    MalformedKey(&'static str),
    /// A key that is known did not make the signature that bears its name.
    #[error("the signature of {0} is not of this text")]
    WrongSignature(String),
    /// None of the signatures is of a key that is known.
    #[error("no signature is of a known key; it is signed by {0}")]
    UnknownKeys(String),
}

impl SignatureLine {
    /// Reads a line, without its newline.
    ///
    /// # Errors
    /// A line of another form.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::Malformed;
        let line = line.strip_prefix(MARK).ok_or(malformed("a line below the text is no signature"))?;
        let (name, bytes) = line.split_once(' ').ok_or(malformed("a signature has no name"))?;
        let name = KeyName::new(name).ok_or(malformed("the name of a signature is none"))?;
        let bytes = STANDARD.decode(bytes).map_err(|_| malformed("a signature is not base64"))?;
        match bytes.split_first_chunk::<4>() {
            Some((id, rest)) if !rest.is_empty() => Ok(Self { name, id: u32::from_be_bytes(*id), bytes: rest.to_vec() }),
            _ => Err(malformed("a signature is too short")),
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.to_be_bytes().as_slice(), &self.bytes].concat();
        write!(out, "{MARK}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// A signature that was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<'k> {
    /// By whom.
    pub by: &'k NoteKey,
    /// When, where it is the signature of a witness: seconds since 1970.
    pub at: Option<u64>,
}

impl Note {
    /// A text that ends in a newline, with the signatures of these.
    pub fn sign(text: String, signers: &[NoteSigner]) -> Self {
        let signatures = signers.iter().map(|signer| signer.sign(&text, 0)).collect();
        Self { text, signatures }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// What is no note, or longer than any.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let malformed = NoteError::Malformed;
        if bytes.len() > LONGEST {
            return Err(malformed("it is longer than any that is read"));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8"))?;
        if whole.chars().any(|c| c.is_ascii_control() && c != '\n') {
            return Err(malformed("it holds control characters"));
        }
        let end = whole.rfind("\n\n").ok_or(malformed("no empty line stands between text and signatures"))?;
        let (text, rest) = (&whole[..=end], &whole[end + 2..]);
        let lines = rest.strip_suffix('\n').ok_or(malformed("its last line has no end"))?;
        let signatures: Vec<SignatureLine> = lines.split('\n').map(SignatureLine::parse).collect::<Result<_, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(malformed("it has more signatures than are read"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, which ends in a newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, unchecked.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The signature that a key made.
    ///
    /// # Errors
    /// As [`Note::verify`].
    pub fn signature_of(&self, key: &NoteKey) -> Result<&SignatureLine, NoteError> {
        self.verify(std::slice::from_ref(key))?;
        let line = self.signatures.iter().find(|line| key.made(line));
        line.ok_or_else(|| NoteError::UnknownKeys(String::new()))
    }

    /// With the signatures of these keys only, each key's once.
    #[must_use]
    pub fn of_keys(&self, keys: &[NoteKey]) -> Self {
        let signatures = keys.iter().filter_map(|key| self.signatures.iter().find(|line| key.made(line)).cloned());
        Self { text: self.text.clone(), signatures: Vec::new() }.with(signatures)
    }

    /// With further signatures, each key's once: a later one of the same key takes the place of the earlier.
    #[must_use]
    pub fn with(mut self, further: impl IntoIterator<Item = SignatureLine>) -> Self {
        for line in further {
            match self.signatures.iter_mut().find(|known| known.name == line.name && known.id == line.id) {
                Some(known) => *known = line,
                None => self.signatures.push(line),
            }
        }
        self
    }

    /// Which of the known keys signed. Signatures of keys that are not known are passed over, as the format wants.
    ///
    /// # Errors
    /// A signature in the name of a known key that is not its own; no signature of a known key.
    pub fn verify<'k>(&self, known: &'k [NoteKey]) -> Result<Vec<Signed<'k>>, NoteError> {
        let mut signed: Vec<Signed<'k>> = Vec::new();
        for line in &self.signatures {
            for key in known.iter().filter(|key| key.made(line)) {
                let at = key.check(&self.text, line).ok_or_else(|| NoteError::WrongSignature(key.name().to_string()))?;
                if signed.iter().all(|other| other.by != key) {
                    signed.push(Signed { by: key, at });
                }
            }
        }
        if signed.is_empty() {
            let names: Vec<String> = self.signatures.iter().map(|line| format!("{}+{:08x}", line.name, line.id)).collect();
            return Err(NoteError::UnknownKeys(names.join(", ")));
        }
        Ok(signed)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}
