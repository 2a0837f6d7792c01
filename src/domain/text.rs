//! Text that people wrote: trimmed, not empty, within its limit, without control characters.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Checked text of at most `MAX` characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

/// A name of an organisation, a person or a place.
pub type Name = Text<200>;
/// A number, a code, an address on the web, a court's reference.
pub type Line = Text<120>;
/// A reason, a condition, the wording of a warning.
pub type Note = Text<2000>;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but space.
    #[error("empty")]
    Empty,
    /// Longer than its limit.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A control, formatting or unassigned direction character.
    #[error("holds a control character, which no name or reason needs")]
    ControlCharacter,
}

/// Characters that are invisible and change how the text around them reads: they could make one name look like another.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

impl<const MAX: usize> Text<MAX> {
    /// The most characters.
    pub const MOST: usize = MAX;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::try_from(text.as_str())
    }
}

impl<const MAX: usize> TryFrom<&str> for Text<MAX> {
    type Error = TextError;

    fn try_from(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().any(is_hidden) {
            return Err(TextError::ControlCharacter);
        }
        if text.chars().count() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        Ok(Self(text.to_owned()))
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_checked() {
        assert_eq!(Text::<5>::try_from("  Үлгі ").map(String::from).as_deref(), Ok("Үлгі"));
        assert_eq!(Text::<5>::try_from(" \n "), Err(TextError::Empty));
        assert_eq!(Text::<5>::try_from("abcdef"), Err(TextError::TooLong(5)));
        for hidden in ["a\u{0}b", "a\nb", "a\u{202E}b", "a\u{200B}b", "a\u{7f}b"] {
            assert_eq!(Text::<50>::try_from(hidden), Err(TextError::ControlCharacter), "{hidden:?}");
        }
    }
}
