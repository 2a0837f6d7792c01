//! Which pages may open a WebSocket. A browser lets any page do so, and tells only where the page is from.

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::header::ORIGIN;

/// Takes the headers of a request and the origins that are allowed beside the server's own; gives whether it came from
/// one of them, or not from a page at all.
pub(super) fn is_ours(headers: &HeaderMap, allowed: &[String]) -> bool {
    let mut origins = headers.get_all(ORIGIN).iter();
    let origin = match (origins.next(), origins.next()) {
        (None, _) => return true,
        (Some(origin), None) => origin.to_str().unwrap_or_default(),
        (Some(_), Some(_)) => return false,
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_own = origin.split_once("://").zip(host).is_some_and(|((_, from), host)| from.eq_ignore_ascii_case(host));
    is_own || allowed.iter().any(|allowed| origin.eq_ignore_ascii_case(allowed.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::HeaderValue;
    use axum::http::header::HOST;
    use axum::http::header::ORIGIN;

    use super::is_ours;

    #[test]
    fn only_own_and_allowed_pages_are_ours() {
        let allowed = ["https://portal.example/".to_owned()];
        let ours = |origins: &[&'static str]| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("register.example:8000"));
            for origin in origins {
                headers.append(ORIGIN, HeaderValue::from_static(origin));
            }
            is_ours(&headers, &allowed)
        };
        assert!(ours(&[]));
        assert!(ours(&["http://register.example:8000"]));
        assert!(ours(&["https://Register.example:8000"]));
        assert!(ours(&["https://portal.example"]));
        for foreign in
            ["null", "", "http://register.example", "http://register.example:8000.evil.example", "http://portal.example"]
        {
            assert!(!ours(&[foreign]), "{foreign}");
        }
        assert!(!ours(&["http://register.example:8000", "https://evil.example"]));
    }
}
