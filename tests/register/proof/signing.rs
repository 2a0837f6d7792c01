//! A checkpoint once published is never contradicted: not by a second process, a crash, a restored backup or a new key.

use std::path::Path;

use sea_orm::{ConnectionTrait as _, Database};
use tizilim::domain::instant::Instant;
use tizilim::domain::sequence::Sequence;
use tizilim::journal::checkpoint::Checkpoint;
use tizilim::journal::note::Note;
use tizilim::registry::{Clock, LogError, Registry, Signing};
use tizilim::store::Store;

use super::log::warn;
use crate::support::{TestRegister, signing_keys};

/// Another process on a database, which remembers what it signed in a file of its own.
async fn beside(url: &str, memory: &Path) -> Registry {
    let registry = Registry::new(Store::open(url).await.unwrap(), Clock::system());
    registry.signing_with(Signing::new(signing_keys(), memory.to_owned(), None))
}

async fn newest(registry: &Registry) -> (Sequence, String) {
    let stored = registry.checkpoint_within(Sequence::OPEN).await.unwrap().unwrap();
    (stored.size, stored.note)
}

#[tokio::test]
async fn two_processes_on_one_database_say_the_same() {
    let register = TestRegister::at("2026-01-20").await;
    let other = beside(&register.database.url, &register.folder.path().join("other")).await;
    for n in 1..=8 {
        register.miner(n, "2024-02-01", None).await;
        let (one, two) = tokio::join!(register.registry.publish(), other.publish());
        one.unwrap();
        two.unwrap();
        assert_eq!(newest(&register.registry).await, newest(&other).await);
        assert_eq!(newest(&other).await.0, register.newest().await);
    }
}

#[tokio::test]
async fn a_database_that_lost_acts_is_not_signed() {
    let published = TestRegister::at("2026-01-20").await;
    for n in 1..=5 {
        published.miner(n, "2024-02-01", None).await;
    }
    published.registry.publish().await.unwrap();
    let signed = published.newest().await;
    // The same register as it was before, restored beside what is remembered of the later one.
    let restored = TestRegister::at("2026-01-20").await;
    restored.miner(1, "2024-02-01", None).await;
    let registry = beside(&restored.database.url, &published.folder.path().join("signed")).await;
    for refused in [registry.publish().await, registry.check_signed().await] {
        match refused {
            Err(LogError::Shrunk { signed: told, .. }) => assert_eq!(told, signed),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(registry.checkpoint_within(Sequence::OPEN).await.unwrap(), None, "nothing was published");
    let asked = registry.checkpoint_over(restored.newest().await).await;
    assert!(matches!(&asked, Err(LogError::Shrunk { .. })), "no receipt either: {asked:?}");
    assert!(asked.unwrap_err().to_string().contains("Restore"), "it says what to do");
    // And acts recorded since do not make it right.
    for n in 2..=12 {
        restored.miner(n, "2024-03-01", None).await;
    }
    assert!(restored.newest().await > signed);
    assert!(matches!(registry.publish().await, Err(LogError::Forked { signed: told }) if told == signed));
    assert!(matches!(registry.check_signed().await, Err(LogError::Forked { .. })));
    // Under another address it is another log.
    let address = "https://new.example".parse().unwrap();
    let keys = tizilim::journal::keys::Keys::create(address, [[4; 32], [5; 32], [6; 32]], Instant::from_micros(0));
    let store = Store::open(&restored.database.url).await.unwrap();
    let renamed =
        Registry::new(store, Clock::system()).signing_with(Signing::new(keys, restored.folder.path().join("new"), None));
    renamed.publish().await.unwrap();
    assert_eq!(newest(&renamed).await.0, restored.newest().await);
}

#[tokio::test]
async fn a_crash_before_the_checkpoint_is_kept_is_made_good() {
    let register = TestRegister::at("2026-01-20").await;
    register.registry.publish().await.unwrap();
    register.miner(1, "2024-02-01", None).await;
    register.registry.publish().await.unwrap();
    let (size, note) = newest(&register.registry).await;
    // What a process remembers that died before its checkpoint was in the database: the same tree, signed once more.
    let other = TestRegister::at("2026-01-20").await;
    let registry = beside(&other.database.url, &register.folder.path().join("elsewhere")).await;
    registry.publish().await.unwrap();
    other.miner(1, "2024-02-01", None).await;
    registry.publish().await.unwrap();
    assert_eq!(newest(&registry).await.0, size);
    let again = beside(&register.database.url, &register.folder.path().join("signed")).await;
    again.check_signed().await.unwrap();
    again.publish().await.unwrap();
    assert_eq!(newest(&again).await, (size, note));
}

#[tokio::test]
async fn after_a_new_key_both_sign_until_the_old_one_is_retired() {
    let register = TestRegister::at("2026-01-20").await;
    register.registry.publish().await.unwrap();
    let old = signing_keys();
    let rotated = old.clone().rotated([[7; 32], [8; 32]], Instant::from_micros(1));
    let retired = rotated.clone().retired(&old.generations()[0].name(), Instant::from_micros(2)).unwrap();
    for (n, (keys, by_old, by_new)) in [(rotated.clone(), true, true), (retired, false, true)].into_iter().enumerate() {
        register.miner(n + 1, "2024-02-01", None).await;
        let store = Store::open(&register.database.url).await.unwrap();
        let memory = register.folder.path().join("signed");
        let registry = Registry::new(store, Clock::system()).signing_with(Signing::new(keys.clone(), memory, None));
        registry.check_signed().await.unwrap();
        registry.publish().await.unwrap();
        let note = Note::parse(newest(&registry).await.1.as_bytes()).unwrap();
        assert!(Checkpoint::open(&note, &keys.log_keys()).is_ok());
        assert_eq!(Checkpoint::open(&note, &old.log_keys()).is_ok(), by_old);
        assert_eq!(Checkpoint::open(&note, &rotated.log_keys()[..1]).is_ok(), by_new);
    }
}

/// Changes the database by force, past what it refuses.
async fn force(register: &TestRegister, sql: &str) {
    let database = Database::connect(&register.database.url).await.unwrap();
    let allow = if register.database.is_postgres() {
        "ALTER TABLE act DISABLE TRIGGER act_no_update"
    } else {
        "DROP TRIGGER act_no_update"
    };
    database.execute_unprepared(allow).await.unwrap();
    database.execute_unprepared(sql).await.unwrap();
    database.close().await.unwrap();
}

/// A register of more than a tile of acts, over which a checkpoint is signed.
async fn signed_register() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    warn(&register, 300).await;
    register.registry.publish().await.unwrap();
    register.registry.check_entries().await.unwrap();
    register
}

#[tokio::test]
async fn no_proof_is_given_of_a_leaf_that_was_changed_in_the_database() {
    let register = signed_register().await;
    force(&register, "UPDATE act SET leaf_hash = (SELECT leaf_hash FROM act WHERE seq = 1) WHERE seq = 100").await;
    let again = beside(&register.database.url, &register.folder.path().join("signed")).await;
    let served = again.tile("0/000".parse().unwrap()).await;
    assert!(matches!(served, Err(LogError::Changed(_))), "{served:?}");
}

#[tokio::test]
async fn nothing_is_signed_over_an_entry_that_was_changed_in_the_database() {
    let register = signed_register().await;
    force(&register, "UPDATE act SET entry = (SELECT entry FROM act WHERE seq = 1) WHERE seq = 100").await;
    let again = beside(&register.database.url, &register.folder.path().join("signed")).await;
    again.check_signed().await.expect("the tree is what it was");
    let found = again.check_entries().await;
    assert!(matches!(found, Err(LogError::Changed(_))), "{found:?}");
    register.miner(1, "2024-02-01", None).await;
    let refused = again.publish().await.unwrap_err();
    assert!(matches!(refused, LogError::Changed(_)) && refused.to_string().contains("Restore a backup"), "{refused}");
}
