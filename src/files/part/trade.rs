//! `distributions….csv` and `sales….csv`: mined coin on its way.
//!
//! A table of distributions has the nine columns of the form (law.md 3.4); a column of the form that holds two things is
//! two columns here. Who is meant, the numbers say: names, licence and its date are read past, but for the name of a pool
//! that has no number.

use super::{Key, Part, Said, party};
use crate::domain::asset::Asset;
use crate::domain::decimal::Amount;
use crate::domain::party::Party;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::files::cells::Cells;
use crate::files::kind::FileKind;
use crate::files::sheet::Row;

pub(in crate::files) const DISTRIBUTION_COLUMNS: &[&str] = &[
    "no",
    "miner_name",
    "pool_name",
    "miner",
    "pool",
    "licence_number",
    "licence_issued_on",
    "wallet",
    "distributed_on",
    "asset",
    "units",
    "commission_asset",
    "commission",
];
pub(in crate::files) const SALE_COLUMNS: &[&str] = &["venue", "venue_name", "miner", "sold_on", "asset", "units"];

pub(super) fn distribution(cells: &mut Cells<'_>) -> Option<Part> {
    let (pool, miner, on) = (party(cells, "pool", "pool_name"), cells.read("miner"), cells.read("distributed_on"));
    let (asset, units) = (cells.code::<Asset>("asset"), cells.number("units"));
    let (commission, wallet) = (commission(cells, asset), cells.text_if("wallet"));
    let row = DistributionRow { miner: miner?, on: on?, asset: asset?, units: units?, commission: commission?, wallet: wallet? };
    Some(Part { key: Key::Party(pool?), said: Said::Distribution(row) })
}

/// What the pool kept, in the asset that it passed on.
fn commission(cells: &mut Cells<'_>, asset: Option<Asset>) -> Option<Option<Amount>> {
    let (of, commission) = (cells.code_if::<Asset>("commission_asset"), cells.number_if::<Amount>("commission"));
    match (of?, commission?) {
        (Some(of), Some(_)) if asset.is_some_and(|asset| asset != of) => {
            cells.wrong("commission_asset", "another asset than the one distributed")
        }
        (Some(_), None) => cells.wrong("commission", "empty beside a commission_asset"),
        (None, Some(_)) => cells.wrong("commission_asset", "empty beside a commission"),
        (_, commission) => Some(commission),
    }
}

pub(super) fn sale(cells: &mut Cells<'_>) -> Option<Part> {
    let (venue, miner, on) = (party(cells, "venue", "venue_name"), cells.read("miner"), cells.read("sold_on"));
    let (asset, units) = (cells.code("asset"), cells.number("units"));
    let row = SaleRow { miner: miner?, on: on?, asset: asset?, units: units? };
    Some(Part { key: Key::Party(venue?), said: Said::Sale(row) })
}

/// The row that says what a pool passed on.
pub(in crate::files) fn distribution_row(number: u64, pool: &Party, said: &DistributionRow) -> Row {
    let mut row = Row::new(FileKind::Distributions);
    row.set("no", number);
    set_party(&mut row, "pool", "pool_name", pool);
    row.set("miner", said.miner.digits());
    row.set_if("wallet", said.wallet.as_ref());
    row.set("distributed_on", said.on);
    row.set("asset", said.asset.code());
    row.set("units", said.units);
    row.set_if("commission_asset", said.commission.map(|_| said.asset.code()));
    row.set_if("commission", said.commission);
    row
}

/// The row that says what a miner sold.
pub(in crate::files) fn sale_row(venue: &Party, said: &SaleRow) -> Row {
    let mut row = Row::new(FileKind::Sales);
    set_party(&mut row, "venue", "venue_name", venue);
    row.set("miner", said.miner.digits());
    row.set("sold_on", said.on);
    row.set("asset", said.asset.code());
    row.set("units", said.units);
    row
}

fn set_party(row: &mut Row, number: &'static str, name: &'static str, party: &Party) {
    match party {
        Party::Bin(bin) => row.set(number, bin.digits()),
        Party::Name(said) => row.set(name, said),
    }
}
