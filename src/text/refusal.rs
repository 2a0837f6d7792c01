//! Why an act was refused, for the one who must mend it.

use super::catalogue::{Sentence, day_in, span_in};
use super::headline::kebab;
use crate::domain::day::Day;
use crate::domain::lang::Lang;
use crate::domain::refusal::Refusal;
use crate::domain::report::Span;

/// What is wrong and what to do. Days, months, quarters and years among the particulars are
/// written as the language does.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let id = format!("refusal-{}", kebab(refusal.code.code()));
    let sentence = refusal.args.iter().fold(Sentence::new(&id, lang), |sentence, (name, value)| {
        let span = || value.parse::<Span>().ok().filter(|_| *name == "span");
        let written = match value.parse::<Day>() {
            Ok(Day::LAST) => Sentence::new("open-end", lang).say(),
            Ok(day) => day_in(day, lang),
            Err(_) => span().map_or_else(|| value.clone(), |span| span_in(span, lang)),
        };
        match value.parse::<usize>() {
            Ok(number) if matches!(*name, "count" | "most") => sentence.count(name, number),
            _ => sentence.text(name, written),
        }
    });
    sentence.say()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::RefusalCode;

    #[test]
    fn every_code_has_its_sentence() {
        for (code, lang) in RefusalCode::ALL.iter().flat_map(|code| Lang::ALL.iter().map(|lang| (*code, *lang))) {
            let said = refusal(&Refusal::new(code), lang);
            assert!(!said.starts_with("refusal-"), "{said}");
        }
    }
}
