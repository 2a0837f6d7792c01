//! The last look at an answer: every error gets a code, and no text leaves that was not meant to.
//!
//! The executor gives its own errors no code, so their origin is read from what marks it: a request
//! error has no path and leaves no data, a coercion error begins in one of a few ways, and whatever
//! a resolver lets through by `?` still carries its source. All that cannot be told for certain is
//! taken for ours, logged, and hidden.

use async_graphql::ErrorExtensionValues;
use async_graphql::Response;
use async_graphql::ServerError;
use async_graphql::Value;

use super::Code;

/// How the executor begins to say that a value is not of its type.
const COERCION: [&str; 4] =
    ["Invalid value for argument ", "Invalid default value for argument", "Failed to parse \"", "Expected input type \""];

/// How the parser begins to say that a text is not GraphQL.
const SYNTAX: &str = " --> ";

/// Takes an error; gives the code that it carries, or nothing when it carries none of ours.
pub fn code_of(error: &ServerError) -> Option<Code> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(text) => Code::parse(text),
        _ => None,
    }
}

/// Takes an answer; gives each of its errors a code, and replaces the text of those that are ours
/// to repair.
///
/// The replaced text and its cause go to the log.
pub fn fill_codes(response: &mut Response) {
    let no_data = response.data == Value::Null;
    for error in &mut response.errors {
        match code_of(error) {
            Some(Code::Internal) => hide(error),
            Some(_) => {}
            None => match origin(error, no_data) {
                Some(code) => set_code(error, code),
                None => hide(error),
            },
        }
    }
}

fn origin(error: &ServerError, no_data: bool) -> Option<Code> {
    let from_resolver = error.source.is_some();
    let in_execution = !error.path.is_empty();
    let message = error.message.as_str();
    match () {
        () if from_resolver => None,
        () if COERCION.iter().any(|start| message.starts_with(start)) => Some(Code::BadInput),
        () if in_execution && message.starts_with("Variable ") => Some(Code::BadInput),
        () if in_execution || !no_data => None,
        () if message.starts_with(SYNTAX) => Some(Code::ParseFailed),
        () => Some(Code::ValidationFailed),
    }
}

fn set_code(error: &mut ServerError, code: Code) {
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("code", code.as_str());
}

fn hide(error: &mut ServerError) {
    let cause = error.source.take();
    let cause = cause.as_ref().and_then(|cause| cause.downcast_ref::<String>());
    tracing::error!(message = error.message, cause, path = ?error.path, "a field failed");
    Code::Internal.description().clone_into(&mut error.message);
    // Whatever else a foreign error carries was not written for the caller either.
    error.extensions = None;
    set_code(error, Code::Internal);
}

#[cfg(test)]
mod tests {
    use async_graphql::Error;
    use async_graphql::PathSegment;
    use async_graphql::Pos;
    use async_graphql::Response;
    use async_graphql::ServerError;
    use async_graphql::Value;

    use super::Code;
    use super::code_of;
    use super::fill_codes;
    use crate::graphql::error::RequestError;

    fn filled(error: ServerError, data: Value) -> ServerError {
        let mut response = Response::from_errors(vec![error]);
        response.data = data;
        fill_codes(&mut response);
        response.errors.remove(0)
    }

    fn in_field(error: ServerError) -> ServerError {
        error.with_path(vec![PathSegment::Field("miner".into())])
    }

    #[test]
    fn framework_errors_get_a_code_by_origin() {
        for (message, code) in [
            (" --> 1:1\n  |\n1 | {", Code::ParseFailed),
            ("Unknown field \"x\" on type \"Query\".", Code::ValidationFailed),
            ("Unknown operation named \"A\"", Code::ValidationFailed),
            ("Invalid value for argument \"id\", expected type \"ID\"", Code::BadInput),
        ] {
            let error = filled(ServerError::new(message, None), Value::Null);
            assert_eq!(code_of(&error), Some(code));
            assert_eq!(error.message, message);
        }
    }

    #[test]
    fn coercion_in_a_field_is_bad_input() {
        for message in [
            "Failed to parse \"BIN\": 12 digits are needed",
            "Expected input type \"Int\", found \"a\".",
            "Variable bin is not defined.",
        ] {
            let error = filled(in_field(ServerError::new(message, None)), Value::Null);
            assert_eq!(code_of(&error), Some(Code::BadInput));
        }
    }

    #[test]
    fn what_a_resolver_lets_through_is_hidden() {
        let by_question_mark = Error::from(std::io::Error::other("Failed to parse \"/var/lib/tizilim.db\""));
        let by_hand = Error::new("no such table: act");
        for error in [by_question_mark, by_hand] {
            let error = filled(in_field(error.into_server_error(Pos::default())), Value::Null);
            assert_eq!(code_of(&error), Some(Code::Internal));
            assert_eq!(error.message, Code::Internal.description());
        }
    }

    #[test]
    fn an_error_without_a_path_beside_data_is_hidden() {
        let error = filled(ServerError::new("no such table: act", None), Value::Boolean(true));
        assert_eq!(code_of(&error), Some(Code::Internal));
    }

    #[test]
    fn our_own_errors_keep_their_words() {
        let error = filled(RequestError::new(Code::Conflict, "someone else acted").into(), Value::Null);
        assert_eq!(error.message, "someone else acted");
        assert_eq!(code_of(&error), Some(Code::Conflict));
    }

    #[test]
    fn an_internal_error_loses_all_it_carries() {
        let mut error = RequestError::internal("SELECT 1");
        if let Some(values) = error.extensions.as_mut() {
            values.set("sql", "SELECT 1");
        }
        let error = filled(in_field(error.into_server_error(Pos::default())), Value::Null);
        assert!(!serde_json::to_string(&error).unwrap().contains("SELECT"));
    }
}
