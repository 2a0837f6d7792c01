//! What the index holds: the terms by which a subject is found, and the terms one letter away.

use std::collections::BTreeSet;

use super::mark::{Host, Number};
use super::name::FoldedName;
use crate::domain::coded;
use crate::domain::lang::Names;
use crate::domain::warning::WarningText;

coded! {
    /// What a term is of.
    pub enum TermKind {
        /// A word of a name, as it sounds.
        Word = "WORD",
        /// A whole name, as it sounds.
        Whole = "WHOLE",
        /// A document's number, its letters and digits.
        Number = "NUMBER",
        /// A host on the web without its ending, as it looks.
        Domain = "DOMAIN",
        /// The BIN or IIN that a warning names.
        Bin = "BIN",
    }
}

/// A term of the index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// What it is of.
    pub kind: TermKind,
    /// The term.
    pub text: String,
}

impl Term {
    /// A term.
    pub fn new(kind: TermKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// The terms of an organisation under what is said of it.
pub fn terms_of_organisation(names: &Names, website: Option<&str>) -> BTreeSet<Term> {
    let all_names = [Some(&names.kk), Some(&names.ru), names.en.as_ref()];
    let mut terms: BTreeSet<Term> = all_names.into_iter().flatten().flat_map(|name| of_name(name.as_str())).collect();
    terms.extend(website.and_then(of_host));
    terms
}

/// The terms of an authorisation.
pub fn terms_of_authorisation(number: &str) -> BTreeSet<Term> {
    let folded = Number::of(number).folded;
    (!folded.is_empty()).then(|| Term::new(TermKind::Number, folded)).into_iter().collect()
}

/// The terms of a public warning.
pub fn terms_of_warning(said: &WarningText) -> BTreeSet<Term> {
    let mut terms: BTreeSet<Term> = of_name(said.name.as_str()).collect();
    terms.extend(said.domains.iter().filter_map(|domain| of_host(domain.as_str())));
    terms.extend(said.bin.map(|bin| Term::new(TermKind::Bin, bin.digits())));
    terms
}

fn of_name(name: &str) -> impl Iterator<Item = Term> + use<> {
    let folded = FoldedName::of(name);
    let whole = folded.whole();
    let words = folded.words.into_iter().map(|word| Term::new(TermKind::Word, word.sound));
    words.chain((!whole.is_empty()).then(|| Term::new(TermKind::Whole, whole)))
}

fn of_host(address: &str) -> Option<Term> {
    Host::of(address).map(|host| Term::new(TermKind::Domain, host.label()))
}

/// The term itself and with one letter left out, each once: two terms that are one insertion, deletion, substitution or
/// transposition apart have one of these in common. None for a term too short or too long to be guessed at, a name's
/// number, and kinds that are found only as they are.
pub fn variants(term: &Term) -> BTreeSet<String> {
    let letters: Vec<char> = term.text.chars().collect();
    if !is_guessed_at(term.kind, &letters) {
        return BTreeSet::new();
    }
    let without = |at: usize| letters.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| letter).collect();
    let mut variants: BTreeSet<String> = (0..letters.len()).map(without).collect();
    variants.insert(term.text.clone());
    variants
}

fn is_guessed_at(kind: TermKind, letters: &[char]) -> bool {
    match kind {
        // "17" and "18" are two firms.
        TermKind::Word => (4..=24).contains(&letters.len()) && !letters.iter().any(|letter| letter.is_numeric()),
        TermKind::Number => (4..=24).contains(&letters.len()),
        TermKind::Domain => (4..=40).contains(&letters.len()),
        TermKind::Whole | TermKind::Bin => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shared(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|text| variants(&Term::new(TermKind::Domain, text)));
        one.intersection(&other).next().is_some()
    }

    #[test]
    fn short_words_and_numbers_in_names_are_not_guessed_at() {
        for (kind, text, count) in [
            (TermKind::Word, "kun", 0),
            (TermKind::Word, "1720", 0),
            (TermKind::Word, "kiran", 6),
            (TermKind::Number, "demom0001", 8),
            (TermKind::Whole, "obrazets", 0),
        ] {
            assert_eq!(variants(&Term::new(kind, text)).len(), count, "{text}");
        }
    }

    proptest! {
        #[test]
        fn terms_one_step_apart_share_a_variant(text in "[a-d]{4,12}", at in 0_usize..12, letter in "[a-e]") {
            let letters: Vec<char> = text.chars().collect();
            let at = at % letters.len();
            let mut others = vec![letters.clone(); 3];
            others[0][at] = letter.chars().next().unwrap_or('x');
            others[1].insert(at, letter.chars().next().unwrap_or('x'));
            others[2].swap(at, (at + 1) % letters.len().max(1));
            for other in &others[..2] {
                prop_assert!(shared(&text, &other.iter().collect::<String>()));
            }
            if at + 1 < letters.len() {
                prop_assert!(shared(&text, &others[2].iter().collect::<String>()));
            }
        }
    }
}
