//! The firms that the tests of search look for. All of them are made up.

use tizilim::domain::act::{Content, Grant};
use tizilim::domain::authorisation::Subkind;
use tizilim::domain::bin::Bin;
use tizilim::domain::lang::{Names, Wording};
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{Details, OrganisationId};
use tizilim::domain::sequence::Sequence;
use tizilim::domain::warning::WarningText;

use crate::support::acts::{bin, grant, iin};
use crate::support::{TestRegister, text};

/// What a firm holds.
#[derive(Clone, Copy)]
pub(crate) enum Holds {
    Mining,
    Accreditation,
    Exchange,
}

/// A firm: the number of its document, what that is, its names in kk, ru and en, its host.
pub(crate) struct Firm<'a>(pub(crate) &'a str, pub(crate) Holds, pub(crate) [&'a str; 3], pub(crate) Option<&'a str>);

/// The firms, numbered from 1; the last is a sole trader.
pub(crate) const FIRMS: [Firm<'static>; 16] = [
    Firm(
        "M-2023-0001",
        Holds::Mining,
        ["«Қыран Майнинг» ЖШС", "ТОО «Кыран Майнинг»", "Qyran Mining LLP"],
        Some("qyran-mining.kz"),
    ),
    Firm("M-2023-0002", Holds::Mining, ["«Қыран Майнинг 2» ЖШС", "ТОО «Кыран Майнинг 2»", "Qyran Mining 2 LLP"], None),
    Firm("M-2023-0013", Holds::Mining, ["«Жетісу Энерго» ЖШС", "ТОО «Жетысу Энерго»", "Zhetisu Energo LLP"], Some("zhetisu.kz")),
    Firm("M-2023-0104", Holds::Mining, ["«Алтын Кен» ЖШС", "ТОО «Алтын Кен»", "Altyn Ken LLP"], Some("altynken.kz")),
    Firm("M-2024-0205", Holds::Mining, ["«Вектор» ЖШС", "ТОО «Вектор»", "Vector LLP"], Some("vektor.kz")),
    Firm("M-2024-0316", Holds::Mining, ["«Шыңғыс Дата» ЖШС", "ТОО «Шынгыс Дата»", "Shyngys Data LLP"], None),
    Firm("M-2024-0427", Holds::Mining, ["«Өрлеу Технология» АҚ", "АО «Орлеу Технология»", "Orleu Technology JSC"], None),
    Firm("M-2024-0538", Holds::Mining, ["«Ақ Орда» ЖШС", "ТОО «Ак Орда»", "Aq Orda LLP"], None),
    Firm("M-2024-0649", Holds::Mining, ["«Сарыарқа Қуат» ЖШС", "ТОО «Сарыарка Куат»", "Saryarqa Quat LLP"], None),
    Firm(
        "P-2023-01",
        Holds::Accreditation,
        ["«Самұрық Пул» ЖШС", "ТОО «Самрук Пул»", "Samuryq Pool LLP"],
        Some("samuryq-pool.kz"),
    ),
    Firm("P-2023-02", Holds::Accreditation, ["«Бәйтерек Пул» ЖШС", "ТОО «Байтерек Пул»", "Baiterek Pool LLP"], None),
    Firm(
        "AFSA-A-LA-2023-0007",
        Holds::Exchange,
        ["«Тұлпар Биржа» ЖШС", "ТОО «Тулпар Биржа»", "Tulpar Exchange Ltd."],
        Some("tulpar.exchange"),
    ),
    Firm(
        "AFSA-A-LA-2024-0011",
        Holds::Exchange,
        ["«Ертіс Трейд» ЖШС", "ТОО «Ертис Трейд»", "Ertis Trade Ltd."],
        Some("ertis-trade.com"),
    ),
    Firm("M-2025-0750", Holds::Mining, ["«Жұлдыз Компани» ЖШС", "ТОО «Жулдыз Компани»", "Zhuldyz Company LLP"], None),
    Firm("M-2025-0861", Holds::Mining, ["«Халық Майнинг» ЖШС", "ТОО «Халык Майнинг»", "Khalyk Mining LLP"], None),
    Firm("M-2025-0972", Holds::Mining, ["Нұрбаев Ерлан ЖК", "ИП Нурбаев Ерлан", "Nurbayev Yerlan IE"], None),
];

pub(crate) fn bin_of(n: usize) -> Bin {
    if n == FIRMS.len() { iin(n) } else { bin(n) }
}

pub(crate) fn names_of([kk, ru, en]: [&str; 3]) -> Names {
    Names { kk: text(kk), ru: text(ru), en: Some(text(en)) }
}

/// A register in which all of the firms are, registered in April 2023 and authorised in May, and one warning.
pub(crate) async fn register() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    for (n, firm) in (1..).zip(&FIRMS) {
        enter(&register, n, firm).await;
    }
    warn(&register, "Самұрыk Инвест", &["samuryq-invest.kz"]).await;
    register
}

pub(crate) async fn enter(register: &TestRegister, n: usize, Firm(number, holds, names, host): &Firm<'_>) -> OrganisationId {
    let office = if matches!(holds, Holds::Exchange) { Role::Afsa } else { Role::Ministry };
    let details = Details {
        names: names_of(*names),
        region: "55".parse().expect("a region"),
        address: None,
        website: host.map(|host| text(&format!("https://www.{host}/"))),
    };
    let firm = Content::RegisterOrganisation { bin: bin_of(n), details };
    let firm = OrganisationId(register.act(office, "2023-04-03", firm).await);
    let granted = grant(firm, number, None);
    let content = match holds {
        Holds::Mining => Content::GrantMiningLicence(Grant { subkind: Some(Subkind::One), ..granted }),
        Holds::Accreditation => Content::AccreditPool(granted),
        Holds::Exchange => Content::GrantExchangeLicence(granted),
    };
    register.act(office, "2023-05-02", content).await;
    firm
}

pub(crate) async fn warn(register: &TestRegister, name: &str, domains: &[&str]) -> Sequence {
    let wording = Wording { kk: text("Лицензиясы жоқ"), ru: text("Лицензии нет"), en: None };
    let said = WarningText { name: text(name), bin: None, domains: domains.iter().map(|host| text(host)).collect(), wording };
    register.act(Role::Afsa, "2025-03-01", Content::PublishWarning(said)).await
}
