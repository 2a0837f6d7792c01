//! The rules as they are known today, which ship with the program and are recorded as the register's first acts.

use crate::domain::act::{Content, Draft};
use crate::domain::day::Day;
use crate::domain::rule::RuleText;
use crate::domain::text::{Line, Note};

const FILE: &str = include_str!("starting_set.json");

#[derive(serde::Deserialize)]
struct Entry {
    from: Day,
    #[serde(flatten)]
    text: RuleText,
}

/// The starting rule set as acts to record, in order.
///
/// # Errors
/// Never for the file that ships: a test reads it.
pub fn drafts() -> Result<Vec<Draft>, serde_json::Error> {
    let entries: Vec<Entry> = serde_json::from_str(FILE)?;
    entries.into_iter().map(draft).collect()
}

fn draft(entry: Entry) -> Result<Draft, serde_json::Error> {
    let text = |value: String| Line::try_from(value).map_err(serde::de::Error::custom);
    Ok(Draft {
        effective_on: entry.from,
        reason: Note::try_from("Starting rule set of the register").map_err(serde::de::Error::custom)?,
        reference: text(
            format!("{}, {}", entry.text.legal_basis.act, entry.text.legal_basis.article).chars().take(120).collect(),
        )?,
        idempotency_key: text(format!("starting-set:{}:{}", entry.text.code.code(), entry.from))?,
        expected_sequence: None,
        content: Content::AddRuleVersion(entry.text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rule::RuleCode;

    #[test]
    fn the_file_that_ships_reads_and_covers_every_rule() {
        let drafts = drafts().expect("the shipped file");
        for code in RuleCode::ALL {
            let has = drafts.iter().any(
                |draft| matches!(&draft.content, Content::AddRuleVersion(text) if text.code == *code && text.check().is_ok()),
            );
            assert!(has, "{} has no version in the starting set", code.code());
        }
    }
}
