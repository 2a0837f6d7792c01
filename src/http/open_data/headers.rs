//! What answers with open data have in common.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LINK, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::asked::Asked;
use crate::domain::sequence::Sequence;
use crate::open_data::LICENCE;

/// Names the sequence that an answer was cut at.
const SEQUENCE: HeaderName = HeaderName::from_static("tizilim-sequence");
/// What lies at the address of a sequence.
pub(super) const PERMANENT: &str = "public, max-age=86400, immutable";
/// What follows the newest act.
pub(super) const PASSING: &str = "public, no-cache";

/// Takes a name; gives the tag of what this version of the program makes of it.
pub(super) fn tag(name: &str) -> String {
    format!("\"{name}-{}\"", env!("CARGO_PKG_VERSION"))
}

/// Takes who asks, the tag and how long it is good; gives an answer without a body, which says so where the caller has
/// it already.
pub(super) fn tagged(asked: &Asked, tag: &str, good: &'static str, sequence: Option<Sequence>) -> Response {
    let mut response = Response::new(Body::empty());
    if asked.has(tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    set(&mut response, ETAG, tag);
    set(&mut response, CACHE_CONTROL, good);
    common(&mut response, sequence);
    response
}

/// Gives an answer its body, unless the caller has it or wants only to hear of it.
pub(super) fn filled(mut response: Response, asked: &Asked, media_type: &str, body: impl FnOnce() -> Body) -> Response {
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    set(&mut response, CONTENT_TYPE, media_type);
    if !asked.head_only {
        *response.body_mut() = body();
    }
    response
}

/// Leads to the address of a sequence. The next act makes it lead elsewhere.
pub(super) fn leading(to: &str, sequence: Sequence) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    set(&mut response, LOCATION, to);
    set(&mut response, CACHE_CONTROL, PASSING);
    common(&mut response, Some(sequence));
    response
}

fn common(response: &mut Response, sequence: Option<Sequence>) {
    if let Some(sequence) = sequence {
        set(response, SEQUENCE, &sequence.to_string());
    }
    set(
        response,
        LINK,
        &format!("<{LICENCE}>; rel=\"license\", <catalog.jsonld>; rel=\"describedby\"; type=\"application/ld+json\""),
    );
}

/// Sets a header to what is made of ASCII alone.
pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
