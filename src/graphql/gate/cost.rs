//! How large the answer may become: the estimated number of its objects and values.
//!
//! Each field costs one, and what is selected inside it costs once for each entry it is asked for.
//! A connection is asked for by its page size, so its `edges` or `nodes` do not multiply again; a
//! list that nothing sizes is taken to have a few entries. Each fragment is costed once, and all
//! arithmetic stops at the largest number.

use std::collections::HashMap;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::types::Field;
use async_graphql::parser::types::OperationDefinition;
use async_graphql::parser::types::Selection;
use async_graphql::parser::types::SelectionSet;

use super::Limits;
use super::index::SchemaIndex;
use super::size;
use super::variables::Given;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes an operation of a document whose shape was found good; gives its cost.
///
/// Refuses a page or a batch that is too large, and an operation that costs too much.
pub(super) fn check(
    limits: &Limits,
    index: &SchemaIndex,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    given: Given<'_>,
) -> Result<u64, RequestError> {
    let mut estimate = Estimate { limits, index, document, given, fragments: HashMap::new() };
    let root = Parent { of_type: index.root(operation.ty), sized: false };
    let cost = estimate.selections(&operation.selection_set.node, root)?;
    if cost <= limits.max_complexity {
        return Ok(cost);
    }
    Err(RequestError::new(
        Code::LimitExceeded,
        format!(
            "The answer may hold {cost} objects and values; the limit is {} \
             (maxComplexity). Ask for smaller pages.",
            limits.max_complexity
        ),
    )
    .at(operation.selection_set.pos))
}

/// What a selection set stands in.
#[derive(Clone, Copy)]
struct Parent<'a> {
    of_type: &'a str,
    /// Whether its entries are counted already, so that the lists in it are not counted again.
    sized: bool,
}

struct Estimate<'a> {
    limits: &'a Limits,
    index: &'a SchemaIndex,
    document: &'a ExecutableDocument,
    given: Given<'a>,
    /// The cost of each fragment by its name, in a sized parent and in another.
    fragments: HashMap<(&'a str, bool), u64>,
}

impl<'a> Estimate<'a> {
    fn selections(&mut self, set: &'a SelectionSet, parent: Parent<'a>) -> Result<u64, RequestError> {
        let mut sum: u64 = 0;
        for selection in &set.items {
            sum = sum.saturating_add(match &selection.node {
                Selection::Field(field) => self.field(&field.node, parent)?,
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, parent.sized)?,
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let of_type = condition.map_or(parent.of_type, |it| it.node.on.node.as_str());
                    self.selections(&inline.node.selection_set.node, Parent { of_type, ..parent })?
                }
            });
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &'a str, sized: bool) -> Result<u64, RequestError> {
        if let Some(cost) = self.fragments.get(&(name, sized)) {
            return Ok(*cost);
        }
        // A fragment that is not there is left to the validation.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(0);
        };
        let of_type = fragment.node.type_condition.node.on.node.as_str();
        let cost = self.selections(&fragment.node.selection_set.node, Parent { of_type, sized })?;
        self.fragments.insert((name, sized), cost);
        Ok(cost)
    }

    fn field(&mut self, field: &'a Field, parent: Parent<'a>) -> Result<u64, RequestError> {
        let index = self.index;
        // A field that is not in the schema is left to the validation.
        let Some(facts) = index.field(parent.of_type, &field.name.node) else {
            return Ok(1);
        };
        let asked_for = size::asked_for(self.limits, facts, field, self.given)?;
        let entries = match (asked_for, facts.assumed) {
            (Some(asked_for), _) => asked_for,
            (None, Some(assumed)) if !parent.sized => assumed,
            (None, _) => 1,
        };
        let inside = Parent { of_type: &facts.returns, sized: asked_for.is_some() && facts.assumed.is_none() };
        let each = self.selections(&field.selection_set.node, inside)?;
        Ok(entries.saturating_mul(each).saturating_add(1))
    }
}
