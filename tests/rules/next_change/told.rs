//! Anything that may be told of a licensee, in the clauses of the tables.

use std::iter;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tizilim::domain::day::Day;
use tizilim::domain::report::Span;
use tizilim::domain::rule::LicenceKind;

use crate::builder::day;

/// What is told of a licensee in clauses: some of it, or none.
fn any_clauses(clauses: BoxedStrategy<Vec<String>>) -> BoxedStrategy<String> {
    option::weighted(0.8, clauses).prop_map(|told| told.unwrap_or_default().join("; ")).boxed()
}

/// A day near those asked about.
fn any_day() -> impl Strategy<Value = Day> {
    (0..1_700_u32).prop_map(|after| day("2023-04-01").plus_days(after))
}

/// A data centre of a firm: where and since when, what was said of it, its meters, until when, and a place in it.
fn any_site(site: &'static str, meter: &'static str, holder: &'static str) -> BoxedStrategy<Vec<String>> {
    let zone = prop_oneof![Just("NORTH_SOUTH"), Just("WEST")];
    let residential = vec((0..200_u32, prop_oneof![2 => Just("not residential"), 1 => Just("residential")]), 0..3);
    let done = vec((1..200_u32, 0..8_u8, 0..400_u32), 0..5);
    let closes = option::weighted(0.3, 1..300_u32);
    let place = option::weighted(0.8, (0..400_u32, option::of(0..500_u32)));
    (0..700_u32, zone, residential, done, closes, place)
        .prop_map(move |(after, zone, residential, done, closes, place)| {
            let since = day("2023-04-01").plus_days(after);
            let mut told = vec![format!("{since} {holder} holds {site} in {zone}")];
            let mut last = since;
            for (gap, said) in residential {
                last = last.plus_days(gap);
                told.push(format!("{last} {site} {said}"));
            }
            told.extend(meter_told(&mut last, since, site, meter, &done));
            told.extend(closes.map(|gap| format!("{} closes {site}", last.plus_days(gap))));
            // A place in a data centre may begin before it and outlast it.
            told.extend(place.filter(|_| holder != "Miner").map(|(after, days)| {
                let from = since.minus_days(30).plus_days(after);
                let until = days.map(|days| format!("..{}", from.plus_days(days))).unwrap_or_default();
                format!("{from}{until} placed in {site}")
            }));
            told
        })
        .boxed()
}

/// The life of a meter: each step so many days after the one before.
fn meter_told(last: &mut Day, since: Day, site: &str, meter: &str, done: &[(u32, u8, u32)]) -> Vec<String> {
    let (mut told, mut on, mut there) = (Vec::new(), since, false);
    for (gap, kind, valid) in done {
        on = on.plus_days(*gap);
        told.push(match (there, kind) {
            (false, _) => format!("{on} meter {meter} in {site}"),
            (true, 0..=3) => format!("{on} meter {meter} working until {}", on.plus_days(*valid)),
            (true, 4) => format!("{on} meter {meter} working"),
            (true, 5..=6) => format!("{on} meter {meter} faulty"),
            (true, _) => format!("{on} meter {meter} removed"),
        });
        there = !there || *kind < 7;
    }
    *last = (*last).max(on);
    told
}

/// What is recorded of a miner and may be dated ahead: hardware, proofs of sources, changes of data.
fn any_records() -> BoxedStrategy<Vec<String>> {
    let hardware = vec((any_day(), prop_oneof![Just("declares"), Just("registers")], 0..3_u32), 0..4);
    let proofs = vec((any_day(), option::of(0..500_u32), any_source()), 0..6);
    let changes = vec((any_day(), option::of(0..40_u32)), 0..3);
    (hardware, proofs, changes)
        .prop_map(|(hardware, proofs, changes)| {
            let hardware = hardware.into_iter().map(|(on, verb, units)| format!("{on} {verb} {units}"));
            let proofs = proofs.into_iter().map(|(on, days, source)| {
                let until = days.map(|days| format!("..{}", on.plus_days(days))).unwrap_or_default();
                format!("{on}{until} proof of {source}")
            });
            let changes = changes.into_iter().map(|(on, days)| {
                let notified = days.map(|days| format!(" notified {}", on.plus_days(days))).unwrap_or_default();
                format!("{on} change{notified}")
            });
            hardware.chain(proofs).chain(changes).collect()
        })
        .boxed()
}

fn any_source() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("GRID_AUCTION"), 1 => Just("IMPORT"), 1 => Just("RENEWABLE_OWN"), 1 => Just("OFF_GRID_OWN")]
}

/// Power taken and awarded, in two hours, zones and data centres, so that they meet.
fn any_power() -> BoxedStrategy<Vec<String>> {
    let hour = || (1..3_u8, 0..2_usize, 0..3_u32);
    let taken = vec((any_day(), any_source(), hour(), 0..6_u8), 0..16);
    let awarded = vec((any_day(), hour()), 0..16);
    // Of each day there are only some, so that awards and readings are often of one.
    let rough = |on: Day| day("2023-04-01").plus_days(days_since(on) / 60 * 60);
    (taken, awarded)
        .prop_map(move |(taken, awarded)| {
            let taken = taken.into_iter().map(|(on, source, (hour, site, kwh), who)| {
                let who = if who == 0 { "Miner3 " } else { "" };
                format!("{} {who}took {kwh} kWh of {source} in hour {hour} at {}", rough(on), ["Site1", "Site2"][site])
            });
            let awarded = awarded.into_iter().map(|(on, (hour, zone, kwh))| {
                format!("{} awarded {kwh} kWh in hour {hour} of {}", rough(on), ["NORTH_SOUTH", "WEST"][zone])
            });
            taken.chain(awarded).collect()
        })
        .boxed()
}

fn days_since(on: Day) -> u32 {
    u32::try_from((on.date() - day("2023-04-01").date()).num_days()).expect("a day after the law came into force")
}

/// Reports and payments: for most spans, each so many days after its end.
fn any_dues(licensee: &'static str) -> BoxedStrategy<Vec<String>> {
    let delay = || prop_oneof![4 => 1..30_u32, 2 => 30..60_u32, 1 => 60..500_u32];
    let filed = vec(option::weighted(0.9, (delay(), 0..6_u8)), 40);
    let paid = vec((delay(), 0..17_u8, 1..60_u32), 0..20);
    let spans = |first: Span| iter::successors(Some(first), |span| Some(next(*span)));
    let months = spans(Span::Month(2023, 4));
    let quarters = spans(Span::Quarter(2023, 2));
    (filed, paid)
        .prop_map(move |(filed, paid)| {
            let mut told = Vec::new();
            let mut file = |spans: &mut dyn Iterator<Item = Span>, whereto: &str| {
                for (span, (days, kind)) in spans.zip(&filed).filter_map(|(span, filed)| Some((span, (*filed)?))) {
                    let whose = if licensee == "Miner" && kind == 0 { " under another licence" } else { "" };
                    told.push(format!("{} filed {span}{whereto}{whose}", span.days().until.plus_days(days)));
                }
            };
            match licensee {
                "Pool" => file(&mut months.clone(), ""),
                "Exchange" => {
                    file(&mut spans(Span::Year(2023)).take(5), "");
                    file(&mut quarters.clone().take(20), "");
                    file(&mut quarters.clone().take(20).skip(1), " for the tax authority");
                }
                _ => file(&mut quarters.clone().take(20), ""),
            }
            let paid = paid.into_iter().filter(|_| licensee == "Miner").map(|(days, which, tenge)| {
                let quarter = quarters.clone().nth(which.into()).expect("a quarter");
                format!("{} paid {tenge} for {quarter}", quarter.days().until.plus_days(days))
            });
            told.extend(paid.collect::<Vec<_>>());
            told
        })
        .boxed()
}

/// The span after a span.
fn next(span: Span) -> Span {
    let after = span.days().until.next();
    match span {
        Span::Month(..) => Span::month_of(after),
        Span::Quarter(..) => Span::quarter_of(after),
        Span::Year(_) => Span::year_of(after),
    }
}

/// All that is told of a licensee of a kind beside its life and its coin.
pub(super) fn any_told(kind: LicenceKind) -> BoxedStrategy<String> {
    match kind {
        // In its own data centres.
        LicenceKind::MiningOne => any_told_of_miner("Miner", "Miner"),
        // In those of a host that is always licensed and of one with any life.
        LicenceKind::MiningTwo => any_told_of_miner("Miner1", "Miner2"),
        LicenceKind::Pool => any_clauses(any_dues("Pool")),
        LicenceKind::Exchange => any_clauses(any_dues("Exchange")),
    }
}

/// All that is told of a miner in the data centres of two holders, and sometimes in one more of its own.
fn any_told_of_miner(one: &'static str, other: &'static str) -> BoxedStrategy<String> {
    let sites = (any_clauses(any_site("Site1", "A", one)), any_clauses(any_site("Site2", "B", other)));
    let own = option::weighted(0.2, any_clauses(any_site("Site3", "C", "Miner")));
    let others = (any_clauses(any_records()), any_clauses(any_power()), any_clauses(any_dues("Miner")));
    (sites, own, others)
        .prop_map(|((one, other), own, (records, power, dues))| {
            [one, other, own.unwrap_or_default(), records, power, dues].join("; ")
        })
        .boxed()
}
