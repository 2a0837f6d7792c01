//! The register itself.

use async_graphql::{Context, Object, SimpleObject};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use super::limits::Limits;
use crate::domain::day::Day;
use crate::domain::view::View;
use crate::registry::Source as SourceName;

/// The state of the register under a view.
pub struct Register {
    /// The view.
    pub view: View,
}

/// What feeds the register, and how fresh it is.
#[derive(SimpleObject)]
pub struct Source {
    /// What it is.
    name: EnumValue<SourceName>,
    /// The day on which it last recorded something.
    last_recorded_on: Date,
}

/// The register itself: its version, its limits, its sources.
#[Object]
impl Register {
    /// The number of the newest act.
    async fn sequence(&self) -> i64 {
        self.view.seq.number()
    }

    /// The newest signed checkpoint of the journal that reaches no further than this version: a note (C2SP
    /// tlog-checkpoint), as `/log/checkpoint` serves it; none while the register signs none.
    async fn checkpoint(&self, ctx: &Context<'_>) -> Result<Option<String>, RequestError> {
        Ok(asked(ctx)?.registry.checkpoint_within(self.view.seq).await?.map(|checkpoint| checkpoint.note))
    }

    /// What one request may ask for, one client over time, and all at once.
    async fn limits(&self, ctx: &Context<'_>) -> Result<Limits, RequestError> {
        Ok(Limits::from(asked(ctx)?.terms.as_ref()))
    }

    /// What feeds it: each source that ever recorded something.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<Source>, RequestError> {
        let sources = asked(ctx)?.registry.sources(self.view).await?;
        Ok(sources.into_iter().map(|(name, day)| Source { name: EnumValue(name), last_recorded_on: Date(day) }).collect())
    }

    /// The first day that can be asked about.
    async fn available_from(&self) -> Date {
        Date(Day::LAW_IN_FORCE)
    }
}
