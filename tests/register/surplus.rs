//! Sessions of surplus power as a list: totals for everyone, single awards for offices.

use serde_json::{Value, json};
use tizilim::domain::act::Content;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::energy::Energy;
use tizilim::domain::hour::Hour;
use tizilim::domain::office::Role;
use tizilim::domain::surplus::{BidRow, ClearingOrder, Lot, SessionHour, SessionId, SessionTerms};

use crate::support::acts::{bin, iin, mining, register as registration};
use crate::support::server::Server;
use crate::support::{TestRegister, day};

const SESSIONS: &str = "query($from: Date = \"2026-01-01\", $until: Date = \"2026-01-31\", $zone: Zone, $first: Int = 50, $after: String) {
    surplusSessions(from: $from, until: $until, zone: $zone, first: $first, after: $after) {
      edges { node { deliveryDate zone quotaKwh bidKwh awardedKwh hours { hour quotaKwh bidKwh bidders awardedKwh awardees startPrice }
        awards { licensee { id authorisation { number standing } } bin awardedKwh price } } } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

fn energy(kwh: i64) -> Energy {
    Energy::from_wh(kwh * 1_000).unwrap()
}

fn terms(on: &str, zone: Zone) -> SessionTerms {
    let hour = |at| SessionHour { hour: Hour::at(at), quota: energy(100), start_price: "10".parse().unwrap() };
    SessionTerms { delivery_date: day(on), zone, order: ClearingOrder::PriceThenTime, hours: vec![hour(0), hour(1)] }
}

fn bid(miner: tizilim::domain::bin::Bin, lots: &[(usize, i64, &str)]) -> BidRow {
    let lot =
        |(at, kwh, price): &(usize, i64, &str)| Lot { hour: Hour::at(*at), energy: energy(*kwh), price: price.parse().unwrap() };
    BidRow { miner, lots: lots.iter().map(lot).collect() }
}

impl TestRegister {
    async fn session(&self, on: &str, zone: Zone, bids: Vec<BidRow>, cleared: bool) -> SessionId {
        let operator = Role::EnergyOperator;
        let session = SessionId(self.act(operator, "2026-01-20", Content::OpenSurplusSession(terms(on, zone))).await);
        if !bids.is_empty() {
            self.act(operator, "2026-01-20", Content::RecordBids { session, rows: bids }).await;
        }
        if cleared {
            self.act(operator, "2026-01-20", Content::ClearSurplusSession { session, rows: Vec::new() }).await;
        }
        session
    }
}

async fn country() -> TestRegister {
    let register = TestRegister::at("2026-01-20").await;
    for n in 1..=3 {
        register.miner(n, "2024-01-15", None).await;
    }
    let trader = register.act(Role::Ministry, "2024-01-10", registration(iin(1), "Дара кәсіпкер")).await;
    let trader = tizilim::domain::organisation::OrganisationId(trader);
    register.act(Role::Ministry, "2024-01-15", mining(trader, "M-T", None)).await;
    register
}

#[tokio::test]
async fn single_awards_and_small_totals_show_to_offices_only() {
    let register = country().await;
    let many = vec![
        bid(bin(1), &[(0, 30, "12"), (1, 10, "20")]),
        bid(bin(2), &[(0, 30, "11"), (1, 20, "15.5")]),
        bid(iin(1), &[(0, 30, "13")]),
        bid(bin(3), &[(0, 30, "10")]),
    ];
    register.session("2026-01-10", Zone::NorthSouth, many, true).await;
    register.session("2026-01-10", Zone::West, vec![bid(bin(1), &[(0, 40, "10")])], true).await;
    register.session("2026-01-21", Zone::West, (1..=3).map(|n| bid(bin(n), &[(0, 10, "10")])).collect(), false).await;
    let server = Server::over(&register.registry).await;
    let told = async |token: Option<&str>| {
        let (status, body) = server.send(token, SESSIONS, json!({})).await;
        assert_eq!((status, body.get("errors")), (200, None), "{body:#}");
        let edges = body["data"]["surplusSessions"]["edges"].as_array().unwrap();
        edges.iter().map(|edge| edge["node"].clone()).collect::<Vec<_>>()
    };
    let public = told(None).await;
    let [crowded, lonely, open] = public.as_slice() else { panic!("{public:#?}") };
    assert_eq!((&crowded["bidKwh"], &crowded["awardedKwh"], &crowded["awards"]), (&json!("150"), &json!("130"), &Value::Null));
    assert_eq!(
        crowded["hours"],
        json!([
            { "hour": 1, "quotaKwh": "100", "bidKwh": "120", "bidders": 4, "awardedKwh": "100", "awardees": 4, "startPrice": "10" },
            { "hour": 2, "quotaKwh": "100", "bidKwh": null, "bidders": 2, "awardedKwh": null, "awardees": 2, "startPrice": "10" },
        ])
    );
    assert_eq!(
        (&lonely["bidKwh"], &lonely["awardedKwh"], &lonely["hours"][0]["bidders"]),
        (&Value::Null, &Value::Null, &json!(1))
    );
    // Before it is cleared nobody may bid by the others' bids.
    assert_eq!((&open["bidKwh"], &open["hours"][0]["bidders"], &open["awardedKwh"]), (&Value::Null, &Value::Null, &Value::Null));

    let miner = server.ask("{ miner(by: { number: \"M-1\" }) { id } }", json!({})).await["miner"]["id"].clone();
    for role in [Role::EnergyOperator, Role::Ministry, Role::TaxAuthority, Role::Supervisor, Role::Auditor] {
        let token = server.token(role).await;
        let seen = told(Some(&token)).await;
        let awards = seen[0]["awards"].as_array().unwrap_or_else(|| panic!("{role:?}"));
        assert_eq!(awards.len(), 4);
        let own = awards.iter().find(|award| award["licensee"]["id"] == miner).unwrap();
        // (30 kWh at 12 + 10 kWh at 20) / 40 kWh.
        assert_eq!(
            (&own["awardedKwh"], &own["price"], &own["licensee"]["authorisation"]["standing"]),
            (&json!("40"), &json!("14"), &json!("ACTIVE"))
        );
        let trader = awards.iter().find(|award| award["licensee"]["authorisation"]["number"] == "M-T").unwrap();
        assert_eq!(trader["bin"], "************", "{role:?}");
        assert_eq!((&seen[1]["awardedKwh"], &seen[2]["bidKwh"], &seen[2]["awards"]), (&json!("40"), &json!("30"), &json!([])));
    }
    for role in [Role::Afsa, Role::NationalBank] {
        let token = server.token(role).await;
        assert_eq!(told(Some(&token)).await, public, "{role:?}");
    }
}

#[tokio::test]
async fn pages_follow_one_another_from_one_state_of_the_register() {
    let register = country().await;
    for on in ["2026-01-05", "2026-01-03", "2026-01-04"] {
        register.session(on, Zone::West, Vec::new(), false).await;
        register.session(on, Zone::NorthSouth, Vec::new(), false).await;
    }
    let server = Server::over(&register.registry).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = server.ask(SESSIONS, json!({ "first": 4, "after": after, "until": "2026-01-05" })).await;
        let page = &answer["surplusSessions"];
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        for edge in page["edges"].as_array().unwrap() {
            seen.push((
                edge["node"]["deliveryDate"].as_str().unwrap().to_owned(),
                edge["node"]["zone"].as_str().unwrap().to_owned(),
            ));
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        // What is recorded between two pages is not on the second.
        register.session("2026-01-02", Zone::West, Vec::new(), false).await;
    }
    let expected: Vec<(String, String)> = ["2026-01-03", "2026-01-04", "2026-01-05"]
        .iter()
        .flat_map(|on| ["NORTH_SOUTH", "WEST"].map(|zone| ((*on).to_owned(), zone.to_owned())))
        .collect();
    assert_eq!(seen, expected);
    let west = server.ask(SESSIONS, json!({ "zone": "WEST", "from": "2026-01-03", "until": "2026-01-04" })).await;
    assert_eq!(west["surplusSessions"]["edges"].as_array().unwrap().len(), 2);
    for other in [
        json!({ "after": after, "until": "2026-01-06" }),
        json!({ "after": after, "until": "2026-01-05", "zone": "WEST" }),
        json!({ "after": "x" }),
    ] {
        let (_, body) = server.send(None, SESSIONS, other.clone()).await;
        assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "{other}: {body:#}");
    }
    let at = "query($after: String) { at(date: \"2026-01-20\", sequence: 5) { surplusSessions(from: \"2026-01-01\", until: \"2026-01-05\", after: $after) { edges { cursor } } } }";
    let (_, body) = server.send(None, at, json!({ "after": after })).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "{body:#}");
}
