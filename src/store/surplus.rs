//! Sessions of surplus power, their bids and awards, under a sequence.

use std::collections::HashMap;

use entity::{award, bid, surplus_session};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::error::StoreError;
use super::rows::Cell;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{Award, BidRow, SessionId, SessionTerms};

impl Reads<'_> {
    /// The terms of sessions by key. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn sessions(&self, ids: &[SessionId], seq: Sequence) -> Result<HashMap<SessionId, SessionTerms>, StoreError> {
        let mut found = HashMap::new();
        for ids in ids.chunks(CHUNK) {
            let query = surplus_session::Entity::find()
                .filter(surplus_session::Column::Id.is_in(ids.iter().map(|id| id.0.number())))
                .filter(visible(surplus_session::Column::FromSeq, surplus_session::Column::ToSeq, seq));
            for row in query.all(&self.0).await? {
                let (id, terms) = session(&row)?;
                found.insert(id, terms);
            }
        }
        Ok(found)
    }

    /// The terms of sessions by day of delivery and zone, after a place, at most `limit`. One statement.
    ///
    /// # Errors
    /// As [`Reads::sessions`].
    pub async fn sessions_delivered(
        &self,
        period: Period,
        zone: Option<Zone>,
        after: Option<(Day, Zone)>,
        limit: u64,
        seq: Sequence,
    ) -> Result<Vec<(SessionId, SessionTerms)>, StoreError> {
        let of_zone = zone.map(|zone| surplus_session::Column::Zone.eq(zone.code()));
        let beyond = after.map(|(on, zone)| {
            let same_day = Condition::all()
                .add(surplus_session::Column::DeliveryDate.eq(on.date()))
                .add(surplus_session::Column::Zone.gt(zone.code()));
            Condition::any().add(surplus_session::Column::DeliveryDate.gt(on.date())).add(same_day)
        });
        let query = surplus_session::Entity::find()
            .filter(surplus_session::Column::DeliveryDate.between(period.from.date(), period.until.date()))
            .filter(Condition::all().add_option(of_zone).add_option(beyond))
            .filter(visible(surplus_session::Column::FromSeq, surplus_session::Column::ToSeq, seq))
            .order_by_asc(surplus_session::Column::DeliveryDate)
            .order_by_asc(surplus_session::Column::Zone)
            .limit(limit);
        query.all(&self.0).await?.iter().map(session).collect()
    }

    /// The session of a day and zone. One statement.
    ///
    /// # Errors
    /// As [`Reads::sessions`].
    pub async fn session_of(&self, on: Day, zone: Zone, seq: Sequence) -> Result<Option<SessionId>, StoreError> {
        let query = surplus_session::Entity::find()
            .filter(surplus_session::Column::DeliveryDate.eq(on.date()))
            .filter(surplus_session::Column::Zone.eq(zone.code()))
            .filter(visible(surplus_session::Column::FromSeq, surplus_session::Column::ToSeq, seq));
        let Some(row) = query.one(&self.0).await? else { return Ok(None) };
        Ok(Some(SessionId(Cell("surplus_session", row.id.to_string()).seq("id", row.id)?)))
    }

    /// The bids of sessions, in the order of their recording, each with its session. One statement.
    ///
    /// # Errors
    /// As [`Reads::sessions`].
    pub async fn bids_in(&self, ids: &[SessionId], seq: Sequence) -> Result<Vec<(SessionId, BidRow)>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let query = bid::Entity::find()
                .filter(bid::Column::SessionId.is_in(ids.iter().map(|id| id.0.number())))
                .filter(visible(bid::Column::FromSeq, bid::Column::ToSeq, seq))
                .order_by_asc(bid::Column::SessionId)
                .order_by_asc(bid::Column::OriginSeq)
                .order_by_asc(bid::Column::RowNo);
            for row in query.all(&self.0).await? {
                found.push(rows::bid(&row)?);
            }
        }
        Ok(found)
    }

    /// The awards of sessions. One statement.
    ///
    /// # Errors
    /// As [`Reads::sessions`].
    pub async fn awards_in(&self, ids: &[SessionId], seq: Sequence) -> Result<Vec<Award>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let query = award::Entity::find()
                .filter(award::Column::SessionId.is_in(ids.iter().map(|id| id.0.number())))
                .filter(visible(award::Column::FromSeq, award::Column::ToSeq, seq))
                .order_by_asc(award::Column::SessionId)
                .order_by_asc(award::Column::OriginSeq)
                .order_by_asc(award::Column::RowNo);
            for row in query.all(&self.0).await? {
                found.push(rows::award(&row)?);
            }
        }
        Ok(found)
    }
}

fn session(row: &surplus_session::Model) -> Result<(SessionId, SessionTerms), StoreError> {
    let cell = Cell("surplus_session", row.id.to_string());
    Ok((SessionId(cell.seq("id", row.id)?), rows::session_terms(row)?))
}
