//! All the numbers that the register states of itself.

use super::{FairUseLimits, Limits, LoadLimits, StreamLimits};

/// What callers are held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// One request.
    pub limits: Limits,
    /// Connections that stay open.
    pub streams: StreamLimits,
    /// One client, over time.
    pub fair_use: FairUseLimits,
    /// All clients, at once.
    pub load: LoadLimits,
    /// How long an answer may take, in milliseconds.
    pub request_timeout_ms: u64,
}
