//! A name taken apart: its words, each as written, without Kazakh letters, and as it sounds.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::form::{self, LegalForm};
use super::script::{readings, resolve};
use super::sound::sound;

/// A word of a name in four foldings, each coarser than the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In small letters, as written.
    pub plain: String,
    /// In one alphabet: look-alike letters of another are resolved.
    pub resolved: String,
    /// Kazakh letters as the Russian ones that stand for them.
    pub letters: String,
    /// As it sounds.
    pub sound: String,
    /// How much it tells of which firm it is: a long word more than a short one, a common word little, a number much.
    pub weight: u32,
}

/// A name without its legal form, word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedName {
    /// Its words.
    pub words: Vec<Word>,
    /// Its legal form, where it says one.
    pub form: Option<LegalForm>,
}

/// Words that are in many names, by their sound: they tell little.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let words = [
        "майнинг",
        "майнер",
        "пул",
        "биржа",
        "энерго",
        "энергия",
        "энерджи",
        "компания",
        "групп",
        "группа",
        "тобы",
        "холдинг",
        "инвест",
        "капитал",
        "capital",
        "digital",
        "цифровой",
        "цифрлық",
        "крипто",
        "дата",
        "центр",
        "орталығы",
        "технология",
        "technologies",
        "technology",
        "казахстан",
        "қазақстан",
        "kz",
        "трейд",
        "сервис",
        "service",
        "services",
        "pool",
        "exchange",
        "company",
        "group",
        "solutions",
        "системы",
        "systems",
        "network",
        "global",
    ];
    words.iter().map(|word| sound(word)).collect()
});

impl Word {
    fn new(written: &str) -> Self {
        let resolved = small(&resolve(written));
        let letters = without_kazakh_letters(&resolved);
        let sound = sound(&resolved);
        let plain = small(written);
        let weight = weight(&plain, &sound);
        Self { plain, resolved, letters, sound, weight }
    }

    /// Whether a digit is in it: then one letter more or less is another name.
    pub fn has_digit(&self) -> bool {
        self.plain.chars().any(char::is_numeric)
    }

    /// The other words that its shapes can be read as.
    pub(super) fn readings(&self) -> Vec<Self> {
        readings(&self.resolved.to_uppercase()).iter().map(|reading| Self::new(reading)).collect()
    }
}

impl FoldedName {
    /// A name, or anything else that someone wrote.
    pub fn of(name: &str) -> Self {
        let clean = clean(name);
        let (mut words, form) = match quoted(&clean) {
            Some((before, inside, after)) => {
                let (mut before, mut after) = (split(before), split(after));
                let form = form::strip(&mut before, true).or(form::strip(&mut after, true));
                (before.into_iter().chain(split(inside)).chain(after).collect(), form)
            }
            None => {
                let mut words = split(&clean);
                let form = form::strip(&mut words, false);
                (words, form)
            }
        };
        if words.is_empty() {
            words = split(&clean);
        }
        Self { words: words.iter().map(|word| Word::new(word)).collect(), form }
    }

    /// The name as it is compared where only the name itself will do: small letters, no marks, no legal form.
    pub fn exact(&self) -> String {
        join(&self.words, " ", |word| &word.plain)
    }

    /// The whole name as it sounds, in one word: where the spaces are does not matter.
    pub fn whole(&self) -> String {
        join(&self.words, "", |word| &word.sound)
    }

    /// Whether two names say that they are of different kinds of firms.
    pub fn is_of_another_form(&self, other: &Self) -> bool {
        matches!((self.form, other.form), (Some(one), Some(other)) if one != other)
    }
}

fn weight(plain: &str, sound: &str) -> u32 {
    let length = u32::try_from(sound.chars().count().min(12)).unwrap_or(12);
    if plain.chars().any(char::is_numeric) {
        12
    } else if COMMON.contains(sound) {
        length
    } else {
        3 * length
    }
}

fn join<'a>(words: &'a [Word], between: &str, part: impl Fn(&'a Word) -> &'a str) -> String {
    words.iter().map(part).collect::<Vec<_>>().join(between)
}

/// One way of writing each character, no stress marks, no apostrophes within words.
fn clean(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|letter| !is_apostrophe(*letter)).collect();
    }
    text.nfkc().filter(|letter| !is_combining_mark(*letter) && !is_apostrophe(*letter)).nfkc().collect()
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{02B9}' | '\u{02BB}' | '\u{02BC}' | '\u{00AD}')
}

const OPENING: [char; 5] = ['«', '"', '“', '„', '‹'];
const CLOSING: [char; 5] = ['»', '"', '”', '“', '›'];

/// What stands before, within and after the outermost quotes, where there is something within.
fn quoted(name: &str) -> Option<(&str, &str, &str)> {
    let from = name.find(OPENING)?;
    let inside = from + name[from..].chars().next()?.len_utf8();
    let until = name.rfind(CLOSING).filter(|until| *until > inside)?;
    let after = until + name[until..].chars().next()?.len_utf8();
    let within = &name[inside..until];
    within.chars().any(char::is_alphanumeric).then(|| (&name[..from], within, &name[after..]))
}

fn split(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn small(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).nfkc().filter(|letter| !is_combining_mark(*letter)).collect()
}

fn without_kazakh_letters(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'ә' => 'а',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'і' => 'и',
            'һ' => 'х',
            'ғ' => 'г',
            'ё' => 'е',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(name: &str) -> String {
        FoldedName::of(name).exact()
    }

    #[test]
    fn the_exact_name_is_free_of_form_quotes_and_case() {
        for name in [
            "ТОО «Үлгі Майнинг»",
            "үлгі майнинг ЖШС",
            "«Үлгі Майнинг» жауапкершілігі шектеулі серіктестігі",
            "\"ҮЛГІ МАЙНИНГ\" Т.О.О.",
            "TOO „Үлгі-Майнинг“",
        ] {
            assert_eq!(exact(name), "үлгі майнинг", "{name}");
        }
        assert_eq!(exact("«Ақ Орда» ЖШС"), "ақ орда");
        assert_eq!(exact("АҚ «Орда»"), "орда");
        assert_eq!(exact("ТОО"), "тоо");
        assert_ne!(exact("Үлгі"), exact("Улги"));
        // A Latin letter among Cyrillic ones makes another name.
        assert_ne!(exact("Aлтын"), exact("Алтын"));
    }

    #[test]
    fn the_coarser_foldings_meet() {
        let [kazakh, russian, mixed, latin] =
            ["Қазына", "Казына", "Қaзына", "Qazyna"].map(|name| FoldedName::of(name).words.remove(0));
        assert_eq!(kazakh.letters, russian.letters);
        assert_eq!(mixed.resolved, kazakh.resolved);
        assert_eq!(latin.sound, kazakh.sound);
        assert_eq!(FoldedName::of("Алтын Кен").whole(), FoldedName::of("Алтынкен").whole());
        assert!(Word::new("майнинг").weight < Word::new("қыран").weight);
        assert_eq!(Word::new("bektop").readings()[0].resolved, "вектор");
    }

    proptest! {
        #[test]
        fn any_text_is_folded_and_folding_again_changes_nothing(text in "\\PC{0,60}") {
            let once = FoldedName::of(&text);
            for word in &once.words {
                prop_assert!(!word.sound.is_empty());
                let again = Word::new(&word.plain);
                prop_assert_eq!(&again.plain, &word.plain);
                prop_assert_eq!(&Word::new(&word.resolved).resolved, &word.resolved);
                word.readings();
            }
        }

        #[test]
        fn names_of_three_scripts_fold_alike_whatever_their_dressing(name in "[а-яәқңөұүіғ]{2,9}( [а-яәқңөұүіғ]{2,9}){0,2}") {
            let bare = FoldedName::of(&format!("ТОО «{name}»"));
            let capitals = format!("\"{}\" ЖШС", name.to_uppercase());
            prop_assert_eq!(FoldedName::of(&capitals).exact(), bare.exact());
        }
    }
}
