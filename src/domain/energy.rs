//! Energy in whole watt-hours, and the power of a site.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::decimal::{Decimal, DecimalError};

/// The unit in which energy is shown.
pub const KWH: &str = "kWh";

/// Watt-hours in a kilowatt-hour.
const WH_PER_KWH: i128 = 1_000;

/// An amount of energy in Wh; never negative. At most 2⁵³ − 1 Wh, nine thousand times what the country uses in a year, so
/// that every JSON reader takes it exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Energy(i64);

/// A number of watt-hours that is negative or beyond the most that can be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not between 0 and 9007199254740991 Wh")]
pub struct EnergyError;

impl Energy {
    /// None at all.
    pub const ZERO: Self = Self(0);
    /// The most that can be held.
    pub const MOST: Self = Self((1 << 53) - 1);

    /// From watt-hours.
    ///
    /// # Errors
    /// Below zero or above [`Energy::MOST`].
    pub fn from_wh(wh: i64) -> Result<Self, EnergyError> {
        if (0..=Self::MOST.0).contains(&wh) { Ok(Self(wh)) } else { Err(EnergyError) }
    }

    /// Watt-hours.
    pub fn wh(self) -> i64 {
        self.0
    }

    /// Kilowatt-hours, exact.
    pub fn kwh(self) -> Decimal {
        Decimal::from_units(i128::from(self.0) * Decimal::whole(1).units() / WH_PER_KWH)
    }

    /// So many watt-hours, in kilowatt-hours: for sums over all licensees, which may be more than one of them can hold.
    pub fn kwh_of(wh: i128) -> Decimal {
        Decimal::from_units(wh.saturating_mul(Decimal::whole(1).units() / WH_PER_KWH))
    }

    /// From kilowatt-hours with at most three places.
    ///
    /// # Errors
    /// A fraction of a watt-hour, a negative or an unbearable amount.
    pub fn from_kwh(kwh: Decimal) -> Result<Self, DecimalError> {
        let per_wh = Decimal::whole(1).units() / WH_PER_KWH;
        if kwh < Decimal::ZERO {
            return Err(DecimalError::Negative);
        }
        if kwh.units() % per_wh != 0 {
            return Err(DecimalError::Places);
        }
        let wh = i64::try_from(kwh.units() / per_wh).map_err(|_| DecimalError::TooLarge)?;
        Self::from_wh(wh).map_err(|_| DecimalError::TooLarge)
    }

    /// Both together, at most [`Energy::MOST`].
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::MOST.0))
    }

    /// What is left when the other is taken away; nothing where the other is more.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }
}

impl Sum for Energy {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

impl TryFrom<i64> for Energy {
    type Error = EnergyError;

    fn try_from(wh: i64) -> Result<Self, EnergyError> {
        Self::from_wh(wh)
    }
}

impl From<Energy> for i64 {
    fn from(energy: Energy) -> Self {
        energy.0
    }
}

/// Reads kilowatt-hours.
impl FromStr for Energy {
    type Err = DecimalError;

    fn from_str(kwh: &str) -> Result<Self, DecimalError> {
        Self::from_kwh(kwh.parse()?)
    }
}

/// Writes kilowatt-hours.
impl fmt::Display for Energy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kwh().fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilowatt_hours_go_in_and_come_out_exact() {
        for (written, wh) in [("0", 0), ("0.001", 1), ("1.5", 1_500), ("9007199254740.991", Energy::MOST.0)] {
            let energy: Energy = written.parse().expect("an energy");
            assert_eq!(energy.wh(), wh);
            assert_eq!(energy.to_string(), written);
        }
    }

    #[test]
    fn what_is_negative_finer_or_larger_is_refused() {
        assert_eq!("-1".parse::<Energy>(), Err(DecimalError::Negative));
        assert_eq!("0.0001".parse::<Energy>(), Err(DecimalError::Places));
        assert_eq!("9007199254740.992".parse::<Energy>(), Err(DecimalError::TooLarge));
        assert_eq!("99999999999999999999".parse::<Energy>(), Err(DecimalError::TooLarge));
        assert!(serde_json::from_str::<Energy>("-1").is_err());
    }
}
