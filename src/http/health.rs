//! `/health/live`: the process runs. `/health/ready`: it can answer.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::registry::Registry;

/// The routes that tell how the server is.
pub fn health(registry: Registry) -> Router {
    Router::new().route("/health/live", get(async || "live\n")).route("/health/ready", get(ready)).with_state(registry)
}

async fn ready(State(registry): State<Registry>) -> (StatusCode, &'static str) {
    // A register that has its rules and whose head can be read answers everything else too.
    match registry.view_now().await {
        Ok(view) if view.seq > crate::domain::sequence::Sequence::EMPTY => (StatusCode::OK, "ready\n"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the register is empty\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database is unavailable\n")
        }
    }
}
