//! Sessions in which surplus power is sold: what they offer, and what was bid for and awarded in all.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};

use super::super::asked::asked;
use super::super::cursor::SessionCursor;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::id::NodeId;
use super::super::loads::MinerOnKey;
use super::super::scalar::{Bin, Date, Decimal};
use super::connection::connection;
use super::disclosed::{disclosed, reads_energy};
use super::licensee::Licensee;
use super::list::page_size;
use crate::domain::act::Subject;
use crate::domain::data_centre::Zone;
use crate::domain::energy::Energy;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{ClearingOrder, SessionHour};
use crate::domain::view::View;
use crate::registry::{MinerAward, SessionSummary, SessionsAsked, Total, Totals};

/// A session of surplus power, as the register had it after an act.
pub struct SurplusSession {
    /// The session.
    pub of: Arc<SessionSummary>,
    /// The act.
    pub seq: Sequence,
}

connection!(
    "sessions of surplus power, by day of delivery and zone.",
    SurplusSessionConnection,
    SurplusSessionEdge,
    SessionCursor,
    SurplusSession
);

/// What a caller asks of the list of sessions.
pub struct SessionArguments {
    /// With their day of delivery in this period.
    pub delivered: Period,
    /// Of this zone.
    pub zone: Option<Zone>,
    /// How many.
    pub first: i32,
    /// After which place.
    pub after: Option<String>,
}

/// One hour of a session of surplus power.
#[derive(SimpleObject)]
pub struct SurplusHour {
    /// Which hour of the delivery day, counted from 1.
    hour: u8,
    /// What the system operator lets miners have, in kWh.
    quota_kwh: Decimal,
    /// The price below which no bid is taken, in tenge per kWh.
    start_price: Decimal,
    /// What was bid for by all bidders together, in kWh; none while the session has no awards, or where its bids were not
    /// told. A total of one or two bidders is shown only to whoever may read theirs.
    bid_kwh: Option<Decimal>,
    /// How many bid.
    bidders: Option<u64>,
    /// What was awarded to all bidders together, in kWh; none while the session has no awards. A total of one or two is
    /// shown only to whoever may read theirs.
    awarded_kwh: Option<Decimal>,
    /// To how many something was awarded.
    awardees: Option<u64>,
}

/// What one miner was awarded in a session of surplus power. Confidential.
pub struct SurplusAward {
    award: MinerAward,
    view: View,
}

/// A page of sessions. A page that follows another is read from the same version of the register as that one; `fixed` says
/// that the asker named the version, so that a cursor of another one is a mistake.
///
/// # Errors
/// A page that is too large, a cursor of another list, a failing database.
pub async fn page(
    ctx: &Context<'_>,
    view: View,
    fixed: bool,
    arguments: SessionArguments,
) -> Result<SurplusSessionConnection, RequestError> {
    let asked = asked(ctx)?;
    let size = page_size(arguments.first, asked.terms.limits.max_page_size)?;
    let SessionArguments { delivered, zone, .. } = arguments;
    let cursor = arguments.after.map(|text| SessionCursor::read(&text, delivered, zone)).transpose()?;
    let seq = match &cursor {
        Some(cursor) if fixed && cursor.seq() != view.seq => {
            return Err(RequestError::new(Code::BadInput, "The cursor belongs to another sequence than the one asked about."));
        }
        Some(cursor) if cursor.seq() > view.seq => {
            return Err(RequestError::new(Code::BadInput, "The cursor is of a register that has come further than this one."));
        }
        Some(cursor) => cursor.seq(),
        None => view.seq,
    };
    let after = cursor.as_ref().map(SessionCursor::place);
    let (sessions, has_next) = asked.registry.sessions_delivered(&SessionsAsked { delivered, zone, after, size }, seq).await?;
    let edge = |of: Arc<SessionSummary>| {
        let place = (of.terms.delivery_date, of.terms.zone);
        (SessionCursor::new(delivered, zone, seq, place), Arc::new(SurplusSession { of, seq }))
    };
    let edges = sessions.into_iter().map(edge).collect();
    Ok(SurplusSessionConnection { edges, has_previous: cursor.is_some(), has_next })
}

impl SurplusSession {
    fn hour(&self, offered: &SessionHour, sees_all: bool) -> SurplusHour {
        let in_hour = |totals: &Totals| totals.by_hour.get(&offered.hour).copied().unwrap_or_default();
        let (bid, awarded) = (self.bid(sees_all, in_hour), self.of.awarded.as_ref().map(in_hour));
        SurplusHour {
            hour: offered.hour.number(),
            quota_kwh: Decimal(offered.quota.kwh()),
            start_price: Decimal(offered.start_price.0.tenge()),
            bid_kwh: shown(bid, sees_all),
            bidders: bid.map(|total| total.miners),
            awarded_kwh: shown(awarded, sees_all),
            awardees: awarded.map(|total| total.miners),
        }
    }

    /// What was bid for. Until the quota is awarded bids are nobody's to see but the operator's and those who look over its
    /// shoulder: a bidder would bid by them.
    fn bid(&self, sees_all: bool, pick: impl Fn(&Totals) -> Total) -> Option<Total> {
        let told = self.of.bid.as_ref().filter(|_| sees_all || self.of.awarded.is_some());
        told.map(pick)
    }
}

fn shown(total: Option<Total>, sees_all: bool) -> Option<Decimal> {
    total.and_then(|total| disclosed(total.energy.kwh(), total.miners, sees_all))
}

/// A session in which the surplus power of one day and zone is sold to miners. What single miners bid and were awarded is
/// confidential.
#[Object]
impl SurplusSession {
    /// Its global id, the same in every version of the register.
    pub async fn id(&self) -> ID {
        NodeId::Subject(Subject::SurplusSession(self.of.id)).encode()
    }

    /// The day of delivery.
    async fn delivery_date(&self) -> Date {
        Date(self.of.terms.delivery_date)
    }

    /// The zone of the power system.
    async fn zone(&self) -> EnumValue<Zone> {
        EnumValue(self.of.terms.zone)
    }

    /// In which order the quota goes to the bids.
    async fn order(&self) -> EnumValue<ClearingOrder> {
        EnumValue(self.of.terms.order)
    }

    /// What the system operator lets miners have in all, in kWh.
    async fn quota_kwh(&self) -> Decimal {
        Decimal(self.of.terms.hours.iter().map(|offered| offered.quota).sum::<Energy>().kwh())
    }

    /// What was bid for in all, in kWh; none while the session has no awards, or where its bids were not told. A total of one
    /// or two bidders is shown only to whoever may read theirs.
    async fn bid_kwh(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        let sees_all = reads_energy(ctx)?;
        Ok(shown(self.bid(sees_all, |totals| totals.in_all), sees_all))
    }

    /// What was awarded in all, in kWh; none while the session has no awards. A total of one or two is shown only to whoever
    /// may read theirs.
    async fn awarded_kwh(&self, ctx: &Context<'_>) -> Result<Option<Decimal>, RequestError> {
        Ok(shown(self.of.awarded.as_ref().map(|totals| totals.in_all), reads_energy(ctx)?))
    }

    /// The hours in which there is power, in order.
    async fn hours(&self, ctx: &Context<'_>) -> Result<Vec<SurplusHour>, RequestError> {
        let sees_all = reads_energy(ctx)?;
        Ok(self.of.terms.hours.iter().map(|offered| self.hour(offered, sees_all)).collect())
    }

    /// What each miner was awarded. Confidential: none for whoever may not read it.
    async fn awards(&self, ctx: &Context<'_>) -> Result<Option<Vec<SurplusAward>>, RequestError> {
        let view = View { on: self.of.terms.delivery_date, seq: self.seq };
        let award = |award: &MinerAward| SurplusAward { award: *award, view };
        Ok(reads_energy(ctx)?.then(|| self.of.awards.iter().map(award).collect()))
    }
}

/// What one miner was awarded in a session of surplus power. Confidential.
#[Object]
impl SurplusAward {
    /// The miner, as it stood on the day of delivery; none where the register does not know it.
    async fn licensee(&self, ctx: &Context<'_>) -> Result<Option<Licensee>, RequestError> {
        let View { on, seq } = self.view;
        let found = asked(ctx)?.loads.load_one(MinerOnKey(seq, self.award.miner, on)).await?;
        Ok(found.map(|licensee| Licensee::new(licensee, self.view)))
    }

    /// The miner's BIN; of a sole trader the IIN, masked.
    async fn bin(&self) -> Bin {
        Bin(self.award.miner)
    }

    /// What was awarded in all hours, in kWh.
    async fn awarded_kwh(&self) -> Decimal {
        Decimal(self.award.energy.kwh())
    }

    /// The price in tenge per kWh: the mean over the hours, each by its energy.
    async fn price(&self) -> Decimal {
        Decimal(self.award.price)
    }
}
