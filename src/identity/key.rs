//! The keys of an identity provider (RFC 7517), and whether one of them signed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;

/// What a key signs by. The key says it, never the token: so a token cannot choose how it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Es256,
    EdDsa,
}

/// A key that can be used.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// Its name; a provider with a single key may leave it out.
    pub(super) kid: Option<String>,
    pub(super) algorithm: Algorithm,
    material: Material,
}

#[derive(Clone, Debug)]
enum Material {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// A point of P-256, uncompressed.
    Point(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// A set of keys, as the provider serves it.
#[derive(Deserialize)]
struct Set {
    keys: Vec<Jwk>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    used_for: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Algorithm {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }
}

/// Reads a set of keys: those that sign by an algorithm that is known. Others, such as those that encrypt, are passed over.
pub(super) fn read_set(text: &[u8]) -> Result<Vec<Key>, serde_json::Error> {
    let set: Set = serde_json::from_slice(text)?;
    Ok(set.keys.into_iter().filter_map(Jwk::key).collect())
}

impl Jwk {
    fn key(self) -> Option<Key> {
        let signs = self.used_for.as_deref().is_none_or(|used_for| used_for == "sig");
        let verifies = self.key_ops.as_ref().is_none_or(|can| can.iter().any(|what| what == "verify"));
        let (algorithm, material) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => (Algorithm::Rs256, Material::Rsa { n: decoded(self.n)?, e: decoded(self.e)? }),
            ("EC", Some("P-256")) => (Algorithm::Es256, Material::Point(point(&decoded(self.x)?, &decoded(self.y)?)?)),
            ("OKP", Some("Ed25519")) => (Algorithm::EdDsa, Material::Ed25519(decoded(self.x)?)),
            _ => return None,
        };
        let is_meant = self.alg.as_deref().is_none_or(|alg| alg == algorithm.name());
        (signs && verifies && is_meant).then_some(Key { kid: self.kid, algorithm, material })
    }
}

impl Key {
    /// Whether it signed a message.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.material {
            // Keys shorter than 2048 bits sign nothing here.
            Material::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
            Material::Point(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature),
            Material::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
        };
        verified.is_ok()
    }
}

fn decoded(text: Option<String>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?).ok()
}

fn point(x: &[u8], y: &[u8]) -> Option<Vec<u8>> {
    (x.len() == 32 && y.len() == 32).then(|| [&[4], x, y].concat())
}
