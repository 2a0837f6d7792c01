//! What was, and what changed since, is what is.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use tizilim::domain::act::{ActKind, Content, Naming, Subject};
use tizilim::domain::authorisation::AuthorisationId;
use tizilim::domain::authority::Authority;
use tizilim::domain::correction::Correction;
use tizilim::domain::day::Day;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{DetailsChange, OrganisationId};
use tizilim::domain::sequence::Sequence;
use tizilim::journal::entry::PublicEntry;
use tizilim::open_data::{Cell, Change, Cut, DataSet, Row};

use super::demo;
use crate::support::TestRegister;
use crate::support::acts::{names, suspend};

/// Rows by key. An act never has two rows of one key.
type Rows = BTreeMap<Vec<String>, Row>;

async fn rows(register: &TestRegister, cut: Cut) -> Vec<Row> {
    let mut pages = register.registry.pages(cut);
    let mut found = Vec::new();
    while let Some(page) = pages.next().await.expect("a page") {
        found.extend(page);
    }
    found
}

async fn whole(register: &TestRegister, data_set: DataSet, sequence: Sequence) -> Rows {
    let rows = rows(register, Cut { data_set, sequence, after: None }).await;
    let count = rows.len();
    let found: Rows = rows.into_iter().map(|row| (data_set.table().key_of(&row), row)).collect();
    assert_eq!(found.len(), count, "{}: two rows have one key", data_set.code());
    found
}

/// Puts a delta onto a table, as its reader would.
async fn with_delta(register: &TestRegister, mut table: Rows, cut: Cut, counts: &mut BTreeMap<Change, u32>) -> Rows {
    for mut row in rows(register, cut).await {
        let Cell::Text(change) = row.remove(0) else { panic!("a row says what happened to it") };
        let change = Change::from_code(&change).expect("a change");
        *counts.entry(change).or_default() += 1;
        let key = cut.data_set.table().key_of(&row);
        match change {
            Change::Added => assert_eq!(table.insert(key, row), None, "what is new was not there"),
            Change::Changed => assert!(table.insert(key, row.clone()).is_some_and(|old| old != row), "it was there, and other"),
            Change::Removed => assert_eq!(table.remove(&key), Some(row), "it was there, and so"),
        }
    }
    table
}

#[tokio::test]
async fn a_table_and_what_changed_since_are_the_newer_table() {
    let register = demo().await;
    let mut chance = Pcg64::seed_from_u64(20_261_127);
    // On these nothing rests, so that their grants can be taken back.
    for n in 9_000..9_006 {
        register.miner(n, "2026-11-01", None).await;
    }
    let known = acts(&register).await;
    let mut marks = vec![Sequence::EMPTY, register.newest().await];
    let mut corrected = 0;
    for _ in 0..160 {
        let today = register.registry.today().plus_days(chance.random_range(0..3));
        register.turn_to(&today.to_string());
        let (role, content) = random_act(&mut chance, today, &known);
        let corrects = matches!(content, Content::CorrectFact(_));
        if register.record(role, &today.to_string(), content).await.is_ok() {
            corrected += u32::from(corrects);
            marks.push(register.newest().await);
        }
    }
    assert!(marks.len() > 40 && corrected > 20, "only {} acts were recorded, {corrected} of them corrections", marks.len());
    let newest = register.newest().await.number();
    let mut pairs = vec![(Sequence::EMPTY, register.newest().await)];
    for _ in 0..9 {
        let pick = |chance: &mut Pcg64| match chance.random_bool(0.7) {
            true => marks[chance.random_range(0..marks.len())],
            false => Sequence::new(chance.random_range(0..=newest)).expect("a sequence"),
        };
        let (one, other) = (pick(&mut chance), pick(&mut chance));
        pairs.extend((one != other).then_some((one.min(other), one.max(other))));
    }
    let mut happened: BTreeMap<DataSet, BTreeMap<Change, u32>> = BTreeMap::new();
    for (after, until) in pairs {
        for set in DataSet::ALL {
            let cut = Cut { data_set: *set, sequence: until, after: Some(after) };
            let counts = happened.entry(*set).or_default();
            let reached = with_delta(&register, whole(&register, *set, after).await, cut, counts).await;
            assert!(reached == whole(&register, *set, until).await, "{} from {after} to {until}", set.code());
        }
    }
    // What never happened in them was not tested by them.
    for set in [DataSet::Licensees, DataSet::Events, DataSet::Standings, DataSet::Organisations] {
        assert_eq!(happened[&set].len(), 3, "{}: {:?}", set.code(), happened[&set]);
    }
    assert!(happened[&DataSet::SurplusSessions].contains_key(&Change::Changed));
}

/// Acts by kind, each with whose it is: what can still be taken back.
type Acts = BTreeMap<ActKind, Vec<PublicEntry>>;

async fn acts(register: &TestRegister) -> Acts {
    let mut found = Acts::new();
    let acts = register.registry.acts(Sequence::EMPTY, register.newest().await, 100_000).await.expect("acts");
    for act in acts {
        found.entry(act.said.kind).or_default().push(act.said);
    }
    found
}

/// Something happens, or something that happened is taken back: of each kind as often, however rare it is.
fn random_act(chance: &mut Pcg64, today: Day, acts: &Acts) -> (Role, Content) {
    let one_of = |acts: &[PublicEntry], chance: &mut Pcg64| acts[chance.random_range(0..acts.len())].clone();
    let grants = &acts[&ActKind::GrantMiningLicence];
    let licence = one_of(grants, chance).sequence;
    let firm = one_of(&acts[&ActKind::RegisterOrganisation], chance).sequence;
    let suspended = one_of(&acts[&ActKind::SuspendLicence], chance);
    let kinds: Vec<ActKind> = acts.keys().copied().filter(|kind| *kind != ActKind::CorrectFact).collect();
    let kind = kinds[chance.random_range(0..kinds.len())];
    let PublicEntry { sequence: corrects, authority, .. } = one_of(&acts[&kind], chance);
    match chance.random_range(0..11) {
        0 => (Role::Ministry, suspend(AuthorisationId(licence), &today.plus_months(2).to_string())),
        1 => (Role::Ministry, Content::ResumeLicence(Naming { authorisation: AuthorisationId(licence) })),
        2 => {
            let change = DetailsChange { names: Some(names(&format!("Жаңа {firm}"))), ..DetailsChange::default() };
            (Role::Ministry, Content::AmendOrganisation { organisation: OrganisationId(firm), change })
        }
        3 => {
            let corrects = one_of(&grants[grants.len() - 6..], chance).sequence;
            (Role::Ministry, Content::CorrectFact(Correction::Annulled { corrects }))
        }
        4 => {
            let Some(Subject::Miner(id)) = suspended.subject else { panic!("a suspension of no licence") };
            let (corrects, effective_on) = (suspended.sequence, suspended.effective_on);
            let with = Box::new(suspend(id, &effective_on.plus_months(chance.random_range(1..5)).to_string()));
            (Role::Ministry, Content::CorrectFact(Correction::Replaced { corrects, effective_on, with }))
        }
        _ => (role_of(authority), Content::CorrectFact(Correction::Annulled { corrects })),
    }
}

fn role_of(authority: Authority) -> Role {
    match authority {
        Authority::Ministry => Role::Ministry,
        Authority::Afsa => Role::Afsa,
        Authority::NationalBank => Role::NationalBank,
        Authority::EnergyOperator => Role::EnergyOperator,
        Authority::TaxAuthority => Role::TaxAuthority,
    }
}
