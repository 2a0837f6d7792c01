//! The commands: keys that only their owner reads, a server that does not start over what it did not sign, and the check of a
//! receipt by someone who has only a file.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;
use tizilim::journal::keys::Keys;

use crate::support::TestRegister;
use crate::support::acts::bin;
use crate::support::server::Server;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tizilim"))
        .env_remove("TIZILIM_KEY")
        .args(["--log", "error"])
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// Runs a command that must succeed.
fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

/// Runs a command that must fail, with these words.
fn refused(arguments: &[&str], words: &str) {
    let output = run(arguments);
    assert!(output.status.code().is_some_and(|code| code != 0), "{arguments:?}: {}", said(&output));
    assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn keys_are_made_changed_and_kept_from_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.keys");
    let file = path.to_str().expect("text");
    refused(&["key", "show", "--key-file", file], "cannot read the key file");
    refused(&["key", "create", "--key-file", file, "--address", "register.example"], "http:// or https://");
    let shown = done(&["key", "create", "--key-file", file, "--address", "https://register.example"]);
    assert!(shown.contains("did:web:register.example") && shown.contains("register.example/log+"), "{shown}");
    assert_eq!(mode(&path), 0o600);
    let first = fs::read_to_string(&path).expect("text");
    assert!(!shown.contains("secret"), "{shown}");
    refused(&["key", "create", "--key-file", file, "--address", "https://register.example"], "cannot make the key file");
    assert_eq!(fs::read_to_string(&path).expect("text"), first, "nothing was overwritten");
    let name = Keys::parse(&first).expect("keys").generations()[0].name();
    refused(&["key", "retire", "--key-file", file, &name], "rotate first");
    // One name in 64 begins with a hyphen.
    refused(&["key", "retire", "--key-file", file, "-H6Sj"], "has no key -H6Sj");
    done(&["key", "rotate", "--key-file", file]);
    assert_eq!(mode(&path), 0o600);
    let retired = done(&["key", "retire", "--key-file", file, &name]);
    assert!(retired.contains("retired"), "{retired}");
    let keys = Keys::parse(&fs::read_to_string(&path).expect("text")).expect("keys");
    assert_eq!((keys.log_signers().len(), keys.log_keys().len()), (1, 2));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("changed");
    refused(&["key", "show", "--key-file", file], "chmod 600");
    let database = format!("sqlite://{}", folder.path().join("register.db").display());
    refused(&["serve", "--listen", "127.0.0.1:0", "--database-url", &database, "--key-file", file], "chmod 600");
}

#[test]
fn a_server_does_not_start_over_what_it_did_not_sign() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    let (file, database) = (at("register.keys"), format!("sqlite://{}", at("register.db")));
    done(&["key", "create", "--key-file", &file, "--address", "https://register.example"]);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database, "--key-file", &file];
    // What is remembered of a longer journal, and of another one.
    fs::write(at("register.signed"), format!("{{\"size\":5000,\"root\":\"{}\"}}", "00".repeat(32))).expect("written");
    refused(&serve, "a checkpoint over 5000 acts was signed");
    fs::write(at("register.signed"), format!("{{\"size\":3,\"root\":\"{}\"}}", "00".repeat(32))).expect("written");
    refused(&serve, "went another way");
    fs::write(at("register.signed"), "{").expect("written");
    refused(&serve, "nothing is signed without that");
    let other = [&serve[..], &["--public-url", "https://other.example"]].concat();
    refused(&other, "the key is of the register at https://register.example");
    let both = Command::new(env!("CARGO_BIN_EXE_tizilim"))
        .env("TIZILIM_KEY", fs::read_to_string(&file).expect("text"))
        .args(["--log", "error", "serve", "--listen", "127.0.0.1:0", "--database-url", &database])
        .output()
        .expect("the program runs");
    assert!(said(&both).contains("--signed-file"), "{}", said(&both));
}

#[tokio::test]
async fn a_receipt_is_checked_by_a_file_and_the_keys() {
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", Some("2027-01-31")).await;
    let server = Server::over(&register.registry).await;
    let question =
        "query($bin: String!) { verify(subject: { bin: $bin }, role: MINER) { receipt(nonce: \"n\", audience: \"a\") { jws } } }";
    let answer = server.ask(question, json!({ "bin": bin(1).digits() })).await;
    let jws = answer["verify"]["receipt"]["jws"].as_str().expect("a receipt");
    let at = |name: &str| register.folder.path().join(name).to_str().expect("text").to_owned();
    let (receipt, keys) = (at("receipt.jwt"), at("keys.json"));
    fs::write(&receipt, jws).expect("written");
    fs::write(&keys, server.get("/.well-known/jwks.json").await.1).expect("written");
    let told = done(&["verify-receipt", &receipt, "--keys", &keys, "--nonce", "n", "--audience", "a"]);
    for words in ["GENUINE", "did:web:register.example", "AUTHORISED", "M-1", "Not proved"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    refused(&["verify-receipt", &receipt, "--keys", &keys, "--nonce", "m"], "NOT GENUINE: the receipt bears the nonce n, not m");
    refused(&["verify-receipt", &receipt, "--keys", &keys, "--audience", "b"], "NOT GENUINE: the receipt is for a, not for b");
    refused(&["verify-receipt", &receipt, "--keys", &receipt], "does not hold a register's keys");
    fs::write(&receipt, jws.replacen('e', "f", 40)).expect("written");
    refused(&["verify-receipt", &receipt, "--keys", &keys], "NOT GENUINE");
    refused(&["verify-receipt", &at("none"), "--keys", &keys], "cannot read");
}
