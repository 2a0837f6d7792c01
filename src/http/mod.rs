//! The HTTP side: what a request may look like, and how an answer is sent, once or for as long as it is followed.

mod accept;
mod answer;
mod bearer;
mod body;
mod client;
mod compression;
mod cost;
mod credentials;
mod fair_use;
mod feed;
mod graphql;
mod headers;
mod health;
mod listener;
mod load;
mod log;
mod meter;
mod open_data;
mod operation;
mod panic;
mod parameters;
mod per_client;
mod query_string;
mod receipts;
mod request_id;
mod sse;
mod streams;
mod websocket;
mod well_known;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state, map_response};

use std::future::Future;
use std::time::Duration;

use async_graphql::{Request, Response};
use futures_util::stream::BoxStream;

use crate::graphql::error::RequestError;
use crate::graphql::gate::Gate;

pub use client::Peer;
pub use credentials::credentials;
pub use fair_use::FairUse;
pub use feed::feeds;
pub use health::health;
pub use listener::Listener;
pub use load::Load;
pub use log::log;
pub use meter::Fairness;
pub use open_data::OpenData;
pub use receipts::receipts;
pub use request_id::RequestId;
pub use streams::Streams;
pub use well_known::well_known;

/// What stands behind `/graphql`: the transport knows nothing of the schema and its data.
pub trait Answers: Clone + Send + Sync + 'static {
    /// Who asks.
    type Principal: Clone + Send + Sync + 'static;

    /// What a request is held against before it is executed.
    fn gate(&self) -> &Gate;

    /// How long an answer may take.
    fn request_timeout(&self) -> Duration;

    /// Takes a bearer token; gives whose it is, or why it is no good.
    fn authenticate(&self, token: &str) -> impl Future<Output = Result<Self::Principal, RequestError>> + Send;

    /// Takes who asks and what; gives the answer.
    fn execute(&self, principal: Option<Self::Principal>, request: Request) -> impl Future<Output = Response> + Send;

    /// Takes who asks, a subscription, and after which act it resumes, whatever its arguments say; gives its answers in
    /// order, each made when it is asked for.
    fn follow(&self, principal: Option<Self::Principal>, request: Request, resume: Option<i64>) -> BoxStream<'static, Followed>;

    /// The connections that stay open.
    fn streams(&self) -> &Streams;

    /// What is asked of the whole server.
    fn fairness(&self) -> &Fairness;
}

/// One answer of a subscription.
#[derive(Debug)]
pub struct Followed {
    /// The answer.
    pub answer: Response,
    /// The act that it shows.
    pub sequence: Option<i64>,
}

/// Takes the application; gives the routes of this module, without the layers of [`around`].
pub fn routes(app: impl Answers) -> Router {
    Router::new().route("/graphql", graphql::methods()).with_state(app)
}

/// Takes all routes of the server, and what is asked of all of it; gives them with what every answer has: a request id, the
/// headers for browsers, how its client stands, and a proper answer where a handler panics; compressed where that is wanted.
pub fn around(routes: Router, fairness: Fairness) -> Router {
    // The last layer is the outermost: the id is known to all others.
    let routes = routes.layer(compression::layer()).layer(map_response(compression::weakly_tagged));
    let routes = routes.layer(from_fn_with_state(fairness, meter::measured)).layer(from_fn(panic::caught));
    let routes = routes.layer(headers::readable_by_all()).layer(map_response(headers::hardened));
    routes.layer(from_fn(request_id::given))
}

/// Takes the server; gives it as one that is reached by TLS alone.
pub fn by_tls_alone(routes: Router) -> Router {
    headers::by_tls_alone(routes)
}
