//! What handing out open data costs: time, size and memory of each file, of a register of 20,000 licensees.
//!
//! `cargo bench --bench open_data`; `TIZILIM_BENCH_LICENSEES` sets how many, `TIZILIM_BENCH_DATABASE` an empty PostgreSQL
//! database in place of a SQLite file. Sizes hold from machine to machine; memory is the most that the process held while
//! the file was made, beyond what it held before.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::time::Instant;

use tizilim::demo::{Options, generate};
use tizilim::domain::sequence::Sequence;
use tizilim::open_data::{Cut, DataSet, Form};
use tizilim::registry::{Clock, Registry};
use tizilim::store::Store;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let licensees: usize = std::env::var("TIZILIM_BENCH_LICENSEES").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let today = registry.today();
    let options = Options { licensees, seed: 1, today, power_from: today.minus_days(10) };
    generate(&registry, &options).await.expect("a demo register");
    // What making the register took must not be counted: a second process would be as good, and longer.
    let newest = registry.view_now().await.expect("a view").seq;
    println!("{licensees} miners, {newest} acts\n");
    println!("{:<44} {:>10} {:>12} {:>11} {:>12}", "", "ms", "bytes", "statements", "memory, KiB");
    let late = Sequence::new(newest.number() - newest.number() / 100).expect("a sequence");
    for data_set in DataSet::ALL {
        for form in Form::ALL {
            make(&registry, Cut { data_set: *data_set, sequence: newest, after: None }, *form).await;
        }
        make(&registry, Cut { data_set: *data_set, sequence: newest, after: Some(late) }, Form::Csv).await;
    }
    let began = Instant::now();
    registry.fingerprints(newest, None).await.expect("fingerprints");
    println!("\nChecksums of all files: {} ms", began.elapsed().as_millis());
}

async fn make(registry: &Registry, cut: Cut, form: Form) {
    let statements = registry.store().statements();
    let before = memory("VmRSS:");
    // From here on the peak is counted anew.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let began = Instant::now();
    let mut pieces = registry.file(cut, form).expect("a file");
    let mut bytes = 0;
    while let Some(piece) = pieces.next().await.expect("a piece") {
        bytes += piece.len();
    }
    let took = began.elapsed().as_millis();
    let more = memory("VmHWM:").saturating_sub(before);
    let statements = registry.store().statements() - statements;
    println!("{:<44} {took:>10} {bytes:>12} {statements:>11} {more:>12}", cut.file_name(form));
}

/// A line of what the system tells of the process, in KiB.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|other| other.strip_prefix(line));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
