//! Coded enumerations of the domain as enums of the schema: declared once, there.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType, Positioned, ServerResult, Value,
};

use crate::domain::Coded;

/// A value of a coded enumeration, as the schema shows and reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumValue<T>(pub T);

impl<T: Coded> EnumValue<T> {
    fn code(self) -> &'static str {
        T::VALUES.iter().find(|(value, _, _)| *value == self.0).map_or("", |(_, code, _)| code)
    }

    fn describe() -> MetaType {
        let value = |(_, code, about): &(T, &str, &str)| {
            let value = MetaEnumValue {
                name: (*code).to_owned(),
                description: Some(about.trim().to_owned()),
                deprecation: Deprecation::NoDeprecated,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                directive_invocations: Vec::new(),
            };
            ((*code).to_owned(), value)
        };
        MetaType::Enum {
            name: T::NAME.to_owned(),
            description: Some(T::ABOUT.trim().to_owned()),
            enum_values: T::VALUES.iter().map(value).collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Self>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        }
    }
}

impl<T: Coded> InputType for EnumValue<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| Self::describe())
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        // A variable brings the name as a string, the query text as an enum value.
        let (Value::Enum(_) | Value::String(_)) = &value else { return Err(InputValueError::expected_type(value)) };
        let name = match &value {
            Value::Enum(name) => name.as_str(),
            Value::String(name) => name.as_str(),
            _ => "",
        };
        let found = T::VALUES.iter().find(|(_, code, _)| *code == name);
        found
            .map(|(value, _, _)| Self(*value))
            .ok_or_else(|| InputValueError::custom(format!("{} has no value \"{name}\"", T::NAME)))
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(self.code()))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<T: Coded> OutputType for EnumValue<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Enum, |_| Self::describe())
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::Enum(Name::new(self.code())))
    }
}
