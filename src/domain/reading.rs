//! Readings of meters: what was consumed for mining, hour by hour and by source.

use serde::{Deserialize, Serialize};

use super::bin::Bin;
use super::codes::coded;
use super::data_centre::DataCentreId;
use super::day::Day;
use super::energy::Energy;
use super::hour::Hour;
use super::sequence::Sequence;
use super::text::Line;

coded! {
    /// Where power for mining comes from (law.md, section 2).
    pub enum EnergySource {
        /// Surplus of the grid, won in the centralised session.
        GridAuction = "GRID_AUCTION",
        /// Imported power.
        Import = "IMPORT",
        /// Renewable power from the miner's own plant.
        RenewableOwn = "RENEWABLE_OWN",
        /// Renewable power from another's plant.
        RenewableThirdParty = "RENEWABLE_THIRD_PARTY",
        /// Own generation that is not connected to the grid.
        OffGridOwn = "OFF_GRID_OWN",
    }
}

impl EnergySource {
    /// Whether power of it may be taken without an award, if it is proved to be what it is.
    pub fn is_exempt(self) -> bool {
        self != Self::GridAuction
    }
}

/// One line of a file of readings: a day of one meter, for one consumer and source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// The meter's serial number.
    pub meter: Line,
    /// The miner that consumed.
    pub miner: Bin,
    /// From which source.
    pub source: EnergySource,
    /// The day.
    pub on: Day,
    /// Wh by hour from the first on; none where the hour was not read. Never longer than the day.
    pub hours: Vec<Option<Energy>>,
}

impl ReadingRow {
    /// The hours that were read.
    pub fn read(&self) -> impl Iterator<Item = (Hour, Energy)> {
        self.hours.iter().enumerate().filter_map(|(index, energy)| Some((Hour::at(index), (*energy)?)))
    }

    /// All of the day.
    pub fn total(&self) -> Energy {
        self.hours.iter().flatten().copied().sum()
    }
}

/// A reading as the register holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The act that says it.
    pub act: Sequence,
    /// Where.
    pub data_centre: DataCentreId,
    /// What.
    pub row: ReadingRow,
}
