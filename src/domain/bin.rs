//! The number that names an organisation or a sole trader: BIN or IIN.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A business identification number (BIN) or, for a sole trader, an individual one (IIN).
///
/// A `Bin` that exists has twelve digits, a plausible date part and a right check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bin([u8; 12]);

/// Whom the number names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinKind {
    /// A legal entity, its branch or its office: the number is public.
    Entity,
    /// A natural person trading alone: the number is personal data and is shown masked.
    Person,
}

/// Why twelve characters are no BIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BinError {
    /// Not twelve ASCII digits.
    #[error("a BIN or IIN has exactly 12 digits")]
    Shape,
    /// The date part names no day, or the kind digit none of the known kinds.
    #[error("the first digits of a BIN or IIN hold a date and a kind, and these do not")]
    DatePart,
    /// The twelfth digit is not what the other eleven give.
    #[error("the check digit (the last of the 12) is wrong: one of the digits was mistyped")]
    CheckDigit,
}

/// Weights of the first and of the second pass of the check digit.
const PASSES: [[u32; 11]; 2] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]];

impl Bin {
    /// Takes the first eleven digits and gives the whole number, or `None` where no check digit exists for
    /// them (about 0.8 % of serials) or they are no date and kind.
    pub fn complete(first_eleven: &str) -> Option<Self> {
        let digits = first_eleven.as_bytes();
        if digits.len() != 11 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let check = check_digit(digits)?;
        format!("{first_eleven}{check}").parse().ok()
    }

    /// Whom the number names: the fifth digit is the kind of an entity (4 to 6) or the tens of a birth day (0 to 3).
    pub fn kind(&self) -> BinKind {
        if self.0[4] >= b'4' { BinKind::Entity } else { BinKind::Person }
    }

    /// All twelve digits, also of a person: for storage and comparison, never for the public.
    pub fn digits(&self) -> &str {
        // The constructor let only ASCII digits in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// What the public may see: an entity's number whole, of a person's nothing. Even four digits would tell it to
    /// whoever tries the forty thousand numbers that end in them.
    pub fn public(&self) -> String {
        match self.kind() {
            BinKind::Entity => self.digits().to_owned(),
            BinKind::Person => "*".repeat(12),
        }
    }
}

fn check_digit(first_eleven: &[u8]) -> Option<u32> {
    PASSES
        .iter()
        .map(|weights| weights.iter().zip(first_eleven).map(|(w, d)| w * u32::from(d - b'0')).sum::<u32>() % 11)
        .find(|check| *check < 10)
}

fn date_part_is_plausible(digits: &[u8; 12]) -> bool {
    let two = |at: usize| (digits[at] - b'0') * 10 + digits[at + 1] - b'0';
    let month = (1..=12).contains(&two(2));
    match digits[4] {
        b'4'..=b'6' => month,
        b'0'..=b'3' => month && (1..=31).contains(&two(4)),
        _ => false,
    }
}

impl FromStr for Bin {
    type Err = BinError;

    fn from_str(text: &str) -> Result<Self, BinError> {
        let digits: [u8; 12] = text.as_bytes().try_into().map_err(|_| BinError::Shape)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(BinError::Shape);
        }
        if !date_part_is_plausible(&digits) {
            return Err(BinError::DatePart);
        }
        if check_digit(&digits[..11]) != Some(u32::from(digits[11] - b'0')) {
            return Err(BinError::CheckDigit);
        }
        Ok(Self(digits))
    }
}

impl TryFrom<String> for Bin {
    type Error = BinError;

    fn try_from(text: String) -> Result<Self, BinError> {
        text.parse()
    }
}

impl From<Bin> for String {
    fn from(bin: Bin) -> Self {
        bin.digits().to_owned()
    }
}

/// Shows what the public may see, so that a log line cannot leak a person's number.
impl fmt::Debug for Bin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Bin({})", self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_computed_in_one_pass_or_two_or_does_not_exist() {
        // Computed apart from this program: one pass, two passes, no check digit at all.
        for right in ["230440003015", "230440003611"] {
            let bin: Bin = right.parse().expect("a right number");
            assert_eq!((bin.kind(), bin.public().as_str()), (BinKind::Entity, right));
            assert_eq!(Bin::complete(&right[..11]), Some(bin));
            for last in '0'..='9' {
                let other = format!("{}{last}", &right[..11]);
                assert_eq!(other.parse::<Bin>().is_ok(), other == right, "{other}");
            }
        }
        assert_eq!(Bin::complete("23044000018"), None);
    }

    #[test]
    fn a_persons_number_is_masked() {
        let iin = (0..50).find_map(|n| Bin::complete(&format!("850115300{n:02}"))).expect("one of fifty has a check digit");
        assert_eq!(iin.kind(), BinKind::Person);
        assert_eq!(iin.public(), "************");
        assert!(!format!("{iin:?}").contains("850115"));
    }

    #[test]
    fn what_is_no_number_says_why() {
        assert_eq!("12345".parse::<Bin>(), Err(BinError::Shape));
        assert_eq!("23044000001x".parse::<Bin>(), Err(BinError::Shape));
        assert_eq!("231340000017".parse::<Bin>(), Err(BinError::DatePart));
        assert_eq!("230490000017".parse::<Bin>(), Err(BinError::DatePart));
        assert_eq!("２３０４".parse::<Bin>(), Err(BinError::Shape));
    }
}
