//! Events: the steps in the life of each authorisation.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must};
use super::licensee_id;
use crate::domain::authorisation::Authorisation;
use crate::domain::lang::Phrase;
use crate::domain::sequence::Sequence;
use crate::domain::standing::{Event, Step};

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Оқиғалар", ru: "События", en: "Events" },
    about: Phrase {
        kk: "Әрбір лицензия мен аккредиттеудің тарихы: берілуі, ұзартылуы, тоқтатыла тұруы, қайта басталуы, айырылуы, қайтарылуы.",
        ru: "Жизнь каждой лицензии и аккредитации: выдача, продление, приостановление, возобновление, лишение, возврат.",
        en: "The life of each licence and accreditation: granted, renewed, suspended, resumed, revoked, surrendered.",
    },
    columns: &[
        must("licensee_id", Kind::Text, "The licensee's global id."),
        must("act", Kind::Number, "The act that first recorded the event."),
        must("number", Kind::Text, "The number on the licensee's document."),
        must("step", Kind::Text, "GRANTED, RENEWED, SUSPENDED, RESUMED, REVOKED or SURRENDERED."),
        must("effective_on", Kind::Day, "The first day of its effect."),
        may("expires_on", Kind::Day, "Of a grant or renewal: the last day of the authorisation; empty where it does not expire."),
        may("until", Kind::Day, "Of a suspension: its last day, where one is named."),
        may("ground", Kind::Text, "Of a suspension: its ground in Law 193-VII art. 9(4)."),
        may("court", Kind::Text, "Of a revocation: the court."),
        may("ruling", Kind::Text, "The number of the court's ruling."),
        may("ruled_on", Kind::Day, "The day of the ruling."),
        SEQUENCE,
    ],
    key: 2,
};

/// Takes an event and whose it is; gives its row.
pub fn row(of: &Authorisation, event: &Event, sequence: Sequence) -> Row {
    let (mut expires_on, mut until, mut ground) = (Cell::Nothing, Cell::Nothing, Cell::Nothing);
    let [mut court, mut number, mut ruled_on] = [Cell::Nothing, Cell::Nothing, Cell::Nothing];
    let step = match &event.step {
        Step::Granted { expires_on: last } => {
            expires_on = Cell::of(*last);
            "GRANTED"
        }
        Step::Renewed { expires_on: last } => {
            expires_on = Cell::of(*last);
            "RENEWED"
        }
        Step::Suspended { until: last, ground: why } => {
            (until, ground) = (Cell::of(*last), why.code().into());
            "SUSPENDED"
        }
        Step::Resumed => "RESUMED",
        Step::Revoked { ruling } => {
            if let Some(ruling) = ruling {
                (court, number, ruled_on) = ((&ruling.court).into(), (&ruling.number).into(), ruling.decided_on.into());
            }
            "REVOKED"
        }
        Step::Surrendered => "SURRENDERED",
    };
    vec![
        licensee_id(of),
        event.origin.into(),
        (&of.number).into(),
        step.into(),
        event.on.into(),
        expires_on,
        until,
        ground,
        court,
        number,
        ruled_on,
        sequence.into(),
    ]
}
