//! The examples: a small file of each kind, and a register whose findings are listed.

use std::collections::BTreeSet;

use tizilim::domain::authorisation::LicenseeRole;
use tizilim::domain::rule::RuleCode;
use tizilim::domain::view::View;
use tizilim::files::FileKind;
use tizilim::registry::SubjectKey;

use crate::folder::{TODAY, examples};
use crate::support::{TestRegister, day};

const EXPECTED: &str = include_str!("../../examples/README.md");

#[tokio::test]
async fn the_examples_are_one_of_each_kind_and_are_recorded() {
    let register = TestRegister::without_rules(TODAY).await;
    let reports = register.import(&examples()).await;
    let kinds: Vec<Option<FileKind>> = reports.iter().map(|report| report.kind).collect();
    assert_eq!(kinds, FileKind::ALL.iter().map(|kind| Some(*kind)).collect::<Vec<_>>());
    for report in &reports {
        assert!(report.is_recorded(), "{report:#?}");
    }
}

fn role_of(number: &str) -> LicenseeRole {
    match number.chars().nth(4) {
        Some('M') => LicenseeRole::Miner,
        Some('P') => LicenseeRole::Pool,
        _ => LicenseeRole::Exchange,
    }
}

#[tokio::test]
async fn the_register_of_examples_has_the_findings_that_are_listed() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    let mut covered = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in EXPECTED.lines().filter(|line| line.contains("| REG-")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, rule, outcome, number, on, ..] = cells[..] else { panic!("not a row: {row}") };
        let view = View { on: day(on), seq: register.newest().await };
        let key = SubjectKey::Number(number.to_owned());
        let licensee = register.registry.licensee(role_of(number), &key, view).await.unwrap();
        let licensee = licensee.unwrap_or_else(|| panic!("{number} is missing"));
        let assessed = register.registry.assess(std::slice::from_ref(&licensee), view).await.unwrap();
        let assessment = assessed.into_values().next().unwrap();
        let finding = assessment.findings.iter().find(|finding| finding.rule.text.code.code() == rule).expect("a finding");
        if finding.outcome.code() != outcome {
            wrong.push(format!("{row}\n    is {}: {:?}", finding.outcome.code(), finding.reason));
        }
        covered.insert((rule.to_owned(), outcome.to_owned()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for code in RuleCode::ALL {
        assert!(covered.iter().filter(|(rule, _)| rule == code.code()).count() >= 2, "{} is not shown", code.code());
    }
    assert_eq!(covered.len(), 84, "outcomes that the list shows: {covered:#?}");
}

#[test]
fn every_column_is_documented() {
    for kind in FileKind::ALL {
        let section = EXPECTED.split("### ").find(|section| section.starts_with(&format!("`{}", kind.code())));
        let section = section.unwrap_or_else(|| panic!("{} has no section", kind.code()));
        for column in kind.columns() {
            assert!(section.contains(&format!("| `{column}` |")), "{}: {column} is not documented", kind.code());
        }
    }
}
