//! The promise of `nextChangeOn`: until that day the answer stays as it is, and on that day it is another.

mod rules;
mod told;

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
use tizilim::domain::daily;
use tizilim::domain::dated::Dated;
use tizilim::domain::day::Day;
use tizilim::domain::decimal::{Amount, Decimal};
use tizilim::domain::pool::{ComplexPlace, TestProtocol};
use tizilim::domain::rule::LicenceKind::{self, MiningOne, MiningTwo};
use tizilim::domain::rule::RuleCode;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{Event, History, Standing, Step, SuspensionGround};
use tizilim::domain::trade::{Distribution, Sale};

use crate::builder::{bin, day, facts, party};

use rules::any_rules;
use told::any_told;

/// How long an answer that never changes is watched.
const YEARS: u32 = 4;

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

/// A licensee of each kind with what it mined, sold, consumed and proved: its own life and what is arranged beforehand may
/// go on after the day asked; what it handed in and paid lies on or before it.
fn any_question(kinds: &'static [LicenceKind]) -> impl Strategy<Value = (Facts, Rulebook, Day)> {
    let kind = proptest::sample::select(kinds);
    let told = kind.prop_flat_map(|kind| (Just(kind), any_told(kind)));
    let row = || vec((0..1_100_u32, 0..2_usize, 0..4_i64, 0..5_usize), 0..8);
    let proof = || vec((0..1_500_u32, any::<bool>()), 0..3);
    let others = vec(any_history(), 3);
    (told, any_history(), others, row(), row(), proof(), proof(), any_rules(), 0..1_800_u32).prop_map(
        |((kind, told), life, others, distributed, sold, complexes, tests, book, after)| {
            let on = day("2023-03-01").plus_days(after);
            // Of the firms it dealt with, the first of each role was always active, the second led any life, and the
            // third is not known.
            let mut counterparties = Counterparties::default();
            let roles = [(MiningOne, "Miner"), (LicenceKind::Pool, "Pool"), (LicenceKind::Exchange, "Exchange")];
            for ((kind, name), other) in roles.into_iter().zip(others) {
                counterparties.add(kind, bin(&format!("{name}1")), history(day("2020-01-01"), None, &[]));
                counterparties.add(kind, bin(&format!("{name}2")), other);
            }
            let firm = |role: &str, which: usize| format!("{role}{}", [1, 1, 1, 2, 3][which]);
            let amount = |units| Amount::from_units(units).expect("an amount");
            let is_pool = kind == LicenceKind::Pool;
            let distributed: Vec<Distribution> = distributed
                .into_iter()
                .map(|(ago, asset, units, other)| Distribution {
                    act: act(),
                    pool: if is_pool { party("Pool") } else { party(&firm("Pool", other)) },
                    miner: if is_pool { bin(&firm("Miner", other)) } else { bin("Miner") },
                    on: on.minus_days(ago),
                    asset: Asset::ALL[asset],
                    units: amount(units),
                })
                .collect();
            let sold: Vec<Sale> = sold
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
            let mut facts = facts(kind, &told, on);
            facts.held.history = life;
            facts.counterparties = Arc::new(counterparties);
            facts.distributions = daily::distributions(&distributed);
            facts.sales = daily::sales(&sold);
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

fn by_day<T>(told: Vec<(u32, bool)>, fact: impl Fn(bool) -> T) -> Vec<Dated<T>> {
    let first = day("2023-04-01");
    let mut facts: Vec<Dated<T>> = told
        .into_iter()
        .map(|(after, good)| Dated { origin: act(), act: act(), on: first.plus_days(after), fact: fact(good) })
        .collect();
    facts.sort_by_key(|fact| fact.on);
    facts
}

/// Holds the answer to the promise.
fn check(facts: &Facts, book: &Rulebook, asked: Day) -> Result<(), TestCaseError> {
    let answer = assess(facts, book, asked);
    let today = signature(&answer);
    let end = answer.next_change_on.unwrap_or_else(|| asked.plus_months(12 * YEARS));
    prop_assert!(end > asked);
    let mut on = asked.next();
    while on < end {
        prop_assert_eq!(&signature(&assess(facts, book, on)), &today, "on {}, before {:?}", on, answer.next_change_on);
        on = on.next();
    }
    if answer.next_change_on.is_some() {
        prop_assert_ne!(&signature(&assess(facts, book, end)), &today, "on {}", end);
    }
    Ok(())
}

/// A part of the usual cases, and no file of those that failed.
fn one_in(part: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / part, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(one_in(2))]

    #[test]
    fn a_miners_answer_stays_until_the_next_change_and_is_another_on_it((facts, book, asked) in any_question(&[MiningOne, MiningTwo])) {
        check(&facts, &book, asked)?;
    }
}

proptest! {
    #![proptest_config(one_in(4))]

    #[test]
    fn so_does_that_of_a_pool_or_an_exchange((facts, book, asked) in any_question(&[LicenceKind::Pool, LicenceKind::Exchange])) {
        check(&facts, &book, asked)?;
    }
}
