//! Distributions of mined coin from pools to miners, and the miners' sales of it. Single ones are confidential.

use serde::{Deserialize, Serialize};

use super::asset::Asset;
use super::bin::Bin;
use super::day::Day;
use super::decimal::Amount;
use super::party::Party;
use super::sequence::Sequence;
use super::text::Line;

/// Most rows that one act may carry.
pub const MOST_ROWS: usize = 100_000;

/// One line of a pool's table: what it passed to a miner (law.md 3.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionRow {
    /// The miner.
    pub miner: Bin,
    /// The day of the distribution.
    pub on: Day,
    /// What was passed.
    pub asset: Asset,
    /// How much of it.
    pub units: Amount,
    /// What the pool kept, in the same asset.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub commission: Option<Amount>,
    /// The miner's wallet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wallet: Option<Line>,
}

/// One sale of mined coin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRow {
    /// The miner who sold.
    pub miner: Bin,
    /// The day of the sale.
    pub on: Day,
    /// What was sold.
    pub asset: Asset,
    /// How much of it.
    pub units: Amount,
}

/// A distribution as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// The act that says it.
    pub act: Sequence,
    /// The pool it came from.
    pub pool: Party,
    /// What was passed, to whom, when.
    pub miner: Bin,
    /// The day.
    pub on: Day,
    /// The asset.
    pub asset: Asset,
    /// The amount.
    pub units: Amount,
}

/// A sale as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The act that says it.
    pub act: Sequence,
    /// Where it was sold.
    pub venue: Party,
    /// Who sold.
    pub miner: Bin,
    /// The day.
    pub on: Day,
    /// The asset.
    pub asset: Asset,
    /// The amount.
    pub units: Amount,
}
