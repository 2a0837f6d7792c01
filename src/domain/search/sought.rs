//! What someone looks for, read in every way in which it can be meant.

use thiserror::Error;

use super::mark::{Host, Number};
use super::name::{FoldedName, Word};
use super::term::{Term, TermKind};
use crate::domain::bin::{Bin, BinKind};

/// A name that was typed.
#[derive(Clone, Debug)]
pub struct TypedName {
    /// Taken apart.
    pub folded: FoldedName,
    /// Of each word, the other words that its shapes can be read as.
    pub readings: Vec<Vec<Word>>,
    /// As only the name itself is written.
    pub exact: String,
    /// The whole name as it sounds: as written, and with every word in its other reading.
    pub wholes: Vec<String>,
}

/// What is looked for. A text can be a name, a number, a BIN and a host at once.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// As a name.
    pub name: Option<TypedName>,
    /// As the number on a document.
    pub number: Option<Number>,
    /// As a BIN or IIN.
    pub bin: Option<Bin>,
    /// Twelve digits or nearly, and no BIN: the BINs of firms that one slip of the finger turns into them. Never IINs,
    /// which would tell a person's number to whoever guesses near it.
    pub near_bins: Vec<Bin>,
    /// As a host on the web: itself, and those it lies under.
    pub hosts: Vec<Host>,
}

/// Why a text cannot be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SoughtError {
    /// No letter and no digit in it.
    #[error("there is nothing to look for: give at least one letter or digit")]
    Empty,
    /// Longer than any name.
    #[error("longer than {} characters, which no name, number or address is", Sought::LONGEST)]
    TooLong,
    /// Meant as an address on the web, and none.
    #[error("not an address on the web, such as example.kz")]
    NoHost,
}

impl TypedName {
    fn of(text: &str) -> Option<Self> {
        let folded = FoldedName::of(text);
        let readings: Vec<Vec<Word>> = folded.words.iter().map(Word::readings).collect();
        let other = |(word, readings): (&Word, &Vec<Word>)| readings.first().unwrap_or(word).sound.clone();
        let mut wholes = vec![folded.whole(), folded.words.iter().zip(&readings).map(other).collect()];
        wholes.dedup();
        let exact = folded.exact();
        (!folded.words.is_empty()).then_some(Self { folded, readings, exact, wholes })
    }

    /// A word of it as it sounds, in each of its readings.
    pub fn sounds(&self, at: usize) -> Vec<&str> {
        let mut sounds: Vec<&str> = self.folded.words.get(at).map(|word| word.sound.as_str()).into_iter().collect();
        sounds.extend(self.readings.get(at).into_iter().flatten().map(|word| word.sound.as_str()));
        sounds.sort_unstable();
        sounds.dedup();
        sounds
    }
}

impl Sought {
    /// Most characters that can be looked for: no name is longer.
    pub const LONGEST: usize = 200;

    /// A text of which the asker does not say what it is.
    ///
    /// # Errors
    /// Nothing in it, or too much.
    pub fn text(text: &str) -> Result<Self, SoughtError> {
        let text = checked(text)?;
        let digits: String = text.chars().filter(|character| !is_between_digits(*character)).collect();
        if (11..=13).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self { number: Some(Number::of(text)), ..Self::digits(&digits) });
        }
        let has_digit = text.chars().any(char::is_numeric);
        Ok(Self {
            name: TypedName::of(text),
            number: has_digit.then(|| Number::of(text)),
            hosts: Host::of(text).map(|host| host.upwards().collect()).unwrap_or_default(),
            ..Self::default()
        })
    }

    /// A name.
    ///
    /// # Errors
    /// As [`Sought::text`].
    pub fn name(text: &str) -> Result<Self, SoughtError> {
        Ok(Self { name: TypedName::of(checked(text)?), ..Self::default() })
    }

    /// The number on a document.
    ///
    /// # Errors
    /// As [`Sought::text`].
    pub fn number(text: &str) -> Result<Self, SoughtError> {
        Ok(Self { number: Some(Number::of(checked(text)?)), ..Self::default() })
    }

    /// A BIN or IIN.
    pub fn bin(bin: Bin) -> Self {
        Self { bin: Some(bin), ..Self::default() }
    }

    /// An address on the web.
    ///
    /// # Errors
    /// As [`Sought::text`]; an address without a host.
    pub fn domain(text: &str) -> Result<Self, SoughtError> {
        let host = Host::of(checked(text)?).ok_or(SoughtError::NoHost)?;
        Ok(Self { hosts: host.upwards().collect(), ..Self::default() })
    }

    fn digits(digits: &str) -> Self {
        let bin = digits.parse().ok();
        let near_bins = if bin.is_some() { Vec::new() } else { one_slip_away(digits) };
        Self { bin, near_bins, ..Self::default() }
    }

    /// The terms that are looked for as they are; those of names are asked for word by word.
    pub fn marks(&self) -> Vec<Term> {
        let number = self.number.iter().map(|number| Term::new(TermKind::Number, number.folded.clone()));
        let hosts = self.hosts.iter().map(|host| Term::new(TermKind::Domain, host.label()));
        let bin = self.bin.iter().map(|bin| Term::new(TermKind::Bin, bin.digits()));
        number.chain(hosts).chain(bin).collect()
    }
}

fn is_between_digits(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}')
}

fn checked(text: &str) -> Result<&str, SoughtError> {
    let text = text.trim();
    if text.chars().count() > Sought::LONGEST {
        return Err(SoughtError::TooLong);
    }
    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(SoughtError::Empty) }
}

fn one_slip_away(digits: &str) -> Vec<Bin> {
    let written = digits.as_bytes();
    let mut candidates: Vec<Vec<u8>> = Vec::new();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut other = written.to_vec();
        change(&mut other);
        other
    };
    for at in 0..=written.len() {
        if written.len() < 12 {
            candidates.extend((b'0'..=b'9').map(|digit| changed(&|other| other.insert(at, digit))));
        }
        if at == written.len() {
            break;
        }
        if written.len() > 12 {
            candidates.push(changed(&|other| {
                other.remove(at);
            }));
        }
        if written.len() == 12 {
            candidates.extend((b'0'..=b'9').map(|digit| changed(&|other| other[at] = digit)));
            candidates.push(changed(&|other| other.swap(at, (at + 1).min(11))));
        }
    }
    let bin = |digits: Vec<u8>| String::from_utf8(digits).ok()?.parse::<Bin>().ok();
    let mut bins: Vec<Bin> = candidates.into_iter().filter_map(bin).filter(|bin| bin.kind() == BinKind::Entity).collect();
    bins.sort_unstable();
    bins.dedup();
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_every_way_it_can_be_meant() {
        let name = Sought::text("ТОО «Вектор»").expect("a text");
        assert!(name.name.is_some() && name.number.is_none() && name.hosts.is_empty());
        let number = Sought::text("DEMO-M-0001").expect("a text");
        assert!(number.number.is_some() && number.name.is_some());
        let bin = Sought::text("2304 4000 3015").expect("a text");
        assert_eq!(bin.bin.map(|bin| bin.public()).as_deref(), Some("230440003015"));
        assert!(bin.name.is_none());
        let host = Sought::text("https://www.exchange.kz/login").expect("a text");
        assert_eq!(host.hosts.len(), 1);
    }

    #[test]
    fn a_mistyped_bin_is_near_the_true_one_and_never_near_a_persons() {
        let near = |digits: &str| Sought::text(digits).expect("a text").near_bins;
        let bin: Bin = "230440003015".parse().expect("a BIN");
        for mistyped in ["230440003115", "230440000315", "23044003015", "2304400030155"] {
            assert!(near(mistyped).contains(&bin), "{mistyped}");
        }
        let iin = (0..50).find_map(|n| Bin::complete(&format!("850115300{n:02}"))).expect("a number");
        let mut wrong = iin.digits().to_owned().into_bytes();
        wrong[11] = if wrong[11] == b'0' { b'1' } else { b'0' };
        assert!(near(&String::from_utf8(wrong).expect("digits")).iter().all(|bin| bin.kind() == BinKind::Entity));
    }

    #[test]
    fn what_cannot_be_looked_for_says_why() {
        for nothing in ["", "  ", "«»", "—", "\u{200B}"] {
            assert_eq!(Sought::text(nothing).err(), Some(SoughtError::Empty), "{nothing:?}");
        }
        assert_eq!(Sought::text(&"а".repeat(201)).err(), Some(SoughtError::TooLong));
        assert_eq!(Sought::domain("no host").err(), Some(SoughtError::NoHost));
    }
}
