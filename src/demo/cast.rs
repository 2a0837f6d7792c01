//! The cast: licensees whose stories show each outcome of each rule. `examples/README.md` lists what to expect.

use super::estate::Resident;
use super::names::{self, Trade as Line, bin, details, iin, text, wording};
use super::plan::{Plan, What};
use super::trade::{Sells, Trade};
use crate::domain::asset::Asset;
use crate::domain::authorisation::{LicenseeRole, Subkind};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::office::Role;
use crate::domain::organisation::DetailsChange;
use crate::domain::party::Party;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::standing::{CourtRuling, SuspensionGround};
use crate::domain::warning::WarningText;

/// Miners of subkind I and II in the cast whose licence is active at the end of November 2024.
pub(super) const ACTIVE_IN_NOVEMBER_2024: [usize; 2] = [5, 9];
/// Miners in the cast.
pub(super) const MINERS: usize = 15;
/// Firms before the first of the crowd: the cast's numbers.
pub(super) const FIRMS: usize = 100;

const APPLICATION: &str = "On the applicant's application";

/// The number of the cast's `n`th pool, counted from 1.
pub(super) fn pool_bin(n: usize) -> Bin {
    bin(60 + n)
}

/// The number of the cast's `n`th exchange, counted from 1.
pub(super) fn exchange_bin(n: usize) -> Bin {
    bin(80 + n)
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap_or(Day::LAW_IN_FORCE)
}

/// Adds the cast to the plan.
pub(super) fn join(plan: &mut Plan, trades: &mut Vec<Trade>, residents: &mut Vec<Resident>, today: Day) {
    exchanges(plan, today);
    pools(plan, today);
    miners(plan, trades, residents, today);
    warnings(plan, today);
}

fn exchanges(plan: &mut Plan, today: Day) {
    let regions = ["71", "71", "71", "71", "75"];
    for (n, region) in (1..).zip(regions) {
        let office = if n == 5 { Role::NationalBank } else { Role::Afsa };
        let granted = if n == 5 { day(2026, 5, 4) } else { day(2023, 5, 2).plus_days(40 * n as u32) };
        let host = format!("exchange-{n}.example");
        let details = details(names::names(Line::Exchange, n), region, Some(&host));
        plan.on(granted, office, APPLICATION, What::Register { bin: exchange_bin(n), details });
        let number = format!("DEMO-X-{n:02}");
        let expires_on = (n == 2).then(|| today.plus_days(25));
        let conditions = (n == 1).then(|| {
            wording(
                "Бөлшек клиенттер үшін айына 1 000 АҚШ долларына дейінгі салым шегі.",
                "Лимит пополнения для розничных клиентов — 1 000 долларов США в месяц.",
                "Retail clients may deposit up to USD 1,000 a month.",
            )
        });
        let grant =
            What::Grant { bin: exchange_bin(n), role: LicenseeRole::Exchange, subkind: None, number, expires_on, conditions };
        plan.on(granted, office, APPLICATION, grant);
    }
    plan.on(
        day(2025, 11, 10),
        Role::Afsa,
        "Client money was not kept apart",
        What::Revoke { number: "DEMO-X-03".to_owned(), ruling: None },
    );
    let suspend = What::Suspend { number: "DEMO-X-04".to_owned(), until: None, ground: SuspensionGround::RequirementsBreached };
    plan.on(today.minus_days(15), Role::Afsa, "Capital below the requirement", suspend);
}

fn pools(plan: &mut Plan, today: Day) {
    for (n, region) in (1..).zip(["55", "35", "19", "10", "39", "63"]) {
        let granted = day(2023, 6, 1).plus_days(30 * n as u32);
        let host = format!("pool-{n}.example");
        let details = details(names::names(Line::Pool, n + 6), region, Some(&host));
        plan.on(granted, Role::Ministry, APPLICATION, What::Register { bin: pool_bin(n), details });
        let number = format!("DEMO-P-{n:02}");
        let expires_on = (n == 6).then(|| today.plus_days(15));
        let grant = What::Grant {
            bin: pool_bin(n),
            role: LicenseeRole::Pool,
            subkind: None,
            number: number.clone(),
            expires_on,
            conditions: None,
        };
        plan.on(granted, Role::Ministry, APPLICATION, grant);
        if n == 5 {
            // Nothing more is on record of this one.
            continue;
        }
        let complex = if n == 4 {
            ComplexPlace { in_kazakhstan: false, region: None, place: text("Frankfurt am Main") }
        } else {
            ComplexPlace { in_kazakhstan: true, region: region.parse().ok(), place: text("Data centre (sample)") }
        };
        plan.on(granted, Role::Ministry, "Stated in the application", What::Complex { number: number.clone(), complex });
        let protocol =
            TestProtocol { number: text(&format!("TEST-{n:02}/2023")), laboratory: text("Sample Laboratory"), positive: n != 4 };
        plan.on(granted, Role::Ministry, "Protocol handed in", What::Test { number, protocol });
    }
    let suspend = What::Suspend {
        number: "DEMO-P-02".to_owned(),
        until: Some(day(2024, 11, 7)),
        ground: SuspensionGround::RequirementsBreached,
    };
    plan.on(day(2024, 10, 7), Role::Ministry, "Distributions were not reported", suspend);
    plan.on(day(2024, 10, 8), Role::Ministry, "The reports were handed in", What::Resume { number: "DEMO-P-02".to_owned() });
    let withdraw = What::Revoke { number: "DEMO-P-03".to_owned(), ruling: None };
    plan.on(today.minus_days(200), Role::Ministry, "The complex was moved abroad", withdraw);
}

/// A miner of the cast.
struct Miner {
    n: usize,
    bin: Bin,
    subkind: Subkind,
    region: &'static str,
    granted: Day,
}

impl Miner {
    fn number(&self) -> String {
        format!("DEMO-M-{:04}", self.n)
    }

    fn enter(&self, plan: &mut Plan, recorded: Day) {
        let host = format!("miner-{}.example", self.n);
        let details = details(names::names(Line::Miner, self.n), self.region, Some(&host));
        plan.on(recorded.min(self.granted), Role::Ministry, APPLICATION, What::Register { bin: self.bin, details });
        let what = What::Grant {
            bin: self.bin,
            role: LicenseeRole::Miner,
            subkind: Some(self.subkind),
            number: self.number(),
            expires_on: None,
            conditions: None,
        };
        plan.on_with_effect(recorded, self.granted, Role::Ministry, APPLICATION, what);
    }

    fn trade(&self, pool: Party, until: Day, sells: Sells) -> Trade {
        Trade {
            miner: self.bin,
            pool,
            asset: Asset::Btc,
            monthly: 40_000_000 + 5_000_000 * self.n as i64,
            from: self.granted,
            until,
            sells,
        }
    }
}

fn miners(plan: &mut Plan, trades: &mut Vec<Trade>, residents: &mut Vec<Resident>, today: Day) {
    let pool = |n| Party::Bin(pool_bin(n));
    let venue = Party::Bin(exchange_bin(1));
    let well = || Sells::well(venue.clone());
    // The licence whose three years end in twenty days.
    let ends_soon = today.plus_days(21).minus_months(36);
    let grants = [
        (Subkind::One, "55", day(2023, 6, 1)),
        (Subkind::Two, "55", day(2023, 9, 4)),
        (Subkind::Two, "35", day(2024, 2, 29)),
        (Subkind::One, "63", ends_soon),
        (Subkind::Two, "19", day(2023, 8, 1)),
        (Subkind::Two, "35", day(2023, 7, 3)),
        (Subkind::One, "10", day(2023, 10, 2)),
        (Subkind::Two, "55", today.plus_days(10)),
        (Subkind::One, "62", day(2024, 4, 1)),
        (Subkind::Two, "15", day(2024, 1, 15)),
        (Subkind::Two, "55", day(2023, 12, 1)),
        (Subkind::One, "35", day(2024, 1, 8)),
        (Subkind::Two, "63", day(2024, 3, 1)),
        (Subkind::Two, "71", day(2024, 5, 20)),
        (Subkind::Two, "39", day(2024, 6, 3)),
    ];
    for (n, (subkind, region, granted)) in (1..).zip(grants) {
        let miner = Miner { n, bin: if n == 14 { iin(n) } else { bin(n) }, subkind, region, granted };
        miner.enter(plan, granted.min(today.minus_days(5)));
        let ended_on = match n {
            5 => granted.plus_months(36).previous(),
            6 => day(2025, 3, 16),
            7 => day(2025, 8, 31),
            _ => today,
        };
        residents.push(Resident { n, bin: miner.bin, number: miner.number(), subkind, region, from: granted, until: ended_on });
        // The fifth let its licence lapse; those of the sixth and seventh ended before their term.
        if granted.plus_months(36) <= today && !(5..=7).contains(&n) {
            let renewed = granted.plus_months(36).minus_days(28);
            let expires_on = granted.plus_months(72).previous();
            plan.on(renewed, Role::Ministry, APPLICATION, What::Renew { number: miner.number(), expires_on });
        }
        let story = match n {
            2 => Some(miner.trade(pool(3), today, well())),
            // Idle, or not yet there.
            3 | 8 => None,
            5 => Some(miner.trade(pool(2), today, well())),
            6 => Some(miner.trade(pool(1), day(2025, 3, 16), well())),
            7 => Some(miner.trade(pool(1), day(2025, 8, 31), well())),
            9 => Some(miner.trade(pool(2), today, well())),
            10 => Some(miner.trade(pool(4), day(2024, 6, 9), well())),
            11 => Some(miner.trade(pool(1), today, Sells { y2024: [400, 400], ..well() })),
            12 => Some(miner.trade(pool(1), today, Sells { y2025: [300, 1220], ..well() })),
            13 => Some(miner.trade(pool(1), today, Sells { elsewhere: 200, ..well() })),
            15 => Some(miner.trade(Party::Name(text("Sample Foreign Pool")), today, well())),
            _ => Some(miner.trade(pool(1), today, well())),
        };
        trades.extend(story);
    }
    turns_of_fate(plan, today);
}

fn turns_of_fate(plan: &mut Plan, today: Day) {
    let number = |n: usize| format!("DEMO-M-{n:04}");
    let renamed =
        names::of(["«Үлгі Қыран Энерго» ЖШС", "ТОО «Образец Кыран Энерго»", "Sample Qyran Energo LLP"].map(str::to_owned));
    let change = DetailsChange { names: Some(renamed), ..DetailsChange::default() };
    plan.on(day(2024, 9, 2), Role::Ministry, "Change of name", What::Amend { bin: bin(1), change });

    let ruling = CourtRuling {
        court: text("Sample Interdistrict Administrative Court"),
        number: text("DEMO-2025/118"),
        decided_on: day(2025, 3, 10),
    };
    plan.on(day(2025, 3, 17), Role::Ministry, "Ruling of the court", What::Revoke { number: number(6), ruling: Some(ruling) });
    plan.on(day(2025, 9, 1), Role::Ministry, "The holder gave the licence back", What::Surrender { number: number(7) });

    let ground = SuspensionGround::ViolationsNotCured;
    let suspend = What::Suspend { number: number(9), until: Some(today.plus_days(60)), ground };
    plan.on(today.minus_days(20), Role::Ministry, "Violations found by an inspection were not cured", suspend);

    // Recorded with a mistaken last day, corrected, and ended early: three answers about one day in 2024.
    let ground = SuspensionGround::ChangeNotNotified;
    let mistaken = What::Suspend { number: number(10), until: Some(day(2024, 11, 9)), ground };
    plan.on(day(2024, 6, 10), Role::Ministry, "A change of address was not notified", mistaken);
    let corrected = What::CorrectSuspension { number: number(10), until: Some(day(2024, 9, 9)), ground };
    plan.on(day(2024, 6, 20), Role::Ministry, "The order says three months, not five", corrected);
    plan.on(day(2024, 7, 22), Role::Ministry, "On the holder's application", What::Resume { number: number(10) });
}

fn warnings(plan: &mut Plan, today: Day) {
    let warning = WarningText {
        name: text("Sample Coin Palace"),
        bin: None,
        domains: vec![text("coin-palace.example"), text("exchange-1.example.coin-palace.example")],
        wording: wording(
            "Ұйымның лицензиясы жоқ. Ол лицензияланған биржаның атын жамылады.",
            "Организация не имеет лицензии и выдаёт себя за лицензированную биржу.",
            "The firm has no licence and poses as a licensed exchange.",
        ),
    };
    plan.on(day(2025, 2, 12), Role::Afsa, "Complaints of clients", What::Warn(warning));
    let warning = WarningText {
        name: text("Sample Zhetisu Pool (DEMO-P-03)"),
        bin: Some(pool_bin(3)),
        domains: vec![text("pool-3.example")],
        wording: wording(
            "Пулдың аккредиттеуі кері қайтарып алынды; ол жұмысын жалғастыруда.",
            "Аккредитация пула отозвана, но он продолжает работать.",
            "The pool's accreditation was withdrawn, and it goes on working.",
        ),
    };
    plan.on(today.minus_days(190), Role::Ministry, "Found by control", What::Warn(warning));
}
