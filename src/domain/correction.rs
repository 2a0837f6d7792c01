//! Corrections: an act that says of an earlier act what it should have said.

use serde::{Deserialize, Serialize};

use super::act::{Act, Content};
use super::day::Day;
use super::reading::ReadingRow;
use super::sequence::Sequence;
use super::trade::{DistributionRow, SaleRow};

/// What was wrong, and what is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Correction {
    /// The act should not have been recorded.
    Annulled {
        /// The act corrected.
        corrects: Sequence,
    },
    /// The act should have said this.
    Replaced {
        /// The act corrected.
        corrects: Sequence,
        /// The day from which it should have had effect.
        #[serde(rename = "effectiveOn")]
        effective_on: Day,
        /// What it should have said; of the same kind.
        with: Box<Content>,
    },
    /// A row of a file should not have been there.
    RowAnnulled {
        /// The act corrected.
        corrects: Sequence,
        /// The row, counted from 0.
        row: u32,
    },
    /// A row of a file of distributions should have been this.
    DistributionReplaced {
        /// The act corrected.
        corrects: Sequence,
        /// The row, counted from 0.
        row: u32,
        /// What it should have been.
        with: DistributionRow,
    },
    /// A row of a file of sales should have been this.
    SaleReplaced {
        /// The act corrected.
        corrects: Sequence,
        /// The row, counted from 0.
        row: u32,
        /// What it should have been.
        with: SaleRow,
    },
    /// A row of a file of readings should have been this.
    ReadingReplaced {
        /// The act corrected.
        corrects: Sequence,
        /// The row, counted from 0.
        row: u32,
        /// What it should have been.
        with: ReadingRow,
    },
}

impl Correction {
    /// The act corrected.
    pub fn corrects(&self) -> Sequence {
        match self {
            Self::Annulled { corrects }
            | Self::Replaced { corrects, .. }
            | Self::RowAnnulled { corrects, .. }
            | Self::DistributionReplaced { corrects, .. }
            | Self::SaleReplaced { corrects, .. }
            | Self::ReadingReplaced { corrects, .. } => *corrects,
        }
    }

    /// The facts that change, by their names in the API.
    pub fn changed_fields(&self) -> Vec<&'static str> {
        match self {
            Self::Replaced { with, .. } => with.changed_fields(),
            Self::DistributionReplaced { .. } => vec!["distributions"],
            Self::SaleReplaced { .. } => vec!["sales"],
            Self::ReadingReplaced { .. } => vec!["readings"],
            Self::Annulled { .. } | Self::RowAnnulled { .. } => vec!["annulled"],
        }
    }

    /// The parts that the public does not see: what a replaced content hides stays hidden where it now stands.
    pub fn confidential_parts(&self) -> Vec<String> {
        match self {
            Self::DistributionReplaced { .. } | Self::SaleReplaced { .. } | Self::ReadingReplaced { .. } => {
                vec!["/with".to_owned()]
            }
            Self::Replaced { with, .. } => with.confidential_parts().iter().map(|part| format!("/with/content{part}")).collect(),
            Self::Annulled { .. } | Self::RowAnnulled { .. } => Vec::new(),
        }
    }
}

/// An act of a subject, as the register now has it: itself, or what a correction says of it.
#[derive(Clone, Copy, Debug)]
pub struct AsCorrected<'a> {
    /// The act that first recorded it.
    pub origin: &'a Act,
    /// The act that says it as it stands.
    pub said_by: &'a Act,
    /// The day from which it has effect.
    pub effective_on: Day,
    /// What it says.
    pub content: &'a Content,
}

/// Takes the acts of one subject in order and gives those that count, each as the last correction of it has it.
pub fn as_corrected(acts: &[Act]) -> Vec<AsCorrected<'_>> {
    let mut standing: Vec<Option<AsCorrected<'_>>> = Vec::new();
    for act in acts {
        let Content::CorrectFact(correction) = &act.content else {
            standing.push(Some(AsCorrected { origin: act, said_by: act, effective_on: act.effective_on, content: &act.content }));
            continue;
        };
        let corrected = acts.iter().filter(|other| !matches!(other.content, Content::CorrectFact(_)));
        let Some((at, origin)) = corrected.enumerate().find(|(_, other)| other.sequence == correction.corrects()) else {
            continue;
        };
        let Some(slot) = standing.get_mut(at) else { continue };
        match correction {
            Correction::Annulled { .. } => *slot = None,
            Correction::Replaced { effective_on, with, .. } => {
                *slot = Some(AsCorrected { origin, said_by: act, effective_on: *effective_on, content: with });
            }
            // Rows are corrected where they lie, one by one.
            Correction::RowAnnulled { .. }
            | Correction::DistributionReplaced { .. }
            | Correction::SaleReplaced { .. }
            | Correction::ReadingReplaced { .. } => {}
        }
    }
    standing.into_iter().flatten().collect()
}
