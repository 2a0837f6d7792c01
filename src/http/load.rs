//! How much is answered at once: who comes when the house is full waits a moment, and is told to come back when the queue is full
//! too. So what was admitted goes on as fast as before.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::graphql::error::{Code, RequestError};
use crate::graphql::gate::LoadLimits;

/// The places of this process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Load(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    strangers: Places,
    /// Of those who send a token: acts go on when strangers have taken all other places.
    bearers: Places,
    patience: Duration,
}

#[derive(Debug)]
struct Places {
    running: Arc<Semaphore>,
    /// Of those who run or wait.
    inside: Arc<Semaphore>,
}

/// A place; dropped, it is free again.
#[derive(Debug)]
pub(super) struct Place(#[expect(dead_code, reason = "held for its end")] [OwnedSemaphorePermit; 2]);

impl Load {
    /// Takes the limits; all places are free.
    pub fn new(limits: &LoadLimits) -> Self {
        let places = |running: usize| Places {
            running: Arc::new(Semaphore::new(running.min(Semaphore::MAX_PERMITS))),
            inside: Arc::new(Semaphore::new(running.saturating_add(limits.max_waiting).min(Semaphore::MAX_PERMITS))),
        };
        Self(Arc::new(Inner {
            strangers: places(limits.max_running),
            bearers: places(limits.max_running_with_token),
            patience: Duration::from_millis(limits.patience_ms),
        }))
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// The queue is full, or did not move in time.
    pub(super) async fn place(&self, bears_token: bool) -> Result<Place, RequestError> {
        let places = if bears_token { &self.0.bearers } else { &self.0.strangers };
        let inside = Arc::clone(&places.inside).try_acquire_owned().map_err(|_| overloaded())?;
        let running = tokio::time::timeout(self.0.patience, Arc::clone(&places.running).acquire_owned()).await;
        // Its other half never closes.
        let running = running.map_err(|_| overloaded())?.map_err(|_| overloaded())?;
        Ok(Place([inside, running]))
    }
}

fn overloaded() -> RequestError {
    RequestError::new(Code::Overloaded, Code::Overloaded.description())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_place_is_told_and_a_free_place_is_given() {
        let limits = LoadLimits { max_running: 1, max_waiting: 1, patience_ms: 60_000, max_running_with_token: 1 };
        let load = Load::new(&limits);
        let first = load.place(false).await.expect("a place");
        let waiting = tokio::spawn({
            let load = load.clone();
            async move { load.place(false).await }
        });
        while load.0.strangers.inside.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(load.place(false).await.expect_err("the queue is full").code, Code::Overloaded);
        assert!(load.place(true).await.is_ok(), "places of those with a token are their own");
        drop(first);
        assert!(waiting.await.expect("it ran").is_ok());
        assert!(load.place(false).await.is_ok());
    }

    #[tokio::test]
    async fn a_queue_that_does_not_move_is_left() {
        let load = Load::new(&LoadLimits { max_running: 0, patience_ms: 1, ..LoadLimits::default() });
        assert_eq!(load.place(false).await.expect_err("nobody runs").code, Code::Overloaded);
    }
}
