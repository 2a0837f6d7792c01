//! Names made comparable: an order for lists, and a key by which two writings of one name meet.

use super::search::FoldedName;

/// The Kazakh alphabet in order; Russian letters stand where Kazakh puts them.
const ALPHABET: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";

/// By this key lists of names are ordered, byte by byte and so alike on both databases: small letters without marks, in
/// the order of the Kazakh alphabet, which follows digits and Latin letters.
pub fn sort_key(name: &str) -> String {
    // A block of the private use area that holds the alphabet in its own order.
    const FIRST: u32 = 0xE000;
    words(name)
        .join(" ")
        .chars()
        .map(|letter| {
            let place = ALPHABET.chars().position(|other| other == letter).and_then(|place| u32::try_from(place).ok());
            place.and_then(|place| char::from_u32(FIRST + place)).unwrap_or(letter)
        })
        .collect()
}

/// Two writings of a name have this key in common: small letters, no marks, no legal form. Other spellings of it, and
/// look-alikes, have another: they are found by search.
pub fn match_key(name: &str) -> String {
    FoldedName::of(name).exact()
}

fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_the_kazakh_alphabet() {
        let mut names = ["Яшма", "«Өрлеу» ЖШС", "Әлем", "Алма", "Қазына", "Орда", "Кен", "Beta", "7 Су", "Ізгі"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["7 Су", "Beta", "Алма", "Әлем", "Кен", "Қазына", "Орда", "«Өрлеу» ЖШС", "Ізгі", "Яшма"]);
    }

    #[test]
    fn two_writings_of_a_name_meet() {
        assert_eq!(match_key("ТОО «Үлгі Майнинг»"), match_key("үлгі майнинг ЖШС"));
        assert_eq!(match_key("ТОО"), "тоо");
        assert_ne!(match_key("Үлгі"), match_key("Улги"));
    }
}
