//! The other side of a distribution or a sale.

use serde::{Deserialize, Serialize};

use super::bin::Bin;
use super::text::Name;

/// Someone named in a distribution or a sale: a firm of Kazakhstan by its number, or one without a number by name
/// (a foreign pool, an unlicensed platform), which can hold no authorisation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// By number; the register may or may not know it.
    Bin(Bin),
    /// By name.
    Name(Name),
}

impl Party {
    /// The number, where it has one.
    pub fn bin(&self) -> Option<Bin> {
        match self {
            Self::Bin(bin) => Some(*bin),
            Self::Name(_) => None,
        }
    }
}
