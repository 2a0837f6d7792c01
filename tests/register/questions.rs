//! The operations that users send, on the demo register, and the contract that they are written against.

use std::path::Path;

use serde_json::{Value, json};
use tizilim::demo::{Options, generate};
use tizilim::domain::sequence::Sequence;
use tizilim::graphql::schema;

use crate::support::server::Server;
use crate::support::{TestRegister, day};

const QUESTIONS: &str = include_str!("../questions.graphql");

/// The operations of the file by name.
fn operations() -> Vec<&'static str> {
    QUESTIONS
        .lines()
        .filter_map(|line| line.strip_prefix("query "))
        .map(|rest| rest.split(['(', ' ', '{']).next().unwrap())
        .collect()
}

async fn demo() -> TestRegister {
    let register = TestRegister::without_rules("2026-11-23").await;
    let options = Options {
        licensees: 46,
        seed: 7,
        today: register.registry.today(),
        power_from: register.registry.today().minus_days(25),
    };
    generate(&register.registry, &options).await.expect("a demo register");
    register
}

fn variables(operation: &str, exemplary: &str) -> Value {
    match operation {
        "VerifyMiner" => json!({ "bin": exemplary }),
        "VerifyChain" => json!({
            "miner": { "bin": exemplary }, "pool": { "number": "DEMO-P-02" }, "exchange": { "number": "DEMO-X-01" }, "on": "2025-06-30",
        }),
        "VerifyBook" => json!({ "subjects": [
            { "ref": "1", "role": "MINER", "subject": { "bin": exemplary } },
            { "ref": "2", "role": "POOL", "subject": { "number": "DEMO-P-02" } },
            { "ref": "3", "role": "EXCHANGE", "subject": { "bin": "123" } },
        ] }),
        "ChangesSince" => json!({ "first": 20 }),
        "AsItStood" => json!({ "number": "DEMO-M-0010", "on": "2024-08-01", "sequence": 200 }),
        "Search" => json!({ "text": "Sample Kyran" }),
        "MyAccreditation" => json!({ "number": "DEMO-P-02" }),
        "MinersOfARegion" => json!({ "region": "55", "status": ["COMPLIANT", "AT_RISK", "NON_COMPLIANT"] }),
        "Statistics" => json!({ "from": "2023-04-01", "until": "2026-11-23" }),
        "SurplusPower" => json!({ "from": "2026-11-01", "until": "2026-11-23" }),
        "TheRules" => json!({ "on": "2025-06-30" }),
        "ApprovedPools" | "TheRegister" => json!({}),
        other => panic!("no variables for {other}"),
    }
}

#[tokio::test]
async fn every_question_of_today_is_answered_by_post_and_by_get_alike() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let exemplary = tizilim::demo::exemplary();
    assert!(operations().len() >= 8, "{:?}", operations());
    for operation in operations() {
        let variables = variables(operation, &exemplary);
        let mut posted = server.send_named(QUESTIONS, operation, &variables).await;
        assert_eq!(posted.get("errors"), None, "{operation}: {posted:#}");
        let parameters = [("query", QUESTIONS), ("operationName", operation), ("variables", &variables.to_string())];
        let (status, got) = server.get_with(&parameters).await;
        assert_eq!(status, 200, "{operation}: {got}");
        let mut got = serde_json::from_str::<Value>(&got).expect("JSON");
        // The receipt of a batch hides its items behind salts that are drawn anew each time.
        let receipts = [&mut got, &mut posted].map(|answer| answer["data"]["verifyBatch"]["receipt"].take());
        assert!(operation != "VerifyBook" || receipts.iter().all(|receipt| receipt["jws"].is_string()), "{receipts:#?}");
        assert_eq!(got, posted, "{operation}");
    }
}

#[tokio::test]
async fn the_answers_say_what_the_stories_say() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let ask = async |operation: &'static str| {
        server.send_named(QUESTIONS, operation, &variables(operation, &tizilim::demo::exemplary())).await
    };

    let verified = ask("VerifyMiner").await;
    assert_eq!(verified["data"]["verify"]["verdict"], "AUTHORISED", "{verified:#}");
    assert_eq!(verified["data"]["verify"]["licensee"]["organisation"]["names"]["en"], "Sample Qyran Energo LLP");

    let pools = ask("ApprovedPools").await;
    assert_eq!(pools["data"]["pools"]["totalCount"], 5, "{pools:#}");

    let rules = ask("TheRules").await;
    let codes: Vec<&str> =
        rules["data"]["at"]["rules"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), tizilim::domain::rule::RuleCode::ALL.len(), "{codes:?}");
    let threshold =
        &rules["data"]["at"]["rules"].as_array().unwrap()[codes.iter().position(|code| *code == "SALE_SHARE").unwrap()];
    assert_eq!(threshold["parameters"][0]["value"], "0.75");
}

/// Three answers about one day in 2024: as the register stood before the correction, before the resumption, and now.
#[tokio::test]
async fn a_day_in_2024_is_answered_as_the_register_then_stood() {
    let register = demo().await;
    let server = Server::over(&register.registry).await;
    let question =
        "query($on: Date!, $sequence: Int) { at(date: $on, sequence: $sequence) { miner(by: { number: \"DEMO-M-0010\" }) {
        authorisation { standing suspendedUntil } compliance { status } } } }";
    let acts = register.registry.acts(Sequence::EMPTY, register.newest().await, 10_000).await.unwrap();
    let sequence_of = |reason: &str| {
        let act = acts.iter().find(|act| act.said.reason.as_str() == reason).unwrap();
        act.said.sequence.number()
    };
    let suspended = sequence_of("A change of address was not notified");
    let corrected = sequence_of("The order says three months, not five");
    for (sequence, standing, until) in [
        (Some(suspended), "SUSPENDED", json!("2024-11-09")),
        (Some(corrected - 1), "SUSPENDED", json!("2024-11-09")),
        (Some(corrected), "SUSPENDED", json!("2024-09-09")),
        (None, "ACTIVE", Value::Null),
    ] {
        let answer = server.ask(question, json!({ "on": "2024-08-01", "sequence": sequence })).await;
        let authorisation = &answer["at"]["miner"]["authorisation"];
        assert_eq!((&authorisation["standing"], &authorisation["suspendedUntil"]), (&json!(standing), &until), "{sequence:?}");
    }
}

/// Strictly, by another implementation than the one that serves: a client's tools will refuse what does not fit.
#[test]
fn the_questions_validate_against_the_schema_file() {
    use apollo_compiler::{ExecutableDocument, Schema};

    let schema = include_str!("../../schema.graphql");
    let schema = Schema::parse_and_validate(schema, "schema.graphql").unwrap_or_else(|wrong| panic!("{}", wrong.errors));
    if let Err(wrong) = ExecutableDocument::parse_and_validate(&schema, QUESTIONS, "questions.graphql") {
        panic!("{}", wrong.errors);
    }
}

/// Set `TIZILIM_BLESS=1` to write the file anew.
#[test]
fn the_schema_file_is_what_the_program_serves() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let served = schema::sdl();
    if std::env::var_os("TIZILIM_BLESS").is_some() {
        std::fs::write(&path, &served).expect("written");
    }
    let kept = std::fs::read_to_string(&path).expect("schema.graphql");
    assert!(kept == served, "schema.graphql is old: run `cargo run -- schema > schema.graphql` and look at the difference");
}

#[tokio::test]
async fn every_type_field_argument_and_value_is_described() {
    let question = "{ __schema { types { name kind description
        fields(includeDeprecated: true) { name description args { name description } }
        inputFields { name description } enumValues { name description } } } }";
    let answer = schema::build().execute(question).await;
    let types = answer.data.into_json().unwrap()["__schema"]["types"].take();
    let mut silent = Vec::new();
    for described in types.as_array().unwrap() {
        let name = described["name"].as_str().unwrap();
        if name.starts_with("__") || ["ID", "Int", "Float", "String", "Boolean"].contains(&name) {
            continue;
        }
        let mut look = |path: String, item: &Value| {
            if item["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
                silent.push(path);
            }
        };
        look(name.to_owned(), described);
        for list in ["fields", "inputFields", "enumValues"] {
            for item in described[list].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", item["name"].as_str().unwrap());
                look(path.clone(), item);
                for argument in item["args"].as_array().into_iter().flatten() {
                    look(format!("{path}({})", argument["name"].as_str().unwrap()), argument);
                }
            }
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:#?}");
}

#[tokio::test]
async fn health_tells_whether_the_register_can_answer() {
    let register = TestRegister::without_rules("2026-11-23").await;
    let server = Server::over(&register.registry).await;
    assert_eq!(server.get("/health/live").await.0, 200);
    assert_eq!(server.get("/health/ready").await.0, 503, "an empty register has no rules yet");
    register.registry.init().await.expect("rules");
    assert_eq!(server.get("/health/ready").await.0, 200);
    assert_eq!(register.registry.today(), day("2026-11-23"));
}
