//! Each lie is found, and named.

use serde_json::{Value, json};
use tizilim::domain::instant::Instant;
use tizilim::domain::sequence::Sequence;
use tizilim::journal::keys::Keys;

use super::log::Forged;
use super::{Auditor, lived, warn};
use crate::support::proxy::{Passing, Proxy};
use crate::support::server::Server;
use crate::support::{TestRegister, signing_keys};

async fn served(register: &TestRegister) -> (Proxy, Auditor) {
    register.registry.publish().await.unwrap();
    let server = Server::over(&register.registry).await;
    let proxy = Proxy::before(&server.base).await;
    let auditor = Auditor::of(&proxy.base, register);
    (proxy, auditor)
}

/// Changes what is served under a beginning of a path.
fn change(proxy: &Proxy, path: &'static str, how: impl Fn(&mut Passing) + Send + Sync + 'static) {
    proxy.lie(move |passing| {
        if passing.path.starts_with(path) {
            how(passing);
        }
    });
}

/// Changes the answers to a question.
fn answer(proxy: &Proxy, operation: &'static str, how: impl Fn(&mut Value) + Send + Sync + 'static) {
    change(proxy, "/graphql", move |passing| {
        let asked: Value = serde_json::from_slice(&passing.asked).expect("a question");
        if asked["operationName"] == operation {
            let mut answer = serde_json::from_slice(&passing.body).expect("an answer");
            how(&mut answer);
            passing.body = answer.to_string().into_bytes();
        }
    });
}

/// Puts other letters in the place of some: as many, for a bundle holds lengths beside its text.
fn replace(bytes: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect("there");
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
}

#[tokio::test]
async fn a_changed_byte_of_the_log_is_named_and_nothing_of_it_is_kept() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    let size = register.newest().await.number();

    change(&proxy, "/log/tile/entries/", |passing| {
        replace(&mut passing.body, "Because a test says so", "Because a lie has it.!")
    });
    let found = auditor.finds().await;
    assert!(found.contains("its entry has the leaf hash") && found.contains("tile 0 of level 0 says"), "{found}");

    change(&proxy, "/log/tile/0/", |passing| passing.body[32 * 9 + 5] ^= 1);
    let found = auditor.finds().await;
    assert!(found.starts_with("act 10: its entry has the leaf hash"), "{found}");

    change(&proxy, "/log/tile/entries/", |passing| {
        passing.body.pop();
    });
    let found = auditor.finds().await;
    assert_eq!(found, format!("the bundle of acts 1 to {size}: this is no bundle of entries: it ends within an entry"));

    change(&proxy, "/log/tile/0/", |passing| passing.body.truncate(33));
    let found = auditor.finds().await;
    assert!(found.starts_with("tile 0 of level 0: 33 bytes were served"), "{found}");

    change(&proxy, "/log/tile/0/", |passing| passing.body = vec![0; 1 << 20]);
    let found = auditor.finds().await;
    assert!(found.contains(&format!("the body is longer than the {} bytes", size * 32)), "{found}");

    change(&proxy, "/log/tile/0/", |passing| passing.status = 404);
    let found = auditor.finds().await;
    assert!(found.starts_with(&format!("the log signed {size} acts and does not serve /log/tile/0/000.p/{size}")), "{found}");

    change(&proxy, "/log/tile/0/", |passing| passing.status = 500);
    let why = auditor.fails().await;
    assert!(why.ends_with("answered with the status 500"), "{why}");

    proxy.honest();
    auditor.passes().await;
}

#[tokio::test]
async fn an_entry_and_its_tile_changed_together_do_not_have_the_signed_root() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    let mut forged = Forged::of(&register).await;
    let last = forged.entries.len() - 1;
    forged.entries[last] = forged.entries[last].replace("TEST-1", "TEST-2");
    let honest = register.registry.checkpoint_within(Sequence::OPEN).await.unwrap().unwrap().note;
    forged.served_by(&proxy);
    proxy.also(move |passing| {
        if passing.path == "/log/checkpoint" {
            passing.body = honest.clone().into_bytes();
        }
    });
    let found = auditor.finds().await;
    assert!(found.starts_with("what the log serves is not what it signed") && found.contains("one of 1 to"), "{found}");
    proxy.honest();
    auditor.passes().await;
}

#[tokio::test]
async fn a_tile_above_the_leaves_that_does_not_follow_is_named() {
    let (register, _) = lived().await;
    warn(&register, 300).await;
    let (proxy, auditor) = served(&register).await;
    change(&proxy, "/log/tile/1/", |passing| passing.body[0] ^= 1);
    let found = auditor.finds().await;
    assert!(found.starts_with("tile 0 of level 1: its hash 0 is"), "{found}");
}

#[tokio::test]
async fn a_log_that_shrank_forked_or_changed_its_past_is_named_for_good() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    auditor.passes().await;
    let size = register.newest().await.number();

    let mut forged = Forged::of(&register).await;
    forged.entries.pop();
    forged.served_by(&proxy);
    let found = auditor.finds().await;
    assert!(
        found.starts_with(&format!(
            "the log has shrunk: a checkpoint over {size} acts was seen, and now it signs one over {}",
            size - 1
        )),
        "{found}"
    );

    // The past is another, and the log goes on.
    let mut forged = Forged::of(&register).await;
    let last = forged.entries.last().unwrap().clone();
    forged.entries[8] = forged.entries[8].replace("art.", "Art.");
    let sequences = [format!("\"sequence\":{size}"), format!("\"sequence\":{}", size + 1)];
    forged.entries.push(last.replace(&sequences[0], &sequences[1]));
    let changed = forged.entries[8] != Forged::of(&register).await.entries[8];
    assert!(changed, "{}", forged.entries[8]);
    forged.served_by(&proxy);
    let found = auditor.finds().await;
    assert!(found.starts_with("act 9 has changed: its entry had the leaf hash"), "{found}");

    proxy.honest();
    // The checkpoint that contradicts is kept: the log is forked, whatever it serves now.
    warn(&register, 1).await;
    register.registry.publish().await.unwrap();
    let found = auditor.finds().await;
    assert!(found.starts_with("the log is forked: over the same"), "{found}");
}

#[tokio::test]
async fn another_root_over_the_same_acts_is_a_fork() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    auditor.passes().await;
    let mut forged = Forged::of(&register).await;
    let last = forged.entries.len() - 1;
    forged.entries[last] = forged.entries[last].replace("TEST-1", "TEST-2");
    forged.served_by(&proxy);
    let found = auditor.finds().await;
    let size = register.newest().await;
    assert!(found.starts_with(&format!("the log is forked: over the same {size} acts it signed the root")), "{found}");
    proxy.honest();
    assert_eq!(auditor.finds().await, found, "it is not forgotten");
}

#[tokio::test]
async fn a_checkpoint_of_another_key_or_log_is_refused() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    auditor.passes().await;
    let with = async |keys: &Keys| {
        let mut forged = Forged::of(&register).await;
        forged.signers = keys.log_signers();
        forged.served_by(&proxy);
        auditor.finds().await
    };
    let stranger = Keys::create(signing_keys().address().clone(), [[1; 32], [8; 32], [9; 32]], Instant::from_micros(0));
    let found = with(&stranger).await;
    assert!(
        found.starts_with("the checkpoint is not signed by a key that this folder trusts: no signature is of a known key"),
        "{found}"
    );
    assert!(found.contains("register.example/log+"), "{found}");

    change(&proxy, "/log/checkpoint", |passing| replace(&mut passing.body, "register.example/log\n", "register.exampel/log\n"));
    let found = auditor.finds().await;
    assert!(found.contains("the checkpoint is of the log register.exampel/log, not of register.example/log"), "{found}");

    change(&proxy, "/log/checkpoint", |passing| {
        let digit = passing.body.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        passing.body[digit] ^= 1;
    });
    let found = auditor.finds().await;
    assert!(found.contains("the signature of register.example/log is not of this text"), "{found}");

    for nothing in ["", "\n\n", "no note", "a\n1\n\n\u{2014} a AAAAAAA=\n"] {
        change(&proxy, "/log/checkpoint", |passing| passing.body = nothing.as_bytes().to_vec());
        let found = auditor.finds().await;
        assert!(found.starts_with("the checkpoint is not this log's"), "{nothing:?}: {found}");
    }

    let mut other = Auditor::of(&proxy.base, &register);
    other.audit.folder = auditor.audit.folder.clone();
    other.audit.log_key = stranger.log_keys().pop();
    proxy.honest();
    let why = other.fails().await;
    assert!(why.contains("this folder mirrors a log with another key"), "{why}");
}

#[tokio::test]
async fn a_witness_that_did_not_sign_is_missed() {
    let (register, _) = lived().await;
    let (_proxy, mut auditor) = served(&register).await;
    auditor.audit.witnesses.keys = signing_keys().rotated([[4; 32], [5; 32]], Instant::from_micros(1)).log_keys();
    auditor.audit.witnesses.quorum = 2;
    let found = auditor.finds().await;
    assert!(found.starts_with("1 of the 2 witnesses that were asked for signed"), "{found}");
}

#[tokio::test]
async fn an_act_that_the_register_would_have_refused_is_named() {
    let (register, licence) = lived().await;
    let (proxy, _) = served(&register).await;
    let forged = async |changes: &[(&str, &str)], which: usize| {
        let mut forged = Forged::of(&register).await;
        for (from, to) in changes {
            let entry = forged.entries[which].replace(from, to);
            assert_ne!(entry, forged.entries[which], "{from}");
            forged.entries[which] = entry;
        }
        forged.entries.truncate(which + 1);
        forged.served_by(&proxy);
        // Each is a first sight: a folder that saw one fork sees nothing else.
        Auditor::of(&proxy.base, &register).finds().await
    };
    let entries = Forged::of(&register).await.entries;
    let place = |part: &str| entries.iter().position(|entry| entry.contains(part)).expect("an act");
    let suspension = place("SUSPEND_LICENCE");
    let (named, subject) = (format!("\"authorisation\":{}", licence.0), format!("\"id\":{}", licence.0));
    let unknown = [(named.as_str(), "\"authorisation\":1"), (subject.as_str(), "\"id\":1")];
    let found = forged(&unknown, suspension).await;
    assert!(
        found.contains(&format!("act {} cannot be recorded again: refused: UNKNOWN_AUTHORISATION", suspension + 1)),
        "{found}"
    );
    let found = forged(&[("2026-02-19", "2036-02-19")], suspension).await;
    assert!(found.contains(&format!("act {} cannot be recorded again: refused", suspension + 1)), "{found}");
    let found = forged(&[("\"authority\":\"MINISTRY\"", "\"authority\":\"TAX_AUTHORITY\"")], suspension).await;
    assert!(found.contains("may not record SUSPEND_LICENCE"), "{found}");
    let found = forged(&unknown[1..], suspension).await;
    assert!(found.contains(&format!("fills in subject of act {}", suspension + 1)), "{found}");
    let row = place("ROW_ANNULLED");
    let found = forged(&[("\"row\":2", "\"row\":3")], row).await;
    assert!(found.contains("UNKNOWN_ROW"), "{found}");
    let number = format!("\"sequence\":{}", row + 1);
    let found = forged(&[(number.as_str(), "\"sequence\":7")], row).await;
    assert_eq!(found, format!("act {}: its entry says that it is act 7", row + 1));
    let found = forged(&[("{\"act\"", "{ \"act\"")], row).await;
    assert!(found.contains("is not canonical"), "{found}");
}

#[tokio::test]
async fn an_answer_that_does_not_follow_from_the_acts_is_named() {
    let (register, licence) = lived().await;
    let (proxy, auditor) = served(&register).await;
    let name = format!(
        "miner M-1 ({})",
        tizilim::domain::node_id::NodeId::Subject(tizilim::domain::act::Subject::Miner(licence)).text()
    );
    let of = |answer: &mut Value, number: &str, pointer: &str, to: Value| {
        for node in answer["data"]["at"]["nodes"].as_array_mut().into_iter().flatten() {
            if node["authorisation"]["number"] == number {
                *node.pointer_mut(pointer).expect("a field") = to.clone();
            }
        }
    };
    answer(&proxy, "Nodes", move |answer| of(answer, "M-1", "/authorisation/standing", json!("ACTIVE")));
    let found = auditor.finds().await;
    let size = register.newest().await;
    assert_eq!(
        found,
        format!(
            "{name}, as of 2026-01-20 and act {size}: authorisation.standing is ACTIVE in the register's answer, and SUSPENDED by its acts"
        )
    );

    // What rests on rows is taken from the register, but the status must be that of its findings, and the verdict that of both.
    answer(&proxy, "Nodes", move |answer| of(answer, "M-1", "/compliance/status", json!("COMPLIANT")));
    let found = auditor.finds().await;
    assert!(found.contains("compliance.status is COMPLIANT in the register's answer, and NON_COMPLIANT by its acts"), "{found}");
    answer(&proxy, "Verify", |answer| {
        for item in answer["data"]["at"]["verifyBatch"]["items"].as_array_mut().into_iter().flatten() {
            item["verification"]["verdict"] = json!("AUTHORISED");
        }
    });
    let found = auditor.finds().await;
    assert!(found.contains("verified, as of 2026-01-20") && found.contains("verdict is AUTHORISED"), "{found}");
    answer(&proxy, "Nodes", move |answer| of(answer, "M-1", "/compliance/findings/0/outcome", json!("SATISFIED")));
    // LICENCE_IN_FORCE is met; so is the lie about it.
    auditor.passes().await;
    answer(&proxy, "Nodes", move |answer| of(answer, "M-7", "/history/edges/0/node/effectiveOn", json!("2024-03-01")));
    let found = auditor.finds().await;
    assert!(found.contains("history.edges[0].node.effectiveOn is 2024-03-01"), "{found}");
    answer(&proxy, "Miners", |answer| {
        let edges = answer["data"]["at"]["list"]["edges"].as_array_mut().expect("edges");
        edges.retain(|edge| edge["node"]["authorisation"]["number"] != "M-7");
    });
    let found = auditor.finds().await;
    assert!(found.starts_with("the list of miners"), "{found}");
    answer(&proxy, "Rules", |answer| answer["data"]["at"]["rules"][0]["parameters"] = json!([]));
    let found = auditor.finds().await;
    assert!(found.starts_with("the rules in force"), "{found}");
    answer(&proxy, "Acts", |answer| answer["data"]["at"]["acts"]["edges"][3]["node"]["reason"] = json!("Another"));
    // What was audited before is not asked for again: it is in the mirror.
    auditor.passes().await;
    let found = Auditor::of(&proxy.base, &register).finds().await;
    assert!(found.starts_with("act 4, as of"), "{found}");
}

#[tokio::test]
async fn answers_that_are_none_are_no_success() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    for (body, words) in [
        ("", "the answer is not JSON"),
        ("[]", "has no data"),
        ("{\"data\":null}", "has no data"),
        ("{\"data\":{}}", ""),
        ("{\"errors\":[{\"message\":\"\\u001bno\"}]}", "was refused: no"),
    ] {
        change(&proxy, "/graphql", move |passing| passing.body = body.as_bytes().to_vec());
        let error = auditor.run().await.expect_err("no success").to_string();
        assert!(error.contains(words), "{body}: {error}");
    }
    change(&proxy, "/graphql", |passing| passing.body = vec![b'1'; 40 << 20]);
    let found = auditor.finds().await;
    assert!(found.starts_with("/graphql: the body is longer"), "{found}");
    change(&proxy, "/log/keys", |passing| passing.body = vec![b'1'; 1 << 20]);
    assert!(auditor.finds().await.starts_with("/log/keys: the body is longer"));
    proxy.honest();
    auditor.passes().await;
    let mut nowhere = Auditor::of("http://127.0.0.1:1", &register);
    assert!(nowhere.fails().await.starts_with("http://127.0.0.1:1/log/checkpoint: "));
    nowhere.audit.url = "register.example".to_owned();
    assert!(nowhere.fails().await.contains("is not the address of a register"));
}

#[tokio::test]
async fn the_command_tells_by_its_exit_code() {
    let (register, _) = lived().await;
    let (proxy, auditor) = served(&register).await;
    let command = async || {
        let (url, folder) = (proxy.base.clone(), auditor.audit.folder.clone());
        let run = move || {
            let program = std::process::Command::new(env!("CARGO_BIN_EXE_tizilim"))
                .args(["--log", "warn", "audit", &url, "--folder"])
                .arg(folder)
                .output()
                .expect("run");
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            (program.status.code(), text(&program.stdout), text(&program.stderr))
        };
        tokio::task::spawn_blocking(run).await.expect("ended")
    };
    change(&proxy, "/log/tile/", |passing| passing.status = 503);
    let (code, said, complaint) = command().await;
    assert_eq!((code, said.as_str()), (Some(2), ""), "{complaint}");
    assert!(complaint.contains("not done: ") && complaint.contains("status 503"), "{complaint}");
    change(&proxy, "/log/tile/0/", |passing| passing.body[0] ^= 1);
    let (code, said, complaint) = command().await;
    assert_eq!((code, said.as_str()), (Some(1), ""), "{complaint}");
    assert!(complaint.contains("DIFFERENT: act 1: its entry has the leaf hash"), "{complaint}");
    proxy.honest();
    let (code, said, complaint) = command().await;
    assert_eq!(code, Some(0), "{complaint}");
    assert!(said.starts_with("THE SAME: "), "{said}");
}
