//! The forms that files come in: what is read, and what is named as wrong with its line and column.

use tizilim::files::{MOST_NAMED, Outcome};

use crate::folder::{Folder, TODAY, examples, problems};
use crate::support::TestRegister;
use crate::support::acts::bin;

const SALES: &str = "venue,venue_name,miner,sold_on,asset,units";

async fn register() -> TestRegister {
    TestRegister::at(TODAY).await
}

fn sale(on: &str, units: &str) -> String {
    format!(",Sample Platform,{},{on},BTC,{units}", bin(1).digits())
}

#[tokio::test]
async fn commas_semicolons_marks_and_orders_are_all_read() {
    let register = register().await;
    let forms = [
        format!("{SALES}\n{}\n", sale("2026-01-10", "1.5")),
        format!("\u{feff}{}\r\n{}", SALES.replace(',', ";"), sale("2026-01-11", "1.5").replace(',', ";")),
        format!("units,asset,sold_on,miner,venue_name,venue\n2,BTC,2026-01-12,{},\"Platform, sample\",\n", bin(1).digits()),
        format!("{SALES}\n\n{}\n\n", sale("2026-01-13", " 2 ")),
        format!("{SALES}\n{}\n", sale("2026-01-14", "2").replace("Sample", "'=Sample")),
    ];
    for form in forms {
        let folder = Folder::with("sales.csv", &form);
        assert_eq!(register.import_all(folder.path()).await, 1, "{form}");
    }
    let (folder, _) = register.export(tizilim::files::Format::Csv, true).await;
    let written = folder.read("sales.csv");
    assert!(written.contains(",\"Platform, sample\",") && written.contains(",'=Sample Platform,"), "{written}");
}

#[tokio::test]
async fn a_decimal_comma_and_other_marks_are_refused_with_a_reason() {
    let register = register().await;
    let semicolons = format!("{SALES}\n{}\n", sale("2026-01-10", "1.5")).replace(',', ";").replace("1.5", "1,5");
    let refused = register.refuses("sales.csv", &semicolons).await;
    assert_eq!(refused, ["2: units: a decimal comma: write 12.5 with a point, and no separator of thousands"]);
    let commas = format!("{SALES}\n{}\n", sale("2026-01-10", "1,5"));
    assert!(register.refuses("sales.csv", &commas).await[0].starts_with("2: line: the line has 7 cells and the heading 6"));
    for (units, reason) in [
        ("", "empty, and it must say something"),
        ("1 000", "not a decimal number such as 12 or 0.50000000"),
        ("-1", "negative, and an amount is not"),
        ("92233720368.54775808", "too large: at most 92233720368.54775807"),
        ("0.000000001", "more than 8 places after the point"),
        ("1e3", "not a decimal number such as 12 or 0.50000000"),
    ] {
        let refused = register.refuses("sales.csv", &format!("{SALES}\n{}\n", sale("2026-01-10", units))).await;
        assert_eq!(refused, [format!("2: units: {reason}")]);
    }
}

#[tokio::test]
async fn every_bad_cell_of_every_bad_line_is_named() {
    let register = register().await;
    let wrong_digit = format!("{}0", &bin(1).digits()[..11]);
    let text = format!(
        "{SALES}\n{}\n,,{wrong_digit},2026-02-30,GOLD,x\n{}\n12,,,10.01.2026,BTC,1\n",
        sale("2026-01-10", "1"),
        sale("2026-01-11", "2")
    );
    let refused = register.refuses("sales.csv", &text).await;
    let places: Vec<&str> = refused.iter().map(|problem| problem.split(':').nth(1).unwrap().trim()).collect();
    assert_eq!(places, ["venue", "miner", "sold_on", "asset", "units", "venue", "miner", "sold_on"], "{refused:#?}");
    assert!(refused.iter().take(5).all(|problem| problem.starts_with("3: ")));
    assert!(refused.iter().skip(5).all(|problem| problem.starts_with("5: ")));
    assert!(refused[3].contains("not one of BTC, BCH"), "{}", refused[3]);
}

#[tokio::test]
async fn a_thousand_are_named_and_the_others_counted() {
    let register = register().await;
    let text: String =
        std::iter::once(SALES.to_owned()).chain((0..1_500).map(|_| sale("yesterday", "1"))).collect::<Vec<_>>().join("\n");
    let folder = Folder::with("sales.csv", &text);
    let reports = register.import(folder.path()).await;
    let Outcome::Bad(problems) = &reports[0].outcome else { panic!("{reports:#?}") };
    assert_eq!((problems.named().len(), problems.unnamed()), (MOST_NAMED, 500));
    assert_eq!(problems.named()[999].line, 1_001);
}

#[tokio::test]
async fn a_wrong_heading_or_name_is_named() {
    let register = register().await;
    assert_eq!(register.refuses("sales.csv", "").await.len(), 1);
    let refused = register.refuses("sales.csv", "venue,venue_name,miner,on,asset,units\n").await;
    assert_eq!(refused.len(), 2, "{refused:#?}");
    assert!(refused[0].starts_with("1: on: unknown column; the columns of sales are venue, venue_name"), "{refused:#?}");
    assert_eq!(refused[1], "1: sold_on: the column is missing");
    let folder = Folder::with("sale.csv", SALES);
    folder.write("notes.txt", "not a table");
    let reports = register.import(folder.path()).await;
    assert_eq!(reports.len(), 1);
    assert!(problems(&reports[0])[0].starts_with("1: file: no kind of file has a name that begins so"));
    // A table without rows says nothing.
    let empty = Folder::with("sales.csv", SALES);
    assert!(matches!(register.import(empty.path()).await[0].outcome, Outcome::NothingNew));
}

/// What rests on a file that was not recorded is read and not recorded; the others go on.
#[tokio::test]
async fn files_that_rest_on_a_bad_one_wait_and_the_others_go_on() {
    let register = TestRegister::without_rules(TODAY).await;
    let folder = Folder::new();
    for entry in examples().join("register").read_dir().unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let broken = folder.read("data-centres.csv").replacen("NORTH_SOUTH", "NORTH", 1);
    folder.write("data-centres.csv", &broken);
    let reports = register.import(folder.path()).await;
    let mut waiting = Vec::new();
    for report in &reports {
        let name = report.path.file_name().unwrap().to_str().unwrap();
        match &report.outcome {
            Outcome::Bad(_) => assert_eq!(problems(report), ["2: zone: not one of NORTH_SOUTH, WEST"]),
            Outcome::NotTried { because } => {
                assert!(because.ends_with("data-centres.csv"), "{because:?}");
                waiting.push(name);
            }
            outcome => assert!(matches!(outcome, Outcome::Recorded { .. }), "{name} {outcome:?}"),
        }
    }
    assert_eq!(waiting, ["meters.csv", "placements.csv", "readings.csv", "licences.2.csv"]);
    // Mended, the rest is recorded, and what was recorded is known.
    folder.write("data-centres.csv", &broken.replacen("NORTH,", "NORTH_SOUTH,", 1));
    let again = register.import(folder.path()).await;
    assert!(again.iter().all(tizilim::files::FileReport::is_recorded), "{again:#?}");
}
