//! GraphQL over a WebSocket, by the protocol `graphql-transport-ws`, at the address of all operations.

mod origin;
mod protocol;
mod session;

use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::http::header::UPGRADE;
use axum::http::request::Parts;
use axum::response::Response;

use self::protocol::SUBPROTOCOL;
use self::session::Session;
use super::Answers;
use super::accept::MediaType;
use super::answer::Reply;
use super::bearer;
use super::meter::Meter;
use super::request_id::RequestId;
use super::streams::Slot;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Bytes that a connection reads at once. Messages are small, and each open connection holds so many.
const READ_BUFFER: usize = 4 * 1024;

/// Takes the headers of a request; gives whether it asks for a WebSocket.
pub(super) fn is_asked_for(headers: &HeaderMap) -> bool {
    headers.get(UPGRADE).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Answers a request for a WebSocket: opens it, or says by a status why not.
pub(super) async fn open<A: Answers>(app: A, mut head: Parts) -> Response {
    let id = head.extensions.get::<RequestId>().cloned();
    let meter = head.extensions.get::<Meter>().cloned();
    match admit(&app, &mut head, meter.as_ref()).await {
        Ok((upgrade, principal, slot)) => upgrade.on_upgrade(async move |socket| {
            Session::new(app, socket, principal, id, meter).run().await;
            drop(slot);
        }),
        Err(refusal) => Reply::new(MediaType::Json, id.as_ref()).refused(refusal),
    }
}

async fn admit<A: Answers>(
    app: &A,
    head: &mut Parts,
    meter: Option<&Meter>,
) -> Result<(WebSocketUpgrade, Option<A::Principal>, Slot), RequestError> {
    meter.map_or(Ok(()), |meter| meter.charge(1))?;
    let limits = app.streams().limits();
    if !origin::is_ours(&head.headers, &limits.allowed_origins) {
        return Err(RequestError::new(Code::NotAllowed, "Pages of another origin may not open a WebSocket here."));
    }
    let slot = app.streams().connect(meter.map(Meter::client))?;
    let principal = match bearer::token(&head.headers)? {
        Some(token) => Some(app.authenticate(token).await?),
        None => None,
    };
    let upgrade = WebSocketUpgrade::from_request_parts(head, &()).await.map_err(|_| no_handshake())?;
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(limits.max_message_bytes)
        .max_frame_size(limits.max_message_bytes)
        .read_buffer_size(READ_BUFFER);
    Ok((upgrade, principal, slot))
}

fn no_handshake() -> RequestError {
    RequestError::new(Code::BadRequest, "The request asks for a WebSocket, but not as RFC 6455 has it.")
}
