//! The answer to "may they?": one word for one subject in one role on one day.

use super::assessment::Assessment;
use super::status::ComplianceStatus;
use crate::domain::coded;
use crate::domain::standing::Standing;

coded! {
    /// The verdict of a verification (rules.md).
    pub enum Verdict {
        /// Active and compliant.
        Authorised = "AUTHORISED",
        /// Active, but its status is not COMPLIANT.
        AuthorisedWithFindings = "AUTHORISED_WITH_FINDINGS",
        /// Known, but its standing on the day is not ACTIVE.
        NotAuthorised = "NOT_AUTHORISED",
        /// Nothing of that role was ever registered.
        NotFound = "NOT_FOUND",
    }
}

impl Verdict {
    /// The verdict that an assessment gives.
    pub fn of(assessment: &Assessment) -> Self {
        match (assessment.standing, assessment.status) {
            (Standing::Active, ComplianceStatus::Compliant) => Self::Authorised,
            (Standing::Active, _) => Self::AuthorisedWithFindings,
            _ => Self::NotAuthorised,
        }
    }
}
