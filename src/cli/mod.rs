//! The command line, a file for each command.

mod audit;
mod backup;
mod demo;
mod export;
mod import;
mod key;
mod migrate;
mod open_data;
mod schema;
mod secret_file;
mod serve;
mod signing;
mod token;
mod verify_receipt;
mod witness;

use std::io::IsTerminal as _;

use clap::{Parser, Subcommand};

use crate::registry::{Clock, Registry};
use crate::settings::{Settings, SettingsArgs};
use crate::store::Store;

/// Tizilim: the public register of Kazakhstan's digital-mining regime.
///
/// Who may mine, which pools may be used, where mined coin may be sold: as of any day, with reasons.
#[derive(Parser, Debug)]
#[command(name = "tizilim", version, arg_required_else_help = true)]
pub struct Cli {
    /// What is logged: error, warn, info, debug, or filters such as tizilim=debug
    #[arg(long, env = "TIZILIM_LOG", value_name = "FILTER", default_value = "info,sea_orm_migration=warn", global = true)]
    log: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the register
    Serve {
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Make a register of fictional licensees and serve it
    Demo(demo::DemoArgs),
    /// Bring the tables up to date, and record the starting rules in an empty register
    Migrate {
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Record the rows of CSV files: one file one transaction, all of it or nothing
    Import(import::ImportArgs),
    /// Write the register into CSV or JSON Lines files
    Export(export::ExportArgs),
    /// Write the public register as open data: CSV, JSON Lines and Parquet, with checksums and a catalogue
    OpenData(open_data::OpenDataArgs),
    /// Copy a SQLite register into one file, while it runs
    Backup(backup::BackupArgs),
    /// Make a SQLite register from a backup
    Restore(backup::RestoreArgs),
    /// Make, change and show the keys by which the register signs
    Key(key::KeyArgs),
    /// Make, list and revoke the tokens by which acts are recorded
    Token(token::TokenArgs),
    /// Check a receipt, offline: whether it is genuine, and what it proves
    VerifyReceipt(verify_receipt::VerifyReceiptArgs),
    /// Run a witness: it signs that it saw the logs of others grow, and only grow, and refuses a fork
    Witness(witness::WitnessArgs),
    /// Audit a running register: mirror its log, check it, replay it, and compare its public answers
    Audit(audit::AuditArgs),
    /// Print the GraphQL schema
    Schema,
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// Whatever keeps it from being done, in words for the one who ran it.
    pub async fn run(self) -> anyhow::Result<()> {
        log_to_stderr(&self.log);
        match self.command {
            Command::Serve { settings } => serve::run(settings.finish()?).await,
            Command::Demo(args) => demo::run(args).await,
            Command::Migrate { settings } => migrate::run(&settings.finish()?).await,
            Command::Import(args) => import::run(args).await,
            Command::Export(args) => export::run(args).await,
            Command::OpenData(args) => open_data::run(args).await,
            Command::Backup(args) => backup::backup(args).await,
            Command::Restore(args) => backup::restore(args).await,
            Command::Key(args) => key::run(args),
            Command::Token(args) => token::run(args).await,
            Command::VerifyReceipt(args) => verify_receipt::run(&args),
            Command::Witness(args) => witness::run(args).await,
            Command::Audit(args) => audit::run(args).await,
            Command::Schema => {
                schema::run();
                Ok(())
            }
        }
    }
}

/// Opens the register that the settings name.
async fn open(settings: &Settings) -> anyhow::Result<Registry> {
    let store = Store::open(&settings.database_url).await?;
    Ok(Registry::new(store, Clock::system()))
}

fn log_to_stderr(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
