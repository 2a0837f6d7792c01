//! Receipts say what was answered, prove what it rests on, and are refused once anything in them is changed.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::{Value, json};
use tizilim::domain::act::Content;
use tizilim::domain::lang::Wording;
use tizilim::domain::office::Role;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::warning::WarningText;
use tizilim::journal::receipt::{Answer, Checked, Expected, Outcome, PublicKeys, ReceiptError, check};
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;

use crate::support::acts::{bin, distributions, iin, mined, register as registering, suspend};
use crate::support::server::Server;
use crate::support::{TestRegister, text};

const ONE: &str = "query($key: SubjectKey!, $role: LicenseeRole!, $nonce: String, $audience: String) {
    verify(subject: $key, role: $role) { verdict nextChangeOn sequence asOf warnings { id }
    findings { outcome rule { code version } evidence { sequence } } receipt(nonce: $nonce, audience: $audience) { id jws url disclosures } } }";

const BATCH: &str = "query($subjects: [VerifyInput!]!) { verifyBatch(subjects: $subjects) { sequence
    items { ref verification { verdict } problem { code } } receipt { jws disclosures } } }";

const CHAIN: &str = "query($miner: SubjectKey!, $pool: SubjectKey!, $exchange: SubjectKey!) { verifyChain(miner: $miner, pool: $pool, exchange: $exchange) {
    verdict links { from to verdict } receipt(nonce: \"c\") { jws } } }";

async fn stage() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", Some("2027-01-31")).await;
    register.miner(2, "2024-02-01", None).await;
    register.pool(8, "2024-01-01").await;
    register.exchange(9, "2024-01-05").await;
    register.act(Role::TaxAuthority, "2026-01-10", distributions(bin(8), vec![mined(bin(1), "2026-01-05", "1")])).await;
    register
}

async fn keys(server: &Server) -> PublicKeys {
    serde_json::from_str(&server.get("/.well-known/jwks.json").await.1).expect("keys")
}

fn good(text: &str, keys: &PublicKeys) -> Checked {
    check(text, keys, &Expected::default()).expect("genuine")
}

#[tokio::test]
async fn a_receipt_says_what_was_answered_and_proves_what_it_rests_on() {
    let register = stage().await;
    let wording = Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = WarningText { name: text("Someone"), bin: Some(bin(1)), domains: Vec::new(), wording };
    let warned = register.act(Role::Ministry, "2026-01-10", Content::PublishWarning(warning)).await;
    let server = Server::over(&register.registry).await;
    let asked =
        json!({ "key": { "bin": bin(1).digits() }, "role": "MINER", "nonce": "n-1", "audience": "https://exchange.example" });
    let answer = server.ask(ONE, asked).await["verify"].take();
    let checked = good(answer["receipt"]["jws"].as_str().unwrap(), &keys(&server).await);
    let Answer::Verification { from, said } = &checked.receipt.credential_subject else { panic!("another kind") };
    assert_eq!(json!(from.sequence), answer["sequence"]);
    assert_eq!(json!(from.as_of), answer["asOf"]);
    assert_eq!(json!(said.verdict), answer["verdict"]);
    assert_eq!(json!(said.next_change_on), answer["nextChangeOn"]);
    assert_eq!(said.warnings, [warned]);
    let findings = answer["findings"].as_array().unwrap();
    let told: Vec<Value> = findings
        .iter()
        .map(|finding| json!({ "rule": finding["rule"]["code"], "version": finding["rule"]["version"], "outcome": finding["outcome"] }))
        .collect();
    assert_eq!(json!(said.findings), json!(told));
    assert_eq!(
        (checked.receipt.nonce.as_deref(), checked.receipt.aud.as_deref()),
        (Some("n-1"), Some("https://exchange.example"))
    );
    let evidence = &checked.receipt.evidence[0];
    let of_findings = findings.iter().flat_map(|finding| finding["evidence"].as_array().unwrap());
    for act in of_findings {
        let act = Sequence::new(act["sequence"].as_i64().unwrap()).unwrap();
        assert!(evidence.rests_on.contains(&act), "it rests on act {act}");
        assert!(checked.proved.contains(&act), "act {act} is proved");
    }
    assert!(checked.proved.contains(&warned));
    assert!(checked.proved.len() >= 4, "registration, licence, distribution, warning: {:?}", checked.proved);
    assert_eq!(answer["receipt"]["disclosures"], json!([]));
    assert!(answer["receipt"]["url"].as_str().unwrap().ends_with(answer["receipt"]["id"].as_str().unwrap()));
    assert_eq!(checked.receipt.id.as_deref(), answer["receipt"]["url"].as_str());
}

#[tokio::test]
async fn one_item_of_a_batch_is_shown_without_the_others() {
    let register = stage().await;
    let trader = registering(iin(5), "Дара кәсіпкер");
    register.act(Role::Ministry, "2024-01-10", trader).await;
    let server = Server::over(&register.registry).await;
    let subjects = json!([
        { "ref": "a", "role": "MINER", "subject": { "bin": bin(1).digits() } },
        { "ref": "b", "role": "MINER", "subject": { "bin": "nobody's BIN" } },
        { "ref": "c", "role": "POOL", "subject": { "number": "P-8" } },
        { "ref": "d", "role": "MINER", "subject": { "bin": iin(5).digits() } },
    ]);
    let answer = server.ask(BATCH, json!({ "subjects": subjects })).await["verifyBatch"].take();
    let (jws, keys) = (answer["receipt"]["jws"].as_str().unwrap(), keys(&server).await);
    let shown: Vec<&str> = answer["receipt"]["disclosures"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(shown.len(), 4);
    assert_eq!(good(jws, &keys).items, []);
    for (place, one) in (0_u32..).zip(&shown) {
        let checked = good(&format!("{jws}~{one}"), &keys);
        let [(at, item)] = checked.items.as_slice() else { panic!("one item") };
        assert_eq!((*at, json!(item.reference)), (place, answer["items"][place as usize]["ref"].clone()));
        match &item.outcome {
            Outcome::Verification { said, rests_on, .. } => {
                assert_eq!(json!(said.verdict), answer["items"][place as usize]["verification"]["verdict"]);
                assert!(checked.proved.iter().all(|act| rests_on.contains(act)));
            }
            Outcome::Problem(code) => assert_eq!(json!(code), answer["items"][place as usize]["problem"]["code"]),
        }
        for (other, hidden) in subjects.as_array().unwrap().iter().enumerate().filter(|(other, _)| *other != place as usize) {
            let told = serde_json::to_string(&checked.receipt).unwrap() + &serde_json::to_string(&item).unwrap();
            // Entries stand in it as text, their quotes escaped; and nothing is looked for that hashes spell by chance.
            let told = told.replace('\\', "");
            let key = hidden["subject"]["bin"].as_str().unwrap_or("\"P-8\"");
            assert!(!told.contains(key), "item {place} tells of {other}");
        }
    }
    assert!(!good(&format!("{jws}~{}", shown[3]), &keys).items.is_empty());
    assert!(!serde_json::to_string(&good(&format!("{jws}~{}", shown[3]), &keys).items).unwrap().contains(iin(5).digits()));
    assert_eq!(good(&format!("{jws}~{}", shown.join("~")), &keys).items.len(), 4);
    // An item of another batch, and one that was changed.
    let again = server.ask(BATCH, json!({ "subjects": subjects })).await["verifyBatch"].take();
    let other = again["receipt"]["disclosures"][0].as_str().unwrap();
    assert!(matches!(check(&format!("{jws}~{other}"), &keys, &Expected::default()), Err(ReceiptError::Item(_))));
    let single = server.ask(ONE, json!({ "key": { "bin": bin(1).digits() }, "role": "MINER" })).await;
    let single = single["verify"]["receipt"]["jws"].as_str().unwrap();
    assert!(matches!(check(&format!("{single}~{}", shown[0]), &keys, &Expected::default()), Err(ReceiptError::Item(_))));
}

#[tokio::test]
async fn a_chain_and_an_older_version_have_receipts_too() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let keys = keys(&server).await;
    let parties = json!({ "miner": { "number": "M-1" }, "pool": { "number": "P-8" }, "exchange": { "number": "X-9" } });
    let answer = server.ask(CHAIN, parties).await["verifyChain"].take();
    let checked = good(answer["receipt"]["jws"].as_str().unwrap(), &keys);
    let Answer::ChainVerification { verdict, links, parties, .. } = &checked.receipt.credential_subject else {
        panic!("another kind")
    };
    assert_eq!(json!(verdict), answer["verdict"]);
    assert_eq!((links.len(), parties.len()), (6, 3));
    for (link, told) in links.iter().zip(answer["links"].as_array().unwrap()) {
        assert_eq!(
            (json!(link.from), json!(link.to), json!(link.verdict)),
            (told["from"].clone(), told["to"].clone(), told["verdict"].clone())
        );
    }
    // As it stood before the miner was suspended: signed later, and still an answer of then.
    let before = register.newest().await;
    let view = register.view("2026-01-20").await;
    let key = tizilim::registry::SubjectKey::Number("M-1".into());
    let miner =
        register.registry.licensee(tizilim::domain::authorisation::LicenseeRole::Miner, &key, view).await.unwrap().unwrap();
    register.act(Role::Ministry, "2026-01-15", suspend(miner.authorisation.id, "2026-05-30")).await;
    let question = format!(
        "{{ at(date: \"2026-01-20\", sequence: {before}) {{ verify(subject: {{ number: \"M-1\" }}, role: MINER) {{ verdict receipt {{ jws }} }} }}
            verify(subject: {{ number: \"M-1\" }}, role: MINER) {{ verdict receipt {{ jws }} }} }}"
    );
    let answer = server.ask(&question, json!({})).await;
    let (then, now) = (&answer["at"]["verify"], &answer["verify"]);
    assert_ne!(then["verdict"], now["verdict"]);
    for (told, sequence) in [(then, before), (now, before.next())] {
        let checked = good(told["receipt"]["jws"].as_str().unwrap(), &keys);
        let Answer::Verification { from, said } = &checked.receipt.credential_subject else { panic!("another kind") };
        assert_eq!((json!(said.verdict), from.sequence), (told["verdict"].clone(), sequence));
        assert!(checked.checkpoint.size >= sequence);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_receipt_is_named() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let known = keys(&server).await;
    let asked = json!({ "key": { "number": "M-1" }, "role": "MINER", "nonce": "n-1", "audience": "a" });
    let answer = server.ask(ONE, asked).await;
    let jws = answer["verify"]["receipt"]["jws"].as_str().unwrap();
    let wants = |audience: Option<&str>, nonce: Option<&str>| Expected {
        audience: audience.map(str::to_owned),
        nonce: nonce.map(str::to_owned),
        ..Expected::default()
    };
    assert!(check(jws, &known, &wants(Some("a"), Some("n-1"))).is_ok());
    assert!(matches!(check(jws, &known, &wants(Some("b"), None)), Err(ReceiptError::WrongAudience { .. })));
    assert!(matches!(check(jws, &known, &wants(None, Some("n-2"))), Err(ReceiptError::WrongNonce { .. })));
    let mut other = known.clone();
    (other.issuer, other.keys) = ("did:web:other.example".into(), Vec::new());
    assert!(matches!(check(jws, &other, &Expected::default()), Err(ReceiptError::OtherRegister { .. })));
    let mut unknown = known.clone();
    unknown.keys.clear();
    assert!(matches!(check(jws, &unknown, &Expected::default()), Err(ReceiptError::Jose(_))));
    let mut other_log = known.clone();
    other_log.log = vec!["other.example/log+d1a19a3c+Aabc".into()];
    assert!(matches!(check(jws, &other_log, &Expected::default()), Err(ReceiptError::Keys(_))));
    assert!(matches!(
        check(jws, &known, &Expected { quorum: 1, ..Expected::default() }),
        Err(ReceiptError::Quorum { have: 0, need: 1 })
    ));
    let (status, body) =
        server.send(None, ONE, json!({ "key": { "number": "M-1" }, "role": "MINER", "nonce": "x".repeat(201) })).await;
    assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (400, &json!("BAD_INPUT")), "{body:#}");
}

#[tokio::test]
async fn a_thousand_damaged_receipts_are_refused() {
    let register = stage().await;
    let server = Server::over(&register.registry).await;
    let keys = keys(&server).await;
    let mut chance = Pcg64::seed_from_u64(5);
    let mut receipts: Vec<String> = Vec::new();
    for key in [json!({ "number": "M-1" }), json!({ "number": "M-2" }), json!({ "bin": bin(77).digits() })] {
        let answer = server.ask(ONE, json!({ "key": key, "role": "MINER" })).await;
        receipts.push(answer["verify"]["receipt"]["jws"].as_str().unwrap().to_owned());
    }
    let batch = json!({ "subjects": [{ "ref": "a", "role": "MINER", "subject": { "number": "M-1" } }, { "ref": "b", "role": "POOL", "subject": { "number": "P-8" } }] });
    let answer = server.ask(BATCH, batch).await["verifyBatch"]["receipt"].take();
    receipts.push(format!("{}~{}", answer["jws"].as_str().unwrap(), answer["disclosures"][1].as_str().unwrap()));
    receipts.iter().for_each(|receipt| drop(good(receipt, &keys)));
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    for n in 0..1_000 {
        let mut bytes = receipts[n % receipts.len()].clone().into_bytes();
        match chance.random_range(0..4) {
            0 => bytes.truncate(chance.random_range(0..bytes.len())),
            1 => drop(bytes.remove(chance.random_range(0..bytes.len()))),
            2 => bytes.insert(chance.random_range(0..bytes.len()), LETTERS[chance.random_range(0..LETTERS.len())]),
            _ => {
                let at = chance.random_range(0..bytes.len());
                bytes[at] = LETTERS[(LETTERS.iter().position(|letter| *letter == bytes[at]).unwrap()
                    + chance.random_range(1..LETTERS.len()))
                    % LETTERS.len()];
            }
        }
        let damaged = String::from_utf8(bytes).unwrap();
        // A whole receipt is left where only an item, or the tilde before nothing, was cut off.
        if receipts.iter().any(|receipt| damaged.trim_end_matches('~') == receipt.split('~').next().unwrap()) {
            continue;
        }
        assert!(check(&damaged, &keys, &Expected::default()).is_err(), "damage {n} passes");
    }
}

#[tokio::test]
async fn a_register_without_a_key_says_so() {
    let register = stage().await;
    let silent = Registry::new(Store::open(&register.database.url).await.unwrap(), Clock::system());
    let server = Server::over(&silent).await;
    let (status, body) = server.send(None, ONE, json!({ "key": { "number": "M-1" }, "role": "MINER" })).await;
    assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (503, &json!("UNAVAILABLE")), "{body:#}");
    let answer = server.ask("{ register { checkpoint } }", json!({})).await;
    assert_eq!(answer["register"]["checkpoint"], Value::Null);
    for path in ["/log/checkpoint", "/log/keys", "/.well-known/jwks.json", "/.well-known/did.json", "/log/tile/0/000"] {
        assert_eq!(server.get(path).await.0, 404, "{path}");
    }
}
