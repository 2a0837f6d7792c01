//! The register's side: all witnesses are asked at once, and whoever fails keeps no other from being used.

use std::collections::BTreeSet;
use std::fmt;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use reqwest::Client;

use super::ask::{Answer, Unsigned, ask, client};
use super::policy::{Policy, WitnessAt};
use crate::domain::sequence::Sequence;
use crate::journal::note::{NoteKey, SignatureLine};
use crate::journal::witnessing::AddCheckpoint;
use crate::registry::{Cosigner, Cosigning};

/// How long a witness may take, with a second request where the first one named another size. Receipts wait for it, and
/// must be given within the time that an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long the others are waited for once there are enough.
const GRACE: Duration = Duration::from_secs(1);

/// How long a witness that did not answer is not asked: each asking holds up the checkpoint.
const LEFT_ALONE: Duration = Duration::from_secs(5);

/// The witnesses of a register.
#[derive(Debug)]
pub struct Witnesses {
    keys: Vec<NoteKey>,
    quorum: usize,
    patience: Duration,
    each: Vec<Asked>,
}

/// A witness, and what is known of it.
struct Asked {
    at: WitnessAt,
    client: Client,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// What it signed last, as far as is known.
    size: Sequence,
    /// Until when it is left alone.
    alone_until: Option<Instant>,
    /// What was said of it last: said once, and not at each checkpoint.
    complaint: String,
}

impl Witnesses {
    /// The witnesses of a policy.
    ///
    /// # Errors
    /// The machine's certificates cannot be read, by which a witness is told from someone between.
    pub fn new(policy: &Policy) -> Result<Self, reqwest::Error> {
        let asked = |at: &WitnessAt| Ok(Asked { client: client(at)?, at: at.clone(), known: Mutex::default() });
        Ok(Self {
            keys: policy.witnesses().iter().map(|witness| witness.key().clone()).collect(),
            quorum: policy.quorum(),
            patience: PATIENCE,
            each: policy.witnesses().iter().map(asked).collect::<Result<_, reqwest::Error>>()?,
        })
    }

    /// With another time than four seconds that each may take.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn ask_all(&self, what: Cosigning<'_>) -> Vec<SignatureLine> {
        let one = async |(n, asked): (usize, &Asked)| (n, asked.sign(what, self.patience).await);
        let mut asking: FuturesUnordered<_> = self.each.iter().enumerate().map(one).collect();
        let (mut lines, mut answered) = (Vec::new(), BTreeSet::new());
        let mut until = Instant::now() + self.patience + GRACE;
        loop {
            if lines.len() >= self.quorum {
                // Never later than it was: whoever comes within the grace does not lengthen it.
                until = until.min(Instant::now() + GRACE);
            }
            let Ok(Some((n, line))) = tokio::time::timeout_at(until.into(), asking.next()).await else { break };
            answered.insert(n);
            lines.extend(line);
        }
        let late = self.each.iter().enumerate().filter(|(n, _)| !answered.contains(n));
        late.for_each(|(_, asked)| asked.complain(&Unsigned::Silent));
        lines
    }
}

impl Cosigner for Witnesses {
    fn witnesses(&self) -> &[NoteKey] {
        &self.keys
    }

    fn quorum(&self) -> usize {
        self.quorum
    }

    fn cosign<'a>(&'a self, what: Cosigning<'a>) -> BoxFuture<'a, Vec<SignatureLine>> {
        Box::pin(self.ask_all(what))
    }
}

impl Asked {
    /// Its signature, unless there is a reason why not, which is written down.
    async fn sign(&self, what: Cosigning<'_>, patience: Duration) -> Option<SignatureLine> {
        if self.known().alone_until.is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let signed = match tokio::time::timeout(patience, self.signed(what)).await {
            Ok(signed) => signed,
            Err(_) => Err(Unsigned::Silent),
        };
        match signed {
            Ok(line) => {
                let before = mem::replace(&mut *self.known(), Known { size: what.size, ..Known::default() });
                if !before.complaint.is_empty() {
                    tracing::info!(witness = %self.at.key().name(), "the witness signs again");
                }
                Some(line)
            }
            Err(why) => {
                self.complain(&why);
                None
            }
        }
    }

    fn complain(&self, why: &Unsigned) {
        let mut known = self.known();
        known.alone_until = matches!(why, Unsigned::Silent).then(|| Instant::now() + LEFT_ALONE);
        let complaint = why.to_string();
        if known.complaint != complaint {
            tracing::error!(witness = %self.at.key().name(), at = self.at.submission(), %why, "a witness did not sign");
            known.complaint = complaint;
        }
    }

    async fn signed(&self, what: Cosigning<'_>) -> Result<SignatureLine, Unsigned> {
        // It may have been told to a process that shares the witness, or to one whose database was lost.
        let from = self.known().size.min(what.size);
        let stands = match self.ask_from(from, what).await? {
            Answer::Signed(line) => return Ok(line),
            Answer::Stands(size) => size,
        };
        if stands > what.size {
            return Err(Unsigned::Ahead { signed: stands, have: what.size });
        }
        self.known().size = stands;
        match self.ask_from(stands, what).await? {
            Answer::Signed(line) => Ok(line),
            Answer::Stands(_) => Err(Unsigned::Wavering),
        }
    }

    async fn ask_from(&self, old: Sequence, what: Cosigning<'_>) -> Result<Answer, Unsigned> {
        let proof = what.registry.prove_growth(old, what.size).await?;
        ask(&self.client, &self.at, &AddCheckpoint { old, proof, note: what.note.clone() }).await
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing panics while it is held.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Asked({})", self.at)
    }
}
