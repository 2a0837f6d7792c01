//! A whole book of subjects at once, and the chain of a payout.

use serde_json::{Value, json};
use tizilim::domain::act::{Content, Suspension};
use tizilim::domain::authorisation::{AuthorisationId, LicenseeRole};
use tizilim::domain::lang::Wording;
use tizilim::domain::office::Role;
use tizilim::domain::standing::SuspensionGround;
use tizilim::domain::warning::WarningText;
use tizilim::registry::SubjectKey;

use crate::support::acts::{bin, distributions, mined, revoke};
use crate::support::server::Server;
use crate::support::{TestRegister, day, text};

const BATCH: &str = "query($subjects: [VerifyInput!]!) { verifyBatch(subjects: $subjects) { sequence asOf
    items { ref verification { verdict nextChangeOn licensee { id } warnings { name } } problem { code message(lang: KK) } } } }";

const CHAIN: &str = "query($miner: SubjectKey!, $pool: SubjectKey!, $exchange: SubjectKey!, $on: Date!) { at(date: $on) {
    verifyChain(miner: $miner, pool: $pool, exchange: $exchange) { verdict asOf sequence weakest { from to verdict }
    links { from to verdict findings { rule { code } outcome period { from until } summary evidence { sequence } } }
    miner { verdict } pool { verdict } exchange { verdict } } } }";

async fn stage() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", Some("2027-01-31")).await;
    register.miner(2, "2024-02-01", None).await;
    register.pool(8, "2024-01-01").await;
    register.exchange(9, "2024-01-05").await;
    register
}

async fn authorisation(register: &TestRegister, role: LicenseeRole, number: &str) -> AuthorisationId {
    let (key, view) = (SubjectKey::Number(number.to_owned()), register.view("2026-01-20").await);
    register.registry.licensee(role, &key, view).await.unwrap().unwrap().authorisation.id
}

fn subject(reference: &str, role: &str, key: &Value) -> Value {
    json!({ "ref": reference, "role": role, "subject": key })
}

#[tokio::test]
async fn a_batch_answers_each_subject_as_if_it_were_asked_alone() {
    let register = stage().await;
    let wording = Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = WarningText { name: text("ТОО «Үлгі 2»"), bin: None, domains: Vec::new(), wording };
    register.act(Role::Ministry, "2026-01-10", Content::PublishWarning(warning)).await;
    let server = Server::over(&register.registry).await;
    let subjects = [
        subject("one", "MINER", &json!({ "number": "M-1" })),
        subject("one again, by its number", "MINER", &json!({ "bin": bin(1).digits() })),
        subject("two", "MINER", &json!({ "bin": bin(2).digits() })),
        subject("a pool that is none", "POOL", &json!({ "number": "M-1" })),
        subject("the pool", "POOL", &json!({ "number": "p-8" })),
        subject("the exchange", "EXCHANGE", &json!({ "bin": bin(9).digits() })),
        subject("nobody", "MINER", &json!({ "bin": bin(77).digits() })),
        subject("one", "MINER", &json!({ "number": "M-1" })),
    ];
    let answer = server.ask(BATCH, json!({ "subjects": subjects })).await;
    let batch = &answer["verifyBatch"];
    assert_eq!((&batch["sequence"], &batch["asOf"]), (&json!(register.newest().await.number()), &json!("2026-01-20")));
    let items = batch["items"].as_array().unwrap();
    assert_eq!(items.len(), subjects.len());
    for (item, asked) in items.iter().zip(&subjects) {
        let alone = "query($key: SubjectKey!, $role: LicenseeRole!) { verify(subject: $key, role: $role) {
            verdict nextChangeOn licensee { id } warnings { name } } }";
        let alone = server.ask(alone, json!({ "key": asked["subject"], "role": asked["role"] })).await;
        assert_eq!((&item["ref"], &item["verification"]), (&asked["ref"], &alone["verify"]), "{asked}");
        assert_eq!(item["problem"], Value::Null);
    }
    assert_eq!(items[2]["verification"]["warnings"], json!([{ "name": "ТОО «Үлгі 2»" }]));
    assert_eq!(items[0]["verification"]["warnings"], json!([]));
}

#[tokio::test]
async fn a_malformed_subject_has_its_own_problem_and_spoils_nothing() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let mut wrong_digit = bin(1).digits().to_owned();
    let last = wrong_digit.pop().unwrap();
    wrong_digit.push(if last == '0' { '1' } else { '0' });
    let subjects = [
        subject("a", "MINER", &json!({ "bin": wrong_digit })),
        subject("b", "MINER", &json!({ "bin": "'; DROP TABLE act; --" })),
        subject("c", "POOL", &json!({ "id": "no id" })),
        subject("d", "POOL", &json!({ "number": "P-8" })),
    ];
    let answer = server.ask(BATCH, json!({ "subjects": subjects })).await;
    let items = answer["verifyBatch"]["items"].as_array().unwrap();
    let codes: Vec<&Value> = items.iter().map(|item| &item["problem"]["code"]).collect();
    assert_eq!(codes, [&json!("MALFORMED_BIN"), &json!("MALFORMED_BIN"), &json!("MALFORMED_ID"), &Value::Null]);
    assert!(items[0]["problem"]["message"].as_str().unwrap().contains(&wrong_digit));
    assert_eq!(items[0]["verification"], Value::Null);
    assert_eq!(items[3]["verification"]["licensee"]["id"].as_str().map(str::is_empty), Some(false), "{answer:#}");
}

#[tokio::test]
async fn a_batch_is_as_long_as_the_limit_and_takes_the_same_statements_however_long() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let many = |count: usize| -> Vec<Value> {
        (0..count)
            .map(|n| match n % 4 {
                0 => subject(&n.to_string(), "MINER", &json!({ "bin": bin(1 + n % 2).digits() })),
                1 => subject(&n.to_string(), "POOL", &json!({ "number": "P-8" })),
                2 => subject(&n.to_string(), "EXCHANGE", &json!({ "bin": bin(9).digits() })),
                _ => subject(&n.to_string(), "MINER", &json!({ "bin": bin(1_000 + n).digits() })),
            })
            .collect()
    };
    let store = register.registry.store();
    let mut statements = Vec::new();
    for count in [8, 500] {
        let before = store.statements();
        let answer = server.ask(BATCH, json!({ "subjects": many(count) })).await;
        assert_eq!(answer["verifyBatch"]["items"].as_array().unwrap().len(), count);
        statements.push(store.statements() - before);
    }
    assert_eq!(statements[0], statements[1], "statements for 8 and for 500");
    let (status, refused) = server.send(None, BATCH, json!({ "subjects": many(501) })).await;
    assert_eq!((status, &refused["errors"][0]["extensions"]["code"]), (400, &json!("LIMIT_EXCEEDED")), "{refused:#}");
    let nothing = server.ask(BATCH, json!({ "subjects": [] })).await;
    assert_eq!(nothing["verifyBatch"]["items"], json!([]));
}

struct Links {
    verdict: String,
    weakest: (Value, Value),
    links: Value,
}

async fn chain(server: &Server, pool: &str, exchange: &str, on: &str) -> Links {
    let number = |number: &str| json!({ "number": number });
    let variables = json!({ "miner": number("M-1"), "pool": number(pool), "exchange": number(exchange), "on": on });
    let mut answer = server.ask(CHAIN, variables).await;
    let chain = &mut answer["at"]["verifyChain"];
    let links = chain["links"].take();
    let verdicts: Vec<&Value> = links.as_array().unwrap().iter().map(|link| &link["verdict"]).collect();
    assert_eq!(verdicts[..3], [&chain["miner"]["verdict"], &chain["pool"]["verdict"], &chain["exchange"]["verdict"]]);
    assert_eq!(chain["asOf"], on);
    Links {
        verdict: chain["verdict"].as_str().unwrap().to_owned(),
        weakest: (chain["weakest"]["from"].take(), chain["weakest"]["to"].take()),
        links,
    }
}

#[tokio::test]
async fn a_chain_is_as_good_as_its_weakest_link() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let sound = chain(&server, "P-8", "X-9", "2025-06-02").await;
    let shape: Vec<(&Value, &Value)> = sound.links.as_array().unwrap().iter().map(|link| (&link["from"], &link["to"])).collect();
    let (miner, pool, exchange, none) = (json!("MINER"), json!("POOL"), json!("EXCHANGE"), Value::Null);
    assert_eq!(
        shape,
        [(&miner, &none), (&pool, &none), (&exchange, &none), (&miner, &pool), (&pool, &miner), (&miner, &exchange)]
    );
    for (edge, rule) in [(3, "ACCREDITED_POOL_ONLY"), (4, "POOL_SERVES_LICENSED_ONLY"), (5, "SALE_VENUE_ELIGIBLE")] {
        let finding = &sound.links[edge]["findings"][0];
        assert_eq!((&finding["rule"]["code"], &finding["outcome"]), (&json!(rule), &json!("SATISFIED")));
        assert_eq!(finding["period"], json!({ "from": "2025-06-02", "until": "2025-06-02" }));
        assert!(finding["evidence"].as_array().is_some_and(|acts| !acts.is_empty()), "{finding:#}");
        assert_eq!(sound.links[edge]["verdict"], "AUTHORISED");
    }

    let unknown = chain(&server, "P-77", "X-9", "2025-06-02").await;
    assert_eq!((unknown.verdict.as_str(), unknown.weakest), ("NOT_FOUND", (pool.clone(), none.clone())));
    assert_eq!(unknown.links[3]["verdict"], "NOT_AUTHORISED", "nobody mines through a pool that is not there");
    assert_eq!(unknown.links[4]["verdict"], "AUTHORISED", "the miner is licensed, whoever pays it");

    // On a day before the exchange was licensed; whether a sale counts is asked since 2024 only.
    let early = chain(&server, "P-8", "X-9", "2024-01-03").await;
    assert_eq!(early.links[5]["verdict"], "NOT_AUTHORISED");
    assert_eq!(early.links[5]["findings"][0]["outcome"], "AT_RISK");
    assert_eq!(early.verdict, "NOT_AUTHORISED");
    let before_the_duty = chain(&server, "P-8", "X-9", "2023-12-31").await;
    assert_eq!(before_the_duty.links[5]["verdict"], "AUTHORISED");
    assert_eq!(before_the_duty.links[5]["findings"][0]["outcome"], "NOT_APPLICABLE");
}

#[tokio::test]
async fn a_chain_turns_on_the_day_and_stays_as_it_stood() {
    let register = stage().await;
    let pool = authorisation(&register, LicenseeRole::Pool, "P-8").await;
    let server = Server::over(&register.registry).await;
    let before = register.newest().await.number();
    let suspension =
        Suspension { authorisation: pool, until: Some(day("2025-09-30")), ground: SuspensionGround::RequirementsBreached };
    register.act(Role::Ministry, "2025-06-15", Content::SuspendAccreditation(suspension)).await;
    assert_eq!(chain(&server, "P-8", "X-9", "2025-06-14").await.links[3]["verdict"], "AUTHORISED");
    let after = chain(&server, "P-8", "X-9", "2025-06-15").await;
    assert_eq!((after.verdict.as_str(), after.weakest), ("NOT_AUTHORISED", (json!("POOL"), Value::Null)));
    assert_eq!(after.links[3]["findings"][0]["outcome"], "BREACHED");
    let as_it_stood =
        CHAIN.replace("$on: Date!", "$on: Date!, $sequence: Int!").replace("date: $on", "date: $on, sequence: $sequence");
    let number = |number: &str| json!({ "number": number });
    let variables = json!({ "miner": number("M-1"), "pool": number("P-8"), "exchange": number("X-9"), "on": "2025-06-15", "sequence": before });
    let then = server.ask(&as_it_stood, variables).await;
    assert_eq!(then["at"]["verifyChain"]["links"][3]["verdict"], "AUTHORISED");
    assert_eq!(then["at"]["verifyChain"]["sequence"], before);
}

/// What the edges say of one day is what R5 and R16 say of distributions on it.
#[tokio::test]
async fn edges_agree_with_the_findings_of_distributions() {
    let register = stage().await;
    let miner = authorisation(&register, LicenseeRole::Miner, "M-1").await;
    register.act(Role::TaxAuthority, "2025-06-30", distributions(bin(8), vec![mined(bin(1), "2025-06-20", "1")])).await;
    register.act(Role::Ministry, "2025-06-10", revoke(miner, "2025-06-09")).await;
    let server = Server::over(&register.registry).await;
    let linked = chain(&server, "P-8", "X-9", "2025-06-20").await;
    let served = &linked.links[1]["findings"].as_array().unwrap().clone();
    let served = served.iter().find(|finding| finding["rule"]["code"] == "POOL_SERVES_LICENSED_ONLY").unwrap();
    assert_eq!(served["outcome"], linked.links[4]["findings"][0]["outcome"]);
    assert_eq!(served["outcome"], "BREACHED");
}
