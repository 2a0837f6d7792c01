//! The promise of `nextChangeOn`: until that day the answer stays as it is, and on that day it is another.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tizilim::compliance::facts::{Counterparties, Facts};
use tizilim::compliance::finding::Outcome;
use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::verdict::Verdict;
use tizilim::compliance::{Assessment, assess};
use tizilim::domain::asset::Asset;
use tizilim::domain::authorisation::LicenseeRole::{Exchange, Miner, Pool};
use tizilim::domain::day::Day;
use tizilim::domain::decimal::{Amount, Decimal};
use tizilim::domain::pool::{ComplexPlace, PoolFact, TestProtocol};
use tizilim::domain::rule::RuleCode;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{Event, History, Standing, Step, SuspensionGround};
use tizilim::domain::trade::{Distribution, Sale};

use super::builder::{bin, day, facts, party, shipped, with_versions};

/// How long an answer that never changes is watched.
const YEARS: u32 = 6;

/// All of an assessment that `nextChangeOn` speaks of. Figures measured over a moving window are not among it.
type Signature = (Standing, Verdict, Vec<(RuleCode, u32, Outcome, Option<Decimal>, Option<Day>)>);

fn signature(of: &Assessment) -> Signature {
    let findings = of.findings.iter().map(|finding| {
        let required = finding.measure.map(|measure| measure.required);
        (finding.rule.text.code, finding.rule.version, finding.outcome, required, finding.due_on)
    });
    (of.standing, Verdict::of(of), findings.collect())
}

fn act() -> Sequence {
    Sequence::new(1).expect("a number of an act")
}

/// What happened how many days after the step before it, and for how many days where it has an end.
type AnyStep = (u8, u32, Option<u32>);

/// A life: the grant and steps in any order, of which those that would contradict it never happened.
fn history(granted_on: Day, term: Option<u32>, steps: &[AnyStep]) -> History {
    let event = |on, step| Event { origin: act(), act: act(), on, step };
    let mut events = vec![event(granted_on, Step::Granted { expires_on: term.map(|days| granted_on.plus_days(days)) })];
    let mut on = granted_on;
    for (kind, gap, days) in steps {
        let until = days.map(|days| on.plus_days(gap + days));
        let step = match kind {
            0..=3 => Step::Renewed { expires_on: until },
            4..=9 => Step::Suspended { until, ground: SuspensionGround::OtherLaw },
            10..=13 => Step::Resumed,
            14 => Step::Revoked { ruling: None },
            _ => Step::Surrendered,
        };
        let mut longer = events.clone();
        longer.push(event(on.plus_days(*gap), step));
        if History::new(longer.clone()).is_ok() {
            events = longer;
            on = on.plus_days(*gap);
        }
    }
    History::new(events).expect("a life without contradiction")
}

fn any_history() -> impl Strategy<Value = History> {
    let step = (0..16_u8, 0..300_u32, option::weighted(0.9, 0..500_u32));
    (0..500_u32, option::weighted(0.7, 0..1_200_u32), vec(step, 0..6))
        .prop_map(|(after, term, steps)| history(day("2023-04-01").plus_days(after), term, &steps))
}

/// The rules that ship, and rules that change often and leave gaps.
fn any_rules() -> impl Strategy<Value = Rulebook> {
    (0..6_u8).prop_map(|which| match which {
        0..=1 => shipped(),
        2 => with_versions(
            RuleCode::SaleShare,
            &[
                ("2024-01-01..2024-05-15", "threshold 0.5"),
                ("2024-05-16..2025-03-31", "threshold 0.75"),
                ("2025-10-01", "threshold 1"),
            ],
        ),
        3 => with_versions(
            RuleCode::AccreditedPoolOnly,
            &[("2023-04-01..2024-08-31", "windowMonths 3"), ("2024-09-01", "windowMonths 18")],
        ),
        4 => with_versions(
            RuleCode::LicenceInForce,
            &[("2023-04-01..2024-12-31", "warningDays 30"), ("2025-02-01", "warningDays 200")],
        ),
        _ => with_versions(
            RuleCode::PoolSecurityTested,
            &[("2023-04-01..2024-12-31", "testValidMonths 6"), ("2025-01-01", "testValidMonths 12")],
        ),
    })
}

/// A licensee of each role with what it mined, sold and proved: its own life may go on after the day asked, its
/// distributions and sales lie on or before it.
fn any_question() -> impl Strategy<Value = (Facts, Rulebook, Day)> {
    let row = || vec((0..1_100_u32, 0..2_usize, 0..4_i64, 0..5_usize), 0..8);
    let proof = || vec((0..1_500_u32, any::<bool>()), 0..3);
    let others = vec(any_history(), 3);
    (0..3_usize, any_history(), others, row(), row(), proof(), proof(), any_rules(), 0..1_800_u32).prop_map(
        |(role, life, others, distributed, sold, complexes, tests, book, after)| {
            let on = day("2023-03-01").plus_days(after);
            let licensee = ["Miner", "Pool", "Exchange"][role];
            // Of the firms it dealt with, the first of each role was always active, the second led any life, and the
            // third is not known.
            let mut counterparties = Counterparties::default();
            for ((role, name), other) in [(Miner, "Miner"), (Pool, "Pool"), (Exchange, "Exchange")].into_iter().zip(others) {
                counterparties.add(role, bin(&format!("{name}1")), history(day("2020-01-01"), None, &[]));
                counterparties.add(role, bin(&format!("{name}2")), other);
            }
            let firm = |role: &str, which: usize| format!("{role}{}", [1, 1, 1, 2, 3][which]);
            let amount = |units| Amount::from_units(units).expect("an amount");
            let mut facts = facts(licensee, "");
            facts.held.history = life;
            facts.counterparties = Arc::new(counterparties);
            facts.distributions = distributed
                .into_iter()
                .map(|(ago, asset, units, other)| Distribution {
                    act: act(),
                    pool: if licensee == "Pool" { party("Pool") } else { party(&firm("Pool", other)) },
                    miner: if licensee == "Pool" { bin(&firm("Miner", other)) } else { bin("Miner") },
                    on: on.minus_days(ago),
                    asset: Asset::ALL[asset],
                    units: amount(units),
                })
                .collect();
            facts.sales = sold
                .into_iter()
                .map(|(ago, asset, units, other)| Sale {
                    act: act(),
                    venue: party(&firm("Exchange", other)),
                    miner: bin("Miner"),
                    on: on.minus_days(ago),
                    asset: Asset::ALL[asset],
                    units: amount(units),
                })
                .collect();
            facts.held.complexes = by_day(complexes, |in_kazakhstan| ComplexPlace {
                in_kazakhstan,
                region: None,
                place: "A place".try_into().expect("a name"),
            });
            facts.held.tests = by_day(tests, |positive| TestProtocol {
                number: "1".try_into().expect("a number"),
                laboratory: "A laboratory".try_into().expect("a name"),
                positive,
            });
            (facts, book, on)
        },
    )
}

fn by_day<T>(told: Vec<(u32, bool)>, fact: impl Fn(bool) -> T) -> Vec<PoolFact<T>> {
    let first = day("2023-04-01");
    let mut facts: Vec<PoolFact<T>> = told
        .into_iter()
        .map(|(after, good)| PoolFact { origin: act(), act: act(), on: first.plus_days(after), fact: fact(good) })
        .collect();
    facts.sort_by_key(|fact| fact.on);
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_answer_stays_until_the_next_change_and_is_another_on_it((facts, book, asked) in any_question()) {
        let answer = assess(&facts, &book, asked);
        let today = signature(&answer);
        let end = answer.next_change_on.unwrap_or_else(|| asked.plus_months(12 * YEARS));
        prop_assert!(end > asked);
        let mut on = asked.next();
        while on < end {
            prop_assert_eq!(&signature(&assess(&facts, &book, on)), &today, "on {}, before {:?}", on, answer.next_change_on);
            on = on.next();
        }
        if answer.next_change_on.is_some() {
            prop_assert_ne!(&signature(&assess(&facts, &book, end)), &today, "on {}", end);
        }
    }
}
