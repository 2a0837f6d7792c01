//! Acts: the journal's public entries.

use super::super::cell::{Cell, Kind, Row, Table, may, must};
use super::id_of;
use crate::domain::act::{ActKind, Subject};
use crate::domain::authority::Authority;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::lang::Phrase;
use crate::domain::sequence::Sequence;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Актілер журналы", ru: "Журнал актов", en: "Journal of acts" },
    about: Phrase {
        kk: "Тізілімнің әрбір өзгерісі: реттеушінің актілері, нөмірі бойынша үзіліссіз. Құпия бөліктері тұздалған хештермен алмастырылған.",
        ru: "Каждое изменение реестра: акты регулятора по порядку номеров без пропусков. Конфиденциальное заменено солёными хешами.",
        en: "Every change of the register: the acts of the regulator, by number without a gap. What is confidential is replaced by \
             salted hashes. An act never changes; another act corrects it.",
    },
    columns: &[
        must("sequence", Kind::Number, "The act's number."),
        must("kind", Kind::Text, "What kind of act."),
        must("authority", Kind::Text, "In whose name."),
        must("effective_on", Kind::Day, "The first day of its effect."),
        must("recorded_at", Kind::Instant, "When it was recorded."),
        may("subject_id", Kind::Text, "The global id of what it is about, where the register knows it."),
        must("reason", Kind::Text, "Why, in the authority's words."),
        must("reference", Kind::Text, "The document that it rests on."),
        must("changed_fields", Kind::List, "The facts that it changed, with spaces between them."),
        must("entry", Kind::Text, "The public entry in canonical JSON (RFC 8785)."),
        must(
            "leaf_hash",
            Kind::Text,
            "The hash of the entry as a leaf (RFC 6962: SHA-256 of a zero byte and the entry), in hexadecimal.",
        ),
    ],
    key: 1,
};

/// The public side of an act.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Its number.
    pub sequence: Sequence,
    /// What kind of act.
    pub kind: ActKind,
    /// In whose name.
    pub authority: Authority,
    /// From which day.
    pub effective_on: Day,
    /// When.
    pub recorded_at: Instant,
    /// About what.
    pub subject: Option<Subject>,
    /// Why.
    pub reason: &'a str,
    /// The document.
    pub reference: &'a str,
    /// The facts that change.
    pub changed: &'a [String],
    /// The entry.
    pub entry: &'a str,
    /// Its hash.
    pub leaf: [u8; 32],
}

/// Takes an act's public side; gives its row.
pub fn row(of: &Said<'_>) -> Row {
    vec![
        of.sequence.into(),
        of.kind.code().into(),
        of.authority.code().into(),
        of.effective_on.into(),
        of.recorded_at.into(),
        of.subject.map_or(Cell::Nothing, id_of),
        of.reason.into(),
        of.reference.into(),
        Cell::List(of.changed.to_vec()),
        of.entry.into(),
        hex::encode(of.leaf).into(),
    ]
}
