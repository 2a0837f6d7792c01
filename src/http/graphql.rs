//! `/graphql`: a request walks from its headers to the executor, and the first thing wrong with it
//! ends the walk. Those that ask for a connection which stays open leave it at the first step.

use async_graphql::Response as Executed;
use async_graphql::parser::types::OperationType;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header::ALLOW;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::MethodRouter;
use axum::routing::get;

use super::Answers;
use super::accept;
use super::accept::MediaType;
use super::answer::Reply;
use super::bearer;
use super::body;
use super::cost;
use super::meter::Meter;
use super::operation;
use super::parameters::Parameters;
use super::query_string;
use super::request_id::RequestId;
use super::sse;
use super::websocket;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// The methods of `/graphql`: GET for queries, POST for all operations.
pub(super) fn methods<A: Answers>() -> MethodRouter<A> {
    get(answer::<A>).post(answer::<A>).fallback(other_method)
}

async fn answer<A: Answers>(State(app): State<A>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    if websocket::is_asked_for(&head.headers) {
        return websocket::open(app, head).await;
    }
    if accept::wants_events(&head.headers) {
        return sse::answered(app, &head, body).await;
    }
    let id = head.extensions.get::<RequestId>();
    let media = match accept::negotiate(&head.headers) {
        Ok(media) => media,
        Err(refusal) => return Reply::new(MediaType::Json, id).refused(refusal),
    };
    // The time runs from the first byte of the body, so that a slow sender cannot stay for ever.
    let outcome = tokio::time::timeout(app.request_timeout(), run(&app, &head, body)).await;
    match outcome.unwrap_or_else(|_| Err(operation::too_late(&app))) {
        Ok(executed) => Reply::new(media, id).executed(executed),
        Err(refusal) => Reply::new(media, id).refused(refusal),
    }
}

async fn run<A: Answers>(app: &A, head: &Parts, body: axum::body::Body) -> Result<Executed, RequestError> {
    let meter = head.extensions.get::<Meter>();
    // Paid before anything is read.
    meter.map_or(Ok(()), |meter| meter.charge(1))?;
    let parameters = parameters(app, head, body).await?;
    let admitted = app.gate().admit(&parameters.document, parameters.operation_name.as_deref(), &parameters.variables)?;
    check_kind(&head.method, admitted.operation_type)?;
    let token = bearer::token(&head.headers)?;
    if token.is_none() && admitted.operation_type == OperationType::Mutation {
        return Err(nobody());
    }
    let points = meter.map(|meter| meter.charge_for(admitted.cost)).transpose()?;
    let _place = app.fairness().load.place(token.is_some()).await?;
    let principal = match token {
        Some(token) => Some(app.authenticate(token).await?),
        None => None,
    };
    let (requested, wants_cost) = (admitted.cost, parameters.wants_cost);
    let mut executed = app.execute(principal, operation::prepared(parameters, admitted)).await;
    if wants_cost {
        cost::report(&mut executed, requested, points, meter);
    }
    Ok(executed)
}

/// Takes a request; gives what it asks, from its address or its body.
pub(super) async fn parameters(app: &impl Answers, head: &Parts, body: axum::body::Body) -> Result<Parameters, RequestError> {
    if head.method != Method::POST {
        return query_string::read(head.uri.query().unwrap_or_default());
    }
    body::require_json(&head.headers)?;
    let body = body::read(&head.headers, body, app.gate().limits().max_body_bytes).await?;
    Parameters::from_json(&body)
}

/// A GET can be sent by a link, by a prefetching browser, or again by a cache: it must not act.
fn check_kind(method: &Method, kind: OperationType) -> Result<(), RequestError> {
    match kind {
        OperationType::Subscription => Err(RequestError::new(
            Code::BadRequest,
            "A subscription needs a connection that stays open: a WebSocket (graphql-transport-ws), or Accept: \
             text/event-stream.",
        )),
        OperationType::Mutation if *method != Method::POST => {
            Err(RequestError::new(Code::MethodNotAllowed, "A mutation is sent by POST."))
        }
        OperationType::Query | OperationType::Mutation => Ok(()),
    }
}

async fn other_method(headers: HeaderMap) -> Response {
    let media = accept::negotiate(&headers).unwrap_or(MediaType::Json);
    let refusal = RequestError::new(Code::MethodNotAllowed, "Operations are sent by POST, queries also by GET.");
    let mut response = Reply::new(media, None).refused(refusal);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    response
}

fn nobody() -> RequestError {
    RequestError::new(Code::NotAuthenticated, "A mutation needs a bearer token.")
}
