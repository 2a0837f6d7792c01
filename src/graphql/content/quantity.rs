//! Coin, energy and money, each read from an exact decimal in the unit that callers write; and hours of a day.

use std::fmt::Display;

use super::super::scalar::Decimal;
use crate::domain::day::Day;
use crate::domain::decimal::{Amount, DecimalError};
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::money::{Money, Price};
use crate::domain::refusal::{Refusal, RefusalCode};

/// The most money that the register holds in one sum: 2⁵³ − 1 tiyn.
const MOST_TENGE: &str = "90071992547409.91";

/// An amount of coin.
///
/// # Errors
/// Negative, or larger than the register can hold.
pub(super) fn coin(path: impl Into<String>, units: Decimal) -> Result<Amount, Refusal> {
    units.0.to_string().parse().map_err(|why: DecimalError| bad_amount(path, why.to_string()))
}

/// Energy in kWh.
///
/// # Errors
/// Negative, finer than a watt-hour, or larger than the register can hold.
pub(super) fn energy(path: impl Into<String>, kwh: Decimal) -> Result<Energy, Refusal> {
    Energy::from_kwh(kwh.0).map_err(|why| bad_amount(path, in_unit(why, "kWh", 3, Energy::MOST)))
}

/// Money in tenge.
///
/// # Errors
/// Negative, finer than a tiyn, or larger than the register can hold.
pub(super) fn money(path: impl Into<String>, tenge: Decimal) -> Result<Money, Refusal> {
    Money::from_tenge(tenge.0).map_err(|why| bad_amount(path, in_unit(why, "tenge", 2, MOST_TENGE)))
}

/// A price in tenge per kWh.
///
/// # Errors
/// As [`money`].
pub(super) fn price(path: impl Into<String>, tenge: Decimal) -> Result<Price, Refusal> {
    money(path, tenge).map(Price)
}

/// An hour of a day by its number.
///
/// # Errors
/// An hour that the day does not have.
pub(super) fn hour(path: impl Into<String>, day: Day, number: i64) -> Result<Hour, Refusal> {
    Hour::of(day, number).ok_or_else(|| Refusal::new(RefusalCode::UnknownHour).at(path).with("hour", number).with("day", day))
}

fn bad_amount(path: impl Into<String>, why: String) -> Refusal {
    Refusal::new(RefusalCode::BadAmount).at(path).with("why", why)
}

/// What is wrong with a number, by the limits of its unit: those of a plain decimal are wider.
fn in_unit(why: DecimalError, unit: &str, places: u32, most: impl Display) -> String {
    match why {
        DecimalError::Places => format!("more than {places} places after the point, in {unit}"),
        DecimalError::TooLarge => format!("too large: at most {most} {unit}"),
        DecimalError::Shape | DecimalError::Negative => why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal(text.parse().expect("a decimal"))
    }

    fn refused<T: std::fmt::Debug>(read: Result<T, Refusal>) -> (RefusalCode, Option<String>) {
        let refusal = read.expect_err("a refusal");
        (refusal.code, refusal.path)
    }

    #[test]
    fn energy_has_three_places_and_money_two() {
        assert_eq!(energy("e", decimal("1.5")).map(Energy::wh), Ok(1_500));
        assert_eq!(money("m", decimal("12.34")).map(Money::tiyn), Ok(1_234));
        for kwh in ["0.0001", "-0.001", "9007199254740.992"] {
            assert_eq!(refused(energy("e", decimal(kwh))), (RefusalCode::BadAmount, Some("e".to_owned())), "{kwh}");
        }
        let too_fine = energy("e", decimal("0.0001")).expect_err("a refusal");
        assert_eq!(too_fine.args, [("why", "more than 3 places after the point, in kWh".to_owned())]);
        assert!(money("m", decimal(MOST_TENGE)).is_ok());
        for tenge in ["0.001", "-0.01", "90071992547409.92"] {
            assert_eq!(refused(price("m", decimal(tenge))), (RefusalCode::BadAmount, Some("m".to_owned())), "{tenge}");
        }
    }

    #[test]
    fn an_hour_is_one_of_its_day() {
        let day = Day::constant(2025, 3, 1);
        assert_eq!(hour("h", day, 24).map(Hour::number), Ok(24));
        for number in [-1, 0, 25, 256, 257] {
            assert_eq!(refused(hour("h", day, number)), (RefusalCode::UnknownHour, Some("h".to_owned())), "{number}");
        }
    }
}
