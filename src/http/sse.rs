//! Answers as server-sent events, in the "distinct connections" mode of graphql-sse: one operation, an event `next` for
//! each answer, an event `complete` when no more follow. The id of an event is the number of its act, so that a browser
//! which reconnects with `Last-Event-ID` goes on after it.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;
use std::time::Duration;
use std::time::Instant;

use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use axum::body::Body;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::http::header::CONTENT_TYPE;
use axum::http::header::VARY;
use axum::http::request::Parts;
use axum::response::Response;
use futures_util::Stream;
use futures_util::StreamExt;
use futures_util::stream;
use futures_util::stream::BoxStream;
use tokio::time::Interval;

use super::Answers;
use super::accept::MediaType;
use super::answer;
use super::answer::Reply;
use super::bearer;
use super::graphql;
use super::meter::Meter;
use super::operation;
use super::operation::Told;
use super::request_id::RequestId;
use super::streams::Slot;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A comment, which readers of events pass over.
const SIGN_OF_LIFE: &[u8] = b":\n\n";

/// Asks proxies to pass each event on as it comes.
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Answers a request that wants events. What is wrong with the request itself has its HTTP status; what is wrong with
/// the document is told by an event, since a browser does not show the body of a refusal.
pub(super) async fn answered<A: Answers>(app: A, head: &Parts, body: Body) -> Response {
    let id = head.extensions.get::<RequestId>();
    let opened = tokio::time::timeout(app.request_timeout(), open(&app, head, body)).await;
    match opened.unwrap_or_else(|_| Err(operation::too_late(&app))) {
        Ok(events) => send(events),
        Err(refusal) => Reply::new(MediaType::Json, id).refused(refusal),
    }
}

async fn open<A: Answers>(app: &A, head: &Parts, body: Body) -> Result<Paced, RequestError> {
    let meter = head.extensions.get::<Meter>();
    meter.map_or(Ok(()), |meter| meter.charge(1))?;
    let connection = app.streams().connect(meter.map(Meter::client))?;
    let resume = last_event(&head.headers)?;
    let parameters = graphql::parameters(app, head, body).await?;
    let principal = match bearer::token(&head.headers)? {
        Some(token) => Some(app.authenticate(token).await?),
        None => None,
    };
    let id = head.extensions.get::<RequestId>().cloned();
    let (answers, subscription) = match operation::admit(app, &parameters) {
        Ok(admitted) => {
            meter.map(|meter| meter.charge_for(admitted.cost)).transpose()?;
            let is_followed = admitted.operation_type == OperationType::Subscription;
            let slot = is_followed.then(|| app.streams().subscribe(meter.map(Meter::client))).transpose()?;
            (operation::answers(app, principal, (parameters, admitted), resume, id), slot)
        }
        Err(refusal) => (refused(refusal.into()), None),
    };
    let limits = app.streams().limits();
    Ok(Paced {
        parts: parts(answers).take_until(Box::pin(app.streams().closing())).boxed(),
        slots: (connection, subscription),
        patience: limits.take_timeout(),
        given: None,
        last: resume,
        signs: tokio::time::interval_at(tokio::time::Instant::now() + limits.ping(), limits.ping()),
    })
}

/// What an event tells.
enum Part {
    Told(Told),
    Complete,
}

/// The answers, then that no more follow. A server that is told to stop ends without that word: a client that
/// reconnects goes on with the operation.
fn parts(answers: BoxStream<'static, Told>) -> BoxStream<'static, Part> {
    answers.map(Part::Told).chain(stream::iter([Part::Complete])).boxed()
}

fn refused(error: ServerError) -> BoxStream<'static, Told> {
    stream::iter([Told::Error(vec![error])]).boxed()
}

/// The events, as fast as the client takes them. The server asks for the next only when the last was taken from it, so
/// a client that is slow makes it wait, not grow; one that is too slow is told to resume.
struct Paced {
    parts: BoxStream<'static, Part>,
    #[expect(dead_code, reason = "held for their end")]
    slots: (Slot, Option<Slot>),
    patience: Duration,
    /// When the last answer was given, until it was taken.
    given: Option<Instant>,
    /// The act of the last answer that was given.
    last: Option<i64>,
    /// When nothing is to be told, a sign of life is, so that neither side takes the other for gone.
    signs: Interval,
}

impl Stream for Paced {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.given.take().is_some_and(|given| given.elapsed() > self.patience) {
            self.parts = parts(refused(operation::resume(self.last)));
        }
        let part = match self.parts.poll_next_unpin(context) {
            Poll::Ready(Some(part)) => part,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => return self.signs.poll_tick(context).map(|_| Some(Ok(Bytes::from_static(SIGN_OF_LIFE)))),
        };
        Poll::Ready(Some(Ok(Bytes::from(match part {
            Part::Told(Told::Next(answer, sequence)) => {
                self.last = sequence.or(self.last);
                self.given = Some(Instant::now());
                event("next", sequence, &answer::json(&answer))
            }
            Part::Told(Told::Error(errors)) => event("next", None, &answer::json(&answer::RequestErrors { errors: &errors })),
            // A browser passes over an event without data.
            Part::Complete => event("complete", None, ""),
        }))))
    }
}

/// Writes an event. The data is JSON or nothing, which has no line breaks that would have to be written otherwise.
fn event(name: &str, id: Option<i64>, data: &str) -> String {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    format!("event: {name}\n{id}data: {data}\n\n")
}

fn send(events: Paced) -> Response {
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    headers.insert(ACCEL_BUFFERING, HeaderValue::from_static("no"));
    response
}

fn last_event(headers: &HeaderMap) -> Result<Option<i64>, RequestError> {
    let Some(value) = headers.get(LAST_EVENT_ID).filter(|value| !value.is_empty()) else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    number.map(Some).ok_or_else(|| RequestError::new(Code::BadRequest, "Last-Event-ID is the number of an act."))
}
