//! What the tests stand on: a register of their own, people with tokens, a server to ask.

pub(crate) mod acts;
pub(crate) mod database;
pub(crate) mod events;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod server;
pub(crate) mod witness;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tizilim::domain::act::{Content, Draft};
use tizilim::domain::day::Day;
use tizilim::domain::instant::Instant;
use tizilim::domain::office::Role;
use tizilim::domain::refusal::RefusalCode;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::text::Text;
use tizilim::domain::view::View;
use tizilim::journal::keys::Keys;
use tizilim::registry::record::{RecordError, Recorded};
use tizilim::registry::{Clock, Principal, Registry, Signing};
use tizilim::store::Store;

use database::TestDatabase;

/// A register of its own for each test, with a clock that the test sets.
pub(crate) struct TestRegister {
    pub(crate) registry: Registry,
    pub(crate) database: TestDatabase,
    clock: Arc<AtomicI64>,
    keys: AtomicI64,
    /// Where it is remembered what was signed.
    pub(crate) folder: tempfile::TempDir,
}

/// The keys by which registers of tests sign.
pub(crate) fn signing_keys() -> Keys {
    let address = "https://register.example".parse().expect("an address");
    Keys::create(address, [[1; 32], [2; 32], [3; 32]], Instant::from_micros(0))
}

/// A day as tests write it.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A text as tests write it.
pub(crate) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::try_from(text).expect("a text")
}

/// Someone in a role.
pub(crate) fn officer(role: Role) -> Principal {
    Principal::program(role)
}

impl TestRegister {
    /// An empty register but for its starting rules, at noon of a day.
    pub(crate) async fn at(today: &str) -> Self {
        let register = Self::without_rules(today).await;
        register.registry.init().await.expect("starting rules");
        register
    }

    /// A register without any act.
    pub(crate) async fn without_rules(today: &str) -> Self {
        let database = TestDatabase::fresh().await;
        let clock = Arc::new(AtomicI64::new(noon(day(today))));
        let told = Arc::clone(&clock);
        let store = Store::open(&database.url).await.expect("a store");
        let registry = Registry::new(store, Clock::by(move || Instant::from_micros(told.load(Ordering::Relaxed))));
        let folder = tempfile::tempdir().expect("a folder");
        let registry = registry.signing_with(Signing::new(signing_keys(), folder.path().join("signed"), None));
        Self { registry, database, clock, keys: AtomicI64::new(0), folder }
    }

    /// Turns the clock to noon of a day.
    pub(crate) fn turn_to(&self, today: &str) {
        self.clock.store(noon(day(today)), Ordering::Relaxed);
    }

    /// The view of a day, of the newest act.
    pub(crate) async fn view(&self, on: &str) -> View {
        View { on: day(on), seq: self.newest().await }
    }

    pub(crate) async fn newest(&self) -> Sequence {
        self.registry.view_now().await.expect("a view").seq
    }

    /// A draft with a key of its own.
    pub(crate) fn draft(&self, on: &str, content: Content) -> Draft {
        Draft {
            effective_on: day(on),
            reason: text("Because a test says so"),
            reference: text("TEST-1"),
            idempotency_key: text(&format!("key-{}", self.keys.fetch_add(1, Ordering::Relaxed))),
            expected_sequence: None,
            content,
        }
    }

    /// Records an act in a role.
    pub(crate) async fn record(&self, role: Role, on: &str, content: Content) -> Result<Recorded, RecordError> {
        self.registry.record(&officer(role), self.draft(on, content)).await
    }

    /// Records an act in a role, which must succeed.
    pub(crate) async fn act(&self, role: Role, on: &str, content: Content) -> Sequence {
        match self.record(role, on, content).await {
            Ok(recorded) => recorded.sequence,
            Err(error) => panic!("refused: {error}"),
        }
    }

    /// Records an act in a role, which must be refused and leave no trace; gives the code.
    pub(crate) async fn refused(&self, role: Role, on: &str, content: Content) -> RefusalCode {
        let before = self.registry.store().dump().await.expect("a dump");
        let code = match self.record(role, on, content).await {
            Err(RecordError::Refused(refusal)) => refusal.code,
            other => panic!("not refused: {other:?}"),
        };
        assert_eq!(before, self.registry.store().dump().await.expect("a dump"), "a refused act left a trace");
        code
    }
}

fn noon(day: Day) -> i64 {
    Instant::start_of(day).micros() + 12 * 3_600 * 1_000_000
}
