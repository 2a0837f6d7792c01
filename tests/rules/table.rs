//! Runs a table of cases of one rule.

use tizilim::compliance::assess;
use tizilim::compliance::finding::{Finding, PartOf, Reason};
use tizilim::compliance::rulebook::Rulebook;
use tizilim::domain::rule::{LicenceKind, RuleCode};

use super::builder::{day, facts, shipped};

/// What is told, the day asked, and what the finding must say: clauses such as `BREACHED; measured 0.4; version 1`.
type Case<'a> = (&'a str, &'a str, &'a str);

/// What the cases of a table have in common.
pub(crate) struct Table {
    code: RuleCode,
    kinds: &'static [LicenceKind],
    book: Rulebook,
    given: String,
}

/// A table of cases of a rule as it ships, for each kind of licensee that it binds.
pub(crate) fn rule(code: RuleCode) -> Table {
    Table { code, kinds: code.applies_to(), book: shipped(), given: String::new() }
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

    /// Of these kinds of licensee only.
    pub(crate) fn of(self, kinds: &'static [LicenceKind]) -> Self {
        Self { kinds, ..self }
    }

    /// Runs the cases.
    pub(crate) fn check(&self, cases: &[Case<'_>]) {
        let kinds = || self.kinds.iter().copied();
        let wrong: Vec<String> =
            cases.iter().flat_map(|case| kinds().filter_map(move |kind| self.what_is_wrong(kind, *case))).collect();
        assert!(wrong.is_empty(), "{}, given: {}\n{}", self.code.code(), self.given, wrong.join("\n"));
    }

    fn what_is_wrong(&self, kind: LicenceKind, (told, asked, expected): Case<'_>) -> Option<String> {
        let facts = facts(kind, &format!("{}{told}", self.given), day(asked));
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
        let of = match part.of {
            PartOf::Asset(asset) => asset.code().to_owned(),
            PartOf::Source(source) => source.code().to_owned(),
            PartOf::Quarter(span) => span.to_string(),
        };
        format!("{of} {} of {}: {}", part.measure.measured, part.measure.required, part.outcome.code())
    }));
    said.extend(why(&finding.reason));
    said
}

/// Why a finding came out as it did, for the reasons that tables tell apart.
fn why(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::ParameterMissing(name) => format!("{name} has no value"),
        Reason::RuleEnded(last) => format!("ended on {last}"),
        Reason::RuleToCome(first) => format!("begins on {first}"),
        Reason::HostNotLicensed(_) => "host not licensed".to_owned(),
        Reason::HoldsOwnSite(_) => "holds a data centre".to_owned(),
        Reason::MeterLapsed(_) => "check lapsed".to_owned(),
        Reason::MeterFaulty(_) => "meter faulty".to_owned(),
        Reason::MeterAbsent(_) => "no meter left".to_owned(),
        Reason::MeterUnknown(_) => "meter unknown".to_owned(),
        Reason::PowerWithoutDistribution => "power without distribution".to_owned(),
        Reason::BeyondAward(hours) => format!("in {hours} hours"),
        Reason::ExemptionUnproven(days) => format!("on {days} days"),
        Reason::ReportsFiled(_) => "none filed late".to_owned(),
        Reason::ReportFiledLate(span, days) => format!("{span} filed {days} days late"),
        Reason::ReportDue(span, _) | Reason::ReportMissing(span, _) => format!("{span} not filed"),
        Reason::FeeDue(span, _) | Reason::FeeShort(span, _) => format!("{span} not paid"),
        Reason::ChangesNotifiedLate(late, all) => format!("{late} of {all} late"),
        _ => return None,
    })
}
