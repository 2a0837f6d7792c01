//! The numbers that connections which stay open are held against.

use std::time::Duration;

use serde::Deserialize;
use serde::Serialize;

/// How many may follow at once, and how long the register waits for them.
///
/// The register keeps no more for a follower than one page of acts and the answer under way, however slow it takes
/// them, so that each number bounds memory too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StreamLimits {
    /// Connections of this process that stay open, WebSockets and event streams together.
    pub max_connections: usize,
    /// Connections of one client that stay open, so that one cannot take all places.
    pub max_connections_per_client: usize,
    /// Subscriptions of this process, on all connections together.
    pub max_subscriptions: usize,
    /// Subscriptions of one client, on all its connections together.
    pub max_subscriptions_per_client: usize,
    /// Operations under way on one WebSocket.
    pub max_operations: usize,
    /// Bytes of one message from a client.
    pub max_message_bytes: usize,
    /// How long a WebSocket may take until it is initialised, in milliseconds.
    pub init_timeout_ms: u64,
    /// How long a WebSocket may be open without an operation under way, in milliseconds.
    pub unused_timeout_ms: u64,
    /// How often an open connection is given a sign of life, in milliseconds.
    pub ping_ms: u64,
    /// A WebSocket from which nothing was heard for so long, not even the answer to a ping, is closed; in milliseconds.
    pub idle_timeout_ms: u64,
    /// How long a client may take over one answer before it is told to resume later, in milliseconds.
    pub take_timeout_ms: u64,
    /// How long a connection may take none of the bytes that wait for it before it is cut, in milliseconds. Longer than
    /// `take_timeout_ms`, so that a client that comes to is told.
    pub write_timeout_ms: u64,
    /// How long a server that is told to stop waits for open connections to end, in milliseconds.
    pub close_timeout_ms: u64,
    /// Origins other than the server's own whose pages may open a WebSocket, such as `https://portal.example`.
    pub allowed_origins: Vec<String>,
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self {
            max_connections: 1_000,
            max_connections_per_client: 50,
            max_subscriptions: 2_000,
            max_subscriptions_per_client: 100,
            max_operations: 20,
            max_message_bytes: 64 * 1024,
            init_timeout_ms: 3_000,
            unused_timeout_ms: 300_000,
            ping_ms: 15_000,
            idle_timeout_ms: 45_000,
            take_timeout_ms: 10_000,
            write_timeout_ms: 30_000,
            close_timeout_ms: 5_000,
            allowed_origins: Vec::new(),
        }
    }
}

impl StreamLimits {
    /// How long a WebSocket may take until it is initialised.
    pub fn init_timeout(&self) -> Duration {
        Duration::from_millis(self.init_timeout_ms)
    }

    /// How often an open connection is given a sign of life.
    pub fn ping(&self) -> Duration {
        // A timer cannot tick at no distance.
        Duration::from_millis(self.ping_ms.max(1))
    }

    /// After how long without an operation a WebSocket is closed.
    pub fn unused_timeout(&self) -> Duration {
        Duration::from_millis(self.unused_timeout_ms)
    }

    /// After which silence a WebSocket is closed.
    pub fn idle_timeout(&self) -> Duration {
        Duration::from_millis(self.idle_timeout_ms)
    }

    /// How long a client may take over one answer.
    pub fn take_timeout(&self) -> Duration {
        Duration::from_millis(self.take_timeout_ms)
    }

    /// How long a connection may take none of the bytes that wait for it.
    pub fn write_timeout(&self) -> Duration {
        Duration::from_millis(self.write_timeout_ms)
    }

    /// How long open connections may take to end.
    pub fn close_timeout(&self) -> Duration {
        Duration::from_millis(self.close_timeout_ms)
    }
}
