//! The connections that stay open: how many there are, and the word that ends them all.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::sync::watch;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;
use crate::graphql::gate::StreamLimits;

/// All open connections of this process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Streams(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    limits: StreamLimits,
    connections: Arc<Semaphore>,
    subscriptions: Arc<Semaphore>,
    is_closing: watch::Sender<bool>,
}

/// A place among the connections or the subscriptions; dropped, it is free again.
#[derive(Debug)]
pub(super) struct Slot(#[expect(dead_code, reason = "held for its end")] OwnedSemaphorePermit);

impl Streams {
    /// Takes the limits; nothing is open yet.
    pub fn new(limits: StreamLimits) -> Self {
        let most = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        let (connections, subscriptions) = (most(limits.max_connections), most(limits.max_subscriptions));
        Self(Arc::new(Inner { limits, connections, subscriptions, is_closing: watch::Sender::new(false) }))
    }

    /// What they are held against.
    pub fn limits(&self) -> &StreamLimits {
        &self.0.limits
    }

    /// Tells all open connections to end, and waits until they have, but no longer than the limits say. None is opened
    /// from then on.
    pub async fn close(&self) {
        self.tell_to_close();
        let all = u32::try_from(self.0.limits.max_connections).unwrap_or(u32::MAX);
        let ended = tokio::time::timeout(self.0.limits.close_timeout(), self.0.connections.acquire_many(all)).await;
        if ended.is_err() {
            tracing::warn!("some connections did not end in time");
        }
    }

    /// Tells all open connections to end, and does not wait.
    pub fn tell_to_close(&self) {
        self.0.is_closing.send_replace(true);
    }

    /// Resolves when the connections are to end.
    pub(super) fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut is_closing = self.0.is_closing.subscribe();
        let held = self.clone();
        async move {
            // The other end is held, so that this cannot fail.
            let _ = is_closing.wait_for(|is_closing| *is_closing).await;
            drop(held);
        }
    }

    /// A place for one more connection.
    pub(super) fn connect(&self) -> Result<Slot, RequestError> {
        let is_closing = *self.0.is_closing.borrow();
        let slot = Arc::clone(&self.0.connections).try_acquire_owned().ok().filter(|_| !is_closing);
        slot.map(Slot).ok_or_else(|| full("connections are open", "maxConnections", self.0.limits.max_connections))
    }

    /// A place for one more subscription.
    pub(super) fn subscribe(&self) -> Result<Slot, RequestError> {
        let slot = Arc::clone(&self.0.subscriptions).try_acquire_owned().ok();
        slot.map(Slot).ok_or_else(|| full("subscriptions are followed", "maxSubscriptions", self.0.limits.max_subscriptions))
    }
}

fn full(what: &str, name: &str, most: usize) -> RequestError {
    RequestError::new(Code::Unavailable, format!("As many {what} as the server takes: {most} ({name}). Come back later."))
}

#[cfg(test)]
mod tests {
    use super::Streams;
    use crate::graphql::gate::StreamLimits;

    #[tokio::test]
    async fn no_more_connect_than_the_limit_and_none_once_it_closes() {
        let streams = Streams::new(StreamLimits { max_connections: 2, close_timeout_ms: 50, ..StreamLimits::default() });
        let first = streams.connect().unwrap();
        let second = streams.connect().unwrap();
        assert!(streams.connect().unwrap_err().message.contains("maxConnections"));
        drop(first);
        let third = streams.connect().unwrap();
        let told = tokio::spawn(streams.closing());
        streams.close().await;
        told.await.unwrap();
        drop((second, third));
        assert!(streams.connect().is_err());
    }
}
