//! The raw register in the program's own terms: facts and rulebook, made the way the program makes them.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use tizilim::compliance::facts::{Counterparties, Facts, Site};
use tizilim::compliance::rulebook::Rulebook;
use tizilim::compliance::starting_set;
use tizilim::domain::act::{Act, Content, Draft};
use tizilim::domain::authorisation::AuthorisationId;
use tizilim::domain::daily;
use tizilim::domain::data_centre::{DataCentre, DataCentreId, Zone};
use tizilim::domain::dated::Dated;
use tizilim::domain::decimal::{Amount, Decimal};
use tizilim::domain::fold;
use tizilim::domain::hour::Hour;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::money::Price;
use tizilim::domain::party::Party;
use tizilim::domain::reading::{Reading, ReadingRow};
use tizilim::domain::rule::{LicenceKind, Parameter, RuleCode, RuleText};
use tizilim::domain::standing::History;
use tizilim::domain::surplus::{Award, AwardRow, AwardedLot, SessionId};
use tizilim::domain::trade::{Distribution, Sale};

use crate::recorder::{Recorder, bin, energy, organisation, text};
use crate::register::{Coin, Firm, Life, OWN, Register, Said, What};

/// The facts about the licensee: of what is handed in by rows, only what is dated up to the day asked.
pub(crate) fn facts(register: &Register) -> Facts {
    let mut recorder = Recorder::new();
    let centres: Vec<Arc<DataCentre>> = register
        .centres
        .iter()
        .map(|centre| Arc::new(fold::data_centre(&recorder.centre(centre)).expect("a life of a data centre").expect("one")))
        .collect();
    let keys: Vec<DataCentreId> = centres.iter().map(|centre| centre.id).collect();
    let is_pool = register.own.kind == LicenceKind::Pool;
    let is_miner = matches!(register.own.kind, LicenceKind::MiningOne | LicenceKind::MiningTwo);
    let readings = readings(register, &keys, &mut recorder);
    let passed = distributions(register, &mut recorder);
    let of_licensee: Vec<_> = passed
        .into_iter()
        .filter(|row| if is_pool { row.pool == Party::Bin(bin(OWN)) } else { is_miner && row.miner == bin(OWN) })
        .collect();
    let sold: Vec<_> = sales(register, &mut recorder).into_iter().filter(|row| is_miner && row.miner == bin(OWN)).collect();
    let consumed: Vec<_> = readings.iter().filter(|row| is_miner && row.row.miner == bin(OWN)).cloned().collect();
    Facts {
        held: held(register, &keys, &mut recorder),
        of_other_licences: of_other_licences(register, &keys, &mut recorder),
        other_lives: other_lives(register, &keys, &mut recorder),
        sites: sites(register, &centres),
        distributions: daily::distributions(&of_licensee),
        sales: daily::sales(&sold),
        consumed: daily::consumption(&consumed),
        grid: if is_miner { grid(register, &centres, &readings, &mut recorder) } else { Vec::new() },
        counterparties: Arc::new(counterparties(register, &mut recorder)),
    }
}

fn held(register: &Register, centres: &[DataCentreId], recorder: &mut Recorder) -> fold::AuthorisationFacts {
    let acts = with_said(register, &register.own, |said| !said.of_second, centres, recorder);
    let id = AuthorisationId(acts[0].sequence);
    let complexes = register.complexes.iter().map(|(on, good)| recorder.complex(id, *on, *good)).collect::<Vec<Act>>();
    let tests = register.tests.iter().map(|(on, good)| recorder.test(id, *on, *good)).collect::<Vec<Act>>();
    fold::authorisation(&[acts, complexes, tests].concat()).expect("a life of a licence")
}

fn with_said(
    register: &Register,
    life: &Life,
    of: impl Fn(&Said) -> bool,
    centres: &[DataCentreId],
    recorder: &mut Recorder,
) -> Vec<Act> {
    let mut acts = recorder.life(life);
    let id = AuthorisationId(acts[0].sequence);
    for said in register.said.iter().filter(|said| of(said)) {
        acts.push(recorder.said(id, said.on, said.what, centres));
    }
    acts
}

fn of_other_licences(register: &Register, centres: &[DataCentreId], recorder: &mut Recorder) -> Vec<Dated<LicenceFact>> {
    let Some(second) = &register.second else { return Vec::new() };
    let acts = with_said(register, second, |said| said.of_second, centres, recorder);
    let facts = fold::authorisation(&acts).expect("a life of a licence");
    facts.said.into_iter().filter(|said| said.fact.counts_for_every_licence()).collect()
}

fn other_lives(register: &Register, centres: &[DataCentreId], recorder: &mut Recorder) -> Vec<History> {
    let Some(second) = &register.second else { return Vec::new() };
    let acts = with_said(register, second, |said| said.of_second, centres, recorder);
    vec![fold::authorisation(&acts).expect("a life of a licence").history]
}

/// The data centres that the firm holds or has a place in, on any day.
fn sites(register: &Register, centres: &[Arc<DataCentre>]) -> Vec<Site> {
    let placed =
        |index: usize| register.said.iter().any(|said| matches!(said.what, What::Placed { centre, .. } if centre == index));
    let known = register.centres.iter().zip(centres).enumerate();
    known
        .filter(|(index, (raw, _))| raw.holder == OWN || placed(*index))
        .map(|(_, (raw, centre))| Site { centre: Arc::clone(centre), holder: bin(raw.holder) })
        .collect()
}

fn counterparties(register: &Register, recorder: &mut Recorder) -> Counterparties {
    let mut counterparties = Counterparties::default();
    for life in [&register.own].into_iter().chain(&register.second).chain(&register.others) {
        let facts = fold::authorisation(&recorder.life(life)).expect("a life of a licence");
        counterparties.add(life.kind, bin(life.firm), facts.history);
    }
    counterparties
}

fn party(firm: Option<Firm>) -> Party {
    firm.map_or_else(|| Party::Name(text("Someone abroad")), |firm| Party::Bin(bin(firm)))
}

fn amount(row: &Coin) -> Amount {
    Amount::from_units(row.units).expect("an amount")
}

fn distributions(register: &Register, recorder: &mut Recorder) -> Vec<Distribution> {
    let act = recorder.next();
    let rows = register.distributions.iter().filter(|row| row.on <= register.on);
    rows.map(|row| Distribution {
        act,
        pool: party(row.with),
        miner: bin(row.miner),
        on: row.on,
        asset: row.asset,
        units: amount(row),
    })
    .collect()
}

fn sales(register: &Register, recorder: &mut Recorder) -> Vec<Sale> {
    let act = recorder.next();
    let rows = register.sales.iter().filter(|row| row.on <= register.on);
    rows.map(|row| Sale { act, venue: party(row.with), miner: bin(row.miner), on: row.on, asset: row.asset, units: amount(row) })
        .collect()
}

fn readings(register: &Register, centres: &[DataCentreId], recorder: &mut Recorder) -> Vec<Reading> {
    let act = recorder.next();
    let rows = register.readings.iter().filter(|row| row.on <= register.on);
    rows.map(|row| Reading {
        act,
        data_centre: centres[row.centre],
        row: ReadingRow {
            meter: text("M0"),
            miner: bin(row.miner),
            source: row.source,
            on: row.on,
            hours: row.hours.iter().map(|hour| hour.map(energy)).collect(),
        },
    })
    .collect()
}

/// Surplus power by zone: what was read in the data centres registered as the firm's, and what the firm was awarded.
fn grid(register: &Register, centres: &[Arc<DataCentre>], readings: &[Reading], recorder: &mut Recorder) -> Vec<daily::GridDay> {
    let act = recorder.next();
    let awards = register.awards.iter().filter(|award| award.miner == OWN && award.on <= register.on).map(|award| {
        let lot = |(hour, wh): &(usize, i64)| AwardedLot {
            hour: Hour::at(hour - 1),
            energy: energy(*wh),
            price: Price::default(),
            cut: None,
        };
        let row = AwardRow { miner: bin(OWN), lots: award.lots.iter().map(lot).collect() };
        Award { act, session: SessionId(act), on: award.on, zone: award.zone, row }
    });
    let awards: Vec<Award> = awards.collect();
    let mut days = Vec::new();
    for zone in Zone::ALL {
        let own = |reading: &&Reading| {
            let there = |centre: &&Arc<DataCentre>| {
                centre.id == reading.data_centre && centre.holder == organisation(OWN) && centre.zone == *zone
            };
            centres.iter().any(|centre| there(&centre))
        };
        let readings: Vec<Reading> = readings.iter().filter(own).cloned().collect();
        let awards: Vec<Award> = awards.iter().filter(|award| award.zone == *zone).cloned().collect();
        days.extend(daily::grid(bin(OWN), *zone, &readings, &awards));
    }
    days
}

/// What the starting set says of each rule beside its parameters.
static TEXTS: LazyLock<HashMap<RuleCode, RuleText>> = LazyLock::new(|| {
    let text = |draft: Draft| match draft.content {
        Content::AddRuleVersion(text) => Some((text.code, text)),
        _ => None,
    };
    starting_set::drafts().expect("the starting set").into_iter().filter_map(text).collect()
});

/// The rules.
pub(crate) fn rulebook(register: &Register) -> Rulebook {
    let mut recorder = Recorder::new();
    let mut versions = Vec::new();
    for code in RuleCode::ALL {
        let of_code = register.rules.iter().filter(|version| version.code == *code);
        let acts: Vec<Act> = of_code
            .map(|version| {
                let value = |(name, value): &(String, Option<i128>)| Parameter {
                    name: name.clone(),
                    value: value.map(Decimal::from_units),
                };
                let parameters = version.parameters.iter().map(value).collect();
                let text = RuleText { until: version.until, parameters, ..TEXTS[code].clone() };
                text.check().expect("parameters that the rule has");
                recorder.record(version.from, Content::AddRuleVersion(text))
            })
            .collect();
        versions.extend(fold::rule(&acts).expect("versions apart from each other"));
    }
    Rulebook::new(versions)
}
