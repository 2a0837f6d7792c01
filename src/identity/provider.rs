//! The identity provider: where its keys are, and which they are now.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use thiserror::Error;
use tokio::sync::Mutex as AsyncMutex;

use super::key::{Key, read_set};

/// How long keys are used without asking again.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// How long keys are used when the provider does not answer.
const USABLE: Duration = Duration::from_secs(24 * 60 * 60);
/// How soon it may be asked again: a token with a made-up key is no reason to ask each time.
const PAUSE: Duration = Duration::from_secs(5);
/// How long an answer of the provider may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest document that is read of it, in bytes.
const LONGEST: usize = 256 * 1024;

/// Why the keys are not known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoKeys {
    /// The provider did not answer, or not as it must.
    #[error("{url}: {what}")]
    Unreachable {
        /// Where.
        url: String,
        /// What was wrong.
        what: String,
    },
    /// It was asked a moment ago, in vain.
    #[error("the identity provider did not answer a moment ago")]
    Waiting,
}

/// A provider, by its issuer.
#[derive(Debug)]
pub(super) struct Provider {
    issuer: String,
    client: reqwest::Client,
    known: Mutex<Option<Known>>,
    /// Held by whoever asks; when it was asked last.
    asking: AsyncMutex<Option<Instant>>,
}

#[derive(Clone, Debug)]
struct Known {
    keys: Arc<[Key]>,
    since: Instant,
}

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

impl Provider {
    pub(super) fn new(issuer: String) -> Result<Self, reqwest::Error> {
        // Another part of the program may have chosen it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Elsewhere than where the provider says to be is not the provider.
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { issuer, client, known: Mutex::default(), asking: AsyncMutex::default() })
    }

    /// The keys, as they were told not long ago. While they are asked for again, those that are known do: a provider that is slow
    /// stops nobody.
    pub(super) async fn keys(&self) -> Result<Arc<[Key]>, NoKeys> {
        match self.known().filter(|known| known.since.elapsed() < USABLE) {
            Some(known) if known.since.elapsed() < FRESH || self.asking.try_lock().is_err() => Ok(known.keys),
            _ => self.asked_since(None).await,
        }
    }

    /// The keys, asked for anew because those that were given do not do: they may have changed.
    pub(super) async fn newer_keys(&self, given: &Arc<[Key]>) -> Result<Arc<[Key]>, NoKeys> {
        self.asked_since(Some(given)).await
    }

    fn known(&self) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks, unless someone else did so in the meantime or a moment ago.
    async fn asked_since(&self, given: Option<&Arc<[Key]>>) -> Result<Arc<[Key]>, NoKeys> {
        let mut asked_at = self.asking.lock().await;
        let known = self.known().filter(|known| known.since.elapsed() < USABLE);
        let is_newer = |known: &Known| match given {
            Some(given) => !Arc::ptr_eq(&known.keys, given),
            None => known.since.elapsed() < FRESH,
        };
        if let Some(known) = known.clone().filter(is_newer) {
            return Ok(known.keys);
        }
        if asked_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return known.map(|known| known.keys).ok_or(NoKeys::Waiting);
        }
        let told = self.ask().await;
        *asked_at = Some(Instant::now());
        match told {
            Ok(keys) => {
                let known = Known { keys: keys.into(), since: Instant::now() };
                *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
                Ok(known.keys)
            }
            Err(error) => {
                tracing::warn!(%error, "the keys of the identity provider could not be fetched");
                // Those that are known stay good for a while: an outage there is none here.
                known.map(|known| known.keys).ok_or(error)
            }
        }
    }

    async fn ask(&self) -> Result<Vec<Key>, NoKeys> {
        let url = format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'));
        let said = self.get(&url).await?;
        let unreadable = |url: &str, what: &str| NoKeys::Unreachable { url: url.to_owned(), what: what.to_owned() };
        let discovery: Discovery = serde_json::from_slice(&said).map_err(|_| unreadable(&url, "it is no discovery document"))?;
        if discovery.issuer != self.issuer {
            return Err(unreadable(&url, "it speaks for another issuer"));
        }
        if !is_safe(&discovery.jwks_uri) {
            return Err(unreadable(&url, "its keys are not served by TLS"));
        }
        let set = self.get(&discovery.jwks_uri).await?;
        let keys = read_set(&set).map_err(|_| unreadable(&discovery.jwks_uri, "it is no set of keys"))?;
        if keys.is_empty() {
            return Err(unreadable(&discovery.jwks_uri, "it has no key that signs by RS256, ES256 or EdDSA"));
        }
        Ok(keys)
    }

    async fn get(&self, url: &str) -> Result<Vec<u8>, NoKeys> {
        let failed = |what: String| NoKeys::Unreachable { url: url.to_owned(), what };
        let response = self.client.get(url).header("accept", "application/json").send().await;
        let mut response = response.map_err(|error| failed(error.without_url().to_string()))?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(failed(format!("it answered {}", response.status())));
        }
        let mut bytes = Vec::new();
        while let Some(more) = response.chunk().await.map_err(|error| failed(error.without_url().to_string()))? {
            bytes.extend_from_slice(&more);
            if bytes.len() > LONGEST {
                return Err(failed("its answer is too long".to_owned()));
            }
        }
        Ok(bytes)
    }
}

/// By TLS, or on this machine.
pub(super) fn is_safe(url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(url) else { return false };
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn keys_come_by_tls_or_from_this_machine() {
        for good in ["https://id.example/a", "http://localhost:8080", "http://127.0.0.1/keys", "http://[::1]:1/"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "http://id.example",
            "http://localhost:x@id.example/",
            "http://localhost.id.example",
            "ftp://localhost",
            "",
            "id.example",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
