//! `tizilim import`: the regulator's files into the register.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::open;
use crate::files::{FileReport, Listener, Outcome, Problems, Step, import};
use crate::settings::SettingsArgs;

#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    /// A CSV file, or a folder of them. The beginning of a name says what a file holds: organisations, licences,
    /// readings …; examples/README.md lists the kinds and their columns
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

pub(super) async fn run(args: ImportArgs) -> anyhow::Result<()> {
    let registry = open(&args.settings.finish()?).await?;
    let mut teller = Teller::new();
    let reports = import(&registry, &args.path, &mut teller).await?;
    let missing = reports.iter().filter(|report| !report.is_recorded()).count();
    anyhow::ensure!(missing == 0, "{missing} of {} files were not recorded", reports.len());
    Ok(())
}

/// Between two words of progress.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells on the terminal how it goes: what became of each file on the standard output, everything else beside it.
struct Teller {
    on_terminal: bool,
    file: Option<(PathBuf, Step)>,
    began: Instant,
    told: Instant,
}

impl Teller {
    fn new() -> Self {
        let now = Instant::now();
        Self { on_terminal: std::io::stderr().is_terminal(), file: None, began: now, told: now }
    }
}

impl Listener for Teller {
    fn progress(&mut self, path: &Path, step: Step, rows: u64) {
        let same = self.file.as_ref().is_some_and(|(file, of)| file == path && *of == step);
        if !same {
            self.file = Some((path.to_path_buf(), step));
            (self.began, self.told) = (Instant::now(), Instant::now());
        }
        if !self.on_terminal || self.told.elapsed() < PAUSE {
            return;
        }
        self.told = Instant::now();
        let doing = match step {
            Step::Checking => "checked",
            Step::Recording => "read into acts",
        };
        // The line is written over by the next one.
        eprint!("\r\x1b[K{}: {rows} rows {doing}, {} rows/s", path.display(), rate(rows, self.began.elapsed()));
        drop(std::io::stderr().flush());
    }

    fn done(&mut self, report: &FileReport) {
        if self.on_terminal {
            eprint!("\r\x1b[K");
        }
        let path = report.path.display();
        match &report.outcome {
            Outcome::Recorded { acts, first, last } => {
                println!("{path}: {} rows recorded in {acts} acts, {first} to {last}", report.rows);
            }
            Outcome::NothingNew => println!("{path}: nothing new in {} rows", report.rows),
            Outcome::AlreadyRecorded => println!("{path}: already recorded"),
            Outcome::Bad(problems) => tell(&report.path, problems),
            Outcome::NotTried { because } => {
                eprintln!("{path}: not tried, because it rests on {}, which was not recorded", because.display());
            }
        }
        if report.took >= PAUSE {
            let seconds = report.took.as_secs_f32();
            eprintln!("{path}: {} rows in {seconds:.1} s, {} rows/s", report.rows, rate(report.rows, report.took));
        }
    }
}

fn tell(path: &Path, problems: &Problems) {
    let path = path.display();
    for problem in problems.named() {
        eprintln!("{path}:{}: {}: {}", problem.line, problem.column, problem.reason);
    }
    if problems.unnamed() > 0 {
        eprintln!("{path}: and {} more", problems.unnamed());
    }
    eprintln!("{path}: nothing of it was recorded");
}

fn rate(rows: u64, took: Duration) -> u128 {
    u128::from(rows) * 1_000 / took.as_millis().max(1)
}
