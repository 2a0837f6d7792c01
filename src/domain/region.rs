//! The regions of Kazakhstan: first two digits of a KATO code, the same as ISO 3166-2:KZ.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::lang::{Lang, Phrase};

/// A region of Kazakhstan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(&'static Entry);

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    code: &'static str,
    name: Phrase,
}

/// A code that names no region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a region: the code is the first two digits of KATO, such as 55 for Pavlodar Region")]
pub struct UnknownRegion;

const fn entry(code: &'static str, en: &'static str, ru: &'static str, kk: &'static str) -> Entry {
    Entry { code, name: Phrase { kk, ru, en } }
}

/// Every region, by code (law.md 7.2).
const REGIONS: [Entry; 20] = [
    entry("10", "Abai Region", "область Абай", "Абай облысы"),
    entry("11", "Akmola Region", "Акмолинская область", "Ақмола облысы"),
    entry("15", "Aktobe Region", "Актюбинская область", "Ақтөбе облысы"),
    entry("19", "Almaty Region", "Алматинская область", "Алматы облысы"),
    entry("23", "Atyrau Region", "Атырауская область", "Атырау облысы"),
    entry("27", "West Kazakhstan Region", "Западно-Казахстанская область", "Батыс Қазақстан облысы"),
    entry("31", "Zhambyl Region", "Жамбылская область", "Жамбыл облысы"),
    entry("33", "Zhetysu Region", "область Жетісу", "Жетісу облысы"),
    entry("35", "Karaganda Region", "Карагандинская область", "Қарағанды облысы"),
    entry("39", "Kostanay Region", "Костанайская область", "Қостанай облысы"),
    entry("43", "Kyzylorda Region", "Кызылординская область", "Қызылорда облысы"),
    entry("47", "Mangystau Region", "Мангистауская область", "Маңғыстау облысы"),
    entry("55", "Pavlodar Region", "Павлодарская область", "Павлодар облысы"),
    entry("59", "North Kazakhstan Region", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы"),
    entry("61", "Turkistan Region", "Туркестанская область", "Түркістан облысы"),
    entry("62", "Ulytau Region", "область Ұлытау", "Ұлытау облысы"),
    entry("63", "East Kazakhstan Region", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы"),
    entry("71", "Astana", "город Астана", "Астана қаласы"),
    entry("75", "Almaty", "город Алматы", "Алматы қаласы"),
    entry("79", "Shymkent", "город Шымкент", "Шымкент қаласы"),
];

impl Region {
    /// Every region, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        REGIONS.iter().map(Self)
    }

    /// The two digits.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        self.0.name.in_lang(lang)
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(code: &str) -> Result<Self, UnknownRegion> {
        Self::all().find(|region| region.code() == code).ok_or(UnknownRegion)
    }
}

impl Serialize for Region {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
