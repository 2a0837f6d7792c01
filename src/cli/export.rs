//! `tizilim export`: the register into files.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::open;
use crate::files::{ExportOptions, Format, export};
use crate::settings::SettingsArgs;

#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    /// In which form: csv, which import reads, or jsonl, an object a line
    #[arg(long, value_name = "FORM", default_value = "csv")]
    format: FormatArg,
    /// Write what is confidential too: tables of coin, readings, bids, awards, payments, sole traders. For the authority
    #[arg(long)]
    confidential: bool,
    /// An empty folder, made where there is none
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// A form as the command line writes it.
#[derive(Clone, Copy, Debug)]
struct FormatArg(Format);

impl ValueEnum for FormatArg {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Format::Csv), Self(Format::JsonLines)]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.code()))
    }
}

/// Between two words of progress.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) async fn run(args: ExportArgs) -> anyhow::Result<()> {
    let registry = open(&args.settings.finish()?).await?;
    let options = ExportOptions { format: args.format.0, confidential: args.confidential };
    let on_terminal = std::io::stderr().is_terminal();
    let began = Instant::now();
    let mut told = began;
    let report = export(&registry, &args.folder, options, &mut |rows| {
        if on_terminal && told.elapsed() >= PAUSE {
            told = Instant::now();
            eprint!("\r\x1b[K{rows} rows written");
            drop(std::io::stderr().flush());
        }
    })
    .await?;
    if on_terminal {
        eprint!("\r\x1b[K");
    }
    for (path, rows) in &report.files {
        println!("{}: {rows} rows", path.display());
    }
    if report.left_out > 0 {
        eprintln!(
            "left out: {} organisations of sole traders, with all that is said of them; their numbers are personal data, and only \
             --confidential writes them",
            report.left_out
        );
    }
    if began.elapsed() >= PAUSE {
        eprintln!("the register as of act {}, written in {:.1} s", report.sequence, began.elapsed().as_secs_f32());
    }
    Ok(())
}
