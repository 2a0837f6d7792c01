//! Which operation of a document is meant.

use async_graphql::parser::types::DocumentOperations;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::types::OperationDefinition;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes a document and the name that the request gives; gives the operation that is to be
/// executed.
///
/// Refuses a name that no operation has, and a document of several operations when no name is
/// given.
pub(super) fn choose<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Result<&'a OperationDefinition, RequestError> {
    let chosen = match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            all.next().filter(|_| all.next().is_none())
        }
        (DocumentOperations::Single(_), Some(_)) => None,
    };
    chosen.map(|operation| &operation.node).ok_or_else(|| none_chosen(name))
}

fn none_chosen(name: Option<&str>) -> RequestError {
    let message = match name {
        Some(name) => format!("The document has no operation named `{name}`."),
        None => "The document has several operations; `operationName` says which one is meant.".to_owned(),
    };
    RequestError::new(Code::ValidationFailed, message)
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::parser::types::OperationType;

    use super::choose;

    #[test]
    fn the_name_decides() {
        let two = parse_query("query A {a} mutation B {b}").unwrap();
        assert_eq!(choose(&two, Some("B")).unwrap().ty, OperationType::Mutation);
        assert!(choose(&two, None).unwrap_err().message.contains("several"));
        assert!(choose(&two, Some("C")).unwrap_err().message.contains("`C`"));
    }

    #[test]
    fn a_single_operation_needs_no_name() {
        assert!(choose(&parse_query("{a}").unwrap(), None).is_ok());
        assert!(choose(&parse_query("query A {a}").unwrap(), None).is_ok());
        assert!(choose(&parse_query("{a}").unwrap(), Some("A")).is_err());
    }
}
