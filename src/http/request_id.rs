//! The id of a request: in every answer, in every line of the log, in the errors that are ours.

use axum::extract::Request;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::MakeRequestId;
use tower_http::request_id::MakeRequestUuid;
use tracing::Instrument;

/// The header that carries the id both ways.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken over from a proxy.
const LONGEST: usize = 64;

/// The id of one request, in the request's extensions.
#[derive(Clone, Debug)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// The id that the request came with, if it is a plain one, or else a new one.
    fn of(request: &Request) -> Self {
        let brought = request.headers().get(&HEADER).filter(|value| is_plain(value));
        let id = brought.cloned().or_else(|| {
            let made = MakeRequestUuid.make_request_id(request);
            made.map(tower_http::request_id::RequestId::into_header_value)
        });
        Self(id.unwrap_or_else(|| HeaderValue::from_static("none")))
    }
}

/// Gives a request its id, names it in the log, and puts it into the answer.
pub(super) async fn given(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    let span = tracing::info_span!("request", id = id.as_str());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).instrument(span).await;
    response.headers_mut().insert(HEADER, id.0);
    response
}

/// Only what cannot be mistaken for anything else in a log is taken over.
fn is_plain(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

#[cfg(test)]
mod tests {
    use axum::extract::Request;

    use super::RequestId;

    fn id(brought: &str) -> String {
        let request = Request::builder().header("x-request-id", brought).body(Default::default()).unwrap();
        RequestId::of(&request).as_str().to_owned()
    }

    #[test]
    fn plain_ids_are_taken_over_and_others_replaced() {
        assert_eq!(id("a-1_b.2"), "a-1_b.2");
        for strange in ["", "a b", "<x>", &"a".repeat(65)] {
            assert_eq!(id(strange).len(), 36, "{strange}");
        }
        assert_ne!(id(""), id(""));
    }
}
