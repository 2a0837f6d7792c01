//! A witness: what is asked of it over HTTP.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use super::memory::{Memory, MemoryError};
use crate::journal::note::{NoteSigner, SignatureLine};
use crate::journal::witnessing::{LONGEST, Logs, Refusal, SIZE_TYPE, Submitted};
use crate::registry::Clock;

const TEXT: &str = "text/plain; charset=utf-8";

/// One who signs that it saw logs grow. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Witness(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    signer: NoteSigner,
    logs: Logs,
    memory: Memory,
    clock: Clock,
}

/// Why nothing is signed.
#[derive(Debug)]
enum Problem {
    Refused(Refusal),
    Memory(MemoryError),
}

impl Witness {
    /// A witness of logs, by its key, with what it remembers of them.
    pub fn new(signer: NoteSigner, logs: Logs, memory: Memory, clock: Clock) -> Self {
        Self(Arc::new(Inner { signer, logs, memory, clock }))
    }

    /// What it is asked by: `POST /add-checkpoint`.
    pub fn router(&self) -> Router {
        Router::new().route("/add-checkpoint", post(add_checkpoint)).with_state(self.clone())
    }

    /// Signs a checkpoint and remembers it, or says why not. Waits for the disk.
    fn sign(&self, submitted: &Submitted) -> Result<SignatureLine, Problem> {
        let Inner { signer, memory, clock, .. } = self.0.as_ref();
        // Held until it is remembered: what is checked here is what the last one wrote.
        let held = memory.hold(&submitted.checkpoint().origin).map_err(Problem::Memory)?;
        let seen = submitted.after(held.last()).map_err(|refusal| {
            if let (Refusal::Forked { .. }, Some(signed)) = (&refusal, held.note()) {
                // Both are signed by the log: shown to anyone, they prove the fork.
                tracing::error!(%refusal, %signed, shown = %submitted.note(), "a log has forked");
            }
            Problem::Refused(refusal)
        })?;
        let seconds = u64::try_from(clock.now().micros() / 1_000_000).unwrap_or_default();
        let line = signer.sign(submitted.note().text(), seconds);
        if held.last() != Some(seen) {
            held.remember(&submitted.note().clone().with([line.clone()])).map_err(Problem::Memory)?;
        }
        Ok(line)
    }
}

async fn add_checkpoint(State(witness): State<Witness>, body: Body) -> Response {
    let body = match Limited::new(body, LONGEST).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return told(StatusCode::PAYLOAD_TOO_LARGE, TEXT, format!("the request is longer than {LONGEST} bytes\n"));
        }
        Err(_) => return told(StatusCode::BAD_REQUEST, TEXT, "the request broke off\n".to_owned()),
    };
    let submitted = match witness.0.logs.admit(&body) {
        Ok(submitted) => submitted,
        Err(refusal) => return refused(&refusal),
    };
    let (origin, size) = (submitted.checkpoint().origin.clone(), submitted.checkpoint().size);
    // Not undone when the asker goes away: what is begun is remembered or not, and answered or not.
    match tokio::task::spawn_blocking(move || witness.sign(&submitted)).await {
        Ok(Ok(line)) => {
            tracing::info!(%origin, %size, "signed");
            told(StatusCode::OK, TEXT, format!("{line}\n"))
        }
        Ok(Err(Problem::Refused(refusal))) => {
            match refusal {
                // How a log that does not know where it stands is told.
                Refusal::OtherSize(_) => tracing::debug!(%origin, %size, %refusal, "refused"),
                _ => tracing::warn!(%origin, %size, %refusal, "refused"),
            }
            refused(&refusal)
        }
        Ok(Err(Problem::Memory(error))) => {
            tracing::error!(%origin, %error, "nothing is signed");
            let why = match error {
                MemoryError::Damaged { .. } => "what this witness signed last of the log is damaged",
                MemoryError::Io { .. } => "this witness cannot read or write what it signed last of the log",
            };
            told(StatusCode::INTERNAL_SERVER_ERROR, TEXT, format!("{why}; it signs nothing of it\n"))
        }
        Err(error) => {
            tracing::error!(%origin, %error, "nothing is signed");
            told(StatusCode::INTERNAL_SERVER_ERROR, TEXT, "this witness failed\n".to_owned())
        }
    }
}

fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match refusal {
        Refusal::OtherSize(size) => told(status, SIZE_TYPE, format!("{size}\n")),
        other => told(status, TEXT, format!("{other}\n")),
    }
}

fn told(status: StatusCode, kind: &'static str, body: String) -> Response {
    let headers: [(HeaderName, &'static str); 2] = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}
