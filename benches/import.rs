//! What importing readings costs beside parsing the same file and inserting its lines bare, in one transaction.
//!
//! `cargo bench --bench import`; `TIZILIM_BENCH_ROWS` sets the rows of the long file (200,000), `TIZILIM_BENCH_DATABASE` an
//! empty PostgreSQL database in place of a SQLite file. The ratios hold from machine to machine, the rates do not.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait, Value};
use tizilim::domain::day::Day;
use tizilim::files::{FileReport, Listener, Outcome, Step, import};
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;

/// Hears nothing.
struct Silent;

impl Listener for Silent {
    fn progress(&mut self, _: &Path, _: Step, _: u64) {}

    fn done(&mut self, _: &FileReport) {}
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let rows: usize = std::env::var("TIZILIM_BENCH_ROWS").ok().and_then(|text| text.parse().ok()).unwrap_or(200_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/register");
    import(&registry, &examples, &mut Silent).await.expect("the register of the examples");
    let bare = Database::connect(ConnectOptions::new(&url).max_connections(1).sqlx_logging(false).to_owned())
        .await
        .expect("a connection");
    let table = "CREATE TABLE bare_reading (site TEXT, meter TEXT, miner TEXT, source TEXT, on_day TEXT, hour BIGINT, wh BIGINT)";
    bare.execute_unprepared(table).await.expect("a table");

    println!("{:<36} {:>10} {:>12} {:>14} {:>12} {:>7}", "", "rows", "import", "rows/s", "bare", "ratio");
    install(&registry, folder.path(), rows / ROWS_OF_A_METER + 2).await;
    compare(&registry, &bare, folder.path(), "a month of one data centre", 0, 24 * 30).await;
    compare(&registry, &bare, folder.path(), "a long file", 1, rows).await;
    println!("\nMost memory held by the process: {} MiB", most_memory() / 1_024);
}

/// Hours of a meter: so many days, of so many sources.
const DAYS: usize = 800;
const SOURCES: [&str; 4] = ["IMPORT", "RENEWABLE_OWN", "RENEWABLE_THIRD_PARTY", "OFF_GRID_OWN"];
const ROWS_OF_A_METER: usize = 24 * DAYS * SOURCES.len();
/// The data centre of the examples that is read, held since March 2024.
const SITE: &str = "REG-DC-01";
const FIRST: Day = Day::constant(2024, 3, 5);

/// Meters enough for the rows.
async fn install(registry: &Registry, folder: &Path, meters: usize) {
    let examples = include_str!("../examples/register/meters.csv");
    let heading = examples.lines().next().expect("a heading");
    let like = examples.lines().find(|line| line.starts_with("INSTALLED") && line.contains("REG-MT-01")).expect("a meter");
    let row = |at: usize| like.replace("REG-MT-01", &format!("BENCH-MT-{at:02}"));
    let text = format!("{heading}\n{}\n", (0..meters).map(row).collect::<Vec<_>>().join("\n"));
    let file = folder.join("meters.csv");
    std::fs::write(&file, text).expect("a file");
    let reports = import(registry, &file, &mut Silent).await.expect("an import");
    assert!(matches!(reports[0].outcome, Outcome::Recorded { .. }), "{:?}", reports[0].outcome);
}

async fn compare(registry: &Registry, bare: &DatabaseConnection, folder: &Path, what: &str, meter: usize, rows: usize) {
    let file = write_readings(folder, what, meter, rows);
    let floor = timed(parse_and_insert(bare, &file)).await;
    let mut reports = Vec::new();
    let imported = timed(async { reports = import(registry, &file, &mut Silent).await.expect("an import") }).await;
    let recorded = matches!(reports[0].outcome, Outcome::Recorded { .. });
    assert!(recorded, "not recorded: {:?}", reports[0].outcome);
    let per_second = rows as f64 / imported.as_secs_f64();
    let ratio = imported.as_secs_f64() / floor.as_secs_f64();
    println!("{what:<36} {rows:>10} {:>12} {per_second:>14.0} {:>12} {ratio:>6.2}×", millis(imported), millis(floor));
}

/// Hourly readings of one data centre, from a meter on as many meters, sources and days as it takes.
fn write_readings(folder: &Path, what: &str, first_meter: usize, rows: usize) -> PathBuf {
    let miner = miner_of("REG-M-01");
    let mut text = "data_centre,meter,miner,source,day,hour,kwh\n".to_owned();
    for at in 0..rows {
        let meter = first_meter + at / ROWS_OF_A_METER;
        let (hour, day, source) = (at % 24 + 1, at / 24 % DAYS, SOURCES[at / 24 / DAYS % SOURCES.len()]);
        let on = FIRST.plus_days(u32::try_from(day).expect("a day"));
        writeln!(text, "{SITE},BENCH-MT-{meter:02},{miner},{source},{on},{hour},{}.5", 1 + at % 997).expect("a row");
    }
    let file = folder.join(format!("readings-{}.csv", what.replace(' ', "-")));
    std::fs::write(&file, text).expect("a file");
    file
}

fn miner_of(number: &str) -> String {
    let licences = include_str!("../examples/register/licences.csv");
    let row = licences.lines().find(|line| line.starts_with(number)).expect("a licence of the examples");
    row.split(',').nth(1).expect("a BIN").to_owned()
}

async fn parse_and_insert(bare: &DatabaseConnection, file: &Path) {
    let transaction = bare.begin().await.expect("a transaction");
    let mut reader = csv::Reader::from_path(file).expect("a file");
    let mut values: Vec<Value> = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        values.extend(record.iter().take(5).map(|cell| Value::from(cell.to_owned())));
        values.push(Value::from(record[5].parse::<i64>().expect("an hour")));
        values.push(Value::from((record[6].parse::<f64>().expect("energy") * 1_000.0) as i64));
        if values.len() >= 7 * 500 {
            insert(&transaction, std::mem::take(&mut values)).await;
        }
    }
    if !values.is_empty() {
        insert(&transaction, values).await;
    }
    transaction.commit().await.expect("a commit");
}

async fn insert(connection: &impl ConnectionTrait, values: Vec<Value>) {
    let backend = connection.get_database_backend();
    let mut at = 0;
    let mut place = || {
        at += 1;
        if backend == DbBackend::Postgres { format!("${at}") } else { "?".to_owned() }
    };
    let row = |place: &mut dyn FnMut() -> String| format!("({})", (0..7).map(|_| place()).collect::<Vec<_>>().join(", "));
    let rows: Vec<String> = (0..values.len() / 7).map(|_| row(&mut place)).collect();
    let sql = format!("INSERT INTO bare_reading VALUES {}", rows.join(", "));
    connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.expect("inserted");
}

async fn timed(work: impl Future<Output = ()>) -> Duration {
    let started = Instant::now();
    work.await;
    started.elapsed()
}

fn millis(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// The peak of the resident set in KiB, where the system tells it.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
