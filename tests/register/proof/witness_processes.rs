//! The witness as a program: its key, its death and its end; and receipts of a register that has witnesses.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::json;
use tizilim::registry::LogError;
use tizilim::witness::WitnessAt;

use crate::support::server::Server;
use crate::support::witness::TestWitness;
use crate::support::{TestRegister, signing_keys};

fn tizilim(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tizilim")).args(arguments).output().expect("run")
}

fn text(of: &[u8]) -> String {
    String::from_utf8_lossy(of).into_owned()
}

/// A running `tizilim witness`. Killed when it goes.
struct Process {
    child: Child,
    at: WitnessAt,
}

impl Process {
    fn start(folder: &Path) -> Self {
        let log = signing_keys().log_keys()[0].to_string();
        let (key, state) = (folder.join("witness.key"), folder.join("state"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_tizilim"))
            .args(["--log", "warn", "witness", "--listen", "127.0.0.1:0", "--watch", &log])
            .args([Path::new("--key-file"), &key, Path::new("--state"), &state])
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let lines: Vec<String> = BufReader::new(child.stdout.take().unwrap()).lines().take(3).map(|line| line.unwrap()).collect();
        let key = lines[0].strip_prefix("The key of this witness: ").expect("its key");
        assert!(lines[1].starts_with("Watches register.example/log, of which it "), "{lines:?}");
        let url = lines[2].strip_prefix("The witness listens on ").expect("its address");
        Self { at: WitnessAt::new(url, key).unwrap(), child }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn stop(mut self) -> bool {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that was stopped before is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_witness_that_is_killed_refuses_a_fork_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let key_file = folder.path().join("witness.key");
    let path = key_file.to_str().unwrap();
    let made = tizilim(&["witness", "create-key", "--key-file", path, "--name", "w.example"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(std::fs::metadata(&key_file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(tizilim(&["witness", "show-key", "--key-file", path]).stdout, made.stdout);
    assert!(!tizilim(&["witness", "create-key", "--key-file", path, "--name", "w.example"]).status.success(), "none is lost");

    let witness = Process::start(folder.path());
    assert_eq!(witness.at.key().to_string(), text(&made.stdout).trim_end());
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", None).await;
    register.witnessed(vec![witness.at.clone()], None).publish().await.unwrap();
    witness.kill();
    let witness = Process::start(folder.path());
    let fork = TestRegister::at("2026-01-20").await;
    fork.miner(2, "2024-02-01", None).await;
    let refused = fork.witnessed(vec![witness.at.clone()], None).publish().await;
    assert!(matches!(refused, Err(LogError::Quorum { have: 0, .. })), "{refused:?}");
    register.miner(3, "2024-02-01", None).await;
    register.witnessed(vec![witness.at.clone()], None).publish().await.unwrap();
    assert!(witness.stop(), "it ends well when it is told to");
}

#[test]
fn a_witness_does_not_start_with_what_it_cannot_use() {
    let folder = tempfile::tempdir().unwrap();
    let (key, state) = (folder.path().join("witness.key"), folder.path().join("state"));
    let (key, state) = (key.to_str().unwrap(), state.to_str().unwrap());
    let made = tizilim(&["witness", "create-key", "--key-file", key, "--name", "w.example"]);
    let (own, log) = (text(&made.stdout), signing_keys().log_keys()[0].to_string());
    let refused = |key: &str, watch: &str, why: &str| {
        let output = tizilim(&["witness", "--listen", "127.0.0.1:0", "--key-file", key, "--state", state, "--watch", watch]);
        assert!(!output.status.success() && text(&output.stderr).contains(why), "{}", text(&output.stderr));
    };
    refused(key, own.trim_end(), "is the key of a witness, not of a log");
    refused(key, "register.example", "this is no key of notes");
    let keys_of_a_register = folder.path().join("register.keys");
    let path = keys_of_a_register.to_str().unwrap();
    assert!(tizilim(&["key", "create", "--key-file", path, "--address", "https://register.example"]).status.success());
    refused(path, &log, "holds no key made by `tizilim witness create-key`");
    std::fs::set_permissions(key, std::fs::Permissions::from_mode(0o640)).unwrap();
    refused(key, &log, "chmod 600");
    let unnamed = tizilim(&["witness", "create-key", "--key-file", state, "--name", "not a name"]);
    assert!(text(&unnamed.stderr).contains("has no spaces"), "{}", text(&unnamed.stderr));
    assert!(text(&tizilim(&["witness"]).stderr).contains("--watch"), "it says what it lacks");
}

#[tokio::test]
async fn a_receipt_is_good_for_whoever_trusts_enough_of_its_witnesses() {
    let (one, two, stranger) = (TestWitness::start(11).await, TestWitness::start(12).await, TestWitness::start(13).await);
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", None).await;
    let registry = register.witnessed(vec![one.at(), two.at()], None);
    let server = Server::over(&registry).await;
    let question = "{ verify(subject: { number: \"M-1\" }, role: MINER) { receipt { jws } } }";
    let answer = server.ask(question, json!({})).await;
    let (receipt, keys) = (register.folder.path().join("receipt"), register.folder.path().join("keys.json"));
    std::fs::write(&receipt, answer["verify"]["receipt"]["jws"].as_str().unwrap()).unwrap();
    std::fs::write(&keys, server.get("/.well-known/jwks.json").await.1).unwrap();
    let verify = |witnesses: &[&TestWitness], quorum: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tizilim"));
        command.arg("verify-receipt").arg(&receipt).arg("--keys").arg(&keys);
        command.args(witnesses.iter().flat_map(|witness| ["--witness".to_owned(), witness.key().to_string()]));
        command.args(quorum.into_iter().flat_map(|quorum| ["--quorum", quorum]));
        command.output().unwrap()
    };
    let good = verify(&[&one, &two], None);
    assert!(good.status.success(), "{}", text(&good.stderr));
    assert!(text(&good.stdout).contains("seen by the witness w11.example at 20"), "{}", text(&good.stdout));
    assert!(text(&good.stdout).contains("seen by the witness w12.example at 20"), "{}", text(&good.stdout));
    assert!(verify(&[], None).status.success());
    assert!(verify(&[&one, &stranger], Some("1")).status.success());
    let bad = verify(&[&one, &stranger], None);
    assert!(!bad.status.success());
    let told = text(&bad.stderr);
    assert!(
        told.contains("NOT GENUINE") && told.contains("1 of the trusted witnesses signed the checkpoint, and 2 must have"),
        "{told}"
    );
    assert!(!verify(&[&stranger], None).status.success());
}
