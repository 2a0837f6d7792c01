//! The whole schema, as anyone and as each role: whatever a role sees beyond what anyone sees stands in a table here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tizilim::domain::act::{Content, OfLicence};
use tizilim::domain::authorisation::AuthorisationId;
use tizilim::domain::data_centre::{DataCentreId, Zone};
use tizilim::domain::energy::Energy;
use tizilim::domain::hour::Hour;
use tizilim::domain::lang::Wording;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::party::Party;
use tizilim::domain::reading::{EnergySource, ReadingRow};
use tizilim::domain::report::Span;
use tizilim::domain::surplus::{BidRow, ClearingOrder, Lot, SessionHour, SessionId, SessionTerms};
use tizilim::domain::trade::DistributionRow;
use tizilim::domain::warning::WarningText;
use tizilim::graphql::gate::Limits;
use tizilim::graphql::schema;
use tizilim::settings::Settings;

use crate::support::acts::{bin, distributions, iin, mined, mining, register as registration, site, sold};
use crate::support::server::Server;
use crate::support::{TestRegister, text};

const WALLET: &str = "bc1q-nobody-is-to-see-this";
/// Figures of one licensee as the schema would write them: coin, energy, money, price.
const FIGURES: [&str; 7] = ["7.7654321", "3.1415926", "1234.567", "98765.43", "777.777", "17.77", "333.333"];

/// How each question is asked that needs to be told of what.
fn arguments(field: &str) -> Option<&'static str> {
    Some(match field {
        "miner" => "(by: { number: \"M-1\" })",
        "pool" => "(by: { number: \"P-9\" })",
        "exchange" => "(by: { number: \"X-8\" })",
        "verify" => "(subject: { number: \"M-1\" }, role: MINER)",
        "verifyBatch" => "(subjects: [{ ref: \"1\", role: MINER, subject: { number: \"M-1\" } }])",
        "verifyChain" => "(miner: { number: \"M-1\" }, pool: { number: \"P-9\" }, exchange: { number: \"X-8\" })",
        "search" => "(text: \"Дара кәсіпкер\")",
        "statistics" => "(from: \"2025-01-01\", until: \"2026-01-20\")",
        "surplusSessions" => "(from: \"2025-12-01\", until: \"2026-01-20\")",
        "acts" => "(first: 100)",
        "at" => "(date: \"2026-01-19\")",
        "node" => "(id: \"TWluZXI6MQ\")",
        "nodes" => "(ids: [\"TWluZXI6MQ\"])",
        _ => return None,
    })
}

/// What a role sees that not anyone does, by type and field: figures of single licensees in units that it may read, and
/// totals of too few of them.
fn beyond_anyone(role: Role) -> BTreeSet<&'static str> {
    const FIGURES: [&str; 5] =
        ["Finding.margin", "Finding.measured", "Finding.required", "FindingPart.measured", "FindingPart.required"];
    const COIN: [&str; 2] = ["SaleShareTotal.distributed", "SaleShareTotal.sold"];
    const ENERGY: [&str; 9] = [
        "EnergyTotal.awardedKwh",
        "EnergyTotal.kwh",
        "SurplusAward.awardedKwh",
        "SurplusAward.bin",
        "SurplusAward.price",
        "SurplusHour.awardedKwh",
        "SurplusHour.bidKwh",
        "SurplusSession.awardedKwh",
        "SurplusSession.bidKwh",
    ];
    let units: Vec<&'static str> = match role {
        Role::Ministry | Role::TaxAuthority | Role::Supervisor | Role::Auditor => [&COIN[..], &ENERGY[..]].concat(),
        Role::EnergyOperator => ENERGY.to_vec(),
        Role::Afsa | Role::NationalBank => COIN.to_vec(),
    };
    FIGURES.into_iter().chain(units).collect()
}

async fn stage() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    let trader = OrganisationId(register.act(Role::Ministry, "2024-01-10", registration(iin(1), "Дара кәсіпкер")).await);
    let licence = AuthorisationId(register.act(Role::Ministry, "2024-01-10", mining(trader, "M-1", None)).await);
    register.pool(9, "2024-01-01").await;
    register.exchange(8, "2024-01-02").await;
    let details = site();
    let site = Content::RegisterDataCentre { holder: trader, code: text("DC-1"), zone: Zone::West, details };
    let centre = DataCentreId(register.act(Role::Ministry, "2024-01-11", site).await);
    register.act(Role::EnergyOperator, "2024-01-11", Content::InstallMeter { data_centre: centre, serial: text("M") }).await;
    let row = DistributionRow { wallet: Some(text(WALLET)), ..mined(iin(1), "2025-12-10", FIGURES[0]) };
    register.act(Role::TaxAuthority, "2025-12-31", distributions(bin(9), vec![row])).await;
    let sales = |venue, rows| Content::RecordSales { venue, organisation: None, rows };
    let elsewhere = sales(Party::Name(text("Platform")), vec![sold(iin(1), "2025-12-25", FIGURES[1])]);
    register.act(Role::TaxAuthority, "2025-12-31", elsewhere).await;
    power(&register, centre).await;
    let payment = LicenceFact::Payment { span: Span::Quarter(2025, 4), amount: FIGURES[3].parse().unwrap() };
    register.act(Role::TaxAuthority, "2026-01-15", OfLicence { authorisation: licence, fact: payment }.said()).await;
    let wording = Wording { kk: text("а"), ru: text("б"), en: None };
    let warning = WarningText { name: text("Someone"), bin: Some(iin(1)), domains: Vec::new(), wording };
    register.act(Role::Ministry, "2026-01-10", Content::PublishWarning(warning)).await;
    register
}

/// A session with a bid and an award, and a reading.
async fn power(register: &TestRegister, centre: DataCentreId) {
    let wh = |wh| Energy::from_wh(wh).unwrap();
    let hour = SessionHour { hour: Hour::at(0), quota: wh(9_000_000), start_price: "10".parse().unwrap() };
    let (order, hours) = (ClearingOrder::PriceThenTime, vec![hour]);
    let terms = SessionTerms { delivery_date: "2025-12-20".parse().unwrap(), zone: Zone::West, order, hours };
    let session = SessionId(register.act(Role::EnergyOperator, "2025-12-19", Content::OpenSurplusSession(terms)).await);
    let lot = Lot { hour: Hour::at(0), energy: wh(777_777), price: FIGURES[5].parse().unwrap() };
    let rows = vec![BidRow { miner: iin(1), lots: vec![lot] }];
    register.act(Role::EnergyOperator, "2025-12-19", Content::RecordBids { session, rows }).await;
    register.act(Role::EnergyOperator, "2025-12-19", Content::ClearSurplusSession { session, rows: Vec::new() }).await;
    let row = |source, read| ReadingRow {
        meter: text("M"),
        miner: iin(1),
        source,
        on: "2025-12-20".parse().unwrap(),
        hours: vec![Some(wh(read))],
    };
    // Power of the auction, and power that would be exempt if it were proved.
    let rows = vec![row(EnergySource::GridAuction, 1_234_567), row(EnergySource::Import, 333_333)];
    register.act(Role::EnergyOperator, "2025-12-21", Content::RecordReadings { data_centre: centre, rows }).await;
}

/// The schema as its introspection tells it.
struct Types(BTreeMap<String, Value>);

impl Types {
    async fn told() -> Self {
        let question = "{ __schema { types { name kind possibleTypes { name } fields { name type { ...T } args { name defaultValue type { kind } } } } } }
            fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        let answer = schema::build().execute(question).await.data.into_json().unwrap();
        let types = answer["__schema"]["types"].as_array().unwrap().clone();
        Self(types.into_iter().map(|described| (described["name"].as_str().unwrap().to_owned(), described)).collect())
    }

    fn fields(&self, name: &str) -> Vec<Value> {
        self.0[name]["fields"].as_array().cloned().unwrap_or_default()
    }

    /// All that can be selected of a type, each field under a name that tells type and field; types that stand above it
    /// are not entered again.
    fn select(&self, name: &str, above: &[&str], depth: usize) -> String {
        let kind = self.0[name]["kind"].as_str().unwrap();
        let mut selected = String::new();
        if kind == "INTERFACE" || kind == "UNION" {
            for possible in self.0[name]["possibleTypes"].as_array().unwrap() {
                let possible = possible["name"].as_str().unwrap();
                if !above.contains(&possible) {
                    let inside = self.select(possible, above, depth);
                    write!(selected, " ... on {possible} {{ __typename {inside} }}").unwrap();
                }
            }
            return selected;
        }
        let above: Vec<&str> = above.iter().copied().chain([name]).collect();
        // Whom power was awarded to is shown as of the day of delivery: what is seen of them there is another day's.
        let depth = if name == "SurplusAward" { 0 } else { depth };
        for field in self.fields(name) {
            let (field_name, of_type) = (field["name"].as_str().unwrap(), named(&field["type"]));
            let arguments = if name == "Query" || name == "At" { arguments(field_name).unwrap_or_default() } else { "" };
            let needs = field["args"]
                .as_array()
                .unwrap()
                .iter()
                .any(|argument| argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null());
            assert!(!needs || !arguments.is_empty(), "say how to ask {name}.{field_name}");
            let is_leaf = ["SCALAR", "ENUM"].contains(&self.0[of_type]["kind"].as_str().unwrap());
            if is_leaf {
                write!(selected, " {name}__{field_name}: {field_name}{arguments}").unwrap();
            } else if depth > 0 && !above.contains(&of_type) {
                let inside = self.select(of_type, &above, depth - 1);
                write!(selected, " {name}__{field_name}: {field_name}{arguments} {{ __typename {inside} }}").unwrap();
            }
        }
        selected
    }
}

/// The name of a type without lists and exclamation marks.
fn named(of: &Value) -> &str {
    of["name"].as_str().unwrap_or_else(|| named(&of["ofType"]))
}

/// Every value of an answer by type and field.
fn gather(answer: &Value, seen: &mut BTreeMap<String, BTreeSet<String>>) {
    for (name, value) in answer.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => gather(value, seen),
            Value::Array(items) => items.iter().for_each(|item| match item {
                Value::Object(_) => gather(item, seen),
                leaf => note(name, leaf, seen),
            }),
            leaf => note(name, leaf, seen),
        }
    }
}

fn note(name: &str, leaf: &Value, seen: &mut BTreeMap<String, BTreeSet<String>>) {
    // A batch's receipt has salts drawn anew, and so has every part of it; what it says is looked through beside.
    if name.starts_with("Receipt__") {
        return;
    }
    if !leaf.is_null() && name.contains("__") && name != "__typename" {
        seen.entry(name.replace("__", ".")).or_default().insert(leaf.to_string());
    }
}

/// What the receipts of an answer say: their payloads and the items that can be shown, decoded.
fn said_by_receipts(answer: &Value, said: &mut String) {
    match answer {
        Value::Object(members) => {
            let jws = members.get("Receipt__jws").and_then(Value::as_str).and_then(|jws| jws.split('.').nth(1));
            let shown = members.get("Receipt__disclosures").and_then(Value::as_array).into_iter().flatten();
            for part in jws.into_iter().chain(shown.filter_map(Value::as_str)) {
                said.push_str(std::str::from_utf8(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap());
            }
            members.values().for_each(|value| said_by_receipts(value, said));
        }
        Value::Array(items) => items.iter().for_each(|item| said_by_receipts(item, said)),
        _ => {}
    }
}

/// Everything that can be asked, one question at a time: what was seen, and the answers as they came.
async fn walk(server: &Server, types: &Types, token: Option<&str>) -> (BTreeMap<String, BTreeSet<String>>, String) {
    let (mut seen, mut whole) = (BTreeMap::new(), String::new());
    for field in types.fields("Query") {
        let name = field["name"].as_str().unwrap();
        let inside = types.select(named(&field["type"]), &["Query"], if name == "at" { 3 } else { 5 });
        let question = format!("{{ Query__{name}: {name}{} {{ __typename {inside} }} }}", arguments(name).unwrap_or_default());
        let (status, body) = server.send(token, &question, json!({})).await;
        assert_eq!((status, body.get("errors")), (200, None), "{name}: {}", body["errors"]);
        gather(&body["data"], &mut seen);
        whole.push_str(&body.to_string());
        said_by_receipts(&body["data"], &mut whole);
    }
    (seen, whole)
}

async fn server(register: &TestRegister) -> Server {
    let limits = Limits {
        max_body_bytes: 1 << 26,
        max_query_bytes: 1 << 26,
        max_nesting: 60,
        max_nodes: 1_000_000,
        max_depth: 60,
        max_aliases: 1_000_000,
        max_complexity: u64::MAX,
        ..Limits::default()
    };
    let settings = Settings { limits, request_timeout_ms: 120_000, ..Settings::default() };
    Server::with(&register.registry, &settings).await
}

#[tokio::test]
async fn whatever_a_role_sees_beyond_anyone_is_meant_for_it() {
    let register = stage().await;
    let server = server(&register).await;
    let types = Types::told().await;
    let (anyone, whole) = walk(&server, &types, None).await;
    assert!(whole.contains("VerificationReceipt") && whole.contains("restsOn"), "receipts are looked through");
    for secret in FIGURES.iter().copied().chain([WALLET, iin(1).digits()]) {
        assert!(!whole.contains(secret), "anyone sees {secret}");
    }
    assert!(anyone.len() > 150, "only {} fields were walked", anyone.len());
    for role in Role::ALL.iter().copied() {
        let token = server.token(role).await;
        let (seen, whole) = walk(&server, &types, Some(&token)).await;
        // No role sees a wallet or a sole trader's number: neither has a field.
        for secret in [WALLET, iin(1).digits()] {
            assert!(!whole.contains(secret), "{role:?} sees {secret}");
        }
        let more =
            |(field, values): &(&String, &BTreeSet<String>)| anyone.get(*field).is_none_or(|known| !values.is_subset(known));
        let beyond: BTreeSet<&str> = seen.iter().filter(more).map(|(field, _)| field.as_str()).collect();
        assert_eq!(beyond, beyond_anyone(role), "{role:?}");
    }
}
