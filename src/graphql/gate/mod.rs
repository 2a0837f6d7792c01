//! The gate: what a request is held against before anything is executed.
//!
//! The endpoint is public, and the executor was not made to be asked by strangers: a kilobyte of
//! fragments keeps it busy for minutes, six kilobytes of brackets end the process. So each request
//! passes five checks, from the cheap to the dear, and the first that fails ends it: the text
//! (`text`), the document's size (`shape`) and meaning (`validation`), the variables (`variables`)
//! and the estimated answer (`cost`). All but the meaning are linear in the length of the text, and
//! a text that was found good is not looked at again (`document`).

mod cost;
mod document;
mod fair_use;
mod index;
mod introspection;
mod lex;
mod limits;
mod named;
mod one_of;
mod operation;
mod shape;
mod size;
mod streams;
mod syntax;
mod terms;
mod text;
mod validation;
mod variables;

use async_graphql::Variables;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::types::OperationType;

pub use fair_use::{FairUseLimits, LoadLimits, ProxyHeader};
pub use index::UnreadableSchema;
pub use limits::Limits;
pub use named::{DocumentHash, DocumentNamed, NoHash};
pub use streams::StreamLimits;
pub use terms::Terms;

use self::document::Documents;
use self::index::SchemaIndex;
use self::validation::Validator;
use self::variables::Given;
use super::error::RequestError;

/// The limits, and what the gate has to know of the schema to apply them.
#[derive(Debug)]
pub struct Gate {
    limits: Limits,
    index: SchemaIndex,
    documents: Documents,
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
        let documents = Documents::new(Validator::new(sdl)?);
        Ok(Self { limits, index, documents })
    }

    /// The limits that this gate applies.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Knows a query text by its hash from now on, for good.
    ///
    /// # Errors
    /// A text that would not be admitted.
    pub fn trust(&mut self, text: &str) -> Result<(), RequestError> {
        self.documents.trust(&self.limits, text)
    }

    /// Says whether documents that are not trusted are refused.
    pub fn execute_only_trusted(&mut self, only: bool) {
        self.documents.execute_only_trusted(only);
    }

    /// Takes what a request says of its document, the name of the operation that is meant, and the variables; gives the
    /// parsed document, the kind of its operation and its cost.
    ///
    /// # Errors
    /// The first thing that is wrong, with the limit and the number found where a limit is
    /// exceeded.
    pub fn admit(
        &self,
        document: &DocumentNamed,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Admitted, RequestError> {
        let document = self.documents.find(&self.limits, document)?;
        let operation = operation::choose(&document, operation_name)?;
        let given = Given::new(operation, variables)?;
        let cost = cost::check(&self.limits, &self.index, &document, operation, given)?;
        let operation_type = operation.ty;
        Ok(Admitted { document: ExecutableDocument::clone(&document), operation_type, cost })
    }
}

#[cfg(test)]
mod tests;
