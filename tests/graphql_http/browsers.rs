//! What browsers are told, and what compressed answers say.

use crate::support::{Server, answer};

const ORIGIN: &str = "https://portal.example";

#[tokio::test]
async fn pages_of_anyone_may_read_and_none_may_send_a_token() {
    let server = Server::start().await;
    let read = answer(server.json(r#"{"query":"{ zeta }"}"#).header("origin", ORIGIN)).await;
    assert_eq!((read.status, read.header("access-control-allow-origin")), (200, "*"));
    assert_eq!(read.header("access-control-allow-credentials"), "");
    assert!(read.header("access-control-expose-headers").contains("ratelimit"));
    assert_eq!(read.header("vary"), "accept", "the answer is the same whoever asks");
    let asked = server.method("OPTIONS").header("origin", ORIGIN).header("access-control-request-method", "POST");
    let allowed = answer(asked.header("access-control-request-headers", "content-type, authorization")).await;
    assert_eq!((allowed.status, allowed.header("access-control-max-age")), (200, "86400"));
    let headers = allowed.header("access-control-allow-headers").to_ascii_lowercase();
    assert!(headers.contains("content-type") && !headers.contains("authorization"), "{headers}");
    assert!(!allowed.header("access-control-allow-methods").contains("DELETE"));
}

#[tokio::test]
async fn an_answer_does_nothing_in_a_browser() {
    let server = Server::start().await;
    for answered in [server.ask("{ zeta }").await, server.ask("{").await, answer(server.method_at("GET", "/nowhere")).await] {
        assert!(answered.header("content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(answered.header("referrer-policy"), "no-referrer");
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
        assert_eq!(answered.header("strict-transport-security"), "", "only where its address is one of TLS");
    }
}

#[tokio::test]
async fn long_answers_are_compressed_for_whoever_takes_them_so() {
    let server = Server::start().await;
    let text = "а".repeat(4_000);
    let body = serde_json::json!({"query": "query ($t: String) { echo(text: $t) }", "variables": {"t": text}}).to_string();
    let long = || server.json(&body);
    let as_it_is = long().send().await.unwrap();
    assert!(as_it_is.headers().get("content-encoding").is_none());
    let compressed = long().header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(compressed.headers()["content-encoding"], "gzip");
    let vary: Vec<_> = compressed.headers().get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(vary.join(", "), "accept, accept-encoding");
    let bytes = compressed.bytes().await.unwrap();
    assert!(bytes.len() < 1_000, "{}", bytes.len());
    let mut unpacked = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut unpacked).unwrap();
    assert_eq!(unpacked, as_it_is.text().await.unwrap());
    let short = server.json(r#"{"query":"{ zeta }"}"#).header("accept-encoding", "gzip").send().await.unwrap();
    assert!(short.headers().get("content-encoding").is_none());
}
