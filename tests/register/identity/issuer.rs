//! An identity provider of our own: honest, changing its keys, silent or lying as a test wants it.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A key of the provider.
pub(crate) enum Key {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

/// What the provider says when it is asked.
#[derive(Default)]
pub(crate) struct Saying {
    pub(crate) keys: Value,
    pub(crate) issuer: Option<String>,
    pub(crate) is_down: bool,
    /// How often its keys were asked for.
    pub(crate) asked: usize,
}

/// A running provider.
pub(crate) struct Issuer {
    pub(crate) url: String,
    pub(crate) saying: Arc<Mutex<Saying>>,
}

impl Key {
    /// The key of RSA that the tests share: such a key takes long to make.
    pub(crate) fn rsa() -> Self {
        Self::Rsa(RsaKeyPair::from_pkcs8(include_bytes!("rsa.pk8")).expect("a key"))
    }

    pub(crate) fn ec() -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        Self::Ec(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).expect("a key"))
    }

    pub(crate) fn ed() -> Self {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        Self::Ed(Ed25519KeyPair::from_pkcs8(made.as_ref()).expect("a key"))
    }

    pub(crate) fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RS256",
            Self::Ec(_) => "ES256",
            Self::Ed(_) => "EdDSA",
        }
    }

    pub(crate) fn jwk(&self, kid: &str) -> Value {
        match self {
            Self::Rsa(pair) => {
                let public: ring::rsa::PublicKeyComponents<Vec<u8>> = pair.public().into();
                json!({"kty": "RSA", "kid": kid, "use": "sig", "n": encoded(&public.n), "e": encoded(&public.e)})
            }
            Self::Ec(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (encoded(&point[1..33]), encoded(&point[33..]));
                json!({"kty": "EC", "crv": "P-256", "kid": kid, "alg": "ES256", "x": x, "y": y})
            }
            Self::Ed(pair) => json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": encoded(pair.public_key().as_ref())}),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).expect("signed");
                signature
            }
            Self::Ec(pair) => pair.sign(&random, message).expect("signed").as_ref().to_vec(),
            Self::Ed(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    /// A token with a header and claims, signed by this key.
    pub(crate) fn token(&self, header: &Value, claims: &str) -> String {
        let signed = format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.as_bytes()));
        format!("{signed}.{}", encoded(&self.sign(signed.as_bytes())))
    }
}

impl Issuer {
    pub(crate) async fn start(keys: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let saying = Arc::new(Mutex::new(Saying { keys, ..Saying::default() }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys_of))
            .with_state((url.clone(), Arc::clone(&saying)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, saying }
    }
}

type Said = State<(String, Arc<Mutex<Saying>>)>;

async fn discovery(State((url, saying)): Said) -> Result<Json<Value>, StatusCode> {
    let saying = saying.lock().expect("not poisoned");
    if saying.is_down {
        return Err(StatusCode::BAD_GATEWAY);
    }
    let issuer = saying.issuer.clone().unwrap_or_else(|| url.clone());
    Ok(Json(json!({"issuer": issuer, "jwks_uri": format!("{url}/keys")})))
}

async fn keys_of(State((_, saying)): Said) -> Json<Value> {
    let mut saying = saying.lock().expect("not poisoned");
    saying.asked += 1;
    Json(saying.keys.clone())
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
