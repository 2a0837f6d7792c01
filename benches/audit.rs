//! What an audit of a large register costs, beside reading the whole log once: the first, which mirrors, replays and compares
//! everything, and one that finds nothing new.
//!
//! `cargo bench --bench audit`; `TIZILIM_BENCH_LICENSEES` sets the size of the demo register (12,500, about 100,000 acts),
//! `TIZILIM_BENCH_DATABASE` an empty PostgreSQL database in place of a SQLite file.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tizilim::app::App;
use tizilim::audit::{Audit, Witnesses};
use tizilim::demo::{Options, generate};
use tizilim::domain::sequence::Sequence;
use tizilim::journal::entry::leaf_hash;
use tizilim::journal::keys::Keys;
use tizilim::registry::{Clock, Registry, Signing};
use tizilim::settings::Settings;
use tizilim::store::Store;
use tokio::net::TcpListener;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let licensees = std::env::var("TIZILIM_BENCH_LICENSEES").ok().and_then(|text| text.parse().ok()).unwrap_or(12_500);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let keys =
        Keys::create("https://register.example".parse().expect("an address"), [[1; 32], [2; 32], [3; 32]], Clock::system().now());
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let registry = registry.signing_with(Signing::new(keys, folder.path().join("signed"), None));
    generate(&registry, &Options { licensees, seed: 1, today: registry.today(), power_from: registry.today().minus_months(13) })
        .await
        .expect("a register");
    registry.publish().await.expect("a checkpoint");
    let newest = registry.view_now().await.expect("a view").seq;
    let floor = read_whole_log(&registry, newest).await;
    println!("{newest} acts of {licensees} miners, {:?}", registry.store().backend());
    println!("{:<44} {:>9.2} s", "reading and hashing every entry", floor.as_secs_f64());
    let audit = Audit {
        url: serve(&registry).await,
        folder: folder.path().join("mirror"),
        log_key: None,
        witnesses: Witnesses::default(),
        clock: Clock::system(),
        views: None,
    };
    for what in ["the first audit", "an audit that finds nothing new"] {
        let took = audited(&audit).await;
        println!("{what:<44} {:>9.2} s {:>8.0}×", took.as_secs_f64(), took.as_secs_f64() / floor.as_secs_f64());
    }
}

async fn serve(registry: &Registry) -> String {
    let app = App::new(registry.clone(), &Settings::default()).expect("an application");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app.router()).await });
    base
}

async fn read_whole_log(registry: &Registry, newest: Sequence) -> Duration {
    let started = Instant::now();
    let mut after = Sequence::EMPTY;
    while after < newest {
        let acts = registry.store().reads().public_acts(after, newest, 256).await.expect("acts");
        after = acts.last().map_or(newest, |act| act.sequence);
        for act in &acts {
            black_box(leaf_hash(act.entry.as_bytes()));
        }
    }
    started.elapsed()
}

/// Audits; tells when each part of it began.
async fn audited(audit: &Audit) -> Duration {
    let started = Instant::now();
    let mut part = String::new();
    let mut say = |words: &str| {
        let now = words.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let now = now.rsplit(' ').next().unwrap_or_default().to_owned();
        if now != part {
            println!("    {:>7.2} s  {words}", started.elapsed().as_secs_f64());
            part = now;
        }
    };
    audit.run(&mut say).await.unwrap_or_else(|error| panic!("{error}"));
    started.elapsed()
}
