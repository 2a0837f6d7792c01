//! The parameters of a GET, from the address.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::parameters::Given;
use super::parameters::Parameters;
use super::parameters::bad;
use super::parameters::not_json;
use crate::graphql::error::RequestError;

/// Takes the part of an address behind `?`; gives the parameters in it.
///
/// An empty value counts as left out, and keys beyond the specification are passed over. Refuses a
/// parameter that stands twice, that is not UTF-8, or whose JSON is not.
pub(super) fn read(text: &str) -> Result<Parameters, RequestError> {
    let mut query = Once::new("query");
    let mut document_id = Once::new("documentId");
    let mut operation_name = Once::new("operationName");
    let mut variables = Once::new("variables");
    let mut extensions = Once::new("extensions");
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name)?;
        for parameter in [&mut query, &mut document_id, &mut operation_name, &mut variables, &mut extensions] {
            if parameter.name == name {
                parameter.set(decoded(value)?)?;
            }
        }
    }
    Given {
        query: query.text(),
        document_id: document_id.text(),
        operation_name: operation_name.text(),
        variables: variables.json()?,
        extensions: extensions.json()?,
    }
    .read()
}

/// A parameter that may stand once.
struct Once {
    name: &'static str,
    value: Option<String>,
}

impl Once {
    const fn new(name: &'static str) -> Self {
        Self { name, value: None }
    }

    fn set(&mut self, value: String) -> Result<(), RequestError> {
        match self.value.replace(value) {
            None => Ok(()),
            Some(_) => Err(bad(format!("The parameter {} stands in the address twice.", self.name))),
        }
    }

    fn text(self) -> Option<Value> {
        self.value.filter(|value| !value.is_empty()).map(Value::String)
    }

    fn json(self) -> Result<Option<Value>, RequestError> {
        self.value
            .filter(|value| !value.is_empty())
            .map(|value| serde_json::from_str(&value).map_err(|error| not_json(self.name, &error)))
            .transpose()
    }
}

/// Undoes the encoding of forms: `+` is a space, `%D0%B0` is a byte each.
fn decoded(text: &str) -> Result<String, RequestError> {
    let spaced = if text.contains('+') { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(bad("The address is not UTF-8.")),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn parameters_are_decoded() {
        let read = read("query=query+A%7Ba%28b%3A%22%D2%9A%2B%22%29%7D&operationName=A&variables=%7B%22c%22:1%7D&x=y");
        let read = read.unwrap();
        assert_eq!(read.document, "query A{a(b:\"Қ+\")}".into());
        assert_eq!(read.operation_name.as_deref(), Some("A"));
        assert_eq!(read.variables.len(), 1);
    }

    #[test]
    fn empty_is_left_out() {
        let read = read("query={a}&operationName=&variables=&extensions=&&").unwrap();
        assert_eq!((read.operation_name, read.variables.len()), (None, 0));
    }

    #[test]
    fn each_fault_is_named() {
        for (text, part) in [
            ("", "no query"),
            ("query=", "no query"),
            ("query={a}&query={b}", "twice"),
            ("query=%FF", "UTF-8"),
            ("query={a}&variables={", "variables is not JSON"),
            ("query={a}&variables=[]", "variables is an object"),
            ("operation_name=A", "no query"),
        ] {
            let message = read(text).unwrap_err().message;
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}
