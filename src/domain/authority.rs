//! Who acts for the regulator, and under which name on a day.

use super::codes::coded;
use super::day::Day;
use super::lang::{Lang, Phrase};

coded! {
    /// A body that records acts (law.md 1.2).
    pub enum Authority as "AuthorityCode" {
        /// The digital ministry: miners, pools, sites, hardware (Law 193-VII art. 4(1)).
        Ministry = "MINISTRY",
        /// The Astana Financial Services Authority: exchanges in the AIFC (art. 11(1)).
        Afsa = "AFSA",
        /// The National Bank: exchanges outside the AIFC, from 2026 (art. 4(3)).
        NationalBank = "NATIONAL_BANK",
        /// The system operator: surplus sessions, awards and readings.
        EnergyOperator = "ENERGY_OPERATOR",
        /// The tax authority: filings and payments.
        TaxAuthority = "TAX_AUTHORITY",
    }
}

/// The digital ministry took its present name in September 2025; the day of the decree is not established
/// (law.md section 5), so the month's first day stands for it.
const MINISTRY_RENAMED: Day = Day::constant(2025, 9, 1);

impl Authority {
    /// The name it bore on a day.
    pub fn name(self, on: Day, lang: Lang) -> &'static str {
        let phrase = match self {
            Self::Ministry if on < MINISTRY_RENAMED => Phrase {
                kk: "Қазақстан Республикасының Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі",
                ru: "Министерство цифрового развития, инноваций и аэрокосмической промышленности Республики Казахстан",
                en: "Ministry of Digital Development, Innovation and Aerospace Industry of the Republic of Kazakhstan",
            },
            Self::Ministry => Phrase {
                kk: "Қазақстан Республикасының Жасанды интеллект және цифрлық даму министрлігі",
                ru: "Министерство искусственного интеллекта и цифрового развития Республики Казахстан",
                en: "Ministry of Artificial Intelligence and Digital Development of the Republic of Kazakhstan",
            },
            Self::Afsa => Phrase {
                kk: "Астана қаржылық қызметтерді реттеу комитеті (AFSA)",
                ru: "Комитет по регулированию финансовых услуг «Астана» (AFSA)",
                en: "Astana Financial Services Authority (AFSA)",
            },
            Self::NationalBank => Phrase {
                kk: "Қазақстан Республикасының Ұлттық Банкі",
                ru: "Национальный Банк Республики Казахстан",
                en: "National Bank of the Republic of Kazakhstan",
            },
            Self::EnergyOperator => {
                Phrase {
                    kk: "«KEGOC» жүйелік операторы", ru: "Системный оператор KEGOC", en: "System operator KEGOC"
                }
            }
            Self::TaxAuthority => Phrase {
                kk: "Қазақстан Республикасының Мемлекеттік кірістер комитеті",
                ru: "Комитет государственных доходов Республики Казахстан",
                en: "State Revenue Committee of the Republic of Kazakhstan",
            },
        };
        phrase.in_lang(lang)
    }
}
