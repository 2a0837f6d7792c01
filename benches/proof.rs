//! What proof costs: receipts beside the bare verification, checking one beside its two signatures, tiles beside the
//! statement that reads them, and signing.
//!
//! `cargo bench --bench proof`; `TIZILIM_BENCH_LICENSEES` sets the size of the demo register (120), `TIZILIM_BENCH_DATABASE`
//! an empty PostgreSQL database in place of a SQLite file. Prints medians, and what each costs beside its floor.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tizilim::demo::{Options, generate};
use tizilim::domain::authorisation::LicenseeRole;
use tizilim::domain::view::View;
use tizilim::journal::jose::{self, CREDENTIAL};
use tizilim::journal::keys::Keys;
use tizilim::journal::receipt::{Expected, PublicKeys, check};
use tizilim::journal::tile::{TileAt, TilePath, TileWidth};
use tizilim::registry::{
    Answered, BatchAnswer, Clock, Filter, Listing, Named, Order, PageRequest, Registry, Signing, SubjectKey, Verification, Wanted,
};
use tizilim::store::Store;

const ROUNDS: usize = 300;
const BATCH: usize = 500;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let licensees = std::env::var("TIZILIM_BENCH_LICENSEES").ok().and_then(|text| text.parse().ok()).unwrap_or(120);
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite://{}", folder.path().join("register.db").display());
    let url = std::env::var("TIZILIM_BENCH_DATABASE").unwrap_or(file);
    let keys =
        Keys::create("https://register.example".parse().expect("an address"), [[1; 32], [2; 32], [3; 32]], Clock::system().now());
    let public = PublicKeys::of(&keys);
    let registry = Registry::new(Store::open(&url).await.expect("a store"), Clock::system());
    let registry = registry.signing_with(Signing::new(keys, folder.path().join("signed"), None));
    generate(&registry, &Options { licensees, seed: 1, today: registry.today(), power_from: registry.today().minus_months(13) })
        .await
        .expect("a register");
    let started = Instant::now();
    registry.publish().await.expect("a checkpoint");
    let view = registry.view_now().await.expect("a view");
    println!(
        "{} acts, {:?}; first checkpoint over all of them in {:.2?}\n",
        view.seq,
        registry.store().backend(),
        started.elapsed()
    );
    println!("{:<44} {:>12} {:>12} {:>7}", "", "it", "floor", "ratio");
    let bench = Bench { registry, public, view };
    bench.receipts().await;
    bench.batch().await;
    bench.tiles().await;
}

struct Bench {
    registry: Registry,
    public: PublicKeys,
    view: View,
}

impl Bench {
    async fn miners(&self) -> Vec<Named> {
        let listing =
            Listing { role: LicenseeRole::Miner, filter: Filter::default(), status: Vec::new(), order: Order::default() };
        let all = self.registry.page(&listing, &PageRequest { after: None, size: 1_000 }, self.view).await.expect("a page");
        let key = |bin| Named { role: LicenseeRole::Miner, key: SubjectKey::Bin(bin) };
        all.items.iter().map(|(licensee, _)| key(licensee.organisation.bin)).collect()
    }

    /// A verification with a receipt beside one without; and checking beside the two signatures in it.
    async fn receipts(&self) {
        let miners = self.miners().await;
        let (mut with, mut without, mut checking, mut floor, mut bytes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
        for named in miners.iter().cycle().take(ROUNDS) {
            let started = Instant::now();
            let verified = self.registry.verify(&named.key, named.role, self.view).await.expect("a verdict");
            without.push(started.elapsed());
            let wanted = Wanted { nonce: Some("a mark".to_owned()), audience: None };
            let receipt = self.registry.receipt(Answered::Verification(&verified), self.view, &wanted).await.expect("a receipt");
            with.push(started.elapsed());
            bytes += receipt.jws.len();
            let started = Instant::now();
            black_box(check(&receipt.jws, &self.public, &Expected::default()).expect("genuine"));
            checking.push(started.elapsed());
            let started = Instant::now();
            black_box(jose::verify(&receipt.jws, CREDENTIAL, &self.public.keys).expect("signed"));
            floor.push(started.elapsed() * 2);
        }
        let per_second = 1.0 / median(&mut with).as_secs_f64();
        show("verify with a receipt, beside one without", with, without);
        show("checking a receipt, beside two signatures", checking, floor);
        println!("    {per_second:.0} receipts a second by one asker, {} bytes each", bytes / ROUNDS);
    }

    /// A batch with a receipt beside one without.
    async fn batch(&self) {
        let subjects: Vec<Named> = self.miners().await.into_iter().cycle().take(BATCH).collect();
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..10 {
            let started = Instant::now();
            let verified: Vec<Verification> = self.registry.verify_all(&subjects, self.view).await.expect("verdicts");
            without.push(started.elapsed());
            let answers: Vec<BatchAnswer<'_>> =
                verified.iter().map(|outcome| BatchAnswer { reference: "", outcome: Ok(outcome) }).collect();
            let receipt =
                self.registry.receipt(Answered::Batch(&answers), self.view, &Wanted::default()).await.expect("a receipt");
            with.push(started.elapsed());
            black_box(receipt);
        }
        show(&format!("a batch of {BATCH} with a receipt, beside one without"), with, without);
    }

    /// A full tile of hashes, and one of entries, beside reading the rows.
    async fn tiles(&self) {
        let number = 3;
        let rows = async || {
            let first = tizilim::domain::sequence::Sequence::new(number * 256).expect("a number");
            let started = Instant::now();
            black_box(self.registry.store().reads().public_acts(first, self.view.seq, 256).await.expect("rows"));
            started.elapsed()
        };
        let number = u64::try_from(number).expect("a number");
        for (what, path) in [
            ("a tile of 256 hashes, beside reading 256 entries", TilePath::Hashes(TileAt { level: 0, number }, TileWidth::FULL)),
            ("a bundle of 256 entries, beside reading them", TilePath::Entries(number, TileWidth::FULL)),
        ] {
            let (mut served, mut floor) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let started = Instant::now();
                black_box(self.registry.tile(path).await.expect("an answer").expect("a tile"));
                served.push(started.elapsed());
                floor.push(rows().await);
            }
            let per_second = 1.0 / median(&mut served).as_secs_f64();
            show(what, served, floor);
            println!("    {per_second:.0} a second by one asker");
        }
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn show(what: &str, mut times: Vec<Duration>, mut floor: Vec<Duration>) {
    let (it, floor) = (median(&mut times), median(&mut floor));
    println!("{what:<44} {:>9} µs {:>9} µs {:>6.2}×", it.as_micros(), floor.as_micros(), it.as_secs_f64() / floor.as_secs_f64());
}
