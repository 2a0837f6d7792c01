//! `tizilim key`: the keys by which the register signs.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::secret_file::{self, seed};
use super::signing::read;
use crate::journal::keys::{Address, Keys};
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
        // A name is base64url: one in 64 begins with a hyphen.
        #[arg(allow_hyphen_values = true)]
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
            secret_file::replace(&key_file, &keys.text()?)?;
            println!(
                "The new keys sign once the server is started again. Let witnesses and monitors know of the new key of the log,"
            );
            println!("and retire the older ones when they do.\n");
            show(&keys)
        }
        Command::Retire { key_file, name } => {
            let keys = read(&key_file)?.retired(&name, Clock::system().now())?;
            secret_file::replace(&key_file, &keys.text()?)?;
            println!("What it signed stays good; it signs no more.\n");
            show(&keys)
        }
        Command::Show { key_file } => show(&read(&key_file)?),
    }
}

/// Makes keys in a file that was not there.
pub(super) fn create(path: &Path, address: Address) -> anyhow::Result<Keys> {
    let keys = Keys::create(address, [seed()?, seed()?, seed()?], Clock::system().now());
    secret_file::create(path, &keys.text()?)?;
    Ok(keys)
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
