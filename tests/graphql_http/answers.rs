//! What the status and the body of an answer say.

use serde_json::json;

use crate::support::Server;
use crate::support::answer;

#[tokio::test]
async fn keys_keep_the_order_of_the_query() {
    let server = Server::start().await;
    let answered = server.ask("{ zeta alpha b: zeta a: alpha }").await;
    assert_eq!(answered.text, r#"{"data":{"zeta":26,"alpha":1,"b":26,"a":1}}"#);
}

#[tokio::test]
async fn documents_at_fault_have_a_code_a_place_and_no_data() {
    let server = Server::start().await;
    for (query, code) in [
        ("{", "PARSE_FAILED"),
        ("", "PARSE_FAILED"),
        ("{ echo(text: \"open) }", "PARSE_FAILED"),
        ("{ none }", "VALIDATION_FAILED"),
        ("{ ...None }", "VALIDATION_FAILED"),
        ("query A { zeta } query B { alpha }", "VALIDATION_FAILED"),
        ("{ double(number: 1, number: 2) }", "VALIDATION_FAILED"),
        ("{ double(number: \"x\") }", "VALIDATION_FAILED"),
        ("query ($n: Int!) { double(number: $n) }", "BAD_INPUT"),
    ] {
        let answered = server.ask(query).await;
        answered.is_refused(400, code);
        let no_place = query.is_empty() || query.starts_with("query A");
        assert!(no_place || !answered.json()["errors"][0]["locations"][0]["line"].is_null(), "{}", answered.text);
    }
}

#[tokio::test]
async fn older_clients_get_200_for_them_and_for_them_only() {
    let server = Server::start().await;
    let older = |query: &str| {
        let body = json!({"query": query}).to_string();
        let request = server.method("POST").header("accept", "application/json");
        answer(request.header("content-type", "application/json").body(body))
    };
    older("{").await.is_refused(200, "PARSE_FAILED");
    older("{ none }").await.is_refused(200, "VALIDATION_FAILED");
    older("query ($n: Int!) { double(number: $n) }").await.is_refused(200, "BAD_INPUT");
    older("mutation { count }").await.is_refused(401, "NOT_AUTHENTICATED");
    older("mutation { a: count b: count }").await.is_refused(400, "LIMIT_EXCEEDED");
    assert_eq!(older("{ leakRequired }").await.status, 500);
    assert_eq!(older("{ conflict }").await.status, 409);
}

#[tokio::test]
async fn wrong_variables_are_bad_input() {
    let server = Server::start().await;
    let query = "query ($n: Int!) { double(number: $n) }";
    for variables in [json!({"n": "x"}), json!({"n": null}), json!({}), json!({"n": [1, 2]})] {
        server.ask_with(query, variables).await.is_refused(400, "BAD_INPUT");
    }
    let too_large = server.ask_with(query, json!({"n": 99_999_999_999_u64})).await;
    assert_eq!((too_large.status, too_large.code().as_str()), (400, "BAD_INPUT"));
}

#[tokio::test]
async fn without_data_the_worst_code_decides_the_status() {
    let server = Server::start().await;
    for (query, status, code) in [
        ("{ conflict }", 409, "CONFLICT"),
        ("{ forbidden }", 403, "NOT_ALLOWED"),
        ("{ leakRequired }", 500, "INTERNAL"),
        ("{ leak conflict }", 500, "INTERNAL"),
    ] {
        let answered = server.ask(query).await;
        assert_eq!((answered.status, answered.code().as_str()), (status, code));
        assert_eq!(answered.json().get("data"), Some(&json!(null)), "a field failed, so data is there and null");
        answered.has_the_headers_of_every_answer();
    }
}

#[tokio::test]
async fn with_data_the_status_is_200() {
    let server = Server::start().await;
    let answered = server.ask("{ leak zeta }").await;
    assert_eq!((answered.status, answered.code().as_str()), (200, "INTERNAL"));
    assert_eq!(answered.json()["data"], json!({"leak": null, "zeta": 26}));
    assert_eq!(answered.json()["errors"][0]["path"], json!(["leak"]));
}
