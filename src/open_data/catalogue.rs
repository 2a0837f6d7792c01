//! What is offered: the catalogue that portals harvest (DCAT-AP 3 in JSON-LD), and an index for a reader.

use serde_json::{Value, json};

use super::cut::{Cut, Offered};
use super::data_set::DataSet;
use super::form::Form;
use crate::domain::Coded as _;
use crate::domain::authority::Authority;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::lang::{Lang, Phrase};
use crate::domain::sequence::Sequence;

/// The licence of all data: Creative Commons Attribution 4.0.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// Vocabularies that the European profile names.
const AUTHORITY_TABLES: &str = "http://publications.europa.eu/resource/authority";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types";

const TITLE: Phrase = Phrase {
    kk: "Тізілім: цифрлық майнинг тізілімінің ашық деректері",
    ru: "Тізілім: открытые данные реестра цифрового майнинга",
    en: "Tizilim: open data of the register of digital mining",
};
const ABOUT: Phrase = Phrase {
    kk: "Қазақстан Республикасының цифрлық майнинг режимінің жария тізілімі: бүтіндей және кез келген актіден кейінгі өзгерістермен.",
    ru: "Публичный реестр режима цифрового майнинга Республики Казахстан: целиком и изменениями после любого акта.",
    en: "The public register of Kazakhstan's digital-mining regime: whole, and as what changed after any act. Each file names the act \
         up to which it was cut, and can be cut again, byte for byte the same.",
};

/// Where the open data lie: an absolute address that ends with a slash, or none, when addresses are written relative to
/// that of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(pub Option<String>);

impl Addresses {
    /// Below the address under which the world reaches the server, where that is known.
    pub fn under(public_url: Option<&str>) -> Self {
        Self(public_url.map(|url| format!("{}/open-data/", url.trim_end_matches('/'))))
    }
}

/// The times of a catalogue: of the first act and of the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// When the first act was recorded; none in an empty register.
    pub issued: Option<Instant>,
    /// When the newest was.
    pub modified: Option<Instant>,
}

/// Takes where the data lie, the sequence, the times of the register, and whole files with their fingerprints; gives the
/// catalogue in JSON-LD.
pub fn catalogue(addresses: &Addresses, sequence: Sequence, times: Times, files: &[Offered]) -> Value {
    let sets = DataSet::ALL.iter().map(|set| data_set(*set, sequence, times, files));
    let mut found = json!({
        "@context": context(addresses),
        "@id": "./",
        "@type": "dcat:Catalog",
        "dct:title": in_languages(&TITLE),
        "dct:description": in_languages(&ABOUT),
        "dct:publisher": publisher(times),
        "dct:license": {"@id": LICENCE},
        "dct:language": languages(),
        "dct:spatial": {"@id": format!("{AUTHORITY_TABLES}/country/KAZ")},
        "dcat:version": sequence.to_string(),
        "dcat:dataset": sets.collect::<Vec<_>>(),
    });
    date(&mut found, times);
    found
}

fn context(addresses: &Addresses) -> Value {
    let mut found = json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    if let (Some(base), Some(members)) = (&addresses.0, found.as_object_mut()) {
        members.insert("@base".to_owned(), base.as_str().into());
    }
    found
}

fn data_set(set: DataSet, sequence: Sequence, times: Times, files: &[Offered]) -> Value {
    let table = set.table();
    let own = files.iter().filter(|file| file.cut.data_set == set);
    let mut found = json!({
        "@id": format!("#{}", set.code()),
        "@type": "dcat:Dataset",
        "dct:identifier": set.code(),
        "dct:title": in_languages(&table.title),
        "dct:description": in_languages(&table.about),
        "dct:publisher": {"@id": "#publisher"},
        "dct:language": languages(),
        "dct:accessRights": {"@id": format!("{AUTHORITY_TABLES}/access-right/PUBLIC")},
        "dct:accrualPeriodicity": {"@id": format!("{AUTHORITY_TABLES}/frequency/CONT")},
        "dct:spatial": {"@id": format!("{AUTHORITY_TABLES}/country/KAZ")},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": Day::LAW_IN_FORCE.to_string()},
        },
        "dcat:theme": [
            {"@id": format!("{AUTHORITY_TABLES}/data-theme/GOVE")},
            {"@id": format!("{AUTHORITY_TABLES}/data-theme/ENER")},
        ],
        "dcat:keyword": [
            {"@language": "kk", "@value": "цифрлық майнинг"},
            {"@language": "ru", "@value": "цифровой майнинг"},
            {"@language": "en", "@value": "digital mining"},
        ],
        "dcat:version": sequence.to_string(),
        "dcat:distribution": own.map(|file| distribution(file, times)).collect::<Vec<_>>(),
    });
    date(&mut found, times);
    found
}

fn distribution(file: &Offered, times: Times) -> Value {
    let address = file.cut.address(file.form);
    let media_type = file.form.media_type().split(';').next().unwrap_or_default();
    let mut found = json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": file.cut.file_name(file.form),
        "dct:license": {"@id": LICENCE},
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": format!("{MEDIA_TYPES}/{media_type}")},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": file.fingerprint.bytes.to_string()},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": file.fingerprint.hex()},
        },
    });
    date(&mut found, times);
    found
}

fn date(of: &mut Value, times: Times) {
    let Some(members) = of.as_object_mut() else { return };
    for (name, time) in [("dct:issued", times.issued), ("dct:modified", times.modified)] {
        members.extend(time.map(|time| (name.to_owned(), json!({"@type": "xsd:dateTime", "@value": time.to_string()}))));
    }
}

/// The ministry keeps the register; it is named as it was when the newest act was recorded.
fn publisher(times: Times) -> Value {
    let on = times.modified.map_or(Day::LAST, Instant::day);
    let names = Lang::ALL.iter().map(|lang| worded(*lang, Authority::Ministry.name(on, *lang)));
    json!({"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": names.collect::<Vec<_>>()})
}

fn languages() -> Value {
    ["KAZ", "RUS", "ENG"].iter().map(|code| json!({"@id": format!("{AUTHORITY_TABLES}/language/{code}")})).collect()
}

fn in_languages(phrase: &Phrase) -> Value {
    Lang::ALL.iter().map(|lang| worded(*lang, phrase.in_lang(*lang))).collect()
}

fn worded(lang: Lang, text: &str) -> Value {
    json!({"@language": lang.code().to_lowercase(), "@value": text})
}

/// Takes the newest sequence; gives what is offered, in words and addresses relative to its own.
pub fn index(sequence: Sequence) -> Value {
    let sets = DataSet::ALL.iter().map(|set| described(*set, sequence));
    json!({
        "title": plainly(&TITLE),
        "about": plainly(&ABOUT),
        "sequence": sequence.number(),
        "license": LICENCE,
        "catalog": "catalog.jsonld",
        "checksums": format!("SHA256SUMS?sequence={sequence}"),
        "dataSets": sets.collect::<Vec<_>>(),
    })
}

fn described(set: DataSet, sequence: Sequence) -> Value {
    let table = set.table();
    let cut = Cut { data_set: set, sequence, after: None };
    let forms = Form::VALUES.iter().map(|(form, code, about)| {
        json!({
            "form": code,
            "about": about.trim(),
            "mediaType": form.media_type(),
            "newest": format!("{}.{code}", set.code()),
            "permanent": cut.address(*form),
            "delta": format!("{}.{code}?sequence={sequence}&after={{sequence}}", set.code()),
        })
    });
    let columns = table.columns.iter().enumerate().map(
        |(at, column)| json!({"name": column.name, "key": at < table.key, "optional": column.optional, "about": column.about}),
    );
    json!({
        "name": set.code(),
        "title": plainly(&table.title),
        "about": plainly(&table.about),
        "columns": columns.collect::<Vec<_>>(),
        "files": forms.collect::<Vec<_>>(),
    })
}

fn plainly(phrase: &Phrase) -> Value {
    json!({"kk": phrase.kk, "ru": phrase.ru, "en": phrase.en})
}
