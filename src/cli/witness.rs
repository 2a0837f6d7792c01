//! `tizilim witness`: signs that it saw the logs of others grow, and only grow.

use std::future::IntoFuture as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use axum::http::StatusCode;
use clap::{Args, Subcommand};
use ed25519_dalek::SigningKey;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower_http::timeout::TimeoutLayer;

use super::secret_file::{self, seed};
use super::serve::told_to_stop;
use crate::http::Listener;
use crate::journal::note::{KeyKind, KeyName, NoteKey, NoteSigner};
use crate::journal::witnessing::Logs;
use crate::registry::Clock;
use crate::witness::{Memory, Witness};

/// How long a request may take, and how long an answer may wait to be taken: both are some kilobytes.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct WitnessArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Option<RunArgs>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Make the key of a witness, in a new file that only its owner can read
    CreateKey {
        /// The file to make
        #[arg(long, env = "TIZILIM_WITNESS_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
        /// Name of the witness, for good: an address without its scheme, such as witness.example
        #[arg(long, value_name = "NAME", value_parser = name)]
        name: KeyName,
    },
    /// Show the public half, for the registers that ask this witness
    ShowKey {
        /// The file of the key
        #[arg(long, env = "TIZILIM_WITNESS_KEY_FILE", value_name = "FILE")]
        key_file: PathBuf,
    },
}

#[derive(Args, Debug)]
struct RunArgs {
    /// File of the key (`tizilim witness create-key`)
    #[arg(long, env = "TIZILIM_WITNESS_KEY_FILE", value_name = "FILE")]
    key_file: PathBuf,
    /// Folder in which it is remembered what was signed last of each log. Never bring it back from a backup while the
    /// witness goes on under the same key: it would sign what it signed otherwise since
    #[arg(long, env = "TIZILIM_WITNESS_STATE", value_name = "FOLDER")]
    state: PathBuf,
    /// Address to listen on; port 0 takes a free one
    #[arg(long, env = "TIZILIM_WITNESS_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8100")]
    listen: SocketAddr,
    /// Key of a log to watch, as name+hash+key; may be given several times, and for one log too
    // Not `--log`: that is what is logged, of every command.
    #[arg(long = "watch", env = "TIZILIM_WITNESS_WATCH", value_name = "KEY", value_delimiter = ' ', required = true)]
    logs: Vec<NoteKey>,
}

pub(super) async fn run(args: WitnessArgs) -> anyhow::Result<()> {
    match (args.command, args.run) {
        (Some(Command::CreateKey { key_file, name }), _) => {
            let signer = NoteSigner::new(name, KeyKind::Witness, SigningKey::from_bytes(&seed()?));
            secret_file::create(&key_file, &(signer.secret_text() + "\n"))?;
            println!("{}", signer.public());
            Ok(())
        }
        (Some(Command::ShowKey { key_file }), _) => {
            println!("{}", read(&key_file)?.public());
            Ok(())
        }
        (None, Some(args)) => watch(args).await,
        // The command line wants either.
        (None, None) => Ok(()),
    }
}

async fn watch(args: RunArgs) -> anyhow::Result<()> {
    let signer = read(&args.key_file)?;
    let logs = Logs::new(args.logs)?;
    let memory = Memory::in_folder(args.state)?;
    println!("The key of this witness: {}", signer.public());
    for origin in logs.names() {
        match memory.recall(origin) {
            Ok(Some(seen)) => println!("Watches {origin}, of which it signed {} acts", seen.size),
            // Also what a folder looks like that was lost.
            Ok(None) => println!("Watches {origin}, of which it has signed nothing: it takes the first history that it is shown"),
            // The others are not kept waiting; this one is refused.
            Err(error) => tracing::error!(%origin, %error, "a log cannot be watched"),
        }
    }
    let socket = TcpListener::bind(args.listen).await.with_context(|| format!("cannot listen on {}", args.listen))?;
    println!("The witness listens on http://{}", socket.local_addr()?);
    serve(&Witness::new(signer, logs, memory, Clock::system()), socket).await
}

/// Answers until it is told to stop; what is being answered then is answered.
async fn serve(witness: &Witness, socket: TcpListener) -> anyhow::Result<()> {
    let routes = witness.router().layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE));
    let is_stopping = Arc::new(Notify::new());
    let stopping = Arc::clone(&is_stopping);
    let told = async move {
        told_to_stop().await;
        stopping.notify_one();
    };
    let too_long = async {
        is_stopping.notified().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = axum::serve(Listener::new(socket, PATIENCE), routes).with_graceful_shutdown(told).into_future() => served?,
        // Someone who sends nothing cannot keep the witness from stopping.
        () = too_long => {}
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<NoteSigner> {
    let text = secret_file::read(path)?;
    let signer = NoteSigner::from_secret_text(text.trim_end())
        .with_context(|| format!("{} holds no key made by `tizilim witness create-key`", path.display()))?;
    ensure!(signer.public().kind() == KeyKind::Witness, "the key in {} is of a log, not of a witness", path.display());
    Ok(signer)
}

fn name(text: &str) -> Result<KeyName, &'static str> {
    KeyName::new(text).ok_or("a name is not empty and has no spaces, no plus and no control characters")
}
