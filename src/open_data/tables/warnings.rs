//! Warnings about unlicensed and forged providers.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must, wording};
use super::id_of;
use crate::domain::act::Subject;
use crate::domain::lang::Phrase;
use crate::domain::warning::Warning;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Ескертулер", ru: "Предупреждения", en: "Warnings" },
    about: Phrase {
        kk: "Лицензиясыз және жалған провайдерлер туралы жария ескертулер.",
        ru: "Публичные предупреждения о нелицензированных и поддельных провайдерах.",
        en: "Public warnings about unlicensed and forged providers.",
    },
    columns: &[
        must("id", Kind::Text, "The warning's global id."),
        must("authority", Kind::Text, "Who published it."),
        must("published_on", Kind::Day, "Since when."),
        must("reference", Kind::Text, "The document."),
        must("name", Kind::Text, "The name warned of."),
        may("bin", Kind::Text, "Its BIN, where it has one; an IIN is masked."),
        must("domains", Kind::List, "Its hosts on the web, with spaces between them."),
        must("text_kk", Kind::Text, "What to beware of, in Kazakh."),
        must("text_ru", Kind::Text, "The same in Russian."),
        may("text_en", Kind::Text, "The same in English."),
        SEQUENCE,
    ],
    key: 1,
};

/// Takes a warning; gives its row.
pub fn row(of: &Warning) -> Row {
    let [text_kk, text_ru, text_en] = wording(Some(&of.text.wording));
    vec![
        id_of(Subject::Warning(of.id)),
        of.authority.code().into(),
        of.published_on.into(),
        (&of.reference).into(),
        (&of.text.name).into(),
        Cell::of(of.text.bin.map(|bin| bin.public())),
        Cell::List(of.text.domains.iter().map(ToString::to_string).collect()),
        text_kk,
        text_ru,
        text_en,
        of.act.into(),
    ]
}
