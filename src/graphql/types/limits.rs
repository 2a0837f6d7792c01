//! What callers are held against, as the register states it.

use async_graphql::SimpleObject;

use super::super::gate::{FairUseLimits, LoadLimits, StreamLimits, Terms};

/// What one request may ask for, one client over time, and all at once. A larger request is refused, never cut.
#[derive(SimpleObject)]
pub struct Limits {
    /// Fields inside fields, once fragments are in place.
    max_depth: usize,
    /// Estimated objects and values of one answer.
    max_complexity: u64,
    /// `first` of one list.
    max_page_size: u64,
    /// Entries of a list argument, such as ids.
    max_batch_size: u64,
    /// Months that a question for statistics may touch.
    max_months: u64,
    /// Bytes of one request's body: of a file, about a thousand rows.
    max_body_bytes: usize,
    /// Bytes of the query text.
    max_query_bytes: usize,
    /// Brackets inside brackets, and selections inside selections.
    max_nesting: usize,
    /// Fields of one document, once fragments are in place.
    max_nodes: usize,
    /// Fields at the root.
    max_root_fields: usize,
    /// Aliases of one document, once fragments are in place.
    max_aliases: usize,
    /// Directives of one document, once fragments are in place.
    max_directives: usize,
    /// Entries that a list without a page size is estimated to have.
    assumed_list_size: u64,
    /// How long an answer may take, in milliseconds.
    request_timeout_ms: u64,
    /// One client, over time.
    fair_use: FairUse,
    /// All clients, at once.
    load: Load,
    /// Connections that stay open.
    streams: Streams,
}

/// How much one client may ask for over time, in points. Every request costs one; an answer costs more by its estimated size.
/// How a client stands is in the headers of each answer, and in `extensions.cost` where the request asks for it by
/// `extensions: { cost: true }`.
#[derive(SimpleObject)]
pub struct FairUse {
    /// Whether clients are held against it.
    enabled: bool,
    /// Points that come back in a second.
    points_per_second: u32,
    /// Points that may be spent at once.
    burst: u32,
    /// Estimated objects and values of an answer that cost a point.
    values_per_point: u64,
    /// How many times as much a client has that sends a token.
    token_factor: u32,
}

/// How much the register answers at once. Who finds no place is told to come back.
#[derive(SimpleObject)]
pub struct Load {
    /// Requests that are answered at once.
    max_running: usize,
    /// Requests that wait for their turn.
    max_waiting: usize,
    /// How long one waits, in milliseconds.
    patience_ms: u64,
    /// Requests with a token that are answered at once, beside the others.
    max_running_with_token: usize,
}

/// What connections that stay open are held against.
#[derive(SimpleObject)]
pub struct Streams {
    /// Connections that stay open.
    max_connections: usize,
    /// Connections of one client that stay open.
    max_connections_per_client: usize,
    /// Subscriptions, on all connections together.
    max_subscriptions: usize,
    /// Subscriptions of one client, on all its connections together.
    max_subscriptions_per_client: usize,
    /// Operations under way on one WebSocket.
    max_operations: usize,
    /// Bytes of one message from a client.
    max_message_bytes: usize,
    /// How long a WebSocket may take until it is initialised, in milliseconds.
    init_timeout_ms: u64,
    /// How long a WebSocket may be open without an operation under way, in milliseconds.
    unused_timeout_ms: u64,
    /// A WebSocket from which nothing was heard for so long, not even the answer to a ping, is closed; in milliseconds.
    idle_timeout_ms: u64,
    /// How long a client may take over one answer, in milliseconds.
    take_timeout_ms: u64,
}

impl From<&Terms> for Limits {
    fn from(terms: &Terms) -> Self {
        let limits = &terms.limits;
        Self {
            max_depth: limits.max_depth,
            max_complexity: limits.max_complexity,
            max_page_size: limits.max_page_size,
            max_batch_size: limits.max_batch_size,
            max_months: limits.max_months,
            max_body_bytes: limits.max_body_bytes,
            max_query_bytes: limits.max_query_bytes,
            max_nesting: limits.max_nesting,
            max_nodes: limits.max_nodes,
            max_root_fields: limits.max_root_fields,
            max_aliases: limits.max_aliases,
            max_directives: limits.max_directives,
            assumed_list_size: limits.assumed_list_size,
            request_timeout_ms: terms.request_timeout_ms,
            fair_use: (&terms.fair_use).into(),
            load: (&terms.load).into(),
            streams: (&terms.streams).into(),
        }
    }
}

impl From<&FairUseLimits> for FairUse {
    fn from(limits: &FairUseLimits) -> Self {
        Self {
            enabled: limits.enabled,
            points_per_second: limits.points_per_second.get(),
            burst: limits.burst.get(),
            values_per_point: limits.values_per_point.get(),
            token_factor: limits.token_factor.get(),
        }
    }
}

impl From<&LoadLimits> for Load {
    fn from(limits: &LoadLimits) -> Self {
        Self {
            max_running: limits.max_running,
            max_waiting: limits.max_waiting,
            patience_ms: limits.patience_ms,
            max_running_with_token: limits.max_running_with_token,
        }
    }
}

impl From<&StreamLimits> for Streams {
    fn from(limits: &StreamLimits) -> Self {
        Self {
            max_connections: limits.max_connections,
            max_connections_per_client: limits.max_connections_per_client,
            max_subscriptions: limits.max_subscriptions,
            max_subscriptions_per_client: limits.max_subscriptions_per_client,
            max_operations: limits.max_operations,
            max_message_bytes: limits.max_message_bytes,
            init_timeout_ms: limits.init_timeout_ms,
            unused_timeout_ms: limits.unused_timeout_ms,
            idle_timeout_ms: limits.idle_timeout_ms,
            take_timeout_ms: limits.take_timeout_ms,
        }
    }
}
