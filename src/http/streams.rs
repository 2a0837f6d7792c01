//! The connections that stay open: how many there are, and the word that ends them all.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::sync::watch;

use super::client::Client;
use super::per_client::{Counted, PerClient};
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
    connections_of: PerClient,
    subscriptions_of: PerClient,
    is_closing: watch::Sender<bool>,
}

/// A place among the connections or the subscriptions; dropped, it is free again.
#[derive(Debug)]
pub(super) struct Slot(#[expect(dead_code, reason = "held for its end")] (OwnedSemaphorePermit, Option<Counted>));

impl Streams {
    /// Takes the limits; nothing is open yet.
    pub fn new(limits: StreamLimits) -> Self {
        let most = |count: usize| Arc::new(Semaphore::new(count.min(Semaphore::MAX_PERMITS)));
        let (connections, subscriptions) = (most(limits.max_connections), most(limits.max_subscriptions));
        let (connections_of, subscriptions_of) = (PerClient::default(), PerClient::default());
        let is_closing = watch::Sender::new(false);
        Self(Arc::new(Inner { limits, connections, subscriptions, connections_of, subscriptions_of, is_closing }))
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

    /// A place for one more connection, of a client where it is known.
    pub(super) fn connect(&self, client: Option<Client>) -> Result<Slot, RequestError> {
        let (Inner { limits, connections, connections_of, is_closing, .. }, what) = (self.0.as_ref(), "connections are open");
        let of_client = counted(connections_of, client, limits.max_connections_per_client);
        let of_client = of_client.ok_or_else(|| full(what, "maxConnectionsPerClient", limits.max_connections_per_client))?;
        let slot = Arc::clone(connections).try_acquire_owned().ok().filter(|_| !*is_closing.borrow());
        slot.map(|slot| Slot((slot, of_client))).ok_or_else(|| full(what, "maxConnections", limits.max_connections))
    }

    /// A place for one more subscription, of a client where it is known.
    pub(super) fn subscribe(&self, client: Option<Client>) -> Result<Slot, RequestError> {
        let (Inner { limits, subscriptions, subscriptions_of, .. }, what) = (self.0.as_ref(), "subscriptions are followed");
        let of_client = counted(subscriptions_of, client, limits.max_subscriptions_per_client);
        let of_client = of_client.ok_or_else(|| full(what, "maxSubscriptionsPerClient", limits.max_subscriptions_per_client))?;
        let slot = Arc::clone(subscriptions).try_acquire_owned().ok();
        slot.map(|slot| Slot((slot, of_client))).ok_or_else(|| full(what, "maxSubscriptions", limits.max_subscriptions))
    }
}

/// Counts one more where the client is known; nothing where it has so many.
fn counted(all: &PerClient, client: Option<Client>, most: usize) -> Option<Option<Counted>> {
    client.map_or(Some(None), |client| all.count(client, most).map(Some))
}

fn full(what: &str, name: &str, most: usize) -> RequestError {
    RequestError::new(Code::Unavailable, format!("As many {what} as the server takes: {most} ({name}). Come back later."))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::http::HeaderMap;

    use super::{Client, Streams};
    use crate::graphql::gate::{FairUseLimits, StreamLimits};

    #[test]
    fn one_client_does_not_take_all_places() {
        let one = |last| {
            Some(Client::of(SocketAddr::from(([192, 0, 2, last], 1)).into(), &HeaderMap::new(), &FairUseLimits::default()))
        };
        let limits = StreamLimits { max_connections_per_client: 1, max_subscriptions_per_client: 2, ..StreamLimits::default() };
        let streams = Streams::new(limits);
        let first = streams.connect(one(1)).unwrap();
        assert!(streams.connect(one(1)).unwrap_err().message.contains("maxConnectionsPerClient"));
        assert!(streams.connect(one(2)).is_ok());
        drop(first);
        assert!(streams.connect(one(1)).is_ok());
        let followed = [streams.subscribe(one(1)).unwrap(), streams.subscribe(one(1)).unwrap()];
        assert!(streams.subscribe(one(1)).unwrap_err().message.contains("maxSubscriptionsPerClient"));
        drop(followed);
        assert!(streams.subscribe(one(1)).is_ok());
    }

    #[tokio::test]
    async fn no_more_connect_than_the_limit_and_none_once_it_closes() {
        let streams = Streams::new(StreamLimits { max_connections: 2, close_timeout_ms: 50, ..StreamLimits::default() });
        let first = streams.connect(None).unwrap();
        let second = streams.connect(None).unwrap();
        assert!(streams.connect(None).unwrap_err().message.contains("maxConnections"));
        drop(first);
        let third = streams.connect(None).unwrap();
        let told = tokio::spawn(streams.closing());
        streams.close().await;
        told.await.unwrap();
        drop((second, third));
        assert!(streams.connect(None).is_err());
    }
}
