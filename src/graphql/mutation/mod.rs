//! Acts: one mutation for each legal act.
//!
//! Each reads its input into the domain's words, resolves what it names, and hands a draft to the register, which
//! checks everything again and is the one that counts.

pub mod correction;
pub mod data_centre;
pub mod duty;
pub mod energy;
pub mod exchange;
pub mod file;
pub mod hardware;
pub mod meter;
pub mod mining;
mod named;
pub mod organisation;
pub mod placement;
pub mod pool;
pub mod public;
pub mod surplus;

use std::future::Future;
use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object, SimpleObject};

use super::act_input::ActInput;
use super::asked::{Asked, asked};
use super::enum_value::EnumValue;
use super::error::{Code, RequestError};
use super::types::act::Act;
use crate::domain::act::{ActKind, Content};
use crate::domain::lang::Lang;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::view::View;
use crate::registry::Principal;
use crate::registry::record::{RecordError, Recorded};
use crate::text;

/// The acts of the regulator. Each needs a bearer token whose role covers it.
#[derive(MergedObject, Default)]
pub struct Mutation(
    organisation::Acts,
    mining::Acts,
    pool::Acts,
    exchange::Acts,
    data_centre::Acts,
    meter::Acts,
    placement::Acts,
    hardware::Acts,
    energy::Acts,
    duty::Acts,
    surplus::Acts,
    file::Acts,
    public::Acts,
    correction::Acts,
);

/// What became of an act.
#[derive(SimpleObject)]
pub struct ActPayload {
    /// The act as it was recorded; none when it was refused.
    act: Option<Act>,
    /// Whether the act had been recorded before under the same idempotency key.
    repeated: bool,
    /// Why it was refused. Nothing was written then.
    problems: Vec<Problem>,
}

/// Why an act was refused.
pub struct Problem(Refusal);

/// Why an act was refused.
#[Object]
impl Problem {
    /// The stable code.
    async fn code(&self) -> EnumValue<RefusalCode> {
        EnumValue(self.0.code)
    }

    /// What is wrong and what to do.
    async fn message(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::refusal(&self.0, lang.0)
    }

    /// Where in the input, from its root.
    async fn path(&self) -> Option<Vec<&str>> {
        self.0.path.as_ref().map(|path| path.split('.').collect())
    }
}

/// Why an act goes no further: refused, which is data in the payload, or a fault of the request.
enum Stop {
    Refused(Refusal),
    Request(RequestError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RequestError> for Stop {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

/// Records an act of a kind: who may not is turned away before anything is looked up for them.
async fn record<'c, F, Said>(ctx: &Context<'c>, kind: ActKind, act: ActInput, says: F) -> Result<ActPayload, RequestError>
where
    F: FnOnce(&'c Asked) -> Said,
    Said: Future<Output = Result<Content, Stop>>,
{
    let asked = asked(ctx)?;
    let principal = officer(asked, kind)?;
    let outcome = match says(asked).await {
        Ok(content) => recorded(asked, principal, act, content).await,
        Err(stop) => Err(stop),
    };
    match outcome {
        Ok(payload) => Ok(payload),
        Err(Stop::Refused(refusal)) => Ok(ActPayload { act: None, repeated: false, problems: vec![Problem(refusal)] }),
        Err(Stop::Request(error)) => Err(error),
    }
}

fn officer(asked: &Asked, kind: ActKind) -> Result<&Principal, RequestError> {
    let principal =
        asked.principal.as_ref().ok_or_else(|| RequestError::new(Code::NotAuthenticated, "A mutation needs a bearer token."))?;
    match principal.role.authority() {
        Some(authority) if authority.may_record(kind) => Ok(principal),
        _ => Err(not_allowed(principal.role.code(), kind.code())),
    }
}

async fn recorded(asked: &Asked, principal: &Principal, act: ActInput, content: Content) -> Result<ActPayload, Stop> {
    let draft = act.draft(content)?;
    let Recorded { sequence, repeated } = asked.registry.record(principal, draft).await.map_err(stop)?;
    // The answer is read under the act's own version: the caller sees what it wrote.
    let view = View { on: asked.view.on, seq: sequence };
    let act = asked.registry.acts_numbered(&[sequence], sequence).await.map_err(RequestError::from)?.into_iter().next();
    Ok(ActPayload { act: act.map(|act| Act { act: Arc::new(act), view }), repeated, problems: Vec::new() })
}

fn stop(error: RecordError) -> Stop {
    match error {
        RecordError::Refused(refusal) => Stop::Refused(refusal),
        RecordError::NotAllowed { role, kind } => Stop::Request(not_allowed(role, kind)),
        RecordError::Registry(error) => Stop::Request(error.into()),
        RecordError::NoRandomness | RecordError::Unwritable(_) => {
            tracing::error!(%error, "an act could not be recorded");
            Stop::Request(RequestError::new(Code::Internal, Code::Internal.description()))
        }
    }
}

fn not_allowed(role: &str, kind: &str) -> RequestError {
    RequestError::new(Code::NotAllowed, format!("The role {role} may not record {kind}."))
}
