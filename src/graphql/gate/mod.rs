//! The gate: what a request is held against before anything is executed.
//!
//! The endpoint is public, and the executor was not made to be asked by strangers: a kilobyte of
//! fragments keeps it busy for minutes, six kilobytes of brackets end the process. So each request
//! passes four checks, from the cheap to the dear, and the first that fails ends it: the text
//! (`text`), the document (`shape`), the variables (`variables`) and the estimated answer (`cost`).
//! All of them are linear in the length of the text.

mod cost;
mod index;
mod introspection;
mod lex;
mod limits;
mod operation;
mod shape;
mod size;
mod streams;
mod syntax;
mod text;
mod variables;

use async_graphql::Variables;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::types::OperationType;

pub use index::UnreadableSchema;
pub use limits::Limits;
pub use streams::StreamLimits;

use self::index::SchemaIndex;
use self::variables::Given;
use super::error::RequestError;

/// The limits, and what the gate has to know of the schema to apply them.
#[derive(Debug)]
pub struct Gate {
    limits: Limits,
    index: SchemaIndex,
}

/// A request that may be executed.
#[derive(Debug)]
pub struct Admitted {
    /// The parsed query text, for `Request::set_parsed_query`: it is never parsed twice.
    pub document: ExecutableDocument,
    /// The kind of the operation that the request means.
    pub operation_type: OperationType,
    /// Estimated objects and values of the answer.
    pub cost: u64,
}

impl Gate {
    /// Takes the limits and the text of the schema; gives a gate for it.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub fn new(limits: Limits, sdl: &str) -> Result<Self, UnreadableSchema> {
        let index = SchemaIndex::new(sdl, limits.assumed_list_size)?;
        Ok(Self { limits, index })
    }

    /// The limits that this gate applies.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes the query text, the name of the operation that is meant, and the variables; gives the
    /// parsed document, the kind of its operation and its cost.
    ///
    /// # Errors
    /// The first thing that is wrong, with the limit and the number found where a limit is
    /// exceeded.
    pub fn admit(&self, query: &str, operation_name: Option<&str>, variables: &Variables) -> Result<Admitted, RequestError> {
        text::check(&self.limits, query)?;
        let document = parse_query(query).map_err(|error| syntax::refusal(&error))?;
        let operation = operation::choose(&document, operation_name)?;
        shape::check(&self.limits, &document)?;
        let given = Given::new(operation, variables)?;
        let cost = cost::check(&self.limits, &self.index, &document, operation, given)?;
        let operation_type = operation.ty;
        Ok(Admitted { document, operation_type, cost })
    }
}

#[cfg(test)]
mod tests;
