//! Checksums, and the catalogue that holds them: made once for a sequence, and the newest few kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::response::Response;
use tokio::sync::Semaphore;

use super::OpenData;
use super::asked::Asked;
use super::describe::pretty;
use super::headers::{PASSING, PERMANENT, filled, leading, tag, tagged};
use super::problem::Problem;
use crate::domain::sequence::Sequence;
use crate::open_data::{self, Offered};

/// Sequences of which the checksums are kept.
const KEPT: usize = 8;
/// Callers who wait for checksums at once.
const WAITING: usize = 16;

/// Files of a sequence with their fingerprints.
type Files = Arc<Vec<Offered>>;
/// Which sequence, and of a delta since when.
type Key = (Sequence, Option<Sequence>);

pub(super) struct Sums {
    kept: Mutex<VecDeque<(Key, Files)>>,
    /// All of a register is read for them: by one at a time, however many ask.
    one_at_a_time: tokio::sync::Mutex<()>,
    waiting: Arc<Semaphore>,
}

impl Default for Sums {
    fn default() -> Self {
        Self { kept: Mutex::default(), one_at_a_time: tokio::sync::Mutex::default(), waiting: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Sums {
    /// The files of a sequence, where their fingerprints have been made.
    pub(super) fn known(&self, sequence: Sequence, after: Option<Sequence>) -> Option<Files> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(key, _)| *key == (sequence, after)).map(|(_, files)| Arc::clone(files))
    }

    fn keep(&self, key: Key, files: Files) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((key, files));
        if kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

impl OpenData {
    pub(super) async fn checksums(&self, asked: &Asked, sequence: Sequence) -> Result<Response, Problem> {
        let after = asked.after.map(|after| format!("&after={after}")).unwrap_or_default();
        if asked.sequence.is_none() {
            return Ok(leading(&format!("SHA256SUMS?sequence={sequence}{after}"), sequence));
        }
        let tag = tag(&format!("SHA256SUMS-{sequence}{after}"));
        let response = tagged(asked, &tag, PERMANENT, Some(sequence));
        let files = self.files_for(asked, &tag, sequence).await?;
        Ok(filled(response, asked, "text/plain; charset=utf-8", || Body::from(open_data::checksums(&files))))
    }

    pub(super) async fn catalogue(&self, asked: &Asked, sequence: Sequence) -> Result<Response, Problem> {
        let tag = tag(&format!("catalog-{sequence}"));
        let response = tagged(asked, &tag, PASSING, Some(sequence));
        let files = self.files_for(asked, &tag, sequence).await?;
        let times = self.0.registry.times(sequence).await?;
        Ok(filled(response, asked, "application/ld+json", || {
            pretty(&open_data::catalogue(&self.0.addresses, sequence, times, &files))
        }))
    }

    /// The files of a sequence, where the answer will speak of them.
    async fn files_for(&self, asked: &Asked, tag: &str, sequence: Sequence) -> Result<Files, Problem> {
        if asked.head_only || asked.has(tag) {
            return Ok(Files::default());
        }
        let key = (sequence, asked.after);
        if let Some(files) = self.0.sums.known(sequence, asked.after) {
            return Ok(files);
        }
        let waits = self.0.sums.waiting.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        let data = self.clone();
        // What was begun is ended and kept, though the caller go away: the next one finds it.
        let made = tokio::spawn(async move {
            let _waits = waits;
            let _one = data.0.sums.one_at_a_time.lock().await;
            if let Some(files) = data.0.sums.known(key.0, key.1) {
                return Ok(files);
            }
            let files: Files = Arc::new(data.0.registry.fingerprints(key.0, key.1).await?);
            data.0.sums.keep(key, Arc::clone(&files));
            Ok(files)
        });
        made.await.unwrap_or_else(|error| {
            tracing::error!(%error, "checksums cannot be made");
            Err(Problem::Internal)
        })
    }
}
