//! Following the acts: what a subscription tells is what the journal holds, each act once and in order.

use serde_json::{Value, json};
use tizilim::domain::office::Role;

use crate::support::TestRegister;
use crate::support::acts::{bin, register as registration};
use crate::support::events::Events;
use crate::support::server::Server;

const FOLLOW: &str = "subscription FollowActs($after: Int) {
  acts(afterSequence: $after) { sequence kind subject { __typename id } changedFields }
}";

/// All acts by the list, page by page.
async fn listed(server: &Server, page: i64) -> Vec<Value> {
    let question = "query($first: Int, $after: String) { acts(first: $first, after: $after) {
        edges { node { sequence kind subject { __typename id } changedFields } } pageInfo { hasNextPage endCursor } } }";
    let (mut acts, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = server.ask(question, json!({ "first": page, "after": after })).await;
        acts.extend(answer["acts"]["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()));
        if answer["acts"]["pageInfo"]["hasNextPage"] == json!(false) {
            return acts;
        }
        after = answer["acts"]["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn a_client_that_was_away_is_told_all_it_missed_and_then_what_comes() {
    let register = TestRegister::at("2026-01-20").await;
    for n in 0..80 {
        register.firm(n).await;
    }
    register.miner(90, "2026-01-10", None).await;
    let server = Server::over(&register.registry).await;
    let already = register.newest().await.number();

    let mut events = Events::open(&server, FOLLOW, json!({ "after": 0 }), None).await;
    let mut told = Vec::new();
    for _ in 0..already {
        told.push(events.act().await);
    }
    let (first, second) = (register.firm(91).await, register.firm(92).await);
    told.push(events.act().await);
    told.push(events.act().await);
    assert_eq!((told[told.len() - 2]["sequence"].as_i64(), told[told.len() - 1]["sequence"].as_i64()), {
        (Some(first.0.number()), Some(second.0.number()))
    });
    assert_eq!(told, listed(&server, 7).await);
    assert_eq!(told, listed(&server, 200).await);
}

#[tokio::test]
async fn the_id_of_an_event_resumes_after_it() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let mut events = Events::open(&server, FOLLOW, json!({ "after": 0 }), None).await;
    events.act().await;
    events.act().await;
    assert_eq!(events.last_id.as_deref(), Some("2"));
    drop(events);
    let mut events = Events::open(&server, FOLLOW, json!({ "after": 0 }), Some("2")).await;
    assert_eq!(events.act().await["sequence"], 3);
}

#[tokio::test]
async fn without_a_number_it_begins_after_the_newest() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let mut events = Events::open(&server, FOLLOW, json!({}), None).await;
    // The subscription is under way once its connection counts; the act that follows is the first that it tells.
    events.is_silent().await;
    let firm = register.firm(1).await;
    assert_eq!(events.act().await["sequence"], firm.0.number());
}

#[tokio::test]
async fn a_number_that_is_no_place_in_the_journal_is_refused() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let newest = register.newest().await.number();
    for (after, words) in [(newest + 1, "has not been recorded yet"), (-1, "acts are counted from 1")] {
        let mut events = Events::open(&server, FOLLOW, json!({ "after": after }), None).await;
        let answer = events.next().await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_INPUT", "{answer:#}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains(words), "{answer:#}");
        assert!(events.is_complete().await);
    }
    let mut events = Events::open(&server, FOLLOW, json!({ "after": newest }), None).await;
    events.is_silent().await;
}

/// A subject is shown as it stood right after the act, not as it is when the act is told.
#[tokio::test]
async fn a_subject_is_shown_as_the_act_left_it() {
    use tizilim::domain::act::Content;
    use tizilim::domain::organisation::DetailsChange;

    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let before = register.newest().await.number();
    let firm = register.firm(1).await;
    let change = DetailsChange { names: Some(crate::support::acts::names("Жаңа")), ..DetailsChange::default() };
    register.act(Role::Ministry, "2026-01-15", Content::AmendOrganisation { organisation: firm, change }).await;
    let question =
        "subscription($after: Int) { acts(afterSequence: $after) { subject { ... on Organisation { names { en } } } } }";
    let mut events = Events::open(&server, question, json!({ "after": before }), None).await;
    assert_eq!(events.act().await["subject"]["names"]["en"], "Үлгі 1 LLP");
    assert_eq!(events.act().await["subject"]["names"]["en"], "Жаңа LLP");
}

/// What a role may see beyond others ends with its token, also in a subscription that began before.
#[tokio::test]
async fn a_token_that_is_revoked_ends_the_subscription() {
    let register = TestRegister::at("2026-01-20").await;
    let server = Server::over(&register.registry).await;
    let token = register.registry.create_token(Role::Auditor, "test", crate::support::day("2030-01-01")).await.unwrap();
    let mut events = Events::open_as(&server, Some(&token.bearer), FOLLOW, json!({}), None).await;
    events.is_silent().await;
    register.act(Role::Ministry, "2026-01-20", registration(bin(1), "Үлгі")).await;
    events.act().await;
    assert!(register.registry.revoke_token(token.id).await.unwrap());
    register.act(Role::Ministry, "2026-01-20", registration(bin(2), "Үлгі")).await;
    let answer = events.next().await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_AUTHENTICATED", "{answer:#}");
    assert!(events.is_complete().await);
}
