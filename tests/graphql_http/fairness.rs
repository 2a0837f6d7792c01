//! Nobody takes everything: the purse of each client, and the places of the server.

use std::num::NonZeroU32;

use serde_json::{Value, json};
use tizilim::graphql::gate::{FairUseLimits, LoadLimits};

use crate::socket::Socket;
use crate::support::{Answer, NEWER, Server, answer};

const BODY: &str = r#"{"query":"{ zeta }"}"#;

/// A purse of so many points, of which hardly any comes back while a test runs.
fn purse(points: u32) -> FairUseLimits {
    let number = |number| NonZeroU32::new(number).unwrap();
    FairUseLimits { points_per_second: number(1), burst: number(points), token_factor: number(2), ..FairUseLimits::default() }
}

async fn small(points: u32) -> Server {
    Server::with_fairness(purse(points), LoadLimits::default()).await
}

/// Asks until the purse is empty; gives the refusal.
async fn emptied(server: &Server) -> Answer {
    for _ in 0..100 {
        let answered = answer(server.json(BODY)).await;
        if answered.status != 200 {
            return answered;
        }
    }
    panic!("the purse has no bottom");
}

#[tokio::test]
async fn an_answer_tells_how_the_purse_stands() {
    let server = small(50).await;
    let answered = answer(server.json(BODY)).await;
    assert_eq!((answered.status, answered.header("ratelimit-policy")), (200, r#""points";q=50;w=50"#));
    assert_eq!(answered.header("ratelimit"), r#""points";r=49;t=1"#);
    // What cannot be read is paid too.
    let unread = answer(server.json("{")).await;
    assert_eq!((unread.status, unread.header("ratelimit")), (400, r#""points";r=48;t=2"#));
}

#[tokio::test]
async fn an_empty_purse_is_429_and_says_when_to_come_back() {
    let server = small(3).await;
    let refused = emptied(&server).await;
    refused.is_refused(429, "RATE_LIMITED");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=3).contains(&wait), "{wait}");
    // Beside GraphQL it is plain text; what tells that the server lives is never refused.
    let other = answer(server.method_at("GET", "/other")).await;
    assert_eq!((other.status, other.header("cache-control")), (429, "no-store"));
    assert!(other.text.contains("Points"), "{}", other.text);
    assert_eq!(answer(server.method_at("GET", "/health/live")).await.status, 200);
}

#[tokio::test]
async fn who_sends_a_token_has_another_purse_and_pays_for_wrong_ones() {
    let server = small(3).await;
    emptied(&server).await.is_refused(429, "RATE_LIMITED");
    let act = |token: &str| server.json(r#"{"query":"mutation { count }"}"#).bearer_auth(token.to_owned());
    assert_eq!(answer(act("ministry")).await.status, 200, "acts do not wait for strangers");
    for _ in 0..5 {
        answer(act("forged")).await.is_refused(401, "NOT_AUTHENTICATED");
    }
    let mut last = answer(act("forged")).await;
    while last.status == 401 {
        last = answer(act("forged")).await;
    }
    last.is_refused(429, "RATE_LIMITED");
}

#[tokio::test]
async fn what_costs_more_than_a_purse_holds_is_told_so() {
    let limits = FairUseLimits { values_per_point: std::num::NonZeroU64::MIN, ..purse(100) };
    let server = Server::with_fairness(limits, LoadLimits::default()).await;
    let query = "query ($t: [String!]!) {echoes(texts: $t)}";
    assert_eq!(server.ask_with(query, json!({"t": ["a"]})).await.status, 200);
    let refused = server.ask("{licensee(id: 1) {acts(first: 100) {edges {node {sequence}}}}}").await;
    refused.is_refused(400, "LIMIT_EXCEEDED");
    assert!(refused.text.contains("Ask for less at once"), "{}", refused.text);
    assert_eq!(refused.header("retry-after"), "", "coming back would not help")
}

#[tokio::test]
async fn an_operation_of_a_socket_costs_what_a_request_does() {
    let server = small(6).await;
    let mut socket = Socket::ready(&server).await;
    let mut codes = Vec::new();
    for n in 0..8 {
        socket.subscribe(&n.to_string(), "{ zeta }").await;
        let heard = socket.hear().await;
        codes.push(heard["payload"][0]["extensions"]["code"].clone());
        if heard["type"] == "next" {
            assert_eq!(socket.hear().await["type"], "complete");
        }
    }
    assert_eq!(codes.first(), Some(&Value::Null), "{codes:?}");
    assert_eq!(codes.last(), Some(&json!("RATE_LIMITED")), "{codes:?}");
}

#[tokio::test]
async fn the_cost_is_told_to_whom_asks_for_it() {
    let server = small(50).await;
    let body = json!({"query": "{licensee(id: 1) {acts(first: 3) {edges {node {sequence}}}}}", "extensions": {"cost": true}});
    let cost = answer(server.json(&body.to_string())).await.json()["extensions"]["cost"].take();
    assert_eq!(cost, json!({"requested": 1 + 1 + 3 * 3, "actual": 1 + 1 + 1 + 3 * 2, "points": 1, "pointsLeft": 49}));
    assert_eq!(answer(server.json(BODY)).await.json().get("extensions"), None);
}

#[tokio::test]
async fn a_full_house_turns_away_and_lives_on() {
    let load = LoadLimits { max_running: 2, max_waiting: 1, patience_ms: 15_000, max_running_with_token: 1 };
    let server = Server::with_fairness(FairUseLimits::default(), load).await;
    let held = || {
        let request = server.json(r#"{"query":"{ held }"}"#);
        tokio::spawn(async move { answer(request).await })
    };
    let running = [held(), held()];
    server.held.wait_for(2).await;
    let waiting = held();
    // The third waits in the queue, and nobody fits behind it.
    let refused = loop {
        let asked = answer(server.json(BODY).timeout(std::time::Duration::from_secs(10)));
        if let Ok(refused) = tokio::time::timeout(std::time::Duration::from_millis(200), asked).await {
            break refused;
        }
    };
    refused.is_refused(503, "OVERLOADED");
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(answer(server.method_at("GET", "/other")).await.status, 503);
    assert_eq!(answer(server.method_at("GET", "/health/live")).await.status, 200);
    let act = server.json(r#"{"query":"mutation { count }"}"#).bearer_auth("ministry");
    assert_eq!(answer(act).await.status, 200, "acts have places of their own");
    server.held.let_go();
    for admitted in running.into_iter().chain([waiting]) {
        assert_eq!(admitted.await.unwrap().json(), json!({"data": {"held": 1}}), "what was admitted is answered");
    }
    assert_eq!(answer(server.json(BODY).header("accept", NEWER)).await.status, 200);
}
