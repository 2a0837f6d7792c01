//! A session of surplus power: its terms, bids and awards, and what the awards change in the sums by month.

use std::collections::BTreeSet;

use entity::{award, bid, surplus_session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::monthly;
use super::super::rows::Cell;
use super::super::version::replace;
use super::OPEN;
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::fold::SessionFacts;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{AwardRow, BidRow, SessionId};

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    id: SessionId,
    facts: Option<&SessionFacts>,
    corrected: bool,
) -> Result<(), StoreError> {
    let number = id.0.number();
    let sessions: Vec<surplus_session::Model> = facts.map(session_row).into_iter().collect();
    let (mut bids, mut awards) = (facts.map(bid_rows).unwrap_or_default(), facts.map(award_rows).unwrap_or_default());
    let mut before: Vec<award::Model> = Vec::new();
    if corrected {
        macro_rules! present {
            ($table:ident, $column:ident) => {{
                let of_session = $table::Entity::find().filter($table::Column::$column.eq(number));
                of_session.filter($table::Column::ToSeq.eq(OPEN)).all(tx).await?
            }};
        }
        replace::<surplus_session::Entity>(tx, seq, present!(surplus_session, Id), sessions).await?;
        replace::<bid::Entity>(tx, seq, present!(bid, SessionId), bids).await?;
        before = present!(award, SessionId);
    } else {
        // What an act says for the first time stands beside what was said before.
        let is_new = |origin: i64| origin == seq.number();
        bids.retain(|row| is_new(row.origin_seq));
        awards.retain(|row| is_new(row.origin_seq));
        let sessions = sessions.into_iter().filter(|row| is_new(row.id)).collect();
        replace::<surplus_session::Entity>(tx, seq, Vec::new(), sessions).await?;
        replace::<bid::Entity>(tx, seq, Vec::new(), bids).await?;
    }
    if before.is_empty() && awards.is_empty() {
        return Ok(());
    }
    let mut touched: BTreeSet<(String, Bin, Day)> = BTreeSet::new();
    for row in before.iter().chain(&awards) {
        let cell = Cell("award", format!("{}.{}", row.origin_seq, row.row_no));
        touched.insert((row.zone.clone(), cell.bin("miner_bin", &row.miner_bin)?, cell.day("delivery_date", row.delivery_date)?));
    }
    replace::<award::Entity>(tx, seq, before, awards).await?;
    monthly::refresh_grid(tx, seq, &touched).await
}

fn session_row(facts: &SessionFacts) -> surplus_session::Model {
    surplus_session::Model {
        id: facts.id.0.number(),
        from_seq: 0,
        to_seq: OPEN,
        delivery_date: facts.terms.delivery_date.date(),
        zone: facts.terms.zone.code().to_owned(),
        clearing_order: facts.terms.order.code().to_owned(),
        quota_wh: facts.terms.hours.iter().map(|hour| hour.quota).sum::<Energy>().wh(),
        // Checked values always have a JSON form.
        hours: serde_json::to_string(&facts.terms.hours).unwrap_or_default(),
    }
}

fn bid_rows(facts: &SessionFacts) -> Vec<bid::Model> {
    let of_file = |(origin, rows): &(Sequence, Vec<BidRow>)| -> Vec<bid::Model> {
        (0..).zip(rows).map(|(at, row)| bid_row(facts.id.0.number(), *origin, at, row)).collect()
    };
    facts.bids.iter().flat_map(of_file).collect()
}

fn bid_row(session: i64, origin: Sequence, at: i64, row: &BidRow) -> bid::Model {
    bid::Model {
        origin_seq: origin.number(),
        row_no: at,
        from_seq: 0,
        to_seq: OPEN,
        session_id: session,
        miner_bin: row.miner.digits().to_owned(),
        energy_wh: row.lots.iter().map(|lot| lot.energy).sum::<Energy>().wh(),
        lots: serde_json::to_string(&row.lots).unwrap_or_default(),
    }
}

fn award_rows(facts: &SessionFacts) -> Vec<award::Model> {
    let Some((origin, rows)) = &facts.awards else { return Vec::new() };
    let row = |(at, row): (i64, &AwardRow)| award::Model {
        origin_seq: origin.number(),
        row_no: at,
        from_seq: 0,
        to_seq: OPEN,
        session_id: facts.id.0.number(),
        delivery_date: facts.terms.delivery_date.date(),
        zone: facts.terms.zone.code().to_owned(),
        miner_bin: row.miner.digits().to_owned(),
        energy_wh: row.lots.iter().map(|lot| lot.energy).sum::<Energy>().wh(),
        lots: serde_json::to_string(&row.lots).unwrap_or_default(),
    };
    (0..).zip(rows).map(row).collect()
}
