//! The keys by which notes are signed, and how they are handed on.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::{NoteError, SignatureLine};

/// How a key begins that its owner keeps.
const PRIVATE: &str = "PRIVATE+KEY+";

/// Bytes of the time before the signature of a witness.
const TIME: usize = 8;

/// The name of a key: an address without its scheme; no spaces, no plus.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyName(String);

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Notes, with plain Ed25519.
    Log,
    /// Checkpoints that were seen by a witness, with the time (C2SP tlog-cosignature, version 1).
    Witness,
}

/// The public half of a key of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteKey {
    name: KeyName,
    kind: KeyKind,
    key: VerifyingKey,
}

/// A key of notes, whole.
#[derive(Clone)]
pub struct NoteSigner {
    public: NoteKey,
    secret: SigningKey,
}

impl KeyName {
    /// From a name; `None` for an empty one, and for one with spaces, a plus or control characters.
    pub fn new(name: &str) -> Option<Self> {
        let is_good = !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
        is_good.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl KeyKind {
    const fn code(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    const fn from_code(code: u8) -> Result<Self, NoteError> {
        match code {
            1 => Ok(Self::Log),
            4 => Ok(Self::Witness),
            _ => Err(NoteError::MalformedKey("it is neither of the kinds known, Ed25519 and its cosignature")),
        }
    }
}

impl NoteKey {
    /// The key of a name.
    pub const fn new(name: KeyName, kind: KeyKind, key: VerifyingKey) -> Self {
        Self { name, kind, key }
    }

    /// Its name.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The first bytes of a hash over the name and the key: how a signature says which key made it.
    pub fn id(&self) -> u32 {
        let hash = Sha256::new().chain_update(&self.name.0).chain_update("\n").chain_update(self.encoded()).finalize();
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    fn encoded(&self) -> Vec<u8> {
        [&[self.kind.code()], self.key.as_bytes().as_slice()].concat()
    }

    /// Whether both are the same key of Ed25519, by whatever name.
    pub fn is_same_key_as(&self, other: &Self) -> bool {
        self.key == other.key
    }

    pub(super) fn made(&self, line: &SignatureLine) -> bool {
        line.name == self.name && line.id == self.id()
    }

    /// The time that a signature of this key names, if it is a witness; `None` where the key did not make it.
    pub(super) fn check(&self, text: &str, line: &SignatureLine) -> Option<Option<u64>> {
        match self.kind {
            KeyKind::Log => {
                let signature = Signature::from_slice(&line.bytes).ok()?;
                self.key.verify_strict(text.as_bytes(), &signature).ok()?;
                Some(None)
            }
            KeyKind::Witness => {
                let (time, signature) = line.bytes.split_at_checked(TIME)?;
                let time = u64::from_be_bytes(time.try_into().ok()?);
                // The format has no later times.
                i64::try_from(time).ok()?;
                let signature = Signature::from_slice(signature).ok()?;
                self.key.verify_strict(witnessed(text, time).as_bytes(), &signature).ok()?;
                Some(Some(time))
            }
        }
    }
}

/// As `name+hash+key`, the form in which keys are handed on.
impl fmt::Display for NoteKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}+{:08x}+{}", self.name, self.id(), STANDARD.encode(self.encoded()))
    }
}

impl FromStr for NoteKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::MalformedKey;
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed("it has not three parts"));
        };
        let name = KeyName::new(name).ok_or(malformed("its name is none"))?;
        let bytes = STANDARD.decode(key).map_err(|_| malformed("its last part is not base64"))?;
        let (code, bytes) = bytes.split_first().ok_or(malformed("its last part is empty"))?;
        let kind = KeyKind::from_code(*code)?;
        let key = <[u8; 32]>::try_from(bytes).ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let key = Self { name, kind, key: key.ok_or(malformed("it is no point of Ed25519"))? };
        if hash != format!("{:08x}", key.id()) {
            return Err(malformed("its hash is of another key or name"));
        }
        Ok(key)
    }
}

impl NoteSigner {
    /// The key of a name, by its secret half.
    pub fn new(name: KeyName, kind: KeyKind, secret: SigningKey) -> Self {
        Self { public: NoteKey::new(name, kind, secret.verifying_key()), secret }
    }

    /// Its public half.
    pub const fn public(&self) -> &NoteKey {
        &self.public
    }

    /// The key as its owner keeps it: `PRIVATE+KEY+name+hash+secret`. Nobody else may see it.
    pub fn secret_text(&self) -> String {
        let secret = [&[self.public.kind.code()], self.secret.as_bytes().as_slice()].concat();
        format!("{PRIVATE}{}+{:08x}+{}", self.public.name, self.public.id(), STANDARD.encode(secret))
    }

    /// Reads a key as [`NoteSigner::secret_text`] writes it.
    ///
    /// # Errors
    /// What is none; a secret that belongs to another hash or name.
    pub fn from_secret_text(text: &str) -> Result<Self, NoteError> {
        let malformed = NoteError::MalformedKey;
        let rest = text.strip_prefix(PRIVATE).ok_or(malformed("it does not begin as a private key does"))?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(hash), Some(secret)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(malformed("it has not three parts"));
        };
        let name = KeyName::new(name).ok_or(malformed("its name is none"))?;
        let bytes = STANDARD.decode(secret).map_err(|_| malformed("its last part is not base64"))?;
        let (code, secret) = bytes.split_first().ok_or(malformed("its last part is empty"))?;
        let kind = KeyKind::from_code(*code)?;
        let secret = <[u8; 32]>::try_from(secret).map_err(|_| malformed("its secret has not 32 bytes"))?;
        let signer = Self::new(name, kind, SigningKey::from_bytes(&secret));
        if hash != format!("{:08x}", signer.public.id()) {
            return Err(malformed("its hash is of another key or name"));
        }
        Ok(signer)
    }

    /// Signs a text; a witness signs that it saw it at a time, in seconds since 1970.
    pub fn sign(&self, text: &str, time: u64) -> SignatureLine {
        let bytes = match self.public.kind {
            KeyKind::Log => self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
            KeyKind::Witness => {
                let signature = self.secret.sign(witnessed(text, time).as_bytes());
                [time.to_be_bytes().as_slice(), &signature.to_bytes()].concat()
            }
        };
        SignatureLine { name: self.public.name.clone(), id: self.public.id(), bytes }
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The secret half is shown to nobody.
        write!(out, "NoteSigner({})", self.public)
    }
}

/// What a witness signs of a text.
fn witnessed(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}
