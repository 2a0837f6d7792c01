//! The running program put together: register, schema, gate, routes. The only place that knows all of them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use async_graphql::{Request, Response};
use axum::Router;
use futures_util::stream::{self, BoxStream, StreamExt};
use thiserror::Error;

use crate::graphql::Asked;
use crate::graphql::error::{Code, RequestError};
use crate::graphql::gate::{Gate, Terms, UnreadableSchema};
use crate::graphql::schema::{self, RegisterSchema};
use crate::graphql::subscription::Place;
use crate::http::{self, Answers, FairUse, Fairness, Followed, Load, Streams};
use crate::identity::{Identity, Misconfigured, NotVouched, Vouched};
use crate::registry::{Principal, Registry};
use crate::settings::{DocumentSettings, Settings};

/// Why the application cannot be put together.
#[derive(Debug, Error)]
pub enum AppError {
    /// Never for the schema that is built here: a test serves it.
    #[error(transparent)]
    Schema(#[from] UnreadableSchema),
    /// A file or folder of documents cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An identity provider that cannot be right.
    #[error(transparent)]
    Identity(#[from] Misconfigured),
    /// A document that the register would not execute.
    #[error("{path}: {why}")]
    Document {
        /// In which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

/// The application behind the routes. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    registry: Registry,
    schema: RegisterSchema,
    gate: Gate,
    terms: Arc<Terms>,
    request_timeout: Duration,
    streams: Streams,
    fairness: Fairness,
    open_data: http::OpenData,
    identity: Option<Identity>,
    public_url: Option<String>,
}

impl App {
    /// The application over a register.
    ///
    /// # Errors
    /// Documents that cannot be read, or that the gate would not admit.
    pub fn new(registry: Registry, settings: &Settings) -> Result<Self, AppError> {
        let schema = schema::build();
        let mut gate = Gate::new(settings.limits.clone(), &schema.sdl())?;
        trust(&mut gate, &settings.documents)?;
        let terms = Arc::new(settings.terms());
        let public_url = settings.public_url.clone();
        let mut stream_limits = settings.streams.clone();
        // Pages that the server's own address serves are its own, also behind a proxy that speaks to it by another name.
        stream_limits.allowed_origins.extend(public_url.as_deref().and_then(origin));
        let (request_timeout, streams) = (settings.request_timeout(), Streams::new(stream_limits));
        let fairness = Fairness { fair_use: FairUse::new(settings.fair_use.clone()), load: Load::new(&settings.load) };
        let identity = Identity::new(&settings.identity)?;
        let open_data = http::OpenData::new(registry.clone(), &settings.open_data, public_url.as_deref());
        Ok(Self(Arc::new(Inner {
            registry,
            schema,
            gate,
            terms,
            request_timeout,
            streams,
            fairness,
            open_data,
            identity,
            public_url,
        })))
    }

    async fn asked(&self, principal: Option<Principal>) -> Result<Asked, RequestError> {
        // On a connection that stays open the token was read long ago.
        if let Some(principal) = &principal {
            self.0.registry.check_still_good(principal).await?;
        }
        let view = self.0.registry.view_now().await?;
        Ok(Asked::new(self.0.registry.clone(), Arc::clone(&self.0.terms), view, principal))
    }

    /// All routes of the server.
    pub fn router(&self) -> Router {
        let (registry, public_url) = (&self.0.registry, self.0.public_url.clone());
        let feeds = http::feeds(registry.clone(), public_url);
        let proof = http::log(registry.clone()).merge(http::well_known(registry.clone())).merge(http::receipts(registry.clone()));
        let proof = proof.merge(http::credentials(registry.clone()));
        let beside = feeds.merge(http::health(registry.clone())).merge(self.0.open_data.routes()).merge(proof);
        let all = http::around(http::routes(self.clone()).merge(beside), self.0.fairness.clone());
        let is_by_tls = self.0.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        if is_by_tls { http::by_tls_alone(all) } else { all }
    }
}

impl Answers for App {
    type Principal = Principal;

    fn gate(&self) -> &Gate {
        &self.0.gate
    }

    fn request_timeout(&self) -> Duration {
        self.0.request_timeout
    }

    async fn authenticate(&self, token: &str) -> Result<Principal, RequestError> {
        let registry = &self.0.registry;
        match &self.0.identity {
            // A token of the register says so by how it begins.
            Some(identity) if !Registry::is_own_token(token) => {
                let Vouched { issuer, subject, role, until } =
                    identity.vouched(token, registry.now()).await.map_err(not_vouched)?;
                Ok(registry.vouched(role, [&issuer, &subject], token, until).await?)
            }
            _ => Ok(registry.authenticate(token).await?),
        }
    }

    async fn execute(&self, principal: Option<Principal>, request: Request) -> Response {
        match self.asked(principal).await {
            Ok(asked) => self.0.schema.execute(request.data(asked)).await,
            Err(refusal) => Response::from_errors(vec![refusal.into()]),
        }
    }

    fn follow(&self, principal: Option<Principal>, request: Request, resume: Option<i64>) -> BoxStream<'static, Followed> {
        let app = self.clone();
        let place = Place::new(resume);
        let answers = async move {
            match app.asked(principal).await {
                Ok(asked) => {
                    let answers = app.0.schema.execute_stream(request.data(asked.without_end()).data(place.clone()));
                    answers.map(move |answer| Followed { answer, sequence: place.given() }).boxed()
                }
                Err(refusal) => {
                    let refused = Followed { answer: Response::from_errors(vec![refusal.into()]), sequence: None };
                    stream::iter([refused]).boxed()
                }
            }
        };
        stream::once(answers).flatten().boxed()
    }

    fn streams(&self) -> &Streams {
        &self.0.streams
    }

    fn fairness(&self) -> &Fairness {
        &self.0.fairness
    }
}

fn not_vouched(why: NotVouched) -> RequestError {
    match why {
        NotVouched::Refused(refused) => RequestError::new(Code::NotAuthenticated, format!("The token was refused: {refused}.")),
        NotVouched::NoKeys(error) => {
            tracing::error!(%error, "a token of the identity provider could not be checked");
            RequestError::new(Code::Unavailable, "Tokens of the identity provider cannot be checked now; come back later.")
        }
    }
}

/// Makes known to the gate the documents that the settings name.
fn trust(gate: &mut Gate, documents: &DocumentSettings) -> Result<(), AppError> {
    for path in paths(documents)? {
        let text = fs::read_to_string(&path).map_err(|source| AppError::Unreadable { path: path.clone(), source })?;
        gate.trust(&text).map_err(|refusal| AppError::Document { path, why: refusal.message })?;
    }
    gate.execute_only_trusted(documents.only);
    Ok(())
}

/// The query texts in the folder, by name.
fn paths(documents: &DocumentSettings) -> Result<Vec<PathBuf>, AppError> {
    let Some(folder) = &documents.folder else { return Ok(Vec::new()) };
    let read = fs::read_dir(folder).and_then(|found| found.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>());
    let mut paths = read.map_err(|source| AppError::Unreadable { path: folder.clone(), source })?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "graphql"));
    paths.sort();
    Ok(paths)
}

/// The origin of an address: its scheme, host and port.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}
