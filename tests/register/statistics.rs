//! Totals are what the single rows add up to, at any day and sequence, and tell nobody what one licensee did.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;
use serde_json::{Value, json};
use tizilim::compliance::rulebook::Rulebook;
use tizilim::domain::act::{Content, Naming, Suspension};
use tizilim::domain::asset::Asset;
use tizilim::domain::authorisation::{AuthorisationId, LicenseeRole};
use tizilim::domain::bin::Bin;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::decimal::Decimal;
use tizilim::domain::energy::Energy;
use tizilim::domain::office::Role;
use tizilim::domain::party::Party;
use tizilim::domain::period::Period;
use tizilim::domain::reading::EnergySource;
use tizilim::domain::report::Span;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{History, Standing, SuspensionGround};
use tizilim::domain::surplus::SessionId;
use tizilim::domain::view::View;
use tizilim::registry::{MonthsAsked, Summed};
use tizilim::store::Reads;

use crate::months::{POOL, Stage, VENUE, readings};
use crate::support::acts::{bin, distributions, mined, sales, sold};
use crate::support::server::Server;
use crate::support::{TestRegister, day};

/// An amount in the smallest unit, and who has a part of it.
#[derive(Default)]
struct Naive(i128, BTreeSet<Bin>);

impl Naive {
    fn add(&mut self, who: Bin, amount: i128) {
        self.0 += amount;
        if amount > 0 {
            self.1.insert(who);
        }
    }

    fn is(&self, told: Summed, unit: i128) -> bool {
        told.amount == Decimal::from_units(self.0 * unit) && told.licensees == self.1.len() as u64
    }
}

/// Units of 10⁻⁸ kWh in a Wh.
const WH: i128 = 100_000;

#[tokio::test]
async fn totals_are_what_the_rows_add_up_to() {
    let mut stage = Stage::set("2025-11-10").await;
    let view = stage.register.view("2025-11-10").await;
    let everyone = everyone(&stage.register, view).await;
    let (mut today, mut recorded, mut marks) = (day("2025-11-10"), 0, Vec::new());
    for _ in 0..340 {
        today = today.plus_days(stage.chance.random_range(0..2));
        stage.register.turn_to(&today.to_string());
        let (role, content) = if stage.chance.random_bool(0.15) {
            turn_of_standing(&mut stage, &everyone, today)
        } else {
            stage.random_act(today).await
        };
        let opened = matches!(content, Content::OpenSurplusSession(_));
        if let Ok(done) = stage.register.record(role, &today.to_string(), content).await {
            recorded += 1;
            marks.push((done.sequence, today));
            if opened {
                stage.sessions.push(SessionId(done.sequence));
            }
        }
    }
    assert!(recorded > 100 && today > day("2026-02-10"), "only {recorded} acts were recorded, by {today}");
    let mut compared = [0; 3];
    for (seq, then) in marks.into_iter().step_by(4) {
        for on in [then, today, day("2026-01-20")] {
            let asked = Period { from: day("2025-10-05"), until: day("2026-12-31") };
            let more = agree(&stage, asked, View { on, seq }).await;
            (0..3).for_each(|at| compared[at] += more[at]);
        }
    }
    assert!(compared.iter().all(|count| *count > 100), "too little to compare: {compared:?}");
}

async fn everyone(register: &TestRegister, view: View) -> Vec<(LicenseeRole, AuthorisationId, Bin)> {
    let bins: Vec<Bin> = (1..=4).chain([POOL, VENUE]).map(bin).collect();
    let lives = register.registry.store().reads().lives(&bins, view.seq).await.unwrap();
    lives.into_iter().map(|life| (life.role, life.authorisation, life.bin)).collect()
}

/// A suspension or a resumption of anyone, the exchange before all.
fn turn_of_standing(stage: &mut Stage, everyone: &[(LicenseeRole, AuthorisationId, Bin)], today: Day) -> (Role, Content) {
    let exchange = everyone.iter().find(|(role, ..)| *role == LicenseeRole::Exchange).unwrap();
    let whom = if stage.chance.random_bool(0.5) { exchange } else { &everyone[stage.chance.random_range(0..everyone.len())] };
    let (role, authorisation, _) = *whom;
    let until = Some(today.plus_months(1).plus_days(stage.chance.random_range(0..20)));
    let suspension = Suspension { authorisation, until, ground: SuspensionGround::OwnRequest };
    let resumes = stage.chance.random_bool(0.5);
    let naming = Naming { authorisation };
    match (role, resumes) {
        (LicenseeRole::Miner, true) => (Role::Ministry, Content::ResumeLicence(naming)),
        (LicenseeRole::Miner, false) => (Role::Ministry, Content::SuspendLicence(suspension)),
        (LicenseeRole::Pool, true) => (Role::Ministry, Content::ResumeAccreditation(naming)),
        (LicenseeRole::Pool, false) => (Role::Ministry, Content::SuspendAccreditation(suspension)),
        (LicenseeRole::Exchange, true) => (Role::Afsa, Content::ResumeExchangeLicence(naming)),
        (LicenseeRole::Exchange, false) => (Role::Afsa, Content::SuspendExchangeLicence(suspension)),
    }
}

/// Compares the totals under a view with the rows that it sees; gives how many there were of each.
async fn agree(stage: &Stage, asked: Period, view: View) -> [usize; 3] {
    let registry = &stage.register.registry;
    let reads = registry.store().reads();
    let months = MonthsAsked::new(asked, view);

    let told = registry.energy_by_month(&months, view.seq).await.unwrap();
    let expected = power(stage, &reads, asked, view).await;
    assert_eq!(told.len(), expected.len(), "{view:?}");
    for of_month in &told {
        let (consumed, awarded) = &expected[&(of_month.month, of_month.zone, of_month.source)];
        assert!(consumed.is(of_month.consumed, WH) && awarded.is(of_month.awarded, WH), "{view:?} {of_month:?}");
    }

    let book = registry.rulebook(view.seq).await.unwrap();
    let shares = registry.sold_by_year(&months, &book, view.seq).await.unwrap();
    let expected = coin(&reads, &book, view).await;
    assert_eq!(shares.len(), expected.len(), "{view:?} {shares:?}");
    for of_year in &shares {
        let key = (of_year.period.from.year(), of_year.required.map(Decimal::units), of_year.asset);
        let (distributed, sold) = &expected[&key];
        assert!(distributed.is(of_year.distributed, 1) && sold.is(of_year.sold, 1), "{view:?} {of_year:?}");
    }

    let counts = registry.standings_by_month(&months, view.seq).await.unwrap();
    let mut expected = BTreeMap::new();
    for (role, history) in lives(&reads, view.seq).await {
        let mut month = Span::month_of(asked.from);
        while month.days().from <= asked.until.min(view.on) {
            let standing = history.standing(month.days().until.min(view.on));
            if standing != Standing::NotYetValid {
                *expected.entry((month, role, standing)).or_insert(0) += 1;
            }
            month = Span::month_of(month.days().until.next());
        }
    }
    let counted: BTreeMap<_, _> = counts.iter().map(|row| ((row.month, row.role, row.standing), row.count)).collect();
    assert_eq!(counted, expected, "{view:?}");
    [told.len(), shares.len(), counts.len()]
}

type Power = BTreeMap<(Span, Zone, EnergySource), (Naive, Naive)>;

async fn power(stage: &Stage, reads: &Reads<'_>, asked: Period, view: View) -> Power {
    let first = Span::month_of(asked.from).days().from;
    let counted = Period { from: first, until: asked.until.min(view.on) };
    let mut found = Power::new();
    for (id, _, zone) in &stage.centres {
        for reading in readings(reads, *id, counted, view.seq).await {
            let place = (Span::month_of(reading.row.on), *zone, reading.row.source);
            found.entry(place).or_default().0.add(reading.row.miner, reading.row.total().wh().into());
        }
    }
    for award in reads.awards_in(&stage.sessions, view.seq).await.unwrap() {
        let total: Energy = award.row.lots.iter().map(|lot| lot.energy).sum();
        // Who holds no data centre in the zone is awarded there all the same.
        if counted.contains(award.on) && total > Energy::ZERO {
            let place = (Span::month_of(award.on), award.zone, EnergySource::GridAuction);
            found.entry(place).or_default().1.add(award.row.miner, total.wh().into());
        }
    }
    found
}

type Coin = BTreeMap<(i32, Option<i128>, Asset), (Naive, Naive)>;

/// Every year is asked for whole: what was mined and sold from the first of January on counts.
async fn coin(reads: &Reads<'_>, book: &Rulebook, view: View) -> Coin {
    let years = Period { from: day("2025-01-01"), until: view.on };
    let required = |on: Day| {
        let version = book.in_force(tizilim::domain::rule::RuleCode::SaleShare, on)?;
        Some(version.value(tizilim::domain::rule::THRESHOLD)?.units())
    };
    let exchanges = lives(reads, view.seq).await;
    let exchange = exchanges.into_iter().find(|(role, _)| *role == LicenseeRole::Exchange);
    let counts = |venue: &Party, on: Day| {
        *venue == Party::Bin(bin(VENUE)) && exchange.as_ref().is_some_and(|(_, life)| life.standing(on) == Standing::Active)
    };
    let miners: Vec<Bin> = (1..=4).map(bin).collect();
    let mut found = Coin::new();
    for row in reads.distributions_to(&miners, years, view.seq).await.unwrap() {
        let key = (row.on.year(), required(row.on), row.asset);
        found.entry(key).or_default().0.add(row.miner, row.units.units().into());
    }
    for row in reads.sales_of(&miners, years, view.seq).await.unwrap() {
        if counts(&row.venue, row.on) {
            let key = (row.on.year(), required(row.on), row.asset);
            found.entry(key).or_default().1.add(row.miner, row.units.units().into());
        }
    }
    found
}

async fn lives(reads: &Reads<'_>, seq: Sequence) -> Vec<(LicenseeRole, History)> {
    let bins: Vec<Bin> = (1..=4).chain([POOL, VENUE]).map(bin).collect();
    let lives = reads.lives(&bins, seq).await.unwrap();
    lives.into_iter().map(|life| (life.role, History::new(life.events).unwrap())).collect()
}

const SHARES: &str = "query($on: Date!, $sequence: Int, $from: Date!, $until: Date!) { at(date: $on, sequence: $sequence) { statistics(from: $from, until: $until) {
    asOf sequence saleShare { year period { from until } asset distributed licensees sold sellers share required } } } }";

/// A year in which the threshold changed is told in parts, and a total of one or two only to whoever may read theirs.
#[tokio::test]
async fn a_year_is_cut_where_the_threshold_changes() {
    let register = TestRegister::at("2026-03-10").await;
    for n in 1..=4 {
        register.miner(n, "2024-01-15", None).await;
    }
    register.pool(9, "2024-01-01").await;
    register.exchange(8, "2024-01-10").await;
    let received = |on: &str, units: &str| (1..=4).map(|n| mined(bin(n), on, units)).collect::<Vec<_>>();
    for (on, units) in [("2025-06-10", "1"), ("2026-01-17", "2"), ("2026-01-18", "3"), ("2026-03-05", "4")] {
        register.act(Role::TaxAuthority, "2026-03-10", distributions(bin(9), received(on, units))).await;
    }
    let before = register.newest().await;
    let by = |n: &[usize], on: &str, units: &str| n.iter().map(|n| sold(bin(*n), on, units)).collect::<Vec<_>>();
    register.act(Role::TaxAuthority, "2026-03-10", sales(bin(8), by(&[1, 2, 3], "2025-06-20", "1"))).await;
    register.act(Role::TaxAuthority, "2026-03-10", sales(bin(8), by(&[1], "2026-01-17", "6"))).await;
    register.act(Role::TaxAuthority, "2026-03-10", sales(bin(7), by(&[1, 2, 3], "2026-02-17", "1"))).await;
    let server = Server::over(&register.registry).await;
    let told = async |token: Option<&str>, on: &str, sequence: Option<i64>| {
        let asked = json!({ "on": on, "sequence": sequence, "from": "2025-12-01", "until": "2026-03-31" });
        let (status, body) = server.send(token, SHARES, asked).await;
        assert_eq!((status, body.get("errors")), (200, None), "{body:#}");
        body["data"]["at"]["statistics"]["saleShare"].as_array().unwrap().clone()
    };
    let row = |period: [&str; 2], distributed: &str, sold: Value, sellers: i64, share: Value, required: Value| {
        json!({ "year": period[0][..4].parse::<i32>().unwrap(), "period": { "from": period[0], "until": period[1] }, "asset": "BTC",
            "distributed": distributed, "licensees": 4, "sold": sold, "sellers": sellers, "share": share, "required": required })
    };
    let year = ["2025-01-01", "2025-12-31"];
    let (duty, after) = (["2026-01-01", "2026-01-17"], ["2026-01-18", "2026-12-31"]);
    assert_eq!(
        told(None, "2026-03-10", None).await,
        [
            row(year, "4", json!("3"), 3, json!("0.75"), json!("0.75")),
            // One sold: the share would tell how much.
            row(duty, "8", Value::Null, 1, Value::Null, json!("0.75")),
            // What was sold where no exchange is licensed does not count.
            row(after, "28", json!("0"), 0, json!("0"), Value::Null),
        ]
    );
    let auditor = server.token(Role::Auditor).await;
    assert_eq!(told(Some(&auditor), "2026-03-10", None).await[1], row(duty, "8", json!("6"), 1, json!("0.75"), json!("0.75")));
    let operator = server.token(Role::EnergyOperator).await;
    assert_eq!(told(Some(&operator), "2026-03-10", None).await[1]["sold"], Value::Null, "coin is not the operator's to read");
    // As the register stood before the sales, and on a day on which the last had not come.
    assert_eq!(told(None, "2026-03-10", Some(before.number())).await[0]["sold"], "0");
    assert_eq!(told(None, "2026-03-04", None).await[2]["distributed"], "12");
    assert_eq!(told(None, "2026-01-17", None).await.len(), 2);
}

const ENERGY: &str = "query($on: Date, $sequence: Int) { at(date: $on, sequence: $sequence) { statistics(from: \"2025-11-01\", until: \"2026-06-30\") {
    asOf sequence licensees { month role standing count } energy { month zone source kwh licensees awardedKwh awardees }
    saleShare { year asset distributed sold share required } } } }";

/// Few stand behind each total of the small country: the public learns how many, and offices how much.
#[tokio::test]
async fn small_totals_show_to_offices_only_and_figures_stay_as_they_were() {
    let mut stage = Stage::set("2025-11-10").await;
    let mut today = day("2025-11-10");
    let server = Server::over(&stage.register.registry).await;
    let mut said = Vec::new();
    for at in 0..120 {
        today = today.plus_days(stage.chance.random_range(0..2));
        stage.register.turn_to(&today.to_string());
        let (role, content) = stage.random_act(today).await;
        let opened = matches!(content, Content::OpenSurplusSession(_));
        if let Ok(done) = stage.register.record(role, &today.to_string(), content).await
            && opened
        {
            stage.sessions.push(SessionId(done.sequence));
        }
        if at % 10 == 0 {
            let asked = json!({ "on": today.minus_days(at % 20), "sequence": stage.register.newest().await.number() });
            said.push((asked.clone(), server.ask(ENERGY, asked).await));
        }
    }
    for (asked, answer) in said {
        assert_eq!(server.ask(ENERGY, asked.clone()).await, answer, "{asked}");
    }
    let energy = async |token: Option<&str>| {
        let (_, body) = server.send(token, ENERGY, json!({})).await;
        assert_eq!(body.get("errors"), None, "{body:#}");
        body["data"]["at"]["statistics"]["energy"].as_array().unwrap().clone()
    };
    let few = |row: &Value, who: &str| (1..3).contains(&row[who].as_u64().unwrap_or(0));
    let (public, offices) =
        (energy(None).await, [Role::Ministry, Role::TaxAuthority, Role::EnergyOperator, Role::Supervisor, Role::Auditor]);
    assert!(public.iter().any(|row| few(row, "licensees")) && public.iter().any(|row| few(row, "awardees")));
    for row in &public {
        assert_eq!(row["kwh"].is_null(), few(row, "licensees"), "{row}");
        assert_eq!(row["awardedKwh"].is_null(), few(row, "awardees") || row["source"] != "GRID_AUCTION", "{row}");
    }
    for role in offices {
        let token = server.token(role).await;
        let rows = energy(Some(&token)).await;
        assert!(rows.iter().all(|row| !row["kwh"].is_null()), "{role:?}");
    }
    for role in [Role::Afsa, Role::NationalBank] {
        let token = server.token(role).await;
        assert_eq!(energy(Some(&token)).await, public, "{role:?}");
    }
}

#[tokio::test]
async fn bad_ranges_are_refused() {
    let register = TestRegister::at("2026-03-10").await;
    let server = Server::over(&register.registry).await;
    let statistics = "query($from: Date!, $until: Date!) { statistics(from: $from, until: $until) { sequence asOf licensees { count } energy { kwh } saleShare { sold } } }";
    let sessions = "query($from: Date!, $until: Date!) { surplusSessions(from: $from, until: $until) { edges { node { id } } } }";
    for (from, until) in [("2026-02-01", "2026-01-31"), ("2023-03-31", "2023-06-01")] {
        for question in [statistics, sessions] {
            let (_, body) = server.send(None, question, json!({ "from": from, "until": until })).await;
            assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_INPUT", "{from} {until}: {body:#}");
        }
    }
    let (_, body) = server.send(None, statistics, json!({ "from": "2023-04-01", "until": "2033-04-01" })).await;
    assert_eq!(body["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{body:#}");
    // The end of all days is a day that can be asked about.
    let last = "{ at(date: \"9999-12-31\") { statistics(from: \"9999-01-01\", until: \"9999-12-31\") { licensees { count } energy { kwh } saleShare { sold } } } }";
    server.ask(last, json!({})).await;
    let limits = server.ask("{ register { limits { maxMonths } } }", json!({})).await;
    assert_eq!(limits["register"]["limits"]["maxMonths"], 120);
    let to_come = server.ask(statistics, json!({ "from": "2026-04-01", "until": "2033-03-31" })).await;
    assert_eq!(
        to_come["statistics"],
        json!({ "sequence": register.newest().await.number(), "asOf": "2026-03-10", "licensees": [], "energy": [], "saleShare": [] })
    );
}
