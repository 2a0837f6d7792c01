//! Which identity provider, and what its groups stand for.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::provider::is_safe;
use crate::domain::office::Role;

/// The longest difference between two clocks that is overlooked, in seconds.
const MOST_SKEW_S: u32 = 300;

/// The provider whose tokens are taken, beside the register's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentitySettings {
    /// Its address, as its tokens say it; none where only tokens of the register itself are taken.
    pub issuer: String,
    /// How its tokens name this register.
    pub audience: String,
    /// Where a token tells the groups of its bearer: the name of a claim, with dots into objects.
    pub role_claim: String,
    /// Which role here each of these groups stands for.
    pub roles: BTreeMap<String, Role>,
    /// How far its clock may be from ours, in seconds.
    pub clock_skew_s: u32,
    /// The longest time for which a token is taken, from its issue to its end, in seconds.
    pub longest_s: u32,
}

/// Settings that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Misconfigured {
    /// The issuer is no address.
    #[error("[identity] issuer is {0:?}: it begins with https:// (http:// on this machine only)")]
    Issuer(String),
    /// There is no audience.
    #[error("[identity] audience is missing: how tokens of the provider name this register")]
    Audience,
    /// No group has a role.
    #[error("[identity] roles is empty: nobody whom the provider vouches for could do anything")]
    Roles,
    /// The clocks may differ too much.
    #[error("[identity] clock_skew_s is {0}: at most {MOST_SKEW_S}")]
    Skew(u32),
    /// No client could be made.
    #[error("no client for the identity provider could be made")]
    NoClient,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self {
            issuer: String::new(),
            audience: String::new(),
            role_claim: "roles".to_owned(),
            roles: BTreeMap::new(),
            clock_skew_s: 60,
            longest_s: 12 * 60 * 60,
        }
    }
}

impl IdentitySettings {
    /// The settings, if they name a provider.
    pub(super) fn checked(&self) -> Result<Option<Self>, Misconfigured> {
        if self.issuer.is_empty() && self.audience.is_empty() && self.roles.is_empty() {
            return Ok(None);
        }
        if !is_safe(&self.issuer) {
            return Err(Misconfigured::Issuer(self.issuer.clone()));
        }
        if self.audience.is_empty() {
            return Err(Misconfigured::Audience);
        }
        if self.roles.is_empty() {
            return Err(Misconfigured::Roles);
        }
        if self.clock_skew_s > MOST_SKEW_S {
            return Err(Misconfigured::Skew(self.clock_skew_s));
        }
        Ok(Some(self.clone()))
    }
}
