//! Exact decimals of eight places: coin amounts, shares and thresholds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

const PLACES: usize = 8;
const ONE: i128 = 100_000_000;

/// An exact signed decimal with at most eight places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(i128);

/// A coin amount: a decimal that is not negative and that both databases hold exactly (an `i64` of 10⁻⁸).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(i64);

/// Why a text is no decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// Not digits with an optional point.
    #[error("not a decimal number such as 12 or 0.50000000")]
    Shape,
    /// More than eight places.
    #[error("more than 8 places after the point")]
    Places,
    /// Larger than can be held.
    #[error("too large: at most 92233720368.54775807")]
    TooLarge,
    /// An amount below zero.
    #[error("negative, and an amount is not")]
    Negative,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(i128::from(number) * ONE)
    }

    /// 0.01.
    pub const fn hundredth() -> Self {
        Self(ONE / 100)
    }

    /// As many times the step as fit, cut and not rounded.
    #[must_use]
    pub fn in_whole(self, step: Self) -> Self {
        Self(self.0 - self.0 % step.0)
    }

    /// From units of 10⁻⁸.
    pub fn from_units(units: i128) -> Self {
        Self(units)
    }

    /// Units of 10⁻⁸.
    pub fn units(self) -> i128 {
        self.0
    }

    /// The exact sum; many more than a register can hold before it would overflow.
    pub fn total(amounts: impl Iterator<Item = Self>) -> Self {
        Self(amounts.map(|amount| amount.0).fold(0, i128::saturating_add))
    }

    /// The quotient, cut (never rounded up) to eight places: a share of 0.749999999 must not read as 0.75.
    /// `None` when `whole` is zero.
    pub fn share(part: Self, whole: Self) -> Option<Self> {
        (whole.0 != 0).then(|| Self(part.0.saturating_mul(ONE) / whole.0))
    }

    /// The product, cut to eight places.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(self.0.saturating_mul(other.0) / ONE)
    }

    /// Whether `part / whole >= self`, decided without dividing.
    pub fn is_reached_by(self, part: Self, whole: Self) -> bool {
        part.0.saturating_mul(ONE) >= self.0.saturating_mul(whole.0)
    }
}

impl std::ops::Sub for Decimal {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Amount {
    /// From units of 10⁻⁸; `None` below zero.
    pub fn from_units(units: i64) -> Option<Self> {
        (units >= 0).then_some(Self(units))
    }

    /// Units of 10⁻⁸.
    pub fn units(self) -> i64 {
        self.0
    }
}

impl From<Amount> for Decimal {
    fn from(amount: Amount) -> Self {
        Self(i128::from(amount.0))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::Shape);
        }
        if fraction.len() > PLACES {
            return Err(DecimalError::Places);
        }
        let whole: i64 = whole.parse().map_err(|_| DecimalError::TooLarge)?;
        let fraction: i128 = format!("{fraction:0<PLACES$}").parse().map_err(|_| DecimalError::Shape)?;
        let units = i128::from(whole) * ONE + fraction;
        Ok(Self(if negative { -units } else { units }))
    }
}

impl FromStr for Amount {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let decimal: Decimal = text.parse()?;
        let units = i64::try_from(decimal.0).map_err(|_| DecimalError::TooLarge)?;
        Self::from_units(units).ok_or(DecimalError::Negative)
    }
}

/// Canonical text: no trailing zeros after the point, no point without places.
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.unsigned_abs() / ONE.unsigned_abs(), self.0.unsigned_abs() % ONE.unsigned_abs());
        if fraction == 0 {
            return write!(out, "{sign}{whole}");
        }
        let places = format!("{fraction:0PLACES$}");
        write!(out, "{sign}{whole}.{}", places.trim_end_matches('0'))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::from(*self).fmt(out)
    }
}

macro_rules! as_text {
    ($type:ty) => {
        impl TryFrom<String> for $type {
            type Error = DecimalError;

            fn try_from(text: String) -> Result<Self, DecimalError> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.to_string()
            }
        }
    };
}
as_text!(Decimal);
as_text!(Amount);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_in_and_comes_out_exact() {
        for (written, canonical) in [
            ("0", "0"),
            ("1.10", "1.1"),
            ("0.00000001", "0.00000001"),
            ("92233720368.54775807", "92233720368.54775807"),
            ("007.5", "7.5"),
            ("123456789012.123456", "123456789012.123456"),
        ] {
            let decimal: Decimal = written.parse().expect("a decimal");
            assert_eq!(decimal.to_string(), canonical);
        }
    }

    #[test]
    fn an_amount_has_its_limits() {
        assert_eq!("0.000000001".parse::<Amount>(), Err(DecimalError::Places));
        assert_eq!("-0.5".parse::<Amount>(), Err(DecimalError::Negative));
        assert_eq!("92233720368.54775808".parse::<Amount>(), Err(DecimalError::TooLarge));
        assert_eq!("99999999999999999999".parse::<Amount>(), Err(DecimalError::TooLarge));
        for text in ["", ".", "1.", ".5", "1e3", "1,5", "+1", "١"] {
            assert_eq!(text.parse::<Amount>(), Err(DecimalError::Shape), "{text}");
        }
    }

    #[test]
    fn a_share_is_cut_and_the_comparison_is_exact() {
        let part = Decimal::from_units(74_999_999_999);
        let whole = Decimal::from_units(100_000_000_000);
        let threshold: Decimal = "0.75".parse().expect("a threshold");
        assert_eq!(Decimal::share(part, whole).map(|share| share.to_string()).as_deref(), Some("0.74999999"));
        assert!(!threshold.is_reached_by(part, whole));
        assert!(threshold.is_reached_by(Decimal::whole(3), Decimal::whole(4)));
    }
}
