//! What a badge says.

use super::catalogue::Sentence;
use super::headline::{kebab, role as role_of};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::lang::Lang;
use crate::domain::standing::Standing;

/// What is held, in a word or two.
pub fn held(role: LicenseeRole, lang: Lang) -> String {
    Sentence::new(&format!("badge-{}", role_of(role)), lang).say()
}

/// Where it stands, in a word or two.
pub fn stands(standing: Standing, lang: Lang) -> String {
    Sentence::new(&format!("badge-{}", kebab(standing.code())), lang).say()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_badge_has_words() {
        for lang in Lang::ALL {
            let roles = LicenseeRole::ALL.iter().map(|role| held(*role, *lang));
            for words in roles.chain(Standing::ALL.iter().map(|standing| stands(*standing, *lang))) {
                assert!(!words.starts_with("badge-"), "{words}");
            }
        }
    }
}
