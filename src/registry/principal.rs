//! Who may record acts: tokens, and whom they speak for.

use std::sync::Arc;

use ring::hmac;
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::OnceCell;

use super::Registry;
use super::error::RegistryError;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::office::Role;
use crate::journal::entry::Hash;
use crate::store::{Recorder, StoredToken};

/// Someone whose token was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// In which role.
    pub role: Role,
    by: Credential,
}

/// By what someone is known.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Credential {
    /// The program itself, when it records the starting rules, or files for whoever runs it.
    Program,
    /// A token of the register, by its number.
    Token(i64, Officer),
    /// A token of an identity provider, by its hash, and until when it is good.
    Vouched(String, Officer, Instant),
}

/// An officer, by a name that only tells one from another: who it is cannot be told from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer(String);

impl Principal {
    /// The program itself in a role: whoever runs it has the database in his hands anyway.
    pub const fn program(role: Role) -> Self {
        Self { role, by: Credential::Program }
    }

    /// Who it is; none for the program itself.
    pub fn officer(&self) -> Option<&Officer> {
        match &self.by {
            Credential::Program => None,
            Credential::Token(_, officer) | Credential::Vouched(_, officer, _) => Some(officer),
        }
    }

    /// What the journal keeps of it beside an act.
    pub(super) fn recorder(&self) -> Recorder {
        let (token, token_hash) = match &self.by {
            Credential::Program => (None, None),
            Credential::Token(id, _) => (Some(*id), None),
            Credential::Vouched(hash, _, _) => (None, Some(hash.clone())),
        };
        let officer = self.officer().map(|Officer(name)| name.clone());
        Recorder { role: self.role.code().to_owned(), token, token_hash, officer }
    }
}

/// The secret by which pseudonyms are made, once it was read. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Pseudonyms(Arc<OnceCell<hmac::Key>>);

/// A token just made: the only moment at which its secret is known.
#[derive(Clone)]
pub struct NewToken {
    /// Its number, by which it is revoked.
    pub id: i64,
    /// What the bearer sends.
    pub bearer: String,
}

/// Without the secret, which no log may hold.
impl std::fmt::Debug for NewToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NewToken({})", self.id)
    }
}

/// What may be told of a token.
#[derive(Clone, Debug)]
pub struct TokenInfo {
    /// Its number.
    pub id: i64,
    /// For what.
    pub role: Role,
    /// For whom.
    pub office: String,
    /// When it was made.
    pub created_at: Instant,
    /// Its last day.
    pub expires_on: Day,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// Why a token is no good. Nobody without the secret learns more than [`TokenError::Unknown`].
#[derive(Debug, Error)]
pub enum TokenError {
    /// Not a token of this register.
    #[error("the token is not one of this register")]
    Unknown,
    /// Past its last day.
    #[error("the token expired after {0}")]
    Expired(Day),
    /// Revoked.
    #[error("the token was revoked")]
    Revoked,
    /// A token of an identity provider whose time is over.
    #[error("the token has expired")]
    Ended,
    /// It could not be looked up.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The operating system gave no randomness.
    #[error("no randomness to make a secret from")]
    NoRandomness,
}

const PREFIX: &str = "tzl_";

impl Registry {
    /// Makes a token for an office, good until and including a day.
    ///
    /// # Errors
    /// A failing database, or no randomness.
    pub async fn create_token(&self, role: Role, office: &str, expires_on: Day) -> Result<NewToken, TokenError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| TokenError::NoRandomness)?;
        let token = StoredToken {
            id: 0,
            role,
            office: office.to_owned(),
            secret_hash: hash(&secret),
            created_at: self.clock.now(),
            expires_on,
            revoked_at: None,
        };
        let id = self.store.add_token(&token).await.map_err(RegistryError::from)?;
        Ok(NewToken { id, bearer: format!("{PREFIX}{id}_{}", hex::encode(secret)) })
    }

    /// Every token that was ever made, oldest first.
    ///
    /// # Errors
    /// A failing database.
    pub async fn tokens(&self) -> Result<Vec<TokenInfo>, RegistryError> {
        Ok(self.store.tokens().await?.into_iter().map(info).collect())
    }

    /// Revokes a token; `false` when there is none with this number that is not revoked already.
    ///
    /// # Errors
    /// A failing database.
    pub async fn revoke_token(&self, id: i64) -> Result<bool, RegistryError> {
        Ok(self.store.revoke_token(id, self.clock.now()).await?)
    }

    /// Whether a token is one that a register makes.
    pub fn is_own_token(bearer: &str) -> bool {
        bearer.starts_with(PREFIX)
    }

    /// Who bears this token?
    ///
    /// # Errors
    /// A token that is not of this register, is past its last day or was revoked.
    pub async fn authenticate(&self, bearer: &str) -> Result<Principal, TokenError> {
        let (id, secret) = read(bearer).ok_or(TokenError::Unknown)?;
        let token = self.store.token(id).await.map_err(RegistryError::from)?.ok_or(TokenError::Unknown)?;
        // Hashes are compared, not secrets: how long it takes tells nothing about the secret.
        if token.secret_hash != hash(&secret) {
            return Err(TokenError::Unknown);
        }
        self.check_token(&token)?;
        let officer = self.officer("office", &[&token.office]).await?;
        Ok(Principal { role: token.role, by: Credential::Token(token.id, officer) })
    }

    /// Someone in a role whom an identity provider vouches for, by its own name of the subject, until a moment.
    ///
    /// # Errors
    /// A failing database.
    pub async fn vouched(
        &self,
        role: Role,
        [issuer, subject]: [&str; 2],
        token: &str,
        until: Instant,
    ) -> Result<Principal, TokenError> {
        let officer = self.officer("subject", &[issuer, subject]).await?;
        // Without the signature, of which one content may have several.
        let content = token.rsplit_once('.').map_or(token, |(content, _)| content);
        let hash = hex::encode(&Sha256::digest(content)[..16]);
        Ok(Principal { role, by: Credential::Vouched(hash, officer, until) })
    }

    /// The pseudonym of someone: the same for the same names, and another for everyone else. The secret that it is made by keeps
    /// whoever sees pseudonyms alone from trying names.
    async fn officer(&self, kind: &str, names: &[&str]) -> Result<Officer, TokenError> {
        let mut mac = hmac::Context::with_key(self.pseudonyms.0.get_or_try_init(|| self.pseudonym_key()).await?);
        for part in [kind].iter().chain(names) {
            // Each part ends where its length says, so that no two lists of names are one text.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Ok(Officer(hex::encode(&mac.sign().as_ref()[..16])))
    }

    async fn pseudonym_key(&self) -> Result<hmac::Key, TokenError> {
        let mut fresh = [0; 32];
        getrandom::fill(&mut fresh).map_err(|_| TokenError::NoRandomness)?;
        let secret = self.store.pseudonym_key(&fresh).await.map_err(RegistryError::from)?;
        Ok(hmac::Key::new(hmac::HMAC_SHA256, &secret))
    }

    /// Whether someone whose token was good still is whom it made them. One statement.
    ///
    /// # Errors
    /// A token that is past its last day or was revoked.
    pub async fn check_still_good(&self, principal: &Principal) -> Result<(), TokenError> {
        let id = match &principal.by {
            Credential::Program => return Ok(()),
            Credential::Vouched(_, _, until) if *until <= self.clock.now() => return Err(TokenError::Ended),
            Credential::Vouched(..) => return Ok(()),
            Credential::Token(id, _) => id,
        };
        let token = self.store.token(*id).await.map_err(RegistryError::from)?.ok_or(TokenError::Unknown)?;
        self.check_token(&token)
    }

    fn check_token(&self, token: &StoredToken) -> Result<(), TokenError> {
        if token.revoked_at.is_some() {
            return Err(TokenError::Revoked);
        }
        if token.expires_on < self.today() {
            return Err(TokenError::Expired(token.expires_on));
        }
        Ok(())
    }
}

fn hash(secret: &[u8; 32]) -> Hash {
    Sha256::digest(secret).into()
}

fn read(bearer: &str) -> Option<(i64, [u8; 32])> {
    let (id, secret) = bearer.strip_prefix(PREFIX)?.split_once('_')?;
    Some((id.parse().ok()?, hex::decode(secret).ok()?.try_into().ok()?))
}

fn info(token: StoredToken) -> TokenInfo {
    TokenInfo {
        id: token.id,
        role: token.role,
        office: token.office,
        created_at: token.created_at,
        expires_on: token.expires_on,
        revoked_at: token.revoked_at,
    }
}
