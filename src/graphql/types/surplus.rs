//! Sessions in which surplus power is sold: what they offer, and what was awarded in all.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};

use super::super::enum_value::EnumValue;
use super::super::id::NodeId;
use super::super::scalar::{Date, Decimal};
use crate::domain::act::Subject;
use crate::domain::data_centre::Zone;
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::surplus::{ClearingOrder, SessionHour};
use crate::registry::SessionSummary;

/// A session of surplus power.
pub struct SurplusSession(pub Arc<SessionSummary>);

/// One hour of a session of surplus power.
#[derive(SimpleObject)]
pub struct SurplusHour {
    /// Which hour of the delivery day, counted from 1.
    hour: u8,
    /// What the system operator lets miners have, in kWh.
    quota_kwh: Decimal,
    /// The price below which no bid is taken, in tenge per kWh.
    start_price: Decimal,
    /// What was awarded to all bidders together, in kWh; none while the session has no awards.
    awarded_kwh: Option<Decimal>,
}

impl SurplusSession {
    fn hour(&self, offered: &SessionHour) -> SurplusHour {
        SurplusHour {
            hour: offered.hour.number(),
            quota_kwh: Decimal(offered.quota.kwh()),
            start_price: Decimal(offered.start_price.0.tenge()),
            awarded_kwh: self.awarded(|hour| hour == offered.hour),
        }
    }

    /// What was awarded in some of the hours.
    fn awarded(&self, counts: impl Fn(Hour) -> bool) -> Option<Decimal> {
        let awarded = &self.0.awarded;
        let total: Energy = awarded.iter().filter(|(hour, _)| counts(*hour)).map(|(_, energy)| *energy).sum();
        (!awarded.is_empty()).then(|| Decimal(total.kwh()))
    }
}

/// A session in which the surplus power of one day and zone is sold to miners. What single miners bid and were awarded is
/// confidential.
#[Object]
impl SurplusSession {
    /// Its global id, the same in every version of the register.
    pub async fn id(&self) -> ID {
        NodeId::Subject(Subject::SurplusSession(self.0.id)).encode()
    }

    /// The day of delivery.
    async fn delivery_date(&self) -> Date {
        Date(self.0.terms.delivery_date)
    }

    /// The zone of the power system.
    async fn zone(&self) -> EnumValue<Zone> {
        EnumValue(self.0.terms.zone)
    }

    /// In which order the quota goes to the bids.
    async fn order(&self) -> EnumValue<ClearingOrder> {
        EnumValue(self.0.terms.order)
    }

    /// What the system operator lets miners have in all, in kWh.
    async fn quota_kwh(&self) -> Decimal {
        Decimal(self.0.terms.hours.iter().map(|offered| offered.quota).sum::<Energy>().kwh())
    }

    /// What was awarded in all, in kWh; none while the session has no awards.
    async fn awarded_kwh(&self) -> Option<Decimal> {
        self.awarded(|_| true)
    }

    /// The hours in which there is power, in order.
    async fn hours(&self) -> Vec<SurplusHour> {
        self.0.terms.hours.iter().map(|offered| self.hour(offered)).collect()
    }
}
