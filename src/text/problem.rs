//! What is wrong with a subject that an asker named.

use super::catalogue::Sentence;
use crate::domain::lang::Lang;

/// The longest part of what was given that is said again: an asker knows the rest.
const SAID_AGAIN: usize = 40;

/// What was given as a BIN or IIN is none.
pub fn malformed_bin(given: &str, lang: Lang) -> String {
    of("problem-malformed-bin", given, lang)
}

/// What was given as an id is none of this register.
pub fn malformed_id(given: &str, lang: Lang) -> String {
    of("problem-malformed-id", given, lang)
}

fn of(id: &str, given: &str, lang: Lang) -> String {
    Sentence::new(id, lang).text("given", given.chars().take(SAID_AGAIN).collect::<String>()).say()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_was_given_and_no_more_than_is_needed() {
        for lang in Lang::ALL {
            for said in [malformed_bin("123", *lang), malformed_id("123", *lang)] {
                assert!(said.contains("123") && said.contains(' '), "{said}");
            }
            assert!(malformed_bin(&"9".repeat(500), *lang).chars().count() < 200);
        }
    }
}
