//! A real server over a register, and ways to ask it.

use serde_json::{Value, json};
use tizilim::app::App;
use tizilim::domain::office::Role;
use tizilim::registry::Registry;
use tizilim::settings::Settings;
use tokio::net::TcpListener;

use super::day;

/// A running server.
pub(crate) struct Server {
    pub(crate) base: String,
    client: reqwest::Client,
    registry: Registry,
}

impl Server {
    pub(crate) async fn over(registry: &Registry) -> Self {
        Self::with(registry, &Settings::default()).await
    }

    pub(crate) async fn with(registry: &Registry, settings: &Settings) -> Self {
        let app = App::new(registry.clone(), settings).expect("an application");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, app.router()).await });
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { base, client, registry: registry.clone() }
    }

    /// A token of a role, good until 2030.
    pub(crate) async fn token(&self, role: Role) -> String {
        self.registry.create_token(role, "test", day("2030-12-31")).await.expect("a token").bearer
    }

    /// Sends an operation; gives status and body.
    pub(crate) async fn send(&self, token: Option<&str>, query: &str, variables: Value) -> (u16, Value) {
        let mut request =
            self.client.post(format!("{}/graphql", self.base)).json(&json!({"query": query, "variables": variables}));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.header("accept", "application/graphql-response+json").send().await.expect("an answer");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    }

    /// Asks a question that must be answered without errors; gives the data.
    pub(crate) async fn ask(&self, query: &str, variables: Value) -> Value {
        let (status, mut body) = self.send(None, query, variables).await;
        assert_eq!((status, body.get("errors")), (200, None), "{query}\n{body:#}");
        body["data"].take()
    }

    /// Sends one of several operations; gives the body.
    pub(crate) async fn send_named(&self, document: &str, operation: &str, variables: &Value) -> Value {
        let body = json!({"query": document, "operationName": operation, "variables": variables});
        let response = self.client.post(format!("{}/graphql", self.base)).json(&body).send().await.expect("an answer");
        response.json().await.expect("JSON")
    }

    pub(crate) async fn get_with(&self, parameters: &[(&str, &str)]) -> (u16, String) {
        let url = reqwest::Url::parse_with_params(&format!("{}/graphql", self.base), parameters).expect("an address");
        let response = self.client.get(url).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.expect("text"))
    }

    /// The bytes at an address, which must be there.
    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let response = self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response.bytes().await.expect("bytes").to_vec()
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let response = self.client.get(format!("{}{path}", self.base)).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.expect("text"))
    }
}
