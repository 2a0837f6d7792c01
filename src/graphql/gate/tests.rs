//! The gate as a whole, on a small schema with the shapes that matter.

use async_graphql::Variables;
use serde_json::json;

use super::Gate;
use super::Limits;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

const SDL: &str = "
    type Query {
        licensee(id: ID): Licensee
        miners(first: Int, last: Int): MinerConnection!
        acts(first: Int = 10): ActConnection!
        verifyBatch(subjects: [String!]!): Batch!
        nodes(ids: [ID!]!, first: Int = 2): [Miner!]!
        warnings: [Warning!]!
    }
    type Mutation { grant(input: GrantInput): Miner }
    input GrantInput { a: Int }
    interface Licensee { id: ID! acts(first: Int = 10): ActConnection! }
    type Miner implements Licensee { id: ID! acts(first: Int = 10): ActConnection! warnings: [Warning!]! }
    type MinerConnection { edges: [MinerEdge!]! nodes: [Miner!]! totalCount: Int! }
    type MinerEdge { cursor: String! node: Miner! }
    type ActConnection { edges: [ActEdge!]! }
    type ActEdge { node: Act! }
    type Act { sequence: Int! subject: Licensee }
    type Batch { items: [Verification!]! }
    type Verification { ref: String verdict: String }
    type Warning { name: String domains: [String!]! }
";

fn admit(query: &str, variables: serde_json::Value) -> Result<u64, RequestError> {
    let gate = Gate::new(Limits::default(), SDL).unwrap();
    gate.admit(&query.into(), None, &Variables::from_json(variables)).map(|admitted| admitted.cost)
}

fn cost(query: &str) -> u64 {
    admit(query, json!({})).unwrap()
}

fn refused(query: &str, variables: serde_json::Value, name: &str, found: &str) {
    let refusal = admit(query, variables).unwrap_err();
    assert_eq!(refusal.code, Code::LimitExceeded);
    assert!(refusal.message.contains(name) && refusal.message.contains(found), "{}", refusal.message);
    assert!(!refusal.locations.is_empty());
}

#[test]
fn a_page_multiplies_its_children_once() {
    assert_eq!(cost("{miners(first: 50) {totalCount}}"), 51);
    assert_eq!(cost("{miners(first: 50) {edges {cursor node {id}}}}"), 1 + 50 * 4);
    assert_eq!(cost("{miners(first: 50) {nodes {id}}}"), 1 + 50 * 2);
    assert_eq!(cost("{miners(first: 50) {...C}} fragment C on MinerConnection {nodes {id}}"), 1 + 50 * 2);
}

#[test]
fn lists_inside_an_entry_multiply_again() {
    assert_eq!(cost("{miners(first: 50) {nodes {warnings {name}}}}"), 1 + 50 * (1 + (1 + 5)));
    assert_eq!(cost("{warnings {name domains}}"), 1 + 5 * 2);
}

#[test]
fn a_page_without_a_size_takes_the_default_or_the_largest() {
    assert_eq!(cost("{acts {edges {node {sequence}}}}"), 1 + 10 * 3);
    assert_eq!(cost("{miners {totalCount}}"), 201);
    assert_eq!(cost("{miners(first: null) {totalCount}}"), 201);
    assert_eq!(cost("query($n: Int) {miners(first: $n) {totalCount}}"), 201);
    assert_eq!(cost("query($n: Int) {acts(first: $n) {edges {node {sequence}}}}"), 1 + 10 * 3);
}

#[test]
fn variables_and_their_defaults_are_looked_up() {
    let query = "query($n: Int = 20) {miners(first: $n) {totalCount}}";
    assert_eq!(cost(query), 21);
    assert_eq!(admit(query, json!({"n": 3})).unwrap(), 4);
    refused(query, json!({"n": 201}), "maxPageSize", "201");
}

#[test]
fn a_batch_multiplies_by_its_length() {
    let literal = "{verifyBatch(subjects: [\"a\", \"b\"]) {items {ref verdict}}}";
    assert_eq!(cost(literal), 1 + 2 * 3);
    let query = "query($s: [String!]!) {verifyBatch(subjects: $s) {items {ref verdict}}}";
    assert_eq!(admit(query, json!({"s": vec!["a"; 500]})).unwrap(), 1 + 500 * 3);
    assert_eq!(admit(query, json!({"s": "a"})).unwrap(), 1 + 3);
    refused(query, json!({"s": vec!["a"; 501]}), "maxBatchSize", "501");
    assert_eq!(cost("{nodes(ids: [1, 2, 3]) {id}}"), 1 + 3 * 2);
}

#[test]
fn fields_below_an_interface_cost_as_below_an_object() {
    let below = |parent: &str| {
        cost(&format!("{{miners(first: 2) {{nodes {{... on {parent} {{acts(first: 9) {{edges {{node {{sequence}}}}}}}}}}}}}}"))
    };
    assert_eq!(below("Licensee"), below("Miner"));
    refused("{licensee {acts(first: 201) {edges {node {sequence}}}}}", json!({}), "maxPageSize", "201");
    let three = "edges {node {subject {acts(first: 200) {edges {node {subject {acts(first: 200) {edges {node {sequence}}}}}}}}}}";
    refused(&format!("{{licensee {{acts(first: 200) {{{three}}}}}}}"), json!({}), "maxComplexity", "24160802");
}

/// A page in a page, each as long as the variable says.
const PAGES: &str = "query($n: Int) {acts(first: $n) {edges {node {subject {acts(first: $n) {edges {node {sequence}}}}}}}}";

#[test]
fn huge_pages_are_refused_before_anything_is_multiplied() {
    refused(PAGES, json!({"n": 4_294_967_296_u64}), "maxPageSize", "4294967296");
    refused(PAGES, json!({"n": 1e300}), "maxPageSize", "18446744073709551615");
    assert_eq!(cost("{acts(first: -1) {edges {node {sequence}}}}"), 1);
}

#[test]
fn costs_stop_at_the_largest_number() {
    let limits = Limits { max_page_size: u64::MAX, ..Limits::default() };
    let gate = Gate::new(limits, SDL).unwrap();
    let refusal = gate.admit(&PAGES.into(), None, &Variables::from_json(json!({"n": 4_294_967_296_u64}))).unwrap_err();
    assert!(refusal.message.contains("18446744073709551615"), "{}", refusal.message);
}

#[test]
fn a_text_that_was_found_good_is_held_against_each_requests_own_variables() {
    let gate = Gate::new(Limits::default(), SDL).unwrap();
    let pages = |n: u64| gate.admit(&PAGES.into(), None, &Variables::from_json(json!({"n": n}))).map(|admitted| admitted.cost);
    assert_eq!(pages(1).unwrap(), pages(1).unwrap());
    assert!(pages(1).unwrap() < pages(2).unwrap());
    assert_eq!(pages(201).unwrap_err().code, Code::LimitExceeded);
}

#[test]
fn introspection_passes_and_going_round_does_not() {
    let cost = cost(include_str!("../../../tests/introspection.graphql"));
    assert!((10_000..25_000).contains(&cost), "{cost}");
    let round = "fields {type {fields {type {fields {type {fields {type {fields {name}}}}}}}}}";
    refused(&format!("{{__schema {{types {{{round}}}}}}}"), json!({}), "maxComplexity", "50000");
}

#[test]
fn admitted_tells_the_kind_of_the_operation() {
    let gate = Gate::new(Limits::default(), SDL).unwrap();
    let document = "query A {warnings {name}} mutation B {grant {id}}";
    let admitted = gate.admit(&document.into(), Some("B"), &Variables::default()).unwrap();
    assert_eq!(admitted.operation_type.to_string(), "mutation");
    assert_eq!(admitted.document.operations.iter().count(), 2);
    assert_eq!(gate.admit(&document.into(), None, &Variables::default()).unwrap_err().code, Code::ValidationFailed);
}

#[test]
fn each_check_has_its_code() {
    for (query, code) in [
        ("{", Code::ParseFailed),
        ("{warnings(a: \"", Code::ParseFailed),
        ("{...A} fragment A on Query {...A}", Code::ValidationFailed),
        ("{none {at(first: 9999) {all}}}", Code::ValidationFailed),
        ("{acts(first: \"many\") {edges {node {sequence}}}}", Code::ValidationFailed),
        ("{acts(first: 4294967296) {edges {node {sequence}}}}", Code::ValidationFailed),
        ("mutation {grant(input: {a: 1, a: 2}) {id}}", Code::ValidationFailed),
        ("mutation {a: grant {id} b: grant {id}}", Code::LimitExceeded),
        ("query($a: Int!) {miners(first: $a) {totalCount}}", Code::BadInput),
    ] {
        assert_eq!(admit(query, json!({})).unwrap_err().code, code, "{query}");
    }
}

#[test]
fn every_question_of_the_users_passes() {
    let questions = include_str!("../../../tests/questions.graphql");
    let gate = Gate::new(Limits::default(), include_str!("../../../schema.graphql")).unwrap();
    let book: Vec<_> = (0..500).map(|n| json!({ "ref": n.to_string(), "role": "MINER", "subject": { "bin": "1" } })).collect();
    let variables = json!({
        "bin": "1", "on": "2026-11-22", "number": "1", "sequence": 1, "region": "55", "status": ["COMPLIANT"], "text": "1",
        "miner": { "bin": "1" }, "pool": { "bin": "1" }, "exchange": { "bin": "1" }, "subjects": book,
        "from": "2025-01-01", "until": "2026-01-01",
    });
    let document = async_graphql::parser::parse_query(questions).unwrap();
    let mut costs: Vec<_> = document
        .operations
        .iter()
        .map(|(name, _)| {
            let name = name.unwrap().as_str();
            let admitted = gate.admit(&questions.into(), Some(name), &Variables::from_json(variables.clone()));
            (admitted.unwrap_or_else(|refusal| panic!("{name}: {}", refusal.message)).cost, name)
        })
        .collect();
    costs.sort_unstable();
    assert!(costs.len() >= 13, "{costs:?}");
    // Half of the limit is left, so that it never stands in the way of an honest question.
    assert!(costs.iter().all(|(cost, _)| *cost < Limits::default().max_complexity / 2), "{costs:?}");
}
