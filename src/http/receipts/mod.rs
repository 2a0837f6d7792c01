//! `/receipts/{id}`: a receipt as a person sees it, or the signed credential for whoever asks for that.

mod page;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::domain::lang::Lang;
use crate::registry::{Registry, Reopened};
use crate::text::{ReceiptWords, receipt as words};

/// The media type of the signed credential.
const CREDENTIAL: &str = "application/vc+jwt";

/// The routes of receipts.
pub fn receipts(registry: Registry) -> Router {
    Router::new().route("/receipts/{id}", get(shown)).with_state(registry)
}

async fn shown(state: State<Registry>, Path(id): Path<String>, query: RawQuery, headers: HeaderMap) -> Response {
    let lang = language(query.0.as_deref().unwrap_or_default(), &headers);
    match state.reopen_receipt(&id).await {
        Ok(Some(Reopened::Receipt(again))) if wants_credential(query.0.as_deref().unwrap_or_default(), &headers) => {
            answer(StatusCode::OK, CREDENTIAL, again.jws)
        }
        Ok(Some(reopened)) => html(StatusCode::OK, page::of(&id, &reopened, lang)),
        Ok(None) => html(StatusCode::NOT_FOUND, page::notice(&words(ReceiptWords::None, lang), lang)),
        Err(error) => {
            let silent = state.signing().is_err();
            if !silent {
                tracing::error!(%error, "a receipt could not be shown");
            }
            let (status, said) = if silent {
                (StatusCode::NOT_FOUND, ReceiptWords::Silent)
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, ReceiptWords::Later)
            };
            html(status, page::notice(&words(said, lang), lang))
        }
    }
}

fn html(status: StatusCode, page: String) -> Response {
    let mut response = answer(status, "text/html; charset=utf-8", page);
    if let Ok(policy) = HeaderValue::try_from(page::policy()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn answer(status: StatusCode, kind: &'static str, body: String) -> Response {
    // The address tells what was asked to whoever has it: no cache keeps it, and no other page hears of it.
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "private, no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (VARY, "accept, accept-language"),
    ];
    (status, headers, body).into_response()
}

/// What the address says, before what the browser prefers.
fn language(query: &str, headers: &HeaderMap) -> Lang {
    let told = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
    let preferred = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let wanted = told.into_iter().chain(preferred.split(',')).map(|tag| tag.trim().get(..2).unwrap_or_default());
    let known = |tag: &str| Lang::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(tag));
    wanted.filter_map(known).next().unwrap_or(Lang::En)
}

fn wants_credential(query: &str, headers: &HeaderMap) -> bool {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    query.split('&').any(|pair| pair == "form=jws") || accepts.split(',').any(|kind| kind.trim().starts_with(CREDENTIAL))
}
