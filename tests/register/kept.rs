//! Kept assessments are what assessing anew would find: after any act, at midnight, when a rule begins, when a pool falls.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use tizilim::compliance::status::ComplianceStatus;
use tizilim::domain::act::{Content, Grant, Naming, OfLicence, Suspension};
use tizilim::domain::authorisation::{AuthorisationId, LicenseeRole, Subkind};
use tizilim::domain::bin::Bin;
use tizilim::domain::correction::Correction;
use tizilim::domain::data_centre::{CheckResult, DataCentreId, SiteChange, Zone};
use tizilim::domain::day::Day;
use tizilim::domain::energy::Energy;
use tizilim::domain::hour::Hour;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{DetailsChange, OrganisationId};
use tizilim::domain::period::Period;
use tizilim::domain::pool::{ComplexPlace, TestProtocol};
use tizilim::domain::reading::{EnergySource, ReadingRow};
use tizilim::domain::report::{Report, Span};
use tizilim::domain::rule::RuleCode;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{Standing, SuspensionGround};
use tizilim::domain::surplus::{AwardRow, ClearingOrder, Lot, SessionHour, SessionId, SessionTerms};
use tizilim::domain::view::View;
use tizilim::registry::{Direction, Filter, Licensee, Listing, MonthsAsked, Order, OrderField, PageRequest};

use super::support::acts::{bin, distributions, grant, mined, mining, renew, resume, revoke, sales, site, sold, suspend};
use super::support::{TestRegister, day, text};

const POOLS: [usize; 2] = [20, 21];
const VENUES: [usize; 2] = [30, 31];

struct Stage {
    register: TestRegister,
    miners: Vec<(AuthorisationId, Bin)>,
    tenants: Vec<AuthorisationId>,
    pools: Vec<AuthorisationId>,
    venues: Vec<AuthorisationId>,
    centres: Vec<(DataCentreId, Bin)>,
    sessions: Vec<SessionId>,
    chance: Pcg64,
    today: Day,
    firms: usize,
}

/// Everyone of a role, whatever the standing, with what assessing anew finds.
async fn assessed_anew(register: &TestRegister, role: LicenseeRole, view: View) -> BTreeMap<AuthorisationId, ComplianceStatus> {
    let registry = &register.registry;
    let filter = Filter { standing: Standing::ALL.to_vec(), ..Filter::default() };
    let listed = registry.store().reads().list(role, &filter, Order::default(), view, None, 10_000).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|listed| listed.id).collect();
    let licensees: Vec<Arc<Licensee>> = registry.licensees(&ids, view).await.unwrap().into_values().collect();
    let found = registry.assess(&licensees, view).await.unwrap();
    found.into_iter().map(|(id, assessment)| (id, assessment.status)).collect()
}

/// The ids of a whole list, page by page.
async fn listed(register: &TestRegister, listing: &Listing, view: View) -> Vec<AuthorisationId> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = register.registry.page(listing, &PageRequest { after, size: 3 }, view).await.unwrap();
        found.extend(page.items.iter().map(|(licensee, _)| licensee.authorisation.id));
        match page.items.last() {
            Some((_, place)) if page.has_next => after = Some(place.clone()),
            _ => return found,
        }
    }
}

/// Compares each list by status with assessing anew; gives how many there were of each status.
async fn holds(register: &TestRegister, what: &str) -> BTreeMap<u8, usize> {
    let view = register.registry.view_now().await.unwrap();
    let mut seen: BTreeMap<u8, usize> = BTreeMap::new();
    for role in LicenseeRole::ALL.iter().copied() {
        let anew = assessed_anew(register, role, view).await;
        for status in ComplianceStatus::ALL {
            let filter = Filter { standing: Standing::ALL.to_vec(), ..Filter::default() };
            let listing = Listing { role, filter, status: vec![*status], order: Order::default() };
            let expected: BTreeSet<AuthorisationId> =
                anew.iter().filter(|(_, found)| *found == status).map(|(id, _)| *id).collect();
            let kept: BTreeSet<AuthorisationId> = listed(register, &listing, view).await.into_iter().collect();
            assert_eq!(kept, expected, "{what}: {role:?} {status:?} on {} at {}", view.on, view.seq);
            assert_eq!(register.registry.count(&listing, view).await.unwrap(), expected.len() as u64, "{what}");
            *seen.entry(status.severity()).or_default() += expected.len();
        }
    }
    assert!(register.registry.store().reads().is_assessed(view).await.unwrap(), "{what}: the view is not kept");
    seen
}

/// Compares the statuses of each month with assessing anew at its end, and at an older sequence too.
async fn months_hold(register: &TestRegister) {
    let now = register.registry.view_now().await.unwrap();
    let before = View { on: now.on, seq: Sequence::new(now.seq.number() - 40).unwrap() };
    for view in [now, before] {
        let months = MonthsAsked::new(Period { from: day("2023-04-01"), until: now.on }, view);
        let told = register.registry.compliance_by_month(&months, view).await.unwrap();
        let mut expected: BTreeMap<(String, LicenseeRole, u8), u64> = BTreeMap::new();
        let mut month = Span::month_of(day("2023-04-01"));
        while month.days().from <= now.on {
            let at = View { on: month.days().until.min(now.on), seq: view.seq };
            for role in LicenseeRole::ALL.iter().copied() {
                let filter = Filter { standing: vec![Standing::NotYetValid], ..Filter::default() };
                let to_come = register.registry.store().reads().list(role, &filter, Order::default(), at, None, 10_000).await;
                let to_come: BTreeSet<_> = to_come.unwrap().iter().map(|listed| listed.id).collect();
                for (id, status) in assessed_anew(register, role, at).await {
                    if !to_come.contains(&id) {
                        *expected.entry((month.to_string(), role, status.severity())).or_default() += 1;
                    }
                }
            }
            month = Span::month_of(month.days().until.next());
        }
        let told = told.into_iter().map(|of| ((of.month.to_string(), of.role, of.status.severity()), of.count));
        assert_eq!(told.collect::<BTreeMap<_, _>>(), expected, "as of {}", view.seq);
        assert!(expected.len() > 20);
    }
}

#[tokio::test]
async fn what_is_kept_is_what_assessing_anew_finds() {
    let mut stage = Stage::set(20_261_127).await;
    let (mut recorded, mut ahead, mut kinds, mut seen) = (0, 0, BTreeSet::new(), BTreeMap::new());
    for step in 0..260 {
        // Mostly days, now and then months: quarters end, windows move, rules begin.
        let days =
            if stage.chance.random_bool(0.06) { stage.chance.random_range(20..50) } else { stage.chance.random_range(0..3) };
        stage.today = stage.today.plus_days(days);
        stage.register.turn_to(&stage.today.to_string());
        if stage.chance.random_bool(0.25) {
            // At midnight, before anyone acts.
            let what = format!("step {step}, before the act");
            holds(&stage.register, &what).await;
        }
        if stage.chance.random_bool(0.5) {
            ahead += stage.register.registry.assess_ahead().await.unwrap();
        }
        let (role, on, content) = stage.random_act().await;
        let kind = content.kind();
        let what = format!("step {step}, after {content:?} of {on}");
        if let Ok(done) = stage.register.record(role, &on.to_string(), content).await {
            recorded += 1;
            kinds.insert(kind.code());
            if kind.code() == "OPEN_SURPLUS_SESSION" {
                stage.sessions.push(SessionId(done.sequence));
            }
            if kind.code() == "GRANT_MINING_LICENCE" {
                stage.miners.push((AuthorisationId(done.sequence), bin(stage.firms)));
            }
            for (severity, count) in holds(&stage.register, &what).await {
                *seen.entry(severity).or_insert(0_usize) += count;
            }
        }
    }
    months_hold(&stage.register).await;
    assert!(recorded > 90, "only {recorded} acts were recorded");
    assert!(ahead > 10, "only {ahead} were assessed the day before");
    assert!(kinds.len() > 20, "only {kinds:?}");
    assert!((0..4).all(|severity| seen.get(&severity).is_some_and(|count| *count > 4)), "{seen:?}");
}

#[tokio::test]
async fn a_withdrawn_pool_turns_its_miners() {
    let register = TestRegister::at("2026-01-20").await;
    let miner = register.miner(1, "2024-02-01", None).await;
    let pool = register.pool(20, "2024-01-01").await;
    register.act(Role::TaxAuthority, "2026-01-10", distributions(bin(20), vec![mined(bin(1), "2026-01-05", "1")])).await;
    holds(&register, "before").await;
    let annulled = Correction::Annulled { corrects: pool.0 };
    register.act(Role::Ministry, "2026-01-20", Content::CorrectFact(annulled)).await;
    holds(&register, "the pool was never accredited").await;
    let view = register.registry.view_now().await.unwrap();
    assert_eq!(assessed_anew(&register, LicenseeRole::Miner, view).await[&miner], ComplianceStatus::NonCompliant);
}

#[tokio::test]
async fn a_rule_that_begins_turns_everyone_on_its_day() {
    let register = TestRegister::at("2026-01-20").await;
    let pool = register.pool(20, "2024-01-01").await;
    let protocol = TestProtocol { number: text("T-1"), laboratory: text("A laboratory"), positive: true };
    register.act(Role::Ministry, "2024-01-02", Content::RecordSecurityTest { authorisation: pool, protocol }).await;
    holds(&register, "before the rule is known").await;
    let said = rule(&register, RuleCode::PoolSecurityTested, day("2026-02-01"), "testValidMonths", "12").await;
    register.act(Role::Ministry, "2026-02-01", said).await;
    let before = holds(&register, "the rule is known and not in force").await;
    register.turn_to("2026-02-01");
    let after = holds(&register, "the rule is in force").await;
    assert_ne!(before, after, "a test of 2024 is too old for it");
}

/// What is known the day before is assessed the day before: at midnight nobody waits for it, though everyone's answer turns.
#[tokio::test]
async fn midnight_finds_everyone_assessed() {
    let register = TestRegister::at("2026-01-20").await;
    let registry = &register.registry;
    let mut pools = Vec::new();
    for n in 1..=6 {
        let pool = register.pool(n, "2024-01-01").await;
        pools.push(pool);
        let protocol = TestProtocol { number: text("T-1"), laboratory: text("A laboratory"), positive: true };
        register.act(Role::Ministry, "2024-01-02", Content::RecordSecurityTest { authorisation: pool, protocol }).await;
    }
    assert_eq!(registry.assess_due().await.unwrap(), 6);
    let said = rule(&register, RuleCode::PoolSecurityTested, day("2026-02-01"), "testValidMonths", "12").await;
    register.act(Role::Ministry, "2026-02-01", said).await;
    assert_eq!(registry.assess_due().await.unwrap(), 0, "of the days before it begins it says nothing");
    assert_eq!(registry.assess_ahead().await.unwrap(), 0);
    let before = holds(&register, "the rule is known").await;
    register.turn_to("2026-01-31");
    holds(&register, "the last day before").await;
    assert_eq!(registry.assess_ahead().await.unwrap(), 6);
    assert_eq!(registry.assess_ahead().await.unwrap(), 0, "done");
    // Whoever an act touches in the evening is assessed again, for both days.
    let suspension = Suspension { authorisation: pools[3], until: None, ground: SuspensionGround::RequirementsBreached };
    register.act(Role::Ministry, "2026-01-31", Content::SuspendAccreditation(suspension)).await;
    holds(&register, "the evening").await;
    assert_eq!(registry.assess_ahead().await.unwrap(), 1);
    register.turn_to("2026-02-01");
    assert_eq!(registry.assess_due().await.unwrap(), 0);
    assert_ne!(holds(&register, "the rule is in force").await, before);
}

/// A list whose pages are cut from a view of this morning stays whole, whatever is recorded and however late it gets.
#[tokio::test]
async fn pages_of_a_view_stay_whole_after_acts_and_midnights() {
    let register = TestRegister::at("2026-03-30").await;
    let mut miners = Vec::new();
    for n in 1..=7 {
        miners.push(register.miner(n, "2023-04-15", Some("2026-04-14")).await);
    }
    let order = Order { field: OrderField::ComplianceStatus, direction: Direction::Descending };
    let listing = Listing { role: LicenseeRole::Miner, filter: Filter::default(), status: Vec::new(), order };
    let view = register.registry.view_now().await.unwrap();
    let whole = listed(&register, &listing, view).await;
    assert_eq!(whole.len(), 7);
    register.act(Role::Ministry, "2026-03-30", suspend(miners[0], "2026-05-30")).await;
    holds(&register, "after the act").await;
    register.turn_to("2026-03-31");
    holds(&register, "after midnight").await;
    assert!(register.registry.store().reads().is_assessed(view).await.unwrap());
    assert_eq!(listed(&register, &listing, view).await, whole);
    // Once it is too old to be kept, the list is made anew, and is the same.
    register.turn_to("2026-04-03");
    holds(&register, "days later").await;
    assert!(!register.registry.store().reads().is_assessed(view).await.unwrap());
    assert_eq!(listed(&register, &listing, view).await, whole);
}

/// Between reading the newest act and reading who is due, another act can come: whom it touched is not assessed without it.
#[tokio::test]
async fn whom_a_later_act_touched_is_left_to_a_later_view() {
    let register = TestRegister::at("2026-01-20").await;
    let miner = register.miner(1, "2024-02-01", None).await;
    register.registry.assess_due().await.unwrap();
    let overtaken = register.registry.view_now().await.unwrap();
    register.act(Role::Ministry, "2026-01-20", suspend(miner, "2026-05-30")).await;
    let newest = register.registry.view_now().await.unwrap();
    let reads = register.registry.store().reads();
    assert_eq!(reads.due(overtaken, 10).await.unwrap(), []);
    assert_eq!(reads.due(newest, 10).await.unwrap().iter().map(|due| due.id).collect::<Vec<_>>(), [miner]);
    // A list that was asked for before the act is given as of the act.
    assert_eq!(register.registry.kept_or_newer(overtaken).await.unwrap(), overtaken, "it was kept");
    register.act(Role::Ministry, "2026-01-20", renew(miner, "2028-01-30")).await;
    assert_eq!(register.registry.kept_or_newer(newest).await.unwrap(), register.registry.view_now().await.unwrap());
}

/// A page of today costs the same statements, filtered by status or not, however many there are.
#[tokio::test]
async fn a_page_by_status_takes_as_many_statements_as_any_other() {
    let register = TestRegister::at("2026-01-20").await;
    for n in 1..=12 {
        register.miner(n, "2024-02-01", None).await;
    }
    let registry = &register.registry;
    registry.assess_due().await.unwrap();
    let view = registry.view_now().await.unwrap();
    let mut statements = Vec::new();
    for status in [Vec::new(), vec![ComplianceStatus::NonCompliant], ComplianceStatus::ALL.to_vec()] {
        let listing = Listing { role: LicenseeRole::Miner, filter: Filter::default(), status, order: Order::default() };
        for size in [2, 12] {
            let before = registry.store().statements();
            registry.page(&listing, &PageRequest { after: None, size }, view).await.unwrap();
            registry.count(&listing, view).await.unwrap();
            statements.push(registry.store().statements() - before);
        }
    }
    assert!(statements.iter().all(|count| *count == statements[0] && *count <= 8), "{statements:?}");
}

/// The next version of a rule, with one parameter set, from a day on; the one before it ends there.
async fn rule(register: &TestRegister, code: RuleCode, from: Day, name: &str, value: &str) -> Content {
    let view = register.registry.view_now().await.unwrap();
    let book = register.registry.rulebook(view.seq).await.unwrap();
    let newest = Arc::clone(book.versions(code).last().unwrap());
    let end = Content::EndRuleVersion { code, version: newest.version, until: from.previous() };
    // Refused where it ended before, or begins later: then the new version is refused too.
    drop(register.record(Role::Ministry, &register.registry.today().to_string(), end).await);
    let mut said = newest.text.clone();
    said.until = None;
    said.parameters.retain(|parameter| parameter.name.as_str() != name);
    let parameter = serde_json::json!({ "name": name, "value": value });
    said.parameters.push(serde_json::from_value(parameter).unwrap());
    Content::AddRuleVersion(said)
}

impl Stage {
    async fn set(seed: u64) -> Self {
        let register = TestRegister::at("2024-03-10").await;
        let (mut miners, mut centres, mut tenants) = (Vec::new(), Vec::new(), Vec::new());
        for n in 1..=3 {
            let firm = register.firm(n).await;
            let licence = register.act(Role::Ministry, "2023-05-01", mining(firm, &format!("M-{n}"), None)).await;
            miners.push((AuthorisationId(licence), bin(n)));
            let details = site();
            let code = text(&format!("DC-{n}"));
            let content = Content::RegisterDataCentre { holder: firm, code, zone: Zone::West, details };
            let id = DataCentreId(register.act(Role::Ministry, "2023-05-01", content).await);
            register.act(Role::EnergyOperator, "2023-05-01", Content::InstallMeter { data_centre: id, serial: text("M") }).await;
            centres.push((id, bin(n)));
        }
        for n in 4..=5 {
            let firm = register.firm(n).await;
            let licence =
                Content::GrantMiningLicence(Grant { subkind: Some(Subkind::Two), ..grant(firm, &format!("M-{n}"), None) });
            let authorisation = AuthorisationId(register.act(Role::Ministry, "2023-05-02", licence).await);
            let fact = LicenceFact::Placement { data_centre: centres[n - 4].0, until: None };
            register.act(Role::Ministry, "2023-05-03", OfLicence { authorisation, fact }.said()).await;
            tenants.push(authorisation);
            miners.push((authorisation, bin(n)));
        }
        let mut pools = Vec::new();
        for n in POOLS {
            pools.push(register.pool(n, "2023-05-01").await);
        }
        let mut venues = Vec::new();
        for n in VENUES {
            venues.push(register.exchange(n, "2023-05-02").await);
        }
        let chance = Pcg64::seed_from_u64(seed);
        Self {
            register,
            miners,
            tenants,
            pools,
            venues,
            centres,
            sessions: Vec::new(),
            chance,
            today: day("2024-03-10"),
            firms: 5,
        }
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.chance.random_range(0..items.len())]
    }

    /// An act of a day in the last weeks, of today, or of one to come.
    async fn random_act(&mut self) -> (Role, Day, Content) {
        let back = self.today.minus_days(self.chance.random_range(0..25));
        let ahead = self.today.plus_days(self.chance.random_range(0..20));
        let any = self.one_of(&[back, self.today, ahead]);
        let (miner, number) = self.one_of(&self.miners.clone());
        let (pool, pool_bin) = (self.one_of(&self.pools.clone()), bin(self.one_of(&POOLS)));
        let (venue, venue_bin) = (self.one_of(&self.venues.clone()), bin(self.one_of(&VENUES)));
        let (centre, holder) = self.one_of(&self.centres.clone());
        let tenant = self.one_of(&self.tenants.clone());
        let until = any.plus_months(self.chance.random_range(1..5)).to_string();
        let units = format!("0.{}", self.chance.random_range(1..99_999));
        let of_miner = |fact| OfLicence { authorisation: miner, fact }.said();
        let suspension = |authorisation| Suspension {
            authorisation,
            until: Some(day(&until)),
            ground: SuspensionGround::RequirementsBreached,
        };
        match self.chance.random_range(0..34) {
            0 => (Role::Ministry, any, suspend(miner, &until)),
            1 | 2 => (Role::Ministry, any, resume(miner)),
            3 => (Role::Ministry, any, renew(miner, &any.plus_months(14).to_string())),
            4 if self.chance.random_bool(0.3) => (Role::Ministry, any, revoke(miner, &any.to_string())),
            5 => (Role::Ministry, any, Content::SuspendAccreditation(suspension(pool))),
            6 | 7 => (Role::Ministry, any, Content::ResumeAccreditation(Naming { authorisation: pool })),
            8 if self.chance.random_bool(0.2) => {
                (Role::Ministry, any, Content::WithdrawAccreditation(Naming { authorisation: pool }))
            }
            9 => (Role::Afsa, any, Content::SuspendExchangeLicence(suspension(venue))),
            10 => (Role::Afsa, any, Content::ResumeExchangeLicence(Naming { authorisation: venue })),
            11 => {
                self.firms += 1;
                let firm = self.register.firm(self.firms).await;
                let expires = any.plus_months(self.chance.random_range(1..30)).to_string();
                (Role::Ministry, any, mining(firm, &format!("N-{}", self.firms), Some(&expires)))
            }
            12..=14 => (Role::TaxAuthority, back, distributions(pool_bin, vec![mined(number, &back.to_string(), &units)])),
            15 => (Role::TaxAuthority, back, sales(venue_bin, vec![sold(number, &back.to_string(), &units)])),
            16 | 17 => {
                let hours = (0..3).map(|_| Energy::from_wh(self.chance.random_range(0..3_000)).ok()).collect();
                let source = self.one_of(&[EnergySource::GridAuction, EnergySource::Import]);
                let on = self.today.minus_days(self.chance.random_range(0..25));
                let row = ReadingRow { meter: text("M"), miner: holder, source, on, hours };
                (Role::EnergyOperator, self.today, Content::RecordReadings { data_centre: centre, rows: vec![row] })
            }
            18 => {
                let hour =
                    SessionHour { hour: Hour::at(0), quota: Energy::from_wh(9_000).unwrap(), start_price: "10".parse().unwrap() };
                let terms = SessionTerms {
                    delivery_date: ahead,
                    zone: Zone::West,
                    order: ClearingOrder::PriceThenTime,
                    hours: vec![hour],
                };
                (Role::EnergyOperator, self.today, Content::OpenSurplusSession(terms))
            }
            19 if !self.sessions.is_empty() => {
                let session = self.one_of(&self.sessions.clone());
                let lot = Lot { hour: Hour::at(0), energy: Energy::from_wh(2_000).unwrap(), price: "12".parse().unwrap() };
                let lots = serde_json::to_value(vec![lot]).unwrap();
                let row: AwardRow = serde_json::from_value(serde_json::json!({ "miner": holder, "lots": lots })).unwrap();
                (Role::EnergyOperator, self.today, Content::RecordAwards { session, rows: vec![row] })
            }
            20 => (Role::Ministry, any, of_miner(LicenceFact::HardwareDeclared { units: self.chance.random_range(1..9) })),
            21 => (Role::Ministry, any, of_miner(LicenceFact::HardwareRegistered { units: self.chance.random_range(1..9) })),
            22 => {
                let (document, issuer) = (text("A document"), text("An office"));
                let fact = LicenceFact::EnergySource { source: EnergySource::Import, document, issuer, until: Some(day(&until)) };
                (Role::Ministry, any, of_miner(fact))
            }
            23 => {
                let span = Span::quarter_of(self.today).previous();
                (Role::TaxAuthority, back, of_miner(LicenceFact::Filing { report: Report::FeeDeclaration, span }))
            }
            24 => {
                let (span, amount) = (Span::quarter_of(self.today).previous(), "50".parse().unwrap());
                (Role::TaxAuthority, back, of_miner(LicenceFact::Payment { span, amount }))
            }
            25 => {
                let fact =
                    LicenceFact::Placement { data_centre: centre, until: self.chance.random_bool(0.5).then(|| day(&until)) };
                (Role::Ministry, any, OfLicence { authorisation: tenant, fact }.said())
            }
            26 => {
                let fact = LicenceFact::PlacementEnded { data_centre: centre };
                (Role::Ministry, any, OfLicence { authorisation: tenant, fact }.said())
            }
            27 => {
                let result = if self.chance.random_bool(0.7) { CheckResult::Working } else { CheckResult::Faulty };
                let valid_until = self.chance.random_bool(0.5).then(|| day(&until));
                let check = Content::CheckMeter { data_centre: centre, serial: text("M"), result, valid_until };
                (Role::EnergyOperator, back, check)
            }
            28 => {
                let residential = self.chance.random_bool(0.4);
                let change = SiteChange { residential: Some(residential), ..SiteChange::default() };
                (Role::Ministry, any, Content::AmendDataCentre { data_centre: centre, change })
            }
            29 => {
                let region = self.one_of(&["55", "35", "71"]).parse().ok();
                let firm = self.register.registry.organisation_ids(&[number], self.register.newest().await).await.unwrap();
                let organisation: OrganisationId = firm[&number];
                (
                    Role::Ministry,
                    any,
                    Content::AmendOrganisation { organisation, change: DetailsChange { region, ..DetailsChange::default() } },
                )
            }
            30 => {
                let positive = self.chance.random_bool(0.8);
                let protocol = TestProtocol { number: text("T"), laboratory: text("A laboratory"), positive };
                (Role::Ministry, back, Content::RecordSecurityTest { authorisation: pool, protocol })
            }
            31 => {
                let complex = ComplexPlace { in_kazakhstan: self.chance.random_bool(0.8), region: None, place: text("A place") };
                (Role::Ministry, any, Content::RecordPoolComplex { authorisation: pool, complex })
            }
            32 if self.chance.random_bool(0.4) => {
                let (code, name, value) = self.one_of(&[
                    (RuleCode::PoolSecurityTested, "testValidMonths", "2"),
                    (RuleCode::PoolSecurityTested, "testValidMonths", "24"),
                    (RuleCode::AccreditedPoolOnly, "windowMonths", "2"),
                    (RuleCode::AccreditedPoolOnly, "windowMonths", "12"),
                    (RuleCode::FeeDeclared, "warningDays", "60"),
                ]);
                (Role::Ministry, ahead, rule(&self.register, code, ahead, name, value).await)
            }
            _ => {
                let newest = self.register.newest().await.number();
                let corrects = Sequence::new(self.chance.random_range(newest - 12..=newest)).unwrap();
                let correction = match self.chance.random_range(0..3) {
                    0 | 1 => Correction::Annulled { corrects },
                    _ => Correction::RowAnnulled { corrects, row: 0 },
                };
                let role = self.one_of(&[Role::Ministry, Role::EnergyOperator, Role::TaxAuthority, Role::Afsa]);
                (role, self.today, Content::CorrectFact(correction))
            }
        }
    }
}
