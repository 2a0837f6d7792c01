//! What every act carries, and how its parts are read.

use async_graphql::InputObject;

use super::scalar::Date;
use crate::domain::act::{Content, Draft};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::text::{Text, TextError};

/// What every act carries.
#[derive(InputObject)]
pub struct ActInput {
    /// The day from which the act has effect.
    effective_on: Date,
    /// Why, in words that the public reads. At most 2000 characters.
    reason: String,
    /// The document that the act rests on. At most 120 characters.
    reference: String,
    /// The caller's own key, at most 120 characters: the same key with the same content gives the first answer again,
    /// with other content a problem.
    idempotency_key: String,
    /// The newest sequence that the caller has seen: when someone else acted on the subject since, the act is refused.
    expected_sequence: Option<i64>,
}

impl ActInput {
    /// The draft of an act that says this.
    ///
    /// # Errors
    /// Text that is empty, too long or holds control characters.
    pub fn draft(self, content: Content) -> Result<Draft, Refusal> {
        let expected = self.expected_sequence.map(|number| {
            Sequence::new(number).ok_or_else(|| {
                Refusal::new(RefusalCode::SubjectChanged).at("expectedSequence").with("newest", "-").with("expected", number)
            })
        });
        Ok(Draft {
            effective_on: self.effective_on.0,
            reason: text("reason", &self.reason)?,
            reference: text("reference", &self.reference)?,
            idempotency_key: text("idempotencyKey", &self.idempotency_key)?,
            expected_sequence: expected.transpose()?,
            content,
        })
    }
}

/// Checked text.
///
/// # Errors
/// Empty, too long, or with control characters.
pub fn text<const MAX: usize>(path: impl Into<String>, text: &str) -> Result<Text<MAX>, Refusal> {
    Text::try_from(text).map_err(|error| {
        match error {
            TextError::Empty => Refusal::new(RefusalCode::TextEmpty),
            TextError::TooLong(most) => Refusal::new(RefusalCode::TextTooLong).with("most", most),
            TextError::ControlCharacter => Refusal::new(RefusalCode::TextControlCharacter),
        }
        .at(path)
    })
}

/// Checked text that may be absent.
///
/// # Errors
/// As [`text`].
pub fn text_or_none<const MAX: usize>(path: impl Into<String>, given: Option<&String>) -> Result<Option<Text<MAX>>, Refusal> {
    given.map(|given| text(path, given)).transpose()
}

/// The path of a field of what stands at `path`; the empty path is the root of the input.
pub fn inside(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}
