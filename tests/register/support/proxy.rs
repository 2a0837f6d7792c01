//! A proxy that can lie: it stands before a server, hands on what it says, and changes what a test tells it to.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;

/// An answer that passes by.
#[derive(Clone, Debug)]
pub(crate) struct Passing {
    /// What was asked for: the path.
    pub(crate) path: String,
    /// What was sent with it.
    pub(crate) asked: Vec<u8>,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

type Lie = Box<dyn Fn(&mut Passing) + Send + Sync>;

/// The proxy.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) base: String,
    inner: Arc<Inner>,
}

struct Inner {
    before: String,
    client: reqwest::Client,
    asked: Mutex<Vec<String>>,
    lies: Mutex<Vec<Lie>>,
}

impl Proxy {
    /// Stands before the server at an address.
    pub(crate) async fn before(base: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        let inner = Arc::new(Inner { before: base.to_owned(), client, asked: Mutex::default(), lies: Mutex::default() });
        let router = Router::new().fallback(pass).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base: address, inner }
    }

    /// Changes every answer so from now on.
    pub(crate) fn lie(&self, lie: impl Fn(&mut Passing) + Send + Sync + 'static) {
        *self.inner.lies.lock().unwrap_or_else(PoisonError::into_inner) = vec![Box::new(lie)];
    }

    /// Changes every answer so too.
    pub(crate) fn also(&self, lie: impl Fn(&mut Passing) + Send + Sync + 'static) {
        self.inner.lies.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(lie));
    }

    /// Changes nothing from now on.
    pub(crate) fn honest(&self) {
        self.inner.lies.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The paths that were asked for since this was last called.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.inner.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn pass(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let asked = body.collect().await.expect("a body").to_bytes();
    let path = parts.uri.path().to_owned();
    inner.asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let mut sent = inner.client.request(parts.method, format!("{}{}", inner.before, parts.uri)).body(asked.to_vec());
    for (name, value) in parts.headers.iter().filter(|(name, _)| matches!(name.as_str(), "content-type" | "accept")) {
        sent = sent.header(name, value);
    }
    let answer = sent.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let body = answer.bytes().await.expect("bytes").to_vec();
    let mut passing = Passing { path, asked: asked.to_vec(), status, body };
    for lie in inner.lies.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        lie(&mut passing);
    }
    (StatusCode::from_u16(passing.status).expect("a status"), Bytes::from(passing.body)).into_response()
}
