//! Look-alike letters: "А" and "A" are two letters of two alphabets, and a reader cannot tell them apart.

/// Of a Latin letter the Cyrillic one that looks like it, in small letters or in capitals.
fn to_cyrillic(letter: char) -> Option<char> {
    Some(match letter {
        'A' => 'А',
        'a' => 'а',
        'B' => 'В',
        'b' => 'в',
        'C' => 'С',
        'c' => 'с',
        'E' => 'Е',
        'e' => 'е',
        'H' => 'Н',
        'h' => 'һ',
        'I' => 'І',
        'i' => 'і',
        'K' => 'К',
        'k' => 'к',
        'M' => 'М',
        'm' => 'м',
        'O' => 'О',
        'o' => 'о',
        'P' => 'Р',
        'p' => 'р',
        'T' => 'Т',
        't' => 'т',
        'X' => 'Х',
        'x' => 'х',
        'Y' => 'У',
        'y' => 'у',
        'Ə' => 'Ә',
        'ə' => 'ә',
        'S' => 'Ѕ',
        's' => 'ѕ',
        _ => return None,
    })
}

/// Of a Cyrillic letter the Latin one that looks like it: more letters have one than are read back.
fn to_latin(letter: char) -> Option<char> {
    Some(match letter {
        'А' => 'A',
        'а' => 'a',
        'В' => 'B',
        'в' => 'b',
        'С' => 'C',
        'с' => 'c',
        'Е' => 'E',
        'е' => 'e',
        'Н' => 'H',
        'һ' => 'h',
        'І' => 'I',
        'і' => 'i',
        'К' => 'K',
        'к' => 'k',
        'М' => 'M',
        'м' => 'm',
        'О' => 'O',
        'о' => 'o',
        'Р' => 'P',
        'р' => 'p',
        'Т' => 'T',
        'т' => 't',
        'Х' => 'X',
        'х' => 'x',
        'У' => 'Y',
        'у' => 'y',
        'Ә' => 'Ə',
        'ә' => 'ə',
        'Ѕ' => 'S',
        'ѕ' => 's',
        'н' => 'h',
        'Ь' => 'b',
        'Һ' => 'h',
        'Ү' => 'y',
        'ү' => 'y',
        'Ұ' => 'y',
        'ұ' => 'y',
        'Ј' => 'j',
        'ј' => 'j',
        'Ԛ' => 'q',
        'ԛ' => 'q',
        'Ԝ' => 'w',
        'ԝ' => 'w',
        'ԁ' => 'd',
        'Ԍ' => 'g',
        'ӏ' => 'l',
        'Ӏ' => 'l',
        'ҽ' => 'e',
        'ѵ' => 'v',
        _ => return None,
    })
}

/// Greek letters: in names of this register they stand only where someone put them for another's.
fn greek_to_latin(letter: char) -> Option<char> {
    Some(match letter {
        'Α' => 'A',
        'α' => 'a',
        'Β' => 'B',
        'Ε' => 'E',
        'ε' => 'e',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'ι' => 'i',
        'Κ' => 'K',
        'κ' => 'k',
        'Μ' => 'M',
        'Ν' => 'N',
        'ν' => 'v',
        'Ο' => 'O',
        'ο' => 'o',
        'Ρ' => 'P',
        'ρ' => 'p',
        'Τ' => 'T',
        'τ' => 't',
        'Υ' => 'Y',
        'υ' => 'u',
        'Χ' => 'X',
        'χ' => 'x',
        'η' => 'n',
        _ => return None,
    })
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '\u{00C0}'..='\u{02AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}')
            && letter.is_alphabetic()
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{052F}') && letter.is_alphabetic()
}

/// A word in one alphabet: where two are mixed and all letters of one of them look like letters of the other, the word
/// in that other. A word that is truly of two alphabets, such as «КазLink», stays.
pub(super) fn resolve(word: &str) -> String {
    let word: String = word.chars().map(|letter| greek_to_latin(letter).unwrap_or(letter)).collect();
    let latin: Vec<char> = word.chars().filter(|letter| is_latin(*letter)).collect();
    let cyrillic: Vec<char> = word.chars().filter(|letter| is_cyrillic(*letter)).collect();
    if latin.is_empty() || cyrillic.is_empty() {
        return word;
    }
    // Letters that nothing in the other alphabet looks like tell which alphabet is meant.
    let latin_telling = latin.iter().filter(|letter| to_cyrillic(**letter).is_none()).count();
    let cyrillic_telling = cyrillic.iter().filter(|letter| to_latin(**letter).is_none()).count();
    match (latin_telling, cyrillic_telling) {
        (0, 0) if latin.len() > cyrillic.len() => all(&word, to_latin),
        (0, _) => all(&word, to_cyrillic),
        (_, 0) => all(&word, to_latin),
        _ => word,
    }
}

/// Other words that the same shapes can be read as: the whole word in the other alphabet, and with the letters that its
/// digits look like. Empty for most words.
pub(super) fn readings(resolved: &str) -> Vec<String> {
    let mut found = Vec::new();
    let letters: Vec<char> = resolved.chars().filter(|letter| letter.is_alphabetic()).collect();
    if letters.is_empty() {
        return found;
    }
    if letters.iter().all(|letter| is_latin(*letter) && to_cyrillic(*letter).is_some()) {
        found.push(all(resolved, to_cyrillic));
    } else if letters.iter().all(|letter| is_cyrillic(*letter) && to_latin(*letter).is_some()) {
        found.push(all(resolved, to_latin));
    }
    let digits = resolved.chars().filter(char::is_ascii_digit).count();
    if digits > 0 && digits * 2 <= letters.len() {
        let is_of_cyrillic = letters.iter().any(|letter| is_cyrillic(*letter));
        found.push(all(resolved, |character| like_digit(character, is_of_cyrillic)));
    }
    found
}

/// Every letter as the Latin small letter that it looks like: two texts that look alike have the same.
pub(super) fn look(text: &str) -> String {
    let latin = |letter: char| greek_to_latin(letter).or_else(|| to_latin(letter)).unwrap_or(letter);
    text.chars().map(latin).flat_map(char::to_lowercase).collect()
}

fn like_digit(digit: char, is_of_cyrillic: bool) -> Option<char> {
    Some(match (digit, is_of_cyrillic) {
        ('0', true) => 'о',
        ('0', false) => 'o',
        ('1', true) => 'і',
        ('1', false) => 'l',
        ('3', true) => 'з',
        ('3', false) => 'e',
        ('4', true) => 'ч',
        ('4', false) => 'a',
        ('5', false) => 's',
        ('6', true) => 'б',
        _ => return None,
    })
}

fn all(word: &str, map: impl Fn(char) -> Option<char>) -> String {
    word.chars().map(|letter| map(letter).unwrap_or(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_word_is_resolved_to_the_alphabet_it_means() {
        // Latin A, o, K in Cyrillic words; Cyrillic а in a Latin one.
        for (mixed, meant) in [("Aлтын", "Алтын"), ("Қaзына", "Қазына"), ("Бoлат", "Болат"), ("Qyrаn", "Qyran"), ("Үлгi", "Үлгі")]
        {
            assert_eq!(resolve(mixed), meant);
        }
        for plain in ["Алтын", "Qyran", "КазLink", "17", ""] {
            assert_eq!(resolve(plain), plain);
        }
    }

    #[test]
    fn a_word_of_look_alikes_is_read_in_the_other_alphabet_too() {
        assert_eq!(readings("BEKTOP"), ["ВЕКТОР"]);
        assert_eq!(readings("СОКОМ"), ["COKOM"]);
        assert_eq!(readings("Qyran"), Vec::<String>::new());
        assert_eq!(readings("Qyran0"), ["Qyrano"]);
        assert_eq!(readings("17"), Vec::<String>::new());
    }

    #[test]
    fn texts_that_look_alike_have_one_look() {
        assert_eq!(look("ЕХ-1"), look("EX-1"));
        assert_eq!(look("ооо"), look("OOO"));
    }
}
