//! What a pool's accreditation rests on: the place of its complex and its security tests (Law 193-VII art. 10(2)).

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::region::Region;
use super::sequence::Sequence;
use super::text::{Line, Name};

/// Where a pool's hardware and software stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComplexPlace {
    /// Whether that is in Kazakhstan.
    pub in_kazakhstan: bool,
    /// The region, when it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<Region>,
    /// The place in words.
    pub place: Name,
}

/// A protocol of a test of information security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestProtocol {
    /// Its number.
    pub number: Line,
    /// Who tested.
    pub laboratory: Name,
    /// Whether the result was positive.
    pub positive: bool,
}

/// A fact about a pool with its day and its act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolFact<T> {
    /// The act that first recorded it.
    pub origin: Sequence,
    /// The act that says it as it stands.
    pub act: Sequence,
    /// The day from which the place holds, or of the test.
    pub on: Day,
    /// The fact.
    pub fact: T,
}
