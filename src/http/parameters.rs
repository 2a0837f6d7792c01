//! What a GraphQL request says: the query, which operation of it, and with which variables.

use async_graphql::Variables;
use serde_json::Map;
use serde_json::Value;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;
use crate::graphql::gate::{DocumentHash, DocumentNamed};

/// The parameters of one request, whether they came in a body or in the address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    /// The document.
    pub(super) document: DocumentNamed,
    /// Which operation of the document is meant.
    pub(super) operation_name: Option<String>,
    /// The values of the operation's variables.
    pub(super) variables: Variables,
    /// Whether the answer is to tell its cost.
    pub(super) wants_cost: bool,
}

impl Parameters {
    /// Takes the body of a POST; gives what it says. Refuses what is not a JSON object with
    /// parameters of their types; `null` stands for a parameter that is left out, and keys beyond
    /// the specification are passed over.
    pub(super) fn from_json(body: &[u8]) -> Result<Self, RequestError> {
        match serde_json::from_slice(body).map_err(|error| not_json("body", &error))? {
            Value::Object(mut given) => Given::take_from(&mut given).read(),
            Value::Array(_) => Err(bad("Several requests in one are not read; send them one by one.")),
            _ => Err(bad("The body is a JSON object with the keys query, operationName and variables.")),
        }
    }
}

/// The parameters as JSON values, before their types are looked at.
pub(super) struct Given {
    pub(super) query: Option<Value>,
    pub(super) document_id: Option<Value>,
    pub(super) operation_name: Option<Value>,
    pub(super) variables: Option<Value>,
    pub(super) extensions: Option<Value>,
}

impl Given {
    /// Takes them out of a JSON object.
    pub(super) fn take_from(given: &mut Map<String, Value>) -> Self {
        Self {
            query: given.remove("query"),
            document_id: given.remove("documentId"),
            operation_name: given.remove("operationName"),
            variables: given.remove("variables"),
            extensions: given.remove("extensions"),
        }
    }

    /// Gives what they say, or refuses one that is not of its type.
    pub(super) fn read(self) -> Result<Parameters, RequestError> {
        let extensions = object("extensions", self.extensions)?.unwrap_or_default();
        Ok(Parameters {
            document: document(text("query", self.query)?, text("documentId", self.document_id)?, &extensions)?,
            operation_name: text("operationName", self.operation_name)?,
            variables: object("variables", self.variables)?
                .map(|variables| Variables::from_json(Value::Object(variables)))
                .unwrap_or_default(),
            wants_cost: extensions.get("cost") == Some(&Value::Bool(true)),
        })
    }
}

/// The document that a request means: by its text, by `documentId` (GraphQL over HTTP, appendix A), or by the
/// `persistedQuery` of its extensions (automatic persisted queries).
fn document(
    query: Option<String>,
    document_id: Option<String>,
    extensions: &Map<String, Value>,
) -> Result<DocumentNamed, RequestError> {
    let hash = match extensions.get("persistedQuery") {
        None | Some(Value::Null) => None,
        Some(persisted) => Some(persisted_hash(persisted)?),
    };
    match (query, document_id, hash) {
        (Some(_), Some(_), _) => Err(bad("A request has a query or a documentId, not both.")),
        (Some(query), None, None) => Ok(DocumentNamed::Text(query)),
        (Some(query), None, Some(hash)) => Ok(DocumentNamed::ToKeep(query, hash)),
        (None, Some(id), _) => match id.strip_prefix("sha256:").map(str::parse) {
            Some(Ok(hash)) => Ok(DocumentNamed::Known(hash)),
            _ => Err(bad("The documentId is sha256: and the hash of the query text in hexadecimal digits.")),
        },
        (None, None, Some(hash)) => Ok(DocumentNamed::Known(hash)),
        (None, None, None) => Err(bad("The request has no query.")),
    }
}

fn persisted_hash(persisted: &Value) -> Result<DocumentHash, RequestError> {
    let hash = persisted.get("sha256Hash").and_then(Value::as_str).and_then(|hash| hash.parse().ok());
    match (persisted.get("version").and_then(Value::as_u64), hash) {
        (Some(1), Some(hash)) => Ok(hash),
        _ => Err(bad("The persistedQuery of the extensions has version 1 and a sha256Hash of 64 hexadecimal digits.")),
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
    use super::{DocumentNamed, Parameters};

    fn message(body: &str) -> String {
        Parameters::from_json(body.as_bytes()).unwrap_err().message
    }

    #[test]
    fn all_parameters_are_read_and_null_is_absent() {
        let full = r#"{"query":"{a}","operationName":"A","variables":{"b":1},"extensions":{"c":2},"other":3}"#;
        let full = Parameters::from_json(full.as_bytes()).unwrap();
        assert_eq!((full.document, full.operation_name.as_deref()), ("{a}".into(), Some("A")));
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
    fn a_document_is_named_by_text_or_hash() {
        let hash = "ab".repeat(32);
        let named = |body: String| Parameters::from_json(body.as_bytes()).map(|read| read.document);
        let known = DocumentNamed::Known(hash.parse().unwrap());
        assert_eq!(named(format!(r#"{{"documentId":"sha256:{hash}"}}"#)).unwrap(), known);
        let apq = format!(r#""extensions":{{"persistedQuery":{{"version":1,"sha256Hash":"{hash}"}}}}"#);
        assert_eq!(named(format!("{{{apq}}}")).unwrap(), known);
        let kept = DocumentNamed::ToKeep("{a}".to_owned(), hash.parse().unwrap());
        assert_eq!(named(format!(r#"{{"query":"{{a}}",{apq}}}"#)).unwrap(), kept);
        for (body, part) in [
            (format!(r#"{{"query":"{{a}}","documentId":"sha256:{hash}"}}"#), "not both"),
            (format!(r#"{{"documentId":"{hash}"}}"#), "sha256:"),
            (r#"{"documentId":"sha256:xy"}"#.to_owned(), "sha256:"),
            (r#"{"documentId":1}"#.to_owned(), "documentId is a string"),
            (r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}"#.to_owned(), "64 hexadecimal"),
            (format!(r#"{{"extensions":{{"persistedQuery":{{"version":2,"sha256Hash":"{hash}"}}}}}}"#), "version 1"),
            (r#"{"extensions":{"persistedQuery":7}}"#.to_owned(), "version 1"),
        ] {
            assert!(message(&body).contains(part), "{body}: {}", message(&body));
        }
    }

    #[test]
    fn deep_json_is_refused_without_a_crash() {
        assert!(message(&"[".repeat(100_000)).contains("not JSON"));
    }
}
