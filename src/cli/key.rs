//! `tizilim key`: the keys by which the register signs.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use super::signing::read;
use crate::journal::keys::{Address, Keys, Seed};
use crate::journal::receipt::PublicKeys;
use crate::registry::Clock;

#[derive(Args, Debug)]
pub(super) struct KeyArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Make the keys of a register, in a new file that only its owner can read
    Create {
        /// The file to make
        #[arg(long, env = "TIZILIM_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
        /// Address under which the world reaches the register: it names the log and the issuer of receipts, for good
        #[arg(long, env = "TIZILIM_PUBLIC_URL", value_name = "URL")]
        address: Address,
    },
    /// Make new keys: they sign from the next start on, the log beside the older ones
    Rotate {
        /// The file of keys
        #[arg(long, env = "TIZILIM_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
    },
    /// Forget the secret half of older keys; the public half stays published
    Retire {
        /// The file of keys
        #[arg(long, env = "TIZILIM_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
        /// Which, as `key show` names it
        name: String,
    },
    /// Show what everyone may know of the keys
    Show {
        /// The file of keys
        #[arg(long, env = "TIZILIM_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
    },
}

pub(super) fn run(args: KeyArgs) -> anyhow::Result<()> {
    match args.command {
        Command::Create { key_file, address } => {
            let keys = create(&key_file, address)?;
            println!("The keys are in {}. Keep a copy where the database is not.\n", key_file.display());
            show(&keys)
        }
        Command::Rotate { key_file } => {
            let keys = read(&key_file)?.rotated([seed()?, seed()?], Clock::system().now());
            replace(&key_file, &keys)?;
            println!(
                "The new keys sign once the server is started again. Let witnesses and monitors know of the new key of the log,"
            );
            println!("and retire the older ones when they do.\n");
            show(&keys)
        }
        Command::Retire { key_file, name } => {
            let keys = read(&key_file)?.retired(&name, Clock::system().now())?;
            replace(&key_file, &keys)?;
            println!("What it signed stays good; it signs no more.\n");
            show(&keys)
        }
        Command::Show { key_file } => show(&read(&key_file)?),
    }
}

/// Makes keys in a file that was not there.
pub(super) fn create(path: &Path, address: Address) -> anyhow::Result<Keys> {
    let keys = Keys::create(address, [seed()?, seed()?, seed()?], Clock::system().now());
    let mut file = private(OpenOptions::new().write(true).create_new(true))
        .open(path)
        .with_context(|| format!("cannot make the key file {}", path.display()))?;
    file.write_all(keys.text()?.as_bytes())?;
    file.sync_all()?;
    Ok(keys)
}

/// Puts other keys in the place of those in a file: all of them or none.
fn replace(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let mut file = private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&beside)
        .with_context(|| format!("cannot write {}", beside.display()))?;
    file.write_all(keys.text()?.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

/// Files that nobody but their owner reads, from the moment they are made.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

fn seed() -> anyhow::Result<Seed> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| anyhow::anyhow!("the operating system gave no randomness for a key"))?;
    ensure!(seed != [0; 32], "the operating system gave no randomness for a key");
    Ok(seed)
}

fn show(keys: &Keys) -> anyhow::Result<()> {
    println!("Register  {}\nIssuer    {}\nLog       {}\n", keys.address(), keys.address().issuer(), keys.address().origin());
    for generation in keys.generations().iter().rev() {
        let state = generation.retired_at.map_or_else(|| "signs".to_owned(), |at| format!("retired {at}"));
        println!("{}  made {}, {state}", generation.name(), generation.created_at);
    }
    println!("\nKeys of the log, for witnesses and monitors:");
    keys.log_keys().iter().for_each(|key| println!("  {key}"));
    println!("\nWhat /.well-known/jwks.json tells:\n{}", serde_json::to_string_pretty(&PublicKeys::of(keys))?);
    Ok(())
}
