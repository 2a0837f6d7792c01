//! Organisations: names and addresses, by day.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must, names};
use super::id_of;
use crate::domain::act::Subject;
use crate::domain::day::Day;
use crate::domain::lang::Phrase;
use crate::domain::organisation::Organisation;
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Ұйымдар", ru: "Организации", en: "Organisations" },
    about: Phrase {
        kk: "Тізілім білетін ұйымдар мен жеке кәсіпкерлердің атаулары, өңірлері және мекенжайлары, күндер бойынша.",
        ru: "Названия, регионы и адреса организаций и предпринимателей, известных реестру, по дням.",
        en: "Names, regions and addresses of the organisations and sole traders that the register knows: a row for each run of days \
             without a change.",
    },
    columns: &[
        must("id", Kind::Text, "The organisation's global id."),
        may("valid_from", Kind::Day, "The first of the days; empty where nothing came before."),
        may("valid_until", Kind::Day, "The last of the days; empty where nothing is known to follow."),
        must("bin", Kind::Text, "Its BIN; a sole trader's IIN is masked."),
        must("name_kk", Kind::Text, "Its name in Kazakh."),
        must("name_ru", Kind::Text, "Its name in Russian."),
        may("name_en", Kind::Text, "Its name in English."),
        must("region", Kind::Text, "Where it is registered: the first two digits of the KATO code, as in ISO 3166-2:KZ."),
        may("address", Kind::Text, "Its address."),
        may("website", Kind::Text, "Its address on the web."),
        SEQUENCE,
    ],
    key: 2,
};

/// Takes an organisation as it is on some days; gives its row.
pub fn row(of: &Organisation, period: Period, sequence: Sequence) -> Row {
    let [name_kk, name_ru, name_en] = names(&of.details.names);
    vec![
        id_of(Subject::Organisation(of.id)),
        Cell::of((period.from != Day::FIRST).then_some(period.from)),
        Cell::of(period.until.unless_open()),
        of.bin.public().into(),
        name_kk,
        name_ru,
        name_en,
        of.details.region.code().into(),
        Cell::of(of.details.address.as_ref()),
        Cell::of(of.details.website.as_ref()),
        sequence.into(),
    ]
}
