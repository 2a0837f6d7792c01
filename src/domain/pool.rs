//! What a pool's accreditation rests on: the place of its complex and its security tests (Law 193-VII art. 10(2)).

use serde::{Deserialize, Serialize};

use super::region::Region;
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
