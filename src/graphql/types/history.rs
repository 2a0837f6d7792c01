//! The life of an authorisation, event by event.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::super::asked::asked;
use super::super::cursor::HistoryCursor;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::loads::ActKey;
use super::super::scalar::Date;
use super::act::Act;
use super::connection::connection;
use super::list::page_size;
use crate::domain::lang::Lang;
use crate::domain::standing::{Event, EventKind, Step, SuspensionGround};
use crate::domain::view::View;
use crate::registry::{Licensee, PublicAct};
use crate::text;

/// An event under a view.
pub struct AuthorisationEvent {
    event: Event,
    view: View,
}

connection!(
    "events in the life of a licence or accreditation, newest first.",
    AuthorisationEventConnection,
    AuthorisationEventEdge,
    HistoryCursor,
    AuthorisationEvent
);

/// A page of what has happened by the day of the view, newest first.
///
/// # Errors
/// A page that is too large, a cursor of something else.
pub fn page(
    ctx: &Context<'_>,
    of: &Licensee,
    view: View,
    first: i32,
    after: Option<&str>,
) -> Result<AuthorisationEventConnection, RequestError> {
    let size = usize::try_from(page_size(first, asked(ctx)?.terms.limits.max_page_size)?).unwrap_or(usize::MAX);
    let id = of.authorisation.id;
    let after = after.map(|cursor| HistoryCursor::read(cursor, id)).transpose()?;
    let follows = |event: &&Event| after.is_none_or(|place| (event.on, event.origin) < (place.on, place.origin));
    let mut events: Vec<&Event> = of.history.until(view.on).iter().rev().filter(follows).collect();
    let has_next = events.len() > size;
    events.truncate(size);
    let edge = |event: &Event| {
        let cursor = HistoryCursor { of: id, on: event.on, origin: event.origin };
        (cursor, Arc::new(AuthorisationEvent { event: event.clone(), view }))
    };
    Ok(AuthorisationEventConnection { edges: events.into_iter().map(edge).collect(), has_previous: after.is_some(), has_next })
}

impl AuthorisationEvent {
    async fn said_by(&self, ctx: &Context<'_>) -> Result<Arc<PublicAct>, RequestError> {
        let found = asked(ctx)?.loads.load_one(ActKey(self.event.act, self.view.seq)).await?;
        found.ok_or_else(|| RequestError::new(Code::Internal, Code::Internal.description()))
    }
}

/// What happened to a licence or accreditation, as the register has it: what was corrected is shown as corrected, what was
/// annulled is not shown.
#[Object]
impl AuthorisationEvent {
    /// What happened.
    async fn kind(&self) -> EnumValue<EventKind> {
        EnumValue(self.event.step.kind())
    }

    /// The day from which it has effect.
    async fn effective_on(&self) -> Date {
        Date(self.event.on)
    }

    /// The last day that it names: of the authorisation where it was given or prolonged, of the suspension where it was
    /// suspended; none where it names none.
    async fn until(&self) -> Option<Date> {
        self.event.step.until().map(Date)
    }

    /// Why, in words: the ground of a suspension, or the court's decision that a revocation rests on.
    async fn ground(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> Option<String> {
        text::ground(&self.event.step, lang.0)
    }

    /// The ground of a suspension by its code.
    async fn suspension_ground(&self) -> Option<EnumValue<SuspensionGround>> {
        match self.event.step {
            Step::Suspended { ground, .. } => Some(EnumValue(ground)),
            _ => None,
        }
    }

    /// The document that it rests on; of what was corrected, that of the correction.
    async fn reference(&self, ctx: &Context<'_>) -> Result<String, RequestError> {
        Ok(self.said_by(ctx).await?.said.reference.to_string())
    }

    /// Whether a correction says it as it stands.
    async fn corrected(&self) -> bool {
        self.event.origin != self.event.act
    }

    /// The act that says it as it stands: a correction where there was one.
    async fn act(&self, ctx: &Context<'_>) -> Result<Act, RequestError> {
        Ok(Act { act: self.said_by(ctx).await?, view: self.view })
    }
}
