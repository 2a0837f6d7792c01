//! `graphql-transport-ws`, frame by frame: what is answered, and with which code a connection ends.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;
use tizilim::graphql::gate::StreamLimits;
use tokio_tungstenite::tungstenite::Message;

use crate::socket::PROTOCOL;
use crate::socket::Socket;
use crate::support::Server;

const TWO: &str = "subscription { ticks(after: 4, to: 6) { number } }";
const SILENCE: &str = "subscription { silence }";

fn quick() -> StreamLimits {
    StreamLimits { init_timeout_ms: 200, ping_ms: 100, idle_timeout_ms: 400, take_timeout_ms: 300, ..StreamLimits::default() }
}

#[tokio::test]
async fn a_subscription_is_told_answer_by_answer() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("a", TWO).await;
    for number in [5, 6] {
        let next = json!({"id": "a", "type": "next", "payload": {"data": {"ticks": {"number": number}}}});
        assert_eq!(socket.hear().await, next);
    }
    assert_eq!(socket.hear().await, json!({"id": "a", "type": "complete"}));
    socket.say(&json!({"type": "ping"})).await;
    assert_eq!(socket.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_query_is_answered_and_a_mutation_is_not() {
    let server = Server::start().await;
    let mut socket = Socket::open(&server, &[PROTOCOL, ("authorization", "Bearer ministry")]).await.unwrap();
    socket.init(json!({})).await;
    socket.hear().await;
    socket.subscribe("q", "{ zeta who }").await;
    assert_eq!(socket.hear().await["payload"], json!({"data": {"zeta": 26, "who": "ministry"}}));
    assert_eq!(socket.hear().await["type"], "complete");
    socket.subscribe("m", "mutation { count }").await;
    let refused = socket.hear().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("m")));
    assert_eq!(refused["payload"][0]["extensions"]["code"], "METHOD_NOT_ALLOWED");
    let counted = crate::support::answer(server.json(r#"{"query":"mutation {count}"}"#).bearer_auth("ministry")).await;
    assert_eq!(counted.text, r#"{"data":{"count":1}}"#, "nothing ran before");
}

#[tokio::test]
async fn every_operation_passes_the_gate() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    let deep = format!("subscription {{ ticks {{ {}number{} }} }}", "a {".repeat(16), "}".repeat(16));
    let doubling: String = (0..26).map(|n| format!("fragment F{n} on Tick {{...F{0} ...F{0}}} ", n + 1)).collect();
    let doubling = format!("subscription {{ticks {{...F0}}}} {doubling} fragment F26 on Tick {{number}}");
    for (query, code) in [
        ("subscription {", "PARSE_FAILED"),
        ("subscription { none }", "VALIDATION_FAILED"),
        ("subscription { ticks { none } }", "VALIDATION_FAILED"),
        ("subscription { a: ticks { number } b: ticks { number } }", "VALIDATION_FAILED"),
        ("subscription { ...F } fragment F on Ticking { ticks { number } }", "VALIDATION_FAILED"),
        ("subscription { ticks(after: \"x\") { number } }", "VALIDATION_FAILED"),
        ("subscription { ticks(after: -1) { number } }", "BAD_INPUT"),
        (&deep, "LIMIT_EXCEEDED"),
        (&doubling, "LIMIT_EXCEEDED"),
        ("{ none }", "VALIDATION_FAILED"),
    ] {
        let begun = Instant::now();
        socket.subscribe("x", query).await;
        let refused = socket.hear().await;
        assert_eq!(refused["type"], "error", "{query}: {refused:#}");
        assert_eq!(refused["payload"][0]["extensions"]["code"], code, "{query}: {refused:#}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn errors_in_an_answer_stand_beside_it_and_keep_secrets() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("a", "subscription { ticks(after: 1, to: 4) { number fragile } }").await;
    for (number, fragile) in [(2, json!(2)), (3, Value::Null), (4, json!(4))] {
        let next = socket.hear().await;
        assert_eq!(next["payload"]["data"], json!({"ticks": {"number": number, "fragile": fragile}}), "{next:#}");
        let error = &next["payload"]["errors"][0];
        if number == 3 {
            assert_eq!((&error["path"], &error["extensions"]["code"]), (&json!(["ticks", "fragile"]), &json!("INTERNAL")));
            assert!(error["extensions"]["requestId"].is_string());
            assert!(!next.to_string().contains("SELECT"), "{next:#}");
        } else {
            assert_eq!(error, &Value::Null);
        }
    }
    assert_eq!(socket.hear().await["type"], "complete");
    socket.subscribe("b", "subscription { ticks(to: 1, fails: true) { number } }").await;
    assert_eq!(socket.hear().await["type"], "next");
    let failed = socket.hear().await;
    assert_eq!((&failed["type"], &failed["payload"][0]["extensions"]["code"]), (&json!("error"), &json!("UNAVAILABLE")));
}

#[tokio::test]
async fn a_panic_ends_its_operation_and_nothing_else() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("quiet", SILENCE).await;
    socket.subscribe("a", "subscription { ticks { panics } }").await;
    let told = socket.hear().await;
    assert_eq!((&told["id"], &told["payload"][0]["extensions"]["code"]), (&json!("a"), &json!("INTERNAL")), "{told:#}");
    assert!(!told.to_string().contains("/srv"), "{told:#}");
    socket.subscribe("b", "{ zeta }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["zeta"], 26);
}

#[tokio::test]
async fn what_the_protocol_does_not_know_is_4400() {
    let server = Server::start().await;
    for text in [
        "",
        "{",
        "[]",
        r#"{"type":"start"}"#,
        r#"{"type":"subscribe","id":"1","payload":{}}"#,
        r#"{"type":"subscribe","payload":{"query":"{zeta}"}}"#,
        r#"{"type":"ping","payload":[]}"#,
    ] {
        let mut socket = Socket::ready(&server).await;
        socket.say_text(text).await;
        assert_eq!(socket.close_code().await, 4400, "{text}");
    }
    let mut socket = Socket::ready(&server).await;
    socket.send(Message::binary(r#"{"type":"ping"}"#)).await;
    assert_eq!(socket.close_code().await, 4400);
}

#[tokio::test]
async fn to_ask_before_the_beginning_is_4401() {
    let server = Server::start().await;
    let mut socket = Socket::open(&server, &[PROTOCOL]).await.unwrap();
    socket.subscribe("a", TWO).await;
    assert_eq!(socket.close_code().await, 4401);
}

#[tokio::test]
async fn a_bad_token_is_4403_or_401_and_never_nobody() {
    let server = Server::start().await;
    for authorization in [json!("Bearer stolen"), json!("ministry"), json!(""), json!(7), json!("Basic bWluaXN0cnk6")] {
        let mut socket = Socket::open(&server, &[PROTOCOL]).await.unwrap();
        socket.init(json!({"authorization": authorization})).await;
        assert_eq!(socket.close_code().await, 4403, "{authorization}");
    }
    let mut socket = Socket::open(&server, &[PROTOCOL]).await.unwrap();
    socket.init(json!({"Authorization": "Bearer down"})).await;
    assert_eq!(socket.close_code().await, 1013);
    let refused = Socket::open(&server, &[PROTOCOL, ("authorization", "Bearer stolen")]).await;
    assert_eq!(refused.err(), Some(401));

    let mut socket = Socket::open(&server, &[PROTOCOL]).await.unwrap();
    socket.init(json!({"authorization": "Bearer ministry"})).await;
    assert_eq!(socket.hear().await["type"], "connection_ack");
    socket.subscribe("a", "subscription { ticks { who } }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["ticks"]["who"], "ministry");
}

#[tokio::test]
async fn another_protocol_or_none_is_4406() {
    let server = Server::start().await;
    let mut none = Socket::open(&server, &[]).await.unwrap();
    assert_eq!(none.close_code().await, 4406);
    // The library of the test wants the protocol that it offers, so the handshake is looked at by its bytes.
    let mut both = Socket::open(&server, &[("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")]).await.unwrap();
    both.init(Value::Null).await;
    assert_eq!(both.hear().await["type"], "connection_ack");
}

#[tokio::test]
async fn who_never_begins_is_4408() {
    let server = Server::with_streams(quick()).await;
    let mut socket = Socket::open(&server, &[PROTOCOL]).await.unwrap();
    assert_eq!(socket.close_code().await, 4408);
}

#[tokio::test]
async fn an_id_under_way_is_4409_and_free_again_after_it() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("a", SILENCE).await;
    socket.say(&json!({"type": "complete", "id": "a"})).await;
    socket.subscribe("a", TWO).await;
    assert_eq!(socket.hear().await["payload"]["data"]["ticks"]["number"], 5);
    assert_eq!(socket.hear().await["payload"]["data"]["ticks"]["number"], 6);
    assert_eq!(socket.hear().await["type"], "complete");
    socket.subscribe("a", SILENCE).await;
    socket.subscribe("a", SILENCE).await;
    let (code, reason) = socket.closed().await;
    assert_eq!((code, reason.as_str()), (4409, "Subscriber for a already exists"));
}

#[tokio::test]
async fn to_begin_twice_is_4429() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.init(Value::Null).await;
    assert_eq!(socket.close_code().await, 4429);
}

#[tokio::test]
async fn a_long_message_is_1009_and_not_read() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("a", &format!("{{ zeta }} #{}", "x".repeat(70_000))).await;
    assert_eq!(socket.close_code().await, 1009);
}

#[tokio::test]
async fn pages_of_another_origin_are_403() {
    let limits = StreamLimits { allowed_origins: vec!["https://portal.example".to_owned()], ..StreamLimits::default() };
    let server = Server::with_streams(limits).await;
    let own = server.url.trim_end_matches("/graphql").to_owned();
    for origin in [own.as_str(), "https://portal.example"] {
        assert!(Socket::open(&server, &[PROTOCOL, ("origin", origin)]).await.is_ok(), "{origin}");
    }
    for origin in ["https://evil.example", "null", "http://127.0.0.1"] {
        assert_eq!(Socket::open(&server, &[PROTOCOL, ("origin", origin)]).await.err(), Some(403), "{origin}");
    }
}

#[tokio::test]
async fn no_more_operations_than_the_limits_say() {
    let server = Server::with_streams(StreamLimits { max_operations: 3, max_subscriptions: 4, ..StreamLimits::default() }).await;
    let mut first = Socket::ready(&server).await;
    for id in ["a", "b", "c"] {
        first.subscribe(id, SILENCE).await;
    }
    first.subscribe("d", SILENCE).await;
    let refused = first.hear().await;
    assert_eq!((&refused["id"], &refused["payload"][0]["extensions"]["code"]), (&json!("d"), &json!("LIMIT_EXCEEDED")));
    let mut second = Socket::ready(&server).await;
    second.subscribe("a", SILENCE).await;
    second.subscribe("b", SILENCE).await;
    let refused = second.hear().await;
    assert_eq!((&refused["id"], &refused["payload"][0]["extensions"]["code"]), (&json!("b"), &json!("UNAVAILABLE")));
    first.say(&json!({"type": "complete", "id": "a"})).await;
    first.subscribe("q", "{ zeta }").await;
    first.hear().await;
    second.subscribe("c", TWO).await;
    assert_eq!(second.hear().await["type"], "next", "a place is free again");
}

#[tokio::test]
async fn no_more_connections_than_the_limits_say() {
    let server = Server::with_streams(StreamLimits { max_connections: 2, ..StreamLimits::default() }).await;
    let first = Socket::ready(&server).await;
    let _second = Socket::ready(&server).await;
    assert_eq!(Socket::open(&server, &[PROTOCOL]).await.err(), Some(503));
    drop(first);
    let begun = Instant::now();
    while Socket::open(&server, &[PROTOCOL]).await.is_err() {
        assert!(begun.elapsed() < Duration::from_secs(5), "the place of a connection that is gone is free again");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_socket_that_is_not_used_is_closed_and_one_that_follows_is_not() {
    let limits = StreamLimits { unused_timeout_ms: 300, ..StreamLimits::default() };
    let server = Server::with_streams(limits).await;
    let mut follows = Socket::ready(&server).await;
    follows.subscribe("a", "subscription { silence }").await;
    let mut unused = Socket::ready(&server).await;
    assert_eq!(unused.close_code().await, 1001);
    // It has been open for longer, and is still followed.
    follows.subscribe("b", "{ zeta }").await;
    assert_eq!(follows.hear().await["payload"]["data"]["zeta"], 26);
}

#[tokio::test]
async fn who_answers_no_ping_is_gone() {
    let server = Server::with_streams(quick()).await;
    // Whoever reads answers pings, and stays.
    let mut heard = Socket::ready(&server).await;
    let until = Instant::now() + Duration::from_millis(900);
    while Instant::now() < until {
        let message = tokio::time::timeout(Duration::from_millis(200), heard.message()).await;
        assert!(matches!(message, Err(_) | Ok(Some(Ok(Message::Ping(_))))), "{message:?}");
    }
    // Whoever does not read answers none.
    let mut deaf = Socket::ready(&server).await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(deaf.close_code().await, 1001);
}

/// A client that stops reading makes the server wait and not make answers; it is told where to go on, and closed.
#[tokio::test]
async fn a_slow_client_is_told_to_resume_and_nothing_is_made_for_it() {
    let limits = StreamLimits { take_timeout_ms: 1_000, ..StreamLimits::default() };
    let server = Server::with_streams(limits).await;
    let mut socket = Socket::ready(&server).await;
    let bytes = 64 * 1024;
    socket.subscribe("a", &format!("subscription {{ ticks(bytes: {bytes}) {{ number ballast }} }}")).await;
    // Longer than it may take over an answer, and not so long that it is cut.
    let made = server.stalled_for(Duration::from_millis(1_300)).await;
    assert!(made * bytes < 32 * 1024 * 1024, "{made} answers were made for a client that reads none");
    // It comes to, reads what stands in the line, and learns where to go on.
    let mut last = 0;
    loop {
        let told = socket.hear().await;
        if told["type"] == "error" {
            assert_eq!(told["payload"][0]["extensions"], json!({"code": "RESUME", "lastSequence": last}));
            break;
        }
        last += 1;
        assert_eq!(told["payload"]["data"]["ticks"]["number"], last, "none is lost, none is told twice");
    }
    assert_eq!(socket.close_code().await, 4420);
}

#[tokio::test]
async fn a_server_that_stops_says_so() {
    let server = Server::start().await;
    let mut socket = Socket::ready(&server).await;
    socket.subscribe("a", SILENCE).await;
    socket.subscribe("q", "{ zeta }").await;
    socket.hear().await;
    let open = server.open.clone();
    let stopped = tokio::spawn(async move { open.close().await });
    assert_eq!(socket.close_code().await, 1001);
    drop(socket);
    tokio::time::timeout(Duration::from_secs(3), stopped).await.expect("in time").unwrap();
    assert_eq!(Socket::open(&server, &[PROTOCOL]).await.err(), Some(503));
}

/// The handshake of a client of the older protocol, by its bytes: its own library would not get as far as the code.
#[tokio::test]
async fn the_older_protocol_is_refused_by_its_code() {
    use tokio::io::AsyncReadExt;
    use tokio::io::AsyncWriteExt;

    let server = Server::start().await;
    let address = server.url.trim_start_matches("http://").trim_end_matches("/graphql").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let handshake = format!(
        "GET /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n"
    );
    stream.write_all(handshake.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = async {
        while !answer.windows(2).any(|bytes| bytes == 4406_u16.to_be_bytes()) {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "{}", String::from_utf8_lossy(&answer));
        }
    };
    tokio::time::timeout(Duration::from_secs(5), read).await.expect("a close frame in time");
    let head = String::from_utf8_lossy(&answer).to_lowercase();
    assert!(head.starts_with("http/1.1 101") && !head.contains("sec-websocket-protocol"), "{head}");
}
