//! The values of an operation's variables, as the request gives them or the operation defaults
//! them.

use async_graphql::Value as ConstValue;
use async_graphql::Variables;
use async_graphql::parser::types::OperationDefinition;

use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// The variables of one request, seen through the definitions of its operation.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    operation: &'a OperationDefinition,
    values: &'a Variables,
}

impl<'a> Given<'a> {
    /// Takes an operation and the values of the request; gives both as one.
    ///
    /// Refuses a variable that must not be null and is: the executor would notice only in the field
    /// that uses it.
    pub(super) fn new(operation: &'a OperationDefinition, values: &'a Variables) -> Result<Self, RequestError> {
        let given = Self { operation, values };
        for definition in &operation.variable_definitions {
            let name = definition.node.name.node.as_str();
            let must_be_there = !definition.node.var_type.node.nullable;
            if must_be_there && matches!(given.value(name), None | Some(ConstValue::Null)) {
                return Err(missing(name, &definition.node.var_type.node.to_string()).at(definition.pos));
            }
        }
        Ok(given)
    }

    /// Takes the name of a variable, without `$`; gives its value, or nothing when it has none.
    pub(super) fn value(&self, name: &str) -> Option<&'a ConstValue> {
        self.values.get(name).or_else(|| self.default(name))
    }

    fn default(&self, name: &str) -> Option<&'a ConstValue> {
        let definition = self.operation.variable_definitions.iter().find(|definition| definition.node.name.node == name)?;
        definition.node.default_value.as_ref().map(|value| &value.node)
    }
}

fn missing(name: &str, of_type: &str) -> RequestError {
    RequestError::new(Code::BadInput, format!("The variable `${name}` of type `{of_type}` has no value."))
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::Given;
    use crate::graphql::gate::operation::choose;

    fn given(query: &str, values: serde_json::Value) -> Option<String> {
        let document = parse_query(query).unwrap();
        let values = Variables::from_json(values);
        let given = Given::new(choose(&document, None).unwrap(), &values).ok()?;
        Some(given.value("a").map_or_else(|| "-".into(), ToString::to_string))
    }

    #[test]
    fn what_must_be_there_is_there() {
        let must = "query($a: Int!) {b}";
        assert_eq!(given(must, json!({"a": 1})).as_deref(), Some("1"));
        assert_eq!(given(must, json!({"a": null})), None);
        assert_eq!(given(must, json!({})), None);
    }

    #[test]
    fn defaults_stand_in() {
        assert_eq!(given("query($a: Int! = 7) {b}", json!({})).as_deref(), Some("7"));
        assert_eq!(given("query($a: Int = 7) {b}", json!({"a": null})).as_deref(), Some("null"));
        assert_eq!(given("query($a: Int) {b}", json!({})).as_deref(), Some("-"));
    }
}
