//! Answers are sent compressed to whoever takes them so.

use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version};
use axum::response::Response;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

/// Shorter answers fit into one packet anyway.
const WORTH_IT: u64 = 1_024;

/// What is compressed already, and what must come as it is made.
const AS_IT_IS: [&str; 3] = ["text/event-stream", "application/vnd.apache.parquet", "image/png"];

/// The layer that compresses.
pub(super) fn layer() -> CompressionLayer<impl Predicate> {
    CompressionLayer::new().gzip(true).compress_when(SizeAbove::new(WORTH_IT).and(is_text))
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    !AS_IT_IS.iter().any(|other| kind.starts_with(other))
}

/// Takes an answer; where it was compressed, its tag is no longer that of the same bytes, but of the same content (RFC 9110,
/// section 8.8.3.3), and a digest of the bytes as they were is none of these (RFC 9530).
pub(super) async fn weakly_tagged(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_compressed = headers.contains_key(CONTENT_ENCODING);
    let strong = headers.get(ETAG).filter(|tag| is_compressed && tag.as_bytes().starts_with(b"\"")).cloned();
    if is_compressed {
        headers.remove("repr-digest");
    }
    if let Some(weak) = strong.and_then(|tag| HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat()).ok()) {
        headers.insert(ETAG, weak);
    }
    response
}
