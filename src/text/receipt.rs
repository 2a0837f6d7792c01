//! Receipts, as a person sees them.

use super::catalogue::Sentence;
use super::headline::kebab;
use crate::compliance::finding::Outcome;
use crate::compliance::verdict::Verdict;
use crate::domain::day::Day;
use crate::domain::lang::Lang;

/// A word or a sentence of the page of a receipt that is the same on all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptWords {
    /// What the page is.
    Title,
    /// When it was given.
    Given,
    /// The day that it speaks of.
    Day,
    /// The version of the register.
    Version,
    /// For whom it is.
    Audience,
    /// The asker's own mark.
    Nonce,
    /// A duty.
    Duty,
    /// What came of it.
    Outcome,
    /// What proves it.
    Proof,
    /// Where the signed receipt is.
    Download,
    /// Where the keys are.
    Keys,
    /// That nobody keeps who asked.
    NotKept,
    /// That the answer would be another today.
    Otherwise,
    /// A chain.
    Chain,
    /// There is none.
    None,
    /// The register signs nothing.
    Silent,
    /// It cannot be shown now.
    Later,
}

/// A word or sentence of the page of a receipt.
pub fn receipt(words: ReceiptWords, lang: Lang) -> String {
    let id = match words {
        ReceiptWords::Title => "receipt-title",
        ReceiptWords::Given => "receipt-given",
        ReceiptWords::Day => "receipt-day",
        ReceiptWords::Version => "receipt-version",
        ReceiptWords::Audience => "receipt-audience",
        ReceiptWords::Nonce => "receipt-nonce",
        ReceiptWords::Duty => "receipt-duty",
        ReceiptWords::Outcome => "receipt-outcome",
        ReceiptWords::Proof => "receipt-proof",
        ReceiptWords::Download => "receipt-download",
        ReceiptWords::Keys => "receipt-keys",
        ReceiptWords::NotKept => "receipt-not-kept",
        ReceiptWords::Otherwise => "receipt-otherwise",
        ReceiptWords::Chain => "receipt-chain",
        ReceiptWords::None => "receipt-none",
        ReceiptWords::Silent => "receipt-silent",
        ReceiptWords::Later => "receipt-later",
    };
    Sentence::new(id, lang).say()
}

/// How many acts the journal had, how many of them an answer rests on, and for how many a receipt carries the proof.
pub fn proved(size: i64, rests_on: usize, proved: usize, lang: Lang) -> String {
    let text = |sentence: Sentence<'static>, name, value: String| sentence.text(name, value);
    let sentence = text(Sentence::new("receipt-proved", lang), "size", size.to_string());
    text(text(sentence, "count", rests_on.to_string()), "proved", proved.to_string()).say()
}

/// A receipt for so many subjects.
pub fn receipt_of_batch(count: u32, lang: Lang) -> String {
    Sentence::new("receipt-batch", lang).count("count", count).say()
}

/// What came of a duty, in a word or two.
pub fn outcome(outcome: Outcome, lang: Lang) -> String {
    Sentence::new(&format!("outcome-{}", kebab(outcome.code())), lang).say()
}

/// A verdict, in a word or two.
pub fn verdict(verdict: Verdict, lang: Lang) -> String {
    Sentence::new(&format!("verdict-{}", kebab(verdict.code())), lang).say()
}

/// A day as the language writes it.
pub fn day(day: Day, lang: Lang) -> String {
    super::catalogue::day_in(day, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_and_verdicts_have_words_in_every_language() {
        for lang in Lang::ALL {
            let outcomes = Outcome::ALL.iter().map(|one| outcome(*one, *lang));
            for words in outcomes.chain(Verdict::ALL.iter().map(|one| verdict(*one, *lang))) {
                assert!(!words.starts_with("outcome-") && !words.starts_with("verdict-"), "{words}");
            }
        }
    }
}
