//! `tizilim demo`: a register of fictional licensees, made, served and explained.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::key;
use super::serve::{bind, listen};
use super::signing::signing;
use crate::demo::{FEWEST, FIRST_DELIVERY, Options, generate};
use crate::domain::office::Role;
use crate::registry::{Clock, Registry};
use crate::settings::{Settings, SettingsArgs};
use crate::store::Store;

#[derive(Args, Debug)]
pub(super) struct DemoArgs {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8000]
    #[arg(long, env = "TIZILIM_LISTEN", value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Keep the register in this folder, and serve it again from there; a temporary folder without it
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// An empty PostgreSQL database to make the register in, instead of a SQLite file
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    postgres: Option<String>,
    /// How many miners: at least 46
    #[arg(long, default_value_t = 60, value_name = "N")]
    licensees: usize,
    /// Where chance starts
    #[arg(long, default_value_t = 2023, value_name = "N")]
    seed: u64,
    /// Make the register and stop
    #[arg(long)]
    no_serve: bool,
}

pub(super) async fn run(args: DemoArgs) -> anyhow::Result<()> {
    anyhow::ensure!(
        args.licensees >= FEWEST,
        "--licensees must be at least {FEWEST}: the public totals of November 2024 and the stories need them"
    );
    // Lives as long as the server: dropped, it takes the folder along.
    let temporary = tempfile::Builder::new().prefix("tizilim-demo-").tempdir().context("no temporary folder")?;
    let folder = args.data.as_deref().unwrap_or_else(|| temporary.path());
    let url = match args.postgres {
        Some(url) => url,
        None => database_in(folder)?,
    };
    let registry = Registry::new(Store::open(&url).await?, Clock::system());
    fill(&registry, args.licensees, args.seed).await?;
    if args.no_serve {
        return Ok(());
    }
    let tokens = tokens(&registry).await?;
    let base = Settings::default();
    let listen_on = SettingsArgs { listen: args.listen, ..SettingsArgs::default() }.finish()?.listen;
    let mut settings = Settings { database_url: url, listen: listen_on, ..base };
    let socket = bind(&settings).await?;
    settings.signing.key_file = Some(keys_in(folder, socket.local_addr()?)?);
    let registry = signing(registry, &settings).await?;
    let newest = registry.view_now().await?.seq;
    listen(registry, &settings, socket, |address| welcome(address, newest.number(), &tokens)).await
}

fn database_in(folder: &Path) -> anyhow::Result<String> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(format!("sqlite://{}", folder.join("register.db").display()))
}

/// The keys by which the demo register signs: made when it is served for the first time.
fn keys_in(folder: &Path, address: SocketAddr) -> anyhow::Result<PathBuf> {
    let path = folder.join("register.keys");
    if !path.exists() {
        key::create(&path, format!("http://{address}").parse()?)?;
    }
    Ok(path)
}

async fn fill(registry: &Registry, licensees: usize, seed: u64) -> anyhow::Result<()> {
    if registry.view_now().await?.seq > crate::domain::sequence::Sequence::EMPTY {
        println!("The register is there already: it is served as it is.");
        return Ok(());
    }
    let started = std::time::Instant::now();
    generate(registry, &Options { licensees, seed, today: registry.today(), power_from: FIRST_DELIVERY }).await?;
    let newest = registry.view_now().await?.seq;
    println!(
        "A register of fictional licensees: {licensees} miners, {newest} acts, made in {:.1} s.",
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

/// A token for each role that records acts, good for this day.
async fn tokens(registry: &Registry) -> anyhow::Result<Vec<(Role, String)>> {
    let mut made = Vec::new();
    for role in [Role::Ministry, Role::Afsa, Role::NationalBank, Role::EnergyOperator, Role::TaxAuthority] {
        let token = registry.create_token(role, "demo", registry.today()).await?;
        made.push((role, token.bearer));
    }
    Ok(made)
}

fn welcome(address: SocketAddr, newest: i64, tokens: &[(Role, String)]) {
    let graphql = format!("http://{address}/graphql");
    let verified = crate::demo::exemplary();
    println!("\nGraphQL   {graphql}\nJournal   http://{address}/log/checkpoint\nHealth    http://{address}/health/ready\n");
    println!("Is this firm a licensed miner today, and why (not)?");
    println!(
        "  curl -s {graphql} -H 'content-type: application/json' -d '{{\"query\":\"{{ verify(subject: {{ bin: \\\"{verified}\\\" }}, role: MINER) {{ verdict headline nextChangeOn findings {{ rule {{ code }} outcome summary }} }} }}\"}}'\n"
    );
    println!("What did the register say of 1 August 2024, before and after a correction?");
    println!(
        "  curl -s {graphql} -H 'content-type: application/json' -d '{{\"query\":\"{{ at(date: \\\"2024-08-01\\\") {{ miner(by: {{ number: \\\"DEMO-M-0010\\\" }}) {{ authorisation {{ standing suspendedUntil }} compliance {{ status headline(lang: RU) }} }} }} }}\"}}'\n"
    );
    println!("Which pools may be used?");
    println!(
        "  curl -s {graphql} -H 'content-type: application/json' -d '{{\"query\":\"{{ pools(filter: {{ standing: [ACTIVE] }}) {{ totalCount edges {{ node {{ organisation {{ names {{ kk }} }} authorisation {{ number }} compliance {{ status }} }} }} }} }}\"}}'\n"
    );
    println!("What happens, as it happens? From the last ten acts on; try an act meanwhile.");
    println!(
        "  curl -sN {graphql} -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{{\"query\":\"subscription {{ acts(afterSequence: {}) {{ sequence kind summary }} }}\"}}'\n",
        newest - 10
    );
    println!("The same for a reader of feeds: http://{address}/feeds/acts.atom?lang=kk\n");
    println!("Tokens to try acts with (sequence {newest} is the newest; good for today):");
    for (role, bearer) in tokens {
        println!("  {:<16} {bearer}", role.code());
    }
    println!("\nCtrl-C stops it.");
}
