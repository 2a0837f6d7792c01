//! `organisations….csv`: organisations enter the register, and change.

use super::What;
use crate::domain::organisation::{Details, DetailsChange};
use crate::files::cells::Cells;
use crate::files::sheet::Row;

pub(in crate::files) const COLUMNS: &[&str] = &[
    "event",
    "authority",
    "effective_on",
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "region",
    "address",
    "website",
    "reason",
    "reference",
];

pub(super) fn read(cells: &mut Cells<'_>) -> Option<What> {
    let bin = cells.read("bin");
    let (address, website) = (cells.text_if("address"), cells.text_if("website"));
    match cells.shown("event") {
        "REGISTERED" => {
            let (names, region) = (cells.names(), cells.read("region"));
            let details = Details { names: names?, region: region?, address: address?, website: website? };
            Some(What::Register { bin: bin?, details })
        }
        "AMENDED" => {
            let (names, region) = (cells.names_if(), cells.read_if("region"));
            let change = DetailsChange { names: names?, region: region?, address: address?, website: website? };
            Some(What::Amend { bin: bin?, change })
        }
        _ => cells.wrong("event", "not one of REGISTERED, AMENDED"),
    }
}

pub(super) fn write(what: &What, row: &mut Row) {
    match what {
        What::Register { bin, details } => {
            row.set("event", "REGISTERED");
            row.set("bin", bin.digits());
            row.names(&details.names);
            row.set("region", details.region.code());
            row.set_if("address", details.address.as_ref());
            row.set_if("website", details.website.as_ref());
        }
        What::Amend { bin, change } => {
            row.set("event", "AMENDED");
            row.set("bin", bin.digits());
            change.names.iter().for_each(|names| row.names(names));
            row.set_if("region", change.region.map(|region| region.code()));
            row.set_if("address", change.address.as_ref());
            row.set_if("website", change.website.as_ref());
        }
        _ => {}
    }
}
