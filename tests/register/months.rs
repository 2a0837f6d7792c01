//! Sums by month are what their rows add up to, as the register stood after any act, corrections included.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use tizilim::domain::act::{Content, Grant, OfLicence};
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::bin::Bin;
use tizilim::domain::correction::Correction;
use tizilim::domain::daily;
use tizilim::domain::data_centre::{DataCentreId, Zone};
use tizilim::domain::day::Day;
use tizilim::domain::energy::Energy;
use tizilim::domain::hour::Hour;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::office::Role;
use tizilim::domain::period::Period;
use tizilim::domain::reading::{EnergySource, Reading, ReadingRow};
use tizilim::domain::sequence::Sequence;
use tizilim::domain::surplus::{BidRow, ClearingOrder, Lot, SessionHour, SessionId, SessionTerms};
use tizilim::store::{Reads, Side};

use super::support::acts::{bin, distributions, grant, mined, sales, site, sold};
use super::support::{TestRegister, day, text};

/// Hosts hold a data centre each, the last two in one zone; the tenant has a place with the first.
const HOSTS: [usize; 3] = [1, 2, 3];
const TENANT: usize = 4;
pub(crate) const POOL: usize = 9;
pub(crate) const VENUE: usize = 8;

/// A small country in which much happens at random.
pub(crate) struct Stage {
    pub(crate) register: TestRegister,
    pub(crate) centres: Vec<(DataCentreId, Bin, Zone)>,
    pub(crate) sessions: Vec<SessionId>,
    pub(crate) chance: Pcg64,
}

#[tokio::test]
async fn sums_by_month_are_what_their_rows_add_up_to() {
    let mut stage = Stage::set("2024-02-20").await;
    let (mut recorded, mut corrected) = (0, 0);
    let mut marks = Vec::new();
    let mut today = day("2024-02-20");
    for _ in 0..320 {
        today = today.plus_days(stage.chance.random_range(0..2));
        stage.register.turn_to(&today.to_string());
        let (role, content) = stage.random_act(today).await;
        let corrects = matches!(content, Content::CorrectFact(_));
        let opened = matches!(content, Content::OpenSurplusSession(_));
        if let Ok(done) = stage.register.record(role, &today.to_string(), content).await {
            recorded += 1;
            corrected += usize::from(corrects);
            marks.push(done.sequence);
            if opened {
                stage.sessions.push(SessionId(done.sequence));
            }
        }
    }
    assert!(recorded > 120 && corrected > 15, "only {recorded} acts were recorded, {corrected} of them corrections");
    let wide = Period { from: day("2023-04-01"), until: today };
    let narrow = Period { from: day("2024-02-27"), until: today.minus_days(3) };
    let (mut taken, mut compared) = (0, 0);
    for seq in marks.into_iter().step_by(3) {
        for period in [wide, narrow] {
            let [some_taken, some_compared] = stage.holds(period, seq).await;
            taken += some_taken;
            compared += some_compared;
        }
    }
    assert!(taken > 100 && compared > 100, "too little to compare: {taken}, {compared}");
}

impl Stage {
    pub(crate) async fn set(today: &str) -> Self {
        let register = TestRegister::at(today).await;
        let mut centres = Vec::new();
        for n in HOSTS {
            let firm = register.miner(n, "2023-05-01", None).await;
            let holder = register.registry.licensees(&[firm], register.view(today).await).await.unwrap();
            let zone = if n == 1 { Zone::West } else { Zone::NorthSouth };
            let details = site();
            let holder = holder[&firm].organisation.id;
            let content = Content::RegisterDataCentre { holder, code: text(&format!("DC-{n}")), zone, details };
            let id = DataCentreId(register.act(Role::Ministry, "2023-05-01", content).await);
            let meter = Content::InstallMeter { data_centre: id, serial: text("M") };
            register.act(Role::EnergyOperator, "2023-05-01", meter).await;
            centres.push((id, bin(n), zone));
        }
        let firm = register.firm(TENANT).await;
        let licence = Content::GrantMiningLicence(Grant { subkind: Some(Subkind::Two), ..grant(firm, "M-4", None) });
        let authorisation = AuthorisationId(register.act(Role::Ministry, "2023-05-02", licence).await);
        let fact = LicenceFact::Placement { data_centre: centres[0].0, until: None };
        register.act(Role::Ministry, "2023-05-03", OfLicence { authorisation, fact }.said()).await;
        register.pool(POOL, "2023-05-01").await;
        register.exchange(VENUE, "2023-05-02").await;
        Self { register, centres, sessions: Vec::new(), chance: Pcg64::seed_from_u64(20_240_301) }
    }

    pub(crate) async fn random_act(&mut self, today: Day) -> (Role, Content) {
        let back = today.minus_days(self.chance.random_range(0..12)).to_string();
        let miner = bin(self.chance.random_range(1..=4));
        let units = format!("0.{}", self.chance.random_range(1..99_999));
        let other = bin(self.chance.random_range(1..=4));
        match self.chance.random_range(0..18) {
            0 => (Role::TaxAuthority, distributions(bin(POOL), vec![mined(miner, &back, &units), mined(other, &back, &units)])),
            1 => (Role::TaxAuthority, sales(bin(VENUE), vec![sold(miner, &back, &units)])),
            2..=4 => {
                let at = self.chance.random_range(0..self.centres.len());
                let rows = (0..self.chance.random_range(1..4)).map(|_| self.random_row(today, at)).collect();
                (Role::EnergyOperator, Content::RecordReadings { data_centre: self.centres[at].0, rows })
            }
            5 => (Role::EnergyOperator, Content::OpenSurplusSession(self.random_terms(today))),
            6 | 7 if !self.sessions.is_empty() => {
                let session = self.sessions[self.chance.random_range(0..self.sessions.len())];
                let rows = vec![self.random_bid(), self.random_bid()];
                (Role::EnergyOperator, Content::RecordBids { session, rows })
            }
            8 if !self.sessions.is_empty() => {
                let session = self.sessions[self.chance.random_range(0..self.sessions.len())];
                (Role::EnergyOperator, Content::ClearSurplusSession { session, rows: Vec::new() })
            }
            _ => self.random_correction(today).await,
        }
    }

    fn random_row(&mut self, today: Day, at: usize) -> ReadingRow {
        let tenant = at == 0 && self.chance.random_bool(0.4);
        let on = today.minus_days(self.chance.random_range(0..6));
        let first = self.chance.random_range(0..22);
        let mut hours = vec![None; first];
        hours.extend((0..2).map(|_| Energy::from_wh(self.chance.random_range(0..3_000)).ok()));
        ReadingRow {
            meter: text("M"),
            miner: if tenant { bin(TENANT) } else { self.centres[at].1 },
            source: if self.chance.random_bool(0.7) { EnergySource::GridAuction } else { EnergySource::Import },
            on,
            hours,
        }
    }

    fn random_terms(&mut self, today: Day) -> SessionTerms {
        let hours = (0..24).map(|at| SessionHour {
            hour: Hour::at(at),
            quota: Energy::from_wh(4_000).unwrap(),
            start_price: "10".parse().unwrap(),
        });
        SessionTerms {
            delivery_date: today.minus_days(self.chance.random_range(0..4)),
            zone: if self.chance.random_bool(0.5) { Zone::West } else { Zone::NorthSouth },
            order: if self.chance.random_bool(0.5) { ClearingOrder::PriceThenTime } else { ClearingOrder::PriceThenShare },
            hours: hours.collect(),
        }
    }

    fn random_bid(&mut self) -> BidRow {
        let lots = (0..24).filter(|_| self.chance.random_bool(0.6)).collect::<Vec<usize>>();
        let lot = |at: usize, wh: i64| Lot {
            hour: Hour::at(at),
            energy: Energy::from_wh(wh).unwrap(),
            price: format!("{}", 10 + at % 3).parse().unwrap(),
        };
        let miner = bin(self.chance.random_range(1..=3));
        BidRow { miner, lots: lots.into_iter().map(|at| lot(at, self.chance.random_range(0..3_000))).collect() }
    }

    /// Of any act: as a whole, a row of it, or a reading put in another's place.
    async fn random_correction(&mut self, today: Day) -> (Role, Content) {
        let newest = self.register.newest().await.number();
        let corrects = Sequence::new(self.chance.random_range(newest - 9..=newest)).unwrap();
        let row = self.chance.random_range(0..2);
        let correction = match self.chance.random_range(0..3) {
            0 => Correction::Annulled { corrects },
            1 => Correction::RowAnnulled { corrects, row },
            _ => {
                let at = self.chance.random_range(0..self.centres.len());
                Correction::ReadingReplaced { corrects, row, with: self.random_row(today, at) }
            }
        };
        let role = if self.chance.random_bool(0.75) { Role::EnergyOperator } else { Role::TaxAuthority };
        (role, Content::CorrectFact(correction))
    }

    /// Compares every sum with its rows as the register stood; gives how many days there were of power and of surplus.
    async fn holds(&self, period: Period, seq: Sequence) -> [usize; 2] {
        let reads = self.register.registry.store().reads();
        let miners: Vec<Bin> = (1..=4).map(bin).collect();
        let received = daily::distributions(&reads.distributions_to(&miners, period, seq).await.unwrap());
        assert_eq!(reads.traded_by(Side::Distribution, &miners, period, seq).await.unwrap(), received, "at {seq}");
        assert_eq!(reads.distributed_by(&[bin(POOL)], period, seq).await.unwrap(), received, "at {seq}");
        let sold = daily::sales(&reads.sales_of(&miners, period, seq).await.unwrap());
        assert_eq!(reads.traded_by(Side::Sale, &miners, period, seq).await.unwrap(), sold, "at {seq}");

        let mut of_all = Vec::new();
        let mut by_centre = Vec::new();
        for (id, holder, zone) in &self.centres {
            let readings = readings(&reads, *id, period, seq).await;
            of_all.extend(readings.clone());
            by_centre.push((*holder, *zone, readings));
        }
        let consumed = daily::consumption(&of_all);
        assert_eq!(reads.consumed_by(&miners, period, seq).await.unwrap(), consumed, "at {seq}");

        let awards = reads.awards_in(&self.sessions, seq).await.unwrap();
        let mut expected = Vec::new();
        for holder in &miners {
            for zone in Zone::ALL {
                let there = by_centre.iter().filter(|(other, its_zone, _)| other == holder && its_zone == zone);
                let taken: Vec<Reading> = there.flat_map(|(_, _, readings)| readings.clone()).collect();
                let own = awards.iter().filter(|award| award.row.miner == *holder && award.zone == *zone);
                let own: Vec<_> = own.filter(|award| period.contains(award.on)).cloned().collect();
                expected.extend(daily::grid(*holder, *zone, &taken, &own));
            }
        }
        expected.sort_by_key(|day| (day.on, day.holder, day.zone));
        assert_eq!(reads.grid_of(&miners, period, seq).await.unwrap(), expected, "at {seq}");
        [consumed.len(), expected.len()]
    }
}

pub(crate) async fn readings(reads: &Reads<'_>, id: DataCentreId, period: Period, seq: Sequence) -> Vec<Reading> {
    let found = reads.readings_in(id, period, seq).await.unwrap();
    found.into_iter().map(|(_, _, reading)| reading).collect()
}
