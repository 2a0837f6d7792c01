//! A token of an identity provider (RFC 7519, RFC 9068): taken apart, held against the keys and against what is expected of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use super::key::Key;
use crate::domain::instant::Instant;

/// Why a token is not taken. Said to its bearer: it tells an honest one what to do, and a forger nothing that he does not know.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// It is none.
    #[error("it is not a signed token: {0}")]
    Malformed(&'static str),
    /// It is of another kind, such as one that tells who logged in.
    #[error("it is a token of another kind; an access token is needed")]
    OtherKind,
    /// No key of the provider signed it.
    #[error("no key of the identity provider signed it")]
    NotSigned,
    /// It is of another provider.
    #[error("it is of another identity provider than the register's")]
    OtherIssuer,
    /// It is for another service.
    #[error("it is for another audience than this register")]
    OtherAudience,
    /// It has expired.
    #[error("it has expired: get a new one")]
    Expired,
    /// It is not good yet.
    #[error("it is not good yet: its clock is ahead of the register's")]
    NotYet,
    /// It is good for longer than a token may be.
    #[error("it is good for longer than the register takes tokens for")]
    TooLong,
    /// Its bearer has no role in the register.
    #[error("its bearer has no role in this register")]
    NoRole,
    /// Its bearer has several roles.
    #[error("its bearer has more than one role in this register: get a token for one of them")]
    SeveralRoles,
}

/// What is expected of a token.
#[derive(Clone, Debug)]
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) skew_s: i64,
    pub(super) longest_s: i64,
    pub(super) now: Instant,
}

/// What a token says whose signature and claims are good.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claims {
    /// Whom it is of.
    pub(super) subject: String,
    /// When it ends, in seconds since 1970.
    pub(super) expires_s: i64,
    /// All that it says.
    pub(super) all: Value,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
    crit: Option<Value>,
    /// A token that brings its own key along is not one of ours.
    jwk: Option<Value>,
}

#[derive(Deserialize)]
struct Registered {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(deserialize_with = "seconds")]
    exp: i64,
    #[serde(default, deserialize_with = "some_seconds")]
    nbf: Option<i64>,
    #[serde(default, deserialize_with = "some_seconds")]
    iat: Option<i64>,
}

/// A moment as tokens have it: seconds since 1970, which may have a fraction.
fn seconds<'d, D: serde::Deserializer<'d>>(from: D) -> Result<i64, D::Error> {
    let number = serde_json::Number::deserialize(from)?;
    let whole = number.as_i64().or_else(|| {
        let within = number.as_f64().filter(|seconds| seconds.abs() < 1e15);
        // Far within what an integer holds.
        #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
        within.map(|seconds| seconds.floor() as i64)
    });
    whole.ok_or_else(|| serde::de::Error::custom("no moment"))
}

fn some_seconds<'d, D: serde::Deserializer<'d>>(from: D) -> Result<Option<i64>, D::Error> {
    seconds(from).map(Some)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Some(Vec<String>),
}

/// A token, taken apart.
pub(super) struct Token<'t> {
    header: Header,
    signed: &'t str,
    payload: &'t str,
    signature: Vec<u8>,
}

impl<'t> Token<'t> {
    /// Takes a token apart.
    pub(super) fn read(text: &'t str) -> Result<Self, Refused> {
        let malformed = Refused::Malformed;
        let (signed, signature) = text.rsplit_once('.').ok_or(malformed("it has not three parts"))?;
        let (header, payload) = signed.split_once('.').ok_or(malformed("it has not three parts"))?;
        if payload.contains('.') {
            return Err(malformed("it has not three parts"));
        }
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed("a part is not base64url"));
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| malformed("its header cannot be read"))?;
        let is_access = header.typ.as_deref().is_none_or(|typ| {
            let typ = typ.strip_prefix("application/").unwrap_or(typ);
            ["at+jwt", "JWT"].iter().any(|known| known.eq_ignore_ascii_case(typ))
        });
        if !is_access {
            return Err(Refused::OtherKind);
        }
        if header.crit.is_some() || header.jwk.is_some() {
            return Err(malformed("its header calls for something that is not known"));
        }
        Ok(Self { header, signed, payload, signature: decode(signature)? })
    }

    /// Which key it names.
    pub(super) fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// Whether it could be signed by one of these keys: whether there is one of the name and the algorithm that it names.
    pub(super) fn is_of_one_of(&self, keys: &[Key]) -> bool {
        self.candidates(keys).next().is_some()
    }

    fn candidates<'k>(&self, keys: &'k [Key]) -> impl Iterator<Item = &'k Key> {
        keys.iter().filter(|key| {
            let is_named = self.kid().is_none_or(|kid| key.kid.as_deref() == Some(kid));
            is_named && key.algorithm.name() == self.header.alg
        })
    }

    /// What it says, if one of the keys signed it and all that is expected holds.
    pub(super) fn check(&self, keys: &[Key], expected: &Expected<'_>) -> Result<Claims, Refused> {
        if !self.candidates(keys).any(|key| key.signed(self.signed.as_bytes(), &self.signature)) {
            return Err(Refused::NotSigned);
        }
        let unreadable = |_| Refused::Malformed("its claims cannot be read");
        let payload = URL_SAFE_NO_PAD.decode(self.payload).map_err(|_| Refused::Malformed("a part is not base64url"))?;
        // A claim that stands twice is refused here: the map below would keep one of them.
        let registered: Registered = serde_json::from_slice(&payload).map_err(unreadable)?;
        let all: Value = serde_json::from_slice(&payload).map_err(unreadable)?;
        expected.holds(&registered)?;
        Ok(Claims { subject: registered.sub, expires_s: registered.exp, all })
    }
}

impl Expected<'_> {
    fn holds(&self, claims: &Registered) -> Result<(), Refused> {
        let now = self.now.micros().div_euclid(1_000_000);
        let is_for_us = match &claims.aud {
            Audience::One(one) => one == self.audience,
            Audience::Some(several) => several.iter().any(|one| one == self.audience),
        };
        if claims.iss != self.issuer {
            return Err(Refused::OtherIssuer);
        }
        if !is_for_us {
            return Err(Refused::OtherAudience);
        }
        if claims.exp.saturating_add(self.skew_s) <= now {
            return Err(Refused::Expired);
        }
        let begins = claims.nbf.into_iter().chain(claims.iat).max().unwrap_or(now);
        if begins > now.saturating_add(self.skew_s) {
            return Err(Refused::NotYet);
        }
        let since = claims.iat.or(claims.nbf).unwrap_or(now);
        if claims.exp.saturating_sub(since) > self.longest_s || claims.sub.is_empty() {
            return Err(if claims.sub.is_empty() { Refused::Malformed("it names no subject") } else { Refused::TooLong });
        }
        Ok(())
    }
}
