//! Scalars whose values are checked before anything else sees them.

use std::str::FromStr;

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};

use super::error::Code;
use crate::domain;

fn read<T: FromStr>(value: &Value, what: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    let Value::String(text) = value else { return Err(format!("{what} is written as a string")) };
    text.parse().map_err(|error: T::Err| format!("{what}: {error}"))
}

fn refused<T: InputType>(why: String) -> InputValueError<T> {
    InputValueError::custom(why).with_extension("code", Code::BadInput.as_str())
}

/// A business or individual identification number (BIN or IIN) of Kazakhstan: twelve digits with a date part and a
/// check digit, all of which are checked. In answers the number of a sole trader, which is personal data, is masked:
/// `************`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin(pub domain::bin::Bin);

/// A business or individual identification number (BIN or IIN) of Kazakhstan: twelve digits with a date part and a
/// check digit, all of which are checked. In answers the number of a sole trader, which is personal data, is masked:
/// `************`.
#[Scalar(name = "BIN")]
impl ScalarType for Bin {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value, "BIN").map(Self).map_err(refused)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.public())
    }
}

/// A calendar day in Almaty (`Asia/Almaty`), written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub domain::day::Day);

/// A calendar day in Almaty (`Asia/Almaty`), written `YYYY-MM-DD`.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value, "Date").map(Self).map_err(refused)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An instant in UTC, written as RFC 3339 with microseconds: `2026-01-18T05:00:00.000000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTime(pub domain::instant::Instant);

/// An instant in UTC, written as RFC 3339 with microseconds: `2026-01-18T05:00:00.000000Z`.
#[Scalar]
impl ScalarType for DateTime {
    fn parse(_: Value) -> InputValueResult<Self> {
        Err(refused("DateTime is only given, never asked for".to_owned()))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A month, quarter or year of the calendar, written `2025-07`, `2025-Q3` or `2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(pub domain::report::Span);

/// A month, quarter or year of the calendar, written `2025-07`, `2025-Q3` or `2025`.
#[Scalar]
impl ScalarType for Span {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value, "Span").map(Self).map_err(refused)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An exact decimal number with at most eight places, written as a string: `"0.75"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal(pub domain::decimal::Decimal);

/// An exact decimal number with at most eight places, written as a string: `"0.75"`.
#[Scalar]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        read(&value, "Decimal").map(Self).map_err(refused)
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
