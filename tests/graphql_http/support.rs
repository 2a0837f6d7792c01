//! A server of its own for each test, and the few ways to ask it.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use reqwest::Client;
use reqwest::RequestBuilder;
use serde_json::Value;
use serde_json::json;
use tizilim::graphql::gate::{FairUseLimits, Limits, LoadLimits, StreamLimits};
use tizilim::http::{Answers, FairUse, Fairness, Listener, Load, Peer, Streams, around, routes};
use tokio::net::TcpListener;

use crate::toy::{App, Held};

/// The newer media type.
pub(crate) const NEWER: &str = "application/graphql-response+json";

/// The time after which a test is taken to hang.
const HANGS: Duration = Duration::from_secs(20);

/// A server and a client for it.
pub(crate) struct Server {
    pub(crate) url: String,
    /// The connections that stay open.
    pub(crate) open: Streams,
    /// The last tick that was made for anyone.
    made: Arc<AtomicI64>,
    /// The answers that are held back.
    pub(crate) held: Held,
    client: Client,
}

/// An answer as it came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with_timeout(Duration::from_secs(10)).await
    }

    pub(crate) async fn with_timeout(timeout: Duration) -> Self {
        Self::with(StreamLimits::default(), FairUseLimits::default(), LoadLimits::default(), timeout).await
    }

    pub(crate) async fn with_streams(streams: StreamLimits) -> Self {
        Self::with(streams, FairUseLimits::default(), LoadLimits::default(), Duration::from_secs(10)).await
    }

    pub(crate) async fn with_fairness(fair_use: FairUseLimits, load: LoadLimits) -> Self {
        Self::with(StreamLimits::default(), fair_use, load, Duration::from_secs(10)).await
    }

    async fn with(streams: StreamLimits, fair_use: FairUseLimits, load: LoadLimits, timeout: Duration) -> Self {
        // A client wants to know whose TLS it has, even without any.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let write_timeout = streams.write_timeout();
        let fairness = Fairness { fair_use: FairUse::new(fair_use), load: Load::new(&load) };
        let app = App::new(Limits::default(), streams, fairness.clone(), timeout).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/graphql", listener.local_addr().unwrap());
        let (open, made, held) = (app.streams().clone(), app.made(), app.held());
        let listener = Listener::new(listener, write_timeout);
        let beside = axum::Router::new().route("/health/live", axum::routing::get(async || "live\n"));
        let beside = beside.route("/other", axum::routing::get(async || "other\n"));
        let service = around(routes(app).merge(beside), fairness).into_make_service_with_connect_info::<Peer>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { url, open, made, held, client: Client::builder().no_proxy().timeout(HANGS).build().unwrap() }
    }

    /// Waits until no tick was made for so long: until those who follow take none. Gives the last that was made.
    pub(crate) async fn stalled_for(&self, long: Duration) -> i64 {
        let made = || self.made.load(Ordering::Relaxed);
        let (mut last, mut since) = (made(), Instant::now());
        while last == 0 || since.elapsed() < long {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if made() != last {
                (last, since) = (made(), Instant::now());
            }
        }
        last
    }

    /// A POST with a body that is not yet said.
    pub(crate) fn post(&self) -> RequestBuilder {
        self.client.post(&self.url).header("accept", NEWER)
    }

    /// A POST with this body as JSON.
    pub(crate) fn json(&self, body: &str) -> RequestBuilder {
        self.post().header("content-type", "application/json").body(body.to_owned())
    }

    /// A GET with this behind the question mark.
    pub(crate) fn get(&self, query_string: &str) -> RequestBuilder {
        self.client.get(format!("{}?{query_string}", self.url)).header("accept", NEWER)
    }

    /// Any other method.
    pub(crate) fn method(&self, method: &str) -> RequestBuilder {
        self.client.request(method.parse().unwrap(), &self.url)
    }

    /// Any method, at another address.
    pub(crate) fn method_at(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(method.parse().unwrap(), self.url.replace("/graphql", path))
    }

    /// Asks this, without variables.
    pub(crate) async fn ask(&self, query: &str) -> Answer {
        self.ask_with(query, json!({})).await
    }

    /// Asks this, with these variables.
    pub(crate) async fn ask_with(&self, query: &str, variables: Value) -> Answer {
        let body = json!({"query": query, "variables": variables});
        answer(self.json(&body.to_string())).await
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Asserts the status and the code of a request that was not executed, and all that goes with
    /// it.
    pub(crate) fn is_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{}", self.text);
        assert!(self.json().get("data").is_none(), "{}", self.text);
        assert!(!self.json()["errors"][0]["message"].as_str().unwrap().is_empty());
        assert_eq!(self.header("cache-control"), "no-store");
        self.has_the_headers_of_every_answer();
    }

    pub(crate) fn has_the_headers_of_every_answer(&self) {
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("vary"), "accept");
        assert!(!self.header("x-request-id").is_empty());
        assert!(self.header("content-type").ends_with("json; charset=utf-8"));
    }
}

/// Sends a request; gives its answer.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer { status: response.status().as_u16(), headers: response.headers().clone(), text: response.text().await.unwrap() }
}
