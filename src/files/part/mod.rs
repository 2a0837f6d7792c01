//! Files of which many rows become one act: what a row says, and to which act it belongs.

pub(super) mod reading;
pub(super) mod surplus;
pub(super) mod trade;

use super::cells::Cells;
use super::kind::FileKind;
use crate::domain::bin::Bin;
use crate::domain::data_centre::Zone;
use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::party::Party;
use crate::domain::reading::EnergySource;
use crate::domain::surplus::{AwardedLot, ClearingOrder, Lot, SessionHour};
use crate::domain::text::{Line, Name};
use crate::domain::trade::{DistributionRow, SaleRow};

/// A row of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Rows with the same key go into the same act.
    pub(super) key: Key,
    /// What the row says.
    pub(super) said: Said,
}

/// What the rows of one act have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Session(Day, Zone),
    DataCentre(Line),
    Party(Party),
}

/// What a row says beside that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Offer { trade_date: Day, order: ClearingOrder, hour: SessionHour },
    Bid { miner: Bin, lot: Lot },
    Award { miner: Bin, lot: AwardedLot },
    Reading { meter: Line, miner: Bin, source: EnergySource, on: Day, hour: Hour, energy: Energy },
    Distribution(DistributionRow),
    Sale(SaleRow),
}

impl Part {
    /// Reads a row of a file of this kind; none when a cell cannot be read, which was named then.
    pub(super) fn read(kind: FileKind, cells: &mut Cells<'_>) -> Option<Self> {
        match kind {
            FileKind::SurplusSessions => surplus::offer(cells),
            FileKind::Bids => surplus::bid(cells),
            FileKind::Awards => surplus::award(cells),
            FileKind::Readings => reading::read(cells),
            FileKind::Distributions => trade::distribution(cells),
            FileKind::Sales => trade::sale(cells),
            _ => None,
        }
    }
}

/// Someone named by a number or, without one, by a name.
fn party(cells: &mut Cells<'_>, number: &'static str, name: &'static str) -> Option<Party> {
    if let Some(bin) = cells.read_if::<Bin>(number)? {
        return Some(Party::Bin(bin));
    }
    match cells.text_if::<200>(name)? {
        Some(found) => Some(Party::Name(Name::clone(&found))),
        None => cells.wrong(number, format!("empty, and so is {name}: one of them must say who it is")),
    }
}
