//! What is exported for everyone, and in which forms.

use tizilim::domain::office::Role;
use tizilim::files::{ExportError, ExportOptions, Format, Outcome, export};

use crate::answers::holdings;
use crate::folder::{TODAY, examples};
use crate::support::TestRegister;
use crate::support::acts::{iin, mining, register as registration};

const DAYS: [&str; 4] = [TODAY, "2024-10-07", "2025-06-30", "2026-07-16"];

async fn register_of_examples() -> TestRegister {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    register
}

#[tokio::test]
async fn the_public_part_tells_who_holds_what_and_nothing_confidential() {
    let register = register_of_examples().await;
    let (folder, report) = register.export(Format::Csv, false).await;
    assert_eq!(report.left_out, 1, "one sole trader");
    let names = folder.names();
    for confidential in ["distributions", "sales", "readings", "bids", "awards", "payments"] {
        assert!(names.iter().all(|name| !name.starts_with(confidential)), "{names:?}");
    }
    let person = std::fs::read_to_string(examples().join("register/licences.csv")).unwrap();
    let person = person.lines().find(|line| line.starts_with("REG-M-10,")).unwrap().split(',').nth(1).unwrap().to_owned();
    for name in &names {
        let text = folder.read(name);
        assert!(!text.contains(&person), "{name} tells a person's number");
        assert!(!text.contains("REG-M-10"), "{name} tells of the person");
    }
    let again = TestRegister::without_rules(TODAY).await;
    again.import_all(folder.path()).await;
    assert_eq!(holdings(&register.registry, &DAYS, false).await, holdings(&again.registry, &DAYS, true).await);
}

#[tokio::test]
async fn json_lines_say_the_same_as_the_tables() {
    let register = register_of_examples().await;
    let (tables, _) = register.export(Format::Csv, true).await;
    let (lines, _) = register.export(Format::JsonLines, true).await;
    for name in tables.names() {
        let json = lines.read(&name.replace(".csv", ".jsonl"));
        let mut reader = csv::Reader::from_path(tables.path().join(&name)).unwrap();
        let heading = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), json.lines().count(), "{name}");
        for (row, line) in rows.iter().zip(json.lines()) {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            assert_eq!(object.len(), heading.len());
            for (column, cell) in heading.iter().zip(row) {
                assert_eq!(object[column].as_str().unwrap_or_default(), cell, "{name} {column}");
                assert_eq!(object[column].is_null(), cell.is_empty());
            }
        }
    }
}

#[tokio::test]
async fn a_folder_that_holds_something_is_left_alone() {
    let register = register_of_examples().await;
    let (folder, _) = register.export(Format::Csv, false).await;
    let before = folder.names();
    let options = ExportOptions { format: Format::Csv, confidential: false };
    let refused = export(&register.registry, folder.path(), options, &mut |_| {}).await;
    assert!(matches!(refused, Err(ExportError::NotEmpty(_))), "{refused:?}");
    assert_eq!(folder.names(), before, "and nothing half-written remains");
}

/// A data centre of a person goes with the person, and so do the places in it.
#[tokio::test]
async fn what_is_said_of_a_person_goes_with_the_person() {
    let register = TestRegister::at(TODAY).await;
    let trader = register.act(Role::Ministry, "2024-01-15", registration(iin(1), "Trader")).await;
    let trader = tizilim::domain::organisation::OrganisationId(trader);
    register.act(Role::Ministry, "2024-01-15", mining(trader, "M-1", None)).await;
    register.firm(2).await;
    let (folder, report) = register.export(Format::Csv, false).await;
    assert_eq!(report.left_out, 1);
    assert_eq!(folder.names(), ["organisations.csv", "rules.csv"]);
    assert_eq!(folder.rows()["organisations"].len(), 1);
    // What a register has already, word for word, is passed over: its rules.
    let again = TestRegister::at(TODAY).await;
    let reports = again.import(folder.path()).await;
    assert!(matches!(reports[0].outcome, Outcome::NothingNew), "{reports:#?}");
    assert!(matches!(reports[1].outcome, Outcome::Recorded { acts: 1, .. }), "{reports:#?}");
}
