//! Rules: dated versions with parameters and legal basis.

use super::super::cell::{Cell, Kind, Row, SEQUENCE, Table, may, must, wording};
use crate::domain::lang::Phrase;
use crate::domain::rule::RuleVersion;
use crate::domain::sequence::Sequence;

/// The table.
pub const TABLE: Table = Table {
    title: Phrase { kk: "Ережелер", ru: "Правила", en: "Rules" },
    about: Phrase {
        kk: "Лицензиаттардың міндеттері: әр ереженің нұсқалары, параметрлері және құқықтық негізі.",
        ru: "Обязанности лицензиатов: версии каждого правила, параметры и правовое основание.",
        en: "The duties of licensees: the versions of each rule, with parameters and legal basis.",
    },
    columns: &[
        must("code", Kind::Text, "The rule's code."),
        must("version", Kind::Number, "The version, counted from 1 for each code."),
        must("applies_to", Kind::List, "Whom it binds: MINING_I, MINING_II, POOL, EXCHANGE, with spaces between them."),
        must("in_force_from", Kind::Day, "Its first day in force."),
        may("in_force_until", Kind::Day, "Its last day in force; empty while it is open."),
        must(
            "parameters",
            Kind::Json,
            "Its parameters: a list of objects with name, value and unit; the value, a decimal as text, is null where the law's \
             figure is not established.",
        ),
        must("basis_act", Kind::Text, "The act of law."),
        must("basis_article", Kind::Text, "The article."),
        must("basis_url", Kind::Text, "Its official address."),
        must("title_kk", Kind::Text, "What it calls for, in Kazakh."),
        must("title_ru", Kind::Text, "The same in Russian."),
        may("title_en", Kind::Text, "The same in English."),
        SEQUENCE,
    ],
    key: 2,
};

/// Takes a version of a rule; gives its row.
pub fn row(of: &RuleVersion, sequence: Sequence) -> Row {
    let [title_kk, title_ru, title_en] = wording(Some(&of.text.title));
    vec![
        of.text.code.code().into(),
        of.version.into(),
        Cell::List(of.text.code.applies_to().iter().map(|kind| kind.code().to_owned()).collect()),
        of.in_force.from.into(),
        Cell::of(of.in_force.until.unless_open()),
        parameters(of),
        (&of.text.legal_basis.act).into(),
        (&of.text.legal_basis.article).into(),
        (&of.text.legal_basis.url).into(),
        title_kk,
        title_ru,
        title_en,
        sequence.into(),
    ]
}

fn parameters(of: &RuleVersion) -> Cell {
    let unit = |name: &str| of.text.code.parameters().iter().find(|spec| spec.name == name).map(|spec| spec.unit);
    let said = of.text.parameters.iter().map(|parameter| {
        let value = parameter.value.map(|value| value.to_string());
        serde_json::json!({"name": parameter.name, "unit": unit(&parameter.name), "value": value})
    });
    Cell::Json(serde_json::Value::from_iter(said).to_string())
}
