//! Runs a table of cases of one rule.

use tizilim::compliance::assess;
use tizilim::compliance::finding::{Finding, Reason};
use tizilim::compliance::rulebook::Rulebook;
use tizilim::domain::authorisation::Subkind;
use tizilim::domain::rule::{LicenceKind, RuleCode};

use super::builder::{day, facts, shipped};

/// What is told, the day asked, and what the finding must say: clauses such as `BREACHED; measured 0.4; version 1`.
type Case<'a> = (&'a str, &'a str, &'a str);

/// What the cases of a table have in common.
pub(crate) struct Table {
    code: RuleCode,
    book: Rulebook,
    given: String,
}

/// A table of cases of a rule as it ships.
pub(crate) fn rule(code: RuleCode) -> Table {
    Table { code, book: shipped(), given: String::new() }
}

impl Table {
    /// What else is told in every case.
    pub(crate) fn given(self, told: &str) -> Self {
        Self { given: format!("{}{told}; ", self.given), ..self }
    }

    /// The rules in force.
    pub(crate) fn under(self, book: &Rulebook) -> Self {
        Self { book: book.clone(), ..self }
    }

    /// Runs the cases, for each kind of licensee that the rule binds.
    pub(crate) fn check(&self, cases: &[Case<'_>]) {
        let kinds = || self.code.applies_to().iter().copied();
        let wrong: Vec<String> =
            cases.iter().flat_map(|case| kinds().filter_map(move |kind| self.what_is_wrong(kind, *case))).collect();
        assert!(wrong.is_empty(), "{}, given: {}\n{}", self.code.code(), self.given, wrong.join("\n"));
    }

    fn what_is_wrong(&self, kind: LicenceKind, (told, asked, expected): Case<'_>) -> Option<String> {
        let (licensee, subkind) = match kind {
            LicenceKind::MiningOne => ("Miner", Some(Subkind::One)),
            LicenceKind::MiningTwo => ("Miner", Some(Subkind::Two)),
            LicenceKind::Pool => ("Pool", None),
            LicenceKind::Exchange => ("Exchange", None),
        };
        let mut facts = facts(licensee, &format!("{}{told}", self.given));
        facts.held.authorisation.subkind = subkind;
        let findings = assess(&facts, &self.book, day(asked)).findings;
        let said = said(findings.iter().find(|finding| finding.rule.text.code == self.code).expect("a finding"));
        let missing: Vec<&str> = expected.split("; ").filter(|clause| !said.iter().any(|other| other == clause)).collect();
        let wrong = || format!("{told}\n    on {asked}, {}: no {missing:?}\n    but {said:?}", kind.code());
        (!missing.is_empty()).then(wrong)
    }
}

/// All that a finding says, in clauses.
fn said(finding: &Finding) -> Vec<String> {
    let mut said = vec![finding.outcome.code().to_owned(), format!("version {}", finding.rule.version)];
    match finding.measure {
        Some(measure) => said.extend([
            format!("measured {}", measure.measured),
            format!("required {}", measure.required),
            format!("margin {}", measure.margin()),
            format!("in {}", measure.unit),
        ]),
        None => said.push("nothing measured".to_owned()),
    }
    said.push(match finding.period.map(|speaks| speaks.period()) {
        Some(period) => format!("period {}..{}", period.from, period.until),
        None => "no period".to_owned(),
    });
    said.push(finding.due_on.map_or_else(|| "nothing due".to_owned(), |due_on| format!("due {due_on}")));
    said.push(format!("{} parts", finding.parts.len()));
    said.extend(finding.parts.iter().map(|part| {
        format!("{} {} of {}: {}", part.asset.code(), part.measure.measured, part.measure.required, part.outcome.code())
    }));
    match &finding.reason {
        Reason::ParameterMissing(name) => said.push(format!("{name} has no value")),
        Reason::RuleEnded(last) => said.push(format!("ended on {last}")),
        Reason::RuleToCome(first) => said.push(format!("begins on {first}")),
        _ => {}
    }
    said
}
