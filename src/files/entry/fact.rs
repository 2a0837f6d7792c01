//! What is recorded of a licensee beside the life of its licence: `placements….csv`, `hardware….csv`,
//! `energy-sources….csv`, `data-changes….csv`, `filings….csv`, `payments….csv`.

use super::What;
use crate::domain::licence_fact::LicenceFact;
use crate::files::cells::Cells;
use crate::files::sheet::Row;

pub(in crate::files) const PLACEMENT_COLUMNS: &[&str] =
    &["event", "number", "data_centre", "effective_on", "until", "reason", "reference"];
pub(in crate::files) const HARDWARE_COLUMNS: &[&str] = &["event", "number", "effective_on", "units", "reason", "reference"];
pub(in crate::files) const ENERGY_SOURCE_COLUMNS: &[&str] =
    &["number", "source", "effective_on", "until", "document", "issuer", "reason", "reference"];
pub(in crate::files) const DATA_CHANGE_COLUMNS: &[&str] =
    &["number", "effective_on", "what", "notified_on", "reason", "reference"];
pub(in crate::files) const FILING_COLUMNS: &[&str] =
    &["report", "authority", "number", "period", "effective_on", "reason", "reference"];
pub(in crate::files) const PAYMENT_COLUMNS: &[&str] = &["number", "quarter", "effective_on", "amount", "reason", "reference"];

pub(super) fn placement(cells: &mut Cells<'_>) -> Option<What> {
    let (number, centre) = (cells.text("number"), cells.text("data_centre"));
    match cells.shown("event") {
        "PLACED" => {
            let until = cells.read_if("until");
            Some(What::Place { number: number?, centre: centre?, until: until? })
        }
        "ENDED" => {
            let empty = cells.empty_beside("ENDED", &["until"]);
            empty.and(Some(What::EndPlacement { number: number?, centre: centre? }))
        }
        _ => cells.wrong("event", "not one of PLACED, ENDED"),
    }
}

pub(super) fn hardware(cells: &mut Cells<'_>) -> Option<What> {
    let (number, units) = (cells.text("number"), cells.read("units"));
    let fact = match cells.shown("event") {
        "DECLARED" => LicenceFact::HardwareDeclared { units: units? },
        "REGISTERED" => LicenceFact::HardwareRegistered { units: units? },
        _ => return cells.wrong("event", "not one of DECLARED, REGISTERED"),
    };
    Some(What::Fact { number: number?, fact })
}

pub(super) fn energy_source(cells: &mut Cells<'_>) -> Option<What> {
    let (number, source, document) = (cells.text("number"), cells.code("source"), cells.text("document"));
    let (issuer, until) = (cells.text("issuer"), cells.read_if("until"));
    let fact = LicenceFact::EnergySource { source: source?, document: document?, issuer: issuer?, until: until? };
    Some(What::Fact { number: number?, fact })
}

pub(super) fn data_change(cells: &mut Cells<'_>) -> Option<What> {
    let (number, what, notified_on) = (cells.text("number"), cells.text("what"), cells.read_if("notified_on"));
    Some(What::Fact { number: number?, fact: LicenceFact::DataChange { what: what?, notified_on: notified_on? } })
}

pub(super) fn filing(cells: &mut Cells<'_>) -> Option<What> {
    let (number, report, span) = (cells.text("number"), cells.code("report"), cells.read("period"));
    Some(What::Fact { number: number?, fact: LicenceFact::Filing { report: report?, span: span? } })
}

pub(super) fn payment(cells: &mut Cells<'_>) -> Option<What> {
    let (number, span, amount) = (cells.text("number"), cells.read("quarter"), cells.quantity("amount", "a tiyn, 0.01 tenge"));
    Some(What::Fact { number: number?, fact: LicenceFact::Payment { span: span?, amount: amount? } })
}

pub(super) fn write(what: &What, row: &mut Row) {
    match what {
        What::Place { number, centre, until } => {
            row.set("event", "PLACED");
            row.set("number", number);
            row.set("data_centre", centre);
            row.set_if("until", until.as_ref());
        }
        What::EndPlacement { number, centre } => {
            row.set("event", "ENDED");
            row.set("number", number);
            row.set("data_centre", centre);
        }
        What::Fact { number, fact } => {
            row.set("number", number);
            write_fact(fact, row);
        }
        _ => {}
    }
}

fn write_fact(fact: &LicenceFact, row: &mut Row) {
    match fact {
        LicenceFact::HardwareDeclared { units } => {
            row.set("event", "DECLARED");
            row.set("units", units);
        }
        LicenceFact::HardwareRegistered { units } => {
            row.set("event", "REGISTERED");
            row.set("units", units);
        }
        LicenceFact::EnergySource { source, document, issuer, until } => {
            row.set("source", source.code());
            row.set("document", document);
            row.set("issuer", issuer);
            row.set_if("until", until.as_ref());
        }
        LicenceFact::DataChange { what, notified_on } => {
            row.set("what", what);
            row.set_if("notified_on", notified_on.as_ref());
        }
        LicenceFact::Filing { report, span } => {
            row.set("report", report.code());
            row.set("period", span);
        }
        LicenceFact::Payment { span, amount } => {
            row.set("quarter", span);
            row.set("amount", amount);
        }
        // These name their data centre by its code: see `What::Place`.
        LicenceFact::Placement { .. } | LicenceFact::PlacementEnded { .. } => {}
    }
}
