//! `tizilim backup`: a register in one file, copied while it runs. `tizilim restore`: a register from such a file.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::Args;

use super::secret_file::private;
use crate::domain::sequence::Sequence;
use crate::registry::{Clock, Registry};
use crate::settings::SettingsArgs;
use crate::store::Store;

/// What is done in place of a backup where the database is a server.
const ON_POSTGRES: &str = "a register on PostgreSQL is copied by its own tools: `pg_dump --format=custom --file=FILE URL`, and \
     `pg_restore --exit-on-error --dbname=URL FILE` into an empty database";

#[derive(Args, Debug)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    /// The file to make; it holds everything that is confidential, and only its owner can read it
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Args, Debug)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) async fn backup(args: BackupArgs) -> anyhow::Result<()> {
    let settings = args.settings.finish()?;
    let source = database_file(&settings.database_url)?;
    ensure!(source.exists(), "there is no register at {}", source.display());
    let file = &args.file;
    let part = Part::beside(file)?;
    let store = Store::connect(&settings.database_url).await?;
    store.copy_file(&part.path).await.with_context(|| format!("cannot write {}", file.display()))?;
    store.close().await?;
    let newest = part.finish(file).await?;
    println!("{}: {newest} acts, checked", file.display());
    println!("Keys, and what was signed with them, are not in it: keep copies of them elsewhere.");
    Ok(())
}

pub(super) async fn restore(args: RestoreArgs) -> anyhow::Result<()> {
    let settings = args.settings.finish()?;
    let target = database_file(&settings.database_url)?;
    let log = target.with_file_name(format!("{}-wal", target.file_name().unwrap_or_default().to_string_lossy()));
    for there in [&target, &log] {
        ensure!(!there.exists(), "{} is there already: stop its server and move it away first", there.display());
    }
    let part = Part::beside(&target)?;
    std::fs::copy(&args.file, &part.path).with_context(|| format!("cannot copy {}", args.file.display()))?;
    let newest = part.finish(&target).await.with_context(|| format!("{} is not restored", args.file.display()))?;
    println!("{}: {newest} acts, checked", target.display());
    println!("A server that signed more acts than these refuses to sign until it is given those that are missing.");
    Ok(())
}

/// The file of a SQLite register.
fn database_file(url: &str) -> anyhow::Result<PathBuf> {
    Store::file_of(url)?.context(ON_POSTGRES)
}

/// A file on its way to its name: gone again unless it gets there.
struct Part {
    path: PathBuf,
}

impl Part {
    fn beside(file: &Path) -> anyhow::Result<Self> {
        ensure!(!file.exists(), "{} is there already", file.display());
        let mut name = file.file_name().context("the file has no name")?.to_owned();
        name.push(".part");
        let path = file.with_file_name(name);
        // Private from the moment it is made; what a killed process left there is written over.
        private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path })
    }

    /// Checks the copy, and gives it its name once it is on the disk. Gives its newest act.
    async fn finish(self, file: &Path) -> anyhow::Result<Sequence> {
        let registry = Registry::new(Store::open(&format!("sqlite://{}", self.path.display())).await?, Clock::system());
        let checked = registry.check_sound().await;
        registry.store().clone().close().await?;
        let newest = checked?;
        File::open(&self.path)?.sync_all()?;
        std::fs::rename(&self.path, file).with_context(|| format!("cannot write {}", file.display()))?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(newest)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After `finish` it is not there any more, nor what SQLite keeps beside a file that it has open.
        for beside in ["", "-wal", "-shm"] {
            let mut path = self.path.clone().into_os_string();
            path.push(beside);
            let _ = std::fs::remove_file(path);
        }
    }
}
