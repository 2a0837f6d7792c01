//! Documents that are named by their hash: automatic persisted queries, and `documentId`.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Answer, Server, answer};

const QUERY: &str = "query ($n: Int!) { double(number: $n) }";

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

fn persisted(text: &str) -> Value {
    json!({"persistedQuery": {"version": 1, "sha256Hash": hash(text)}})
}

async fn by_get(server: &Server, parameters: &[(&str, String)]) -> Answer {
    answer(server.get("").query(parameters)).await
}

#[tokio::test]
async fn a_query_is_sent_once_and_then_named_by_its_hash() {
    let server = Server::start().await;
    let alone = [("variables", json!({"n": 3}).to_string()), ("extensions", persisted(QUERY).to_string())];
    let unknown = by_get(&server, &alone).await;
    unknown.is_refused(400, "PERSISTED_QUERY_NOT_FOUND");
    // The words that clients look for.
    assert_eq!(unknown.json()["errors"][0]["message"], "PersistedQueryNotFound");
    let body = json!({"query": QUERY, "variables": {"n": 2}, "extensions": persisted(QUERY)}).to_string();
    assert_eq!(answer(server.json(&body)).await.json(), json!({"data": {"double": 4}}));
    assert_eq!(by_get(&server, &alone).await.json(), json!({"data": {"double": 6}}));
    let id = [("variables", json!({"n": 4}).to_string()), ("documentId", format!("sha256:{}", hash(QUERY)))];
    assert_eq!(by_get(&server, &id).await.json(), json!({"data": {"double": 8}}));
}

#[tokio::test]
async fn older_clients_are_told_by_200() {
    let server = Server::start().await;
    let body = json!({"extensions": persisted(QUERY)}).to_string();
    let asked = server.method("POST").header("accept", "application/json").header("content-type", "application/json");
    answer(asked.body(body)).await.is_refused(200, "PERSISTED_QUERY_NOT_FOUND");
}

#[tokio::test]
async fn a_hash_that_is_not_of_the_query_keeps_nothing() {
    let server = Server::start().await;
    let other = "{ zeta }";
    let body = json!({"query": QUERY, "variables": {"n": 2}, "extensions": persisted(other)}).to_string();
    answer(server.json(&body)).await.is_refused(400, "BAD_REQUEST");
    let body = json!({"extensions": persisted(other)}).to_string();
    answer(server.json(&body)).await.is_refused(400, "PERSISTED_QUERY_NOT_FOUND");
}

#[tokio::test]
async fn a_mutation_by_its_hash_is_still_no_get() {
    let server = Server::start().await;
    let mutation = "mutation { count }";
    let body = json!({"query": mutation, "extensions": persisted(mutation)}).to_string();
    answer(server.json(&body)).await.is_refused(401, "NOT_AUTHENTICATED");
    let by_get = by_get(&server, &[("extensions", persisted(mutation).to_string())]).await;
    by_get.is_refused(405, "METHOD_NOT_ALLOWED");
}
