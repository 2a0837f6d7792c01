//! The purse of each client: points that come back over time.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::client::Client;
use crate::graphql::gate::FairUseLimits;

/// After so many charges the purses that are full again are forgotten: a client that comes back finds it full anyway.
const FORGOTTEN_AFTER: u64 = 10_000;

type Purses = RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// The purses of all clients. Cheap to clone.
#[derive(Clone)]
pub struct FairUse(Arc<Inner>);

struct Inner {
    limits: FairUseLimits,
    strangers: Kind,
    /// Of those who send a token, good or not: it is looked up only when it is paid for.
    bearers: Kind,
}

/// Purses of one size.
struct Kind {
    purses: Purses,
    per_second: NonZeroU32,
    burst: NonZeroU32,
    charges: AtomicU64,
    clock: DefaultClock,
}

/// How a purse stands after it was asked for points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Purse {
    /// Whether they were there.
    pub(super) is_paid: bool,
    /// How many points it holds when it is full.
    pub(super) burst: u32,
    /// How long an empty one takes to be full, in seconds.
    pub(super) window: u64,
    /// How many points are in it.
    pub(super) left: u32,
    /// When it is full again, or holds what was asked for, in seconds.
    pub(super) wait: u64,
}

impl FairUse {
    /// Takes the limits; all purses are full.
    pub fn new(limits: FairUseLimits) -> Self {
        let strangers = Kind::new(limits.points_per_second, limits.burst);
        let times = |number: NonZeroU32| number.saturating_mul(limits.token_factor);
        let bearers = Kind::new(times(limits.points_per_second), times(limits.burst));
        Self(Arc::new(Inner { limits, strangers, bearers }))
    }

    /// The limits.
    pub(super) fn limits(&self) -> &FairUseLimits {
        &self.0.limits
    }

    /// Takes points out of a client's purse, all of them or none.
    pub(super) fn charge(&self, client: Client, bears_token: bool, points: NonZeroU32) -> Purse {
        let kind = if bears_token { &self.0.bearers } else { &self.0.strangers };
        kind.charge(client, points)
    }
}

impl Kind {
    fn new(per_second: NonZeroU32, burst: NonZeroU32) -> Self {
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let purses = RateLimiter::keyed(quota).with_middleware();
        Self { purses, per_second, burst, charges: AtomicU64::new(0), clock: DefaultClock::default() }
    }

    fn charge(&self, client: Client, points: NonZeroU32) -> Purse {
        if self.charges.fetch_add(1, Ordering::Relaxed) % FORGOTTEN_AFTER == FORGOTTEN_AFTER - 1 {
            self.purses.retain_recent();
            self.purses.shrink_to_fit();
        }
        let (burst, per_second) = (self.burst.get(), self.per_second.get());
        let window = u64::from(burst.div_ceil(per_second));
        match self.purses.check_key_n(&client, points) {
            Ok(Ok(state)) => {
                let left = state.remaining_burst_capacity();
                let wait = u64::from(burst.saturating_sub(left).div_ceil(per_second));
                Purse { is_paid: true, burst, window, left, wait }
            }
            Ok(Err(not_until)) => {
                let wait = not_until.wait_time_from(self.clock.now()).as_secs().saturating_add(1);
                Purse { is_paid: false, burst, window, left: 0, wait }
            }
            // More than a full purse holds.
            Err(_) => Purse { is_paid: false, burst, window, left: 0, wait: window },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    fn points(number: u32) -> NonZeroU32 {
        NonZeroU32::new(number).expect("points")
    }

    fn client(last: u8) -> Client {
        Client::of(SocketAddr::from(([192, 0, 2, last], 1)).into(), &axum::http::HeaderMap::new(), &FairUseLimits::default())
    }

    #[test]
    fn a_purse_is_emptied_and_nobody_else_pays() {
        // A point comes back in a second: none while this runs, or the sum below would be wrong by it.
        let limits = FairUseLimits { points_per_second: points(1), burst: points(10), ..FairUseLimits::default() };
        let all = FairUse::new(limits);
        let purse = all.charge(client(1), false, points(7));
        assert!(purse.is_paid && purse.left <= 4, "{purse:?}");
        assert_eq!((purse.burst, purse.window), (10, 10));
        let refused = all.charge(client(1), false, points(9));
        assert!(!refused.is_paid && (1..=10).contains(&refused.wait), "{refused:?}");
        assert!(all.charge(client(2), false, points(10)).is_paid, "another client");
        assert!(all.charge(client(1), true, points(200)).is_paid, "with a token it has another purse, twenty times as large");
        assert!(!all.charge(client(3), false, points(11)).is_paid, "more than a purse holds");
    }

    #[test]
    fn an_answer_costs_by_its_size() {
        let limits = FairUseLimits::default();
        assert_eq!([0, 999, 1_000, 50_000].map(|cost| limits.points(cost)), [0, 0, 1, 50]);
        assert_eq!(limits.points(u64::MAX), u32::MAX);
    }
}
