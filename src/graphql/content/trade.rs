//! Lines of files of distributions and sales.

use async_graphql::{InputObject, OneofObject};

use super::super::act_input::{inside, text, text_or_none};
use super::super::enum_value::EnumValue;
use super::super::scalar::{Bin, Date, Decimal};
use super::quantity::coin;
use crate::domain::asset::Asset;
use crate::domain::party::Party;
use crate::domain::refusal::Refusal;
use crate::domain::trade::{DistributionRow, SaleRow};

/// Someone who distributed or on whose platform was sold: by number, or by name where there is none.
#[derive(OneofObject)]
pub enum PartyInput {
    /// By its BIN.
    Bin(Bin),
    /// By its name: a foreign pool or platform without a number in Kazakhstan.
    Name(String),
}

/// One line of a pool's table.
#[derive(InputObject)]
pub struct DistributionInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// The day.
    on: Date,
    /// What was passed.
    asset: EnumValue<Asset>,
    /// How much of it: not negative, at most eight places.
    units: Decimal,
    /// What the pool kept, in the same asset.
    commission: Option<Decimal>,
    /// The miner's wallet. Confidential, as the whole line is.
    wallet: Option<String>,
}

/// One sale.
#[derive(InputObject)]
pub struct SaleInput {
    /// The miner's BIN or IIN.
    miner: Bin,
    /// The day.
    on: Date,
    /// What was sold.
    asset: EnumValue<Asset>,
    /// How much of it: not negative, at most eight places.
    units: Decimal,
}

impl PartyInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<Party, Refusal> {
        match self {
            Self::Bin(bin) => Ok(Party::Bin(bin.0)),
            Self::Name(name) => Ok(Party::Name(text(inside(path, "name"), name)?)),
        }
    }
}

impl DistributionInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable amounts or text.
    pub fn read(&self, path: &str) -> Result<DistributionRow, Refusal> {
        Ok(DistributionRow {
            miner: self.miner.0,
            on: self.on.0,
            asset: self.asset.0,
            units: coin(inside(path, "units"), self.units)?,
            commission: self.commission.map(|kept| coin(inside(path, "commission"), kept)).transpose()?,
            wallet: text_or_none(inside(path, "wallet"), self.wallet.as_ref())?,
        })
    }
}

impl SaleInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable amounts.
    pub fn read(&self, path: &str) -> Result<SaleRow, Refusal> {
        Ok(SaleRow { miner: self.miner.0, on: self.on.0, asset: self.asset.0, units: coin(inside(path, "units"), self.units)? })
    }
}
