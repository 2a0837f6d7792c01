//! The demo register against the list of what to expect, the public totals, and the laws of the register.

use std::collections::BTreeSet;
use std::sync::Arc;

use tizilim::compliance::rulebook::Rulebook;
use tizilim::demo::{Options, generate};
use tizilim::domain::authorisation::{LicenseeRole, Subkind};
use tizilim::domain::day::Day;
use tizilim::domain::standing::Standing;
use tizilim::domain::view::View;
use tizilim::registry::{Filter, Licensee, Listing, Order, PageRequest, Registry, SubjectKey};

use crate::support::{TestRegister, day};

const EXPECTED: &str = include_str!("../../examples/README.md");

async fn demo(licensees: usize) -> TestRegister {
    let register = TestRegister::without_rules("2026-11-23").await;
    generate(
        &register.registry,
        &Options {
            licensees,
            seed: 2023,
            today: register.registry.today(),
            power_from: register.registry.today().minus_days(25),
        },
    )
    .await
    .expect("a demo register");
    register
}

fn role_of(number: &str) -> LicenseeRole {
    match number.chars().nth(5) {
        Some('M') => LicenseeRole::Miner,
        Some('P') => LicenseeRole::Pool,
        _ => LicenseeRole::Exchange,
    }
}

async fn everyone(registry: &Registry, view: View) -> Vec<Arc<Licensee>> {
    let mut found = Vec::new();
    for role in LicenseeRole::ALL {
        let listing = Listing { role: *role, filter: Filter::default(), status: Vec::new(), order: Order::default() };
        let page = registry.page(&listing, &PageRequest { after: None, size: 10_000 }, view).await.expect("a page");
        found.extend(page.items.into_iter().map(|(licensee, _)| licensee));
    }
    found
}

#[tokio::test]
async fn the_list_of_the_examples_holds_and_covers_every_outcome() {
    let register = demo(60).await;
    let mut covered = BTreeSet::new();
    let rows = EXPECTED.lines().filter(|line| line.contains("| DEMO-"));
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, rule, outcome, number, on, ..] = cells[..] else { panic!("not a row: {row}") };
        let on = if on == "today" { register.registry.today() } else { day(on) };
        let view = View { on, seq: register.newest().await };
        let key = SubjectKey::Number(number.to_owned());
        let licensee = register
            .registry
            .licensee(role_of(number), &key, view)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("{number} is missing"));
        let assessment =
            register.registry.assess(std::slice::from_ref(&licensee), view).await.unwrap().into_values().next().unwrap();
        let finding = assessment.findings.iter().find(|finding| finding.rule.text.code.code() == rule).expect("a finding");
        assert_eq!(finding.outcome.code(), outcome, "{row}\n{:?}", finding.reason);
        covered.insert((rule.to_owned(), outcome.to_owned()));
    }
    assert_eq!(covered.len(), 82, "outcomes that the list shows: {covered:#?}");
}

#[tokio::test]
async fn november_2024_has_the_public_totals() {
    let register = demo(60).await;
    let view = register.view("2024-11-30").await;
    for (subkind, expected) in [(Subkind::One, 17), (Subkind::Two, 28)] {
        let filter = Filter { standing: vec![Standing::Active], subkind: Some(subkind), ..Filter::default() };
        let listing = Listing { role: LicenseeRole::Miner, filter, status: Vec::new(), order: Order::default() };
        assert_eq!(register.registry.count(&listing, view).await.unwrap(), expected, "{subkind:?}");
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_register_but_for_its_salts() {
    let entries = async || {
        let register = demo(46).await;
        let newest = register.newest().await;
        let acts = register.registry.acts(tizilim::domain::sequence::Sequence::EMPTY, newest, 100_000).await.unwrap();
        acts.into_iter().map(|act| act.said.content.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(entries().await, entries().await);
}

/// Replaying the journal into an empty database gives the same register, byte for byte.
#[tokio::test]
async fn the_journal_played_again_gives_the_same_register() {
    let register = demo(46).await;
    let again = TestRegister::without_rules("2026-11-23").await;
    let acts = again.registry.replay(register.registry.store()).await.expect("a replay");
    assert_eq!(i64::try_from(acts).unwrap(), register.newest().await.number());
    let (one, other) = (register.registry.store().dump().await.unwrap(), again.registry.store().dump().await.unwrap());
    assert_eq!(one.len(), other.len());
    if let Some(at) = (0..one.len()).find(|at| one[*at] != other[*at]) {
        panic!("the registers differ:\n{}\n{}", one[at], other[at]);
    }
}

/// `nextChangeOn` is true: with the facts of a day, nothing changes before it, and something does on it.
#[tokio::test]
async fn nothing_changes_before_the_day_that_was_announced() {
    let register = demo(46).await;
    let seq = register.newest().await;
    let book = Rulebook::new(register.registry.store().reads().rule_versions(seq).await.unwrap());
    let on = register.registry.today();
    let view = View { on, seq };
    for licensee in everyone(&register.registry, view).await {
        let number = licensee.authorisation.number.clone();
        let assessment =
            register.registry.assess(std::slice::from_ref(&licensee), view).await.unwrap().into_values().next().unwrap();
        // No rows are dated after today, so every later day is asked with the same facts.
        let later = async |on: Day| {
            let found = register.registry.assess(std::slice::from_ref(&licensee), View { on, seq }).await.unwrap();
            Arc::unwrap_or_clone(found.into_values().next().unwrap())
        };
        let gist = |assessment: &tizilim::compliance::Assessment| {
            let findings = assessment
                .findings
                .iter()
                .map(|finding| (finding.rule.text.code, finding.rule.version, finding.outcome, finding.due_on));
            (assessment.standing, assessment.status, findings.collect::<Vec<_>>())
        };
        let Some(announced) = assessment.next_change_on else { continue };
        assert!(announced > on, "{number}");
        for before in [on.next(), announced.previous()].into_iter().filter(|day| on < *day && *day < announced) {
            assert_eq!(gist(&later(before).await), gist(&assessment), "{number} changed on {before}, before {announced}");
        }
        assert_ne!(gist(&later(announced).await), gist(&assessment), "{number} did not change on {announced}");
    }
    assert!(book.in_force(tizilim::domain::rule::RuleCode::SaleShare, on).is_none());
}
