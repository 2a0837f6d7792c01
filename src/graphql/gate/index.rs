//! What the cost has to know of the schema: for each field what it gives, and which arguments size
//! it.
//!
//! Built once from the schema's text, so that fields are found under interfaces as well as under
//! objects.

use std::collections::HashMap;
use std::collections::HashSet;

use async_graphql::Positioned;
use async_graphql::Value as ConstValue;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::BaseType;
use async_graphql::parser::types::FieldDefinition;
use async_graphql::parser::types::InputValueDefinition;
use async_graphql::parser::types::OperationType;
use async_graphql::parser::types::SchemaDefinition;
use async_graphql::parser::types::Type;
use async_graphql::parser::types::TypeKind;
use async_graphql::parser::types::TypeSystemDefinition;

use super::introspection::ENTRY;
use super::introspection::INTROSPECTION;

/// The schema's text could not be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableSchema {
    /// It is none.
    #[error("the schema's text cannot be read: {0}")]
    Unparsed(#[from] async_graphql::parser::Error),
    /// It breaks a rule of the specification.
    #[error("the schema is not valid: {0}")]
    Invalid(String),
}

/// The fields of every object and interface.
#[derive(Debug)]
pub(super) struct SchemaIndex {
    query: String,
    mutation: String,
    subscription: String,
    types: HashMap<String, HashMap<String, FieldFacts>>,
}

/// What is known of one field.
#[derive(Debug)]
pub(super) struct FieldFacts {
    /// The name of the type that it gives, without lists and exclamation marks.
    pub(super) returns: String,
    /// The entries it is taken to have when nothing sizes it, if it is a list.
    pub(super) assumed: Option<u64>,
    /// The arguments that size it.
    pub(super) sizing: Vec<Sizing>,
}

/// An argument that says how many entries a field gives.
#[derive(Debug)]
pub(super) struct Sizing {
    /// The name of the argument.
    pub(super) argument: String,
    /// How it says so.
    pub(super) by: SizedBy,
    /// Its value when it is not given.
    pub(super) default: Option<ConstValue>,
}

/// How an argument says how many entries a field gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SizedBy {
    /// By its value: `first`, `last`, `limit`.
    Page,
    /// By its length: ids, subjects.
    Batch,
}

impl SchemaIndex {
    /// Takes the text of a schema and the entries that a bare list is taken to have; gives its
    /// index.
    pub(super) fn new(sdl: &str, assumed: u64) -> Result<Self, UnreadableSchema> {
        let mut index = Self {
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            subscription: "Subscription".to_owned(),
            types: HashMap::new(),
        };
        index.read(INTROSPECTION, assumed)?;
        index.read(sdl, assumed)?;
        if let Some(entry) = index.types.remove(ENTRY) {
            index.types.entry(index.query.clone()).or_default().extend(entry);
        }
        Ok(index)
    }

    /// The name of the type at the root of this kind of operation.
    pub(super) fn root(&self, kind: OperationType) -> &str {
        match kind {
            OperationType::Query => &self.query,
            OperationType::Mutation => &self.mutation,
            OperationType::Subscription => &self.subscription,
        }
    }

    /// What is known of a field of a type; nothing for a field that the validation will refuse.
    pub(super) fn field(&self, parent: &str, field: &str) -> Option<&FieldFacts> {
        self.types.get(parent)?.get(field)
    }

    fn read(&mut self, sdl: &str, assumed: u64) -> Result<(), UnreadableSchema> {
        let definitions = parse_schema(sdl)?.definitions;
        let enums = enums(&definitions);
        for definition in definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => self.read_roots(schema.node),
                TypeSystemDefinition::Type(definition) => {
                    let fields = match definition.node.kind {
                        TypeKind::Object(object) => object.fields,
                        TypeKind::Interface(interface) => interface.fields,
                        _ => continue,
                    };
                    let facts = fields.iter().map(|field| facts(&field.node, assumed, &enums));
                    let name = definition.node.name.node.to_string();
                    self.types.entry(name).or_default().extend(facts);
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        Ok(())
    }

    fn read_roots(&mut self, schema: SchemaDefinition) {
        for (root, name) in [
            (&mut self.query, schema.query),
            (&mut self.mutation, schema.mutation),
            (&mut self.subscription, schema.subscription),
        ] {
            if let Some(name) = name {
                *root = name.node.to_string();
            }
        }
    }
}

fn enums(definitions: &[TypeSystemDefinition]) -> HashSet<String> {
    definitions
        .iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) if matches!(definition.node.kind, TypeKind::Enum(_)) => {
                Some(definition.node.name.node.to_string())
            }
            _ => None,
        })
        .collect()
}

fn facts(field: &FieldDefinition, assumed: u64, enums: &HashSet<String>) -> (String, FieldFacts) {
    let facts = FieldFacts {
        returns: named(&field.ty.node).to_owned(),
        assumed: is_list(&field.ty.node).then(|| said_size(field).unwrap_or(assumed)),
        sizing: field.arguments.iter().filter_map(|argument| sizing(argument, enums)).collect(),
    };
    (field.name.node.to_string(), facts)
}

fn sizing(argument: &Positioned<InputValueDefinition>, enums: &HashSet<String>) -> Option<Sizing> {
    let argument = &argument.node;
    let of_type = &argument.ty.node;
    let by = match argument.name.node.as_str() {
        "first" | "last" | "limit" if !is_list(of_type) => SizedBy::Page,
        // A list of enum values picks among a few, it does not name what to give.
        _ if is_list(of_type) && !enums.contains(named(of_type)) => SizedBy::Batch,
        _ => return None,
    };
    Some(Sizing {
        argument: argument.name.node.to_string(),
        by,
        default: argument.default_value.as_ref().map(|value| value.node.clone()),
    })
}

/// The size that the text itself gives a list, which only [`INTROSPECTION`] does.
fn said_size(field: &FieldDefinition) -> Option<u64> {
    let directive = field.directives.iter().find(|it| it.node.name.node == "assume")?;
    match &directive.node.get_argument("size")?.node {
        ConstValue::Number(size) => size.as_u64(),
        _ => None,
    }
}

fn is_list(of_type: &Type) -> bool {
    matches!(of_type.base, BaseType::List(_))
}

fn named(of_type: &Type) -> &str {
    match &of_type.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::OperationType;

    use super::SchemaIndex;
    use super::SizedBy;

    const SDL: &str = "
        schema { query: Root }
        enum Role { MINER }
        interface Licensee { acts(first: Int = 20, after: String): ActConnection! }
        type Root { miners(roles: [Role!], ids: [ID!]!): [[Miner!]!] }
        type Miner implements Licensee { acts(first: Int = 20): ActConnection! }
        extend type Miner { id: ID! }
    ";

    #[test]
    fn fields_are_known_under_objects_interfaces_and_extensions() {
        let index = SchemaIndex::new(SDL, 7).unwrap();
        assert_eq!(index.root(OperationType::Query), "Root");
        assert_eq!(index.root(OperationType::Mutation), "Mutation");
        assert_eq!(index.field("Licensee", "acts").unwrap().returns, "ActConnection");
        assert_eq!(index.field("Miner", "id").unwrap().returns, "ID");
        assert!(index.field("Miner", "none").is_none());
    }

    #[test]
    fn sizes_come_from_pages_and_lists_but_not_from_enums() {
        let index = SchemaIndex::new(SDL, 7).unwrap();
        let miners = index.field("Root", "miners").unwrap();
        assert_eq!(miners.assumed, Some(7));
        assert_eq!(miners.sizing.len(), 1);
        assert_eq!((miners.sizing[0].argument.as_str(), miners.sizing[0].by), ("ids", SizedBy::Batch));
        let acts = &index.field("Licensee", "acts").unwrap().sizing[0];
        assert_eq!((acts.by, acts.default.as_ref().unwrap().to_string()), (SizedBy::Page, "20".into()));
    }

    #[test]
    fn every_query_root_has_introspection() {
        let index = SchemaIndex::new(SDL, 7).unwrap();
        assert_eq!(index.field("Root", "__schema").unwrap().returns, "__Schema");
        assert_eq!(index.field("__Schema", "types").unwrap().assumed, Some(20));
    }

    #[test]
    fn a_text_that_is_no_schema_is_an_error() {
        assert!(SchemaIndex::new("type {", 7).is_err());
    }
}
