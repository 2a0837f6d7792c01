//! What can be followed.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_graphql::{Context, Subscription as Followed};
use futures_util::stream::{self, Stream};

use super::asked::asked;
use super::error::{Code, RequestError};
use super::key;
use super::types::act::Act;
use crate::domain::view::View;
use crate::registry::{Follower, Principal, PublicAct, Registry};

/// What can be followed.
#[derive(Default)]
pub struct Subscription;

/// The place in the journal of one subscription: where it resumes, and how far it has come. The transport asks for it
/// between two answers.
#[derive(Clone, Debug)]
pub struct Place {
    resume: Option<i64>,
    /// Below zero while nothing was given.
    given: Arc<AtomicI64>,
}

impl Place {
    /// The beginning of a subscription; with a number, it resumes after the act with this number, whatever its
    /// arguments say.
    pub fn new(resume: Option<i64>) -> Self {
        Self { resume, given: Arc::new(AtomicI64::new(-1)) }
    }

    /// The act of the last answer that was made; none before the first.
    pub fn given(&self) -> Option<i64> {
        Some(self.given.load(Ordering::Relaxed)).filter(|number| *number >= 0)
    }

    fn give(&self, act: &PublicAct) {
        self.given.store(act.said.sequence.number(), Ordering::Relaxed);
    }
}

/// What can be followed: by WebSocket (`graphql-transport-ws`) or as server-sent events, at the same address.
#[Followed]
impl Subscription {
    /// The acts of the journal in order, each once, as they are recorded: first those since the number, then those that
    /// come. Each is shown with its subject as it stood right after it. A client that keeps the number of the last act
    /// that it was given misses nothing, however long it was away.
    async fn acts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "After the act with this number; after the newest without it. 0 begins with the first act.")]
        after_sequence: Option<i64>,
    ) -> Result<impl Stream<Item = Result<Act, RequestError>>, RequestError> {
        let asked = asked(ctx)?;
        let place = ctx.data::<Place>().map_err(|_| RequestError::new(Code::Internal, Code::Internal.description()))?;
        let after = place.resume.or(after_sequence).map(key::sequence).transpose()?;
        let following = Following {
            follower: asked.registry.follow(after).await?,
            registry: asked.registry.clone(),
            principal: asked.principal.clone(),
            place: place.clone(),
            page: VecDeque::new(),
        };
        Ok(stream::unfold(Some(following), |following| async {
            let mut following = following?;
            match following.next().await {
                Ok(act) => Some((Ok(act), Some(following))),
                // What was given stands; the client comes back with its number.
                Err(error) => Some((Err(error), None)),
            }
        }))
    }
}

/// One subscription: the acts that were read and not yet given.
struct Following {
    registry: Registry,
    follower: Follower,
    principal: Option<Principal>,
    place: Place,
    page: VecDeque<PublicAct>,
}

impl Following {
    async fn next(&mut self) -> Result<Act, RequestError> {
        let act = loop {
            if let Some(act) = self.page.pop_front() {
                break act;
            }
            self.page = self.follower.next().await?.into();
        };
        // A slow reader takes a page over hours.
        self.check_principal().await?;
        self.place.give(&act);
        let view = View { on: self.registry.today(), seq: act.said.sequence };
        Ok(Act { act: Arc::new(act), view })
    }

    /// A token that was good when the subscription began may have been revoked since, or be past its last day; what it
    /// may see that others may not ends with it.
    async fn check_principal(&self) -> Result<(), RequestError> {
        match &self.principal {
            Some(principal) => Ok(self.registry.check_still_good(principal).await?),
            None => Ok(()),
        }
    }
}
