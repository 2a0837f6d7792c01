//! Confusions as they happen, in three scripts: what is typed, who must come first, and with which reason.

use tizilim::domain::search::{MatchReason, Sought};
use tizilim::registry::SearchPage;

use super::book::{self, bin_of};
use crate::support::TestRegister;

use MatchReason::*;

/// What is typed, the number of the document that must come first, a reason that must be given.
const CONFUSIONS: &[(&str, &str, MatchReason)] = &[
    // The name itself, however it is dressed.
    ("«Қыран Майнинг» ЖШС", "M-2023-0001", ExactName),
    ("қыран майнинг", "M-2023-0001", ExactName),
    ("ТОО \"КЫРАН МАЙНИНГ\"", "M-2023-0001", ExactName),
    ("TOO «Кыран Майнинг»", "M-2023-0001", ExactName),
    ("Т.О.О. Кыран Майнинг", "M-2023-0001", ExactName),
    ("Товарищество с ограниченной ответственностью «Кыран Майнинг»", "M-2023-0001", ExactName),
    ("«Қыран Майнинг» жауапкершілігі шектеулі серіктестігі", "M-2023-0001", ExactName),
    ("qyran mining llp", "M-2023-0001", ExactName),
    ("Qyran-Mining, L.L.P.", "M-2023-0001", ExactName),
    ("Қыран Майнинг 2", "M-2023-0002", ExactName),
    ("Tulpar Exchange", "AFSA-A-LA-2023-0007", ExactName),
    ("ақ орда", "M-2024-0538", ExactName),
    ("ИП Нурбаев Ерлан", "M-2025-0972", ExactName),
    ("«Өрлеу Технология» акционерлік қоғамы", "M-2024-0427", ExactName),
    // Another kind of firm.
    ("АО «Вектор»", "M-2024-0205", LegalForm),
    ("ИП Вектор", "M-2024-0205", LegalForm),
    ("ТОО «Орлеу Технология»", "M-2024-0427", LegalForm),
    // Russian letters in place of Kazakh ones.
    ("Отлеу Технология", "M-2024-0427", Typo),
    ("Жетису Энерго", "M-2023-0013", KazakhLetters),
    ("Шынгыс", "M-2024-0316", SomeWords),
    ("Самурык Пул", "P-2023-01", KazakhLetters),
    ("Бaйтерек Пул", "P-2023-02", Homoglyph),
    // Another script or transliteration.
    ("Kyran Maining", "M-2023-0001", Transliteration),
    ("Qıran Maining", "M-2023-0001", Transliteration),
    ("Jetisu Energo", "M-2023-0013", Transliteration),
    ("Джетысу Энерго", "M-2023-0013", Transliteration),
    ("Jetisý Energo", "M-2023-0013", Transliteration),
    ("Shynghys Data", "M-2024-0316", Transliteration),
    ("Şyñğys Data", "M-2024-0316", Transliteration),
    ("Saryarka Kuat", "M-2024-0649", Transliteration),
    ("Juldyz", "M-2025-0750", Transliteration),
    ("Жулдыз Company", "M-2025-0750", Transliteration),
    ("Halyq Mayning", "M-2025-0861", Transliteration),
    ("Bayterek Pul", "P-2023-02", Transliteration),
    ("Yertis Trade", "AFSA-A-LA-2024-0011", Transliteration),
    ("Ертыс Трейд", "AFSA-A-LA-2024-0011", Transliteration),
    ("Нурбаев", "M-2025-0972", SomeWords),
    ("Nurbaev Erlan", "M-2025-0972", Transliteration),
    ("Tulpar Birzha", "AFSA-A-LA-2023-0007", Transliteration),
    // Look-alike letters of another alphabet.
    ("ТОО «Алтын Кeн»", "M-2023-0104", Homoglyph),
    ("Aлтын Кен", "M-2023-0104", Homoglyph),
    ("Bектор", "M-2024-0205", Homoglyph),
    ("BEKTOP", "M-2024-0205", Homoglyph),
    ("Beктop", "M-2024-0205", Homoglyph),
    ("Қыpaн Майнинг", "M-2023-0001", Homoglyph),
    ("Qyrаn Mining", "M-2023-0001", Homoglyph),
    ("Тулпaр Биржa", "AFSA-A-LA-2023-0007", Homoglyph),
    ("Xалық Майнинг", "M-2025-0861", Homoglyph),
    ("Altуn Ken", "M-2023-0104", Homoglyph),
    ("Β\u{0435}ктор", "M-2024-0205", Homoglyph),
    // A slip of the finger.
    ("Вектро", "M-2024-0205", Typo),
    ("Векктор", "M-2024-0205", Transliteration),
    ("Векор", "M-2024-0205", Typo),
    ("Қырағ Майнинг", "M-2023-0001", Typo),
    ("Qyran Minning", "M-2023-0001", Typo),
    ("Самурик Пул", "P-2023-01", Transliteration),
    ("Самрик Пул", "P-2023-01", Typo),
    ("Zetisu Energo", "M-2023-0013", Typo),
    ("Baiterec Pool", "P-2023-02", Transliteration),
    ("Сарырка Куат", "M-2024-0649", Typo),
    // Spaces, beginnings, parts, order.
    ("Алтынкен", "M-2023-0104", Spacing),
    ("Сары Арқа Қуат", "M-2024-0649", Spacing),
    ("Сары", "M-2024-0649", NamePrefix),
    ("Сарыарқа Қу", "M-2024-0649", NamePrefix),
    ("Тұлп", "AFSA-A-LA-2023-0007", NamePrefix),
    ("Майнинг Қыран", "M-2023-0001", SomeWords),
    ("Энерго Жетісу", "M-2023-0013", SomeWords),
    // Numbers.
    ("M-2023-0104", "M-2023-0104", Number),
    ("m 2023 0104", "M-2023-0104", Number),
    ("M20230104", "M-2023-0104", Number),
    ("М-2023-0104", "M-2023-0104", Homoglyph),
    ("M-2023-0114", "M-2023-0104", NumberOneDigitOff),
    ("M-2024-0472", "M-2024-0427", NumberOneDigitOff),
    ("M-2024-053", "M-2024-0538", NumberOneDigitOff),
    ("M-2024-05388", "M-2024-0538", NumberOneDigitOff),
    ("AFSA-A-LA-2024-0012", "AFSA-A-LA-2024-0011", NumberOneDigitOff),
    ("AFSA-A-LA-2023", "AFSA-A-LA-2023-0007", NumberPrefix),
    // Addresses on the web.
    ("https://www.qyran-mining.kz/login", "M-2023-0001", Domain),
    ("VEKTOR.KZ", "M-2024-0205", Domain),
    ("vektоr.kz", "M-2024-0205", Homoglyph),
    ("xn--vektr-mye.kz", "M-2024-0205", Homoglyph),
    ("vekt0r.kz", "M-2024-0205", DomainOneLetterOff),
    ("vecktor.kz", "M-2024-0205", DomainOneLetterOff),
    ("zhetisu.com", "M-2023-0013", DomainOtherEnding),
    ("ertis-trades.com", "AFSA-A-LA-2024-0011", DomainOneLetterOff),
    ("pay.altynken.kz", "M-2023-0104", Subdomain),
    ("tulpar.exchange", "AFSA-A-LA-2023-0007", Domain),
];

async fn found(register: &TestRegister, typed: &str) -> SearchPage {
    let view = register.view("2026-01-20").await;
    let sought = Sought::text(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
    register.registry.search(&sought, &[], view, 0, 10).await.expect("an answer")
}

#[tokio::test]
async fn whoever_is_meant_comes_first_and_the_reason_is_said() {
    let register = book::register().await;
    assert!(CONFUSIONS.len() >= 60);
    let mut wrong = Vec::new();
    for (typed, number, reason) in CONFUSIONS {
        let page = found(&register, typed).await;
        let said = page.hits.first().map(|hit| (hit.licensee.authorisation.number.as_str().to_owned(), hit.reasons.clone()));
        if !said.as_ref().is_some_and(|(first, reasons)| first == number && reasons.contains(reason)) {
            wrong.push(format!("{typed}: {said:?}, not {number} {reason:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CONFUSIONS.len(), wrong.join("\n"));
}

#[tokio::test]
async fn a_firm_is_found_by_its_number_and_a_person_only_by_the_whole_of_it() {
    let register = book::register().await;
    for (n, book::Firm(number, ..)) in (1..).zip(&book::FIRMS) {
        let page = found(&register, bin_of(n).digits()).await;
        let first = page.hits.first().expect("found");
        assert_eq!((first.licensee.authorisation.number.as_str(), first.reasons.as_slice()), (*number, &[Bin][..]));
        assert_eq!(first.matched, bin_of(n).public(), "a person's number is masked");
    }
    let with_one_digit_changed = |n: usize| {
        let bin = bin_of(n);
        let digits = bin.digits();
        let last = if digits.ends_with('0') { '1' } else { '0' };
        format!("{}{last}", &digits[..11])
    };
    let page = found(&register, &with_one_digit_changed(1)).await;
    assert_eq!(page.hits[0].reasons, [BinOneDigitOff]);
    assert_eq!(page.hits[0].licensee.authorisation.number.as_str(), "M-2023-0001");
    let page = found(&register, &with_one_digit_changed(book::FIRMS.len())).await;
    assert!(page.hits.is_empty(), "near a person's number nobody is found");
}

#[tokio::test]
async fn what_is_nothing_like_anyone_finds_nobody() {
    let register = book::register().await;
    for typed in ["Несуществующий", "Zzyzx", "17", "中文", "M-1999-9999-77", "nothing-of-the-kind.kz", "أبجد", "🦅"]
    {
        if let Ok(sought) = Sought::text(typed) {
            let page = register.registry.search(&sought, &[], register.view("2026-01-20").await, 0, 10).await.unwrap();
            let names: Vec<_> = page.hits.iter().map(|hit| (&hit.matched, hit.score)).collect();
            assert!(names.is_empty() && page.warnings.is_empty(), "{typed}: {names:?}");
        }
    }
}
