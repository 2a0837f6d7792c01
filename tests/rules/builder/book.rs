//! Rules and their versions, from words.

use std::sync::LazyLock;

use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::starting_set;
use tizilim::domain::act::{Act, Content};
use tizilim::domain::authority::Authority;
use tizilim::domain::day::Day;
use tizilim::domain::fold;
use tizilim::domain::rule::{Parameter, RuleCode, RuleText, RuleVersion};

use super::words::{act, days};

/// The rules that ship.
pub(crate) fn shipped() -> Rulebook {
    only(RuleCode::ALL)
}

/// Some of the rules that ship, and no others.
pub(crate) fn only(codes: &[RuleCode]) -> Rulebook {
    Rulebook::new(codes.iter().flat_map(|code| versions(*code, &[])))
}

/// One rule with these versions, and no other.
pub(crate) fn alone(code: RuleCode, told: &[(&str, &str)]) -> Rulebook {
    Rulebook::new(versions(code, told))
}

/// The rules that ship, but one of them with these versions: days in force, and parameters with their values, such as
/// `windowMonths 6` or `windowMonths without a value`.
pub(crate) fn with_versions(code: RuleCode, told: &[(&str, &str)]) -> Rulebook {
    with_all(&[(code, told)])
}

/// The rules that ship, but some of them with other versions.
pub(crate) fn with_all(others: &[(RuleCode, &[(&str, &str)])]) -> Rulebook {
    let told = |code| others.iter().find(|(other, _)| *other == code).map_or(&[][..], |(_, told)| *told);
    Rulebook::new(RuleCode::ALL.iter().flat_map(|code| versions(*code, told(*code))))
}

/// What ships.
static SHIPPED: LazyLock<Vec<(Day, RuleText)>> = LazyLock::new(|| {
    let drafts = starting_set::drafts().expect("the shipped rules");
    let texts = drafts.into_iter().filter_map(|draft| match draft.content {
        Content::AddRuleVersion(text) => Some((draft.effective_on, text)),
        _ => None,
    });
    texts.collect()
});

/// The versions of a rule as told, or else as they ship.
fn versions(code: RuleCode, told: &[(&str, &str)]) -> Vec<RuleVersion> {
    let shipped: Vec<&(Day, RuleText)> = SHIPPED.iter().filter(|(_, text)| text.code == code).collect();
    let version = |(in_force, parameters): &(&str, &str)| {
        let (from, until) = days(in_force);
        let parameters = parameters.split(',').map(str::trim).filter(|told| !told.is_empty()).map(parameter).collect();
        (from, RuleText { until, parameters, ..shipped[0].1.clone() })
    };
    let texts: Vec<(Day, RuleText)> =
        if told.is_empty() { shipped.into_iter().cloned().collect() } else { told.iter().map(version).collect() };
    let acts: Vec<Act> = texts
        .into_iter()
        .enumerate()
        .map(|(at, (from, text))| {
            text.check().expect("parameters that the rule has");
            act(at + 1, Authority::Ministry, from, Content::AddRuleVersion(text))
        })
        .collect();
    fold::rule(&acts).expect("versions that do not overlap")
}

fn parameter(told: &str) -> Parameter {
    let (name, value) = told.split_once(' ').expect("a name and a value");
    let value = (value != "without a value").then(|| value.parse().unwrap_or_else(|why| panic!("{told}: {why}")));
    Parameter { name: name.to_owned(), value }
}
