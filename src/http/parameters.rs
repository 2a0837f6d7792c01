//! What a GraphQL request says: the query, which operation of it, and with which variables.

use async_graphql::Variables;
use serde_json::Map;
use serde_json::Value;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// The parameters of one request, whether they came in a body or in the address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    /// The text of the document.
    pub(super) query: String,
    /// Which operation of the document is meant.
    pub(super) operation_name: Option<String>,
    /// The values of the operation's variables.
    pub(super) variables: Variables,
}

impl Parameters {
    /// Takes the body of a POST; gives what it says. Refuses what is not a JSON object with
    /// parameters of their types; `null` stands for a parameter that is left out, and keys beyond
    /// the specification are passed over.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, RequestError> {
        let mut given = match serde_json::from_slice(body).map_err(|error| not_json("body", &error))? {
            Value::Object(given) => given,
            Value::Array(_) => {
                return Err(bad("Several requests in one are not read; send them one by one."));
            }
            _ => {
                return Err(bad("The body is a JSON object with the keys query, operationName and variables."));
            }
        };
        Self::from_values(
            given.remove("query"),
            given.remove("operationName"),
            given.remove("variables"),
            given.remove("extensions"),
        )
    }

    /// Takes the parameters as JSON values; gives what they say, or refuses one that is not of its
    /// type.
    pub(super) fn from_values(
        query: Option<Value>,
        operation_name: Option<Value>,
        variables: Option<Value>,
        extensions: Option<Value>,
    ) -> Result<Self, RequestError> {
        // Nothing is done with extensions, but the specification says what they are.
        object("extensions", extensions)?;
        Ok(Self {
            query: text("query", query)?.ok_or_else(|| bad("The request has no query."))?,
            operation_name: text("operationName", operation_name)?,
            variables: object("variables", variables)?
                .map(|variables| Variables::from_json(Value::Object(variables)))
                .unwrap_or_default(),
        })
    }
}

/// Takes the place of a JSON text and what is wrong with it; gives the refusal that says so without
/// echoing it.
pub(super) fn not_json(place: &str, error: &serde_json::Error) -> RequestError {
    bad(format!("The {place} is not JSON from line {}, column {}.", error.line(), error.column()))
}

/// Takes what is wrong with a request; gives the refusal that says so.
pub(super) fn bad(message: impl Into<String>) -> RequestError {
    RequestError::new(Code::BadRequest, message)
}

fn text(name: &str, value: Option<Value>) -> Result<Option<String>, RequestError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(bad(format!("The parameter {name} is a string."))),
    }
}

fn object(name: &str, value: Option<Value>) -> Result<Option<Map<String, Value>>, RequestError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        Some(_) => Err(bad(format!("The parameter {name} is an object."))),
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    fn message(body: &str) -> String {
        Parameters::from_json(body.as_bytes()).unwrap_err().message
    }

    #[test]
    fn all_parameters_are_read_and_null_is_absent() {
        let full = r#"{"query":"{a}","operationName":"A","variables":{"b":1},"extensions":{"c":2},"other":3}"#;
        let full = Parameters::from_json(full.as_bytes()).unwrap();
        assert_eq!((full.query.as_str(), full.operation_name.as_deref()), ("{a}", Some("A")));
        assert_eq!(full.variables.len(), 1);
        let nulls = r#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#;
        let nulls = Parameters::from_json(nulls.as_bytes()).unwrap();
        assert_eq!(nulls.operation_name, None);
        assert!(nulls.variables.is_empty());
    }

    #[test]
    fn each_fault_is_named() {
        for (body, part) in [
            ("", "not JSON"),
            ("{\n\"query", "line 2, column 6"),
            ("[]", "one by one"),
            ("7", "JSON object"),
            ("{}", "no query"),
            (r#"{"query":1}"#, "query is a string"),
            (r#"{"query":"{a}","operationName":[]}"#, "operationName is a string"),
            (r#"{"query":"{a}","variables":"{}"}"#, "variables is an object"),
            (r#"{"query":"{a}","extensions":0}"#, "extensions is an object"),
        ] {
            assert!(message(body).contains(part), "{}", message(body));
        }
    }

    #[test]
    fn deep_json_is_refused_without_a_crash() {
        assert!(message(&"[".repeat(100_000)).contains("not JSON"));
    }
}
