//! Files say what the API says, and nothing that is confidential.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::{Value, json};

use super::{demo, fetch};
use crate::support::day;
use crate::support::server::Server;

/// The rows of a file of JSON Lines.
fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test]
async fn files_say_what_the_api_says() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let sequence = register.newest().await.number() - 200;
    let file = async |name: &str| rows(fetch(&server.base, &format!("{name}.jsonl?sequence={sequence}")).await.text());
    let (licensees, standings) = (file("licensees").await, file("standings").await);
    let mut chance = Pcg64::seed_from_u64(7);
    let question = "query($on: Date!, $sequence: Int!, $ids: [ID!]!) { at(date: $on, sequence: $sequence) { nodes(ids: $ids) {
        ... on Miner { id authorisation { ...A } organisation { ...O } } ... on Pool { id authorisation { ...A } organisation { ...O } }
        ... on Exchange { id authorisation { ...A } organisation { ...O } } } } }
        fragment A on Authorisation { number role subkind standing grantedOn expiresOn legalRegime authority { code } conditions(lang: KK) }
        fragment O on Organisation { id bin names { kk ru en } region { code } website }";
    let ids: Vec<&str> = licensees.iter().map(|row| row["id"].as_str().expect("an id")).collect();
    let newest_event: BTreeMap<String, String> = file("events").await.iter().fold(BTreeMap::new(), |mut newest, row| {
        let on = row["effective_on"].as_str().expect("a day").to_owned();
        let known = newest.entry(row["licensee_id"].as_str().expect("an id").to_owned()).or_default();
        *known = known.clone().max(on);
        newest
    });
    let mut formula_tried = 0;
    for on in (0..6).map(|_| day("2023-05-01").plus_days(chance.random_range(0..1_600))).chain([day("2099-01-01")]) {
        let answer = server.ask(question, json!({"on": on.to_string(), "sequence": sequence, "ids": ids})).await;
        for (row, node) in licensees.iter().zip(answer["at"]["nodes"].as_array().expect("a list")) {
            let said = &node["authorisation"];
            let on = on.to_string();
            let run = standings.iter().filter(|run| run["licensee_id"] == row["id"]).find(|run| {
                run["valid_from"].as_str().is_none_or(|from| from <= on.as_str())
                    && run["valid_until"].as_str().is_none_or(|until| on.as_str() <= until)
            });
            let run = run.expect("a standing on every day");
            assert_eq!((&run["standing"], &run["number"]), (&said["standing"], &said["number"]), "{on} {row}");
            for (column, value) in [
                ("number", &said["number"]),
                ("role", &said["role"]),
                ("subkind", &said["subkind"]),
                ("granted_on", &said["grantedOn"]),
                ("legal_regime", &said["legalRegime"]),
                ("authority", &said["authority"]["code"]),
                ("conditions_kk", &said["conditions"]),
                ("bin", &node["organisation"]["bin"]),
                ("organisation_id", &node["organisation"]["id"]),
            ] {
                assert_eq!(&row[column], value, "{column} of {row}");
            }
            if on.as_str() >= newest_event[row["id"].as_str().expect("an id")].as_str() {
                formula_tried += 1;
                assert_eq!(&standing_by_formula(row, &on), said["standing"].as_str().expect("a standing"), "{on} {row}");
                assert_eq!(row["expires_on"], said["expiresOn"], "{on} {row}");
            }
            if on == "2099-01-01" {
                for (column, value) in [
                    ("name_kk", &node["organisation"]["names"]["kk"]),
                    ("name_en", &node["organisation"]["names"]["en"]),
                    ("region", &node["organisation"]["region"]["code"]),
                    ("website", &node["organisation"]["website"]),
                ] {
                    assert_eq!(&row[column], value, "{column} of {row}");
                }
            }
        }
    }
    assert!(formula_tried > 100 && licensees.len() > 50);
}

/// How the data set's description tells a reader to find the standing.
fn standing_by_formula(row: &Value, on: &str) -> String {
    let text = |column: &str| row[column].as_str();
    let standing = if text("ended_on").is_some_and(|ended| ended <= on) {
        text("ended_as").expect("how it ended")
    } else if text("expires_on").is_some_and(|last| last < on) {
        "EXPIRED"
    } else if text("suspended_from").is_some_and(|from| from <= on) && text("suspended_until").is_none_or(|last| on <= last) {
        "SUSPENDED"
    } else {
        "ACTIVE"
    };
    standing.to_owned()
}

#[tokio::test]
async fn acts_prove_themselves() {
    use sha2::{Digest as _, Sha256};
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    let acts = rows(fetch(&server.base, &format!("acts.jsonl?sequence={newest}")).await.text());
    assert_eq!(acts.len(), usize::try_from(newest).unwrap());
    for (at, act) in (1..).zip(&acts) {
        assert_eq!(act["sequence"], at);
        let entry = act["entry"].as_str().expect("an entry");
        assert_eq!(act["leaf_hash"], hex::encode(Sha256::new().chain_update([0]).chain_update(entry).finalize()));
    }
}

#[tokio::test]
async fn sessions_show_the_totals_that_the_api_shows() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    let sessions = rows(fetch(&server.base, &format!("surplus-sessions.jsonl?sequence={newest}")).await.text());
    let ids: Vec<&str> = sessions.iter().map(|row| row["id"].as_str().expect("an id")).take(200).collect();
    let question =
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on SurplusSession { deliveryDate zone order quotaKwh awardedKwh } } }";
    let answer = server.ask(question, json!({"ids": ids})).await;
    for (row, node) in sessions.iter().zip(answer["nodes"].as_array().expect("a list")) {
        for (column, field) in [
            ("delivery_date", "deliveryDate"),
            ("zone", "zone"),
            ("clearing_order", "order"),
            ("quota_kwh", "quotaKwh"),
            ("awarded_kwh", "awardedKwh"),
        ] {
            assert_eq!(row[column], node[field], "{row}");
        }
    }
    assert!(sessions.iter().any(|row| !row["awarded_kwh"].is_null()));
}
