//! `/log/`: the journal as tiles (C2SP tlog-tiles), for whoever mirrors, monitors or witnesses it.
//!
//! A tile never changes, so caches keep it for good; the checkpoint is as good as new for a moment.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::domain::sequence::Sequence;
use crate::journal::tile::TilePath;
use crate::registry::{LogError, Registry};

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const A_MOMENT: &str = "public, max-age=2";
const NOT_AT_ALL: &str = "no-store";

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain; charset=utf-8";

/// The routes of the log.
pub fn log(registry: Registry) -> Router {
    Router::new()
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/keys", get(keys))
        .route("/log/tile/{*path}", get(tile))
        .route("/log/entries/{*path}", get(entries))
        .with_state(registry)
}

async fn checkpoint(State(registry): State<Registry>) -> Response {
    match registry.checkpoint_within(Sequence::OPEN).await {
        Ok(Some(checkpoint)) => answer(StatusCode::OK, TEXT, A_MOMENT, checkpoint.note),
        Ok(None) => absent("No checkpoint was published yet.\n"),
        Err(error) => failed(&error),
    }
}

/// The keys that sign checkpoints, newest first, one a line.
async fn keys(State(registry): State<Registry>) -> Response {
    match registry.signing() {
        Ok(signing) => {
            let lines: String = signing.keys().log_keys().iter().map(|key| format!("{key}\n")).collect();
            answer(StatusCode::OK, TEXT, A_MOMENT, lines)
        }
        Err(_) => absent("This register signs nothing.\n"),
    }
}

async fn tile(state: State<Registry>, Path(path): Path<String>) -> Response {
    answered(&state, &path).await
}

async fn entries(state: State<Registry>, Path(path): Path<String>) -> Response {
    answered(&state, &format!("entries/{path}")).await
}

async fn answered(registry: &Registry, path: &str) -> Response {
    let path: TilePath = match path.parse() {
        Ok(path) => path,
        Err(error) => return answer(StatusCode::BAD_REQUEST, TEXT, NOT_AT_ALL, format!("{error}\n")),
    };
    match registry.tile(path).await {
        Ok(Some(bytes)) => answer(StatusCode::OK, BYTES, FOR_GOOD, bytes),
        Ok(None) => absent("The published log does not reach this tile.\n"),
        Err(error) => failed(&error),
    }
}

fn answer(status: StatusCode, kind: &'static str, caching: &'static str, body: impl IntoResponse) -> Response {
    (status, [(CONTENT_TYPE, kind), (CACHE_CONTROL, caching)], body).into_response()
}

fn absent(words: &'static str) -> Response {
    answer(StatusCode::NOT_FOUND, TEXT, NOT_AT_ALL, words)
}

fn failed(error: &LogError) -> Response {
    tracing::error!(%error, "the log could not be read");
    answer(StatusCode::SERVICE_UNAVAILABLE, TEXT, NOT_AT_ALL, "The log cannot be read right now.\n")
}
