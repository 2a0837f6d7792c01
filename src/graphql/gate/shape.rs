//! How large a document is once its fragments are in place.
//!
//! The executor walks every spread anew, so a document of a kilobyte can stand for billions of
//! fields. Here each fragment is measured once and its measure added wherever it is spread, with
//! counters that stop at their largest value, so the work is linear in the text however large the
//! document really is.

use std::collections::HashMap;

use async_graphql::Pos;
use async_graphql::Positioned;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::parser::types::Field;
use async_graphql::parser::types::OperationDefinition;
use async_graphql::parser::types::OperationType;
use async_graphql::parser::types::Selection;
use async_graphql::parser::types::SelectionSet;

use super::Limits;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// Takes the limits and a document; gives nothing, or refuses a document whose expansion is too
/// large, whose fragments spread themselves, or whose mutation selects more than one field.
///
/// Every operation and fragment is looked at, also those not meant: the executor validates them
/// all.
pub(super) fn check(limits: &Limits, document: &ExecutableDocument) -> Result<(), RequestError> {
    let mut ruler = Ruler::new(limits, document);
    for (_, operation) in document.operations.iter() {
        let shape = ruler.operation(&operation.node)?;
        check_size(limits, &shape).map_err(|refusal| refusal.at(operation.pos))?;
        check_root(&operation.node, &shape).map_err(|refusal| refusal.at(operation.pos))?;
    }
    for (name, fragment) in &document.fragments {
        ruler.fragment(name, 1, fragment.pos)?;
    }
    Ok(())
}

/// What a selection set amounts to with its fragments in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shape {
    fields: usize,
    depth: usize,
    /// Selection sets inside selection sets, fragments included: how deep a recursive walk would
    /// go.
    nesting: usize,
    aliases: usize,
    directives: usize,
    /// Fields of the set itself, without `__typename`, which asks nothing.
    root_fields: usize,
}

impl Shape {
    fn add(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.root_fields = self.root_fields.saturating_add(other.root_fields);
    }
}

/// What is known of a fragment.
enum Measured {
    /// It is being measured right now, so a spread of it is a cycle.
    Underway,
    Done(Shape),
}

struct Ruler<'a> {
    limits: &'a Limits,
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a str, Measured>,
}

impl<'a> Ruler<'a> {
    fn new(limits: &'a Limits, document: &'a ExecutableDocument) -> Self {
        Self { limits, document, fragments: HashMap::new() }
    }

    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Shape, RequestError> {
        let mut shape = self.selections(&operation.selection_set, 1)?;
        let on_variables = operation.variable_definitions.iter().map(|it| it.node.directives.len());
        let directives = operation.directives.len() + on_variables.sum::<usize>();
        shape.directives = shape.directives.saturating_add(directives);
        Ok(shape)
    }

    /// Measures a selection set at this level of nesting, where the operation's own set is at level
    /// 1.
    ///
    /// The level is held against its limit on the way down, so that this walk is itself safe on the
    /// stack.
    fn selections(&mut self, set: &'a Positioned<SelectionSet>, level: usize) -> Result<Shape, RequestError> {
        self.check_nesting(level, set.pos)?;
        let mut sum = Shape::default();
        for selection in &set.node.items {
            let mut shape = match &selection.node {
                Selection::Field(field) => self.field(&field.node, level)?,
                Selection::InlineFragment(inline) => self.selections(&inline.node.selection_set, level + 1)?,
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, level + 1, spread.pos)?,
            };
            shape.directives = shape.directives.saturating_add(selection.node.directives().len());
            sum.add(shape);
        }
        sum.nesting += 1;
        Ok(sum)
    }

    fn field(&mut self, field: &'a Field, level: usize) -> Result<Shape, RequestError> {
        let inside = if field.selection_set.node.items.is_empty() {
            Shape::default()
        } else {
            self.selections(&field.selection_set, level + 1)?
        };
        Ok(Shape {
            fields: inside.fields.saturating_add(1),
            depth: inside.depth + 1,
            aliases: inside.aliases.saturating_add(usize::from(field.alias.is_some())),
            root_fields: usize::from(field.name.node != "__typename"),
            ..inside
        })
    }

    fn fragment(&mut self, name: &'a str, level: usize, spread_at: Pos) -> Result<Shape, RequestError> {
        match self.fragments.get(name) {
            Some(Measured::Underway) => return Err(cycle(name).at(spread_at)),
            Some(Measured::Done(shape)) => {
                let shape = *shape;
                self.check_nesting((level + shape.nesting).saturating_sub(1), spread_at)?;
                return Ok(shape);
            }
            None => {}
        }
        // A fragment that is not there is left to the validation, which says so better.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Shape::default());
        };
        self.fragments.insert(name, Measured::Underway);
        let mut shape = self.selections(&fragment.node.selection_set, level)?;
        shape.directives = shape.directives.saturating_add(fragment.node.directives.len());
        self.fragments.insert(name, Measured::Done(shape));
        Ok(shape)
    }

    fn check_nesting(&self, level: usize, place: Pos) -> Result<(), RequestError> {
        let limit = self.limits.max_nesting;
        at_most(limit, level, "nests selections", "levels deep", "maxNesting").map_err(|refusal| refusal.at(place))
    }
}

fn check_size(limits: &Limits, shape: &Shape) -> Result<(), RequestError> {
    at_most(limits.max_nodes, shape.fields, "selects", "fields", "maxNodes")?;
    at_most(limits.max_depth, shape.depth, "selects fields", "levels deep", "maxDepth")?;
    at_most(limits.max_root_fields, shape.root_fields, "selects", "fields at its root", "maxRootFields")?;
    at_most(limits.max_aliases, shape.aliases, "gives", "aliases", "maxAliases")?;
    at_most(limits.max_directives, shape.directives, "carries", "directives", "maxDirectives")
}

fn at_most(limit: usize, found: usize, verb: &str, what: &str, name: &str) -> Result<(), RequestError> {
    if found <= limit {
        return Ok(());
    }
    Err(RequestError::new(
        Code::LimitExceeded,
        format!(
            "With its fragments in place the operation {verb} {found} {what}; \
             the limit is {limit} ({name})."
        ),
    ))
}

/// An act stands alone in its request: of two, the first could be on record when the second fails.
/// The same field twice counts as two, because the executor would run it twice.
fn check_root(operation: &OperationDefinition, shape: &Shape) -> Result<(), RequestError> {
    let kind = operation.ty;
    let code = match kind {
        OperationType::Query => return Ok(()),
        OperationType::Mutation => Code::LimitExceeded,
        OperationType::Subscription => Code::ValidationFailed,
    };
    // The executor looks for the field of a subscription at its root only, and would end without a word.
    let fields = &operation.selection_set.node.items;
    if kind == OperationType::Subscription
        && !fields.iter().all(|item| matches!(&item.node, Selection::Field(field) if field.node.name.node != "__typename"))
    {
        return Err(RequestError::new(code, "A subscription selects one field at its root, by its name and not in a fragment."));
    }
    if shape.root_fields <= 1 {
        return Ok(());
    }
    Err(RequestError::new(
        code,
        format!(
            "A {kind} selects one field at its root; this one selects {}, \
             the same field twice counted as two.",
            shape.root_fields
        ),
    ))
}

fn cycle(name: &str) -> RequestError {
    RequestError::new(Code::ValidationFailed, format!("The fragment `{name}` spreads itself."))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::Ruler;
    use super::Shape;
    use super::check;
    use crate::graphql::error::Code;
    use crate::graphql::gate::Limits;
    use crate::graphql::gate::operation::choose;

    fn shape(query: &str) -> Shape {
        let document = parse_query(query).unwrap();
        let limits = Limits::default();
        let mut ruler = Ruler::new(&limits, &document);
        ruler.operation(choose(&document, None).unwrap()).unwrap()
    }

    fn refusal(query: &str) -> Option<(Code, String)> {
        let refusal = check(&Limits::default(), &parse_query(query).unwrap()).err()?;
        Some((refusal.code, refusal.message))
    }

    /// `{...F0}` where each fragment spreads the next one twice.
    fn doubling(levels: usize) -> String {
        let spreads: String =
            (0..levels).map(|level| format!("fragment F{level} on Q {{...F{0} ...F{0}}} ", level + 1)).collect();
        format!("{{...F0}} {spreads} fragment F{levels} on Q {{a}}")
    }

    #[test]
    fn fragments_count_where_they_are_spread() {
        let shape = shape("query @x {a ...F b {...F c: d}} fragment F on Q @y {e {f @z} ...{g}}");
        assert_eq!((shape.fields, shape.depth, shape.aliases), (9, 3, 1));
        assert_eq!((shape.directives, shape.root_fields, shape.nesting), (5, 4, 4));
    }

    #[test]
    fn doubling_fragments_are_counted_not_walked() {
        assert_eq!(shape(&doubling(26)).fields, 1 << 26);
        let (code, message) = refusal(&doubling(26)).unwrap();
        assert_eq!(code, Code::LimitExceeded);
        assert!(message.contains("67108864") && message.contains("600"), "{message}");
    }

    #[test]
    fn counters_stop_at_their_largest_value() {
        let limits = Limits { max_nesting: 1_000, ..Limits::default() };
        let document = parse_query(doubling(200)).unwrap();
        let mut ruler = Ruler::new(&limits, &document);
        let shape = ruler.operation(choose(&document, None).unwrap()).unwrap();
        assert_eq!(shape.fields, usize::MAX);
    }

    #[test]
    fn long_chains_of_fragments_are_refused_also_when_unused() {
        let chain: String = (0..400).map(|n| format!("fragment F{n} on Q{{...F{}}}", n + 1)).collect();
        for query in [format!("{{...F0}}{chain}fragment F400 on Q{{a}}"), format!("{{a}}{chain}fragment F400 on Q{{a}}")] {
            assert_eq!(refusal(&query).unwrap().0, Code::LimitExceeded);
        }
    }

    #[test]
    fn cycles_are_refused_also_when_unused() {
        for query in ["{...A} fragment A on Q {a ...B} fragment B on Q {b {...A}}", "{a} fragment A on Q {...A}"] {
            assert_eq!(refusal(query).unwrap().0, Code::ValidationFailed);
        }
    }

    #[test]
    fn each_limit_names_itself_and_the_number_found() {
        let many = |count: usize, one: &str| one.repeat(count);
        for (query, name, found) in [
            (format!("{{a{{{}}}}}", many(600, "b ")), "maxNodes", "601"),
            (format!("{}a{}", many(16, "{a"), many(16, "}")), "maxDepth", "16"),
            (format!("{{{}}}", many(21, "a ")), "maxRootFields", "21"),
            (format!("{{a{{{}}}}}", many(61, "b:c ")), "maxAliases", "61"),
            (format!("{{a{}}}", many(21, " @x")), "maxDirectives", "21"),
            (format!("{}a{}", many(20, "{...{a"), many(20, "}}")), "maxNesting", "33"),
        ] {
            let (code, message) = refusal(&query).unwrap();
            assert_eq!(code, Code::LimitExceeded);
            assert!(message.contains(name) && message.contains(found), "{message}");
        }
    }

    #[test]
    fn a_mutation_has_one_root_field() {
        assert_eq!(refusal("mutation {a __typename}"), None);
        assert_eq!(refusal("query {a b}"), None);
        for query in [
            "mutation {a b}",
            "mutation {a a}",
            "mutation {x: a y: a}",
            "mutation {...F ...F} fragment F on M {a}",
            "mutation {a ...{a}}",
            "query A {a} mutation B {a b}",
        ] {
            assert_eq!(refusal(query).unwrap().0, Code::LimitExceeded, "{query}");
        }
    }

    #[test]
    fn a_subscription_has_one_root_field_and_names_it() {
        assert_eq!(refusal("subscription {a {...F}} fragment F on A {b}"), None);
        for query in [
            "subscription {a b}",
            "subscription {...F} fragment F on S {a}",
            "subscription {...{a}}",
            "subscription {__typename}",
        ] {
            assert_eq!(refusal(query).unwrap().0, Code::ValidationFailed, "{query}");
        }
    }
}
