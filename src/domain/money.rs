//! Money in tiyn, the hundredth of a tenge.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::decimal::{Decimal, DecimalError};

const TIYN_PER_TENGE: i128 = 100;

/// A sum of money in tiyn; never negative. At most 2⁵³ − 1 tiyn, so that every JSON reader takes it exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Money(i64);

/// A price of power in tiyn per kWh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Price(pub Money);

/// A sum that is negative or beyond the most that can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not between 0 and 9007199254740991 tiyn")]
pub struct MoneyError;

const MOST: i64 = (1 << 53) - 1;

impl Money {
    /// A tiyn, in tenge.
    pub const SMALLEST: Decimal = Decimal::hundredth();

    /// From tiyn.
    ///
    /// # Errors
    /// Below zero or beyond the most.
    pub fn from_tiyn(tiyn: i64) -> Result<Self, MoneyError> {
        if (0..=MOST).contains(&tiyn) { Ok(Self(tiyn)) } else { Err(MoneyError) }
    }

    /// Tiyn.
    pub fn tiyn(self) -> i64 {
        self.0
    }

    /// Tenge, exact.
    pub fn tenge(self) -> Decimal {
        Decimal::from_units(i128::from(self.0) * Decimal::whole(1).units() / TIYN_PER_TENGE)
    }

    /// From tenge with at most two places.
    ///
    /// # Errors
    /// A fraction of a tiyn, a negative or an unbearable sum.
    pub fn from_tenge(tenge: Decimal) -> Result<Self, DecimalError> {
        let per_tiyn = Decimal::whole(1).units() / TIYN_PER_TENGE;
        if tenge < Decimal::ZERO {
            return Err(DecimalError::Negative);
        }
        if tenge.units() % per_tiyn != 0 {
            return Err(DecimalError::Places);
        }
        let tiyn = i64::try_from(tenge.units() / per_tiyn).map_err(|_| DecimalError::TooLarge)?;
        Self::from_tiyn(tiyn).map_err(|_| DecimalError::TooLarge)
    }
}

impl TryFrom<i64> for Money {
    type Error = MoneyError;

    fn try_from(tiyn: i64) -> Result<Self, MoneyError> {
        Self::from_tiyn(tiyn)
    }
}

impl From<Money> for i64 {
    fn from(money: Money) -> Self {
        money.0
    }
}

/// Reads tenge.
impl FromStr for Money {
    type Err = DecimalError;

    fn from_str(tenge: &str) -> Result<Self, DecimalError> {
        Self::from_tenge(tenge.parse()?)
    }
}

/// Writes tenge.
impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tenge().fmt(out)
    }
}

/// Reads tenge per kWh.
impl FromStr for Price {
    type Err = DecimalError;

    fn from_str(tenge: &str) -> Result<Self, DecimalError> {
        tenge.parse().map(Self)
    }
}

/// Writes tenge per kWh.
impl fmt::Display for Price {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}
