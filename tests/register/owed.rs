//! What licensees owe by a day, on the demo register: as the findings say it.

use serde_json::{Value, json};
use tizilim::demo::{Options, generate};

use crate::support::server::Server;
use crate::support::{TestRegister, day};

const EXPECTED: &str = include_str!("../../examples/README.md");
const OWED: &str = "query($number: String!, $on: Date!) { at(date: $on) {
    miner(by: { number: $number }) { ...Owed } pool(by: { number: $number }) { ...Owed } exchange(by: { number: $number }) { ...Owed } } }
    fragment Owed on Licensee { obligations { rule { code } period { from until } dueOn state doneOn } }";

async fn demo() -> TestRegister {
    let register = TestRegister::without_rules("2026-11-23").await;
    let today = register.registry.today();
    let options = Options { licensees: 60, seed: 2023, today, power_from: today.minus_days(25) };
    generate(&register.registry, &options).await.expect("a demo register");
    register
}

async fn owed(server: &Server, number: &str, on: &str) -> Vec<Value> {
    let answer = server.ask(OWED, json!({ "number": number, "on": on })).await;
    let found = ["miner", "pool", "exchange"].into_iter().find_map(|role| answer["at"][role]["obligations"].as_array());
    found.unwrap_or_else(|| panic!("{number} is missing")).clone()
}

/// The states that a rule's outcome calls for, and those that it rules out.
fn called_for(rule: &str, outcome: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    let handed_in = [
        "FEE_DECLARED",
        "FEE_PAID",
        "POOL_REPORTS",
        "EXCHANGE_ANNUAL_REPORT",
        "EXCHANGE_QUARTERLY_REPORT",
        "EXCHANGE_TAX_REPORT",
    ];
    match (rule, outcome) {
        ("SALE_SHARE", "BREACHED") => Some((&["OVERDUE"], &[])),
        ("SALE_SHARE", "AT_RISK") => Some((&["OPEN"], &["OVERDUE"])),
        ("SALE_SHARE", "SATISFIED") => Some((&["DONE"], &["OVERDUE", "OPEN"])),
        (rule, outcome) if handed_in.contains(&rule) => match outcome {
            "BREACHED" => Some((&["OVERDUE"], &[])),
            "AT_RISK" => Some((&["DUE_SOON"], &["OVERDUE"])),
            "SATISFIED" => Some((&[], &["OVERDUE", "DUE_SOON", "NOT_ASSESSED"])),
            "NOT_ASSESSED" => Some((&["NOT_ASSESSED"], &["OVERDUE", "DUE_SOON"])),
            _ => None,
        },
        _ => None,
    }
}

#[tokio::test]
async fn what_is_owed_is_what_the_stories_say() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let mut compared = 0;
    for row in EXPECTED.lines().filter(|line| line.contains("| DEMO-")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, rule, outcome, number, on, ..] = cells[..] else { panic!("not a row: {row}") };
        let Some((some, none)) = called_for(rule, outcome) else { continue };
        let on = if on == "today" { "2026-11-23" } else { on };
        let owed = owed(&server, number, on).await;
        let states: Vec<&str> =
            owed.iter().filter(|owed| owed["rule"]["code"] == rule).map(|owed| owed["state"].as_str().unwrap()).collect();
        assert!(some.iter().all(|state| states.contains(state)), "{row}\n{owed:#?}");
        assert!(none.iter().all(|state| !states.contains(state)), "{row}\n{owed:#?}");
        compared += 1;
    }
    assert!(compared >= 15, "only {compared} rows were compared");
}

#[tokio::test]
async fn a_renewal_is_owed_by_the_last_day_and_what_is_near_comes_first() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let owed = owed(&server, "DEMO-M-0001", "2026-11-23").await;
    let renewal = owed.iter().find(|owed| owed["rule"]["code"] == "LICENCE_IN_FORCE").expect("a renewal");
    let answer = server.ask("{ miner(by: { number: \"DEMO-M-0001\" }) { authorisation { expiresOn } } }", json!({})).await;
    assert_eq!(renewal["dueOn"], answer["miner"]["authorisation"]["expiresOn"]);
    assert_eq!(renewal["period"]["until"], renewal["dueOn"]);
    let days: Vec<&str> = owed.iter().filter_map(|owed| owed["dueOn"].as_str()).collect();
    assert!(days.is_sorted() && days.iter().all(|text| day(text) > day("2025-01-01")), "{days:?}");
    // The running quarter's declaration is still to come, by 15 February.
    let running = owed.iter().find(|owed| owed["rule"]["code"] == "FEE_DECLARED" && owed["period"]["from"] == "2026-10-01");
    let running = running.expect("the running quarter");
    assert_eq!((&running["dueOn"], &running["state"]), (&json!("2027-02-15"), &json!("OPEN")));
    let declared = owed.iter().filter(|owed| owed["rule"]["code"] == "FEE_DECLARED");
    assert_eq!(declared.count(), 5, "{owed:#?}");
}
