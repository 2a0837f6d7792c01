//! When the register is at fault: it says so, keeps the reason to itself, and lives on.

use std::time::Duration;

use serde_json::json;

use crate::support::Answer;
use crate::support::Server;
use crate::support::answer;

/// What must not be in any answer.
const SECRETS: [&str; 8] = ["SELECT", "secret", "/srv", "tizilim.db", ".rs", "panicked", "Some(", "Error {"];

fn keeps_secrets(answer: &Answer) {
    for secret in SECRETS {
        assert!(!answer.text.contains(secret), "{secret} in {}", answer.text);
    }
}

#[tokio::test]
async fn a_panic_is_500_in_json_and_ends_nothing_else() {
    let server = Server::start().await;
    for _ in 0..3 {
        let answered = server.ask("{ zeta panics }").await;
        answered.is_refused(500, "INTERNAL");
        keeps_secrets(&answered);
        let id = answered.json()["errors"][0]["extensions"]["requestId"].clone();
        assert_eq!(id, json!(answered.header("x-request-id")));
        assert_eq!(answered.header("content-type"), "application/graphql-response+json; charset=utf-8");
    }
    assert_eq!(server.ask("{ zeta }").await.text, r#"{"data":{"zeta":26}}"#);
}

#[tokio::test]
async fn the_cause_of_a_failure_stays_here_and_its_id_goes_out() {
    let server = Server::start().await;
    for query in ["{ leak }", "{ leakRequired }"] {
        let body = json!({"query": query}).to_string();
        let answered = answer(server.json(&body).header("x-request-id", "id-7")).await;
        keeps_secrets(&answered);
        let error = &answered.json()["errors"][0];
        assert_eq!(error["extensions"], json!({"code": "INTERNAL", "requestId": "id-7"}));
    }
}

#[tokio::test]
async fn only_errors_of_ours_carry_the_id() {
    let server = Server::start().await;
    let answered = server.ask("{ conflict }").await;
    assert_eq!(answered.json()["errors"][0]["extensions"], json!({"code": "CONFLICT"}));
}

#[tokio::test]
async fn what_takes_too_long_is_given_up() {
    let server = Server::with_timeout(Duration::from_millis(50)).await;
    let answered = server.ask("{ slow }").await;
    answered.is_refused(503, "TIMEOUT");
    assert!(answered.text.contains("50 ms"), "{}", answered.text);
    assert_eq!(server.ask("{ zeta }").await.status, 200);
}

#[tokio::test]
async fn no_refusal_leaks() {
    let server = Server::start().await;
    for query in [
        "{",
        "{ nope }",
        "{ zetaa }",
        "{ double(number: \"x\") }",
        "{ double(number: 99999999999) }",
        "{ echo(text: 7) }",
        "{ __type(name: 7) { name } }",
        "query ($x: Nope) { echo(text: $x) }",
        "{ licensee(id: {}) { id } }",
        "{ zeta @nope }",
    ] {
        let answered = server.ask(query).await;
        keeps_secrets(&answered);
        assert!(!answered.text.contains("Did you mean"), "{}", answered.text);
        assert!(["PARSE_FAILED", "VALIDATION_FAILED", "BAD_INPUT"].contains(&answered.code().as_str()));
    }
}
