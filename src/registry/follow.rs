//! Following the journal: from an act that was seen last to the newest, and on as acts come.
//!
//! Whoever follows keeps one number. Acts are read from the journal a page at a time, and only once the last page was
//! taken; so being away for a week, being slow and being live are one and the same, and nothing is kept for anyone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use thiserror::Error;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use super::Registry;
use super::acts::PublicAct;
use super::error::{AskError, RegistryError};
use crate::domain::sequence::Sequence;
use crate::store::Store;

/// Acts read at once. The most that is held for one follower.
const PAGE: u64 = 50;

/// How often the head is looked at while someone follows: what another process recorded is heard of after this long,
/// also where no database carries word of it.
const LOOK: Duration = Duration::from_secs(1);

/// The newest act as this process knows it. One task keeps it so, while anyone follows.
#[derive(Debug, Default)]
pub(super) struct Head {
    newest: watch::Sender<Sequence>,
    is_watched: Mutex<bool>,
}

impl Head {
    /// The act is there, and so are those before it.
    pub(super) fn saw(&self, act: Sequence) {
        self.newest.send_if_modified(|newest| {
            let is_newer = act > *newest;
            *newest = act.max(*newest);
            is_newer
        });
    }

    /// Whether the task that keeps the head has to be started; from then on it counts as running.
    fn begin_watching(&self) -> bool {
        let mut is_watched = self.is_watched.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut *is_watched, true)
    }

    /// Whether the task has to go on. Asked under the same lock as above, so that a follower who comes at this very
    /// moment either keeps the task or starts another.
    fn go_on_watching(&self) -> bool {
        let mut is_watched = self.is_watched.lock().unwrap_or_else(PoisonError::into_inner);
        *is_watched = self.newest.receiver_count() > 0;
        *is_watched
    }
}

/// Someone who follows: what was given last, and where news come from.
#[derive(Debug)]
pub struct Follower {
    registry: Registry,
    after: Sequence,
    newest: watch::Receiver<Sequence>,
}

/// Why nobody can follow from there.
#[derive(Debug, Error)]
pub enum FollowError {
    /// It could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The register has not come that far.
    #[error(transparent)]
    Ask(#[from] AskError),
}

impl Registry {
    /// Follows the journal after an act; after the newest without one. One statement.
    ///
    /// # Errors
    /// An act that is not there yet, or a failing database.
    pub async fn follow(&self, after: Option<Sequence>) -> Result<Follower, FollowError> {
        // Listening begins before the look, so that no act falls between the two.
        let newest_known = self.head.newest.subscribe();
        let newest = self.store.reads().newest().await.map_err(RegistryError::from)?;
        self.head.saw(newest);
        let after = after.unwrap_or(newest);
        if after > newest {
            return Err(AskError::SequenceToCome { asked: after, newest }.into());
        }
        if self.head.begin_watching() {
            tokio::spawn(watch_head(self.store.clone(), Arc::clone(&self.head)));
        }
        Ok(Follower { registry: self.clone(), after, newest: newest_known })
    }
}

impl Follower {
    /// The number of the last act that was given, or after which to begin.
    pub fn after(&self) -> Sequence {
        self.after
    }

    /// The acts that follow, at least one and at most a page; waits for the first. One statement. Dropped while it
    /// waits, it loses nothing.
    ///
    /// # Errors
    /// A failing database.
    pub async fn next(&mut self) -> Result<Vec<PublicAct>, RegistryError> {
        loop {
            let newest = *self.newest.borrow_and_update();
            if newest > self.after {
                let acts = self.registry.acts(self.after, newest, PAGE).await?;
                if let Some(last) = acts.last() {
                    self.after = last.said.sequence;
                    return Ok(acts);
                }
            }
            if self.newest.changed().await.is_err() {
                // The register holds the other end as long as this follower holds the register.
                std::future::pending::<()>().await;
            }
        }
    }
}

async fn watch_head(store: Store, head: Arc<Head>) {
    let mut wakes = store.wakes();
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while head.go_on_watching() {
        tokio::select! {
            _ = looks.tick() => {}
            _ = wakes.next() => {}
        }
        match store.reads().newest().await {
            Ok(newest) => head.saw(newest),
            // Those who follow wait meanwhile, and go on where they were.
            Err(error) => tracing::warn!(%error, "the head of the journal cannot be read"),
        }
    }
}
