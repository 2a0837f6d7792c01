//! Names and longer texts in the register's languages.

use async_graphql::InputObject;

use super::super::act_input::{inside, text, text_or_none};
use crate::domain::lang::{Names, Wording};
use crate::domain::refusal::Refusal;

/// A name in the register's languages.
#[derive(InputObject, Clone)]
pub(super) struct NamesInput {
    /// In Kazakh. At most 200 characters.
    kk: String,
    /// In Russian. At most 200 characters.
    ru: String,
    /// In English, where there is one. At most 200 characters.
    en: Option<String>,
}

/// A longer text in the register's languages.
#[derive(InputObject, Clone)]
pub(super) struct WordingInput {
    /// In Kazakh. At most 2000 characters.
    kk: String,
    /// In Russian. At most 2000 characters.
    ru: String,
    /// In English, where there is one. At most 2000 characters.
    en: Option<String>,
}

impl NamesInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub(super) fn read(&self, path: &str) -> Result<Names, Refusal> {
        Ok(Names {
            kk: text(inside(path, "kk"), &self.kk)?,
            ru: text(inside(path, "ru"), &self.ru)?,
            en: text_or_none(inside(path, "en"), self.en.as_ref())?,
        })
    }
}

impl WordingInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// Unacceptable text.
    pub(super) fn read(&self, path: &str) -> Result<Wording, Refusal> {
        Ok(Wording {
            kk: text(inside(path, "kk"), &self.kk)?,
            ru: text(inside(path, "ru"), &self.ru)?,
            en: text_or_none(inside(path, "en"), self.en.as_ref())?,
        })
    }
}
