//! Backups: made of a register while acts are recorded, whole, and refused where they are not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tizilim::domain::sequence::Sequence;
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;

use crate::support::TestRegister;
use crate::support::database::TestDatabase;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tizilim")).args(["--log", "error"]).args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// Runs a command that must fail, with these words.
fn refused(arguments: &[&str], words: &str) {
    let output = run(arguments);
    assert!(output.status.code().is_some_and(|code| code != 0), "{arguments:?}: {}", said(&output));
    assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
}

fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

fn url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

/// The register in a database, and the one that its journal makes when it is played into an empty database.
async fn dumps(url: &str) -> (Vec<String>, Vec<String>) {
    let store = Store::open(url).await.unwrap();
    let fresh = TestDatabase::fresh().await;
    let again = Registry::open(&fresh.url, Clock::system()).await.unwrap();
    again.replay(&store).await.unwrap();
    (store.dump().await.unwrap(), again.store().dump().await.unwrap())
}

async fn entries(url: &str) -> Vec<String> {
    let acts = Store::open(url).await.unwrap().reads().public_acts(Sequence::EMPTY, Sequence::OPEN, 100_000).await.unwrap();
    acts.into_iter().map(|act| act.entry).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_register_that_is_written_to_is_whole() {
    let register = Arc::new(TestRegister::at("2026-01-20").await);
    if register.database.is_postgres() {
        return on_postgres(&register).await;
    }
    let is_done = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (register, is_done) = (Arc::clone(&register), Arc::clone(&is_done));
        async move {
            let mut n = 0;
            while !is_done.load(Ordering::Relaxed) {
                n += 1;
                register.miner(n, "2024-02-01", None).await;
            }
        }
    });
    let (backup, restored) = (register.folder.path().join("register.backup"), register.folder.path().join("restored.db"));
    let copying = backup.clone();
    let source = register.database.url.clone();
    let told = tokio::task::spawn_blocking(move || done(&["backup", "--database-url", &source, copying.to_str().unwrap()]));
    let told = told.await.unwrap();
    is_done.store(true, Ordering::Relaxed);
    writing.await.unwrap();
    assert!(told.contains("acts, checked"), "{told}");
    assert_eq!(fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o600);
    done(&["restore", "--database-url", &url(&restored), backup.to_str().unwrap()]);
    let (kept, all) = (entries(&url(&restored)).await, entries(&register.database.url).await);
    assert!(!kept.is_empty() && all.starts_with(&kept), "{} of {} acts", kept.len(), all.len());
    let (as_restored, as_replayed) = dumps(&url(&restored)).await;
    assert_eq!(as_restored, as_replayed, "rows and journal are of one moment");
}

/// PostgreSQL has tools of its own: the commands name them, and what they say works.
async fn on_postgres(register: &TestRegister) {
    register.miner(1, "2024-02-01", None).await;
    let path = register.folder.path().join("register.backup");
    let file = path.to_str().unwrap();
    let source = &register.database.url;
    refused(&["backup", "--database-url", source, file], "pg_dump --format=custom");
    refused(&["restore", "--database-url", source, file], "pg_restore");
    let target = TestDatabase::fresh().await;
    let tool = |name: &str, arguments: &[&str]| {
        let output = Command::new(name).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{name}: {error}: install PostgreSQL's client programs"));
        assert!(output.status.success(), "{name}: {}", said(&output));
    };
    tool("pg_dump", &["--format=custom", &format!("--file={file}"), source]);
    tool("pg_restore", &["--exit-on-error", &format!("--dbname={}", target.url), file]);
    let (as_restored, as_replayed) = dumps(&target.url).await;
    assert_eq!(as_restored, as_replayed);
    assert_eq!(as_restored, register.registry.store().dump().await.unwrap());
}

#[tokio::test]
async fn what_is_no_whole_register_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let source = url(&folder.path().join("register.db"));
    refused(&["backup", "--database-url", &source, &at("none.backup")], "there is no register at");
    done(&["migrate", "--database-url", &source]);
    let (backup, target) = (at("register.backup"), url(&folder.path().join("target.db")));
    done(&["backup", "--database-url", &source, &backup]);
    refused(&["backup", "--database-url", &source, &backup], "is there already");
    refused(&["restore", "--database-url", &source, &backup], "stop its server and move it away");
    let whole = fs::read(&backup).unwrap();
    let mut damaged = whole.clone();
    let mark = b"\"recordedAt\":";
    // Every time of record, also those that stand in the slack of a page and mean nothing.
    for place in places(&whole, mark) {
        damaged[place + mark.len() + 4] ^= 1;
    }
    for (bytes, words) in [
        (damaged.as_slice(), "is not what was recorded"),
        (&whole[..whole.len() / 2], "is not restored"),
        (b"no database at all, but long enough to be read as the header of one", "is not restored"),
    ] {
        fs::write(at("bad.backup"), bytes).unwrap();
        refused(&["restore", "--database-url", &target, &at("bad.backup")], words);
    }
    refused(&["restore", "--database-url", &target, &at("nowhere.backup")], "cannot copy");
    let left: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.contains("target") || name.contains(".part")), "{left:?}");
    done(&["restore", "--database-url", &target, &backup]);
    assert_eq!(entries(&target).await, entries(&source).await);
}

fn places(bytes: &[u8], part: &[u8]) -> Vec<usize> {
    let found: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(part)).collect();
    assert!(!found.is_empty(), "an act in the file");
    found
}
