//! What bad input gets: its line and its column are named, and nothing is written.

use crate::folder::{TODAY, examples};
use crate::support::TestRegister;

const SESSIONS: &str = "trade_date,delivery_date,zone,clearing_order,hour,quota_thousand_kwh,start_price";
const BIDS: &str = "delivery_date,zone,miner,hour,energy_kwh,price";
const AWARDS: &str = "delivery_date,zone,miner,hour,energy_kwh,price,cut";
const READINGS: &str = "data_centre,meter,miner,source,day,hour,kwh";
const PLACEMENTS: &str = "event,number,data_centre,effective_on,until,reason,reference";
const PAYMENTS: &str = "number,quarter,effective_on,amount,reason,reference";
const FILINGS: &str = "report,authority,number,period,effective_on,reason,reference";

/// The register of examples, and the numbers of its miners.
struct Example {
    register: TestRegister,
    miners: Vec<String>,
}

impl Example {
    async fn new() -> Self {
        let register = TestRegister::without_rules(TODAY).await;
        register.import_all(&examples().join("register")).await;
        let licences = std::fs::read_to_string(examples().join("register/licences.csv")).unwrap();
        let miners = licences.lines().map(|line| line.split(',').nth(1).unwrap().to_owned()).collect();
        Self { register, miners }
    }

    /// What comes of rows, in which `M1` and so on stand for the numbers of miners.
    async fn refuses(&self, name: &str, heading: &str, rows: &[&str]) -> Vec<String> {
        let text = std::iter::once(heading).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n");
        // The later first, so that M1 does not stand for the beginning of M14.
        let text =
            (1..self.miners.len()).rev().fold(text, |text, n| text.replace(&format!("M{n},"), &format!("{},", self.miners[n])));
        self.register.refuses(name, &text).await
    }

    async fn opens(&self, day: &str) {
        let text = format!(
            "{SESSIONS}\n2026-10-05,{day},NORTH_SOUTH,PRICE_THEN_TIME,1,0.001,12\n2026-10-05,{day},NORTH_SOUTH,PRICE_THEN_TIME,2,0.002,12\n"
        );
        let folder = crate::folder::Folder::with("surplus-sessions.csv", &text);
        self.register.import_all(folder.path()).await;
    }
}

/// Each problem begins as expected.
fn assert_named(found: &[String], expected: &[&str]) {
    let fits = found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
    assert!(fits, "found {found:#?}\nexpected {expected:#?}");
}

#[tokio::test]
async fn awards_above_the_quota() {
    let example = Example::new().await;
    example.opens("2026-10-06").await;
    let rows = [
        "2026-10-06,NORTH_SOUTH,M1,1,1,12,",
        "2026-10-06,NORTH_SOUTH,M1,2,1,12,",
        "2026-10-06,NORTH_SOUTH,M5,1,0.001,12,",
        "2026-10-06,NORTH_SOUTH,M5,2,1.5,12,",
        "2026-10-06,NORTH_SOUTH,M8,2,1,12,",
        "2026-10-06,NORTH_SOUTH,M8,3,1,12,",
    ];
    let found = example.refuses("awards.csv", AWARDS, &rows).await;
    assert_named(&found, &["4: energy_kwh: ", "5: energy_kwh: ", "7: hour: "]);
    // Of a session that was never opened, or that was awarded already.
    let rows = ["2026-10-07,WEST,M1,1,1,12,", "2026-07-15,WEST,M8,1,1,14,"];
    assert_named(&example.refuses("awards.csv", AWARDS, &rows).await, &["2: delivery_date: ", "3: delivery_date: "]);
}

#[tokio::test]
async fn bids_below_the_starting_price_twice_or_without_a_licence() {
    let example = Example::new().await;
    example.opens("2026-10-06").await;
    let rows = [
        "2026-10-06,NORTH_SOUTH,M1,1,1,12",
        "2026-10-06,NORTH_SOUTH,M5,1,1,11.99",
        "2026-10-06,NORTH_SOUTH,M5,2,1,11.99",
        "2026-10-06,NORTH_SOUTH,M1,1,1,13",
        "2026-10-06,NORTH_SOUTH,M12,1,1,13",
        "2026-10-06,NORTH_SOUTH,M10,1,1,13",
        "2026-10-06,NORTH_SOUTH,M8,25,1,13",
        "2026-10-06,NORTH_SOUTH,M8,1,1,13.001",
    ];
    let found = example.refuses("bids.csv", BIDS, &rows).await;
    assert_named(&found, &["8: hour: ", "9: price: finer than a tiyn"]);
    let found = example.refuses("bids.csv", BIDS, &rows[..6]).await;
    assert_named(&found, &["3: price: ", "4: price: ", "5: hour: ", "6: miner: ", "7: miner: "]);
}

#[tokio::test]
async fn readings_that_cannot_be() {
    let example = Example::new().await;
    let rows = [
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,1,10",
        // Twice in the file, and once more in the register.
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,1,11",
        "REG-DC-01,REG-MT-01,M1,GRID_AUCTION,2026-07-15,4,10",
        // Of another's, of no meter, of nobody who is there, of tomorrow and of before the law.
        "REG-DC-01,REG-MT-05,M1,IMPORT,2026-10-06,2,10",
        "REG-DC-01,REG-MT-01,M4,IMPORT,2026-10-06,3,10",
        "REG-DC-01,REG-MT-01,M4,IMPORT,2026-10-06,4,10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-11-24,3,10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2023-03-31,3,10",
        "REG-DC-99,REG-MT-01,M1,IMPORT,2026-10-06,3,10",
        "REG-DC-05,REG-MT-05,M5,IMPORT,2026-10-06,3,10",
    ];
    let found = example.refuses("readings.csv", READINGS, &rows).await;
    let expected =
        ["3: hour: ", "4: hour: ", "5: meter: ", "6: miner: ", "7: miner: ", "8: day: ", "9: day: ", "10: data_centre: "];
    assert_named(&found, &expected);
    let rows = [
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,25,10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2024-02-29,25,10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,0,10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,1,-10",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,2,9007199254741",
        "REG-DC-01,REG-MT-01,M1,IMPORT,2026-10-06,3,0.0001",
    ];
    let found = example.refuses("readings.csv", READINGS, &rows).await;
    let expected = ["2: hour: ", "4: hour: ", "5: kwh: negative", "6: kwh: too large", "7: kwh: finer than a watt-hour"];
    assert_named(&found, &expected);
}

#[tokio::test]
async fn sessions_with_hours_that_are_not() {
    let example = Example::new().await;
    let rows = [
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,1,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,1,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_SHARE,2,1,12",
        "2026-10-04,2026-10-06,WEST,PRICE_THEN_TIME,3,1,12",
        "2026-07-14,2026-07-15,WEST,PRICE_THEN_TIME,1,1,12",
    ];
    let found = example.refuses("surplus-sessions.csv", SESSIONS, &rows).await;
    assert_named(&found, &["3: hour: ", "4: clearing_order: ", "5: trade_date: ", "6: delivery_date: "]);
    let rows = [
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,25,1,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,-1,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,99999999999,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,0.0000001,12",
        "2026-10-05,2026-10-06,WEST,PRICE_THEN_TIME,1,1,-12",
    ];
    let found = example.refuses("surplus-sessions.csv", SESSIONS, &rows).await;
    let quota = "quota_thousand_kwh";
    let quotas = [format!("3: {quota}: negative"), format!("4: {quota}: too large"), format!("5: {quota}: finer")];
    assert_named(&found, &["2: hour: ", &quotas[0], &quotas[1], &quotas[2], "6: start_price: negative"]);
}

#[tokio::test]
async fn payments_filings_and_placements_out_of_their_time() {
    let example = Example::new().await;
    let rows = [
        "REG-M-01,2027-Q1,2026-11-20,10,r,r",
        "REG-M-01,2026-Q4,2026-11-20,-10,r,r",
        "REG-M-01,2026-10,2026-11-20,10,r,r",
        "REG-M-99,2026-Q4,2026-11-20,10,r,r",
        "REG-M-01,2026-Q4,2026-11-20,90071992547410,r,r",
    ];
    let found = example.refuses("payments.csv", PAYMENTS, &rows).await;
    assert_named(&found, &["3: amount: negative", "6: amount: too large"]);
    let found = example.refuses("payments.csv", PAYMENTS, &[rows[0], rows[2], rows[3]]).await;
    assert_named(&found, &["2: quarter: ", "3: quarter: ", "4: number: "]);
    let rows = [
        "FEE_DECLARATION,TAX_AUTHORITY,REG-M-05,2026-Q4,2026-11-20,r,r",
        "FEE_DECLARATION,TAX_AUTHORITY,REG-M-01,2026-Q3,2026-11-20,r,r",
        "FEE_DECLARATION,TAX_AUTHORITY,REG-M-05,2026-09,2026-11-20,r,r",
        "FEE_DECLARATION,MINISTRY,REG-M-05,2026-Q3,2026-11-20,r,r",
        "FEE_DECLARATION,ENERGY_OPERATOR,REG-M-05,2026-Q3,2026-11-20,r,r",
        "POOL_REPORT,MINISTRY,REG-M-05,2026-09,2026-11-20,r,r",
    ];
    let found = example.refuses("filings.csv", FILINGS, &rows).await;
    let expected = ["2: period: ", "3: period: ", "4: period: ", "5: report: ", "6: authority: ", "7: number: "];
    assert_named(&found, &expected);
    let rows = [
        "PLACED,REG-M-02,REG-DC-01,2026-10-06,,r,r",
        "PLACED,REG-M-01,REG-DC-05,2026-10-06,,r,r",
        "PLACED,REG-M-04,REG-DC-01,2026-10-06,2026-10-05,r,r",
        "ENDED,REG-M-04,REG-DC-01,2026-10-06,,r,r",
        "PLACED,REG-M-04,REG-DC-01,2020-10-06,,r,r",
    ];
    let found = example.refuses("placements.csv", PLACEMENTS, &rows).await;
    let expected = ["2: effective_on: ", "3: number: ", "4: until: ", "5: data_centre: ", "6: effective_on: "];
    assert_named(&found, &expected);
}

/// What the register refuses of one row does not keep it from naming the others, whatever they are.
#[tokio::test]
async fn licences_and_their_events_that_contradict_the_register() {
    let example = Example::new().await;
    let events = "event,authority,role,number,effective_on,until,ground,court,ruling_number,ruling_decided_on,reason,reference";
    let rows = [
        "SUSPENDED,MINISTRY,MINER,REG-M-07,2026-06-01,2026-08-31,FALSE_DATA,,,,r,r",
        "SUSPENDED,MINISTRY,MINER,REG-M-01,2026-06-01,2026-06-02,FALSE_DATA,,,,r,r",
        "RESUMED,MINISTRY,MINER,REG-M-01,2026-06-01,,,,,,r,r",
        "RENEWED,MINISTRY,MINER,REG-M-01,2026-06-01,2040-01-01,,,,,r,r",
        "REVOKED,MINISTRY,MINER,REG-M-01,2026-06-01,,,Court,1,2026-06-02,r,r",
        "SURRENDERED,AFSA,MINER,REG-M-01,2026-06-01,,,,,,r,r",
        "SURRENDERED,MINISTRY,MINER,NOBODY,2026-06-01,,,,,,r,r",
    ];
    let found = example.refuses("licence-events.csv", events, &rows).await;
    let expected = [
        "2: number: ",
        "3: until: ",
        "4: effective_on: ",
        "5: until: ",
        "6: ruling_decided_on: ",
        "7: authority: ",
        "8: number: ",
    ];
    assert_named(&found, &expected);
    let rows = [
        "REVOKED,MINISTRY,MINER,REG-M-01,2026-06-01,2026-07-01,,,,,r,r",
        "SURRENDERED,AFSA,EXCHANGE,REG-X-01,2026-06-01,,,,,,r,r",
    ];
    let found = example.refuses("licence-events.csv", events, &rows).await;
    let expected =
        ["2: until: means nothing beside REVOKED", "2: court: ", "2: ruling_number: ", "2: ruling_decided_on: ", "3: event: "];
    assert_named(&found, &expected);
    let licences = "number,holder,subkind,effective_on,expires_on,conditions_kk,conditions_ru,conditions_en,reason,reference";
    let rows = [
        "reg-m-01,M4,I,2026-10-06,,,,,r,r",
        "NEW-1,M4,I,2026-10-06,,,,,r,r",
        "NEW-2,210140000998,I,2026-10-06,,,,,r,r",
        "NEW-3,M7,I,2023-03-31,,,,,r,r",
        "NEW-4,M7,I,2026-10-06,2031-10-06,,,,r,r",
        "NEW-5,M7,I,2026-10-06,,Тек,,,r,r",
    ];
    let found = example.refuses("licences.csv", licences, &rows).await;
    assert_named(&found, &["7: conditions_ru: empty"]);
    let found = example.refuses("licences.csv", licences, &rows[..5]).await;
    assert_named(&found, &["2: number: ", "3: number: ", "4: holder: ", "5: effective_on: ", "6: expires_on: "]);
}
