//! The numbers by which one client is kept from taking everything.

use std::num::{NonZeroU32, NonZeroU64};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// How much one client may ask for over time, in points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FairUseLimits {
    /// Whether clients are held against them.
    pub enabled: bool,
    /// Points that a client gets back in a second.
    pub points_per_second: NonZeroU32,
    /// Points that a client may spend at once.
    pub burst: NonZeroU32,
    /// How many times as much a client gets that sends a token, out of a purse of its own: acts are not to wait for what strangers
    /// at the same address ask.
    pub token_factor: NonZeroU32,
    /// Objects and values of an estimated answer that cost a point, beside the one that every request costs.
    pub values_per_point: NonZeroU64,
    /// The networks of proxies whose word on the client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
    /// Where they say it. What stands in the other header may be the client's own invention, which they pass on.
    pub proxy_header: ProxyHeader,
}

/// A header in which a proxy says whom it heard from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl Default for FairUseLimits {
    fn default() -> Self {
        // No number here is zero.
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            enabled: true,
            points_per_second: number(60),
            burst: number(600),
            token_factor: number(20),
            values_per_point: NonZeroU64::new(1_000).unwrap_or(NonZeroU64::MIN),
            trusted_proxies: Vec::new(),
            proxy_header: ProxyHeader::default(),
        }
    }
}

impl FairUseLimits {
    /// What an answer of an estimated cost takes beside the one point of every request.
    pub fn points(&self, cost: u64) -> u32 {
        u32::try_from(cost / self.values_per_point).unwrap_or(u32::MAX)
    }
}

/// How much the process does at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoadLimits {
    /// Requests that are answered at once.
    pub max_running: usize,
    /// Requests that wait for their turn; more are turned away.
    pub max_waiting: usize,
    /// How long one may wait for its turn, in milliseconds.
    pub patience_ms: u64,
    /// Requests with a token that are answered at once, beside the others.
    pub max_running_with_token: usize,
}

impl Default for LoadLimits {
    fn default() -> Self {
        Self { max_running: 64, max_waiting: 512, patience_ms: 1_000, max_running_with_token: 32 }
    }
}
