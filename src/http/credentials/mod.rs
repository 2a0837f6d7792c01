//! `/credentials/`: licences as credentials of their holders, and the lists that say whether they still hold;
//! `/badges/`: where a licensee stands, as a picture.

mod badge;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::domain::lang::Lang;
use crate::journal::credential::Purpose;
use crate::registry::{ReceiptProblem, Registry};

/// The media type of a signed credential.
const CREDENTIAL: &str = "application/vc+jwt";

/// A standing may turn with any act, and at midnight.
const A_MINUTE: &str = "public, max-age=60";

/// The routes of credentials and badges.
pub fn credentials(registry: Registry) -> Router {
    Router::new()
        .route("/credentials/status/{purpose}", get(status))
        .route("/credentials/{id}", get(licence))
        .route("/badges/{name}", get(badge))
        .with_state(registry)
}

async fn status(State(registry): State<Registry>, Path(purpose): Path<String>) -> Response {
    let Some(purpose) = Purpose::from_code(&purpose) else { return absent("There are lists of revocation and of suspension.\n") };
    let list = async { registry.status_list(purpose, registry.view_now().await.map_err(crate::registry::LogError::from)?).await };
    match list.await {
        Ok(jws) => answer(CREDENTIAL, jws),
        Err(problem) => failed(&registry, &problem),
    }
}

async fn licence(State(registry): State<Registry>, Path(id): Path<String>) -> Response {
    let found = async {
        let view = registry.view_now().await.map_err(crate::registry::LogError::from)?;
        let licensee = registry.licensee_with_id(&id, view).await.map_err(crate::registry::LogError::from)?;
        licensee.map(|licensee| registry.licence_credential(&licensee, view.on)).transpose()
    };
    match found.await {
        Ok(Some(jws)) => answer(CREDENTIAL, jws),
        Ok(None) => absent("No licensee of this register has this id.\n"),
        Err(problem) => failed(&registry, &problem),
    }
}

async fn badge(State(registry): State<Registry>, Path(name): Path<String>, query: RawQuery) -> Response {
    let Some(id) = name.strip_suffix(".svg") else { return absent("A badge is the id of a licensee and .svg.\n") };
    let lang = language(query.0.as_deref().unwrap_or_default());
    let drawn = async {
        let view = registry.view_now().await.map_err(crate::registry::LogError::from)?;
        let licensee = registry.licensee_with_id(id, view).await.map_err(crate::registry::LogError::from)?;
        let Some(licensee) = licensee else { return Ok(None) };
        let jws = registry.standing_credential(&licensee, view)?;
        Ok(Some(badge::draw(&licensee, &jws, view, lang)))
    };
    match drawn.await {
        Ok(Some(svg)) => answer("image/svg+xml", svg),
        Ok(None) => absent("No licensee of this register has this id.\n"),
        Err(problem) => failed(&registry, &problem),
    }
}

fn language(query: &str) -> Lang {
    let told = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).unwrap_or_default();
    Lang::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(told)).unwrap_or(Lang::En)
}

fn answer(kind: &'static str, body: String) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, A_MINUTE),
        // A picture that is opened by itself runs nothing and fetches nothing.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    (headers, body).into_response()
}

fn absent(words: &'static str) -> Response {
    (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")], words).into_response()
}

fn failed(registry: &Registry, problem: &ReceiptProblem) -> Response {
    if registry.signing().is_err() {
        return absent("This register signs nothing.\n");
    }
    tracing::error!(error = %problem, "a credential could not be given");
    (StatusCode::SERVICE_UNAVAILABLE, [(CACHE_CONTROL, "no-store")], "It cannot be given right now.\n").into_response()
}
