//! What the public does not see, it sees nowhere.

use serde_json::{Value, json};
use tizilim::domain::act::Content;
use tizilim::domain::correction::Correction;
use tizilim::domain::lang::Wording;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::party::Party;
use tizilim::domain::trade::DistributionRow;
use tizilim::domain::warning::WarningText;
use tizilim::files::{OpenDataOptions, write_open_data};

use crate::support::acts::{bin, details, distributions, iin, mined, mining, register as registration, sold};
use crate::support::server::Server;
use crate::support::{TestRegister, text};

const WALLET: &str = "bc1q-secret-wallet";

/// A register in which a sole trader mined, sold and was corrected in every way.
async fn register_with_secrets() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    let trader = OrganisationId(register.act(Role::Ministry, "2024-01-10", registration(iin(1), "Дара кәсіпкер")).await);
    register.act(Role::Ministry, "2024-01-10", mining(trader, "M-1", None)).await;
    register.pool(9, "2024-01-01").await;
    let row = |on: &str| DistributionRow { wallet: Some(text(WALLET)), ..mined(iin(1), on, "7.7654321") };
    let file =
        register.act(Role::TaxAuthority, "2025-12-31", distributions(bin(9), vec![row("2025-12-10"), row("2025-12-20")])).await;
    let venue = Party::Name(text("Platform"));
    let sales = Content::RecordSales { venue, organisation: None, rows: vec![sold(iin(1), "2025-12-25", "3.1415926")] };
    register.act(Role::TaxAuthority, "2025-12-31", sales).await;
    let wording = Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = WarningText { name: text("Someone"), bin: Some(iin(1)), domains: Vec::new(), wording };
    let warned = register.act(Role::Ministry, "2026-01-10", Content::PublishWarning(warning.clone())).await;

    let correct = async |role, correction| register.act(role, "2026-01-20", Content::CorrectFact(correction)).await;
    correct(Role::TaxAuthority, Correction::DistributionReplaced { corrects: file, row: 0, with: row("2025-12-11") }).await;
    let with = Box::new(Content::PublishWarning(WarningText { name: text("Someone else"), ..warning }));
    correct(Role::Ministry, Correction::Replaced { corrects: warned, effective_on: "2026-01-11".parse().unwrap(), with }).await;
    let with = Box::new(Content::RegisterOrganisation { bin: iin(1), details: details("Басқа атау") });
    correct(Role::Ministry, Correction::Replaced { corrects: trader.0, effective_on: "2024-01-10".parse().unwrap(), with }).await;
    register
}

#[tokio::test]
async fn no_entry_of_the_journal_shows_what_is_confidential() {
    let register = register_with_secrets().await;
    let newest = register.newest().await;
    let acts = register.registry.acts(tizilim::domain::sequence::Sequence::EMPTY, newest, 1_000).await.unwrap();
    for act in acts {
        for secret in [iin(1).digits(), WALLET, "7.7654321", "3.1415926"] {
            assert!(!act.entry.contains(secret), "act {} shows {secret}: {}", act.said.sequence, act.entry);
        }
    }
}

#[tokio::test]
async fn no_file_of_open_data_shows_what_is_confidential() {
    let register = register_with_secrets().await;
    let newest = register.newest().await;
    let folder = tempfile::tempdir().expect("a folder");
    for after in [None, tizilim::domain::sequence::Sequence::new(1)] {
        let options = OpenDataOptions { sequence: Some(newest), after, ..OpenDataOptions::default() };
        write_open_data(&register.registry, folder.path(), &options).await.expect("files");
    }
    let mut looked_at = 0;
    for file in folder.path().read_dir().expect("a folder") {
        let path = file.expect("a file").path();
        // What is compressed is the same rows again.
        if path.extension().is_some_and(|form| form == "parquet") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        for secret in [iin(1).digits(), WALLET, "7.7654321", "3.1415926"] {
            assert!(!text.contains(secret), "{} shows {secret}", path.display());
        }
        looked_at += usize::from(text.contains("Басқа атау"));
    }
    assert!(looked_at >= 8, "only {looked_at} files name the trader");
}

/// A whole file cannot be replaced, by which its rows would have to be said again: row by row, or annulled and anew.
#[tokio::test]
async fn a_correction_of_a_whole_file_is_refused() {
    let register = register_with_secrets().await;
    let server = Server::over(&register.registry).await;
    let token = server.token(Role::TaxAuthority).await;
    let acts = server.ask("{ acts(first: 200) { edges { node { sequence kind } } } }", json!({})).await;
    let file =
        acts["acts"]["edges"].as_array().unwrap().iter().find(|edge| edge["node"]["kind"] == "RECORD_DISTRIBUTIONS").unwrap();
    let before = register.newest().await;
    let correction = "mutation($corrects: Int!) { correctFact(input: { effectiveOn: \"2026-01-20\", reason: \"r\", reference: \"r\", idempotencyKey: \"c\",
        corrects: $corrects, correctedEffectiveOn: \"2025-12-30\" }) { act { sequence } problems { code } } }";
    let (_, body) = server.send(Some(&token), correction, json!({ "corrects": file["node"]["sequence"] })).await;
    assert_eq!(body["data"]["correctFact"]["problems"], json!([{ "code": "WRONG_KIND" }]), "{body:#}");
    assert_eq!(register.newest().await, before);
}

#[tokio::test]
async fn anyone_sees_shares_and_only_offices_see_amounts() {
    let register = register_with_secrets().await;
    let server = Server::over(&register.registry).await;
    let question = "{ miner(by: { number: \"M-1\" }) { organisation { bin } compliance { findings { rule { code } outcome unit measured margin parts { measured } } } }
        verify(subject: { number: \"M-1\" }, role: MINER) { warnings { bin name } } }";
    let told = async |token: Option<&str>| {
        let (status, body) = server.send(token, question, json!({})).await;
        assert_eq!((status, body.get("errors")), (200, None), "{body:#}");
        assert!(!body.to_string().contains(iin(1).digits()), "{body}");
        let findings = body["data"]["miner"]["compliance"]["findings"].as_array().unwrap().clone();
        let of = |code: &str| findings.iter().find(|finding| finding["rule"]["code"] == code).unwrap().clone();
        (of("SALE_VENUE_ELIGIBLE"), of("ACCREDITED_POOL_ONLY"))
    };
    let (venue, pool) = told(None).await;
    assert_eq!((&venue["outcome"], &venue["unit"]), (&json!("AT_RISK"), &json!("BTC")));
    assert_eq!(
        (&venue["measured"], &venue["margin"], &venue["parts"][0]["measured"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(pool["measured"], "1");
    let auditor = server.token(Role::Auditor).await;
    let (venue, _) = told(Some(&auditor)).await;
    assert_eq!((&venue["measured"], &venue["parts"][0]["measured"]), (&json!("3.1415926"), &json!("3.1415926")));
    let operator = server.token(Role::EnergyOperator).await;
    assert_eq!(told(Some(&operator)).await.0["measured"], Value::Null);
}

/// What an annulled act was about is still named: whoever follows the acts must learn whom to drop.
#[tokio::test]
async fn an_annulled_grant_still_says_whose_it_was() {
    let register = TestRegister::at("2026-01-20").await;
    let licence = register.miner(1, "2024-01-15", None).await;
    register.act(Role::Ministry, "2026-01-20", Content::CorrectFact(Correction::Annulled { corrects: licence.0 })).await;
    let server = Server::over(&register.registry).await;
    let answer = server
        .ask(
            "{ acts(first: 200) { edges { node { kind subject { __typename id } } } } miner(by: { number: \"M-1\" }) { id } }",
            json!({}),
        )
        .await;
    assert_eq!(answer["miner"], Value::Null);
    let edges = answer["acts"]["edges"].as_array().unwrap();
    let of = |kind: &str| edges.iter().find(|edge| edge["node"]["kind"] == kind).unwrap()["node"]["subject"].clone();
    assert_eq!(of("GRANT_MINING_LICENCE")["__typename"], "Miner");
    assert_eq!(of("CORRECT_FACT"), of("GRANT_MINING_LICENCE"));
}
