//! `/open-data/`: the public register as files.
//!
//! The address of a file without a sequence leads to the one that names it. What lies there never changes, so caches may
//! keep it; a day is enough, and lets a value be taken out where the law calls for it.

mod asked;
mod describe;
mod file;
mod headers;
mod problem;
mod sums;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method};
use axum::response::{Redirect, Response};
use axum::routing::{any, get};
use tokio::sync::Semaphore;

use crate::open_data::{Addresses, Limits};
use crate::registry::Registry;
use asked::{Asked, What};
use problem::Problem;
use sums::Sums;

/// The open data of a register, and how much of it is being handed out. Cheap to clone.
#[derive(Clone)]
pub struct OpenData(Arc<Inner>);

struct Inner {
    registry: Registry,
    addresses: Addresses,
    /// One for each file that may be sent at the same time.
    permits: Arc<Semaphore>,
    stall: Duration,
    sums: Sums,
}

impl OpenData {
    /// The open data of a register, under limits; `public_url` is the address under which the world reaches the server.
    pub fn new(registry: Registry, limits: &Limits, public_url: Option<&str>) -> Self {
        Self(Arc::new(Inner {
            registry,
            addresses: Addresses::under(public_url),
            permits: Arc::new(Semaphore::new(limits.max_files)),
            stall: Duration::from_millis(limits.stall_ms),
            sums: Sums::default(),
        }))
    }

    /// The routes under which they are.
    pub fn routes(&self) -> Router {
        Router::new()
            .route("/open-data", any(async || Redirect::permanent("/open-data/")))
            .route("/open-data/", get(index).fallback(other_method))
            .route("/open-data/{name}", get(named).fallback(other_method))
            .with_state(self.clone())
    }
}

async fn index(state: State<OpenData>, method: Method, headers: HeaderMap, query: RawQuery) -> Response {
    answer(&state, "", &method, &headers, query).await
}

async fn named(
    state: State<OpenData>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
    query: RawQuery,
) -> Response {
    answer(&state, &name, &method, &headers, query).await
}

async fn other_method() -> Response {
    Problem::OtherMethod.response()
}

async fn answer(data: &OpenData, name: &str, method: &Method, headers: &HeaderMap, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::read(name, query.as_deref().unwrap_or_default(), method == Method::HEAD, headers);
    match asked {
        Ok(asked) => data.answer(&asked).await.unwrap_or_else(Problem::response),
        Err(problem) => problem.response(),
    }
}

impl OpenData {
    async fn answer(&self, asked: &Asked) -> Result<Response, Problem> {
        let newest = self.0.registry.sequence_to_cut(asked.sequence, asked.after).await?;
        match asked.what {
            What::Table(set, form) => self.file(asked, set, form, newest).await,
            What::Checksums => self.checksums(asked, newest).await,
            What::Catalogue => self.catalogue(asked, newest).await,
            What::Index => Ok(describe::index(asked, newest)),
            What::CsvMetadata(set) => Ok(describe::csv_metadata(asked, set)),
            What::Licence => Ok(describe::licence(asked)),
        }
    }
}
