//! A long file in bounded memory.

use std::fmt::Write as _;

use tizilim::domain::day::Day;
use tizilim::files::{MOST_HELD, Outcome};

use crate::folder::{Folder, TODAY, examples};
use crate::support::TestRegister;

/// Readings of some days of the two data centres that are read through the year, hour by hour and site by site, so that
/// the rows of no act stand together.
fn readings(days: u32, miners: [&str; 2]) -> (String, u64) {
    let mut text = "data_centre,meter,miner,source,day,hour,kwh\n".to_owned();
    let mut count = 0;
    for day in 0..days {
        let on = Day::constant(2024, 7, 1).plus_days(day);
        for hour in 1..=24 {
            for (site, miner) in ["01", "11"].into_iter().zip(miners) {
                for source in ["RENEWABLE_THIRD_PARTY", "OFF_GRID_OWN", "IMPORT"] {
                    writeln!(text, "REG-DC-{site},REG-MT-{site},{miner},{source},{on},{hour},{hour}.{:03}", day % 1_000).unwrap();
                    count += 1;
                }
            }
        }
    }
    (text, count)
}

#[tokio::test]
async fn a_hundred_thousand_readings_are_held_in_part_only() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    let licences = std::fs::read_to_string(examples().join("register/licences.csv")).unwrap();
    let miner = |number: &str| licences.lines().find(|line| line.starts_with(number)).unwrap().split(',').nth(1).unwrap();
    let (text, count) = readings(710, [miner("REG-M-01"), miner("REG-M-11")]);
    assert!(count > 100_000);
    let folder = Folder::with("readings.csv", &text);
    let reports = register.import(folder.path()).await;
    let Outcome::Recorded { acts, .. } = reports[0].outcome else { panic!("{reports:#?}") };
    assert_eq!(reports[0].rows, count);
    assert!(reports[0].most_held <= MOST_HELD, "{} were held", reports[0].most_held);
    assert!(acts > 2, "recorded in pieces: {acts}");
    // All of it is there: written again, it is the same.
    let (written, _) = register.export(tizilim::files::Format::Csv, true).await;
    let mut rows = written.rows().remove("readings").unwrap();
    rows.retain(|row| ["RENEWABLE_THIRD", "OFF_GRID", "IMPORT"].iter().any(|source| row.contains(source)));
    let was = text.lines().skip(1).map(|row| row.replace(".000", "").trim_end_matches('0').to_owned());
    let was: std::collections::HashSet<String> = was.collect();
    let is = rows.iter().filter(|row| was.contains(row.trim_end_matches('0')));
    assert_eq!(is.count(), usize::try_from(count).unwrap());
}
