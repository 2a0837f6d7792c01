//! What the parser found, in one line.

use async_graphql::parser::Error;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes an error of the parser; gives the refusal that says it.
///
/// The parser draws the offending line with an arrow under it; of that only what was expected is
/// kept, since the place is told apart and the line may be sixteen kilobytes long.
pub(super) fn refusal(error: &Error) -> RequestError {
    let drawing = error.to_string();
    let said = drawing.lines().last().unwrap_or_default().trim_start_matches([' ', '=']).trim_end_matches('.');
    let refusal = RequestError::new(Code::ParseFailed, format!("The query text is not GraphQL: {said}."));
    error.positions().fold(refusal, RequestError::at)
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::refusal;

    #[test]
    fn says_what_was_expected_and_where() {
        let refusal = refusal(&parse_query("{ a(").unwrap_err());
        assert_eq!(refusal.message, "The query text is not GraphQL: expected name.");
        assert_eq!((refusal.locations[0].line, refusal.locations[0].column), (1, 5));
    }

    #[test]
    fn other_errors_keep_their_sentence() {
        let refusal = refusal(&parse_query("fragment F on Query {a}").unwrap_err());
        assert_eq!(refusal.message, "The query text is not GraphQL: document does not contain an operation.");
    }
}
