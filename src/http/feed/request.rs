//! What a request for a feed says.

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::header::IF_NONE_MATCH;
use axum::http::uri::Authority;

use crate::domain::lang::Lang;

/// The part of an address behind `?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The language; English without a word.
    pub(super) lang: Lang,
    /// Which archive; the newest page without a word.
    pub(super) archive: Option<u64>,
}

impl Asked {
    /// Takes the part of an address behind `?`; gives what it says, or what is wrong with it. Other parameters are
    /// passed over.
    pub(super) fn read(query: &str) -> Result<Self, &'static str> {
        let mut asked = Self { lang: Lang::En, archive: None };
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("lang", lang)) => asked.lang = language(lang).ok_or("The parameter lang is kk, ru or en.")?,
                Some(("page", page)) => asked.archive = Some(page.parse().map_err(|_| "The parameter page is a number.")?),
                _ => {}
            }
        }
        Ok(asked)
    }

    /// The language as the address has it.
    pub(super) const fn lang_as_told(self) -> &'static str {
        match self.lang {
            Lang::Kk => "kk",
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }
}

fn language(text: &str) -> Option<Lang> {
    Lang::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(text))
}

/// Takes the address that the world knows, where it was told, and the headers of a request; gives where the server is,
/// without a slash at the end.
pub(super) fn base(public_url: Option<&str>, headers: &HeaderMap) -> Option<String> {
    match public_url {
        Some(url) => Some(url.trim_end_matches('/').to_owned()),
        None => {
            let host: Authority = headers.get(HOST)?.to_str().ok()?.parse().ok()?;
            Some(format!("http://{host}"))
        }
    }
}

/// Takes the headers of a request and the tag of an answer; gives whether the asker has that answer already.
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let said = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    said.map(str::trim).any(|had| had == "*" || had.strip_prefix("W/").unwrap_or(had) == tag)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::HeaderValue;
    use axum::http::header::HOST;
    use axum::http::header::IF_NONE_MATCH;

    use super::Asked;
    use super::base;
    use super::has;
    use crate::domain::lang::Lang;

    #[test]
    fn parameters_are_read() {
        assert_eq!(Asked::read(""), Ok(Asked { lang: Lang::En, archive: None }));
        assert_eq!(Asked::read("lang=kk&page=7&utm=x"), Ok(Asked { lang: Lang::Kk, archive: Some(7) }));
        assert!(Asked::read("lang=de").is_err());
        assert!(Asked::read("page=-1").is_err());
    }

    #[test]
    fn the_base_is_what_was_told_or_what_was_asked() {
        let mut headers = HeaderMap::new();
        assert_eq!(base(None, &headers), None);
        headers.insert(HOST, HeaderValue::from_static("register.example:8000"));
        assert_eq!(base(None, &headers).as_deref(), Some("http://register.example:8000"));
        assert_eq!(base(Some("https://register.example/"), &headers).as_deref(), Some("https://register.example"));
        headers.insert(HOST, HeaderValue::from_static("\"><evil"));
        assert_eq!(base(None, &headers), None);
    }

    #[test]
    fn a_tag_is_found_among_others() {
        let had = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, HeaderValue::from_static(value));
            has(&headers, "\"a\"")
        };
        for good in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(had(good), "{good}");
        }
        for other in ["", "a", "\"b\"", "\"a"] {
            assert!(!had(other), "{other}");
        }
        assert!(!has(&HeaderMap::new(), "\"a\""));
    }
}
