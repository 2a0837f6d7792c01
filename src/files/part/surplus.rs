//! `surplus-sessions….csv`, `bids….csv`, `awards….csv`: the sale of surplus power, hour by hour.

use super::{Key, Part, Said};
use crate::domain::bin::Bin;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::decimal::Decimal;
use crate::domain::energy::Energy;
use crate::domain::money::Price;
use crate::domain::surplus::{AwardedLot, Lot, SessionHour, SessionTerms};
use crate::files::cells::Cells;
use crate::files::kind::FileKind;
use crate::files::sheet::Row;

pub(in crate::files) const SESSION_COLUMNS: &[&str] =
    &["trade_date", "delivery_date", "zone", "clearing_order", "hour", "quota_thousand_kwh", "start_price"];
pub(in crate::files) const BID_COLUMNS: &[&str] = &["delivery_date", "zone", "miner", "hour", "energy_kwh", "price"];
pub(in crate::files) const AWARD_COLUMNS: &[&str] = &["delivery_date", "zone", "miner", "hour", "energy_kwh", "price", "cut"];

/// The operator publishes quotas in thousand kWh.
const THOUSAND: i128 = 1_000;
pub(super) const WATT_HOUR: &str = "a watt-hour, 0.001 kWh";
const TIYN: &str = "a tiyn, 0.01 tenge";

pub(super) fn offer(cells: &mut Cells<'_>) -> Option<Part> {
    let (trade_date, key, order) = (cells.read("trade_date"), session(cells), cells.code("clearing_order"));
    let (hour, quota, start_price) = (hour(cells, key.as_ref()), quota(cells), cells.quantity::<Price>("start_price", TIYN));
    let hour = SessionHour { hour: hour?, quota: quota?, start_price: start_price? };
    Some(Part { key: key?, said: Said::Offer { trade_date: trade_date?, order: order?, hour } })
}

pub(super) fn bid(cells: &mut Cells<'_>) -> Option<Part> {
    let (key, miner) = (session(cells), cells.read("miner"));
    let (hour, energy, price) = lot(cells, key.as_ref());
    let lot = Lot { hour: hour?, energy: energy?, price: price? };
    Some(Part { key: key?, said: Said::Bid { miner: miner?, lot } })
}

pub(super) fn award(cells: &mut Cells<'_>) -> Option<Part> {
    let (key, miner, cut) = (session(cells), cells.read("miner"), cells.code_if("cut"));
    let (hour, energy, price) = lot(cells, key.as_ref());
    let lot = AwardedLot { hour: hour?, energy: energy?, price: price?, cut: cut? };
    Some(Part { key: key?, said: Said::Award { miner: miner?, lot } })
}

type HourEnergyPrice = (Option<crate::domain::hour::Hour>, Option<Energy>, Option<Price>);

fn lot(cells: &mut Cells<'_>, key: Option<&Key>) -> HourEnergyPrice {
    (hour(cells, key), cells.quantity("energy_kwh", WATT_HOUR), cells.quantity("price", TIYN))
}

fn session(cells: &mut Cells<'_>) -> Option<Key> {
    let (delivery_date, zone) = (cells.read("delivery_date"), cells.code("zone"));
    Some(Key::Session(delivery_date?, zone?))
}

fn hour(cells: &mut Cells<'_>, key: Option<&Key>) -> Option<crate::domain::hour::Hour> {
    let day = match key {
        Some(Key::Session(day, _)) => Some(*day),
        _ => None,
    };
    cells.hour("hour", day)
}

fn quota(cells: &mut Cells<'_>) -> Option<Energy> {
    let thousands: Decimal = cells.number("quota_thousand_kwh")?;
    match Energy::from_kwh(Decimal::from_units(thousands.units().saturating_mul(THOUSAND))) {
        Ok(quota) => Some(quota),
        Err(crate::domain::decimal::DecimalError::Places) => {
            cells.wrong("quota_thousand_kwh", "finer than a watt-hour, 0.000001 thousand kWh")
        }
        Err(crate::domain::decimal::DecimalError::TooLarge) => cells.wrong("quota_thousand_kwh", "too large"),
        Err(error) => cells.wrong("quota_thousand_kwh", error.to_string()),
    }
}

/// The rows that say what a session offers.
pub(in crate::files) fn session_rows(trade_date: Day, terms: &SessionTerms) -> impl Iterator<Item = Row> + '_ {
    terms.hours.iter().map(move |offered| {
        let mut row = Row::new(FileKind::SurplusSessions);
        row.set("trade_date", trade_date);
        row.set("delivery_date", terms.delivery_date);
        row.set("zone", terms.zone.code());
        row.set("clearing_order", terms.order.code());
        row.set("hour", offered.hour.number());
        row.set("quota_thousand_kwh", Decimal::from_units(offered.quota.kwh().units() / THOUSAND));
        row.set("start_price", offered.start_price);
        row
    })
}

/// The row that says of one bid.
pub(in crate::files) fn bid_row((delivery_date, zone): (Day, Zone), miner: Bin, lot: &Lot) -> Row {
    let mut row = Row::new(FileKind::Bids);
    fill(&mut row, (delivery_date, zone), miner, lot);
    row
}

/// The row that says of one award.
pub(in crate::files) fn award_row((delivery_date, zone): (Day, Zone), miner: Bin, lot: &AwardedLot) -> Row {
    let mut row = Row::new(FileKind::Awards);
    fill(&mut row, (delivery_date, zone), miner, &Lot { hour: lot.hour, energy: lot.energy, price: lot.price });
    row.set_if("cut", lot.cut.map(|cut| cut.code()));
    row
}

fn fill(row: &mut Row, (delivery_date, zone): (Day, Zone), miner: Bin, lot: &Lot) {
    row.set("delivery_date", delivery_date);
    row.set("zone", zone.code());
    row.set("miner", miner.digits());
    row.set("hour", lot.hour.number());
    row.set("energy_kwh", lot.energy);
    row.set("price", lot.price);
}
