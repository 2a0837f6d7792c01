//! A panic ends the request it happened in and nothing else.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::accept;
use super::accept::MediaType;
use super::answer::Reply;
use super::request_id::RequestId;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Runs a request; where it panics, logs the panic and answers that the register is at fault.
///
/// Nothing that the request touched is used again, so it does not matter in what state the panic
/// left it.
pub(super) async fn caught(request: Request, next: Next) -> Response {
    let media = accept::negotiate(request.headers()).unwrap_or(MediaType::Json);
    let id = request.extensions().get::<RequestId>().cloned();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            tracing::error!(panic = said(&*panic), "a request panicked");
            let refusal = RequestError::new(Code::Internal, Code::Internal.description());
            Reply::new(media, id.as_ref()).refused(refusal)
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("(no text)")
}
