//! Officers whom an identity provider (OpenID Connect) vouches for: their tokens, and which role each has here.
//!
//! The provider says who someone is, and in which groups; which group stands for which role is the register's to say.

mod key;
mod provider;
mod settings;
mod token;

use std::sync::Arc;

use serde_json::Value;
use thiserror::Error;

use crate::domain::instant::Instant;
use crate::domain::office::Role;

pub use provider::NoKeys;
use provider::Provider;
pub use settings::{IdentitySettings, Misconfigured};
pub use token::Refused;
use token::{Expected, Token};

/// Why nobody is vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotVouched {
    /// The token is no good.
    #[error("the token was refused: {0}")]
    Refused(#[from] Refused),
    /// It cannot be told: the keys are not known.
    #[error(transparent)]
    NoKeys(#[from] NoKeys),
}

/// Someone whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// By whom.
    pub issuer: String,
    /// Who it is, by the provider's own name.
    pub subject: String,
    /// In which role.
    pub role: Role,
    /// Until when.
    pub until: Instant,
}

/// The provider, and what its groups stand for. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Identity(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: IdentitySettings,
    provider: Provider,
}

impl Identity {
    /// The provider that the settings name; none where they name none.
    ///
    /// # Errors
    /// Settings that cannot be right.
    pub fn new(settings: &IdentitySettings) -> Result<Option<Self>, Misconfigured> {
        let Some(settings) = settings.checked()? else { return Ok(None) };
        let provider = Provider::new(settings.issuer.clone()).map_err(|_| Misconfigured::NoClient)?;
        Ok(Some(Self(Arc::new(Inner { settings, provider }))))
    }

    /// Takes a token; gives whom the provider vouches for by it.
    ///
    /// # Errors
    /// A token that is no good, or a provider whose keys are not known.
    pub async fn vouched(&self, token: &str, now: Instant) -> Result<Vouched, NotVouched> {
        let Inner { settings, provider } = self.0.as_ref();
        let token = Token::read(token)?;
        let mut keys = provider.keys().await?;
        if !token.is_of_one_of(&keys) {
            keys = provider.newer_keys(&keys).await?;
        }
        let expected = Expected {
            issuer: &settings.issuer,
            audience: &settings.audience,
            skew_s: i64::from(settings.clock_skew_s),
            longest_s: i64::from(settings.longest_s),
            now,
        };
        let claims = token.check(&keys, &expected)?;
        Ok(Vouched {
            issuer: settings.issuer.clone(),
            role: role(settings, &claims.all)?,
            subject: claims.subject,
            // As long as the token itself would be taken.
            until: Instant::from_micros(claims.expires_s.saturating_add(expected.skew_s).saturating_mul(1_000_000)),
        })
    }
}

/// The one role that the claims give by the settings' table.
fn role(settings: &IdentitySettings, claims: &Value) -> Result<Role, Refused> {
    let mut path = settings.role_claim.split('.');
    let said = path.try_fold(claims, |inside, name| inside.get(name));
    let names: Vec<&str> = match said {
        Some(Value::String(names)) => names.split(' ').collect(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let mut roles: Vec<Role> = names.iter().filter_map(|name| settings.roles.get(*name)).copied().collect();
    roles.dedup();
    match roles.as_slice() {
        [role] => Ok(*role),
        [] => Err(Refused::NoRole),
        [first, others @ ..] if others.iter().all(|other| other == first) => Ok(*first),
        _ => Err(Refused::SeveralRoles),
    }
}
