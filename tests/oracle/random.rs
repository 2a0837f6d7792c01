//! Random small registers: few firms, few days, few amounts, so that things meet.
//!
//! What is drawn are drafts that name days by what they are near to; the drafts are then made into a register that does
//! not contradict itself.

mod life;
mod rows;
mod rules;
mod said;
mod site;
mod when;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tizilim::domain::rule::LicenceKind;

use crate::register::{FIRMS, Firm, OWN, Register};
use life::LifeDraft;
use when::{Clock, When};

/// Any register, with a day asked.
pub(crate) fn register() -> BoxedStrategy<Register> {
    let whole = (kind(), (when::asked(), (when::when(), when::when(), when::of_law())), lives(), sites(), facts(), trades());
    (whole, rules::rules())
        .prop_map(|((kind, (asked, hot), lives, sites, facts, trades), rules)| {
            let clock = Clock::new(asked, hot.into());
            let (own, second, others) = lives;
            let is_miner = matches!(kind, LicenceKind::MiningOne | LicenceKind::MiningTwo);
            let own = own.resolve(OWN, kind, &clock);
            let second = second.filter(|_| is_miner).map(|(kind, life)| life.resolve(OWN, kind, &clock));
            let others = others.into_iter().map(|(firm, kind, life)| life.resolve(firm, kind, &clock)).collect();
            let (centres, stays) = sites;
            let centres: Vec<_> = centres.into_iter().map(|centre| centre.resolve(kind, &clock)).collect();
            let mut said = facts.0.resolve(kind, second.is_some(), &clock);
            if kind == LicenceKind::MiningTwo {
                said.extend(site::resolve_stays(&stays, &centres, &clock));
            }
            let (distributions, sales, readings, awards, covered) = trades;
            let readings: Vec<_> = readings.into_iter().filter_map(|reading| reading.resolve(&centres, &said, &clock)).collect();
            let mut awards: Vec<_> = awards.into_iter().map(|award| award.resolve(&clock)).collect();
            awards.extend(covered.into_iter().flat_map(|percent| rows::covering(percent, &readings, &centres)));
            let dated = |rows: Vec<(When, bool)>| -> Vec<_> {
                rows.into_iter().filter(|_| kind == LicenceKind::Pool).map(|(when, good)| (when.on(&clock), good)).collect()
            };
            Register {
                on: clock.asked,
                own,
                second,
                others,
                complexes: dated(facts.1),
                tests: dated(facts.2),
                distributions: distributions.into_iter().map(|row| row.distribution(kind, &clock)).collect(),
                sales: sales.into_iter().map(|row| row.sale(&clock)).collect(),
                readings,
                awards,
                rules: rules::resolve(&rules, kind, &clock),
                centres,
                said,
            }
        })
        .boxed()
}

fn kind() -> BoxedStrategy<LicenceKind> {
    prop_oneof![
        3 => Just(LicenceKind::MiningOne),
        3 => Just(LicenceKind::MiningTwo),
        2 => Just(LicenceKind::Pool),
        2 => Just(LicenceKind::Exchange),
    ]
    .boxed()
}

type Lives = (LifeDraft, Option<(LicenceKind, LifeDraft)>, Vec<(Firm, LicenceKind, LifeDraft)>);

/// The licensee's life, sometimes a second licence of the firm, and those of others: firm 1 is a pool, firm 2 an exchange
/// and firm 3 a host, whatever else they and the rest may be.
fn lives() -> BoxedStrategy<Lives> {
    let mining = select(vec![LicenceKind::MiningOne, LicenceKind::MiningTwo]);
    let second = proptest::option::weighted(0.3, (mining, life::life()));
    let usual = (life::life(), life::life(), life::life()).prop_map(|(pool, exchange, host)| {
        vec![(1, LicenceKind::Pool, pool), (2, LicenceKind::Exchange, exchange), (3, LicenceKind::MiningOne, host)]
    });
    let unusual = vec((0..FIRMS, select(LicenceKind::ALL.to_vec()), life::life()), 0..4);
    (life::life(), second, usual, unusual)
        .prop_map(|(own, second, mut others, unusual)| {
            others.extend(unusual);
            (own, second, others)
        })
        .boxed()
}

fn sites() -> BoxedStrategy<(Vec<site::CentreDraft>, Vec<site::StayDraft>)> {
    (vec(site::centre(), 0..4), vec(site::stay(), 0..4)).boxed()
}

type Dated = Vec<(When, bool)>;

fn facts() -> BoxedStrategy<(said::SaidDraft, Dated, Dated)> {
    let dated = || vec((prop_oneof![when::when(), when::at_edge()], any::<bool>()), 0..4);
    (said::said(), dated(), dated()).boxed()
}

type Trades = (Vec<rows::CoinDraft>, Vec<rows::CoinDraft>, Vec<rows::ReadingDraft>, Vec<rows::AwardDraft>, Option<i64>);

fn trades() -> BoxedStrategy<Trades> {
    // Sometimes all surplus power is covered by awards but for some per cent.
    let covered = proptest::option::weighted(0.4, select(vec![0_i64, 5, 10, 50]));
    (vec(rows::coin(), 0..7), vec(rows::coin(), 0..6), vec(rows::reading(), 0..7), vec(rows::award(), 0..5), covered).boxed()
}
