//! What public warnings say.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::super::scalar::Bin;
use super::each;
use super::wording::WordingInput;
use crate::domain::refusal::Refusal;
use crate::domain::warning::WarningText;

/// What a warning says.
#[derive(InputObject)]
pub struct WarningInput {
    /// The name warned of.
    name: String,
    /// Its number, where it has one.
    bin: Option<Bin>,
    /// Its hosts on the web, such as `example.kz`.
    #[graphql(default)]
    domains: Vec<String>,
    /// What to beware of.
    text: WordingInput,
}

impl WarningInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub fn read(&self, path: &str) -> Result<WarningText, Refusal> {
        Ok(WarningText {
            name: text(inside(path, "name"), &self.name)?,
            bin: self.bin.map(|bin| bin.0),
            domains: each(&inside(path, "domains"), &self.domains, |domain, path| text(path, domain))?,
            wording: self.text.read(&inside(path, "text"))?,
        })
    }
}
