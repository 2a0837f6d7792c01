//! Which witnesses are asked, and how many of them must have signed.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;
use serde::Deserialize;
use thiserror::Error;

use crate::journal::note::{KeyKind, NoteError, NoteKey};

/// The most witnesses: a note with more than 64 signatures is not read, and the log's own are among them.
const MOST: usize = 32;

/// A witness: where it is asked, and the key by which it signs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Text")]
pub struct WitnessAt {
    url: Url,
    key: NoteKey,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    url: String,
    key: String,
}

/// What is no witness.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WitnessAtError {
    /// It has not the two parts.
    #[error("a witness is its address, an equals sign, and its key: https://witness.example=witness.example+hash+key")]
    Form,
    /// The address cannot be asked.
    #[error("the address of a witness is http:// or https://, a host and a path, without user, query and fragment; {0} is not")]
    Url(String),
    /// The key is none.
    #[error("the key of the witness at {url}: {error}")]
    Key {
        /// Where.
        url: String,
        /// What is wrong with it.
        error: NoteError,
    },
    /// The key is not one of a witness.
    #[error("the key {key} is of a log, and the one at {url} should be of a witness (`tizilim witness show-key`)")]
    NotAWitness {
        /// Where.
        url: String,
        /// The key.
        key: String,
    },
}

/// The witnesses that are trusted, and how many of them must have signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    witnesses: Vec<WitnessAt>,
    quorum: usize,
}

/// Witnesses that make no policy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// More must sign than there are.
    #[error("the quorum is {quorum}, more than the number of witnesses, {witnesses}: it cannot be reached")]
    Unreachable {
        /// How many must sign.
        quorum: usize,
        /// How many there are.
        witnesses: usize,
    },
    /// More than a checkpoint can carry.
    #[error("{0} witnesses are more than {MOST}, the most that a register can have")]
    TooMany(usize),
    /// Two witnesses have one key: they would count twice.
    #[error("the witnesses at {0} and {1} have the same key: whoever holds it would count twice")]
    SameKey(String, String),
}

impl WitnessAt {
    /// A witness at an address, by its key.
    ///
    /// # Errors
    /// An address that cannot be asked; a key of something else.
    pub fn new(url: &str, key: &str) -> Result<Self, WitnessAtError> {
        let not_good = || WitnessAtError::Url(url.to_owned());
        let url = Url::parse(url).map_err(|_| not_good())?;
        let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || !is_plain {
            return Err(not_good());
        }
        let key: NoteKey = key.parse().map_err(|error| WitnessAtError::Key { url: url.to_string(), error })?;
        match key.kind() {
            KeyKind::Witness => Ok(Self { url, key }),
            KeyKind::Log => Err(WitnessAtError::NotAWitness { url: url.to_string(), key: key.to_string() }),
        }
    }

    /// Where it takes checkpoints.
    pub(super) fn submission(&self) -> String {
        format!("{}/add-checkpoint", self.url.as_str().trim_end_matches('/'))
    }

    /// Whether it runs on this machine.
    pub(super) fn is_here(&self) -> bool {
        match self.url.host_str() {
            Some(host) => {
                let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
                host == "localhost" || address.is_ok_and(|address| address.is_loopback())
            }
            None => false,
        }
    }

    /// Its key.
    pub const fn key(&self) -> &NoteKey {
        &self.key
    }
}

impl fmt::Display for WitnessAt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.url, self.key)
    }
}

/// From `URL=KEY`.
impl FromStr for WitnessAt {
    type Err = WitnessAtError;

    fn from_str(text: &str) -> Result<Self, WitnessAtError> {
        // An address of this form has no equals sign; a key may end in one.
        let (url, key) = text.split_once('=').ok_or(WitnessAtError::Form)?;
        Self::new(url, key)
    }
}

impl TryFrom<Text> for WitnessAt {
    type Error = WitnessAtError;

    fn try_from(text: Text) -> Result<Self, WitnessAtError> {
        Self::new(&text.url, &text.key)
    }
}

impl Policy {
    /// A policy. Where no quorum is named, it is all of them: whoever names a witness relies on it, and whoever checks a
    /// receipt with the same keys wants all of them too, unless told otherwise.
    ///
    /// # Errors
    /// A quorum that cannot be reached; a key that would count twice.
    pub fn new(witnesses: Vec<WitnessAt>, quorum: Option<usize>) -> Result<Self, PolicyError> {
        if witnesses.len() > MOST {
            return Err(PolicyError::TooMany(witnesses.len()));
        }
        for (n, one) in witnesses.iter().enumerate() {
            if let Some(other) = witnesses[..n].iter().find(|other| other.key.is_same_key_as(&one.key)) {
                return Err(PolicyError::SameKey(other.url.to_string(), one.url.to_string()));
            }
        }
        let quorum = quorum.unwrap_or(witnesses.len());
        if quorum > witnesses.len() {
            return Err(PolicyError::Unreachable { quorum, witnesses: witnesses.len() });
        }
        Ok(Self { witnesses, quorum })
    }

    /// The witnesses.
    pub fn witnesses(&self) -> &[WitnessAt] {
        &self.witnesses
    }

    /// How many must have signed.
    pub const fn quorum(&self) -> usize {
        self.quorum
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;
    use crate::journal::note::{KeyName, NoteSigner};

    fn key(name: &str, kind: KeyKind, seed: u8) -> String {
        NoteSigner::new(KeyName::new(name).expect("a name"), kind, SigningKey::from_bytes(&[seed; 32])).public().to_string()
    }

    fn witness(name: &str, seed: u8) -> WitnessAt {
        WitnessAt::new(&format!("https://{name}/w"), &key(name, KeyKind::Witness, seed)).expect("a witness")
    }

    #[test]
    fn a_witness_is_an_address_and_a_key() {
        let key = key("w.example", KeyKind::Witness, 1);
        for (url, asked) in [
            ("https://w.example", "https://w.example/add-checkpoint"),
            ("https://w.example/", "https://w.example/add-checkpoint"),
            ("http://127.0.0.1:9/a/b/", "http://127.0.0.1:9/a/b/add-checkpoint"),
        ] {
            let witness: WitnessAt = format!("{url}={key}").parse().expect("a witness");
            assert_eq!(witness.submission(), asked);
            assert_eq!(witness.to_string().parse(), Ok(witness));
        }
        for wrong in ["w.example", "ftp://w.example", "https://", "https://u:p@w.example", "https://w.example/?a", "file:///etc"]
        {
            assert_eq!(WitnessAt::new(wrong, &key), Err(WitnessAtError::Url(wrong.to_owned())), "{wrong}");
        }
        assert_eq!("https://w.example".parse::<WitnessAt>(), Err(WitnessAtError::Form));
        assert!(matches!(WitnessAt::new("https://w.example", "w.example+00+AA"), Err(WitnessAtError::Key { .. })));
        let log = self::key("w.example", KeyKind::Log, 1);
        assert!(matches!(WitnessAt::new("https://w.example", &log), Err(WitnessAtError::NotAWitness { .. })));
    }

    #[test]
    fn this_machine_is_known() {
        let key = key("w.example", KeyKind::Witness, 1);
        let is_here = |url| WitnessAt::new(url, &key).expect("a witness").is_here();
        assert!(["http://localhost:8", "http://127.0.0.1:8", "http://[::1]:8"].into_iter().all(is_here));
        assert!(!["http://w.example", "http://10.0.0.1", "http://[2001:db8::1]"].into_iter().any(is_here));
    }

    #[test]
    fn a_quorum_can_be_reached_and_nobody_counts_twice() {
        let two = vec![witness("a.example", 1), witness("b.example", 2)];
        assert_eq!(Policy::new(two.clone(), None).expect("a policy").quorum(), 2, "all of them");
        assert_eq!(Policy::new(two.clone(), Some(1)).expect("a policy").quorum(), 1);
        assert_eq!(Policy::new(two, Some(3)), Err(PolicyError::Unreachable { quorum: 3, witnesses: 2 }));
        assert!(Policy::new(Vec::new(), Some(1)).is_err());
        let same = vec![witness("a.example", 1), witness("b.example", 1)];
        assert!(matches!(Policy::new(same, None), Err(PolicyError::SameKey(..))));
        let many = (0..33).map(|n| witness("a.example", n)).collect();
        assert_eq!(Policy::new(many, None), Err(PolicyError::TooMany(33)));
    }
}
