//! Proofs: that the journal holds an act, and that it only grew.

use std::collections::BTreeSet;

use super::LogError;
use crate::domain::sequence::Sequence;
use crate::journal::entry::Hash;
use crate::journal::tree::Plan;
use crate::registry::Registry;

/// An act's entry, with the hashes beside the way from it to the root.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The act.
    pub sequence: Sequence,
    /// Its public entry.
    pub entry: String,
    /// The hashes, lowest first.
    pub proof: Vec<Hash>,
}

impl Registry {
    /// The proof that the tree over `old` acts is the beginning of that over `new`. Both are integrated.
    ///
    /// # Errors
    /// A new tree smaller than the old one, a failing database.
    pub async fn prove_growth(&self, old: Sequence, new: Sequence) -> Result<Vec<Hash>, LogError> {
        let plan = Plan::consistency(old, new)?;
        let tiles = self.tiles(plan.tiles(), new).await?;
        Ok(plan.hashes(&tiles)?)
    }

    /// Acts with the proofs that the tree over `size` acts holds them, in order. Five statements at most, however many, and one where
    /// all tiles are at hand.
    ///
    /// # Errors
    /// An act that the tree does not hold, a failing database.
    pub async fn prove_acts(&self, acts: &BTreeSet<Sequence>, size: Sequence) -> Result<Vec<Proved>, LogError> {
        let plans: Vec<Plan> = acts.iter().map(|act| Plan::inclusion(*act, size)).collect::<Result<_, _>>()?;
        let wanted = plans.iter().flat_map(Plan::tiles).collect();
        let tiles = self.tiles(wanted, size).await?;
        let numbers: Vec<Sequence> = acts.iter().copied().collect();
        let mut entries = self.store.reads().public_acts_numbered(&numbers, size).await?;
        entries.sort_by_key(|entry| entry.sequence);
        let proved = entries
            .into_iter()
            .zip(&plans)
            .map(|(stored, plan)| Ok(Proved { sequence: stored.sequence, entry: stored.entry, proof: plan.hashes(&tiles)? }));
        proved.collect()
    }
}
