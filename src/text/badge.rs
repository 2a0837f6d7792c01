//! What a badge says.

use super::catalogue::Sentence;
use super::headline::{kebab, role as role_of};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::lang::Lang;
use crate::domain::standing::Standing;

/// What is held, and where it stands, in a few words.
pub fn badge(role: LicenseeRole, standing: Standing, lang: Lang) -> String {
    let held = Sentence::new(&format!("badge-{}", role_of(role)), lang).say();
    let stands = Sentence::new(&format!("badge-{}", kebab(standing.code())), lang).say();
    format!("{held}: {stands}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_badge_has_words() {
        for lang in Lang::ALL {
            for role in LicenseeRole::ALL {
                for standing in Standing::ALL {
                    assert!(!badge(*role, *standing, *lang).contains("badge-"));
                }
            }
        }
    }
}
