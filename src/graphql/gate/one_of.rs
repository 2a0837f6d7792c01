//! Inputs of which exactly one field is given (`@oneOf`, section 5.6.5 of the specification): the compiler does not check them yet.

use apollo_compiler::ast::{Type, Value};
use apollo_compiler::executable::{ExecutableDocument, Selection, SelectionSet};
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use apollo_compiler::{Name, Node, Schema};
use async_graphql::Pos;

use crate::graphql::error::{Code, RequestError};

/// Takes a schema and a document that is valid otherwise; gives nothing, or refuses the first such input that is given none, more
/// than one, or nothing by name.
pub(super) fn check(schema: &Schema, document: &ExecutableDocument) -> Result<(), RequestError> {
    let walk = Walk { schema, document };
    document.operations.iter().try_for_each(|operation| walk.selections(&operation.selection_set))?;
    document.fragments.values().try_for_each(|fragment| walk.selections(&fragment.selection_set))
}

struct Walk<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
}

impl Walk<'_> {
    fn selections(&self, set: &SelectionSet) -> Result<(), RequestError> {
        set.selections.iter().try_for_each(|selection| match selection {
            Selection::Field(field) => {
                field.arguments.iter().try_for_each(|given| {
                    let expected = field.definition.arguments.iter().find(|argument| argument.name == given.name);
                    expected.map_or(Ok(()), |expected| self.value(&given.value, &expected.ty))
                })?;
                self.selections(&field.selection_set)
            }
            Selection::InlineFragment(inline) => self.selections(&inline.selection_set),
            // Each fragment is walked once, by itself.
            Selection::FragmentSpread(_) => Ok(()),
        })
    }

    fn value(&self, value: &Node<Value>, expected: &Type) -> Result<(), RequestError> {
        match value.as_ref() {
            // A single value stands for a list of one.
            Value::List(entries) => entries.iter().try_for_each(|entry| self.value(entry, expected.item_type())),
            Value::Object(fields) => match self.schema.types.get(expected.inner_named_type()) {
                Some(ExtendedType::InputObject(of_type)) => self.object(value, fields, of_type),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn object(&self, value: &Node<Value>, fields: &[(Name, Node<Value>)], of_type: &InputObjectType) -> Result<(), RequestError> {
        let is_one_given = matches!(fields, [(_, one)] if !one.is_null());
        if of_type.directives.has("oneOf") && !is_one_given {
            let message = format!("Of `{}` exactly one field is given, and not as null.", of_type.name);
            let refusal = RequestError::new(Code::ValidationFailed, message);
            let place = value.line_column_range(&self.document.sources).map(|range| range.start);
            return Err(place.map_or(refusal.clone(), |at| refusal.at(Pos { line: at.line, column: at.column })));
        }
        fields.iter().try_for_each(|(name, value)| {
            let expected = of_type.fields.get(name);
            expected.map_or(Ok(()), |expected| self.value(value, &expected.ty))
        })
    }
}
