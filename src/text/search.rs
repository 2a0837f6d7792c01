//! Why something was found, for the one who looked for it.

use super::catalogue::Sentence;
use super::headline::kebab;
use crate::domain::lang::Lang;
use crate::domain::search::MatchReason;

/// What of the register was met by what was typed, and what stands between the two: a sentence for each reason.
pub fn matched(reasons: &[MatchReason], matched: &str, lang: Lang) -> String {
    let sentence = |reason: &MatchReason| {
        let id = format!("match-{}", kebab(reason.code()));
        Sentence::new(&id, lang).text("matched", matched).say()
    };
    let named = Sentence::new("match-named", lang).text("matched", matched).say();
    std::iter::once(named).chain(reasons.iter().map(sentence)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_sentence() {
        for (reason, lang) in MatchReason::ALL.iter().flat_map(|reason| Lang::ALL.iter().map(|lang| (*reason, *lang))) {
            let said = matched(&[reason], "«Үлгі» ЖШС", lang);
            assert!(said.contains("«Үлгі» ЖШС") && !said.contains("match-") && !said.contains('{'), "{said}");
        }
    }
}
