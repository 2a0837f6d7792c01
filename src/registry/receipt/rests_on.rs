//! The acts that an answer rests on.

use std::collections::BTreeSet;

use crate::compliance::finding::Finding;
use crate::domain::sequence::Sequence;
use crate::registry::{ChainVerification, Verification};

/// Acts whose proof is in a receipt: those of the subject itself first, then the newest of the evidence.
const MOST_PROVED: usize = 16;

/// As many for each item of a batch.
const MOST_PROVED_OF_ITEM: usize = 8;

/// The acts that an answer rests on, and those of them whose proof a receipt carries.
#[derive(Clone, Debug, Default)]
pub(super) struct RestsOn {
    all: BTreeSet<Sequence>,
    /// The subject itself: its registration, its authorisation, what befell it, warnings of it.
    own: BTreeSet<Sequence>,
    /// What the findings rest on.
    evidence: BTreeSet<Sequence>,
}

impl RestsOn {
    pub(super) fn of_verification(of: &Verification) -> Self {
        let mut acts = Self::default();
        acts.add(of);
        acts
    }

    pub(super) fn of_chain(of: &ChainVerification) -> Self {
        let mut acts = Self::default();
        [&of.miner, &of.pool, &of.exchange].into_iter().for_each(|party| acts.add(party));
        of.chain.links().iter().for_each(|link| acts.add_findings(&link.findings));
        acts
    }

    fn add(&mut self, of: &Verification) {
        self.own.extend(of.warnings.iter().map(|warning| warning.id));
        if let Some((licensee, assessment)) = &of.found {
            self.own.insert(licensee.organisation.id.0);
            self.own.insert(licensee.authorisation.id.0);
            self.own.extend(licensee.history.events().iter().map(|event| event.act));
            self.add_findings(&assessment.findings);
        }
        self.all.extend(&self.own);
    }

    fn add_findings(&mut self, findings: &[Finding]) {
        for finding in findings {
            self.all.insert(finding.rule.act);
            self.all.extend(&finding.evidence);
            self.evidence.extend(&finding.evidence);
        }
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> Vec<Sequence> {
        self.all.iter().copied().collect()
    }

    /// Those whose proof is carried.
    pub(super) fn proved(&self) -> BTreeSet<Sequence> {
        self.first(MOST_PROVED)
    }

    /// Those whose proof is carried where there are many answers.
    pub(super) fn proved_of_item(&self) -> BTreeSet<Sequence> {
        self.first(MOST_PROVED_OF_ITEM)
    }

    fn first(&self, most: usize) -> BTreeSet<Sequence> {
        let further = self.evidence.iter().rev().filter(|act| !self.own.contains(act));
        self.own.iter().chain(further).take(most).copied().collect()
    }
}
