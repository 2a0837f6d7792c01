//! The register itself.

use async_graphql::{Context, Object, SimpleObject};

use super::super::asked::asked;
use super::super::enum_value::EnumValue;
use super::super::error::RequestError;
use super::super::scalar::Date;
use crate::domain::day::Day;
use crate::domain::view::View;
use crate::registry::Source as SourceName;

/// The state of the register under a view.
pub struct Register {
    /// The view.
    pub view: View,
}

/// What one request may ask for. A larger request is refused, never cut.
#[derive(SimpleObject)]
pub struct Limits {
    /// Fields inside fields, once fragments are in place.
    max_depth: usize,
    /// Estimated objects and values of one answer.
    max_complexity: u64,
    /// `first` of one list.
    max_page_size: u64,
    /// Entries of a list argument, such as ids.
    max_batch_size: u64,
    /// Months that a question for statistics may touch.
    max_months: u64,
    /// Bytes of one request's body: of a file, about a thousand rows.
    max_body_bytes: usize,
    /// How long an answer may take, in milliseconds.
    request_timeout_ms: u64,
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

    /// What one request may ask for.
    async fn limits(&self, ctx: &Context<'_>) -> Result<Limits, RequestError> {
        let asked = asked(ctx)?;
        Ok(Limits {
            max_depth: asked.limits.max_depth,
            max_complexity: asked.limits.max_complexity,
            max_page_size: asked.limits.max_page_size,
            max_batch_size: asked.limits.max_batch_size,
            max_months: asked.limits.max_months,
            max_body_bytes: asked.limits.max_body_bytes,
            request_timeout_ms: asked.request_timeout_ms,
        })
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
