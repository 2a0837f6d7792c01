//! The starting rule set, sometimes with other versions of some rules.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use tizilim::compliance::starting_set;
use tizilim::domain::act::{Content, Draft};
use tizilim::domain::day::Day;
use tizilim::domain::rule::{LicenceKind, Parameter, RuleCode};

use super::when::{Clock, When, shifted, when};
use crate::naive::{ONE, rules_for};
use crate::register::Version;

/// Other versions of one rule, as they are drawn.
#[derive(Clone, Debug)]
pub(crate) struct RuleDraft {
    /// Which of the rules that bind the licensee.
    rule: usize,
    /// Whether the first version is in force from the beginning.
    from_the_beginning: bool,
    versions: Vec<VersionDraft>,
}

#[derive(Clone, Debug)]
struct VersionDraft {
    from: When,
    /// How many days before the next version it ends.
    gap: i64,
    /// Which value each parameter takes.
    values: [usize; 7],
}

/// The rule set that ships with the program, as raw data.
static STARTING_SET: LazyLock<Vec<Version>> = LazyLock::new(|| {
    let drafts = starting_set::drafts().expect("the starting set");
    let version = |draft: Draft| {
        let Content::AddRuleVersion(text) = draft.content else { panic!("the starting set adds rules") };
        let value = |parameter: Parameter| (parameter.name, parameter.value.map(|value| value.units()));
        let parameters = text.parameters.into_iter().map(value).collect();
        Version { code: text.code, from: draft.effective_on, until: text.until, parameters }
    };
    drafts.into_iter().map(version).collect()
});

pub(super) fn rules() -> BoxedStrategy<Vec<RuleDraft>> {
    let version = (when(), prop_oneof![3 => Just(0_i64), 1 => 1..60_i64], proptest::array::uniform7(0..20_usize))
        .prop_map(|(from, gap, values)| VersionDraft { from, gap, values });
    let rule = (0..14_usize, proptest::bool::weighted(0.7), vec(version, 1..4))
        .prop_map(|(rule, from_the_beginning, versions)| RuleDraft { rule, from_the_beginning, versions });
    prop_oneof![1 => Just(Vec::new()), 4 => vec(rule, 1..9)].boxed()
}

pub(super) fn resolve(drafts: &[RuleDraft], kind: LicenceKind, clock: &Clock) -> Vec<Version> {
    let mut rules = STARTING_SET.clone();
    let codes = rules_for(kind);
    for draft in drafts {
        let code = codes[draft.rule % codes.len()];
        rules.retain(|version| version.code != code);
        rules.extend(versions(draft, code, clock));
    }
    rules
}

fn versions(draft: &RuleDraft, code: RuleCode, clock: &Clock) -> Vec<Version> {
    let mut drafts: Vec<_> = draft.versions.iter().map(|version| (version.from.on(clock), version)).collect();
    drafts.sort_by_key(|(from, _)| *from);
    drafts.dedup_by_key(|(from, _)| *from);
    if draft.from_the_beginning {
        drafts[0].0 = Day::constant(2022, 1, 1);
    }
    let next: Vec<Option<Day>> = drafts.iter().skip(1).map(|(from, _)| Some(*from)).chain([None]).collect();
    let version = |((from, draft), next): (&(Day, &VersionDraft), Option<Day>)| {
        let until = next.map(|next| shifted(next.previous(), -draft.gap).max(*from));
        Version { code, from: *from, until, parameters: parameters(code, draft.values) }
    };
    drafts.iter().zip(next).map(version).collect()
}

/// Of twenty draws one leaves the parameter out and one leaves it without a value.
fn parameters(code: RuleCode, values: [usize; 7]) -> Vec<(String, Option<i128>)> {
    let mut parameters = Vec::new();
    for (spec, draw) in code.parameters().iter().zip(values) {
        let choices = choices(spec.name);
        match draw {
            0 => {}
            1 => parameters.push((spec.name.to_owned(), None)),
            _ if choices.is_empty() => {}
            draw => parameters.push((spec.name.to_owned(), Some(choices[draw % choices.len()]))),
        }
    }
    parameters
}

fn choices(name: &str) -> Vec<i128> {
    let whole = |values: &[i128]| values.iter().map(|value| value * ONE).collect();
    let hundredths = |values: &[i128]| values.iter().map(|value| value * ONE / 100).collect();
    match name {
        "warningDays" => whole(&[0, 1, 7, 30, 45, 90, 400]),
        "windowMonths" => whole(&[1, 2, 3, 6, 11, 12, 13, 14]),
        "testValidMonths" => whole(&[1, 3, 6, 12, 14]),
        "dueDay" => whole(&[1, 15, 25, 29, 30, 31, 31]),
        "dueMonth" => whole(&[1, 2, 3]),
        "dueMonths" => whole(&[1, 2, 6, 12]),
        "dueDays" => whole(&[0, 1, 15, 30, 45, 60]),
        "noticeDays" => whole(&[0, 1, 5, 10, 30]),
        "tolerance" => hundredths(&[0, 5, 10, 50, 100]),
        "rate" | "rateRenewableOwn" | "rateOffGridOwn" | "rateUnmetered" => hundredths(&[5, 100, 200, 250, 2_500]),
        "threshold" => hundredths(&[0, 33, 50, 75, 100]),
        // The bounds that recording an act keeps to say nothing of a finding.
        _ => Vec::new(),
    }
}
