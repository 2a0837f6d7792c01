//! What the schema does not say of itself: the fields that every schema has.

/// The introspection types of the specification, each list with the number of entries it is taken
/// to have.
///
/// The numbers are below those of a large schema, because these answers come from memory, and are
/// chosen so that the tools' introspection query costs less than half of what a request may, while
/// `fields { type { fields` cannot be gone round more than a few times.
pub(super) const INTROSPECTION: &str = r"
type __Schema {
  description: String
  types: [__Type!]! @assume(size: 20)
  queryType: __Type!
  mutationType: __Type
  subscriptionType: __Type
  directives: [__Directive!]! @assume(size: 5)
}
type __Type {
  kind: __TypeKind!
  name: String
  description: String
  specifiedByURL: String
  isOneOf: Boolean
  fields(includeDeprecated: Boolean): [__Field!] @assume(size: 8)
  interfaces: [__Type!] @assume(size: 1)
  possibleTypes: [__Type!] @assume(size: 3)
  enumValues(includeDeprecated: Boolean): [__EnumValue!] @assume(size: 6)
  inputFields(includeDeprecated: Boolean): [__InputValue!] @assume(size: 4)
  ofType: __Type
}
type __Field {
  name: String!
  description: String
  args(includeDeprecated: Boolean): [__InputValue!]! @assume(size: 2)
  type: __Type!
  isDeprecated: Boolean!
  deprecationReason: String
}
type __InputValue {
  name: String!
  description: String
  type: __Type!
  defaultValue: String
  isDeprecated: Boolean!
  deprecationReason: String
}
type __EnumValue {
  name: String!
  description: String
  isDeprecated: Boolean!
  deprecationReason: String
}
type __Directive {
  name: String!
  description: String
  isRepeatable: Boolean!
  locations: [__DirectiveLocation!]!
  args(includeDeprecated: Boolean): [__InputValue!]! @assume(size: 2)
}
type __Entry {
  __schema: __Schema!
  __type(name: String!): __Type
}
";

/// The type in the text above whose fields stand at the root of every query.
pub(super) const ENTRY: &str = "__Entry";
