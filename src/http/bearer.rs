//! The bearer token of a request.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// The longest token that is looked at.
const LONGEST: usize = 8192;

/// Takes the headers of a request; gives its bearer token, or nothing when it comes without
/// `Authorization`.
///
/// Refuses any other way to authenticate, and what cannot be a token: a caller who means to be
/// someone must never be taken for no one.
pub(super) fn token(headers: &HeaderMap) -> Result<Option<&str>, RequestError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().ok().and_then(read).map(Some).ok_or_else(unreadable),
        (Some(_), Some(_)) => Err(unreadable()),
    }
}

/// Takes what stands in `Authorization`; gives the token, when it is `Bearer` with one.
pub(super) fn read(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    let good = scheme.eq_ignore_ascii_case("bearer") && (1..=LONGEST).contains(&token.len());
    (good && token.bytes().all(is_token_byte)).then_some(token)
}

/// The characters of RFC 6750, section 2.1.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)
}

fn unreadable() -> RequestError {
    RequestError::new(Code::NotAuthenticated, "The Authorization header is not `Bearer` with one token.")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::HeaderValue;
    use axum::http::header::AUTHORIZATION;

    use super::token;

    fn read_header(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        token(&headers).ok().flatten().map(str::to_owned)
    }

    #[test]
    fn only_a_bearer_token_is_one() {
        assert_eq!(read_header("Bearer abc.d-e_f~g+h/i==").as_deref(), Some("abc.d-e_f~g+h/i=="));
        assert_eq!(read_header("bearer  abc").as_deref(), Some("abc"));
        for bad in ["Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer a\tb", "Bearer \"a\""] {
            assert_eq!(read_header(bad), None, "{bad}");
        }
        assert_eq!(read_header(&format!("Bearer {}", "a".repeat(9_000))), None);
        assert_eq!(token(&HeaderMap::new()), Ok(None));
    }

    #[test]
    fn two_headers_are_refused() {
        let mut headers = HeaderMap::new();
        headers.append(AUTHORIZATION, HeaderValue::from_static("Bearer a"));
        headers.append(AUTHORIZATION, HeaderValue::from_static("Bearer b"));
        assert!(token(&headers).is_err());
    }
}
