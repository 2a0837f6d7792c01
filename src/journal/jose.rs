//! Signatures of JOSE: compact JWS by EdDSA over Ed25519 (RFC 7515, RFC 8037), and keys as JWK.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The longest token that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// The media type of a credential secured by JOSE, as `typ` names it (W3C VC-JOSE-COSE).
pub const CREDENTIAL: &str = "vc+jwt";

/// A public key as JWK.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    kty: String,
    crv: String,
    x: String,
    /// The thumbprint of the key (RFC 7638).
    pub kid: String,
    alg: String,
    #[serde(rename = "use")]
    used_for: String,
}

/// Why a token is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JoseError {
    /// It has not the form of a compact JWS.
    #[error("this is no compact JWS: {0}")]
    Malformed(&'static str),
    /// It is signed by another algorithm, or is another kind of token.
    #[error("the header says {member} {found:?}, and must say {expected:?}")]
    OtherKind {
        /// Which member of the header.
        member: &'static str,
        /// What it says.
        found: String,
        /// What it must say.
        expected: &'static str,
    },
    /// The key that it names is not among those known.
    #[error("it is signed with the key {0}, which is not among the known keys")]
    UnknownKey(String),
    /// The signature is not of this content.
    #[error("the signature is not of this content: something was changed after it was signed")]
    WrongSignature,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    crit: Option<Value>,
}

impl Jwk {
    /// The JWK of a key.
    pub fn of(key: &VerifyingKey) -> Self {
        let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        let kid = URL_SAFE_NO_PAD.encode(Sha256::digest(members));
        Self { kty: "OKP".into(), crv: "Ed25519".into(), x, kid, alg: "EdDSA".into(), used_for: "sig".into() }
    }

    /// The key; `None` where it is of another kind, or its name is not its thumbprint.
    pub fn key(&self) -> Option<VerifyingKey> {
        let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(&self.x).ok()?.try_into().ok()?;
        let key = VerifyingKey::from_bytes(&bytes).ok()?;
        (Self::of(&key) == *self).then_some(key)
    }
}

/// Signs a payload, in JSON, as a token of a type.
pub fn sign(secret: &SigningKey, typ: &str, payload: &str) -> String {
    let kid = Jwk::of(&secret.verifying_key()).kid;
    let header = format!(r#"{{"alg":"EdDSA","kid":"{kid}","typ":"{typ}"}}"#);
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = secret.sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// The payload of a token of a type that one of the known keys signed.
///
/// # Errors
/// What is no such token, or was changed.
pub fn verify(token: &str, typ: &'static str, known: &[Jwk]) -> Result<Vec<u8>, JoseError> {
    let malformed = JoseError::Malformed;
    if token.len() > LONGEST {
        return Err(malformed("it is longer than any that is read"));
    }
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(malformed("it has not three parts between dots"));
    };
    let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed("a part is not base64url"));
    let head: Header = serde_json::from_slice(&decode(header)?).map_err(|_| malformed("its header is not one of ours"))?;
    expect("alg", &head.alg, "EdDSA")?;
    expect("typ", &head.typ, typ)?;
    if head.crit.is_some() {
        return Err(malformed("its header calls for something that is not known"));
    }
    let key = known.iter().find(|jwk| jwk.kid == head.kid).and_then(Jwk::key);
    let key = key.ok_or_else(|| JoseError::UnknownKey(head.kid.clone()))?;
    let signature = Signature::from_slice(&decode(signature)?).map_err(|_| malformed("its signature is not 64 bytes"))?;
    let signed = &token[..header.len() + 1 + payload.len()];
    key.verify_strict(signed.as_bytes(), &signature).map_err(|_| JoseError::WrongSignature)?;
    decode(payload)
}

/// The payload of a token, unchecked: only to say what it claims to be. `None` for what has none of this form.
pub fn unverified<T: serde::de::DeserializeOwned>(token: &str) -> Option<T> {
    let payload = token.split('.').nth(1).filter(|_| token.len() <= LONGEST)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

fn expect(member: &'static str, found: &str, expected: &'static str) -> Result<(), JoseError> {
    if found == expected { Ok(()) } else { Err(JoseError::OtherKind { member, found: found.to_owned(), expected }) }
}

impl fmt::Display for Jwk {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.kid)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_bytes(&[seed; 32])
    }

    #[test]
    fn the_example_of_rfc_8037_has_its_thumbprint_and_its_signature() {
        let secret = URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").expect("base64url");
        let secret = SigningKey::from_bytes(&secret.try_into().expect("32 bytes"));
        let jwk = Jwk::of(&secret.verifying_key());
        assert_eq!(jwk.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assert_eq!(jwk.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        let signature = secret.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        assert_eq!(
            URL_SAFE_NO_PAD.encode(signature.to_bytes()),
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let known = [Jwk::of(&key(1).verifying_key())];
        let token = sign(&key(1), CREDENTIAL, r#"{"a":1}"#);
        assert_eq!(verify(&token, CREDENTIAL, &known), Ok(br#"{"a":1}"#.to_vec()));
        let other = sign(&key(2), CREDENTIAL, "{}");
        assert!(matches!(verify(&other, CREDENTIAL, &known), Err(JoseError::UnknownKey(_))));
        let typed = sign(&key(1), "JWT", "{}");
        assert!(matches!(verify(&typed, CREDENTIAL, &known), Err(JoseError::OtherKind { member: "typ", .. })));
        let rest = token.split_once('.').expect("a dot").1;
        for header in [r#"{"alg":"none","kid":"K","typ":"vc+jwt"}"#, r#"{"alg":"HS256","kid":"K","typ":"vc+jwt"}"#] {
            let header = header.replace('K', &known[0].kid);
            let forged = format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header));
            assert!(matches!(verify(&forged, CREDENTIAL, &known), Err(JoseError::OtherKind { member: "alg", .. })));
        }
        let stripped = format!("{}.", token.rsplit_once('.').expect("a dot").0);
        assert!(matches!(verify(&stripped, CREDENTIAL, &known), Err(JoseError::Malformed(_))));
    }

    proptest! {
        #[test]
        fn a_changed_letter_is_refused(at in 0_usize..1000, to in "[A-Za-z0-9_-]") {
            let known = [Jwk::of(&key(1).verifying_key())];
            let token = sign(&key(1), CREDENTIAL, r#"{"question":"may they?","verdict":"AUTHORISED"}"#);
            let place = at % token.len();
            let changed = format!("{}{to}{}", &token[..place], &token[place + 1..]);
            prop_assume!(changed != token);
            prop_assert!(verify(&changed, CREDENTIAL, &known).is_err());
        }

        #[test]
        fn reading_never_panics(token in "\\PC{0,200}", parts in "[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,40}\\.[A-Za-z0-9_-]{0,90}") {
            let known = [Jwk::of(&key(1).verifying_key())];
            prop_assert!(verify(&token, CREDENTIAL, &known).is_err());
            prop_assert!(verify(&parts, CREDENTIAL, &known).is_err());
        }
    }
}
