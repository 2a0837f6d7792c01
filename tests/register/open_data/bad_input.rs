//! What is no file of the register: refused with a code and a reason.

use serde_json::Value;
use tizilim::app::App;
use tizilim::settings::Settings;
use tokio::net::TcpListener;

use super::{fetch, fetch_with};
use crate::support::TestRegister;
use crate::support::server::Server;

#[tokio::test]
async fn each_fault_has_its_status_and_code() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    let next = newest + 1;
    for (path, status, code) in [
        ("nothing", 404, "UNKNOWN_FILE"),
        ("nothing.csv", 404, "UNKNOWN_DATA_SET"),
        ("Licensees.csv", 404, "UNKNOWN_DATA_SET"),
        ("licensees.xlsx", 404, "UNKNOWN_FORM"),
        ("licensees.csv.gz", 404, "UNKNOWN_FORM"),
        ("..%2Flicensees.csv", 404, "UNKNOWN_DATA_SET"),
        ("%D2%93.csv", 404, "UNKNOWN_DATA_SET"),
        (&format!("licensees.csv?sequence={next}"), 400, "SEQUENCE_TO_COME"),
        ("licensees.csv?sequence=9223372036854775807", 400, "SEQUENCE_TO_COME"),
        ("licensees.csv?sequence=9223372036854775808", 400, "BAD_PARAMETER"),
        ("licensees.csv?sequence=-1", 400, "BAD_PARAMETER"),
        ("licensees.csv?sequence=", 400, "BAD_PARAMETER"),
        ("licensees.csv?sequence=1&sequence=2", 400, "BAD_PARAMETER"),
        ("licensees.csv?sequence=abc", 400, "BAD_PARAMETER"),
        ("licensees.csv?seq=1", 400, "BAD_PARAMETER"),
        ("licensees.csv?sequence=3&after=3", 400, "DELTA_BACKWARDS"),
        ("licensees.csv?sequence=3&after=4", 400, "DELTA_BACKWARDS"),
        (&format!("licensees.csv?after={newest}"), 400, "DELTA_BACKWARDS"),
        (&format!("SHA256SUMS?sequence={next}"), 400, "SEQUENCE_TO_COME"),
        (&format!("catalog.jsonld?sequence={next}"), 400, "SEQUENCE_TO_COME"),
        ("catalog.jsonld?after=1", 400, "BAD_PARAMETER"),
    ] {
        let answer = fetch(&server.base, path).await;
        let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{path}: {}", answer.text()));
        assert_eq!((answer.status, problem["code"].as_str()), (status, Some(code)), "{path}: {problem}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!((problem["status"].as_u64(), answer.header("cache-control")), (Some(status.into()), "no-store"));
        assert!(problem["detail"].as_str().unwrap().ends_with('.'), "{problem}");
    }
    for method in ["POST", "PUT", "DELETE"] {
        let answer = fetch_with(&server.base, "licensees.csv", method, &[]).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"));
    }
}

#[tokio::test]
async fn more_files_at_once_than_there_may_be_are_refused_until_later() {
    let register = TestRegister::at("2026-01-20").await;
    let mut settings = Settings::default();
    settings.open_data.max_files = 0;
    let app = App::new(register.registry.clone(), &settings).expect("an application");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app.router()).await });
    let answer = fetch(&base, "rules.csv?sequence=1").await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, "10"));
    assert!(answer.text().contains("\"BUSY\""));
    // What needs no file to be sent is answered.
    assert_eq!(fetch_with(&base, "rules.csv?sequence=1", "HEAD", &[]).await.status, 200);
    assert_eq!(fetch(&base, "").await.status, 200);
}
