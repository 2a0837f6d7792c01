//! Facts and rules from words.
//!
//! What the register knows is told in clauses, with a semicolon between them:
//! - a life: `Miner licensed 2023-06-01..2026-05-31, suspended 2024-02-01..2024-04-30, resumed 2024-03-15`. It begins
//!   with `licensed` (or `licensed II`, or `licensed by the National Bank`) or `accredited`; then come `renewed`,
//!   `suspended`, `resumed`, `revoked` (`by a ruling of` a day, else of the same day), `withdrawn`, `surrendered`;
//! - what begins with a day: rows of files (see `row`), data centres and their meters (see `site`), and what else is
//!   recorded of a licensee (see `said`);
//! - `2023-05-01 uses Site1 in NORTH_SOUTH`, or with a last day: a licensee of subkind I holds the data centre, one of
//!   subkind II has a place in it, and a licensed host holds it;
//! - `all in order`: a miner uses a metered data centre outside residential zones, and its hardware is registered; every
//!   licensee files each report on the day after its span.
//!
//! `Miner`, `Pool` and `Exchange`, also with a digit, are firms with a number; any other name is a name and no more. A
//! licensee of whose life nothing is told was licensed on 1 April 2023, without a last day.

mod book;
mod life;
mod row;
mod said;
mod site;
mod words;

use std::sync::Arc;

use tizilim::compliance::facts::{Counterparties, Facts};
use tizilim::domain::act::{Act, Content};
use tizilim::domain::authorisation::{LicenseeRole, Subkind};
use tizilim::domain::authority::Authority;
use tizilim::domain::dated::Dated;
use tizilim::domain::day::Day;
use tizilim::domain::fold;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::rule::LicenceKind;

pub(crate) use book::{alone, only, shipped, with_all, with_versions};
pub(crate) use life::life;
pub(crate) use words::{bin, day, party};

use life::acts_of_life;
use row::Rows;
use site::Sites;
use words::{act, days, licensee, role, sequence};

/// Who holds what a licensee of subkind II uses.
const HOST: &str = "Miner8";

/// The facts about a licensee on a day, from all that is told.
pub(crate) fn facts(kind: LicenceKind, told: &str, asked: Day) -> Facts {
    let mut all = Told::new(kind);
    told.split(';').map(str::trim).filter(|clause| !clause.is_empty()).for_each(|clause| all.take(clause));
    all.facts(asked)
}

/// All that is told.
struct Told<'a> {
    kind: LicenceKind,
    lives: Vec<(&'a str, Vec<Act>)>,
    sites: Sites<'a>,
    rows: Rows,
    of_pool: Vec<(Day, Content)>,
    of_licensee: Vec<(Day, LicenceFact)>,
    of_other_licences: Vec<(Day, LicenceFact)>,
    /// How many clauses there were: the acts that they are get numbers by it.
    clauses: usize,
}

impl<'a> Told<'a> {
    fn new(kind: LicenceKind) -> Self {
        Self {
            kind,
            lives: Vec::new(),
            sites: Sites::default(),
            rows: Rows::default(),
            of_pool: Vec::new(),
            of_licensee: Vec::new(),
            of_other_licences: Vec::new(),
            clauses: 0,
        }
    }

    fn take(&mut self, clause: &'a str) {
        self.clauses += 1;
        let words: Vec<&str> = clause.split_whitespace().collect();
        match words.as_slice() {
            ["all", "in", "order"] => self.all_in_order(),
            [firm, ..] if role(firm).is_some() => self.lives.push(acts_of_life(clause)),
            [on, firm, rest @ ..] if role(firm).is_some() => self.happened(firm, on, rest),
            [on, rest @ ..] => self.happened(licensee(self.kind), on, rest),
            [] => {}
        }
    }

    /// What a firm did, or what happened to it, on a day.
    fn happened(&mut self, who: &'a str, on: &str, words: &[&'a str]) {
        let (on, until) = days(on);
        let number = 1_000 + self.clauses;
        match words {
            ["uses", site, "in", zone] => self.uses(on, until, site, zone),
            ["holds", site, "in", zone] => self.sites.hold(who, on, site, zone),
            ["closes", site] => self.sites.close(number, on, site),
            [site, "residential"] => self.sites.amend(number, on, site, true),
            [site, "not", "residential"] => self.sites.amend(number, on, site, false),
            ["meter", rest @ ..] => self.sites.meter(number, on, rest),
            ["took", kwh, "kWh", rest @ ..] => self.rows.reading(sequence(number), who, on, kwh, rest),
            ["awarded", kwh, "kWh", rest @ ..] => self.rows.award(sequence(number), who, on, kwh, rest),
            [units, asset, rest @ ..] if units.starts_with(|first: char| first.is_ascii_digit()) => {
                self.rows.trade(sequence(number), on, units, asset, rest);
            }
            _ => self.recorded(on, until, words),
        }
    }

    fn recorded(&mut self, on: Day, until: Option<Day>, words: &[&str]) {
        if let Some(content) = said::of_pool(words) {
            self.of_pool.push((on, content));
            return;
        }
        let fact = said::of_licensee(self.kind, until, words).unwrap_or_else(|| panic!("no clause: {on} {words:?}"));
        let own = !words.ends_with(&["under", "another", "licence"]);
        if own { &mut self.of_licensee } else { &mut self.of_other_licences }.push((on, fact));
    }

    fn uses(&mut self, on: Day, until: Option<Day>, site: &'a str, zone: &str) {
        if self.kind == LicenceKind::MiningTwo {
            self.sites.hold(HOST, on, site, zone);
            self.of_licensee.push((on, LicenceFact::Placement { data_centre: site::site_id(site), until }));
        } else {
            self.sites.hold(licensee(self.kind), on, site, zone);
            if let Some(last) = until {
                self.sites.close(1_000 + self.clauses, last.next(), site);
            }
        }
    }

    fn all_in_order(&mut self) {
        let since = day("2023-04-01");
        self.of_licensee.extend(said::everything_filed_at_once(self.kind.role()));
        if self.kind.role() != LicenseeRole::Miner {
            return;
        }
        self.uses(since, None, "Site1", "NORTH_SOUTH");
        self.sites.amend(900, since, "Site1", false);
        self.sites.meter(901, since, &["in", "Site1"]);
        self.sites.meter(902, since, &["working"]);
        let hardware = [LicenceFact::HardwareDeclared { units: 1 }, LicenceFact::HardwareRegistered { units: 1 }];
        self.of_licensee.extend(hardware.map(|fact| (since, fact)));
    }

    fn facts(mut self, asked: Day) -> Facts {
        let foreseen = |(on, fact): &(Day, LicenceFact)| *on <= asked || !said::comes_unforeseen(fact);
        self.of_licensee.retain(foreseen);
        self.of_other_licences.retain(foreseen);
        let counterparties = self.counterparties();
        let own = licensee(self.kind);
        let mut acts = self.own_life();
        let said = self.of_licensee.drain(..).map(|(on, fact)| (on, said::content(fact)));
        let recorded = self.of_pool.drain(..).chain(said).enumerate();
        acts.extend(recorded.map(|(at, (on, content))| act(50 + at, Authority::Ministry, on, content)));
        let held = fold::authorisation(&acts).expect("a licensee without contradiction");
        let of_other_licences = self.of_other_licences.drain(..).enumerate().map(|(at, (on, fact))| {
            let number = sequence(2_000 + at);
            Dated { origin: number, act: number, on, fact }
        });
        let used = |id| held.placements.iter().any(|place| place.data_centre == id);
        let mut sites = self.sites.all();
        sites.retain(|site| site.holder == bin(own) || used(site.centre.id));
        let mut facts = Facts {
            of_other_licences: of_other_licences.collect(),
            other_lives: Vec::new(),
            sites,
            distributions: Vec::new(),
            sales: Vec::new(),
            consumed: Vec::new(),
            grid: Vec::new(),
            counterparties: Arc::new(counterparties),
            held,
        };
        self.rows.sum_up(&mut facts, bin(own), asked);
        facts
    }

    /// Everyone of whose life anything is told, and the host.
    fn counterparties(&self) -> Counterparties {
        let mut counterparties = Counterparties::default();
        let host = format!("{HOST} licensed 2020-01-01");
        let host = acts_of_life(&host);
        for (firm, acts) in self.lives.iter().chain([&host]) {
            let facts = fold::authorisation(acts).expect("a life without contradiction");
            let kind = LicenceKind::of(facts.authorisation.role, facts.authorisation.subkind);
            counterparties.add(kind, bin(firm), facts.history);
        }
        counterparties
    }

    /// The licensee's own life: the first that is told of it, with the subkind asked about.
    fn own_life(&mut self) -> Vec<Act> {
        let own = licensee(self.kind);
        let told = self.lives.iter().position(|(firm, _)| *firm == own);
        let mut acts = told.map(|at| self.lives.swap_remove(at).1).unwrap_or_else(|| {
            let verb = if self.kind == LicenceKind::Pool { "accredited" } else { "licensed" };
            acts_of_life(&format!("{own} {verb} 2023-04-01")).1
        });
        if let Some(Act { content: Content::GrantMiningLicence(grant), .. }) = acts.first_mut() {
            grant.subkind = Some(if self.kind == LicenceKind::MiningTwo { Subkind::Two } else { Subkind::One });
        }
        acts
    }
}
