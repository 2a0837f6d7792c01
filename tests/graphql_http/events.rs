//! Server-sent events, in the "distinct connections" mode of graphql-sse.

use std::time::Duration;

use serde_json::json;
use tizilim::graphql::gate::StreamLimits;

use crate::support::Answer;
use crate::support::Server;
use crate::support::answer;

const TWO: &str = r#"{"query":"subscription { ticks(after: 4, to: 6) { number } }"}"#;

fn events(server: &Server, body: &str) -> reqwest::RequestBuilder {
    let request = server.method("POST").header("accept", "text/event-stream");
    request.header("content-type", "application/json").body(body.to_owned())
}

async fn told(server: &Server, body: &str) -> Answer {
    let answered = answer(events(server, body)).await;
    assert_eq!((answered.status, answered.header("content-type")), (200, "text/event-stream"), "{}", answered.text);
    answered
}

#[tokio::test]
async fn each_answer_is_an_event_with_its_number() {
    let server = Server::start().await;
    let answered = told(&server, TWO).await;
    assert_eq!(
        answered.text,
        "event: next\nid: 5\ndata: {\"data\":{\"ticks\":{\"number\":5}}}\n\n\
         event: next\nid: 6\ndata: {\"data\":{\"ticks\":{\"number\":6}}}\n\n\
         event: complete\ndata: \n\n"
    );
    assert_eq!((answered.header("cache-control"), answered.header("vary")), ("no-store", "accept"));
    let by_get = server.method("GET").header("accept", "text/event-stream").query(&[
        ("query", "subscription T($a: Int!) { ticks(after: $a, to: 6) { number } }"),
        ("operationName", "T"),
        ("variables", r#"{"a":4}"#),
    ]);
    assert_eq!(answer(by_get).await.text, answered.text);
}

#[tokio::test]
async fn the_last_event_id_resumes_whatever_the_arguments_say() {
    let server = Server::start().await;
    let answered = answer(events(&server, TWO).header("last-event-id", "5")).await;
    assert!(answered.text.starts_with("event: next\nid: 6\n"), "{}", answered.text);
    answer(events(&server, TWO).header("last-event-id", "x")).await.is_refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn a_document_at_fault_is_told_by_an_event_and_a_request_at_fault_by_its_status() {
    let server = Server::start().await;
    for (query, code) in [
        ("subscription {", "PARSE_FAILED"),
        ("subscription { none }", "VALIDATION_FAILED"),
        ("subscription { ticks(after: -1) { number } }", "BAD_INPUT"),
        ("mutation { count }", "METHOD_NOT_ALLOWED"),
        ("{ a: zeta b: zeta c: none }", "VALIDATION_FAILED"),
    ] {
        let answered = told(&server, &json!({"query": query}).to_string()).await;
        let line = answered.text.strip_prefix("event: next\ndata: ").and_then(|rest| rest.split_once("\n\n")).unwrap();
        let told: serde_json::Value = serde_json::from_str(line.0).unwrap();
        assert_eq!((told.get("data"), &told["errors"][0]["extensions"]["code"]), (None, &json!(code)), "{query}");
        assert_eq!(line.1, "event: complete\ndata: \n\n");
    }
    answer(events(&server, "{")).await.is_refused(400, "BAD_REQUEST");
    answer(events(&server, TWO).bearer_auth("stolen")).await.is_refused(401, "NOT_AUTHENTICATED");
    let text = server.method("POST").header("accept", "text/event-stream").header("content-type", "text/plain").body(TWO);
    answer(text).await.is_refused(415, "UNSUPPORTED_MEDIA_TYPE");
}

#[tokio::test]
async fn a_query_is_one_answer() {
    let server = Server::start().await;
    let answered = told(&server, r#"{"query":"{ zeta }"}"#).await;
    assert_eq!(answered.text, "event: next\ndata: {\"data\":{\"zeta\":26}}\n\nevent: complete\ndata: \n\n");
}

#[tokio::test]
async fn a_server_that_stops_ends_the_stream_but_not_the_operation() {
    let server = Server::start().await;
    let mut response = events(&server, r#"{"query":"subscription { silence }"}"#).send().await.unwrap();
    let open = server.open.clone();
    let stopped = tokio::spawn(async move { open.close().await });
    let rest = tokio::time::timeout(Duration::from_secs(3), response.chunk()).await.expect("an end in time");
    assert_eq!(rest.unwrap(), None, "no event says that the operation is complete");
    tokio::time::timeout(Duration::from_secs(3), stopped).await.expect("in time").unwrap();
    answer(events(&server, TWO)).await.is_refused(503, "UNAVAILABLE");
}

#[tokio::test]
async fn signs_of_life_keep_a_silent_stream_open() {
    let server = Server::with_streams(StreamLimits { ping_ms: 50, ..StreamLimits::default() }).await;
    let mut response = events(&server, r#"{"query":"subscription { silence }"}"#).send().await.unwrap();
    for _ in 0..3 {
        assert_eq!(response.chunk().await.unwrap().unwrap(), ":\n\n");
    }
}

/// A client that reads nothing for a while makes the server wait; when it reads again, it learns where to go on.
#[tokio::test]
async fn a_slow_client_is_told_to_resume() {
    let limits = StreamLimits { take_timeout_ms: 200, write_timeout_ms: 60_000, ..StreamLimits::default() };
    let server = Server::with_streams(limits).await;
    let asked = r#"{"query":"subscription { ticks(bytes: 65536) { number ballast } }"}"#;
    let response = events(&server, asked).send().await.unwrap();
    let made = server.stalled_for(Duration::from_millis(600)).await;
    assert!(made * 65_536 < 32 * 1024 * 1024, "{made} answers were made for a client that reads none");
    let text = tokio::time::timeout(Duration::from_secs(20), response.text()).await.expect("an end in time").unwrap();
    let ids: Vec<i64> = text.lines().filter_map(|line| line.strip_prefix("id: ")).map(|id| id.parse().unwrap()).collect();
    let last = *ids.last().unwrap();
    assert_eq!(ids, (1..=last).collect::<Vec<_>>(), "none is lost, none is told twice");
    let end = text.rsplit_once("event: next\ndata: ").unwrap().1;
    let (told, complete) = end.split_once("\n\n").unwrap();
    let told: serde_json::Value = serde_json::from_str(told).unwrap();
    assert_eq!(told["errors"][0]["extensions"], json!({"code": "RESUME", "lastSequence": last}));
    assert_eq!(complete, "event: complete\ndata: \n\n");
}

/// A client that never reads again is cut, and its place is free.
#[tokio::test]
async fn a_client_that_takes_nothing_is_cut() {
    let limits = StreamLimits { max_connections: 1, take_timeout_ms: 100, write_timeout_ms: 300, ..StreamLimits::default() };
    let server = Server::with_streams(limits).await;
    let asked = r#"{"query":"subscription { ticks(bytes: 65536) { number ballast } }"}"#;
    let stalled = events(&server, asked).send().await.unwrap();
    answer(events(&server, TWO)).await.is_refused(503, "UNAVAILABLE");
    let begun = std::time::Instant::now();
    while answer(events(&server, TWO)).await.status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the place of a client that takes nothing is free again");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drop(stalled);
}
