//! Lists: filters, order, pages, and the law that pages keep.

use serde_json::{Value, json};
use tizilim::demo::{Options, generate};
use tizilim::domain::office::Role;

use crate::support::TestRegister;
use crate::support::acts::{bin, mining, register as registration};
use crate::support::server::Server;

async fn demo() -> (TestRegister, Server) {
    let register = TestRegister::without_rules("2026-11-23").await;
    generate(
        &register.registry,
        &Options {
            licensees: 60,
            seed: 5,
            today: register.registry.today(),
            power_from: register.registry.today().minus_days(25),
        },
    )
    .await
    .expect("a demo register");
    let server = Server::over(&register.registry).await;
    (register, server)
}

const LIST: &str = "query($filter: LicenseeFilter, $order: LicenseeOrder, $first: Int!, $after: String) {
    miners(filter: $filter, orderBy: $order, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { authorisation { number standing expiresOn subkind grantedOn } organisation { names { kk } region { code } } compliance { status } } } } }";

async fn whole(server: &Server, filter: &Value, order: &Value, size: usize) -> (Vec<Value>, Value) {
    let (mut nodes, mut after, mut total) = (Vec::new(), Value::Null, Value::Null);
    loop {
        let answer = server.ask(LIST, json!({ "filter": filter, "order": order, "first": size, "after": after })).await;
        let page = &answer["miners"];
        let edges = page["edges"].as_array().unwrap();
        assert!(edges.len() <= size);
        nodes.extend(edges.iter().map(|edge| edge["node"].clone()));
        if total.is_null() {
            total = page["totalCount"].clone();
        }
        assert_eq!(page["totalCount"], total);
        if page["pageInfo"]["hasNextPage"] == false {
            return (nodes, total);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn pages_of_any_size_make_the_same_list() {
    let (_register, server) = demo().await;
    for order in [
        Value::Null,
        json!({ "field": "EXPIRES_ON" }),
        json!({ "field": "GRANTED_ON", "direction": "DESC" }),
        json!({ "field": "NAME", "direction": "DESC" }),
    ] {
        let (at_once, total) = whole(&server, &Value::Null, &order, 200).await;
        assert_eq!(total, json!(at_once.len()));
        // One begins in ten days and is not listed unless asked for.
        assert_eq!(at_once.len(), 59);
        for size in [1, 7, 58, 59] {
            assert_eq!(whole(&server, &Value::Null, &order, size).await.0, at_once, "{order} by {size}");
        }
    }
}

#[tokio::test]
async fn filters_keep_their_word() {
    let (_register, server) = demo().await;
    let (everyone, _) = whole(
        &server,
        &json!({ "standing": ["ACTIVE", "SUSPENDED", "EXPIRED", "REVOKED", "SURRENDERED", "NOT_YET_VALID"] }),
        &Value::Null,
        200,
    )
    .await;
    assert_eq!(everyone.len(), 60);
    for (filter, keeps) in [
        (
            json!({ "standing": ["SUSPENDED"] }),
            Box::new(|node: &Value| node["authorisation"]["standing"] == "SUSPENDED") as Box<dyn Fn(&Value) -> bool>,
        ),
        (json!({ "standing": ["NOT_YET_VALID"] }), Box::new(|node| node["authorisation"]["standing"] == "NOT_YET_VALID")),
        (
            json!({ "region": ["55", "35"] }),
            Box::new(|node| {
                ["55", "35"].contains(&node["organisation"]["region"]["code"].as_str().unwrap())
                    && node["authorisation"]["standing"] != "NOT_YET_VALID"
            }),
        ),
        (
            json!({ "subkind": "II" }),
            Box::new(|node| node["authorisation"]["subkind"] == "II" && node["authorisation"]["standing"] != "NOT_YET_VALID"),
        ),
        (
            json!({ "complianceStatus": ["NON_COMPLIANT"] }),
            Box::new(|node| {
                node["compliance"]["status"] == "NON_COMPLIANT" && node["authorisation"]["standing"] != "NOT_YET_VALID"
            }),
        ),
        (
            json!({ "complianceStatus": ["AT_RISK", "COMPLIANT"], "region": ["55"] }),
            Box::new(|node| {
                ["AT_RISK", "COMPLIANT"].contains(&node["compliance"]["status"].as_str().unwrap())
                    && node["organisation"]["region"]["code"] == "55"
                    && node["authorisation"]["standing"] != "NOT_YET_VALID"
            }),
        ),
    ] {
        let (mut found, total) = whole(&server, &filter, &Value::Null, 3).await;
        let mut expected: Vec<Value> = everyone.iter().filter(|node| keeps(node)).cloned().collect();
        let by_number = |node: &Value| node["authorisation"]["number"].as_str().unwrap().to_owned();
        found.sort_by_key(by_number);
        expected.sort_by_key(by_number);
        assert!(!expected.is_empty(), "{filter}");
        assert_eq!(found, expected, "{filter}");
        assert_eq!(total, json!(expected.len()));
    }
}

#[tokio::test]
async fn expiry_orders_the_list_and_those_without_come_last() {
    let (_register, server) = demo().await;
    let (list, _) = whole(&server, &Value::Null, &json!({ "field": "EXPIRES_ON" }), 20).await;
    let days: Vec<&str> = list.iter().map(|node| node["authorisation"]["expiresOn"].as_str().unwrap_or("9999-12-31")).collect();
    assert!(days.is_sorted(), "{days:?}");
}

/// A listing that was begun goes on as the register then stood: nothing twice, nothing left out, whatever is recorded.
#[tokio::test]
async fn what_is_recorded_meanwhile_does_not_disturb_a_listing() {
    let (register, server) = demo().await;
    let (before, _) = whole(&server, &Value::Null, &Value::Null, 200).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    for n in 0.. {
        let answer = server.ask(LIST, json!({ "filter": null, "order": null, "first": 10, "after": after })).await;
        let page = &answer["miners"];
        seen.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()));
        assert_eq!(page["totalCount"], json!(before.len()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
        let firm = register.act(Role::Ministry, "2026-11-20", registration(bin(n), &format!("А {n}"))).await;
        register
            .act(
                Role::Ministry,
                "2026-11-20",
                mining(tizilim::domain::organisation::OrganisationId(firm), &format!("N-{n}"), None),
            )
            .await;
    }
    assert_eq!(seen, before);
    let (now, _) = whole(&server, &Value::Null, &Value::Null, 200).await;
    assert!(now.len() > before.len());
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let (_register, server) = demo().await;
    let answer = server.ask(LIST, json!({ "filter": null, "order": null, "first": 1, "after": null })).await;
    let cursor = &answer["miners"]["pageInfo"]["endCursor"];
    for variables in [
        json!({ "filter": { "region": ["55"] }, "order": null, "first": 1, "after": cursor }),
        json!({ "filter": null, "order": { "field": "EXPIRES_ON" }, "first": 1, "after": cursor }),
    ] {
        let (status, body) = server.send(None, LIST, variables).await;
        assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (400, &json!("BAD_INPUT")), "{body:#}");
    }
    let in_the_past = "query($after: String) { at(date: \"2024-11-30\") { miners(first: 1, after: $after) { totalCount } } }";
    let (status, _) = server.send(None, in_the_past, json!({ "after": cursor })).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn global_ids_find_their_way_back() {
    let (_register, server) = demo().await;
    let question = "{ miners(first: 3) { edges { node { id organisation { id } } } } pools(first: 1) { edges { node { id } } } exchanges(first: 1) { edges { node { id } } }
        acts(first: 2) { edges { node { id subject { id } } } } rules { id } }";
    let answer = server.ask(question, json!({})).await;
    let mut ids = Vec::new();
    collect_ids(&answer, &mut ids);
    assert!(ids.len() > 15);
    let nodes = server.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids })).await;
    for (id, node) in ids.iter().zip(nodes["nodes"].as_array().unwrap()) {
        assert_eq!(node["id"], *id, "{node}");
        let one = server.ask("query($id: ID!) { node(id: $id) { __typename id } }", json!({ "id": id })).await;
        assert_eq!(one["node"], *node);
    }
    let nothing = server.ask("{ node(id: \"TWluZXI6OTk5OTk5\") { id } }", json!({})).await;
    assert_eq!(nothing["node"], Value::Null);
}

fn collect_ids(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            ids.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect_ids(field, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}
