//! Files of secret keys: nobody but their owner reads them, from the moment they are made.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::journal::keys::Seed;

/// Writes a file that was not there.
pub(super) fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = private(OpenOptions::new().write(true).create_new(true))
        .open(path)
        .with_context(|| format!("cannot make the key file {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Puts another text in the place of that in a file: all of it or none.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let mut file = private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&beside)
        .with_context(|| format!("cannot write {}", beside.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(folder)?.sync_all()?)
}

/// Reads a file that nobody but its owner can read.
pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the key file {shown}"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).with_context(|| format!("cannot look at {shown}"))?.permissions().mode();
        ensure!(mode & 0o077 == 0, "others than its owner can read or change the key file {shown}: chmod 600 {shown}");
    }
    Ok(text)
}

/// Thirty-two bytes that nobody else knows.
pub(super) fn seed() -> anyhow::Result<Seed> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| anyhow::anyhow!("the operating system gave no randomness for a key"))?;
    ensure!(seed != [0; 32], "the operating system gave no randomness for a key");
    Ok(seed)
}

/// The options, for a file that nobody but its owner reads.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
