//! Legal forms: words that say what kind of firm it is and not which one.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::script::look;

/// Of which kind a firm is; two names of different kinds are names of different firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalForm {
    /// ТОО, ЖШС, LLP and what stands for it elsewhere.
    Limited,
    /// АО, АҚ, JSC and what stands for it elsewhere.
    JointStock,
    /// ИП, ЖК: a sole trader.
    SoleTrader,
    /// A state enterprise.
    State,
}

const LIMITED: &[&str] = &[
    "тоо",
    "жшс",
    "llp",
    "ооо",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "zhshs",
    "jshs",
    "jşs",
    "ltd co",
    "co ltd",
    "товарищество с ограниченной ответственностью",
    "общество с ограниченной ответственностью",
    "жауапкершілігі шектеулі серіктестігі",
    "жауапкершілігі шектеулі серіктестік",
    "limited liability partnership",
    "limited liability company",
];
const JOINT_STOCK: &[&str] = &[
    "ао",
    "jsc",
    "оао",
    "зао",
    "пао",
    "нао",
    "inc",
    "incorporated",
    "plc",
    "corp",
    "corporation",
    "акционерное общество",
    "акционерлік қоғамы",
    "акционерлік қоғам",
    "joint stock company",
    "public company",
    "private company",
];
const SOLE_TRADER: &[&str] = &[
    "ип",
    "жк",
    "ip",
    "jk",
    "zhk",
    "чп",
    "индивидуальный предприниматель",
    "жеке кәсіпкер",
    "жеке кәсіпкері",
    "individual entrepreneur",
    "sole proprietor",
];
const STATE: &[&str] = &["ргп", "гкп", "ркп", "кгп", "рмк", "мкк", "шжқ рмк", "ргп на пхв"];
/// «АҚ» is a form, «Ақ» is the Kazakh for white: only in capitals, outside the quotes or at the end, is it the form.
const ONLY_IN_CAPITALS: &[&str] = &["ақ", "ак", "aq", "ak"];

/// Most words of a form.
const LONGEST: usize = 4;

/// Forms by their look, so that a form in the wrong alphabet is one too.
static FORMS: LazyLock<HashMap<String, LegalForm>> = LazyLock::new(|| {
    let lists = [
        (LIMITED, LegalForm::Limited),
        (JOINT_STOCK, LegalForm::JointStock),
        (SOLE_TRADER, LegalForm::SoleTrader),
        (STATE, LegalForm::State),
    ];
    lists.iter().flat_map(|(list, form)| list.iter().map(|words| (look(words), *form))).collect()
});
/// The first and the last words of forms of several words: where neither stands, none of them does.
static EDGES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let edges = |words: &String| {
        let (first, rest) = words.split_once(' ')?;
        Some([first.to_owned(), rest.rsplit(' ').next().unwrap_or(rest).to_owned()])
    };
    FORMS.keys().filter_map(edges).flatten().collect()
});
static CAPITALS: LazyLock<Vec<String>> = LazyLock::new(|| ONLY_IN_CAPITALS.iter().map(|word| look(word)).collect());

/// Words of a name, as they were written, where forms may stand: outside its quotes, or all of them.
pub(super) fn strip(words: &mut Vec<String>, is_quoted: bool) -> Option<LegalForm> {
    let mut found = None;
    while let Some((from, until, form)) = at_an_end(words, is_quoted) {
        // Of a name that is nothing but forms, the forms are the name.
        if !is_quoted && until - from == words.len() {
            break;
        }
        words.drain(from..until);
        found = found.or(Some(form));
    }
    found
}

fn at_an_end(words: &[String], is_quoted: bool) -> Option<(usize, usize, LegalForm)> {
    let count = words.len();
    let may_be_long = |word: Option<&String>| word.is_some_and(|word| is_letter(word) || EDGES.contains(&look(word)));
    let longest = if may_be_long(words.first()) || may_be_long(words.last()) { LONGEST } else { 1 };
    for length in (1..=longest.min(count)).rev() {
        if let Some(form) = form(&words[count - length..], true) {
            return Some((count - length, count, form));
        }
        if let Some(form) = form(&words[..length], is_quoted) {
            return Some((0, length, form));
        }
    }
    None
}

fn form(words: &[String], capitals_count: bool) -> Option<LegalForm> {
    // «Т.О.О.» comes as three words of a letter each.
    let are_letters = words.len() > 1 && words.iter().all(|word| is_letter(word));
    let written = if are_letters { words.concat() } else { words.join(" ") };
    let looks = look(&written);
    let is_in_capitals = || written.chars().all(char::is_uppercase);
    if capitals_count && CAPITALS.contains(&looks) && is_in_capitals() {
        return Some(LegalForm::JointStock);
    }
    FORMS.get(&looks).copied()
}

fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(name: &str, is_quoted: bool) -> (String, Option<LegalForm>) {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        let form = strip(&mut words, is_quoted);
        (words.join(" "), form)
    }

    #[test]
    fn forms_are_dropped_at_either_end_in_any_writing() {
        for (name, left, form) in [
            ("ТОО Вектор", "Вектор", LegalForm::Limited),
            ("TOO Вектор", "Вектор", LegalForm::Limited),
            ("Вектор ЖШС", "Вектор", LegalForm::Limited),
            ("Т О О Вектор", "Вектор", LegalForm::Limited),
            ("Vector L L P", "Vector", LegalForm::Limited),
            ("Товарищество с ограниченной ответственностью Вектор", "Вектор", LegalForm::Limited),
            ("Вектор АҚ", "Вектор", LegalForm::JointStock),
            ("АО Вектор", "Вектор", LegalForm::JointStock),
            ("ИП Иванов", "Иванов", LegalForm::SoleTrader),
        ] {
            assert_eq!(stripped(name, false), (left.to_owned(), Some(form)), "{name}");
        }
    }

    #[test]
    fn a_name_that_reads_like_a_form_stays() {
        for name in ["Ақ Орда", "АҚ ОРДА", "Орда Ақ", "ТОО"] {
            assert_eq!(stripped(name, false), (name.to_owned(), None));
        }
        assert_eq!(stripped("АҚ", true), (String::new(), Some(LegalForm::JointStock)));
    }
}
