//! What the register signs with, found where the settings say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};

use super::secret_file;
use crate::journal::keys::Keys;
use crate::registry::{Cosigner, Registry, Signing};
use crate::settings::Settings;
use crate::witness::{Policy, Witnesses};

/// The register, signing with the key of the settings, once it is known not to contradict what was signed before; as it
/// is where they name no key.
pub(super) async fn signing(registry: Registry, settings: &Settings) -> anyhow::Result<Registry> {
    let Some((keys, memory)) = found(settings)? else {
        ensure!(
            settings.signing.witnesses.is_empty() && settings.signing.quorum.is_none(),
            "witnesses are named, and no key: there is nothing that they could sign (`tizilim key create` makes a key)"
        );
        tracing::warn!("no key is set: the register signs neither its journal nor receipts (`tizilim key create` makes one)");
        return Ok(registry);
    };
    if let Some(url) = &settings.public_url {
        ensure!(
            url.trim_end_matches('/').eq_ignore_ascii_case(keys.address().as_str()),
            "the key is of the register at {}, and public_url is {url}: set it to the first, or make a key for the second",
            keys.address()
        );
    }
    let registry = registry.signing_with(Signing::new(keys, memory, cosigner(settings)?));
    registry.check_signed().await?;
    Ok(registry)
}

/// The witnesses whose signatures every checkpoint must have; `None` where the settings name none.
fn cosigner(settings: &Settings) -> anyhow::Result<Option<Arc<dyn Cosigner>>> {
    let policy = Policy::new(settings.signing.witnesses.clone(), settings.signing.quorum)?;
    if policy.witnesses().is_empty() {
        return Ok(None);
    }
    let witnesses = Witnesses::new(&policy).context("witnesses cannot be asked")?;
    tracing::info!("{} of {} witnesses must sign a checkpoint before it is published", policy.quorum(), policy.witnesses().len());
    Ok(Some(Arc::new(witnesses)))
}

/// The keys, and the file in which it is remembered what they signed.
fn found(settings: &Settings) -> anyhow::Result<Option<(Keys, PathBuf)>> {
    let signed = settings.signing.signed_file.clone();
    match (&settings.signing.key, &settings.signing.key_file) {
        (Some(_), Some(_)) => bail!("both TIZILIM_KEY and a key file are set: one of them, please"),
        (Some(text), None) => {
            let Some(signed) = signed else {
                bail!(
                    "a key given by TIZILIM_KEY needs --signed-file: where the register remembers what it signed last, outside its database"
                );
            };
            Ok(Some((Keys::parse(text).context("TIZILIM_KEY")?, signed)))
        }
        (None, Some(path)) => Ok(Some((read(path)?, signed.unwrap_or_else(|| path.with_extension("signed"))))),
        (None, None) => Ok(None),
    }
}

/// Reads a file of keys that nobody but its owner can read.
pub(super) fn read(path: &Path) -> anyhow::Result<Keys> {
    Keys::parse(&secret_file::read(path)?).with_context(|| format!("{}", path.display()))
}
