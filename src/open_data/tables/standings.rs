//! Standings: where each authorisation stands, by day.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must};
use super::licensee_id;
use crate::domain::authorisation::Authorisation;
use crate::domain::day::Day;
use crate::domain::lang::Phrase;
use crate::domain::sequence::Sequence;
use crate::domain::standing::Span;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase {
        kk: "Күндер бойынша жай-күй", ru: "Состояние по дням", en: "Standings by day"
    },
    about: Phrase {
        kk: "Әрбір лицензия мен аккредиттеудің әр күнгі жай-күйі: өзгеріссіз күндер аралығына бір жол.",
        ru: "Состояние каждой лицензии и аккредитации на каждый день: строка на промежуток без перемен.",
        en: "Where each licence and accreditation stands on each day: a row for each run of days without a change.",
    },
    columns: &[
        must("licensee_id", Kind::Text, "The licensee's global id."),
        may("valid_from", Kind::Day, "The first of the days; empty where nothing came before."),
        may("valid_until", Kind::Day, "The last of the days; empty where nothing is known to follow."),
        must("number", Kind::Text, "The number on the licensee's document."),
        must("standing", Kind::Text, "NOT_YET_VALID, ACTIVE, SUSPENDED, EXPIRED, REVOKED or SURRENDERED."),
        may(
            "expires_on",
            Kind::Day,
            "The last day of the authorisation, as it is known on these days; empty where it does not expire.",
        ),
        SEQUENCE,
    ],
    key: 2,
};

/// Takes a run of days and whose it is; gives its row.
pub fn row(of: &Authorisation, span: &Span, sequence: Sequence) -> Row {
    let from = span.period.from;
    vec![
        licensee_id(of),
        Cell::of((from != Day::FIRST).then_some(from)),
        Cell::of(span.period.until.unless_open()),
        (&of.number).into(),
        span.standing.code().into(),
        Cell::of(span.expires_on),
        sequence.into(),
    ]
}
