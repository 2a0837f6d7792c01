//! The body of a POST: that it is JSON, and that it is not too long.

use axum::body::Body;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_ENCODING;
use axum::http::header::CONTENT_LENGTH;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use http_body_util::LengthLimitError;
use http_body_util::Limited;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// How much of a body that is too long is read and thrown away. A connection that is closed on a
/// sender makes the sender lose the answer that says why; beyond this much it is closed all the
/// same.
const THROWN_AWAY: usize = 8 * 1024 * 1024;

/// Takes the headers of a request; refuses a body that is not `application/json` in UTF-8,
/// uncompressed.
///
/// This is also what keeps other sites from acting through a visitor's browser, which sends
/// `text/plain` and forms to anywhere without asking, but JSON only where it is allowed to.
pub(super) fn require_json(headers: &HeaderMap) -> Result<(), RequestError> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_some_and(is_json) && !headers.contains_key(CONTENT_ENCODING) {
        return Ok(());
    }
    Err(RequestError::new(
        Code::UnsupportedMediaType,
        "A POST carries a body of Content-Type application/json, in UTF-8 and uncompressed.",
    ))
}

/// Takes a body and the most bytes it may have; gives its bytes, holding no more than that at any
/// time.
pub(super) async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, RequestError> {
    if announced_length(headers).is_some_and(|length| length > most) {
        throw_away(body).await;
        return Err(too_long(most));
    }
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_long(most)),
        Err(_) => Err(RequestError::new(Code::BadRequest, "The body broke off.")),
    }
}

fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    media.eq_ignore_ascii_case("application/json") && parts.all(is_utf8_or_other)
}

/// A parameter other than `charset` means nothing to JSON.
fn is_utf8_or_other(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            let value = value.trim().trim_matches('"');
            value.eq_ignore_ascii_case("utf-8") || value.eq_ignore_ascii_case("utf8")
        }
        _ => true,
    }
}

fn announced_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn throw_away(body: Body) {
    let mut body = Limited::new(body, THROWN_AWAY);
    while let Some(Ok(_)) = body.frame().await {}
}

fn too_long(most: usize) -> RequestError {
    RequestError::new(Code::PayloadTooLarge, format!("The body is longer than {most} bytes (maxBodyBytes)."))
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn only_json_in_utf8_is_json() {
        for good in [
            "application/json",
            "Application/JSON;charset=UTF-8",
            "application/json; charset=\"utf-8\"",
            "application/json; profile=x",
        ] {
            assert!(is_json(good), "{good}");
        }
        for bad in [
            "",
            "text/plain",
            "application/jsonp",
            "application/json; charset=utf-16",
            "application/graphql",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
        ] {
            assert!(!is_json(bad), "{bad}");
        }
    }
}
