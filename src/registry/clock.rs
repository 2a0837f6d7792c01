//! The clock: the only place from which the register learns what time it is.

use std::fmt;
use std::sync::Arc;

use crate::domain::instant::Instant;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Instant + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(|| {
            let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            Instant::from_micros(i64::try_from(since_1970.as_micros()).unwrap_or(i64::MAX))
        }))
    }

    /// A clock that says what the function says: for tests, and for a register that plays in another time.
    pub fn by(tell: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time.
    pub fn now(&self) -> Instant {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Clock({})", self.now())
    }
}
