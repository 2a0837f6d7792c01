//! Requests that were made to hurt. Each is answered soon and does no harm to the next.

use std::time::Duration;
use std::time::Instant;

use serde_json::json;

use crate::support::Answer;
use crate::support::Server;
use crate::support::answer;

/// Generous: it only tells an answer from a hang. The unguarded executor took minutes.
const SOON: Duration = Duration::from_secs(5);

async fn asked(query: &str) -> Answer {
    let server = Server::start().await;
    let begun = Instant::now();
    let answered = server.ask(query).await;
    assert!(begun.elapsed() < SOON);
    assert_eq!(server.ask("{ zeta }").await.status, 200, "the server lives on");
    answered
}

/// `{...F0}` where each fragment spreads the next one twice.
fn doubling(levels: usize) -> String {
    let spreads: String =
        (0..levels).map(|level| format!("fragment F{level} on Query {{...F{0} ...F{0}}} ", level + 1)).collect();
    format!("{{...F0}} {spreads} fragment F{levels} on Query {{zeta}}")
}

#[tokio::test]
async fn doubling_fragments() {
    asked(&doubling(26)).await.is_refused(400, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn doubling_fragments_in_an_operation_that_is_not_meant() {
    let server = Server::start().await;
    let bomb = doubling(26).replacen('{', "query Bomb {", 1);
    let body = json!({"query": format!("query Good {{zeta}} {bomb}"), "operationName": "Good"}).to_string();
    answer(server.json(&body)).await.is_refused(400, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn fragments_that_spread_themselves() {
    let cycle = "{...A} fragment A on Query {...B} fragment B on Query {...A}";
    asked(cycle).await.is_refused(400, "VALIDATION_FAILED");
}

#[tokio::test]
async fn thousands_of_brackets_and_objects() {
    for (open, close) in [("[", "]"), ("{a:", "}")] {
        let nested = format!("{{echo(text:{}1{})}}", open.repeat(3_000), close.repeat(3_000));
        asked(&nested[..nested.len().min(16_000)]).await.is_refused(400, "LIMIT_EXCEEDED");
    }
    let selections = format!("{}zeta{}", "{a".repeat(3_000), "}".repeat(3_000));
    asked(&selections).await.is_refused(400, "LIMIT_EXCEEDED");
    let types = format!("query($a:{}Int{}){{zeta}}", "[".repeat(3_000), "]".repeat(3_000));
    asked(&types).await.is_refused(400, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn thousands_of_brackets_behind_a_false_block_string() {
    let hidden = format!("{{echo(text:[\"\"\"x\"{}", "[".repeat(3_000));
    asked(&hidden).await.is_refused(400, "PARSE_FAILED");
}

#[tokio::test]
async fn the_same_brackets_as_text_are_only_text() {
    let brackets = "[{(".repeat(1_000);
    for query in [
        format!("{{echo(text: \"{brackets}\")}}"),
        format!("{{echo(text: \"\"\"{brackets}\"\"\")}}"),
        format!("# {brackets}\n{{zeta}}"),
    ] {
        assert_eq!(asked(&query).await.status, 200);
    }
    let server = Server::start().await;
    let by_variable = server.ask_with("query ($t: String) {echo(text: $t)}", json!({"t": brackets})).await;
    assert_eq!(by_variable.json()["data"]["echo"], json!(brackets));
}

#[tokio::test]
async fn long_queries() {
    asked(&format!("{{zeta}} #{}", "x".repeat(16 * 1024))).await.is_refused(400, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn many_aliases_root_fields_and_directives() {
    let aliases: String = (0..61).map(|n| format!("a{n}: id ")).collect();
    asked(&format!("{{licensee(id: 1) {{{aliases}}}}}")).await.is_refused(400, "LIMIT_EXCEEDED");
    asked(&format!("{{{}}}", "zeta ".repeat(1_000))).await.is_refused(400, "LIMIT_EXCEEDED");
    asked(&format!("{{zeta {}}}", "@x ".repeat(1_000))).await.is_refused(400, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn two_acts_in_one_request() {
    for mutation in
        ["mutation {a: count b: count}", "mutation {count count}", "mutation {...F ...F} fragment F on Mutation {count}"]
    {
        let server = Server::start().await;
        let body = json!({"query": mutation}).to_string();
        let refused = answer(server.json(&body).bearer_auth("ministry")).await;
        refused.is_refused(400, "LIMIT_EXCEEDED");
        let one = answer(server.json(r#"{"query":"mutation {count}"}"#).bearer_auth("ministry")).await;
        assert_eq!(one.text, r#"{"data":{"count":1}}"#, "nothing ran before");
    }
}

#[tokio::test]
async fn expensive_fields_below_an_interface() {
    let below = |parent: &str| {
        let inner = "edges {node {subject {acts(first: 200) {edges {node {sequence}}}}}}";
        format!("{{licensee(id: 1) {{... on {parent} {{acts(first: 200) {{{inner}}}}}}}}}")
    };
    for parent in ["Licensee", "Miner"] {
        let refused = asked(&below(parent)).await;
        refused.is_refused(400, "LIMIT_EXCEEDED");
        assert!(refused.text.contains("maxComplexity"), "{}", refused.text);
    }
}

#[tokio::test]
async fn huge_pages_inside_huge_pages() {
    let server = Server::start().await;
    let query = "query($n: Int) {licensee(id: 1) {acts(first: $n) {edges {node {subject {acts(first: $n) \
                 {edges {node {sequence}}}}}}}}}";
    let refused = server.ask_with(query, json!({"n": 4_294_967_296_u64})).await;
    refused.is_refused(400, "LIMIT_EXCEEDED");
    assert!(refused.text.contains("4294967296") && refused.text.contains("maxPageSize"), "{}", refused.text);
}

#[tokio::test]
async fn long_batches() {
    let server = Server::start().await;
    let query = "query ($t: [String!]!) {echoes(texts: $t)}";
    assert_eq!(server.ask_with(query, json!({"t": vec!["a"; 500]})).await.status, 200);
    let refused = server.ask_with(query, json!({"t": vec!["a"; 501]})).await;
    refused.is_refused(400, "LIMIT_EXCEEDED");
    assert!(refused.text.contains("501"), "{}", refused.text);
}

#[tokio::test]
async fn the_introspection_query_of_tools_passes() {
    let answered = asked(include_str!("../introspection.graphql")).await;
    assert_eq!(answered.status, 200, "{}", answered.text);
    assert_eq!(answered.json()["data"]["__schema"]["queryType"]["name"], json!("Query"));
}

#[tokio::test]
async fn keys_that_stand_twice_are_refused() {
    let refused = asked("{licensee(id: {a: 1, a: 2}) {id}}").await;
    refused.is_refused(400, "VALIDATION_FAILED");
    assert!(refused.text.contains("more than once"), "{}", refused.text);
}
