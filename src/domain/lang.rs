//! The register's three languages.

use serde::{Deserialize, Serialize};

use super::codes::coded;
use super::text::{Name, Note};

coded! {
    /// A language of the register.
    pub enum Lang {
        /// Kazakh, the state language.
        Kk = "KK",
        /// Russian, officially used in state bodies.
        Ru = "RU",
        /// English, the language of AIFC acts.
        En = "EN",
    }
}

/// A name in the register's languages. English is optional: only AIFC acts are written in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// In Kazakh.
    pub kk: Name,
    /// In Russian.
    pub ru: Name,
    /// In English, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub en: Option<Name>,
}

impl Names {
    /// The name in a language; Russian stands in for a missing English.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk => self.kk.as_str(),
            Lang::Ru => self.ru.as_str(),
            Lang::En => self.en.as_ref().unwrap_or(&self.ru).as_str(),
        }
    }
}

/// A longer text in the register's languages: conditions of a licence, the wording of a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// In Kazakh.
    pub kk: Note,
    /// In Russian.
    pub ru: Note,
    /// In English, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub en: Option<Note>,
}

impl Wording {
    /// The text in a language; Russian stands in for a missing English.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk => self.kk.as_str(),
            Lang::Ru => self.ru.as_str(),
            Lang::En => self.en.as_ref().unwrap_or(&self.ru).as_str(),
        }
    }
}

/// A phrase that ships with the program in all three languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// In Kazakh.
    pub kk: &'static str,
    /// In Russian.
    pub ru: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Phrase {
    /// The phrase in a language.
    pub fn in_lang(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => self.kk,
            Lang::Ru => self.ru,
            Lang::En => self.en,
        }
    }
}
