//! How many entries the arguments of a field ask for.

use std::convert::Infallible;

use async_graphql::Number;
use async_graphql::Pos;
use async_graphql::Value;
use async_graphql::parser::types::Field;

use super::Limits;
use super::index::FieldFacts;
use super::index::SizedBy;
use super::index::Sizing;
use super::variables::Given;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes a field and what is known of it; gives the entries that its arguments ask for, or nothing
/// when no argument of it says so.
///
/// A page and a batch on one field multiply: a page for each of the batch. Refuses a page or a
/// batch that is too large, before anything is multiplied.
pub(super) fn asked_for(
    limits: &Limits,
    facts: &FieldFacts,
    field: &Field,
    given: Given<'_>,
) -> Result<Option<u64>, RequestError> {
    let page = largest(SizedBy::Page, limits, facts, field, given)?;
    let batch = largest(SizedBy::Batch, limits, facts, field, given)?;
    let has_page = facts.sizing.iter().any(|sizing| sizing.by == SizedBy::Page);
    // A page without a size is as large as pages get.
    let page = page.or(has_page.then_some(limits.max_page_size));
    Ok(match (page, batch) {
        (Some(page), Some(batch)) => Some(page.saturating_mul(batch)),
        (page, batch) => page.or(batch),
    })
}

fn largest(
    by: SizedBy,
    limits: &Limits,
    facts: &FieldFacts,
    field: &Field,
    given: Given<'_>,
) -> Result<Option<u64>, RequestError> {
    let mut largest = None;
    for sizing in facts.sizing.iter().filter(|sizing| sizing.by == by) {
        let size = value_size(sizing, field, given);
        if let Some(size) = size {
            check(limits, sizing, field, size)?;
        }
        largest = largest.max(size);
    }
    Ok(largest)
}

fn value_size(sizing: &Sizing, field: &Field, given: Given<'_>) -> Option<u64> {
    match (sizing.by, value(sizing, field, given)?) {
        (_, Value::Null) => None,
        (SizedBy::Page, Value::Number(number)) => Some(page_size(&number)),
        // Not a number: the validation refuses it.
        (SizedBy::Page, _) => None,
        (SizedBy::Batch, Value::List(entries)) => Some(u64::try_from(entries.len()).unwrap_or(u64::MAX)),
        // One value stands for a list of one.
        (SizedBy::Batch, _) => Some(1),
    }
}

/// The value that the argument will have: as it is given, or its default when it is left out or is
/// a variable that has no value.
fn value(sizing: &Sizing, field: &Field, given: Given<'_>) -> Option<Value> {
    let Some(argument) = field.get_argument(&sizing.argument) else {
        return sizing.default.clone();
    };
    let mut absent = false;
    let resolved: Result<_, Infallible> = argument.node.clone().into_const_with(|name| {
        Ok(given.value(&name).cloned().unwrap_or_else(|| {
            absent = true;
            Value::Null
        }))
    });
    match resolved {
        Ok(Value::Null) if absent => sizing.default.clone(),
        Ok(value) => Some(value),
    }
}

/// Negative numbers ask for nothing; what is beyond 64 bits asks for the most.
fn page_size(number: &Number) -> u64 {
    number.as_u64().unwrap_or_else(|| match number.as_f64() {
        Some(size) if size > 0.0 => u64::MAX,
        _ => 0,
    })
}

fn check(limits: &Limits, sizing: &Sizing, field: &Field, size: u64) -> Result<(), RequestError> {
    let (limit, name) = match sizing.by {
        SizedBy::Page => (limits.max_page_size, "maxPageSize"),
        SizedBy::Batch => (limits.max_batch_size, "maxBatchSize"),
    };
    if size <= limit {
        return Ok(());
    }
    let (argument, field_name) = (&sizing.argument, &field.name.node);
    Err(RequestError::new(
        Code::LimitExceeded,
        format!("`{argument}` of `{field_name}` asks for {size} entries; the limit is {limit} ({name})."),
    )
    .at(place(argument, field)))
}

fn place(argument: &str, field: &Field) -> Pos {
    field.get_argument(argument).map_or(field.name.pos, |value| value.pos)
}
