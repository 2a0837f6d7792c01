//! `tizilim audit`: whether a running register says what it signed, and nothing but what follows from it.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::exit;
use std::time::{Duration, Instant};

use clap::Args;

use crate::audit::{Audit, AuditError, Witnesses};
use crate::journal::note::NoteKey;
use crate::registry::Clock;

/// What it exits with: a difference or a forgery; what could not be done.
const DIFFERENT: i32 = 1;
const NOT_DONE: i32 = 2;

/// Between two words of progress: on one line that changes, and in a log.
const PAUSE: Duration = Duration::from_millis(200);
const LONG_PAUSE: Duration = Duration::from_secs(10);

#[derive(Args, Debug)]
pub(super) struct AuditArgs {
    /// The register's address: scheme, host and port
    #[arg(value_name = "URL")]
    url: String,
    /// Where the mirror is kept: the next audit goes on from there
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// The key that must have signed the log, as its /log/keys tells it; without it, the first that is seen is trusted
    #[arg(long, value_name = "KEY")]
    log_key: Option<NoteKey>,
    /// A witness that must have signed the checkpoint, as name+hash+key; may be given several times
    #[arg(long = "witness", value_name = "KEY")]
    witnesses: Vec<NoteKey>,
    /// How many of the witnesses must have [default: all of them]
    #[arg(long, value_name = "N")]
    quorum: Option<usize>,
}

pub(super) async fn run(args: AuditArgs) -> anyhow::Result<()> {
    let quorum = args.quorum.unwrap_or(args.witnesses.len());
    let audit = Audit {
        url: args.url,
        folder: args.folder,
        log_key: args.log_key,
        witnesses: Witnesses { keys: args.witnesses, quorum },
        clock: Clock::system(),
        views: None,
    };
    let on_terminal = std::io::stderr().is_terminal();
    let pause = if on_terminal { PAUSE } else { LONG_PAUSE };
    let mut told: Option<Instant> = None;
    let done = audit
        .run(&mut |words| {
            if told.is_some_and(|told| told.elapsed() < pause) {
                return;
            }
            told = Some(Instant::now());
            if on_terminal {
                eprint!("\r\x1b[K{words}");
                drop(std::io::stderr().flush());
            } else {
                eprintln!("{words}");
            }
        })
        .await;
    if on_terminal {
        eprint!("\r\x1b[K");
    }
    match done {
        Ok(report) => {
            print!("{report}");
            Ok(())
        }
        Err(error) => {
            eprintln!("{error}");
            drop(std::io::stdout().flush());
            exit(if matches!(error, AuditError::Different(_)) { DIFFERENT } else { NOT_DONE })
        }
    }
}
