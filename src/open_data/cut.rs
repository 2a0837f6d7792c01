//! A cut: a data set as the register stood after an act, or what changed in it since an earlier one.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::cell::Column;
use super::data_set::DataSet;
use super::form::Form;
use crate::domain::sequence::Sequence;

/// A data set at a sequence, whole or since another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cut {
    /// Of what.
    pub data_set: DataSet,
    /// As the register stood after this act.
    pub sequence: Sequence,
    /// Of a delta: what changed after this act, which is an earlier one.
    pub after: Option<Sequence>,
}

/// A file whole in one form, by what it is checked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// How many these are.
    pub bytes: u64,
}

/// A file that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// What it holds.
    pub cut: Cut,
    /// In which form.
    pub form: Form,
    /// What it is checked with.
    pub fingerprint: Fingerprint,
}

impl Cut {
    /// Its columns, in order.
    pub fn columns(&self) -> Vec<Column> {
        self.data_set.columns(self.after.is_some())
    }

    /// The name under which a file of it is kept.
    pub fn file_name(&self, form: Form) -> String {
        let mut name = format!("tizilim-{}", self.data_set.code());
        if let Some(after) = self.after {
            // A String takes whatever is written to it.
            let _ = write!(name, "-{after:06}");
        }
        format!("{name}-{:06}.{}", self.sequence, form.code())
    }

    /// Its permanent address below that of the open data.
    pub fn address(&self, form: Form) -> String {
        let after = self.after.map(|after| format!("&after={after}")).unwrap_or_default();
        format!("{}.{}?sequence={}{after}", self.data_set.code(), form.code(), self.sequence)
    }
}

/// The fingerprint of a file that passes by piece by piece.
#[derive(Clone, Default)]
pub struct Fingerprinting {
    hash: Sha256,
    bytes: u64,
}

impl Fingerprinting {
    /// Takes the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.hash.update(piece);
        // No file of the register is longer than 2^64 bytes.
        self.bytes = self.bytes.saturating_add(piece.len() as u64);
    }

    /// The fingerprint of all pieces.
    pub fn finish(self) -> Fingerprint {
        Fingerprint { sha256: self.hash.finalize().into(), bytes: self.bytes }
    }
}

impl Fingerprint {
    /// In hexadecimal, as `sha256sum` writes it.
    pub fn hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// The checksums of files, each with its name, as `sha256sum --check` reads them.
pub fn checksums(files: &[Offered]) -> String {
    files.iter().map(|file| format!("{}  {}\n", file.fingerprint.hex(), file.cut.file_name(file.form))).collect()
}
