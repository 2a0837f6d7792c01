//! The register that is audited, as a stranger asks it: bounded answers, no redirects, nothing taken on trust.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};

use super::error::{AuditError, Difference, Failure};

/// How long it may take to reach the register, and how long an answer may take.
const TO_CONNECT: Duration = Duration::from_secs(10);
const TO_ANSWER: Duration = Duration::from_secs(60);

/// How long a register may ask for a pause, and how often before one question.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
const MOST_PAUSES: usize = 20;

/// The longest answer to a question that is read, in bytes.
const LONGEST_ANSWER: usize = 32 << 20;

/// The register that is audited.
#[derive(Clone, Debug)]
pub(super) struct Remote {
    client: Client,
    base: String,
}

impl Remote {
    pub(super) fn at(url: &str) -> Result<Self, AuditError> {
        let bad = || Failure::BadAddress(url.to_owned());
        let parsed = Url::parse(url).map_err(|_| bad())?;
        if !matches!(parsed.scheme(), "http" | "https") || !parsed.has_host() || parsed.query().is_some() {
            return Err(bad().into());
        }
        // TLS as the database's connections have it. That another part of the program chose before is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A proxy leads out of this machine.
        let is_here = parsed.host_str().is_some_and(|host| matches!(host, "localhost" | "127.0.0.1" | "[::1]"));
        let client = Client::builder();
        let client = if is_here { client.no_proxy() } else { client };
        let client = client
            .redirect(Policy::none())
            .connect_timeout(TO_CONNECT)
            .timeout(TO_ANSWER)
            .user_agent(concat!("tizilim/", env!("CARGO_PKG_VERSION")))
            .build();
        let client = client.map_err(|error| unreachable(url, &error))?;
        Ok(Self { client, base: url.trim_end_matches('/').to_owned() })
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The bytes at an address, at most so many; `None` where the register says that there is nothing.
    pub(super) async fn get(&self, path: &str, most: usize) -> Result<Option<Vec<u8>>, AuditError> {
        let url = self.url(path);
        let response = self.sent(&url, self.client.get(&url)).await?;
        match response.status() {
            StatusCode::OK => body(path, &url, response, most).await.map(Some),
            StatusCode::NOT_FOUND => Ok(None),
            status => Err(Failure::Status { url, status: status.as_u16() }.into()),
        }
    }

    /// The answer to a question: a GraphQL response.
    pub(super) async fn ask(&self, question: &serde_json::Value) -> Result<serde_json::Value, AuditError> {
        let url = self.url("/graphql");
        let request = self.client.post(&url).header(CONTENT_TYPE, "application/json");
        let response = self.sent(&url, request.header(ACCEPT, "application/json").body(question.to_string())).await?;
        let status = response.status();
        let bytes = body("/graphql", &url, response, LONGEST_ANSWER).await?;
        // What was refused is told in the body, under a status of its own.
        match serde_json::from_slice(&bytes) {
            Ok(answer) if status == StatusCode::OK || status.is_client_error() => Ok(answer),
            Err(error) if status == StatusCode::OK => {
                Err(Failure::Unreadable { url, what: format!("the answer is not JSON: {error}") }.into())
            }
            _ => Err(Failure::Status { url, status: status.as_u16() }.into()),
        }
    }

    /// Sends a request; waits as long as the register asks for, where it asks for a pause.
    async fn sent(&self, url: &str, request: RequestBuilder) -> Result<Response, AuditError> {
        for _ in 0..MOST_PAUSES {
            // What is sent is held whole, so it can be sent again.
            let Some(again) = request.try_clone() else { break };
            let response = again.send().await.map_err(|error| unreachable(url, &error))?;
            match pause(&response) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Ok(response),
            }
        }
        request.send().await.map_err(|error| unreachable(url, &error).into())
    }
}

/// How long a register that has no time for the question wants it to wait.
fn pause(response: &Response) -> Option<Duration> {
    if !matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    let seconds: u64 = response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

async fn body(path: &str, url: &str, mut response: Response, most: usize) -> Result<Vec<u8>, AuditError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(url, &error))? {
        if bytes.len() + chunk.len() > most {
            return Err(Difference::TooLong { path: path.to_owned(), most }.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The innermost reason: the outer ones say only that it failed.
fn unreachable(url: &str, error: &reqwest::Error) -> Failure {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let reason = if error.is_timeout() { "no answer in time".to_owned() } else { innermost.to_string() };
    Failure::Unreachable { url: url.to_owned(), reason }
}
