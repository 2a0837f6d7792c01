//! What a request may look like.

use serde_json::json;

use crate::support::NEWER;
use crate::support::Server;
use crate::support::answer;

const BODY: &str = r#"{"query":"{ zeta }"}"#;

#[tokio::test]
async fn post_answers_in_the_media_type_that_is_wanted() {
    let server = Server::start().await;
    for (accept, content_type) in [
        (NEWER, "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
        ("application/json;q=0.5, application/graphql-response+json", "application/graphql-response+json; charset=utf-8"),
    ] {
        let request = server.method("POST").header("content-type", "application/json").body(BODY);
        let answer = answer(request.header("accept", accept)).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"data":{"zeta":26}}"#));
        assert_eq!(answer.header("content-type"), content_type, "{accept}");
        answer.has_the_headers_of_every_answer();
    }
}

#[tokio::test]
async fn what_cannot_be_accepted_is_406() {
    let server = Server::start().await;
    let request = server.method("POST").header("content-type", "application/json").body(BODY);
    let answer = answer(request.header("accept", "text/html")).await;
    answer.is_refused(406, "NOT_ACCEPTABLE");
}

#[tokio::test]
async fn post_wants_json_and_nothing_else() {
    let server = Server::start().await;
    for content_type in [
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
    ] {
        let request = server.post().header("content-type", content_type).body(BODY);
        answer(request).await.is_refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    answer(server.post().body(BODY)).await.is_refused(415, "UNSUPPORTED_MEDIA_TYPE");
    let compressed = server.json(BODY).header("content-encoding", "gzip");
    answer(compressed).await.is_refused(415, "UNSUPPORTED_MEDIA_TYPE");
    let utf8 = server.post().header("content-type", "application/json; charset=UTF-8").body(BODY);
    assert_eq!(answer(utf8).await.status, 200);
}

#[tokio::test]
async fn bodies_that_are_no_request_are_400() {
    let server = Server::start().await;
    for body in [
        "",
        "{",
        "[]",
        r#"[{"query":"{ zeta }"}]"#,
        "\"{ zeta }\"",
        "{}",
        r#"{"query":null}"#,
        r#"{"query":7}"#,
        r#"{"query":"{ zeta }","operationName":7}"#,
        r#"{"query":"{ zeta }","variables":[]}"#,
        r#"{"query":"{ zeta }","extensions":"x"}"#,
    ] {
        answer(server.json(body)).await.is_refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn long_bodies_are_413_whether_announced_or_not() {
    let server = Server::start().await;
    let long = json!({"query": "{ zeta }", "extensions": {"x": "x".repeat(5_000_000)}}).to_string();
    answer(server.json(&long)).await.is_refused(413, "PAYLOAD_TOO_LARGE");
    let just_fits = json!({"query": "{ zeta }", "extensions": {"x": "x".repeat(128 * 1024 - 45)}}).to_string();
    assert_eq!(answer(server.json(&just_fits)).await.status, 200);
}

#[tokio::test]
async fn get_asks_queries() {
    let server = Server::start().await;
    let named = "query=query+A{alpha}+query+Z($n:Int!){double(number:$n)}&operationName=Z&variables=%7B%22n%22:21%7D";
    let answered = answer(server.get(named)).await;
    assert_eq!((answered.status, answered.text.as_str()), (200, r#"{"data":{"double":42}}"#));
    answered.has_the_headers_of_every_answer();
    answer(server.get("")).await.is_refused(400, "BAD_REQUEST");
    answer(server.get("query={zeta}&query={zeta}")).await.is_refused(400, "BAD_REQUEST");
    answer(server.get("query={zeta}&variables=7")).await.is_refused(400, "BAD_REQUEST");
    answer(server.get("query=query+A{alpha}+query+Z{zeta}")).await.is_refused(400, "VALIDATION_FAILED");
}

#[tokio::test]
async fn get_does_not_act() {
    let server = Server::start().await;
    for query_string in ["query=mutation{count}", "query=query+A{zeta}+mutation+B{count}&operationName=B"] {
        let refused = answer(server.get(query_string).bearer_auth("ministry")).await;
        refused.is_refused(405, "METHOD_NOT_ALLOWED");
        assert_eq!(refused.header("allow"), "POST");
    }
    let counted = answer(server.json(r#"{"query":"mutation{count}"}"#).bearer_auth("ministry")).await;
    assert_eq!(counted.text, r#"{"data":{"count":1}}"#);
}

#[tokio::test]
async fn other_methods_are_405() {
    let server = Server::start().await;
    for method in ["PUT", "PATCH", "DELETE"] {
        let refused = answer(server.method(method)).await;
        refused.is_refused(405, "METHOD_NOT_ALLOWED");
        assert_eq!(refused.header("allow"), "GET, HEAD, POST");
    }
}

#[tokio::test]
async fn subscriptions_are_400() {
    let server = Server::start().await;
    server.ask("subscription { ticks { number } }").await.is_refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn the_request_id_is_taken_over_or_made() {
    let server = Server::start().await;
    let brought = answer(server.json(BODY).header("x-request-id", "proxy-7")).await;
    assert_eq!(brought.header("x-request-id"), "proxy-7");
    let made = answer(server.json(BODY).header("x-request-id", "<script>")).await;
    assert_eq!(made.header("x-request-id").len(), 36);
}
