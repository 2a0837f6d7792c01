//! How a request names the document that it means: by its text, by the hash of the text, or by both.

use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The SHA-256 hash of a query text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentHash([u8; 32]);

impl DocumentHash {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }
}

/// Not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHash;

impl FromStr for DocumentHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let mut hash = [0; 32];
        hex::decode_to_slice(text, &mut hash).map(|()| Self(hash)).map_err(|_| NoHash)
    }
}

/// The document that a request means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentNamed {
    /// The one with this text.
    Text(String),
    /// One that the register knows by its hash.
    Known(DocumentHash),
    /// The one with this text, to be known by its hash from now on (automatic persisted queries).
    ToKeep(String, DocumentHash),
}

impl From<&str> for DocumentNamed {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
