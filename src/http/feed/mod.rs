//! Atom feeds of the acts: of all (`/feeds/acts.atom`), and of those about one licensee and its holder
//! (`/feeds/licensees/ID.atom`), in the language that `?lang=` names.

mod atom;
mod request;

use axum::Router;
use axum::extract::Path;
use axum::extract::RawQuery;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::http::header::CONTENT_TYPE;
use axum::http::header::ETAG;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use sha2::Digest as _;
use sha2::Sha256;

use self::atom::About;
use self::request::Asked;
use crate::domain::act::Subject;
use crate::graphql::id::NodeId;
use crate::registry::Feed;
use crate::registry::FeedOf;
use crate::registry::Registry;
use crate::registry::RegistryError;
use crate::text;

/// How long the newest page may be kept without asking again, in seconds. It tells of acts, which are rare.
const FRESH: &str = "public, max-age=30";

/// An archive never changes.
const FOR_GOOD: &str = "public, max-age=86400, immutable";

/// What the feeds are made from.
#[derive(Clone)]
struct Source {
    registry: Registry,
    public_url: Option<String>,
}

/// The routes of the feeds. They name the address under which the world reaches the server; where that is not told,
/// the one that a request was sent to.
pub fn feeds(registry: Registry, public_url: Option<String>) -> Router {
    Router::new()
        .route("/feeds/acts.atom", get(of_everything))
        .route("/feeds/licensees/{file}", get(of_licensee))
        .with_state(Source { registry, public_url })
}

/// Why there is no feed.
enum Refusal {
    /// The request is wrong.
    Bad(&'static str),
    /// There is nothing at this address.
    NotFound(&'static str),
    /// The register failed.
    Failed(RegistryError),
}

impl From<RegistryError> for Refusal {
    fn from(error: RegistryError) -> Self {
        Self::Failed(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::Bad(words) => (StatusCode::BAD_REQUEST, words),
            Self::NotFound(words) => (StatusCode::NOT_FOUND, words),
            Self::Failed(error) => {
                tracing::error!(%error, "a feed could not be made");
                let status = if error.is_passing() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
                (status, "The register is at fault; ask again later.")
            }
        };
        (status, [(CACHE_CONTROL, "no-store")], format!("{words}\n")).into_response()
    }
}

async fn of_everything(State(source): State<Source>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Refusal> {
    answer(&source, FeedOf::Everything, "/feeds/acts.atom", query.as_deref(), &headers).await
}

async fn of_licensee(
    State(source): State<Source>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let subject = file.strip_suffix(".atom").and_then(licensee).ok_or(NOBODY)?;
    answer(&source, FeedOf::Licensee(subject), &format!("/feeds/licensees/{file}"), query.as_deref(), &headers).await
}

const NOBODY: Refusal =
    Refusal::NotFound("There is no licensee with this id. The ids of licensees are those of the GraphQL answers.");

fn licensee(id: &str) -> Option<Subject> {
    match NodeId::decode(id) {
        Ok(NodeId::Subject(subject @ (Subject::Miner(_) | Subject::Pool(_) | Subject::Exchange(_)))) => Some(subject),
        _ => None,
    }
}

async fn answer(source: &Source, of: FeedOf, path: &str, query: Option<&str>, headers: &HeaderMap) -> Result<Response, Refusal> {
    let asked = Asked::read(query.unwrap_or_default()).map_err(Refusal::Bad)?;
    let base = request::base(source.public_url.as_deref(), headers).ok_or(Refusal::Bad("The request names no host."))?;
    let feed = source.registry.feed(of).await?.ok_or(NOBODY)?;
    let tag = tag(&feed, asked);
    // The entries of an archive stay; the title of a licensee's bears its holder's name, which may change.
    let stays = asked.archive.is_some() && feed.name.is_none();
    let caching = [(ETAG, tag.as_str()), (CACHE_CONTROL, if stays { FOR_GOOD } else { FRESH })];
    if request::has(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let page = source.registry.feed_page(&feed, asked.archive).await?;
    let page = page.ok_or(Refusal::NotFound("There is no such page of this feed, or it is not full yet."))?;
    let about = About {
        title: text::feed(feed.name.as_ref().map(|name| name.in_lang(asked.lang)), asked.lang),
        current: format!("{base}{path}?lang={}", asked.lang_as_told()),
        base,
        archive: asked.archive,
        lang: asked.lang,
    };
    let typed: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((caching, typed, atom::render(&page, &about)).into_response())
}

/// The acts that a page holds follow from how many there are, its words from the program and the holder's name.
fn tag(feed: &Feed, asked: Asked) -> String {
    let name = feed.name.as_ref().map(|name| hex::encode(&Sha256::digest(name.in_lang(asked.lang))[..6])).unwrap_or_default();
    let page = asked.archive.map_or_else(|| format!("n{}", feed.total), |archive| format!("p{archive}"));
    format!("\"{}-{page}-{}{name}\"", env!("CARGO_PKG_VERSION"), asked.lang_as_told())
}
