//! How an answer is written: its status, its headers, its bytes.

use async_graphql::Response as Executed;
use async_graphql::ServerError;
use async_graphql::Value;
use axum::body::Body;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::http::header::CACHE_CONTROL;
use axum::http::header::CONTENT_TYPE;
use axum::http::header::RETRY_AFTER;
use axum::http::header::VARY;
use axum::http::header::WWW_AUTHENTICATE;
use axum::response::Response;
use serde::Serialize;

use super::accept::MediaType;
use super::request_id::RequestId;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;
use crate::graphql::error::code_of;
use crate::graphql::error::fill_codes;

/// What all answers to one request have in common.
#[derive(Clone, Copy)]
pub(super) struct Reply<'a> {
    media: MediaType,
    id: Option<&'a RequestId>,
}

/// The body of an answer to a request that was not executed: the specification wants no `data` in
/// it.
#[derive(Serialize)]
pub(super) struct RequestErrors<'a> {
    /// What is wrong.
    pub(super) errors: &'a [ServerError],
}

impl<'a> Reply<'a> {
    /// Takes the media type that the caller wants and the id of the request.
    pub(super) fn new(media: MediaType, id: Option<&'a RequestId>) -> Self {
        Self { media, id }
    }

    /// Takes the answer of the executor; gives it as HTTP, every error with a code.
    pub(super) fn executed(self, mut executed: Executed) -> Response {
        finish(&mut executed, self.id);
        let worst = executed.errors.iter().filter_map(code_of).max();
        let mut response = match worst {
            Some(code) if executed.data == Value::Null => self.failed(code, &executed),
            _ => self.write(StatusCode::OK, &executed),
        };
        response.headers_mut().extend(executed.http_headers);
        response
    }

    /// Takes the reason why a request is not executed; gives it as HTTP.
    pub(super) fn refused(self, refusal: RequestError) -> Response {
        self.executed(Executed::from_errors(vec![refusal.into()]))
    }

    /// Writes an answer without data, which failed by this code at worst.
    fn failed(self, code: Code, executed: &Executed) -> Response {
        let status = self.media.status(code);
        let mut response = if executed.errors.iter().all(is_request_error) {
            let errors = &executed.errors;
            self.write(status, &RequestErrors { errors })
        } else {
            self.write(status, executed)
        };
        explain(&mut response, code);
        response
    }

    /// Writes the body as it stands: a detour over `serde_json::Value` would sort the keys, which
    /// the specification wants in the order of the query.
    fn write(self, status: StatusCode, body: &impl Serialize) -> Response {
        let (status, bytes) = match serde_json::to_vec(body) {
            Ok(bytes) => (status, bytes),
            Err(error) => {
                tracing::error!(%error, "an answer cannot be written");
                (StatusCode::INTERNAL_SERVER_ERROR, UNWRITABLE.as_bytes().to_vec())
            }
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = status;
        set(&mut response, CONTENT_TYPE, self.media.content_type());
        set(&mut response, VARY, "accept");
        response
    }
}

/// Takes an answer of the executor; gives each of its errors a code, and puts the id of the request into those that are
/// ours, so that a caller can report them.
pub(super) fn finish(executed: &mut Executed, id: Option<&RequestId>) {
    fill_codes(executed);
    let Some(id) = id else { return };
    for error in executed.errors.iter_mut().filter(|error| code_of(error) == Some(Code::Internal)) {
        if let Some(values) = error.extensions.as_mut() {
            values.set("requestId", id.as_str());
        }
    }
}

/// Takes an answer, or what is wrong with a request; gives its text.
pub(super) fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer cannot be written");
        UNWRITABLE.to_owned()
    })
}

/// What is sent when an answer cannot be written.
const UNWRITABLE: &str = r#"{"errors":[{"message":"The register is at fault.","extensions":{"code":"INTERNAL"}}]}"#;

/// An error of a field says where it stands; an error of the request stands nowhere.
fn is_request_error(error: &ServerError) -> bool {
    error.path.is_empty()
}

/// Adds the headers that a failure goes with.
pub(super) fn explain(response: &mut Response, code: Code) {
    match code {
        Code::NotAuthenticated => set(response, WWW_AUTHENTICATE, "Bearer"),
        Code::MethodNotAllowed => set(response, ALLOW, "POST"),
        Code::Overloaded => set(response, RETRY_AFTER, "1"),
        Code::Timeout | Code::Unavailable => set(response, RETRY_AFTER, "5"),
        _ => {}
    }
    // A cache may keep a 405 on its own account, and would give it to those who ask rightly.
    set(response, CACHE_CONTROL, "no-store");
}

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
}
