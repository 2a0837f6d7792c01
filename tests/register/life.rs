//! The life of a licence or accreditation, event by event, as it is told at any day and sequence.

use serde_json::{Value, json};
use tizilim::domain::act::{Content, Naming};
use tizilim::domain::correction::Correction;
use tizilim::domain::office::Role;

use crate::support::acts::{granting, renew, resume, revoke, suspend};
use crate::support::server::Server;
use crate::support::{TestRegister, day};

const LIFE: &str = "query($on: Date!, $sequence: Int, $first: Int = 20, $after: String) { at(date: $on, sequence: $sequence) {
    miner(by: { number: \"M-1\" }) { history(first: $first, after: $after) {
        edges { cursor node { kind effectiveOn until ground suspensionGround reference corrected act { sequence } } } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }";

async fn told(server: &Server, on: &str, sequence: Option<i64>) -> Vec<Value> {
    let answer = server.ask(LIFE, json!({ "on": on, "sequence": sequence })).await;
    let edges = answer["at"]["miner"]["history"]["edges"].as_array().expect("edges");
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

fn kinds(events: &[Value]) -> Vec<(&str, &str)> {
    events.iter().map(|event| (event["kind"].as_str().unwrap(), event["effectiveOn"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_life_is_told_as_the_register_had_it() {
    let register = TestRegister::at("2025-06-15").await;
    let licence = register.miner(1, "2024-01-15", Some("2026-01-14")).await;
    let suspended = register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-09-30")).await;
    let resumed = register.act(Role::Ministry, "2024-08-01", resume(licence)).await;
    let renewed = register.act(Role::Ministry, "2025-02-01", renew(licence, "2027-01-14")).await;
    let before = register.newest().await;
    // The order says three months, not four.
    let with = Box::new(suspend(licence, "2024-08-31"));
    let correction = Correction::Replaced { corrects: suspended, effective_on: day("2024-06-03"), with };
    let corrected = register.act(Role::Ministry, "2025-03-01", Content::CorrectFact(correction)).await;
    let annulled = Content::CorrectFact(Correction::Annulled { corrects: resumed });
    register.act(Role::Ministry, "2025-03-02", annulled).await;
    let revoked = register.act(Role::Ministry, "2025-05-05", revoke(licence, "2025-05-02")).await;
    let server = Server::over(&register.registry).await;

    let life = told(&server, "2025-06-15", None).await;
    assert_eq!(
        kinds(&life),
        [("REVOKED", "2025-05-05"), ("RENEWED", "2025-02-01"), ("SUSPENDED", "2024-06-03"), ("GRANTED", "2024-01-15")]
    );
    assert_eq!(life[0]["act"]["sequence"], revoked.number());
    assert_eq!(life[0]["ground"], "Ruling 1/2025 of 2 May 2025: A court.");
    assert_eq!((&life[1]["until"], &life[1]["act"]["sequence"]), (&json!("2027-01-14"), &json!(renewed.number())));
    let suspension = &life[2];
    assert_eq!((&suspension["until"], &suspension["corrected"]), (&json!("2024-08-31"), &json!(true)));
    assert_eq!((&suspension["act"]["sequence"], &suspension["reference"]), (&json!(corrected.number()), &json!("TEST-1")));
    assert_eq!(suspension["suspensionGround"], "FALSE_DATA");
    assert_eq!((&life[3]["until"], &life[3]["act"]["sequence"]), (&json!("2026-01-14"), &json!(granting(licence).number())));

    let as_it_stood = told(&server, "2025-06-15", Some(before.number())).await;
    assert_eq!(
        kinds(&as_it_stood),
        [("RENEWED", "2025-02-01"), ("RESUMED", "2024-08-01"), ("SUSPENDED", "2024-06-01"), ("GRANTED", "2024-01-15")]
    );
    assert_eq!((&as_it_stood[2]["until"], &as_it_stood[2]["corrected"]), (&json!("2024-09-30"), &json!(false)));
    // What lies after the day asked about has not happened; the grant is there from the first.
    assert_eq!(kinds(&told(&server, "2024-06-02", None).await), [("GRANTED", "2024-01-15")]);
    assert_eq!(kinds(&told(&server, "2024-01-01", None).await), [("GRANTED", "2024-01-15")]);
}

#[tokio::test]
async fn a_life_is_read_page_by_page() {
    let register = TestRegister::at("2025-06-15").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    register.act(Role::Ministry, "2024-06-01", suspend(licence, "2024-09-30")).await;
    register.act(Role::Ministry, "2024-08-01", resume(licence)).await;
    register.act(Role::Ministry, "2025-05-05", Content::SurrenderLicence(Naming { authorisation: licence })).await;
    register.pool(9, "2024-01-10").await;
    let server = Server::over(&register.registry).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = server.ask(LIFE, json!({ "on": "2025-06-15", "first": 3, "after": after })).await;
        let page = &answer["at"]["miner"]["history"];
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        seen.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"]["kind"].as_str().unwrap().to_owned()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(seen, ["SURRENDERED", "RESUMED", "SUSPENDED", "GRANTED"]);
    let of_pool =
        "query($after: String) { pool(by: { number: \"P-9\" }) { history(after: $after) { edges { node { kind } } } } }";
    let (_, body) = server.send(None, of_pool, json!({ "after": after })).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "a cursor of another licensee: {body:#}");
    assert_eq!(server.ask(of_pool, json!({})).await["pool"]["history"]["edges"], json!([{ "node": { "kind": "GRANTED" } }]));
}
