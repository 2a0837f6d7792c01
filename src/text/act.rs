//! An act in one sentence.

use super::catalogue::Sentence;
use super::headline::kebab;
use crate::domain::act::ActKind;
use crate::domain::day::Day;
use crate::domain::lang::Lang;

/// What an act of a kind, effective on a day, did.
pub fn act(kind: ActKind, effective_on: Day, lang: Lang) -> String {
    let id = format!("act-{}", kebab(kind.code()));
    Sentence::new(&id, lang).day("day", effective_on).say()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_act_has_its_sentence() {
        for (kind, lang) in ActKind::ALL.iter().flat_map(|kind| Lang::ALL.iter().map(|lang| (*kind, *lang))) {
            let said = act(kind, Day::constant(2026, 1, 1), lang);
            assert!(!said.starts_with("act-"), "{said}");
            assert!(!said.contains('{'), "{said}");
        }
    }
}
