//! What licences and accreditations say, and what a court says of one.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::super::scalar::Date;
use super::wording::WordingInput;
use crate::domain::act::Grant;
use crate::domain::authorisation::Subkind;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::Refusal;
use crate::domain::standing::CourtRuling;

/// What a licence or accreditation says.
#[derive(InputObject)]
pub struct GrantInput {
    /// The number on the document. At most 120 characters.
    number: String,
    /// The last day. Without it, the one that the term of the rules gives.
    expires_on: Option<Date>,
    /// Conditions and restrictions.
    conditions: Option<WordingInput>,
}

/// A court's decision.
#[derive(InputObject)]
pub struct CourtRulingInput {
    /// Which court.
    court: String,
    /// The number of the ruling.
    number: String,
    /// The day on which it was given.
    decided_on: Date,
}

impl GrantInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str, organisation: OrganisationId, subkind: Option<Subkind>) -> Result<Grant, Refusal> {
        let conditions = self.conditions.as_ref().map(|wording| wording.read(&inside(path, "conditions")));
        Ok(Grant {
            organisation,
            subkind,
            number: text(inside(path, "number"), &self.number)?,
            expires_on: self.expires_on.map(|day| day.0),
            conditions: conditions.transpose()?,
        })
    }
}

impl CourtRulingInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<CourtRuling, Refusal> {
        Ok(CourtRuling {
            court: text(inside(path, "court"), &self.court)?,
            number: text(inside(path, "number"), &self.number)?,
            decided_on: self.decided_on.0,
        })
    }
}
