//! Who asks.

use crate::support::Server;
use crate::support::answer;

const WHO: &str = r#"{"query":"{ who }"}"#;
const ACT: &str = r#"{"query":"mutation { count }"}"#;

#[tokio::test]
async fn reading_needs_no_token() {
    let server = Server::start().await;
    assert_eq!(answer(server.json(WHO)).await.text, r#"{"data":{"who":null}}"#);
    let known = answer(server.json(WHO).bearer_auth("ministry")).await;
    assert_eq!(known.text, r#"{"data":{"who":"ministry"}}"#);
    let by_get = answer(server.get("query={who}").bearer_auth("ministry")).await;
    assert_eq!(by_get.text, r#"{"data":{"who":"ministry"}}"#);
}

#[tokio::test]
async fn a_bad_token_is_never_nobody() {
    let server = Server::start().await;
    for request in [
        server.json(WHO).bearer_auth("stolen"),
        server.json(WHO).header("authorization", "Basic bWluaXN0cnk6"),
        server.json(WHO).header("authorization", "ministry"),
        server.get("query={who}").bearer_auth("stolen"),
        server.json(ACT).bearer_auth("stolen"),
    ] {
        let refused = answer(request).await;
        refused.is_refused(401, "NOT_AUTHENTICATED");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test]
async fn acting_needs_a_token_before_anything_runs() {
    let server = Server::start().await;
    let refused = answer(server.json(ACT)).await;
    refused.is_refused(401, "NOT_AUTHENTICATED");
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    let first = answer(server.json(ACT).bearer_auth("ministry")).await;
    assert_eq!(first.text, r#"{"data":{"count":1}}"#);
}

#[tokio::test]
async fn a_token_that_cannot_be_checked_is_503() {
    let server = Server::start().await;
    let refused = answer(server.json(WHO).bearer_auth("down")).await;
    refused.is_refused(503, "UNAVAILABLE");
    assert_eq!(refused.header("www-authenticate"), "");
}
