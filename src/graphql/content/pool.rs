//! What a pool's accreditation rests on.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::region;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::refusal::Refusal;

/// Where a pool's hardware and software stand.
#[derive(InputObject)]
pub struct PoolComplexInput {
    /// Whether that is in Kazakhstan.
    in_kazakhstan: bool,
    /// The region, when it is: the first two digits of KATO.
    region: Option<String>,
    /// The place in words.
    place: String,
}

/// A protocol of a test of information security.
#[derive(InputObject)]
pub struct SecurityTestInput {
    /// Its number.
    number: String,
    /// Who tested.
    laboratory: String,
    /// Whether the result was positive.
    positive: bool,
}

impl PoolComplexInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// An unknown region, unacceptable text.
    pub fn read(&self, path: &str) -> Result<ComplexPlace, Refusal> {
        let region = self.region.as_ref().map(|code| region(path, code)).transpose()?;
        Ok(ComplexPlace { in_kazakhstan: self.in_kazakhstan, region, place: text(inside(path, "place"), &self.place)? })
    }
}

impl SecurityTestInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<TestProtocol, Refusal> {
        Ok(TestProtocol {
            number: text(inside(path, "number"), &self.number)?,
            laboratory: text(inside(path, "laboratory"), &self.laboratory)?,
            positive: self.positive,
        })
    }
}
