//! The headers that every answer of the server has: what keeps browsers from guessing, and from lending the register's name.

use axum::Router;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::map_response;
use axum::response::Response;
use std::time::Duration;
use tower_http::cors::{Any, CorsLayer};

/// What an answer may do in a browser that shows it by itself: nothing. Pages say more of themselves.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// A day: how long a browser may remember what other pages may ask.
const REMEMBERED: Duration = Duration::from_secs(86_400);

/// Takes an answer; gives it with the words to browsers that it does not have of its own.
pub(super) async fn hardened(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, NOTHING),
        (REFERRER_POLICY, "no-referrer"),
        // All of it is public, and pages of anyone may show it.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Lets the pages of anyone read what is public. They cannot send a token: acts are not recorded from strangers' pages.
pub(super) fn readable_by_all() -> CorsLayer {
    let asked = [
        HeaderName::from_static("accept"),
        CONTENT_TYPE,
        HeaderName::from_static("if-none-match"),
        HeaderName::from_static("last-event-id"),
        HeaderName::from_static("x-request-id"),
    ];
    let told = [
        ETAG,
        RETRY_AFTER,
        HeaderName::from_static("content-disposition"),
        HeaderName::from_static("ratelimit"),
        HeaderName::from_static("ratelimit-policy"),
        HeaderName::from_static("repr-digest"),
        HeaderName::from_static("tizilim-sequence"),
        HeaderName::from_static("x-request-id"),
    ];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(asked)
        .expose_headers(told)
        .max_age(REMEMBERED)
        // The answer is the same whoever asks.
        .vary([])
}

/// Tells browsers to come by TLS alone, for a register whose address says so.
pub(super) fn by_tls_alone(routes: Router) -> Router {
    routes.layer(map_response(async |mut response: Response| {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        response
    }))
}
