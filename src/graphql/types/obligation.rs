//! What a licensee owes by a day.

use std::sync::Arc;

use async_graphql::Object;

use super::super::enum_value::EnumValue;
use super::super::scalar::Date;
use super::period::Period;
use super::rule::Rule;
use crate::compliance::obligation::{self, ObligationState};

/// Something owed by a day.
pub struct Obligation(obligation::Obligation);

/// What an assessment says is owed.
pub fn obligations(owed: &[obligation::Obligation]) -> Vec<Obligation> {
    owed.iter().cloned().map(Obligation).collect()
}

/// Something that the licensee owes by a day: a report, a payment of the fee, the renewal of its authorisation, the share
/// of mined coin to be sold. Never at odds with the findings: what is OVERDUE here is BREACHED there.
#[Object]
impl Obligation {
    /// The rule version that asks for it.
    async fn rule(&self) -> Rule {
        Rule { version: Arc::clone(&self.0.rule) }
    }

    /// For which days it is owed: those of a report or a payment, of the term of an authorisation, of a share to be sold.
    async fn period(&self) -> Period {
        self.0.period.into()
    }

    /// The last day on which it is in time; none where a parameter of the rule has no value yet.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// How it stands on the day asked about.
    async fn state(&self) -> EnumValue<ObligationState> {
        EnumValue(self.0.state)
    }

    /// The day on which a report was handed in. The days of payments are not public.
    async fn done_on(&self) -> Option<Date> {
        self.0.done_on.map(Date)
    }
}
