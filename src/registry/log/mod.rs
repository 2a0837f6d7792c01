//! The journal as a log that anyone can check: what is signed, what is served of it, and what is proved by it.
//!
//! An act goes through three states. It is *sequenced* once its transaction is through; *integrated* once the hashes of
//! the full subtrees over it are kept; *published* once a checkpoint over it is signed, kept and remembered.

mod check;
mod cosign;
mod memory;
mod prove;
mod publish;
mod serve;
mod tiles;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use thiserror::Error;
use tokio::sync::Mutex;

use super::error::RegistryError;
use crate::domain::sequence::Sequence;
use crate::journal::keys::Keys;
use crate::journal::note::KeyName;
use crate::journal::tile::TileAt;
use crate::journal::tree::{Missing, ProofError};
use crate::store::StoreError;

pub use cosign::{Cosigner, Cosigning};
use memory::Memory;
pub(super) use prove::Proved;
pub(super) use tiles::FullTiles;

/// What the register signs with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Signing(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    keys: Keys,
    memory: Memory,
    cosigner: Option<Arc<dyn Cosigner>>,
    /// Held by whoever signs.
    publishing: Mutex<()>,
    /// A tile whose entries were found changed since they were integrated.
    changed: OnceLock<TileAt>,
}

impl Signing {
    /// Signs with keys, and remembers in a file what was signed last; a checkpoint is published once the cosigner, where
    /// there is one, has enough witnesses for it.
    pub fn new(keys: Keys, memory: PathBuf, cosigner: Option<Arc<dyn Cosigner>>) -> Self {
        let memory = Memory::in_file(memory);
        Self(Arc::new(Inner { keys, memory, cosigner, publishing: Mutex::default(), changed: OnceLock::new() }))
    }

    /// The name of the log.
    pub fn origin(&self) -> KeyName {
        self.0.keys.address().origin()
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }
}

/// Why nothing was signed or proved.
#[derive(Debug, Error)]
pub enum LogError {
    /// The journal could not be read.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The register has no key.
    #[error("this register signs nothing: it was started without a key (`tizilim key create` makes one)")]
    NoKey,
    /// The journal is shorter than what was signed.
    #[error(
        "a checkpoint over {signed} acts was signed, and the journal has {found}: this database is older than what was published, \
         as after restoring a backup. Restore one that has act {signed}, or start a new log under another address \
         (`tizilim key create`); nothing is signed until then"
    )]
    Shrunk {
        /// How many acts were signed.
        signed: Sequence,
        /// How many there are.
        found: Sequence,
    },
    /// The journal is another than what was signed.
    #[error(
        "the first {signed} acts of the journal are not those over which a checkpoint was signed: this database went another way \
         than the one that was published, as when acts are recorded after restoring a backup. Restore the database that was \
         published, or start a new log under another address (`tizilim key create`); nothing is signed until then"
    )]
    Forked {
        /// How many acts were signed.
        signed: Sequence,
    },
    /// What was signed last cannot be read or written.
    #[error("what was signed last cannot be remembered in {path}: {source}; nothing is signed without that")]
    Memory {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Too few witnesses signed.
    #[error(
        "{have} of the {need} witnesses that the policy calls for signed the checkpoint over {size} acts; it will be tried again"
    )]
    Quorum {
        /// The checkpoint's size.
        size: Sequence,
        /// How many did.
        have: usize,
        /// How many must.
        need: usize,
    },
    /// A hash of the tree is not kept.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// The hashes of a tile are not those that were integrated.
    #[error(
        "the acts under {0} are not those over which checkpoints were signed: the database was changed since, other than by \
         acts. Restore a backup; `tizilim audit` names the act where a mirror was kept"
    )]
    Changed(TileAt),
    /// A proof of something that the tree has not.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl From<StoreError> for LogError {
    fn from(error: StoreError) -> Self {
        Self::Registry(error.into())
    }
}
