//! A stand-in for the register: a toy schema with every shape that the transport has to carry.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::ID;
use async_graphql::Interface;
use async_graphql::Object;
use async_graphql::Request;
use async_graphql::Response;
use async_graphql::Result;
use async_graphql::Schema;
use async_graphql::SimpleObject;
use async_graphql::Subscription;
use futures_util::Stream;
use futures_util::StreamExt;
use futures_util::stream;
use futures_util::stream::BoxStream;

use tokio::sync::Semaphore;

use tizilim::graphql::NullPropagation;
use tizilim::graphql::error::Code;
use tizilim::graphql::error::RequestError;
use tizilim::graphql::gate::Gate;
use tizilim::graphql::gate::Limits;
use tizilim::graphql::gate::StreamLimits;
use tizilim::graphql::gate::UnreadableSchema;
use tizilim::http::Answers;
use tizilim::http::Fairness;
use tizilim::http::Followed;
use tizilim::http::Streams;

/// The application.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

struct Inner {
    gate: Gate,
    timeout: Duration,
    schema: Schema<Query, Mutation, Ticking>,
    streams: Streams,
    fairness: Fairness,
    made: Arc<AtomicI64>,
    held: Held,
}

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Principal(String);

impl App {
    /// Takes the limits, what is asked of the whole, and the time that a request may take; gives the application.
    ///
    /// # Errors
    /// When the schema cannot be read back.
    pub(crate) fn new(
        limits: Limits,
        streams: StreamLimits,
        fairness: Fairness,
        timeout: Duration,
    ) -> std::result::Result<Self, UnreadableSchema> {
        let schema = Schema::build(Query, Mutation::default(), Ticking).extension(NullPropagation).disable_suggestions().finish();
        let gate = Gate::new(limits, &schema.sdl())?;
        let held = Held { waiting: Arc::default(), gate: Arc::new(Semaphore::new(0)) };
        Ok(Self(Arc::new(Inner { gate, timeout, schema, streams: Streams::new(streams), fairness, made: Arc::default(), held })))
    }
}

/// Answers that are held back until a test lets them go.
#[derive(Clone)]
pub(crate) struct Held {
    waiting: Arc<AtomicI64>,
    gate: Arc<Semaphore>,
}

impl Held {
    /// Waits until so many are held.
    pub(crate) async fn wait_for(&self, many: i64) {
        while self.waiting.load(Ordering::SeqCst) < many {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) fn let_go(&self) {
        self.gate.add_permits(1_000);
    }
}

impl App {
    /// The answers that are held back.
    pub(crate) fn held(&self) -> Held {
        self.0.held.clone()
    }

    /// The last tick that was made for anyone.
    pub(crate) fn made(&self) -> Arc<AtomicI64> {
        Arc::clone(&self.0.made)
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
        self.0.schema.execute(request.data(principal).data(self.held())).await
    }

    fn follow(&self, principal: Option<Principal>, request: Request, resume: Option<i64>) -> BoxStream<'static, Followed> {
        let told = Arc::new(AtomicI64::new(-1));
        let answers = self.0.schema.execute_stream(request.data(principal).data(Resume(
            resume,
            Arc::clone(&told),
            Arc::clone(&self.0.made),
        )));
        let number = move || Some(told.load(Ordering::Relaxed)).filter(|number| *number >= 0);
        answers.map(move |answer| Followed { answer, sequence: number() }).boxed()
    }

    fn streams(&self) -> &Streams {
        &self.0.streams
    }

    fn fairness(&self) -> &Fairness {
        &self.0.fairness
    }
}

/// After which tick a subscription resumes, the last that it was given, and the last that any was.
struct Resume(Option<i64>, Arc<AtomicI64>, Arc<AtomicI64>);

struct Ticking;

/// One tick.
#[derive(SimpleObject)]
#[graphql(complex)]
struct Tick {
    number: i64,
    ballast: String,
}

#[async_graphql::ComplexObject]
impl Tick {
    /// Fails on every third.
    async fn fragile(&self) -> Result<Option<i64>> {
        if self.number % 3 == 0 { Err("SELECT secret FROM act".into()) } else { Ok(Some(self.number)) }
    }

    async fn who(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(ctx.data::<Option<Principal>>()?.as_ref().map(|principal| principal.0.clone()))
    }

    async fn panics(&self) -> i64 {
        assert!(std::hint::black_box(false), "at /srv/secret.rs");
        0
    }
}

#[Subscription]
impl Ticking {
    /// Counts on from a number: to a number, as fast as it is asked, each with so many bytes; then it waits, or fails.
    async fn ticks(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] after: i64,
        #[graphql(default = 1_000_000_000)] to: i64,
        #[graphql(default)] bytes: usize,
        #[graphql(default)] fails: bool,
    ) -> Result<impl Stream<Item = std::result::Result<Tick, RequestError>>> {
        let Resume(resume, told, made) = ctx.data::<Resume>()?;
        let (after, told, made) = (resume.unwrap_or(after), Arc::clone(told), Arc::clone(made));
        if after < 0 {
            return Err(RequestError::new(Code::BadInput, "No tick has such a number.").into());
        }
        let ticks = stream::iter(after + 1..=to).map(move |number| {
            told.store(number, Ordering::Relaxed);
            made.store(number, Ordering::Relaxed);
            Ok(Tick { number, ballast: "x".repeat(bytes) })
        });
        let failure = RequestError::new(Code::Unavailable, "The source is gone.");
        Ok(ticks.chain(stream::iter(fails.then_some(Err(failure)))))
    }

    /// Never says anything.
    async fn silence(&self) -> impl Stream<Item = i64> {
        stream::pending()
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
    /// Answers once `let_go` was told so.
    async fn held(&self, ctx: &Context<'_>) -> Result<i32> {
        let Held { waiting, gate } = ctx.data::<Held>()?;
        waiting.fetch_add(1, Ordering::SeqCst);
        drop(gate.acquire().await?);
        Ok(1)
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
