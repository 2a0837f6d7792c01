//! Sessions, awards and readings.

use entity::{award, bid, reading, surplus_session};

use super::Cell;
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::reading::{EnergySource, Reading, ReadingRow};
use crate::domain::surplus::{Award, AwardRow, BidRow, ClearingOrder, SessionId, SessionTerms};
use crate::store::error::StoreError;

pub(in super::super) fn session_terms(row: &surplus_session::Model) -> Result<SessionTerms, StoreError> {
    let cell = Cell("surplus_session", row.id.to_string());
    Ok(SessionTerms {
        delivery_date: cell.day("delivery_date", row.delivery_date)?,
        zone: cell.take("zone", Zone::from_code(&row.zone))?,
        order: cell.take("clearing_order", ClearingOrder::from_code(&row.clearing_order))?,
        hours: cell.take("hours", serde_json::from_str(&row.hours).ok())?,
    })
}

pub(in super::super) fn bid(row: &bid::Model) -> Result<(SessionId, BidRow), StoreError> {
    let cell = Cell("bid", format!("{}.{}", row.origin_seq, row.row_no));
    let bid =
        BidRow { miner: cell.bin("miner_bin", &row.miner_bin)?, lots: cell.take("lots", serde_json::from_str(&row.lots).ok())? };
    Ok((SessionId(cell.seq("session_id", row.session_id)?), bid))
}

pub(in super::super) fn award(row: &award::Model) -> Result<Award, StoreError> {
    let cell = Cell("award", format!("{}.{}", row.origin_seq, row.row_no));
    Ok(Award {
        act: cell.seq("from_seq", row.from_seq)?,
        session: SessionId(cell.seq("session_id", row.session_id)?),
        on: cell.day("delivery_date", row.delivery_date)?,
        zone: cell.take("zone", Zone::from_code(&row.zone))?,
        row: AwardRow {
            miner: cell.bin("miner_bin", &row.miner_bin)?,
            lots: cell.take("lots", serde_json::from_str(&row.lots).ok())?,
        },
    })
}

pub(in super::super) fn reading(row: &reading::Model) -> Result<Reading, StoreError> {
    let cell = Cell("reading", format!("{}.{}", row.origin_seq, row.row_no));
    Ok(Reading {
        act: cell.seq("from_seq", row.from_seq)?,
        data_centre: DataCentreId(cell.seq("data_centre_id", row.data_centre_id)?),
        row: ReadingRow {
            meter: cell.text("meter", &row.meter)?,
            miner: cell.bin("miner_bin", &row.miner_bin)?,
            source: cell.take("source", EnergySource::from_code(&row.source))?,
            on: cell.day("on_day", row.on_day)?,
            hours: cell.take("hours", serde_json::from_str(&row.hours).ok())?,
        },
    })
}
