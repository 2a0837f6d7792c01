//! Whether a document means something by the schema, held against every rule of the specification's section 5.
//!
//! The executor's own validation lets some documents pass that have no meaning, such as fields of one name that are asked
//! with different arguments, a text for an enum, or a variable of another type than its place.

use apollo_compiler::ast::{DirectiveList, FieldDefinition};
use apollo_compiler::parser::Parser;
use apollo_compiler::response::GraphQLError;
use apollo_compiler::schema::{Component, ExtendedType};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{Schema, name, ty};
use async_graphql::Pos;

use super::{Limits, UnreadableSchema, one_of};
use crate::graphql::error::{Code, RequestError};

/// The longest message of a refusal, in characters: names in it come from the caller.
const LONGEST_MESSAGE: usize = 300;

/// The schema, as documents are held against it.
#[derive(Debug)]
pub(super) struct Validator(Valid<Schema>);

impl Validator {
    /// Takes the text of a schema.
    pub(super) fn new(sdl: &str) -> Result<Self, UnreadableSchema> {
        let schema = Schema::parse_and_validate(sdl, "schema.graphql");
        let schema = schema.map_err(|found| UnreadableSchema::Invalid(found.errors.to_string()))?;
        Ok(Self(with_one_of(schema)))
    }

    /// Takes a query text that was parsed before and is not too large; gives nothing, or the first thing that the rules have
    /// against it.
    pub(super) fn check(&self, limits: &Limits, text: &str) -> Result<(), RequestError> {
        // Each selection inside another is some levels of the other parser; the nesting itself was checked before.
        let mut parser = Parser::new().recursion_limit(limits.max_nesting * 4).token_limit(limits.max_query_bytes);
        let document = parser.parse_executable(&self.0, text, "query").map_err(|found| refusal(&found.errors))?;
        let document = document.validate(&self.0).map_err(|found| refusal(&found.errors))?;
        one_of::check(&self.0, &document)
    }
}

/// The same schema, in which one can ask whether an input wants one of its fields: the specification of 2025 has that in the
/// introspection, the compiler not yet.
fn with_one_of(schema: Valid<Schema>) -> Valid<Schema> {
    let mut schema = schema.into_inner();
    if let Some(ExtendedType::Object(of_types)) = schema.types.get_mut("__Type") {
        let is_one_of = FieldDefinition {
            description: None,
            name: name!("isOneOf"),
            arguments: Vec::new(),
            ty: ty!(Boolean),
            directives: DirectiveList::default(),
        };
        of_types.make_mut().fields.insert(name!("isOneOf"), Component::new(is_one_of));
    }
    Valid::assume_valid(schema)
}

fn refusal(errors: &DiagnosticList) -> RequestError {
    let more = match errors.len() {
        0 | 1 => String::new(),
        count => format!(" ({} more)", count - 1),
    };
    let Some(first) = errors.iter().next().map(|diagnostic| diagnostic.to_json()) else {
        return RequestError::new(Code::ValidationFailed, "The document breaks a rule of GraphQL.");
    };
    let message: String = first.message.chars().take(LONGEST_MESSAGE).collect();
    places(&first).fold(RequestError::new(Code::ValidationFailed, format!("{message}{more}")), RequestError::at)
}

fn places(error: &GraphQLError) -> impl Iterator<Item = Pos> {
    error.locations.iter().map(|place| Pos { line: place.line, column: place.column })
}

#[cfg(test)]
mod tests {
    use super::{Limits, Validator};
    use crate::graphql::error::Code;

    const SDL: &str = "
        directive @oneOf on INPUT_OBJECT
        directive @cost(points: Int!) on FIELD
        enum Status { ACTIVE SUSPENDED }
        type Query { miner(by: MinerKey, status: Status, first: Int, on: String = \"x\"): Miner, must(n: Int!): Int }
        input MinerKey @oneOf { bin: String, id: ID }
        type Miner { id: ID!, name(lang: Status): String, pool: Miner }
    ";

    fn found(text: &str) -> Option<String> {
        let validator = Validator::new(SDL).expect("a schema");
        let refusal = validator.check(&Limits::default(), text).err()?;
        assert_eq!(refusal.code, Code::ValidationFailed);
        Some(refusal.message)
    }

    #[test]
    fn what_has_a_meaning_passes() {
        for text in [
            "{miner(by: {bin: \"1\"}) {id ...F}} fragment F on Miner {name(lang: ACTIVE)}",
            "query Q($n: Int!, $s: Status = ACTIVE) {must(n: $n) miner(status: $s) {__typename}}",
            "{__schema {types {name}} __type(name: \"Miner\") {name isOneOf specifiedByURL}}",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_executor_would_let_pass_is_refused() {
        for text in [
            "{miner(status: \"ACTIVE\") {id}}",
            "{miner {name(lang: ACTIVE) name(lang: SUSPENDED)}}",
            "{miner {pool {a: id}} miner {pool {a: name}}}",
            "{miner {...F pool {id}}} fragment F on Miner {pool {id: name}}",
            "query($n: String) {miner(first: $n) {id}}",
            "query($n: Int) {must(n: $n)}",
            "query($b: Boolean) {miner @include(if: $b) {id}}",
            "query($n: Int @cost(points: 1)) {miner(first: $n) {id}}",
            "{must(n: 2147483648)}",
            "{miner {id}} fragment on on Miner {id}",
            "{miner {id}} fragment F on Miner {id}",
            "query($unused: Int) {miner {id}}",
            "{miner}",
            "{miner {nothing}}",
            "{miner(nothing: 1) {id}}",
        ] {
            assert!(found(text).is_some(), "{text}");
        }
    }

    #[test]
    fn exactly_one_field_is_given_where_one_is_wanted() {
        for text in [
            "{miner(by: {}) {id}}",
            "{miner(by: {bin: \"1\", id: \"2\"}) {id}}",
            "{miner(by: {bin: null}) {id}}",
            "query($b: String) {miner(by: {bin: $b, id: \"2\"}) {id}}",
            "{miner(by: {bin: \"1\"}) {...F}} fragment F on Miner {pool {id}} fragment G on Query {miner(by: {}) {id}}",
        ] {
            assert!(found(text).is_some(), "{text}");
        }
        let message = found("{miner(by: {}) {id}}").expect("refused");
        assert!(message.contains("MinerKey") && message.contains("exactly one"), "{message}");
        assert_eq!(found("query($b: String!) {miner(by: {bin: $b}) {id}}"), None);
        assert_eq!(found("query($by: MinerKey) {miner(by: $by) {id}}"), None);
    }

    #[test]
    fn a_refusal_says_what_and_where_and_how_much_more() {
        let validator = Validator::new(SDL).expect("a schema");
        let refusal = validator.check(&Limits::default(), "{miner {\n  nothing nobody}}").expect_err("two unknown fields");
        assert!(refusal.message.contains("nothing") && refusal.message.ends_with("(1 more)"), "{}", refusal.message);
        assert_eq!((refusal.locations[0].line, refusal.locations[0].column), (2, 3));
        let long = found(&format!("{{{}}}", "x".repeat(10_000))).expect("unknown");
        assert!(long.chars().count() <= 300, "{long}");
    }
}
