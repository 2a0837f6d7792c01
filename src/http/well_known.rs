//! `/.well-known/`: who the register is and which keys it signs with, in the forms that general libraries read.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

use crate::journal::keys::Keys;
use crate::journal::receipt::PublicKeys;
use crate::registry::Registry;

/// The routes that tell the keys.
pub fn well_known(registry: Registry) -> Router {
    Router::new()
        .route(
            "/.well-known/jwks.json",
            get(async |State(registry): State<Registry>| told(&registry, "application/jwk-set+json", jwks)),
        )
        .route(
            "/.well-known/did.json",
            get(async |State(registry): State<Registry>| told(&registry, "application/did+json", did)),
        )
        .with_state(registry)
}

fn told(registry: &Registry, kind: &'static str, tell: fn(&Keys) -> Value) -> Response {
    match registry.signing() {
        Ok(signing) => {
            let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")];
            (headers, format!("{:#}\n", tell(signing.keys()))).into_response()
        }
        Err(_) => (StatusCode::NOT_FOUND, [(CACHE_CONTROL, "no-store")], "This register signs nothing.\n").into_response(),
    }
}

/// A set of JWK (RFC 7517), with the register's name and the keys of its log beside it.
fn jwks(keys: &Keys) -> Value {
    serde_json::to_value(PublicKeys::of(keys)).unwrap_or_default()
}

/// A DID document (did:web) with the same keys.
fn did(keys: &Keys) -> Value {
    let issuer = keys.address().issuer();
    let methods = keys.credential_keys().into_iter().map(
        |jwk| json!({ "id": format!("{issuer}#{}", jwk.kid), "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": jwk }),
    );
    let names: Vec<String> = keys.credential_keys().iter().map(|jwk| format!("{issuer}#{}", jwk.kid)).collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": issuer,
        "verificationMethod": methods.collect::<Vec<_>>(),
        "assertionMethod": names,
        "service": [{
            "id": format!("{issuer}#log"),
            "type": "TransparencyLog",
            "serviceEndpoint": format!("{}/log", keys.address()),
        }],
    })
}
