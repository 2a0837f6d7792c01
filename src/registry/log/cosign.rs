//! Witnesses: others who sign that they saw the log grow, and only grow.

use std::fmt;

use futures_util::future::BoxFuture;

use crate::domain::sequence::Sequence;
use crate::journal::note::{Note, NoteKey, SignatureLine};

use super::super::Registry;

/// What witnesses are asked to sign.
#[derive(Clone, Copy, Debug)]
pub struct Cosigning<'a> {
    /// The checkpoint, signed by the log.
    pub note: &'a Note,
    /// Its size.
    pub size: Sequence,
    /// Where proofs are to be had that the log only grew.
    pub registry: &'a Registry,
}

/// Whoever asks witnesses for their signatures.
pub trait Cosigner: fmt::Debug + Send + Sync {
    /// The witnesses that are trusted.
    fn witnesses(&self) -> &[NoteKey];

    /// How many of them must have signed before a checkpoint is published.
    fn quorum(&self) -> usize;

    /// The signatures that they give; whoever does not answer or refuses is left out.
    fn cosign<'a>(&'a self, what: Cosigning<'a>) -> BoxFuture<'a, Vec<SignatureLine>>;
}
