//! `data-centres….csv` and `meters….csv`: where mining is done, and how its power is measured.

use super::{MeterStep, What};
use crate::domain::data_centre::{SiteChange, SiteDetails};
use crate::files::cells::Cells;
use crate::files::sheet::{Row, yes_no};

pub(in crate::files) const CENTRE_COLUMNS: &[&str] = &[
    "event",
    "code",
    "effective_on",
    "holder",
    "zone",
    "name",
    "title",
    "residential",
    "capacity_kw",
    "region",
    "address",
    "reason",
    "reference",
];
pub(in crate::files) const METER_COLUMNS: &[&str] =
    &["event", "authority", "data_centre", "serial", "effective_on", "result", "valid_until", "reason", "reference"];

pub(super) fn centre(cells: &mut Cells<'_>) -> Option<What> {
    let code = cells.text("code");
    match cells.shown("event") {
        "REGISTERED" => {
            let (holder, zone, details) = (cells.read("holder"), cells.code("zone"), details(cells));
            Some(What::RegisterCentre { holder: holder?, code: code?, zone: zone?, details: details? })
        }
        "AMENDED" => {
            let empty = cells.empty_beside("AMENDED", &["holder", "zone", "region"]);
            let (name, title, residential) = (cells.text_if("name"), cells.code_if("title"), cells.yes_no_if("residential"));
            let (capacity, address) = (cells.read_if("capacity_kw"), cells.text_if("address"));
            let change =
                SiteChange { name: name?, title: title?, residential: residential?, capacity_kw: capacity?, address: address? };
            empty.and(Some(What::AmendCentre { code: code?, change }))
        }
        "CLOSED" => {
            let said = ["holder", "zone", "name", "title", "residential", "capacity_kw", "region", "address"];
            cells.empty_beside("CLOSED", &said).and(Some(What::CloseCentre { code: code? }))
        }
        _ => cells.wrong("event", "not one of REGISTERED, AMENDED, CLOSED"),
    }
}

fn details(cells: &mut Cells<'_>) -> Option<SiteDetails> {
    let (name, title, residential) = (cells.text("name"), cells.code("title"), cells.yes_no_if("residential"));
    let (capacity, region, address) = (cells.read("capacity_kw"), cells.read("region"), cells.text_if("address"));
    Some(SiteDetails {
        name: name?,
        title: title?,
        residential: residential?,
        capacity_kw: capacity?,
        region: region?,
        address: address?,
    })
}

pub(super) fn meter(cells: &mut Cells<'_>) -> Option<What> {
    let (centre, serial) = (cells.text("data_centre"), cells.text("serial"));
    let done = match cells.shown("event") {
        "INSTALLED" => cells.empty_beside("INSTALLED", &["result", "valid_until"]).and(Some(MeterStep::Installed)),
        "CHECKED" => {
            let (result, valid_until) = (cells.code("result"), cells.read_if("valid_until"));
            Some(MeterStep::Checked { result: result?, valid_until: valid_until? })
        }
        "REMOVED" => cells.empty_beside("REMOVED", &["result", "valid_until"]).and(Some(MeterStep::Removed)),
        _ => cells.wrong("event", "not one of INSTALLED, CHECKED, REMOVED"),
    };
    Some(What::Meter { centre: centre?, serial: serial?, done: done? })
}

pub(super) fn write(what: &What, row: &mut Row) {
    match what {
        What::RegisterCentre { holder, code, zone, details } => {
            row.set("event", "REGISTERED");
            row.set("code", code);
            row.set("holder", holder.digits());
            row.set("zone", zone.code());
            row.set("name", &details.name);
            row.set("title", details.title.code());
            row.set_if("residential", details.residential.map(yes_no));
            row.set("capacity_kw", details.capacity_kw);
            row.set("region", details.region.code());
            row.set_if("address", details.address.as_ref());
        }
        What::AmendCentre { code, change } => {
            row.set("event", "AMENDED");
            row.set("code", code);
            row.set_if("name", change.name.as_ref());
            row.set_if("title", change.title.map(|title| title.code()));
            row.set_if("residential", change.residential.map(yes_no));
            row.set_if("capacity_kw", change.capacity_kw);
            row.set_if("address", change.address.as_ref());
        }
        What::CloseCentre { code } => {
            row.set("event", "CLOSED");
            row.set("code", code);
        }
        What::Meter { centre, serial, done } => {
            row.set("data_centre", centre);
            row.set("serial", serial);
            match done {
                MeterStep::Installed => row.set("event", "INSTALLED"),
                MeterStep::Removed => row.set("event", "REMOVED"),
                MeterStep::Checked { result, valid_until } => {
                    row.set("event", "CHECKED");
                    row.set("result", result.code());
                    row.set_if("valid_until", valid_until.as_ref());
                }
            }
        }
        _ => {}
    }
}
