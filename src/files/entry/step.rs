//! `licence-events….csv`: renewals, suspensions, resumptions and ends of licences and accreditations.

use super::{Stepped, What};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::standing::CourtRuling;
use crate::domain::text::Line;
use crate::files::cells::Cells;
use crate::files::sheet::Row;

pub(in crate::files) const COLUMNS: &[&str] = &[
    "event",
    "authority",
    "role",
    "number",
    "effective_on",
    "until",
    "ground",
    "court",
    "ruling_number",
    "ruling_decided_on",
    "reason",
    "reference",
];
const RULING: [&str; 3] = ["court", "ruling_number", "ruling_decided_on"];

pub(super) fn read(cells: &mut Cells<'_>) -> Option<What> {
    let (role, number) = (cells.code::<LicenseeRole>("role"), cells.text("number"));
    let step = match cells.shown("event") {
        "RENEWED" => {
            let (until, empty) = (cells.read("until"), empty(cells, "RENEWED", &["ground"], true));
            empty.and(Some(Stepped::Renewed { until: until? }))
        }
        "SUSPENDED" => {
            let (until, ground) = (cells.read_if("until"), cells.code("ground"));
            let empty = empty(cells, "SUSPENDED", &[], true);
            empty.and(Some(Stepped::Suspended { until: until?, ground: ground? }))
        }
        "RESUMED" => empty(cells, "RESUMED", &["until", "ground"], true).and(Some(Stepped::Resumed)),
        "REVOKED" => {
            let empty = empty(cells, "REVOKED", &["until", "ground"], role.is_some_and(|role| role != LicenseeRole::Miner));
            let ruling = ruling(cells, role?);
            empty.and(Some(Stepped::Revoked { ruling: ruling? }))
        }
        "SURRENDERED" if role.is_some_and(|role| role != LicenseeRole::Miner) => {
            cells.wrong("event", "only a mining licence is surrendered: a pool or an exchange is REVOKED, with the reason")
        }
        "SURRENDERED" => empty(cells, "SURRENDERED", &["until", "ground"], true).and(Some(Stepped::Surrendered)),
        _ => cells.wrong("event", "not one of RENEWED, SUSPENDED, RESUMED, REVOKED, SURRENDERED"),
    };
    Some(What::Step { role: role?, number: number?, step: step? })
}

fn empty(cells: &mut Cells<'_>, event: &str, columns: &[&'static str], without_ruling: bool) -> Option<()> {
    let others = cells.empty_beside(event, columns);
    let ruling = if without_ruling { cells.empty_beside(event, &RULING) } else { Some(()) };
    others.and(ruling)
}

/// Only a court revokes a mining licence (art. 9(7)).
fn ruling(cells: &mut Cells<'_>, role: LicenseeRole) -> Option<Option<CourtRuling>> {
    if role != LicenseeRole::Miner {
        return Some(None);
    }
    let (court, number, decided_on) = (cells.text("court"), cells.text("ruling_number"), cells.read("ruling_decided_on"));
    Some(Some(CourtRuling { court: court?, number: number?, decided_on: decided_on? }))
}

pub(super) fn write(role: LicenseeRole, number: &Line, step: &Stepped, row: &mut Row) {
    row.set("role", role.code());
    row.set("number", number);
    let event = match step {
        Stepped::Renewed { until } => {
            row.set("until", until);
            "RENEWED"
        }
        Stepped::Suspended { until, ground } => {
            row.set_if("until", until.as_ref());
            row.set("ground", ground.code());
            "SUSPENDED"
        }
        Stepped::Resumed => "RESUMED",
        Stepped::Revoked { ruling } => {
            row.set_if("court", ruling.as_ref().map(|ruling| &ruling.court));
            row.set_if("ruling_number", ruling.as_ref().map(|ruling| &ruling.number));
            row.set_if("ruling_decided_on", ruling.as_ref().map(|ruling| ruling.decided_on));
            "REVOKED"
        }
        Stepped::Surrendered => "SURRENDERED",
    };
    row.set("event", event);
}
