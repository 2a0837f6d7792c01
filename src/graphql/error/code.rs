//! The codes that an error may carry in `extensions.code`.

/// The stable name of what went wrong.
///
/// Declared from the mildest to the worst: where an answer carries several errors and no data, the
/// greatest code decides the HTTP status.
///
/// It has no `Display` on purpose: the executor turns everything that has one into an error
/// *without* a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A value in the arguments or variables is not of its type.
    BadInput,
    /// The document does not fit the schema.
    ValidationFailed,
    /// The query text is not GraphQL.
    ParseFailed,
    /// The HTTP request is not a GraphQL request.
    BadRequest,
    /// The register knows no document by the hash that is given.
    PersistedQueryNotFound,
    /// Someone else acted in between.
    Conflict,
    /// The request asks for more than the register gives at once.
    LimitExceeded,
    /// The caller is known but may not do this.
    NotAllowed,
    /// The caller is not known.
    NotAuthenticated,
    /// The HTTP method does not fit the operation.
    MethodNotAllowed,
    /// No media type of the answer suits the caller.
    NotAcceptable,
    /// The request body is not of a media type that is read here.
    UnsupportedMediaType,
    /// The request body is too long.
    PayloadTooLarge,
    /// The client asked for more than its share.
    RateLimited,
    /// The caller took too long over the answers of a subscription.
    Resume,
    /// The answer was not ready in time.
    Timeout,
    /// More is asked of the server than it can answer.
    Overloaded,
    /// A part that the register needs is out of reach.
    Unavailable,
    /// The register is at fault.
    Internal,
}

impl Code {
    /// Every code, from the mildest to the worst.
    pub const ALL: [Self; 19] = [
        Self::BadInput,
        Self::ValidationFailed,
        Self::ParseFailed,
        Self::BadRequest,
        Self::PersistedQueryNotFound,
        Self::Conflict,
        Self::LimitExceeded,
        Self::NotAllowed,
        Self::NotAuthenticated,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::UnsupportedMediaType,
        Self::PayloadTooLarge,
        Self::RateLimited,
        Self::Resume,
        Self::Timeout,
        Self::Overloaded,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The text that stands in `extensions.code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadInput => "BAD_INPUT",
            Self::ValidationFailed => "VALIDATION_FAILED",
            Self::ParseFailed => "PARSE_FAILED",
            Self::BadRequest => "BAD_REQUEST",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::NotAllowed => "NOT_ALLOWED",
            Self::NotAuthenticated => "NOT_AUTHENTICATED",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::NotAcceptable => "NOT_ACCEPTABLE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::RateLimited => "RATE_LIMITED",
            Self::Resume => "RESUME",
            Self::Timeout => "TIMEOUT",
            Self::Overloaded => "OVERLOADED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }

    /// One sentence for the documentation.
    pub const fn description(self) -> &'static str {
        match self {
            Self::BadInput => "A value in the arguments or variables is not of its type.",
            Self::ValidationFailed => "The document does not fit the schema, or names no single operation.",
            Self::ParseFailed => "The query text is not GraphQL.",
            Self::BadRequest => "The HTTP request is not a GraphQL request.",
            Self::PersistedQueryNotFound => "No document is known by this hash: send its text as well.",
            Self::Conflict => "Someone else acted on the same subject in between.",
            Self::LimitExceeded => "The request asks for more than the register gives at once.",
            Self::NotAllowed => "The caller is known but may not do this.",
            Self::NotAuthenticated => "The caller is not known: a valid bearer token is needed.",
            Self::MethodNotAllowed => "The HTTP method does not fit the operation; acts are sent by POST.",
            Self::NotAcceptable => "The caller accepts no media type that the register answers in.",
            Self::UnsupportedMediaType => "The request body is not application/json in UTF-8.",
            Self::PayloadTooLarge => "The request body is too long.",
            Self::RateLimited => "The client asked for more than its share; come back when its points are.",
            Self::Resume => "The answers were taken too slowly; subscribe again after the last act that came.",
            Self::Timeout => "The answer was not ready in time; ask for less, or again later.",
            Self::Overloaded => "More is asked of the register than it can answer now; come back in a moment.",
            Self::Unavailable => "A part that the register needs is out of reach; ask again later.",
            Self::Internal => "The register is at fault; report the request id.",
        }
    }

    /// The HTTP status of an answer that has no data because of this.
    ///
    /// `TIMEOUT` is 503: 408 would blame a slow sender and invite browsers to resend by themselves,
    /// 504 would name a server behind this one.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::BadInput
            | Self::ValidationFailed
            | Self::ParseFailed
            | Self::BadRequest
            | Self::PersistedQueryNotFound
            | Self::LimitExceeded => 400,
            Self::NotAuthenticated => 401,
            Self::NotAllowed => 403,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::Conflict => 409,
            Self::PayloadTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Resume | Self::Timeout | Self::Overloaded | Self::Unavailable => 503,
        }
    }

    /// Takes the text of a code; gives the code, or nothing for a text that is not one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn all_is_complete_and_ordered() {
        assert!(Code::ALL.is_sorted());
        assert_eq!(Code::ALL.last(), Some(&Code::Internal));
        assert_eq!(Code::ALL.len(), Code::Internal as usize + 1);
    }

    #[test]
    fn texts_read_back_and_are_screaming_snake_case() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(code));
            assert!(code.as_str().chars().all(|c| c.is_ascii_uppercase() || c == '_'));
            assert!(code.description().ends_with('.'));
            assert!((400..=503).contains(&code.http_status()));
        }
        assert_eq!(Code::parse("bad_input"), None);
    }
}
