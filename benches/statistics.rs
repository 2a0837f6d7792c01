//! What totals over years of hourly readings cost, beside the bare SQL of their own statements.
//!
//! `cargo bench --bench statistics`; `TIZILIM_BENCH_LICENSEES` sets the number of miners (60), `TIZILIM_BENCH_MONTHS` the
//! months of which power is told hour by hour (36), `TIZILIM_BENCH_DATABASE` an empty PostgreSQL database in place of a
//! SQLite file. Prints medians, the number of statements, the bytes of the answer, and the ratio of answer and bare SQL: the
//! ratios hold from machine to machine, the times do not.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::Request;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tizilim::demo::{Options, generate};
use tizilim::domain::view::View;
use tizilim::graphql::Asked;
use tizilim::graphql::gate::Terms;
use tizilim::graphql::schema::{self, RegisterSchema};
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;

const ROUNDS: usize = 30;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

fn setting(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

async fn run() {
    let (licensees, months) = (setting("TIZILIM_BENCH_LICENSEES", 60), setting("TIZILIM_BENCH_MONTHS", 36));
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let today = registry.today();
    let options = Options {
        licensees: usize::try_from(licensees).expect("a number of miners"),
        seed: 1,
        today,
        power_from: today.minus_months(months),
    };
    let made = Instant::now();
    generate(&registry, &options).await.expect("a register");
    let view = registry.view_now().await.expect("a view");
    let connect = ConnectOptions::new(&url).max_connections(1).test_before_acquire(false).sqlx_logging(false).to_owned();
    let bare = Database::connect(connect).await.expect("a connection");
    println!(
        "{licensees} miners, {} acts, {} rows of readings of up to 24 hours, made in {:.1} s, {:?}\n",
        view.seq,
        readings(&bare).await,
        made.elapsed().as_secs_f32(),
        registry.store().backend()
    );
    println!("{:<44} {:>10} {:>8} {:>12} {:>12} {:>7}", "", "statements", "bytes", "answer", "bare SQL", "ratio");
    let bench = Bench { registry, bare, schema: schema::build(), view };
    let from = today.minus_months(months);
    for (what, fields) in [
        ("licensees by month", "licensees { month role standing count }"),
        ("energy by month, zone and source", "energy { month zone source kwh licensees awardedKwh }"),
        ("sale share by year", "saleShare { year asset distributed sold share required }"),
        (
            "all of them",
            "licensees { month role standing count } energy { month zone source kwh awardedKwh } saleShare { year asset sold share }",
        ),
    ] {
        bench.ask(what, &format!("{{ statistics(from: \"{from}\", until: \"{today}\") {{ {fields} sequence }} }}")).await;
    }
    let yesterday = today.previous();
    let energy = "energy { month zone source kwh licensees awardedKwh }";
    let then = format!("{{ at(date: \"{yesterday}\") {{ statistics(from: \"{from}\", until: \"{today}\") {{ {energy} }} }} }}");
    bench.ask("energy, as of yesterday", &then).await;
    let sessions =
        "edges { node { deliveryDate zone quotaKwh awardedKwh hours { hour quotaKwh bidKwh awardedKwh startPrice } } }";
    bench.ask("fifty sessions", &format!("{{ surplusSessions(from: \"{from}\", until: \"{today}\") {{ {sessions} }} }}")).await;
}

struct Bench {
    registry: Registry,
    bare: DatabaseConnection,
    schema: RegisterSchema,
    view: View,
}

impl Bench {
    async fn ask(&self, what: &str, question: &str) {
        let answer = async || {
            let terms = Arc::new(Terms::default());
            let asked = Asked::new(self.registry.clone(), terms, self.view, None);
            let response = self.schema.execute(Request::new(question).data(asked)).await;
            assert!(response.errors.is_empty(), "{:?}", response.errors);
            response.data.into_json().expect("JSON").to_string().len()
        };
        let (mut answers, mut floors, mut statements, mut bytes) = (Vec::new(), Vec::new(), 0, 0);
        for _ in 0..ROUNDS {
            let (_, heard) = self.registry.store().listen(answer()).await;
            answers.push(timed(async { bytes = answer().await }).await);
            run_bare(&self.bare, &heard).await;
            floors.push(timed(run_bare(&self.bare, &heard)).await);
            statements = statements.max(heard.len());
        }
        let (answer, floor) = (median(answers), median(floors));
        let ratio = answer.as_secs_f64() / floor.as_secs_f64();
        println!("{what:<44} {statements:>10} {bytes:>8} {:>9} µs {:>9} µs {ratio:>6.2}×", answer.as_micros(), floor.as_micros());
    }
}

async fn readings(bare: &DatabaseConnection) -> i64 {
    let count = Statement::from_string(bare.get_database_backend(), "SELECT COUNT(*) AS held FROM reading");
    let row = bare.query_one_raw(count).await.expect("a count").expect("a row");
    row.try_get("", "held").expect("a number")
}

async fn run_bare(bare: &DatabaseConnection, statements: &[Statement]) {
    for statement in statements {
        bare.query_all_raw(statement.clone()).await.expect("the same statement");
    }
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let started = Instant::now();
    work.await;
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
