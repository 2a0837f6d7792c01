//! Runs of days.

use async_graphql::SimpleObject;

use super::super::scalar::Date;
use crate::domain;

/// A run of days, both ends included.
#[derive(SimpleObject)]
pub struct Period {
    /// The first day.
    from: Date,
    /// The last day; none while it is open.
    until: Option<Date>,
}

impl From<domain::period::Period> for Period {
    fn from(period: domain::period::Period) -> Self {
        Self { from: Date(period.from), until: period.until.unless_open().map(Date) }
    }
}
