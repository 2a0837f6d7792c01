//! `warnings….csv` and `rules….csv`: what an authority says to everyone.

use super::What;
use crate::domain::rule::{LegalBasis, Parameter, RuleText};
use crate::domain::text::Line;
use crate::domain::warning::WarningText;
use crate::files::cells::Cells;
use crate::files::sheet::Row;

pub(in crate::files) const WARNING_COLUMNS: &[&str] =
    &["authority", "effective_on", "name", "bin", "domains", "text_kk", "text_ru", "text_en", "reason", "reference"];
pub(in crate::files) const RULE_COLUMNS: &[&str] = &[
    "event",
    "authority",
    "code",
    "effective_on",
    "until",
    "version",
    "parameters",
    "basis_act",
    "basis_article",
    "basis_url",
    "title_kk",
    "title_ru",
    "title_en",
    "reason",
    "reference",
];
const TEXT: [&str; 3] = ["text_kk", "text_ru", "text_en"];
const TITLE: [&str; 3] = ["title_kk", "title_ru", "title_en"];

pub(super) fn warning(cells: &mut Cells<'_>) -> Option<What> {
    let (name, bin, wording) = (cells.text("name"), cells.read_if("bin"), cells.wording(TEXT));
    let mut domains = Vec::new();
    for domain in cells.shown("domains").split_whitespace() {
        match Line::try_from(domain) {
            Ok(domain) => domains.push(domain),
            Err(error) => return cells.wrong("domains", error.to_string()),
        }
    }
    Some(What::Warn(WarningText { name: name?, bin: bin?, domains, wording: wording? }))
}

pub(super) fn rule(cells: &mut Cells<'_>) -> Option<What> {
    let code = cells.code("code");
    match cells.shown("event") {
        "ADDED" => {
            let empty = cells.empty_beside("ADDED", &["version"]);
            let (until, parameters, legal_basis) = (cells.read_if("until"), parameters(cells), legal_basis(cells));
            let title = cells.wording(TITLE);
            let text = RuleText { code: code?, until: until?, parameters: parameters?, legal_basis: legal_basis?, title: title? };
            empty.and(Some(What::AddRule(text)))
        }
        "ENDED" => {
            let said = ["parameters", "basis_act", "basis_article", "basis_url", "title_kk", "title_ru", "title_en"];
            let empty = cells.empty_beside("ENDED", &said);
            let (version, until) = (cells.read("version"), cells.read("until"));
            empty.and(Some(What::EndRule { code: code?, version: version?, until: until? }))
        }
        _ => cells.wrong("event", "not one of ADDED, ENDED"),
    }
}

fn legal_basis(cells: &mut Cells<'_>) -> Option<LegalBasis> {
    let (act, article, url) = (cells.text("basis_act"), cells.text("basis_article"), cells.text("basis_url"));
    Some(LegalBasis { act: act?, article: article?, url: url? })
}

/// `warningDays=30 dueDay=`: names and values, parted by spaces; a name without a value is one whose figure the law has
/// not established.
fn parameters(cells: &mut Cells<'_>) -> Option<Vec<Parameter>> {
    let mut found = Vec::new();
    for pair in cells.shown("parameters").split_whitespace() {
        let Some((name, value)) = pair.split_once('=') else {
            return cells.wrong("parameters", format!("{pair} is not name=value"));
        };
        let value = if value.is_empty() { Ok(None) } else { value.parse().map(Some) };
        match value {
            Ok(value) => found.push(Parameter { name: name.to_owned(), value }),
            Err(error) => return cells.wrong("parameters", format!("{name}: {error}")),
        }
    }
    Some(found)
}

pub(super) fn write(what: &What, row: &mut Row) {
    match what {
        What::Warn(text) => {
            row.set("name", &text.name);
            row.set_if("bin", text.bin.as_ref().map(|bin| bin.digits()));
            row.set("domains", text.domains.iter().map(Line::as_str).collect::<Vec<_>>().join(" "));
            row.wording(TEXT, &text.wording);
        }
        What::AddRule(text) => {
            row.set("event", "ADDED");
            row.set("code", text.code.code());
            row.set_if("until", text.until);
            let value = |parameter: &Parameter| parameter.value.map_or_else(String::new, |value| value.to_string());
            let parameters: Vec<String> =
                text.parameters.iter().map(|parameter| format!("{}={}", parameter.name, value(parameter))).collect();
            row.set("parameters", parameters.join(" "));
            row.set("basis_act", &text.legal_basis.act);
            row.set("basis_article", &text.legal_basis.article);
            row.set("basis_url", &text.legal_basis.url);
            row.wording(TITLE, &text.title);
        }
        What::EndRule { code, version, until } => {
            row.set("event", "ENDED");
            row.set("code", code.code());
            row.set("version", version);
            row.set("until", until);
        }
        _ => {}
    }
}
