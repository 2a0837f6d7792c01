//! Server-sent events as a client reads them.

use std::time::Duration;

use serde_json::{Value, json};

use super::server::Server;

/// The time after which a test is taken to hang.
const HANGS: Duration = Duration::from_secs(20);

/// How long nothing may come for a stream to count as silent.
const SILENCE: Duration = Duration::from_millis(300);

/// An open event stream.
pub(crate) struct Events {
    response: reqwest::Response,
    unread: String,
    /// The id of the last event that had one.
    pub(crate) last_id: Option<String>,
}

/// One event.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) data: String,
}

impl Events {
    pub(crate) async fn open(server: &Server, query: &str, variables: Value, last_id: Option<&str>) -> Self {
        Self::open_as(server, None, query, variables, last_id).await
    }

    pub(crate) async fn open_as(
        server: &Server,
        token: Option<&str>,
        query: &str,
        variables: Value,
        last_id: Option<&str>,
    ) -> Self {
        Self::at(&server.base, token, query, variables, last_id).await.expect("a stream")
    }

    /// Opens a stream of the server at an address; none when it does not answer.
    pub(crate) async fn at(
        base: &str,
        token: Option<&str>,
        query: &str,
        variables: Value,
        last_id: Option<&str>,
    ) -> reqwest::Result<Self> {
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let mut request = client.post(format!("{base}/graphql")).header("accept", "text/event-stream");
        request = request.json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(id) = last_id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await?;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Ok(Self { response, unread: String::new(), last_id: None })
    }

    /// The next event; none at the end of the stream, however it ends.
    pub(crate) async fn event(&mut self) -> Option<Event> {
        tokio::time::timeout(HANGS, self.read()).await.expect("an event in time")
    }

    /// The next event, however long it takes.
    pub(crate) async fn read(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.unread = rest;
                match self.parse(&block) {
                    Some(event) => return Some(event),
                    // A sign of life.
                    None => continue,
                }
            }
            let chunk = self.response.chunk().await.ok()??;
            self.unread.push_str(std::str::from_utf8(&chunk).expect("UTF-8 in one piece"));
        }
    }

    fn parse(&mut self, block: &str) -> Option<Event> {
        let (mut name, mut data) = (None, String::new());
        for line in block.lines() {
            match line.split_once(':').map(|(field, value)| (field, value.trim_start())) {
                Some(("event", value)) => name = Some(value.to_owned()),
                Some(("data", value)) => data.push_str(value),
                Some(("id", value)) => self.last_id = Some(value.to_owned()),
                _ => {}
            }
        }
        name.map(|name| Event { name, data })
    }

    /// The next answer.
    pub(crate) async fn next(&mut self) -> Value {
        let event = self.event().await.expect("an event");
        assert_eq!(event.name, "next", "{event:?}");
        serde_json::from_str(&event.data).expect("JSON")
    }

    /// The next act.
    pub(crate) async fn act(&mut self) -> Value {
        let mut answer = self.next().await;
        assert_eq!(answer.get("errors"), None, "{answer:#}");
        let act = answer["data"]["acts"].take();
        if let (Some(sequence), Some(id)) = (act.get("sequence"), &self.last_id) {
            assert_eq!(&sequence.to_string(), id);
        }
        act
    }

    /// Whether the next event says that no more follow, and none does.
    pub(crate) async fn is_complete(&mut self) -> bool {
        self.event().await.is_some_and(|event| event.name == "complete") && self.event().await.is_none()
    }

    /// Nothing comes for a while.
    pub(crate) async fn is_silent(&mut self) {
        let event = tokio::time::timeout(SILENCE, self.read()).await;
        assert!(event.is_err(), "{event:?}");
    }
}
