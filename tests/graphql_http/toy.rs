//! A stand-in for the register: a toy schema with every shape that the transport has to carry.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::EmptySubscription;
use async_graphql::ID;
use async_graphql::Interface;
use async_graphql::Object;
use async_graphql::Request;
use async_graphql::Response;
use async_graphql::Result;
use async_graphql::Schema;
use async_graphql::SimpleObject;

use tizilim::graphql::NullPropagation;
use tizilim::graphql::error::Code;
use tizilim::graphql::error::RequestError;
use tizilim::graphql::gate::Gate;
use tizilim::graphql::gate::Limits;
use tizilim::graphql::gate::UnreadableSchema;
use tizilim::http::Answers;

/// The application.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

struct Inner {
    gate: Gate,
    timeout: Duration,
    schema: Schema<Query, Mutation, EmptySubscription>,
}

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Principal(String);

impl App {
    /// Takes the limits and the time that a request may take; gives the application.
    ///
    /// # Errors
    /// When the schema cannot be read back.
    pub(crate) fn new(limits: Limits, timeout: Duration) -> std::result::Result<Self, UnreadableSchema> {
        let schema = Schema::build(Query, Mutation::default(), EmptySubscription)
            .extension(NullPropagation)
            .disable_suggestions()
            .finish();
        let gate = Gate::new(limits, &schema.sdl())?;
        Ok(Self(Arc::new(Inner { gate, timeout, schema })))
    }
}

impl Answers for App {
    type Principal = Principal;

    fn gate(&self) -> &Gate {
        &self.0.gate
    }

    fn request_timeout(&self) -> Duration {
        self.0.timeout
    }

    async fn authenticate(&self, token: &str) -> std::result::Result<Principal, RequestError> {
        match token {
            "ministry" => Ok(Principal("ministry".into())),
            "down" => Err(RequestError::new(Code::Unavailable, "Tokens cannot be checked now.")),
            _ => Err(RequestError::new(Code::NotAuthenticated, "The token is not known.")),
        }
    }

    async fn execute(&self, principal: Option<Principal>, request: Request) -> Response {
        self.0.schema.execute(request.data(principal)).await
    }
}

struct Query;

#[derive(Default)]
struct Mutation(Mutex<i32>);

#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID"), field(name = "acts", ty = "Acts", arg(name = "first", ty = "Option<i32>")))]
enum Licensee {
    Miner(Miner),
}

struct Miner(ID);

#[derive(SimpleObject)]
struct Acts {
    edges: Vec<Edge>,
}

#[derive(SimpleObject)]
struct Edge {
    node: Act,
}

struct Act(i32);

#[Object]
impl Act {
    async fn sequence(&self) -> i32 {
        self.0
    }
    async fn subject(&self) -> Option<Licensee> {
        Some(Licensee::Miner(Miner("1".into())))
    }
}

#[Object]
impl Miner {
    async fn id(&self) -> &ID {
        &self.0
    }
    async fn acts(&self, #[graphql(default = 2)] first: Option<i32>) -> Acts {
        let first = first.unwrap_or(2);
        Acts { edges: (0..first).map(|sequence| Edge { node: Act(sequence) }).collect() }
    }
}

#[Object]
impl Query {
    async fn zeta(&self) -> i32 {
        26
    }
    async fn alpha(&self) -> i32 {
        tokio::task::yield_now().await;
        1
    }
    async fn who(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(ctx.data::<Option<Principal>>()?.as_ref().map(|principal| principal.0.clone()))
    }
    async fn licensee(&self, id: ID) -> Option<Licensee> {
        Some(Licensee::Miner(Miner(id)))
    }
    async fn double(&self, number: i32) -> i32 {
        number * 2
    }
    async fn echo(&self, text: Option<String>) -> Option<String> {
        text
    }
    async fn echoes(&self, texts: Vec<String>) -> Vec<String> {
        texts
    }
    async fn leak(&self) -> Result<Option<i32>> {
        Err(std::io::Error::other("SELECT secret FROM act at /srv/tizilim.db").into())
    }
    async fn leak_required(&self) -> Result<i32> {
        Err("SELECT secret FROM act".into())
    }
    async fn conflict(&self) -> Result<i32> {
        Err(RequestError::new(Code::Conflict, "Someone else acted.").into())
    }
    async fn forbidden(&self) -> Result<i32> {
        Err(RequestError::new(Code::NotAllowed, "Not yours.").into())
    }
    async fn panics(&self) -> i32 {
        assert!(std::hint::black_box(false), "at /srv/secret.rs");
        0
    }
    async fn slow(&self) -> i32 {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        0
    }
}

#[Object]
impl Mutation {
    /// Adds one and tells how often it was called.
    async fn count(&self) -> i32 {
        let mut calls = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *calls += 1;
        *calls
    }
}
