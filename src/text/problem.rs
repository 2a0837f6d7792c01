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

/// What was given as a name has no letter, or is longer than any name.
pub fn malformed_name(given: &str, lang: Lang) -> String {
    of("problem-malformed-name", given, lang)
}

/// What was given as an address on the web is none.
pub fn malformed_domain(given: &str, lang: Lang) -> String {
    of("problem-malformed-domain", given, lang)
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
            let problems = [malformed_bin, malformed_id, malformed_name, malformed_domain];
            for said in problems.map(|problem| problem("123", *lang)) {
                assert!(said.contains("123") && said.contains(' '), "{said}");
            }
            assert!(malformed_bin(&"9".repeat(500), *lang).chars().count() < 200);
        }
    }
}
