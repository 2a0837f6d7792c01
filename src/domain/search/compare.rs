//! How near what was typed is to what is registered, in thousandths, and why.

use std::collections::BTreeSet;

use super::mark::{Host, Number};
use super::name::{FoldedName, Word};
use super::reason::MatchReason;
use super::sought::TypedName;
use crate::domain::decimal::Decimal;

/// A nearness from 0 to 1, in thousandths: exact, so that two databases and two machines rank alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u32);

impl Score {
    /// The very same.
    pub const SAME: Self = Self(1_000);

    /// So many thousandths; more than 1,000 are 1,000.
    pub const fn thousandths(count: u32) -> Self {
        Self(if count > 1_000 { 1_000 } else { count })
    }

    /// As a decimal number.
    pub fn decimal(self) -> Decimal {
        Decimal::from_units(i128::from(self.0) * (Decimal::whole(1).units() / 1_000))
    }

    /// This part of it, in hundredths.
    fn part(self, hundredths: u32) -> Self {
        Self(self.0 * hundredths / 100)
    }
}

/// How near, and why: reasons in the order of [`MatchReason`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// How near.
    pub score: Score,
    /// Why.
    pub reasons: Vec<MatchReason>,
}

impl Likeness {
    fn one(thousandths: u32, reason: MatchReason) -> Self {
        Self { score: Score::thousandths(thousandths), reasons: vec![reason] }
    }

    /// The same of a name that is borne no longer: a little less near.
    #[must_use]
    pub fn of_former_name(mut self) -> Self {
        self.score = self.score.part(92);
        self.reasons.retain(|reason| *reason != MatchReason::ExactName);
        self.reasons.insert(0, MatchReason::FormerName);
        self
    }

    /// Whether it is the very name: not a look-alike, not another spelling, not another kind of firm.
    pub fn is_the_name(&self) -> bool {
        self.reasons == [MatchReason::ExactName]
    }
}

/// A typed name beside a registered one; `None` when no word of them meets.
pub fn names(typed: &TypedName, name: &FoldedName) -> Option<Likeness> {
    let by_words = by_words(typed, name);
    let by_whole = by_whole(typed, name);
    let best = match (by_words, by_whole) {
        (Some(words), Some(whole)) => Some(if whole.score > words.score { whole } else { words }),
        (words, whole) => words.or(whole),
    };
    best.map(|likeness| with_form(likeness, typed.folded.is_of_another_form(name)))
}

fn with_form(mut likeness: Likeness, is_of_another_form: bool) -> Likeness {
    if is_of_another_form {
        likeness.score = likeness.score.part(95);
        likeness.reasons.retain(|reason| *reason != MatchReason::ExactName);
        likeness.reasons.push(MatchReason::LegalForm);
        likeness.reasons.sort_unstable();
    }
    likeness
}

/// Each typed word with the word of the name that is nearest to it and not taken yet.
fn by_words(typed: &TypedName, name: &FoldedName) -> Option<Likeness> {
    if typed.exact == name.exact() {
        return Some(Likeness::one(1_000, MatchReason::ExactName));
    }
    let mut taken = vec![false; name.words.len()];
    let mut reasons = BTreeSet::new();
    let (mut of_typed, mut of_name) = (0, 0);
    for (word, readings) in typed.folded.words.iter().zip(&typed.readings) {
        let levels = name.words.iter().enumerate().filter(|(at, _)| !taken[*at]);
        let levels = levels.filter_map(|(at, other)| level(word, readings, other).map(|(level, reason)| (level, at, reason)));
        // Of two that are as near, the first.
        let Some((level, at, reason)) = levels.max_by_key(|(level, at, _)| (*level, usize::MAX - at)) else { continue };
        taken[at] = true;
        reasons.extend(reason);
        of_typed += word.weight * level;
        of_name += name.words[at].weight * level;
    }
    let all = |words: &[Word]| words.iter().map(|word| word.weight).sum::<u32>().max(1);
    let (of_typed, of_name) = (of_typed / all(&typed.folded.words), of_name / all(&name.words));
    if of_typed == 0 {
        return None;
    }
    let matched = taken.iter().filter(|is_taken| **is_taken).count();
    if matched < typed.folded.words.len().max(name.words.len()) || reasons.is_empty() {
        reasons.insert(MatchReason::SomeWords);
    }
    // What was typed counts more than what was left out of it: a name is often given in part.
    let score = (7 * of_typed + 3 * of_name) / 10;
    Some(Likeness { score: Score::thousandths(score.min(990)), reasons: reasons.into_iter().collect() })
}

/// How near two words are, in thousandths, and what stands between them: nothing when they are the same.
fn level(typed: &Word, readings: &[Word], word: &Word) -> Option<(u32, Option<MatchReason>)> {
    if typed.plain == word.plain {
        return Some((1_000, None));
    }
    if typed.resolved == word.resolved || readings.iter().any(|reading| reading.resolved == word.resolved) {
        return Some((985, Some(MatchReason::Homoglyph)));
    }
    if typed.letters == word.letters {
        return Some((975, Some(MatchReason::KazakhLetters)));
    }
    if readings.iter().any(|reading| reading.letters == word.letters) {
        return Some((965, Some(MatchReason::Homoglyph)));
    }
    if typed.sound == word.sound {
        // A mixed word that sounds right when it is resolved is a disguise first and a transliteration second.
        let is_disguised = typed.plain != typed.resolved;
        return Some((960, Some(if is_disguised { MatchReason::Homoglyph } else { MatchReason::Transliteration })));
    }
    if readings.iter().any(|reading| reading.sound == word.sound) {
        return Some((950, Some(MatchReason::Homoglyph)));
    }
    let (length, of_word) = (count(&typed.sound), count(&word.sound));
    if typed.has_digit() || word.has_digit() {
        return None;
    }
    if length.min(of_word) >= 4 && is_one_step(&typed.sound, &word.sound) {
        return Some((960 - 1_000 / length.max(of_word), Some(MatchReason::Typo)));
    }
    (length >= 3 && word.sound.starts_with(&typed.sound)).then(|| (500 + 400 * length / of_word, Some(MatchReason::NamePrefix)))
}

/// The names in one word each: the same but for the spaces, or the beginning of it.
fn by_whole(typed: &TypedName, name: &FoldedName) -> Option<Likeness> {
    let whole = name.whole();
    let first = typed.wholes.first()?;
    if *first == whole && typed.folded.words.len() != name.words.len() {
        return Some(Likeness::one(945, MatchReason::Spacing));
    }
    let (length, of_name) = (count(first), count(&whole));
    (length >= 4 && length < of_name && whole.starts_with(first.as_str()))
        .then(|| Likeness::one(600 + 350 * length / of_name, MatchReason::NamePrefix))
}

/// A typed number beside that of a document; `None` when they have no more than digits in common.
pub fn numbers(typed: &Number, number: &Number) -> Option<Likeness> {
    if typed.key == number.key {
        return Some(Likeness::one(1_000, MatchReason::Number));
    }
    if typed.folded == number.folded {
        let bare = |number: &Number| number.key.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
        let is_disguised = bare(typed) != bare(number);
        return Some(Likeness::one(
            if is_disguised { 960 } else { 980 },
            if is_disguised { MatchReason::Homoglyph } else { MatchReason::Number },
        ));
    }
    let (length, of_number) = (count(&typed.folded), count(&number.folded));
    if length.min(of_number) >= 4 && is_one_step(&typed.folded, &number.folded) {
        return Some(Likeness::one(900, MatchReason::NumberOneDigitOff));
    }
    (length >= 4 && number.folded.starts_with(&typed.folded))
        .then(|| Likeness::one(500 + 350 * length / of_number.max(1), MatchReason::NumberPrefix))
}

/// A typed host, with those it lies under, beside that of a firm.
pub fn hosts(typed: &[Host], host: &Host) -> Option<Likeness> {
    let itself = typed.first()?;
    if itself == host {
        return Some(Likeness::one(1_000, MatchReason::Domain));
    }
    if typed.contains(host) {
        return Some(Likeness::one(930, MatchReason::Subdomain));
    }
    let (typed_label, label) = (itself.label(), host.label());
    match (typed_label == label, itself.ending() == host.ending()) {
        (true, true) => Some(Likeness::one(960, MatchReason::Homoglyph)),
        (true, false) => Some(Likeness::one(850, MatchReason::DomainOtherEnding)),
        (false, true) if count(&label).min(count(&typed_label)) >= 4 && is_one_step(&typed_label, &label) => {
            Some(Likeness::one(900, MatchReason::DomainOneLetterOff))
        }
        (false, _) => None,
    }
}

/// One insertion, deletion, substitution or transposition apart.
pub fn is_one_step(one: &str, other: &str) -> bool {
    // Most pairs differ in more than two places next to each other, which is quicker to see than to measure.
    let same = |(one, other): &(char, char)| one == other;
    let from_start = one.chars().zip(other.chars()).take_while(same).count();
    let from_end = one.chars().rev().zip(other.chars().rev()).take_while(same).count();
    let (length, of_other) = (one.chars().count(), other.chars().count());
    length.abs_diff(of_other) <= 1 && from_start + from_end + 2 >= length.max(of_other) && strsim::osa_distance(one, other) == 1
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::sought::Sought;
    use super::*;

    fn likeness(typed: &str, name: &str) -> Option<Likeness> {
        names(&Sought::name(typed).expect("a name").name.expect("words"), &FoldedName::of(name))
    }

    fn nearest<'a>(typed: &str, all: &[&'a str]) -> &'a str {
        all.iter().max_by_key(|name| likeness(typed, name).map(|likeness| likeness.score)).expect("one")
    }

    #[test]
    fn reasons_say_what_stands_between_two_names() {
        use MatchReason::*;
        for (typed, name, reasons) in [
            ("үлгі майнинг", "«Үлгі Майнинг» ЖШС", &[ExactName][..]),
            ("АО Вектор", "ТОО «Вектор»", &[LegalForm]),
            ("Bектор", "ТОО «Вектор»", &[Homoglyph]),
            ("BEKTOP", "ТОО «Вектор»", &[Homoglyph]),
            ("Вектро", "ТОО «Вектор»", &[Typo]),
            ("Казына", "«Қазына» ЖШС", &[KazakhLetters]),
            ("Qazyna", "«Қазына» ЖШС", &[Transliteration]),
            ("Қаз", "«Қазына» ЖШС", &[NamePrefix]),
            ("Алтынкен", "ТОО «Алтын Кен»", &[Spacing]),
            ("Майнинг Үлгі", "«Үлгі Майнинг» ЖШС", &[SomeWords]),
            ("Қыран", "«Үлгі Қыран Майнинг» ЖШС", &[SomeWords]),
        ] {
            let found = likeness(typed, name).unwrap_or_else(|| panic!("{typed} is nothing like {name}"));
            assert_eq!(found.reasons, reasons, "{typed} {name}");
            assert_eq!(found.is_the_name(), reasons == [ExactName], "{typed}");
        }
        assert_eq!(likeness("Вектор 17", "Вектор 18").map(|found| found.score < Score::thousandths(700)), Some(true));
        assert_eq!(likeness("Ертіс", "Тобыл"), None);
    }

    #[test]
    fn the_nearer_name_ranks_first() {
        let all = ["Үлгі Қыран Майнинг", "Үлгі Қыран Майнинг 2", "Үлгі Алатау Майнинг", "Қыран"];
        for (typed, first) in
            [("Қыран", all[3]), ("Ulgi Qyran Mining", all[0]), ("Үлгі Қыран Майнинг 2", all[1]), ("Улги Алатау", all[2])]
        {
            assert_eq!(nearest(typed, &all), first, "{typed}");
        }
    }

    #[test]
    fn a_score_is_a_decimal() {
        assert_eq!(Score::thousandths(960).decimal().to_string(), "0.96");
        assert_eq!(Score::SAME.decimal().to_string(), "1");
    }
}
