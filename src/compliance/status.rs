//! A licensee's compliance status: the worst of its findings.

use super::finding::{Finding, Outcome};
use crate::domain::coded;

coded! {
    /// Worst first: "I do not know" is never "no", and never "yes" either.
    pub enum ComplianceStatus {
        /// A duty is breached.
        NonCompliant = "NON_COMPLIANT",
        /// No duty is known to be breached, but an input is missing.
        Undetermined = "UNDETERMINED",
        /// Nothing is breached or unknown, but something soon will be.
        AtRisk = "AT_RISK",
        /// Every duty in force is met.
        Compliant = "COMPLIANT",
    }
}

impl ComplianceStatus {
    /// The status that a set of findings gives.
    pub fn of(findings: &[Finding]) -> Self {
        findings.iter().filter_map(|finding| Self::effect_of(finding.outcome)).min().unwrap_or(Self::Compliant)
    }

    /// Its place among them: 0 for the worst.
    pub fn severity(self) -> u8 {
        match self {
            Self::NonCompliant => 0,
            Self::Undetermined => 1,
            Self::AtRisk => 2,
            Self::Compliant => 3,
        }
    }

    fn effect_of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Breached => Some(Self::NonCompliant),
            Outcome::Undetermined => Some(Self::Undetermined),
            Outcome::AtRisk => Some(Self::AtRisk),
            Outcome::Satisfied | Outcome::NotAssessed | Outcome::NotApplicable => None,
        }
    }
}
