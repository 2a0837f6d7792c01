//! Data centres: what they are and who holds them, by day.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must};
use super::id_of;
use crate::domain::act::Subject;
use crate::domain::data_centre::{DataCentre, SiteDetails};
use crate::domain::lang::Phrase;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase {
        kk: "Деректерді өңдеу орталықтары", ru: "Центры обработки данных", en: "Data centres"
    },
    about: Phrase {
        kk: "Цифрлық майнингтің деректерді өңдеу орталықтары, күндер бойынша.",
        ru: "Центры обработки данных цифрового майнинга, по дням.",
        en: "Data centres of digital mining: a row for each run of days without a change.",
    },
    columns: &[
        must("id", Kind::Text, "The data centre's global id."),
        must("valid_from", Kind::Day, "The first of the days."),
        may("valid_until", Kind::Day, "The last of the days; empty where nothing is known to follow."),
        must("code", Kind::Text, "The code by which files name it."),
        must("name", Kind::Text, "Its name."),
        must("organisation_id", Kind::Text, "The holder's global id."),
        must("held_from", Kind::Day, "The first day on which it is held."),
        may("held_until", Kind::Day, "The last; empty while none is known."),
        must("zone", Kind::Text, "The zone of the power system."),
        must("region", Kind::Text, "Its region: the first two digits of the KATO code, as in ISO 3166-2:KZ."),
        may("address", Kind::Text, "Its address."),
        must("title", Kind::Text, "By what right it is held."),
        may("residential", Kind::YesNo, "Whether it stands in a residential zone; empty while that is not known."),
        must("capacity_kw", Kind::Number, "The most power that it can take, in kW."),
        SEQUENCE,
    ],
    key: 2,
};

/// Takes a data centre and what it is on some days; gives its row.
pub fn row(of: &DataCentre, period: Period, details: &SiteDetails, sequence: Sequence) -> Row {
    vec![
        id_of(Subject::DataCentre(of.id)),
        period.from.into(),
        Cell::of(period.until.unless_open()),
        (&of.code).into(),
        (&details.name).into(),
        id_of(Subject::Organisation(of.holder)),
        of.held.from.into(),
        Cell::of(of.held.until.unless_open()),
        of.zone.code().into(),
        details.region.code().into(),
        Cell::of(details.address.as_ref()),
        details.title.code().into(),
        Cell::of(details.residential),
        details.capacity_kw.into(),
        sequence.into(),
    ]
}
