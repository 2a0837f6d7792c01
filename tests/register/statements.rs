//! How many SQL statements an answer takes: a fixed number, however much is asked.

use std::sync::Arc;

use serde_json::json;
use tizilim::demo::{Options, generate};
use tizilim::domain::authorisation::LicenseeRole;
use tizilim::registry::{Filter, Licensee, Listing, Order, PageRequest, Registry, SubjectKey};

use crate::support::TestRegister;
use crate::support::server::Server;

async fn demo() -> TestRegister {
    let register = TestRegister::without_rules("2026-11-23").await;
    generate(
        &register.registry,
        &Options {
            licensees: 60,
            seed: 1,
            today: register.registry.today(),
            power_from: register.registry.today().minus_days(25),
        },
    )
    .await
    .expect("a demo register");
    register
}

async fn counted<T>(registry: &Registry, answer: impl Future<Output = T>) -> (u64, T) {
    let before = registry.store().statements();
    let answer = answer.await;
    (registry.store().statements() - before, answer)
}

#[tokio::test]
async fn facts_load_in_a_fixed_number_of_statements() {
    let register = demo().await;
    let registry = &register.registry;
    let view = register.view("2026-11-23").await;
    let mut all: Vec<Arc<Licensee>> = Vec::new();
    for role in LicenseeRole::ALL {
        let listing = Listing { role: *role, filter: Filter::default(), status: Vec::new(), order: Order::default() };
        let page = registry.page(&listing, &PageRequest { after: None, size: 100 }, view).await.unwrap();
        all.extend(page.items.into_iter().map(|(licensee, _)| licensee));
    }
    assert!(all.len() > 60);
    let (for_all, _) = counted(registry, registry.assess(&all, view)).await;
    assert!(for_all <= 13, "{for_all} statements for {} licensees", all.len());
    let two_miners: Vec<_> =
        all.iter().filter(|licensee| licensee.authorisation.role == LicenseeRole::Miner).take(2).cloned().collect();
    let (for_two, _) = counted(registry, registry.assess(&two_miners, view)).await;
    assert!(for_two <= for_all, "{for_two} for two, {for_all} for all");
    let ids: Vec<_> = all.iter().map(|licensee| licensee.authorisation.id).collect();
    let (for_entries, _) = counted(registry, registry.licensees(&ids, view)).await;
    assert_eq!(for_entries, 4);
}

#[tokio::test]
async fn verifying_takes_a_fixed_number_of_statements() {
    let register = demo().await;
    let registry = &register.registry;
    let view = register.view("2026-11-23").await;
    for number in ["DEMO-M-0001", "DEMO-M-0009", "DEMO-M-0013"] {
        let (statements, _) =
            counted(registry, registry.verify(&SubjectKey::Number(number.to_owned()), LicenseeRole::Miner, view)).await;
        assert!(statements <= 16, "{statements} for {number}");
    }
}

/// A page of fifty with compliance, findings and evidence through the real server: as many as a page of five.
#[tokio::test]
async fn a_page_takes_as_many_statements_as_a_short_one() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let question = "query($first: Int!) { miners(first: $first) { totalCount edges { node { organisation { names { kk } } authorisation { number }
        compliance { status findings { rule { code } evidence { sequence kind subject { id } } } } } } } }";
    let (short, _) = counted(&register.registry, server.ask(question, json!({ "first": 5 }))).await;
    let (long, answer) = counted(&register.registry, server.ask(question, json!({ "first": 50 }))).await;
    assert_eq!(answer["miners"]["edges"].as_array().unwrap().len(), 50);
    assert!(long <= short + 3, "{long} statements for 50, {short} for 5");
    assert!(long <= 32, "{long}");
}

#[tokio::test]
async fn an_act_takes_few_statements() {
    let register = TestRegister::at("2026-01-20").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let draft = register.draft("2024-06-01", crate::support::acts::suspend(licence, "2024-09-30"));
    let officer = crate::support::officer(tizilim::domain::office::Role::Ministry);
    let (statements, recorded) = counted(&register.registry, register.registry.record(&officer, draft)).await;
    recorded.expect("recorded");
    assert!(statements <= 24, "{statements}");
}

/// Totals of three years and more: as many as of a month; a long page of sessions: as many as a short one, awards included.
#[tokio::test]
async fn totals_and_sessions_take_a_fixed_number_of_statements() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let operator = server.token(tizilim::domain::office::Role::EnergyOperator).await;
    // The first token that a process is shown makes it read the secret of pseudonyms, once.
    register.registry.authenticate(&operator).await.expect("good");
    let asked = async |question: &str, variables| {
        let (statements, (_, body)) = counted(&register.registry, server.send(Some(&operator), question, variables)).await;
        assert_eq!(body.get("errors"), None, "{body:#}");
        (statements, body["data"].clone())
    };
    let statistics = "query($from: Date!, $until: Date!) { statistics(from: $from, until: $until) { licensees { count } energy { kwh awardedKwh } saleShare { sold share } } }";
    let (long, _) = asked(statistics, json!({ "from": "2023-04-01", "until": "2026-11-23" })).await;
    let (short, _) = asked(statistics, json!({ "from": "2026-10-01", "until": "2026-11-23" })).await;
    assert!(short <= long && long <= 18, "{long} for all, {short} for two months");

    let sessions = "query($first: Int!) { surplusSessions(from: \"2025-01-01\", until: \"2026-11-23\", first: $first) {
        edges { node { hours { bidKwh } awards { awardedKwh licensee { id organisation { names { kk } } } } } } } }";
    let (few, _) = asked(sessions, json!({ "first": 2 })).await;
    let (many, answer) = asked(sessions, json!({ "first": 50 })).await;
    let edges = answer["surplusSessions"]["edges"].as_array().unwrap();
    assert!(edges.len() > 20 && edges.iter().all(|edge| !edge["node"]["awards"].is_null()), "{}", edges.len());
    assert!(many == few && many <= 12, "{many} for a long page, {few} for a short one");
}

/// The history and the obligations of a page of licensees come out of what the page has loaded already.
#[tokio::test]
async fn histories_and_obligations_of_a_page_load_together() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let question = "query($first: Int!) { miners(first: $first) { edges { node { compliance { status }
        history(first: 10) { edges { node { kind reference act { sequence recordedAt } } } } obligations { rule { code } state } } } } }";
    let (short, _) = counted(&register.registry, server.ask(question, json!({ "first": 3 }))).await;
    let (long, _) = counted(&register.registry, server.ask(question, json!({ "first": 50 }))).await;
    assert!(long <= short + 3, "{long} statements for 50, {short} for 3");
}
