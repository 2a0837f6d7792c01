//! What sessions of surplus power offer, and lines of files of bids and awards.

use async_graphql::InputObject;

use super::super::act_input::inside;
use super::super::enum_value::EnumValue;
use super::super::scalar::{Bin, Decimal};
use super::each;
use super::quantity::{energy, hour, price};
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::refusal::Refusal;
use crate::domain::surplus::{AwardRow, AwardedLot, BidRow, ClearingOrder, Cut, Lot, SessionHour, SessionTerms};

/// What a session offers.
#[derive(InputObject)]
pub struct SurplusTermsInput {
    /// In which order the quota goes to the bids.
    order: EnumValue<ClearingOrder>,
    /// The hours of the delivery day in which there is power, in order.
    hours: Vec<SurplusHourInput>,
}

/// What a session offers in one hour.
#[derive(InputObject)]
struct SurplusHourInput {
    /// Which hour of the delivery day, counted from 1.
    hour: i64,
    /// What the system operator lets miners have, in kWh: not negative, at most three places.
    quota_kwh: Decimal,
    /// The price below which no bid is taken, in tenge per kWh: not negative, at most two places.
    start_price: Decimal,
}

/// One line of a file of bids: a miner's bids, by hour.
#[derive(InputObject)]
pub struct BidInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// What is bid for, by hour.
    lots: Vec<LotInput>,
}

/// A bid for one hour.
#[derive(InputObject)]
struct LotInput {
    /// Which hour of the delivery day, counted from 1.
    hour: i64,
    /// How much, in kWh: not negative, at most three places.
    energy_kwh: Decimal,
    /// At which price, in tenge per kWh: not negative, at most two places.
    price: Decimal,
}

/// One line of a file of awards: what was awarded to a miner, by hour.
#[derive(InputObject)]
pub struct AwardInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// What was awarded, by hour.
    lots: Vec<AwardedLotInput>,
}

/// An award in one hour.
#[derive(InputObject)]
struct AwardedLotInput {
    /// What was awarded.
    #[graphql(flatten)]
    lot: LotInput,
    /// Why it is less than was bid, where it is.
    cut: Option<EnumValue<Cut>>,
}

impl SurplusTermsInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An hour that the day does not have, unacceptable energy or prices.
    pub fn read(&self, path: &str, delivery_date: Day, zone: Zone) -> Result<SessionTerms, Refusal> {
        let hours = each(&inside(path, "hours"), &self.hours, |offered, path| offered.read(path, delivery_date))?;
        Ok(SessionTerms { delivery_date, zone, order: self.order.0, hours })
    }
}

impl SurplusHourInput {
    fn read(&self, path: &str, on: Day) -> Result<SessionHour, Refusal> {
        Ok(SessionHour {
            hour: hour(inside(path, "hour"), on, self.hour)?,
            quota: energy(inside(path, "quotaKwh"), self.quota_kwh)?,
            start_price: price(inside(path, "startPrice"), self.start_price)?,
        })
    }
}

impl LotInput {
    fn read(&self, path: &str, on: Day) -> Result<Lot, Refusal> {
        Ok(Lot {
            hour: hour(inside(path, "hour"), on, self.hour)?,
            energy: energy(inside(path, "energyKwh"), self.energy_kwh)?,
            price: price(inside(path, "price"), self.price)?,
        })
    }
}

impl BidInput {
    /// In the domain's words; `on` is the day of delivery.
    ///
    /// # Errors
    /// An hour that the day does not have, unacceptable energy or prices.
    pub fn read(&self, path: &str, on: Day) -> Result<BidRow, Refusal> {
        Ok(BidRow { miner: self.miner.0, lots: each(&inside(path, "lots"), &self.lots, |lot, path| lot.read(path, on))? })
    }
}

impl AwardedLotInput {
    fn read(&self, path: &str, on: Day) -> Result<AwardedLot, Refusal> {
        let Lot { hour, energy, price } = self.lot.read(path, on)?;
        Ok(AwardedLot { hour, energy, price, cut: self.cut.map(|cut| cut.0) })
    }
}

impl AwardInput {
    /// In the domain's words; `on` is the day of delivery.
    ///
    /// # Errors
    /// As [`BidInput::read`].
    pub fn read(&self, path: &str, on: Day) -> Result<AwardRow, Refusal> {
        Ok(AwardRow { miner: self.miner.0, lots: each(&inside(path, "lots"), &self.lots, |lot, path| lot.read(path, on))? })
    }
}
