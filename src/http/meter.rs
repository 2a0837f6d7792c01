//! What one request costs its client: charged as it comes, and told in the headers of its answer.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::client::{Client, Peer};
use super::fair_use::{FairUse, Purse};
use super::load::Load;
use crate::graphql::error::{Code, RequestError};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What is asked of the whole server, and what one request takes of it.
#[derive(Clone)]
pub struct Fairness {
    /// The purses.
    pub fair_use: FairUse,
    /// The places.
    pub load: Load,
}

/// The meter of one request, in its extensions; without one, where nobody knows the other end, nothing is charged. Cheap to
/// clone.
#[derive(Clone)]
pub(super) struct Meter(Arc<Running>);

struct Running {
    fair_use: FairUse,
    client: Client,
    bears_token: bool,
    last: Mutex<Option<Purse>>,
}

impl Meter {
    /// Charges points.
    ///
    /// # Errors
    /// The purse does not hold them.
    pub(super) fn charge(&self, points: u32) -> Result<(), RequestError> {
        let Some(points) = NonZeroU32::new(points) else { return Ok(()) };
        let purse = self.0.fair_use.charge(self.0.client, self.0.bears_token, points);
        *self.0.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(purse);
        if purse.is_paid { Ok(()) } else { Err(too_much(points, purse)) }
    }

    /// Charges for an answer of an estimated cost, what it takes beside the point that its request took. Gives the points of
    /// both.
    ///
    /// # Errors
    /// As [`Meter::charge`].
    pub(super) fn charge_for(&self, cost: u64) -> Result<u32, RequestError> {
        let points = self.0.fair_use.limits().points(cost);
        self.charge(points)?;
        Ok(points.saturating_add(1))
    }

    /// Whom it is of.
    pub(super) fn client(&self) -> Client {
        self.0.client
    }

    /// How many points are left.
    pub(super) fn left(&self) -> Option<u32> {
        self.last().map(|purse| purse.left)
    }

    fn last(&self) -> Option<Purse> {
        *self.0.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Points of a request by what it asks for; of `/graphql` the first, and none of what must answer always.
fn points(path: &str) -> u32 {
    let begins = |part: &str| path.starts_with(part);
    match path {
        _ if begins("/health/") => 0,
        _ if begins("/open-data/") => 10,
        _ if begins("/receipts/") => 5,
        _ => 1,
    }
}

/// Charges each request as it comes, finds it a place where that is not the matter of `/graphql`, and writes into each answer
/// how the client's purse stands.
pub(super) async fn measured(State(fairness): State<Fairness>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (points, is_graphql) = (points(path), path == "/graphql");
    let bears_token = request.headers().contains_key(AUTHORIZATION);
    let meter = meter(&fairness.fair_use, &request, bears_token).filter(|_| points > 0);
    if is_graphql {
        // It says in its own words what it refuses.
        meter.iter().for_each(|meter| drop(request.extensions_mut().insert(meter.clone())));
        let response = next.run(request).await;
        return told(response, meter.as_ref());
    }
    if let Some(Err(refusal)) = meter.as_ref().map(|meter| meter.charge(points)) {
        return told(refused(&refusal), meter.as_ref());
    }
    let place = if points > 0 { fairness.load.place(bears_token).await.map(Some) } else { Ok(None) };
    let response = match place {
        Ok(place) => {
            let response = next.run(request).await;
            drop(place);
            response
        }
        Err(refusal) => refused(&refusal),
    };
    told(response, meter.as_ref())
}

fn meter(fair_use: &FairUse, request: &Request, bears_token: bool) -> Option<Meter> {
    let limits = fair_use.limits();
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<Peer>>().filter(|_| limits.enabled)?;
    let client = Client::of(*peer, request.headers(), limits);
    Some(Meter(Arc::new(Running { fair_use: fair_use.clone(), client, bears_token, last: Mutex::new(None) })))
}

/// In the words of draft-ietf-httpapi-ratelimit-headers.
fn told(mut response: Response, meter: Option<&Meter>) -> Response {
    let Some(purse) = meter.and_then(Meter::last) else { return response };
    let Purse { is_paid, burst, window, left, wait } = purse;
    let is_too_often = response.status() == StatusCode::TOO_MANY_REQUESTS;
    let headers = response.headers_mut();
    let mut tell = |name: HeaderName, text: String| HeaderValue::try_from(text).map(|value| headers.insert(name, value)).is_ok();
    tell(RATE_LIMIT_POLICY, format!("\"points\";q={burst};w={window}"));
    tell(RATE_LIMIT, format!("\"points\";r={left};t={wait}"));
    if !is_paid && is_too_often {
        tell(RETRY_AFTER, wait.to_string());
    }
    response
}

/// A refusal of what is not GraphQL.
fn refused(refusal: &RequestError) -> Response {
    let status = StatusCode::from_u16(refusal.code.http_status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = (status, format!("{}\n", refusal.message)).into_response();
    super::answer::explain(&mut response, refusal.code);
    response
}

fn too_much(points: NonZeroU32, purse: Purse) -> RequestError {
    let Purse { burst, wait, .. } = purse;
    if points.get() > burst {
        // Coming back would not help.
        let message =
            format!("Points that this takes: {points}; a client has {burst} at most (fairUse.burst). Ask for less at once.");
        return RequestError::new(Code::LimitExceeded, message);
    }
    let message = format!("Points that this takes: {points}, more than this client has left. Come back in {wait} s.");
    RequestError::new(Code::RateLimited, message)
}
