//! Which media type the caller wants the answer in.

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::ACCEPT;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// The media types that answers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/graphql-response+json`: the HTTP status tells how the request fared.
    GraphqlResponse,
    /// `application/json`, for older clients: a document that is at fault still gets 200.
    Json,
}

impl MediaType {
    const ALL: [Self; 2] = [Self::GraphqlResponse, Self::Json];

    /// The value of the `Content-Type` header.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    /// The HTTP status of an answer without data, by the worst code in it.
    ///
    /// Older clients take any status but 200 for a failure of the network, and would not look at
    /// the errors of a document that is at fault; the audit suite asks for the same.
    pub(super) fn status(self, code: Code) -> StatusCode {
        match (self, code) {
            (Self::Json, Code::ParseFailed | Code::ValidationFailed | Code::BadInput | Code::PersistedQueryNotFound) => {
                StatusCode::OK
            }
            _ => StatusCode::from_u16(code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    const fn subtype(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "graphql-response+json",
            Self::Json => "json",
        }
    }
}

/// Takes the headers of a request; gives the media type that its `Accept` wants most.
///
/// No `Accept`, or an empty one, means `application/json`, as the specification has it. Refuses one
/// that leaves nothing to choose.
pub(super) fn negotiate(headers: &HeaderMap) -> Result<MediaType, RequestError> {
    let said: Vec<&str> = headers
        .get_all(ACCEPT)
        .iter()
        .flat_map(|value| value.to_str().unwrap_or("unreadable").split(','))
        .filter(|range| !range.trim().is_empty())
        .collect();
    if said.is_empty() {
        return Ok(MediaType::Json);
    }
    let ranges: Vec<Range> = said.into_iter().filter_map(Range::read).collect();
    MediaType::ALL
        .into_iter()
        .filter_map(|media| Some((wish(media, &ranges)?, media)))
        .max_by_key(|(wish, _)| *wish)
        .map(|(_, media)| media)
        .ok_or_else(none_acceptable)
}

/// Takes the headers of a request; gives whether it wants its answers one by one as events: whether its `Accept` names
/// `text/event-stream`, and at least as wished as what else it names.
pub(super) fn wants_events(headers: &HeaderMap) -> bool {
    let said = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let ranges: Vec<Range> = said.filter_map(Range::read).collect();
    let is_events = |range: &Range| range.main.eq_ignore_ascii_case("text") && range.subtype.eq_ignore_ascii_case("event-stream");
    let events = ranges.iter().filter(|range| is_events(range)).map(|range| range.quality).max().unwrap_or_default();
    events > 0 && MediaType::ALL.into_iter().filter_map(|media| wish(media, &ranges)).all(|(quality, ..)| quality <= events)
}

/// One part of an `Accept` header.
struct Range<'a> {
    main: &'a str,
    subtype: &'a str,
    /// The wish in thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (main, subtype) = parts.next()?.split_once('/')?;
        let quality = parts
            .filter_map(|parameter| parameter.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .map_or(Some(1_000), |(_, value)| thousandths(value.trim()))?;
        Some(Self { main, subtype, quality })
    }

    /// How closely the range names the media type: 2 by name, 1 by `application/*`, 0 by `*/*`.
    fn closeness(&self, media: MediaType) -> Option<u8> {
        let application = self.main.eq_ignore_ascii_case("application");
        match self.subtype {
            "*" if self.main == "*" => Some(0),
            "*" if application => Some(1),
            subtype if application && subtype.eq_ignore_ascii_case(media.subtype()) => Some(2),
            _ => None,
        }
    }
}

/// How much a media type is wanted: by quality, then by how closely it is named, then the newer if
/// both are named and the older if neither is. Nothing when it is not wanted at all.
fn wish(media: MediaType, ranges: &[Range<'_>]) -> Option<(u16, u8, bool)> {
    let (closeness, quality) = ranges.iter().filter_map(|range| Some((range.closeness(media)?, range.quality))).max()?;
    let by_name = closeness == 2;
    (quality > 0).then_some((quality, closeness, by_name == (media == MediaType::GraphqlResponse)))
}

/// Reads `0`, `0.5`, `1.000`: one digit and at most three more.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1_000),
        _ => None,
    }
}

fn none_acceptable() -> RequestError {
    RequestError::new(
        Code::NotAcceptable,
        "Answers are application/graphql-response+json or application/json; \
         the Accept header wants neither.",
    )
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::HeaderValue;
    use axum::http::header::ACCEPT;

    use super::MediaType;
    use super::negotiate;
    use super::wants_events;

    fn chosen(accept: &[&'static str]) -> Option<MediaType> {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(ACCEPT, HeaderValue::from_static(value));
        }
        negotiate(&headers).ok()
    }

    #[test]
    fn events_are_wanted_by_name() {
        let wants = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
            wants_events(&headers)
        };
        for good in [
            "text/event-stream",
            "Text/Event-Stream",
            "text/event-stream, */*;q=0.5",
            "application/json;q=0.9, text/event-stream",
        ] {
            assert!(wants(good), "{good}");
        }
        for other in ["", "*/*", "text/*", "text/event-stream;q=0", "text/event-stream;q=0.5, application/json"] {
            assert!(!wants(other), "{other}");
        }
    }

    #[test]
    fn the_most_wanted_is_chosen() {
        let (newer, older) = (Some(MediaType::GraphqlResponse), Some(MediaType::Json));
        for (accept, media) in [
            ("application/json", older),
            ("application/graphql-response+json", newer),
            ("APPLICATION/GraphQL-Response+JSON; charset=utf-8", newer),
            ("*/*", older),
            ("application/*", older),
            ("application/json, application/graphql-response+json", newer),
            ("application/graphql-response+json;q=0.5, application/json", older),
            ("application/graphql-response+json; q=0.9, */*; q=0.8", newer),
            ("application/graphql-response+json, */*", newer),
            ("application/json;q=0, */*", newer),
            ("text/html, */*;q=0.1", older),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/*;q=0, */*", None),
            ("application/json;q=2", None),
            ("nonsense", None),
            ("", older),
            (" , ,", older),
        ] {
            assert_eq!(chosen(&[accept]), media, "{accept}");
        }
        assert_eq!(chosen(&[]), older);
        assert_eq!(chosen(&["text/html", "application/graphql-response+json"]), newer);
    }
}
