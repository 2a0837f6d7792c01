//! The register's keys: what is kept secret, and what everyone may know of it.
//!
//! Each generation has a key for the log and one for credentials, so that neither can be made to sign for the other. A
//! new generation signs beside the one before it until that is retired; what was retired stays published for good.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::jose::Jwk;
use super::note::{KeyKind, KeyName, NoteKey, NoteSigner};
use crate::domain::instant::Instant;

/// The version of the file's form.
const FORM: u32 = 1;

/// Thirty-two bytes that nobody else knows.
pub type Seed = [u8; 32];

/// The address under which the world reaches the register: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// What is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the register's address is http:// or https://, a host, and a port where it is not the usual one: https://register.example"
)]
pub struct AddressError;

/// What is no file of keys.
#[derive(Debug, Error)]
pub enum KeysError {
    /// It is not JSON of the right form.
    #[error("this is no file of keys made by `tizilim key create`: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It was made by a program of another age.
    #[error("the file of keys has form {0}, and this program reads form {FORM}")]
    OtherForm(u32),
    /// A key in it is none.
    #[error("the file of keys holds something that is no key of Ed25519")]
    NoKey,
    /// A secret key does not belong to its public half.
    #[error("a secret key in the file does not belong to the public key beside it")]
    Mismatch,
    /// None of its keys can sign.
    #[error("every key of the file is retired: make a new one with `tizilim key rotate`")]
    AllRetired,
    /// There is no such generation to retire.
    #[error("the file has no key {0} that could be retired; the newest cannot be: rotate first")]
    NotRetirable(String),
}

/// All keys of a register, newest last.
#[derive(Clone)]
pub struct Keys {
    address: Address,
    links: Seed,
    generations: Vec<Generation>,
}

/// The keys that were made at one time.
#[derive(Clone)]
pub struct Generation {
    /// When.
    pub created_at: Instant,
    /// Since when it does not sign any more.
    pub retired_at: Option<Instant>,
    log: Pair,
    credentials: Pair,
}

#[derive(Clone)]
struct Pair {
    public: VerifyingKey,
    secret: Option<SigningKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: u32,
    address: Address,
    links: String,
    generations: Vec<GenerationText>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GenerationText {
    /// Microseconds since 1970, UTC.
    created_at: Instant,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    retired_at: Option<Instant>,
    log: PairText,
    credentials: PairText,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PairText {
    public: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    secret: Option<String>,
}

impl Address {
    /// As it is written, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port.
    pub fn authority(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, authority)| authority)
    }

    /// Where the log lies, without the scheme: its name in checkpoints.
    pub fn origin(&self) -> KeyName {
        // An address has no spaces and no plus.
        KeyName::new(&format!("{}/log", self.authority())).unwrap_or_else(|| unreachable!("an address is a name"))
    }

    /// Who issues credentials (did:web): a colon before a port is escaped.
    pub fn issuer(&self) -> String {
        format!("did:web:{}", self.authority().replace(':', "%3A"))
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, authority) = text.split_once("://").ok_or(AddressError)?;
        let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number.to_string() == port));
        let is_good = matches!(scheme, "http" | "https") && is_host && is_port;
        if is_good { Ok(Self(text.to_ascii_lowercase())) } else { Err(AddressError) }
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Pair {
    fn new(seed: &Seed) -> Self {
        let secret = SigningKey::from_bytes(seed);
        Self { public: secret.verifying_key(), secret: Some(secret) }
    }

    fn read(text: &PairText) -> Result<Self, KeysError> {
        let public = VerifyingKey::from_bytes(&bytes(&text.public)?).map_err(|_| KeysError::NoKey)?;
        let secret = text.secret.as_deref().map(bytes).transpose()?.map(|seed| SigningKey::from_bytes(&seed));
        if secret.as_ref().is_some_and(|secret| secret.verifying_key() != public) {
            return Err(KeysError::Mismatch);
        }
        Ok(Self { public, secret })
    }

    fn text(&self) -> PairText {
        let encode = |bytes: &[u8; 32]| URL_SAFE_NO_PAD.encode(bytes);
        PairText { public: encode(self.public.as_bytes()), secret: self.secret.as_ref().map(|secret| encode(&secret.to_bytes())) }
    }
}

fn bytes(text: &str) -> Result<[u8; 32], KeysError> {
    URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(KeysError::NoKey)
}

impl Generation {
    fn new(log: &Seed, credentials: &Seed, now: Instant) -> Self {
        Self { created_at: now, retired_at: None, log: Pair::new(log), credentials: Pair::new(credentials) }
    }

    /// Its name: that of its key for credentials.
    pub fn name(&self) -> String {
        Jwk::of(&self.credentials.public).kid
    }

    /// Whether it signs.
    pub fn signs(&self) -> bool {
        self.log.secret.is_some() && self.credentials.secret.is_some()
    }
}

impl Keys {
    /// The first keys of the register at an address, from secret seeds: of links, of the log and of credentials.
    pub fn create(address: Address, [links, log, credentials]: [Seed; 3], now: Instant) -> Self {
        Self { address, links, generations: vec![Generation::new(&log, &credentials, now)] }
    }

    /// With a new generation, which signs from now on beside the older ones.
    #[must_use]
    pub fn rotated(mut self, [log, credentials]: [Seed; 2], now: Instant) -> Self {
        self.generations.push(Generation::new(&log, &credentials, now));
        self
    }

    /// Without the secret half of a generation that is not the newest. Its public half stays.
    ///
    /// # Errors
    /// No such generation, or the newest.
    pub fn retired(mut self, name: &str, now: Instant) -> Result<Self, KeysError> {
        let not_retirable = || KeysError::NotRetirable(name.to_owned());
        let (_, older) = self.generations.split_last_mut().ok_or(KeysError::AllRetired)?;
        let generation = older.iter_mut().find(|older| older.name() == name && older.signs()).ok_or_else(not_retirable)?;
        generation.retired_at = Some(now);
        (generation.log.secret, generation.credentials.secret) = (None, None);
        Ok(self)
    }

    /// Reads a file of keys.
    ///
    /// # Errors
    /// What is none, and one of which no key signs.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let file: File = serde_json::from_str(text)?;
        if file.form != FORM {
            return Err(KeysError::OtherForm(file.form));
        }
        let read = |text: &GenerationText| {
            Ok::<_, KeysError>(Generation {
                created_at: text.created_at,
                retired_at: text.retired_at,
                log: Pair::read(&text.log)?,
                credentials: Pair::read(&text.credentials)?,
            })
        };
        let generations: Vec<Generation> = file.generations.iter().map(read).collect::<Result<_, _>>()?;
        if !generations.last().is_some_and(Generation::signs) {
            return Err(KeysError::AllRetired);
        }
        Ok(Self { address: file.address, links: bytes(&file.links)?, generations })
    }

    /// As a file holds them: secret.
    ///
    /// # Errors
    /// Never: all of it has a JSON form.
    pub fn text(&self) -> Result<String, KeysError> {
        let text = |of: &Generation| GenerationText {
            created_at: of.created_at,
            retired_at: of.retired_at,
            log: of.log.text(),
            credentials: of.credentials.text(),
        };
        let file = File {
            form: FORM,
            address: self.address.clone(),
            links: URL_SAFE_NO_PAD.encode(self.links),
            generations: self.generations.iter().map(text).collect(),
        };
        Ok(serde_json::to_string_pretty(&file)? + "\n")
    }

    /// The register's address.
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// The secret by which addresses of receipts are made.
    pub const fn links(&self) -> &Seed {
        &self.links
    }

    /// Every generation, oldest first.
    pub fn generations(&self) -> &[Generation] {
        &self.generations
    }

    /// Those that sign checkpoints, newest first.
    pub fn log_signers(&self) -> Vec<NoteSigner> {
        let secrets = self.generations.iter().rev().filter_map(|of| of.log.secret.clone());
        secrets.map(|secret| NoteSigner::new(self.address.origin(), KeyKind::Log, secret)).collect()
    }

    /// Every key that ever signed checkpoints, newest first.
    pub fn log_keys(&self) -> Vec<NoteKey> {
        let publics = self.generations.iter().rev().map(|of| of.log.public);
        publics.map(|key| NoteKey::new(self.address.origin(), KeyKind::Log, key)).collect()
    }

    /// The key that signs credentials: the newest.
    pub fn credential_signer(&self) -> &SigningKey {
        // `parse` and the ways to make keys let no file through whose newest key cannot sign.
        let secrets = self.generations.iter().rev().find_map(|of| of.credentials.secret.as_ref());
        secrets.unwrap_or_else(|| unreachable!("the newest key signs"))
    }

    /// Every key that ever signed credentials, newest first.
    pub fn credential_keys(&self) -> Vec<Jwk> {
        self.generations.iter().rev().map(|of| Jwk::of(&of.credentials.public)).collect()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Keys({}, {:?})", self.address, self.generations)
    }
}

impl fmt::Debug for Generation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Generation({})", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        let address = "https://register.example/".parse().expect("an address");
        Keys::create(address, [[1; 32], [2; 32], [3; 32]], Instant::from_micros(1))
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let keys = keys().rotated([[4; 32], [5; 32]], Instant::from_micros(2));
        let text = keys.text().expect("a text");
        let again = Keys::parse(&text).expect("keys");
        assert_eq!(again.text().expect("a text"), text);
        assert_eq!(again.address().origin().as_str(), "register.example/log");
        assert_eq!(again.address().issuer(), "did:web:register.example");
        assert_eq!(again.log_signers().len(), 2);
    }

    #[test]
    fn what_is_retired_is_published_and_signs_no_more() {
        let first = keys().generations()[0].name();
        assert!(matches!(keys().retired(&first, Instant::from_micros(3)), Err(KeysError::NotRetirable(_))));
        let rotated = keys().rotated([[4; 32], [5; 32]], Instant::from_micros(2));
        let retired = rotated.retired(&first, Instant::from_micros(3)).expect("retired");
        assert_eq!((retired.log_signers().len(), retired.log_keys().len(), retired.credential_keys().len()), (1, 2, 2));
        let text = retired.text().expect("a text");
        assert!(!text.contains(&URL_SAFE_NO_PAD.encode([2; 32])), "the secret is gone");
        assert_eq!(Keys::parse(&text).expect("keys").credential_keys(), retired.credential_keys());
    }

    #[test]
    fn what_is_no_file_of_keys_is_refused() {
        let text = keys().text().expect("a text");
        assert!(matches!(Keys::parse("{}"), Err(KeysError::Malformed(_))));
        assert!(matches!(Keys::parse(&text.replace("\"form\": 1", "\"form\": 2")), Err(KeysError::OtherForm(2))));
        let other = URL_SAFE_NO_PAD.encode([9; 32]);
        let mismatched = text.replace(&URL_SAFE_NO_PAD.encode([2; 32]), &other);
        assert!(matches!(Keys::parse(&mismatched), Err(KeysError::Mismatch)));
        assert!(!format!("{:?}", keys()).contains(&URL_SAFE_NO_PAD.encode([2; 32])));
    }

    #[test]
    fn an_address_has_no_path() {
        for good in ["http://127.0.0.1:8000", "https://register.example", "https://REGISTER.example/"] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        assert_eq!("http://127.0.0.1:8000".parse::<Address>().expect("good").issuer(), "did:web:127.0.0.1%3A8000");
        for bad in [
            "",
            "register.example",
            "ftp://a.example",
            "https://",
            "https://a.example/x",
            "https://a b",
            "http://a:x",
            "http://a:070",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
