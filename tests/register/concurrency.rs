//! Many at once: no gap, no loss, nothing twice.

use std::collections::BTreeSet;

use tizilim::domain::office::Role;
use tizilim::domain::sequence::Sequence;
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;
use tokio::task::JoinSet;

use crate::support::acts::{bin, register as registration};
use crate::support::{TestRegister, officer};

/// Another process on the same database, as far as the database can tell.
async fn another(register: &TestRegister) -> Registry {
    let registry = register.registry.clone();
    let store = Store::open(&register.database.url).await.expect("a second store");
    Registry::new(store, Clock::by(move || tizilim::domain::instant::Instant::start_of(registry.today())))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acts_of_two_processes_are_numbered_without_a_gap() {
    let register = TestRegister::at("2026-01-20").await;
    let before = register.newest().await.number();
    let mut writers = JoinSet::new();
    let second = another(&register).await;
    for n in 0..50 {
        let registry = if n % 2 == 0 { register.registry.clone() } else { second.clone() };
        let draft = register.draft("2026-01-19", registration(bin(n), &format!("Үлгі {n}")));
        writers.spawn(async move { registry.record(&officer(Role::Ministry), draft).await.expect("recorded").sequence.number() });
    }
    let numbers: BTreeSet<i64> = writers.join_all().await.into_iter().collect();
    assert_eq!(numbers, (before + 1..=before + 50).collect::<BTreeSet<i64>>());
    assert_eq!(register.newest().await.number(), before + 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_sent_many_times_at_once_is_one_act() {
    let register = TestRegister::at("2026-01-20").await;
    let draft = register.draft("2026-01-19", registration(bin(1), "Үлгі"));
    let second = another(&register).await;
    let mut writers = JoinSet::new();
    for n in 0..16 {
        let registry = if n % 2 == 0 { register.registry.clone() } else { second.clone() };
        let draft = draft.clone();
        writers.spawn(async move { registry.record(&officer(Role::Ministry), draft).await.expect("recorded") });
    }
    let recorded = writers.join_all().await;
    assert_eq!(recorded.iter().filter(|act| !act.repeated).count(), 1);
    assert_eq!(recorded.iter().map(|act| act.sequence).collect::<BTreeSet<_>>().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_take_one_number_one_gets_it() {
    let register = TestRegister::at("2026-01-20").await;
    let mut firms = Vec::new();
    for n in 0..8 {
        firms.push(register.firm(n).await);
    }
    let mut writers = JoinSet::new();
    for firm in firms {
        let registry = register.registry.clone();
        let draft = register.draft("2026-01-19", crate::support::acts::mining(firm, "M-1", None));
        writers.spawn(async move { registry.record(&officer(Role::Ministry), draft).await.is_ok() });
    }
    assert_eq!(writers.join_all().await.into_iter().filter(|recorded| *recorded).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_together_record_the_starting_rules_once() {
    let register = TestRegister::without_rules("2026-01-20").await;
    let mut instances = JoinSet::new();
    for _ in 0..4 {
        let registry = another(&register).await;
        instances.spawn(async move { registry.init().await.expect("starting rules") });
    }
    assert_eq!(instances.join_all().await.into_iter().filter(|first| *first).count(), 1);
    let rules = tizilim::compliance::starting_set::drafts().unwrap().len();
    assert_eq!(register.newest().await, Sequence::new(i64::try_from(rules).unwrap()).unwrap());
}

#[tokio::test]
async fn a_caller_who_goes_away_leaves_nothing_half_written() {
    let register = TestRegister::at("2026-01-20").await;
    let before = register.registry.store().dump().await.unwrap();
    let session = register.registry.session().await.expect("a session");
    drop(session);
    assert_eq!(register.registry.store().dump().await.unwrap(), before);
    register.firm(1).await;
}
