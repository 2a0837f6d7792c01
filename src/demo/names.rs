//! Names that say that they are made up («Үлгі», «Образец», “Sample”), and numbers with a right check digit.

use crate::domain::bin::Bin;
use crate::domain::lang::{Names, Wording};
use crate::domain::organisation::Details;
use crate::domain::region::Region;

const WORDS: [[&str; 3]; 24] = [
    ["Қыран", "Кыран", "Qyran"],
    ["Алатау", "Алатау", "Alatau"],
    ["Ертіс", "Ертис", "Ertis"],
    ["Тұлпар", "Тулпар", "Tulpar"],
    ["Сарыарқа", "Сарыарка", "Saryarqa"],
    ["Өрлеу", "Орлеу", "Orleu"],
    ["Жетісу", "Жетису", "Zhetisu"],
    ["Шыңғыс", "Шынгыс", "Shyngys"],
    ["Нұр", "Нур", "Nur"],
    ["Көкше", "Кокше", "Kokshe"],
    ["Бәйтерек", "Байтерек", "Baiterek"],
    ["Самұрық", "Самрук", "Samuryq"],
    ["Дала", "Дала", "Dala"],
    ["Тоғыз", "Тогыз", "Togyz"],
    ["Ұлытау", "Улытау", "Ulytau"],
    ["Мұз", "Муз", "Muz"],
    ["Күн", "Кун", "Kun"],
    ["Жұлдыз", "Жулдыз", "Zhuldyz"],
    ["Темір", "Темир", "Temir"],
    ["Алтын", "Алтын", "Altyn"],
    ["Мыс", "Мыс", "Mys"],
    ["Қазына", "Казына", "Qazyna"],
    ["Есіл", "Есиль", "Esil"],
    ["Тобыл", "Тобол", "Tobyl"],
];

/// What kind of firm a name speaks of, in the three languages.
#[derive(Clone, Copy)]
pub(super) enum Trade {
    Miner,
    Pool,
    Exchange,
}

/// The names of the `n`th fictional firm of a trade.
pub(super) fn names(trade: Trade, n: usize) -> Names {
    let [kk, ru, en] = WORDS[n % WORDS.len()];
    let round = n / WORDS.len();
    let number = if round == 0 { String::new() } else { format!(" {}", round + 1) };
    let [trade_kk, trade_ru, trade_en] = match trade {
        Trade::Miner => ["Майнинг", "Майнинг", "Mining"],
        Trade::Pool => ["Пул", "Пул", "Pool"],
        Trade::Exchange => ["Биржа", "Биржа", "Exchange"],
    };
    of([
        format!("«Үлгі {kk} {trade_kk}{number}» ЖШС"),
        format!("ТОО «Образец {ru} {trade_ru}{number}»"),
        format!("Sample {en} {trade_en}{number} LLP"),
    ])
}

/// Names as they are.
pub(super) fn of([kk, ru, en]: [String; 3]) -> Names {
    let name = |text: String| crate::domain::text::Text::try_from(text);
    match (name(kk), name(ru), name(en)) {
        (Ok(kk), Ok(ru), Ok(en)) => Names { kk, ru, en: Some(en) },
        _ => unreachable!("the names of the stories are short and plain"),
    }
}

/// A text as it is, of any limit that it keeps.
pub(super) fn text<const MAX: usize>(text: &str) -> crate::domain::text::Text<MAX> {
    let Ok(text) = crate::domain::text::Text::try_from(text) else {
        unreachable!("the texts of the stories are short and plain")
    };
    text
}

/// A wording as it is.
pub(super) fn wording(kk: &str, ru: &str, en: &str) -> Wording {
    Wording { kk: text(kk), ru: text(ru), en: Some(text(en)) }
}

/// What is said of a firm.
pub(super) fn details(names: Names, region: &str, host: Option<&str>) -> Details {
    let Ok(region) = region.parse::<Region>() else { unreachable!("the regions of the stories exist") };
    Details { names, region, address: None, website: host.map(|host| text(&format!("https://{host}"))) }
}

/// The number of the `n`th fictional firm, kind 4, head office. The year and month of registration run through the
/// serials that have no check digit: one in a hundred.
pub(super) fn bin(n: usize) -> Bin {
    let months = (1..=12).map(|month| format!("{:02}{month:02}40", 10 + n / 100_000));
    first_with_check_digit(months.map(|prefix| format!("{prefix}{:05}", n % 100_000)))
}

/// The number of the `n`th fictional sole trader, born in 1990.
pub(super) fn iin(n: usize) -> Bin {
    first_with_check_digit((1..=12).map(|month| format!("90{month:02}013{n:04}")))
}

fn first_with_check_digit(mut candidates: impl Iterator<Item = String>) -> Bin {
    let found = candidates.find_map(|first_eleven| Bin::complete(&first_eleven));
    found.unwrap_or_else(|| unreachable!("twelve candidates without a check digit do not happen: a test counts to a million"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_firms_have_a_number_each() {
        let mut seen = std::collections::HashSet::new();
        assert!((0..1_000_000).all(|n| seen.insert(bin(n))));
        assert!((0..10_000).all(|n| seen.insert(iin(n))));
    }
}
