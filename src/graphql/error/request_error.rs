//! A failure on its way to the caller.

use std::fmt::Display;
use std::sync::Arc;

use async_graphql::Error;
use async_graphql::ErrorExtensionValues;
use async_graphql::Pos;
use async_graphql::ServerError;

use super::Code;
use crate::registry::{AskError, FollowError, ListError, LogError, ReceiptProblem, RegistryError, TokenError};

/// A failure with its code, a message written for the caller, and the places in the query text it
/// speaks of.
///
/// It has no `Display` on purpose: `?` then goes through `From` below and keeps the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, for people. Never SQL, a path or a debug print.
    pub message: String,
    /// Where in the query text, when the text is to blame.
    pub locations: Vec<Pos>,
}

impl RequestError {
    /// Takes a code and a message for the caller; gives a refusal that points nowhere in
    /// particular.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), locations: Vec::new() }
    }

    /// The same refusal, pointing also at this place in the query text.
    #[must_use]
    pub fn at(mut self, place: Pos) -> Self {
        self.locations.push(place);
        self
    }

    /// Takes the cause of a failure of ours; gives an error that keeps it for the log and shows the
    /// caller nothing.
    pub fn internal(cause: impl Display) -> Error {
        let mut error = Error::from(Self::new(Code::Internal, Code::Internal.description()));
        error.source = Some(Arc::new(cause.to_string()));
        error
    }
}

impl From<RequestError> for Error {
    fn from(refusal: RequestError) -> Self {
        let mut error = Self::new(refusal.message);
        error.extensions = Some(extensions(refusal.code));
        error
    }
}

impl From<RequestError> for ServerError {
    fn from(refusal: RequestError) -> Self {
        let mut error = Self::new(refusal.message, None);
        error.locations = refusal.locations;
        error.extensions = Some(extensions(refusal.code));
        error
    }
}

/// What is ours to mend goes to the log; the caller learns only whether to try again.
impl From<RegistryError> for RequestError {
    fn from(error: RegistryError) -> Self {
        tracing::error!(%error, "a question could not be answered");
        let code = if error.is_passing() { Code::Unavailable } else { Code::Internal };
        Self::new(code, code.description())
    }
}

impl From<ListError> for RequestError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Registry(error) => error.into(),
            too_much @ (ListError::TooLong { .. } | ListError::TooManyMonths { .. }) => {
                Self::new(Code::LimitExceeded, format!("{too_much}."))
            }
        }
    }
}

impl From<AskError> for RequestError {
    fn from(error: AskError) -> Self {
        Self::new(Code::BadInput, error.to_string())
    }
}

impl From<FollowError> for RequestError {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::Registry(error) => error.into(),
            FollowError::Ask(error) => error.into(),
        }
    }
}

impl From<LogError> for RequestError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Registry(error) => error.into(),
            LogError::NoKey => Self::new(Code::Unavailable, "This register signs nothing: it was started without a key."),
            error => {
                tracing::error!(%error, "nothing could be signed or proved");
                Self::new(Code::Unavailable, "The register cannot sign right now; everything else is answered. Ask again later.")
            }
        }
    }
}

impl From<ReceiptProblem> for RequestError {
    fn from(problem: ReceiptProblem) -> Self {
        match problem {
            ReceiptProblem::Log(error) => error.into(),
            ReceiptProblem::TooLong(_) => Self::new(Code::BadInput, format!("{problem}.")),
            ReceiptProblem::Unwritable(_) | ReceiptProblem::NoRandomness => {
                tracing::error!(error = %problem, "no receipt could be given");
                Self::new(Code::Internal, Code::Internal.description())
            }
        }
    }
}

impl From<TokenError> for RequestError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Registry(error) => error.into(),
            other => Self::new(Code::NotAuthenticated, format!("Not authenticated: {other}.")),
        }
    }
}

fn extensions(code: Code) -> ErrorExtensionValues {
    let mut values = ErrorExtensionValues::default();
    values.set("code", code.as_str());
    values
}

#[cfg(test)]
mod tests {
    use async_graphql::Pos;
    use async_graphql::ServerError;

    use super::Code;
    use super::RequestError;

    #[test]
    fn code_and_place_travel_along() {
        let place = Pos { line: 1, column: 7 };
        let error = ServerError::from(RequestError::new(Code::LimitExceeded, "too much").at(place));
        assert_eq!(
            serde_json::to_string(&error).unwrap(),
            r#"{"message":"too much","locations":[{"line":1,"column":7}],"extensions":{"code":"LIMIT_EXCEEDED"}}"#
        );
    }

    #[test]
    fn internal_keeps_its_cause_to_itself() {
        let error = RequestError::internal("no such table: act");
        assert!(!serde_json::to_string(&error).unwrap().contains("table"));
        let cause = error.source.unwrap();
        assert_eq!(cause.downcast_ref::<String>().unwrap(), "no such table: act");
    }
}
