//! What an answer costs beside the bare SQL of its own statements, on a register of 10,000 licensees.
//!
//! `cargo bench`; `TIZILIM_BENCH_LICENSEES` sets another size, `TIZILIM_BENCH_DATABASE` an empty PostgreSQL database in
//! place of a SQLite file. Prints medians, the number of statements, and the ratio of the two: the ratios hold from
//! machine to machine, the times do not.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait};
use tizilim::demo::{Options, generate};
use tizilim::domain::act::{Content, Draft, Naming};
use tizilim::domain::authorisation::LicenseeRole;
use tizilim::domain::office::Role;
use tizilim::domain::text::Text;
use tizilim::domain::view::View;
use tizilim::registry::{Clock, Filter, Listing, Order, PageRequest, Principal, Registry, SubjectKey};
use tizilim::store::Store;

const ROUNDS: usize = 300;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let licensees = std::env::var("TIZILIM_BENCH_LICENSEES").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let made = Instant::now();
    generate(&registry, &Options { licensees, seed: 1, today: registry.today(), power_from: registry.today().minus_months(13) })
        .await
        .expect("a register");
    let view = registry.view_now().await.expect("a view");
    println!(
        "{licensees} miners, {} acts, made in {:.1} s, {:?}\n",
        view.seq,
        made.elapsed().as_secs_f32(),
        registry.store().backend()
    );

    let bare =
        Database::connect(ConnectOptions::new(&url).max_connections(1).test_before_acquire(false).sqlx_logging(false).to_owned())
            .await
            .expect("a connection");
    println!("{:<44} {:>10} {:>12} {:>12} {:>7}", "", "statements", "answer", "bare SQL", "ratio");
    verify(&registry, &bare, view, licensees).await;
    assessments(&registry, &bare, view, 1).await;
    assessments(&registry, &bare, view, 500).await;
    page(&registry, &bare, view).await;
    act(&registry, &bare).await;
}

/// `verify` by BIN, each time of another miner.
async fn verify(registry: &Registry, bare: &DatabaseConnection, view: View, licensees: usize) {
    let listing = Listing { role: LicenseeRole::Miner, filter: Filter::default(), status: Vec::new(), order: Order::default() };
    let all = registry.page(&listing, &PageRequest { after: None, size: licensees as u64 }, view).await.expect("a page");
    let step = (all.items.len() / ROUNDS).max(1);
    let bins: Vec<_> = all.items.iter().step_by(step).map(|(licensee, _)| licensee.organisation.bin).collect();
    let (mut answers, mut floors, mut statements) = (Vec::new(), Vec::new(), 0);
    for bin in bins {
        let key = SubjectKey::Bin(bin);
        let (_, heard) = registry.store().listen(registry.verify(&key, LicenseeRole::Miner, view)).await;
        answers.push(timed(async { drop(registry.verify(&key, LicenseeRole::Miner, view).await.expect("a verdict")) }).await);
        floors.push(timed_warm(bare, &heard).await);
        statements = statements.max(heard.len());
    }
    show("verify by BIN", statements, answers, floors);
}

/// The assessments of so many miners at once, the entries already at hand.
async fn assessments(registry: &Registry, bare: &DatabaseConnection, view: View, many: usize) {
    let listing = Listing { role: LicenseeRole::Miner, filter: Filter::default(), status: Vec::new(), order: Order::default() };
    let page = registry.page(&listing, &PageRequest { after: None, size: many as u64 }, view).await.expect("a page");
    let licensees: Vec<_> = page.items.into_iter().map(|(licensee, _)| licensee).collect();
    let answer = async || drop(registry.assess(&licensees, view).await.expect("assessments"));
    let (mut answers, mut floors, mut statements) = (Vec::new(), Vec::new(), 0);
    for _ in 0..(ROUNDS / many).max(ROUNDS / 30) {
        let ((), heard) = registry.store().listen(answer()).await;
        answers.push(timed(answer()).await);
        floors.push(timed_warm(bare, &heard).await);
        statements = statements.max(heard.len());
    }
    show(&format!("assessment of {}", licensees.len()), statements, answers, floors);
}

/// A page of fifty miners with their compliance.
async fn page(registry: &Registry, bare: &DatabaseConnection, view: View) {
    let listing = Listing { role: LicenseeRole::Miner, filter: Filter::default(), status: Vec::new(), order: Order::default() };
    let (mut answers, mut floors, mut statements) = (Vec::new(), Vec::new(), 0);
    let mut after = None;
    for _ in 0..ROUNDS / 10 {
        let request = PageRequest { after: after.clone(), size: 50 };
        let answer = async || {
            let page = registry.page(&listing, &request, view).await.expect("a page");
            let licensees: Vec<_> = page.items.iter().map(|(licensee, _)| Arc::clone(licensee)).collect();
            registry.assess(&licensees, view).await.expect("assessments");
            page.items.last().map(|(_, place)| place.clone())
        };
        let (last, heard) = registry.store().listen(answer()).await;
        answers.push(timed(async { drop(answer().await) }).await);
        floors.push(timed_warm(bare, &heard).await);
        statements = statements.max(heard.len());
        after = last;
    }
    show("a page of 50 miners with compliance", statements, answers, floors);
}

/// One act, up to but without the commit: a surrender. The commit waits for the disk and is shown apart.
async fn act(registry: &Registry, bare: &DatabaseConnection) {
    let ministry = Principal::program(Role::Ministry);
    let key = SubjectKey::Number("DEMO-M-0001".to_owned());
    let view = registry.view_now().await.expect("a view");
    let licence = registry.licensee(LicenseeRole::Miner, &key, view).await.expect("an answer").expect("the exemplary miner");
    let draft = |n: usize| Draft {
        effective_on: view.on,
        reason: text("A benchmark"),
        reference: text("BENCH"),
        idempotency_key: text(&format!("bench-{n}")),
        expected_sequence: None,
        content: Content::SurrenderLicence(Naming { authorisation: licence.authorisation.id }),
    };
    let at = Clock::system().now();
    let record_and_abandon = async |n: usize| {
        let mut session = registry.session().await.expect("a session");
        session.record(&ministry, draft(n), at).await.expect("recorded");
        session.abandon().await.expect("abandoned");
    };
    let (mut answers, mut floors, mut statements) = (Vec::new(), Vec::new(), 0);
    for n in 0..ROUNDS {
        let ((), heard) = registry.store().listen(record_and_abandon(n)).await;
        answers.push(timed(record_and_abandon(n)).await);
        floors.push(timed(run_bare_and_roll_back(bare, &heard)).await);
        statements = statements.max(heard.len());
    }
    show("one act, without the commit", statements, answers, floors);

    let mut whole = Vec::new();
    for n in 0..ROUNDS / 3 {
        let firm =
            tizilim::domain::bin::Bin::complete(&format!("30{:02}40{:05}", 1 + n % 12, n)).map(|bin| (bin, draft(1_000 + n)));
        let Some((bin, mut draft)) = firm else { continue };
        draft.content = Content::RegisterOrganisation { bin, details: licence.organisation.details.clone() };
        let record = async {
            registry.record(&ministry, draft).await.expect("recorded");
        };
        whole.push(timed(record).await);
    }
    println!("{:<44} {:>10} {:>12}", "one act, with the commit", "", micros(median(whole)));
}

async fn run_bare(bare: &DatabaseConnection, statements: &[Statement]) {
    for statement in statements {
        bare.query_all_raw(statement.clone()).await.expect("the same statement");
    }
}

/// The answer was timed after it had been made once; its floor is too.
async fn timed_warm(bare: &DatabaseConnection, statements: &[Statement]) -> Duration {
    run_bare(bare, statements).await;
    timed(run_bare(bare, statements)).await
}

async fn run_bare_and_roll_back(bare: &DatabaseConnection, statements: &[Statement]) {
    let transaction = bare.begin().await.expect("a transaction");
    for statement in statements.iter().filter(|statement| !is_transaction(&statement.sql)) {
        if statement.sql.starts_with("SELECT") || statement.sql.contains("RETURNING") {
            transaction.query_all_raw(statement.clone()).await.expect("the same statement");
        } else {
            transaction.execute_raw(statement.clone()).await.expect("the same statement");
        }
    }
    transaction.rollback().await.expect("rolled back");
}

fn is_transaction(sql: &str) -> bool {
    ["BEGIN", "COMMIT", "ROLLBACK"].iter().any(|word| sql.starts_with(word))
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let started = Instant::now();
    work.await;
    started.elapsed()
}

fn show(what: &str, statements: usize, answers: Vec<Duration>, floors: Vec<Duration>) {
    let (answer, floor) = (median(answers), median(floors));
    let ratio = answer.as_secs_f64() / floor.as_secs_f64();
    println!("{what:<44} {statements:>10} {:>12} {:>12} {ratio:>6.2}×", micros(answer), micros(floor));
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn micros(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}

fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::try_from(text).expect("a text")
}
