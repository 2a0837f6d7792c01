//! Sessions in which surplus power is sold: what they offer, and what was awarded in all.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must};
use super::id_of;
use crate::domain::act::Subject;
use crate::domain::energy::Energy;
use crate::domain::lang::Phrase;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{SessionId, SessionTerms};

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Профицит сессиялары", ru: "Сессии профицита", en: "Surplus sessions" },
    about: Phrase {
        kk: "Профицитті электр энергиясы сатылатын сессиялар, жиынтықтары ғана.",
        ru: "Сессии продажи профицитной электроэнергии, только итоги.",
        en: "Sessions in which surplus power is sold, totals only: what single miners bid and were awarded is confidential.",
    },
    columns: &[
        must("id", Kind::Text, "The session's global id."),
        must("delivery_date", Kind::Day, "The day of delivery."),
        must("zone", Kind::Text, "The zone of the power system."),
        must("clearing_order", Kind::Text, "In which order the quota goes to the bids."),
        must("hours", Kind::Number, "In how many hours of the day there is power."),
        must("quota_kwh", Kind::Energy, "What the system operator lets miners have in all, in kWh."),
        may(
            "awarded_kwh",
            Kind::Energy,
            "What was awarded in all, in kWh; empty while the session has no awards, and where one or two got all of it.",
        ),
        SEQUENCE,
    ],
    key: 1,
};

/// Takes a session and what was awarded in all; gives its row.
pub fn row(id: SessionId, terms: &SessionTerms, awarded: Option<Energy>, sequence: Sequence) -> Row {
    // A day has at most 25 hours.
    let hours = u32::try_from(terms.hours.len()).unwrap_or(u32::MAX);
    vec![
        id_of(Subject::SurplusSession(id)),
        terms.delivery_date.into(),
        terms.zone.code().into(),
        terms.order.code().into(),
        hours.into(),
        terms.hours.iter().map(|hour| hour.quota).sum::<Energy>().into(),
        Cell::of(awarded),
        sequence.into(),
    ]
}
