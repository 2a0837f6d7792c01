//! Two processes of the program on one database: who follows one sees the acts of both, each once, whatever dies.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tizilim::domain::office::Role;
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;
use tokio::task::JoinHandle;

use crate::support::acts::bin;
use crate::support::database::TestDatabase;
use crate::support::day;
use crate::support::events::Events;
use crate::support::process::Process;

/// The time after which a test is taken to hang.
const HANGS: Duration = Duration::from_secs(60);

const FOLLOW: &str = "subscription FollowActs($after: Int) {
  acts(afterSequence: $after) { sequence kind subject { __typename id } changedFields }
}";

const REGISTER: &str = "mutation($input: RegisterOrganisationInput!) {
  registerOrganisation(input: $input) { act { sequence } problems { code message path } } }";

/// Someone who follows one of the processes, and comes back with one number whenever the connection ends.
struct Follower {
    told: Arc<Mutex<Vec<i64>>>,
    /// Where the process listens now.
    at: Arc<Mutex<String>>,
    task: JoinHandle<()>,
}

impl Follower {
    fn of(process: &Process) -> Self {
        let (told, at) = (Arc::<Mutex<Vec<i64>>>::default(), Arc::new(Mutex::new(process.base.clone())));
        let task = tokio::spawn(follow(Arc::clone(&told), Arc::clone(&at)));
        Self { told, at, task }
    }

    fn goes_on_at(&self, process: &Process) {
        self.at.lock().unwrap().clone_from(&process.base);
    }

    /// All that it was told, once that reaches an act.
    async fn told_until(&self, newest: i64) -> Vec<i64> {
        let begun = Instant::now();
        loop {
            let told = self.told.lock().unwrap().clone();
            if told.last().is_some_and(|last| *last >= newest) {
                return told;
            }
            assert!(begun.elapsed() < HANGS, "{newest} was not told, only {:?}", told.last());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn follow(told: Arc<Mutex<Vec<i64>>>, at: Arc<Mutex<String>>) {
    loop {
        let (base, after) = (at.lock().unwrap().clone(), told.lock().unwrap().last().copied().unwrap_or(0));
        if let Ok(mut events) = Events::at(&base, None, FOLLOW, json!({ "after": after }), None).await {
            while let Some(event) = events.read().await {
                assert_eq!(event.name, "next", "{event:?}");
                let answer: Value = serde_json::from_str(&event.data).unwrap();
                told.lock().unwrap().push(answer["data"]["acts"]["sequence"].as_i64().unwrap_or_else(|| panic!("{answer:#}")));
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Records an act through a process; gives its number.
async fn act(process: &Process, token: &str, n: usize) -> i64 {
    let input = json!({
        "bin": bin(n).digits(), "names": { "kk": format!("«Үлгі {n}» ЖШС"), "ru": format!("ТОО «Үлгі {n}»") }, "region": "55",
        "effectiveOn": "2023-04-03", "reason": "Because a test says so", "reference": "TEST-1", "idempotencyKey": format!("key-{n}"),
    });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(format!("{}/graphql", process.base)).bearer_auth(token);
    let answer = request.json(&json!({ "query": REGISTER, "variables": { "input": input } })).send().await.expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    answer["data"]["registerOrganisation"]["act"]["sequence"].as_i64().unwrap_or_else(|| panic!("{answer:#}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_follows_one_process_sees_the_acts_of_both_whatever_dies() {
    let database = TestDatabase::fresh().await;
    let (mut a, mut b) = (Process::start(&database.url), Process::start(&database.url));
    let registry = Registry::new(Store::open(&database.url).await.expect("a store"), Clock::system());
    let token = registry.create_token(Role::Ministry, "test", day("2099-12-31")).await.expect("a token").bearer;
    let (of_a, of_b) = (Follower::of(&a), Follower::of(&b));
    let mut n = 0..;
    let mut next = || n.next().unwrap();
    let mut newest = 0;

    // Both run.
    for _ in 0..8 {
        act(&a, &token, next()).await;
        newest = act(&b, &token, next()).await;
    }
    // A dies while B goes on, and comes back.
    a.kill();
    for _ in 0..8 {
        newest = act(&b, &token, next()).await;
    }
    of_b.told_until(newest).await;
    a = Process::start(&database.url);
    of_a.goes_on_at(&a);
    for _ in 0..4 {
        act(&b, &token, next()).await;
        newest = act(&a, &token, next()).await;
    }
    // B is told to stop, with a follower on it, and comes back.
    let stopping = Instant::now();
    assert!(b.stop(), "a follower keeps no server from stopping well");
    assert!(stopping.elapsed() < Duration::from_secs(10), "nor for long");
    for _ in 0..8 {
        newest = act(&a, &token, next()).await;
    }
    b = Process::start(&database.url);
    of_b.goes_on_at(&b);
    for _ in 0..4 {
        act(&a, &token, next()).await;
        newest = act(&b, &token, next()).await.max(newest);
    }

    let expected: Vec<i64> = (1..=newest).collect();
    assert_eq!(of_a.told_until(newest).await, expected, "none lost, none twice, in order");
    assert_eq!(of_b.told_until(newest).await, expected, "none lost, none twice, in order");
    let listed = registry.acts(tizilim::domain::sequence::Sequence::EMPTY, registry.view_now().await.unwrap().seq, 1_000);
    let listed: Vec<i64> = listed.await.unwrap().iter().map(|act| act.said.sequence.number()).collect();
    assert_eq!(listed, expected);
}

/// Word of an act comes with the act, not with the next look.
#[tokio::test]
async fn postgresql_carries_word_of_an_act_to_the_other_processes() {
    use futures_util::StreamExt;

    let register = crate::support::TestRegister::at("2026-01-20").await;
    let other = Store::open(&register.database.url).await.expect("a second store");
    let mut wakes = other.wakes();
    let mut woken = async |within: Duration| tokio::time::timeout(within, wakes.next()).await.is_ok();
    if !register.database.is_postgres() {
        assert!(!woken(Duration::from_millis(100)).await, "SQLite carries no word");
        return;
    }
    assert!(woken(HANGS).await, "it began to listen");
    assert!(!woken(Duration::from_millis(300)).await, "nothing happened since");
    register.firm(1).await;
    assert!(woken(HANGS).await);
    let session = register.registry.session().await.expect("a session");
    session.abandon().await.expect("abandoned");
    assert!(!woken(Duration::from_millis(300)).await, "what was not recorded is not told");
}
