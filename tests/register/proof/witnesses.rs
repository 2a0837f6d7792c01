//! Witnesses over HTTP: they sign what grows, refuse a fork, and nobody else's failing keeps one from counting.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode};
use axum::routing::post;
use tizilim::domain::instant::Instant as Moment;
use tizilim::domain::sequence::Sequence;
use tizilim::journal::checkpoint::Checkpoint;
use tizilim::journal::keys::Keys;
use tizilim::journal::note::{KeyName, Note, NoteKey, NoteSigner};
use tizilim::journal::witnessing::{AddCheckpoint, LONGEST, SIZE_TYPE};
use tizilim::registry::{LogError, Registry, Signing};

use crate::support::witness::{Stoppable, TestWitness, at, witness_key};
use crate::support::{TestRegister, signing_keys};

fn seq(number: i64) -> Sequence {
    Sequence::new(number).unwrap()
}

/// The newest checkpoint that was published, checked as the log's.
async fn published(registry: &Registry) -> (Checkpoint, Note) {
    let stored = registry.checkpoint_within(Sequence::OPEN).await.unwrap().unwrap();
    let note = Note::parse(stored.note.as_bytes()).unwrap();
    let checkpoint = Checkpoint::open(&note, &registry.signing().unwrap().keys().log_keys()).unwrap();
    assert_eq!((checkpoint.size, checkpoint.root), (stored.size, stored.root));
    (checkpoint, note)
}

/// Which of these witnesses signed it.
fn signed_by(note: &Note, keys: &[NoteKey]) -> Vec<String> {
    let signed = note.verify(keys).map(|signed| signed.iter().map(|signed| signed.by.name().to_string()).collect());
    signed.unwrap_or_default()
}

/// What a register would ask of a witness.
async fn request(registry: &Registry, old: Sequence) -> AddCheckpoint {
    let size = registry.view_now().await.unwrap().seq;
    let note = published(registry).await.1;
    AddCheckpoint { old, proof: registry.prove_growth(old, size).await.unwrap(), note }
}

async fn send(url: &str, body: impl Into<reqwest::Body>) -> (u16, String, String) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let response = client.post(url).body(body).send().await.unwrap();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    (response.status().as_u16(), kind, response.text().await.unwrap())
}

#[tokio::test]
async fn a_witness_signs_a_log_that_grows() {
    let witness = TestWitness::start(11).await;
    let register = TestRegister::at("2026-01-20").await;
    let registry = register.witnessed(vec![witness.at()], None);
    let mut times = Vec::new();
    for n in 1..=5 {
        register.miner(n, "2024-02-01", None).await;
        registry.publish().await.unwrap();
        let (checkpoint, note) = published(&registry).await;
        assert_eq!(checkpoint.size, register.newest().await);
        let keys = [witness.key()];
        let signed = note.verify(&keys).unwrap();
        times.push(signed[0].at.unwrap());
        let seen = witness.memory().recall(&checkpoint.origin).unwrap().unwrap();
        assert_eq!((seen.size, seen.root), (checkpoint.size, checkpoint.root));
    }
    let now = u64::try_from(tizilim::registry::Clock::system().now().micros() / 1_000_000).unwrap();
    assert!(times.is_sorted() && now - times[4] < 600, "{times:?} are not times of now");
    // A process that starts anew does not know what the witness signed, and is told.
    let again = register.witnessed(vec![witness.at()], None);
    register.miner(6, "2024-02-01", None).await;
    again.publish().await.unwrap();
    assert_eq!(signed_by(&published(&again).await.1, &[witness.key()]), ["w11.example"]);
    // And one beside it, which knows less than the witness.
    register.miner(7, "2024-02-01", None).await;
    registry.publish().await.unwrap();
    assert_eq!(published(&registry).await.0.size, register.newest().await);
}

#[tokio::test]
async fn nothing_is_published_while_too_few_witnesses_sign() {
    let (one, mut two) = (TestWitness::start(11).await, TestWitness::start(12).await);
    let keys = [one.key(), two.key()];
    let register = TestRegister::at("2026-01-20").await;
    let registry = register.witnessed(vec![one.at(), two.at()], None);
    registry.publish().await.unwrap();
    let (before, note) = published(&registry).await;
    assert_eq!(signed_by(&note, &keys), ["w11.example", "w12.example"]);
    two.stop().await;
    register.miner(1, "2024-02-01", None).await;
    let error = registry.publish().await.unwrap_err();
    let size = register.newest().await;
    assert!(matches!(&error, LogError::Quorum { have: 1, need: 2, size: told } if *told == size), "{error}");
    assert!(error.to_string().starts_with("1 of the 2 witnesses"), "{error}");
    assert_eq!(published(&registry).await.0, before, "what was published stays");
    assert!(matches!(registry.checkpoint_over(size).await, Err(LogError::Quorum { .. })), "no receipt either");
    // Enough for a register that wants one of them.
    let other = register.witnessed(vec![one.at(), two.at()], Some(1));
    register.miner(2, "2024-02-01", None).await;
    other.publish().await.unwrap();
    assert_eq!(signed_by(&published(&other).await.1, &keys), ["w11.example"]);
    // The first is satisfied by what the other one published, and the second witness signs again once it is back.
    registry.publish().await.unwrap();
    register.miner(3, "2024-02-01", None).await;
    assert!(matches!(registry.publish().await, Err(LogError::Quorum { .. })));
    two.again().await;
    registry.publish().await.unwrap();
    let (after, note) = published(&registry).await;
    assert_eq!(after.size, register.newest().await);
    assert_eq!(signed_by(&note, &keys), ["w11.example", "w12.example"]);
}

#[tokio::test]
async fn a_witness_refuses_a_fork_before_and_after_a_restart() {
    let mut witness = TestWitness::start(11).await;
    let register = TestRegister::at("2026-01-20").await;
    let registry = register.witnessed(vec![witness.at()], None);
    for n in 1..3 {
        register.miner(n, "2024-02-01", None).await;
    }
    registry.publish().await.unwrap();
    let seen = published(&registry).await.0;
    // The same keys over other acts, as many, more and fewer.
    let mut forks = Vec::new();
    for miners in [3..4, 3..5, 3..6] {
        let fork = TestRegister::at("2026-01-20").await;
        for n in miners {
            fork.miner(n, "2024-02-01", None).await;
        }
        forks.push(fork);
    }
    assert!(forks[0].newest().await < seen.size && forks[1].newest().await == seen.size && forks[2].newest().await > seen.size);
    for restarts in 0..2 {
        for fork in &forks {
            let refused = fork.witnessed(vec![witness.at()], None);
            let error = refused.publish().await.unwrap_err();
            assert!(matches!(error, LogError::Quorum { have: 0, need: 1, .. }), "{error}");
            assert_eq!(refused.checkpoint_within(Sequence::OPEN).await.unwrap(), None, "after {restarts} restarts");
        }
        let remembered = witness.memory().recall(&seen.origin).unwrap().unwrap();
        assert_eq!((remembered.size, remembered.root), (seen.size, seen.root));
        witness.again().await;
    }
    // The true one goes on.
    register.miner(3, "2024-02-01", None).await;
    registry.publish().await.unwrap();
    assert_eq!(published(&registry).await.0.size, register.newest().await);
}

#[tokio::test]
async fn what_a_witness_refuses_it_refuses_with_its_status() {
    let witness = TestWitness::start(11).await;
    let register = TestRegister::at("2026-01-20").await;
    let registry = register.witnessed(vec![witness.at()], None);
    registry.publish().await.unwrap();
    let (size, url) = (register.newest().await, witness.url());
    let stands = (409, SIZE_TYPE.to_owned(), format!("{size}\n"));
    assert_eq!(send(&url, request(&registry, seq(0)).await.to_string()).await, stands);
    let (status, _, line) = send(&url, request(&registry, size).await.to_string()).await;
    assert!(status == 200 && line.starts_with("\u{2014} w11.example ") && line.ends_with('\n'), "{line}");
    // A fork of the same size, and one that is larger.
    let fork = TestRegister::at("2026-01-21").await;
    fork.registry.publish().await.unwrap();
    assert_eq!(fork.newest().await, size);
    let (status, kind, words) = send(&url, request(&fork.registry, size).await.to_string()).await;
    assert_eq!((status, kind.starts_with("text/plain"), words.contains("has forked")), (409, true, true), "{words}");
    fork.miner(1, "2024-02-01", None).await;
    fork.registry.publish().await.unwrap();
    let (status, _, words) = send(&url, request(&fork.registry, size).await.to_string()).await;
    assert_eq!((status, words.contains("only grew")), (422, true), "{words}");
    let good = request(&registry, size).await;
    let of_others = Keys::create("https://other.example".parse().unwrap(), [[4; 32]; 3], Moment::from_micros(0));
    let by = |origin: KeyName, signers: &[NoteSigner]| {
        let checkpoint = Checkpoint { origin, ..Checkpoint::parse(good.note.text()).unwrap() };
        AddCheckpoint { note: checkpoint.sign(signers), ..good.clone() }.to_string()
    };
    assert_eq!(send(&url, by(of_others.address().origin(), &of_others.log_signers())).await.0, 404);
    assert_eq!(send(&url, by(signing_keys().address().origin(), &of_others.log_signers())).await.0, 403);
    assert_eq!(send(&url, "old 0\n").await.0, 400);
    assert_eq!(
        send(&url, by(signing_keys().address().origin(), &signing_keys().log_signers()).replace("old ", "old 9")).await.0,
        400
    );
    assert_eq!(send(&url, "x".repeat(LONGEST + 1)).await.0, 413);
    // Nothing of it was remembered.
    assert_eq!(send(&url, request(&registry, seq(0)).await.to_string()).await, stands);
}

#[tokio::test]
async fn lines_that_anyone_can_add_do_no_harm_to_what_is_remembered() {
    let mut witness = TestWitness::start(11).await;
    let register = TestRegister::at("2026-01-20").await;
    register.registry.publish().await.unwrap();
    let mut request = request(&register.registry, seq(0)).await;
    request.note = request.note.with((20..83).map(|seed| witness_key(seed).sign("anything\n", 0)));
    assert_eq!(send(&witness.url(), request.to_string()).await.0, 200);
    witness.again().await;
    let registry = register.witnessed(vec![witness.at()], None);
    register.miner(1, "2024-02-01", None).await;
    registry.publish().await.unwrap();
}

#[tokio::test]
async fn a_damaged_memory_stops_the_signing_of_that_log_alone() {
    let other = Keys::create("https://other.example".parse().unwrap(), [[4; 32], [5; 32], [6; 32]], Moment::from_micros(0));
    let mut witness = TestWitness::of(11, &[&signing_keys(), &other]).await;
    let register = TestRegister::at("2026-01-20").await;
    let registry = register.witnessed(vec![witness.at()], None);
    registry.publish().await.unwrap();
    let files: Vec<_> = std::fs::read_dir(witness.folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let file = files.iter().find(|path| path.extension().unwrap() == "seen").unwrap();
    let whole = std::fs::read(file).unwrap();
    std::fs::write(file, &whole[..whole.len() / 2]).unwrap();
    register.miner(1, "2024-02-01", None).await;
    for _ in 0..2 {
        assert!(matches!(registry.publish().await, Err(LogError::Quorum { have: 0, .. })));
        let good = AddCheckpoint { old: seq(0), proof: Vec::new(), note: published(&registry).await.1 };
        let (status, _, words) = send(&witness.url(), good.to_string()).await;
        assert_eq!((status, words.contains("is damaged")), (500, true), "{words}");
        assert_eq!(std::fs::read(file).unwrap(), whole[..whole.len() / 2], "it did not begin anew");
        witness.again().await;
    }
    let beside = TestRegister::at("2026-01-20").await;
    beside.witnessed_as(other, vec![witness.at()], None).publish().await.unwrap();
    std::fs::write(file, whole).unwrap();
    registry.publish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_histories_shown_at_once_to_two_processes_one_is_signed() {
    let logs: Vec<Keys> = (0..12)
        .map(|n| {
            Keys::create(
                format!("https://r{n}.example").parse().unwrap(),
                [[n; 32], [n + 1; 32], [n + 2; 32]],
                Moment::from_micros(0),
            )
        })
        .collect();
    let watched: Vec<&Keys> = logs.iter().collect();
    let witness = TestWitness::of(11, &watched).await;
    // Another one over the same folder, with nothing in common but the disk.
    let keys = logs.iter().flat_map(Keys::log_keys).collect();
    let logs_again = tizilim::journal::witnessing::Logs::new(keys).unwrap();
    let clock = tizilim::registry::Clock::system();
    let beside = tizilim::witness::Witness::new(witness_key(11), logs_again, witness.memory(), clock);
    let beside = Stoppable::start(beside.router()).await;
    let urls = [witness.url(), format!("http://{}/add-checkpoint", beside.address)];
    for log in &logs {
        let asked = (0..8_u8).map(|n| {
            let checkpoint = Checkpoint { origin: log.address().origin(), size: seq(7), root: [n; 32] };
            let request = AddCheckpoint { old: seq(0), proof: Vec::new(), note: checkpoint.sign(&log.log_signers()) };
            let url = urls[usize::from(n % 2)].clone();
            tokio::spawn(async move { send(&url, request.to_string()).await.0 })
        });
        let asked: Vec<_> = asked.collect();
        let mut statuses = Vec::new();
        for one in asked {
            statuses.push(one.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
    }
}

/// A witness that answers by what a function makes of the request.
async fn liar(answer: impl Fn(AddCheckpoint) -> Response<Body> + Clone + Send + Sync + 'static) -> Stoppable {
    let answer = async move |body: Bytes| answer(AddCheckpoint::parse(&body).unwrap());
    Stoppable::start(Router::new().route("/add-checkpoint", post(answer))).await
}

fn told(status: u16, kind: &str, body: impl Into<Body>) -> Response<Body> {
    Response::builder().status(StatusCode::from_u16(status).unwrap()).header("content-type", kind).body(body.into()).unwrap()
}

#[tokio::test]
async fn a_witness_that_lies_is_dropped_and_the_others_count() {
    let good = TestWitness::start(11).await;
    let register = TestRegister::at("2026-01-20").await;
    let silent = Stoppable::start(Router::new().route("/add-checkpoint", post(std::future::pending::<()>))).await;
    let good_url = good.url();
    let liars = [
        // Its own key over another text; another's key; another's key under its name.
        liar(|_| told(200, "text/plain", format!("{}\n", witness_key(20).sign("other\n", 1)))).await,
        liar(|request| told(200, "text/plain", format!("{}\n", witness_key(11).sign(request.note.text(), 1)))).await,
        liar(|request| {
            let line = witness_key(99).sign(request.note.text(), 1).to_string();
            told(200, "text/plain", line.replace("w99.example", "w22.example") + "\n")
        })
        .await,
        liar(|_| told(200, "text/html", "<h1>It works!</h1>")).await,
        liar(|_| told(200, "text/plain", vec![0xff; 1 << 20])).await,
        liar(|_| told(500, "text/plain", "sorry\u{1b}[2J\n")).await,
        // Sizes that it cannot have signed, that are none, and that change.
        liar(|_| told(409, SIZE_TYPE, "9223372036854775807\n")).await,
        liar(|_| told(409, SIZE_TYPE, "-1\n")).await,
        liar(|request| told(409, SIZE_TYPE, format!("{}\n", u8::from(request.old == seq(0))))).await,
        // What another witness says is not what it says.
        liar(move |_| {
            let mut elsewhere = told(307, "text/plain", "");
            elsewhere.headers_mut().insert("location", good_url.parse().unwrap());
            elsewhere
        })
        .await,
        silent,
    ];
    let mut witnesses: Vec<_> = (20_u8..).zip(&liars).map(|(seed, server)| at(server, seed)).collect();
    let keys: Vec<NoteKey> = witnesses.iter().map(|one| one.key().clone()).chain([good.key()]).collect();
    witnesses.push(good.at());
    let registry = register.witnessed(witnesses.clone(), Some(1));
    for n in 1..=3 {
        register.miner(n, "2024-02-01", None).await;
        registry.publish().await.unwrap();
        let (checkpoint, note) = published(&registry).await;
        assert_eq!(checkpoint.size, register.newest().await);
        assert_eq!(signed_by(&note, &keys), ["w11.example"]);
        // Nor is a line of theirs in it that nobody asked for.
        assert_eq!(note.signatures().len(), 2, "{note}");
    }
    // None of them makes a quorum. The silent one is the last before the good one: it would be waited for.
    witnesses.remove(liars.len() - 1);
    register.miner(4, "2024-02-01", None).await;
    let error = register.witnessed(witnesses, Some(2)).publish().await.unwrap_err();
    assert!(matches!(error, LogError::Quorum { have: 1, need: 2, .. }), "{error}");
}

#[tokio::test]
async fn a_silent_witness_is_left_alone_for_a_while() {
    let good = TestWitness::start(11).await;
    let asked = Arc::new(AtomicU64::new(0));
    let counting = Arc::clone(&asked);
    let never = async move || {
        counting.fetch_add(1, Ordering::Relaxed);
        std::future::pending::<()>().await;
    };
    let silent = Stoppable::start(Router::new().route("/add-checkpoint", post(never))).await;
    let register = TestRegister::at("2026-01-20").await;
    let (witnesses, patience) = (vec![good.at(), at(&silent, 12)], Duration::from_millis(200));
    let registry = register.waiting(signing_keys(), witnesses, None, patience);
    register.miner(1, "2024-02-01", None).await;
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(matches!(registry.publish().await, Err(LogError::Quorum { need: 2, .. })));
    }
    // Twenty receipts that want a checkpoint do not wait one after the other for somebody who is not there.
    let (asked, took) = (asked.load(Ordering::Relaxed), begun.elapsed());
    assert!(asked >= 1 && took >= patience, "it was asked, and waited for");
    assert!(asked <= 1 + took.as_secs() / 5, "asked {asked} times in {took:?}");
}

#[tokio::test]
async fn two_organisations_watch_each_other() {
    let keys = |name: &str, seed: u8| {
        let address = format!("https://{name}.example").parse().unwrap();
        Keys::create(address, [[seed; 32], [seed + 1; 32], [seed + 2; 32]], Moment::from_micros(0))
    };
    let (ours, theirs) = (keys("ours", 1), keys("theirs", 4));
    // Each watches the other's register, and its own.
    let (our_witness, their_witness) =
        (TestWitness::of(11, &[&ours, &theirs]).await, TestWitness::of(12, &[&ours, &theirs]).await);
    let witnesses = vec![our_witness.at(), their_witness.at()];
    let (our_register, their_register) = (TestRegister::at("2026-01-20").await, TestRegister::at("2026-01-20").await);
    let ours = our_register.witnessed_as(ours, witnesses.clone(), None);
    let theirs = their_register.witnessed_as(theirs, witnesses, None);
    for n in 1..=3 {
        our_register.miner(n, "2024-02-01", None).await;
        their_register.miner(n + 10, "2024-02-01", None).await;
        let (one, two) = tokio::join!(ours.publish(), theirs.publish());
        one.unwrap();
        two.unwrap();
        for registry in [&ours, &theirs] {
            let (checkpoint, note) = published(registry).await;
            assert_eq!(signed_by(&note, &[our_witness.key(), their_witness.key()]).len(), 2);
            for witness in [&our_witness, &their_witness] {
                let seen = witness.memory().recall(&checkpoint.origin).unwrap().unwrap();
                assert_eq!((seen.size, seen.root), (checkpoint.size, checkpoint.root));
            }
        }
    }
}

#[tokio::test]
async fn what_a_witness_saw_is_remembered_though_it_did_not_sign() {
    let sorry = liar(|_| told(500, "text/plain", "sorry\n")).await;
    let register = TestRegister::at("2026-01-20").await;
    register.miner(1, "2024-02-01", None).await;
    let registry = register.witnessed(vec![at(&sorry, 20)], None);
    assert!(matches!(registry.publish().await, Err(LogError::Quorum { have: 0, .. })));
    // A backup, brought back beside what the process remembers.
    let restored = TestRegister::at("2026-01-20").await;
    let memory = register.folder.path().join("signed");
    let registry = restored.registry.clone().signing_with(Signing::new(signing_keys(), memory, None));
    let (newest, shrunk) = (register.newest().await, registry.publish().await);
    assert!(matches!(shrunk, Err(LogError::Shrunk { signed, .. }) if signed == newest), "{shrunk:?}");
}
