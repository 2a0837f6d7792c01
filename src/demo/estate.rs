//! Data centres and who has a place in them, meters, hardware, proofs of power.

use super::names::text;
use super::plan::{Plan, What};
use crate::domain::authorisation::Subkind;
use crate::domain::bin::Bin;
use crate::domain::data_centre::{CheckResult, SiteChange, SiteDetails, Title, Zone};
use crate::domain::day::Day;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::office::Role;
use crate::domain::reading::EnergySource;
use crate::domain::text::Line;

/// A miner with the days of its licence.
pub(super) struct Resident {
    pub(super) n: usize,
    pub(super) bin: Bin,
    pub(super) number: String,
    pub(super) subkind: Subkind,
    pub(super) region: &'static str,
    pub(super) from: Day,
    pub(super) until: Day,
}

/// A miner, where it mines, and on what power.
pub(super) struct Dweller {
    pub(super) resident: Resident,
    /// The code of the data centre.
    pub(super) site: String,
    /// The miner who holds it.
    pub(super) host: usize,
    pub(super) zone: Zone,
    /// On what it mined at first, and on what since 2024, when half of the buyers of surplus power were left.
    source: EnergySource,
    later: EnergySource,
    /// From this day on it is there.
    pub(super) since: Day,
}

impl Dweller {
    /// On what it mines on a day.
    pub(super) fn source_on(&self, day: Day) -> EnergySource {
        if day < FEWER_BUYERS { self.source } else { self.later }
    }

    /// The serial number of the meter of what it consumes.
    pub(super) fn meter(&self) -> Line {
        text(&format!("DEMO-METER-{:04}", self.resident.n))
    }
}

/// Of these nothing is on record but their licence: one is idle, the other not there yet.
const ABSENT: [usize; 2] = [3, 8];
/// Holders of data centres that buy no surplus power: one has a plant of its own, the others import.
const OFF_GRID: usize = 9;
/// Holders that buy surplus power in a zone, and how many of them do since 2024 (law.md: twelve bidders, then six).
const BUYERS: usize = 12;
const BUYERS_LATER: usize = 6;
/// From this day on there were fewer.
const FEWER_BUYERS: Day = Day::constant(2024, 1, 1);

/// Adds what everybody has to the plan.
pub(super) fn join(plan: &mut Plan, residents: Vec<Resident>, today: Day) -> Vec<Dweller> {
    let holders: Vec<(usize, Day, Zone)> = residents
        .iter()
        .filter(|resident| resident.subkind == Subkind::One)
        .map(|resident| (resident.n, resident.from, zone_of(resident.region)))
        .collect();
    let mut buyers = [0, 0];
    let mut sources: Vec<(usize, [EnergySource; 2])> = Vec::new();
    for (n, _, zone) in &holders {
        if *n == OFF_GRID {
            sources.push((*n, [EnergySource::OffGridOwn; 2]));
            continue;
        }
        let before = &mut buyers[usize::from(*zone == Zone::West)];
        let bought = |most| if *before < most { EnergySource::GridAuction } else { EnergySource::Import };
        sources.push((*n, [bought(BUYERS), bought(BUYERS_LATER)]));
        *before += 1;
    }
    let mut dwellers = Vec::new();
    for resident in residents.into_iter().filter(|resident| !ABSENT.contains(&resident.n)) {
        let host = if resident.subkind == Subkind::One { resident.n } else { host_of(&resident, &holders) };
        let Some((_, held_from, zone)) = holders.iter().find(|(n, ..)| *n == host) else { continue };
        let of_host = sources.iter().find(|(n, _)| *n == host).map_or([EnergySource::Import; 2], |(_, sources)| *sources);
        let [source, later] = match resident.n {
            13 => [EnergySource::RenewableThirdParty; 2],
            14 => [EnergySource::RenewableOwn; 2],
            11 | 15 => [EnergySource::Import; 2],
            _ => of_host,
        };
        let since = resident.from.max(*held_from);
        dwellers.push(Dweller { site: code(host), host, zone: *zone, source, later, since, resident });
    }
    // A host is there before those who come to it on the same day.
    let (hosts, tenants): (Vec<&Dweller>, Vec<&Dweller>) =
        dwellers.iter().partition(|dweller| dweller.resident.subkind == Subkind::One);
    hosts.into_iter().chain(tenants).for_each(|dweller| settle(plan, dweller, today));
    turns_of_fate(plan, &dwellers, today);
    dwellers
}

fn code(n: usize) -> String {
    format!("DEMO-DC-{n:04}")
}

fn zone_of(region: &str) -> Zone {
    if matches!(region, "15" | "23" | "27" | "47") { Zone::West } else { Zone::NorthSouth }
}

/// The tenth lives with one whose licence is suspended in the end; of the cast all others live with the first, the crowd
/// with whoever held a data centre when they came.
fn host_of(resident: &Resident, holders: &[(usize, Day, Zone)]) -> usize {
    if resident.n == 10 {
        return OFF_GRID;
    }
    let open = |(n, from, _): &&(usize, Day, Zone)| *n > super::cast::MINERS && *from <= resident.from;
    let choice: Vec<usize> = holders.iter().filter(open).map(|(n, ..)| *n).collect();
    if resident.n <= super::cast::MINERS || choice.is_empty() { 1 } else { choice[resident.n % choice.len()] }
}

fn settle(plan: &mut Plan, dweller: &Dweller, today: Day) {
    let resident = &dweller.resident;
    let (on, number) = (dweller.since.min(today), || resident.number.clone());
    if resident.subkind == Subkind::One {
        hold(plan, dweller, on);
    } else {
        let what = What::Place { number: number(), code: dweller.site.clone() };
        plan.on(on, Role::Ministry, "Contract of placement", what);
    }
    meter(plan, dweller, on, today);
    let units = 100 + 10 * u32::try_from(resident.n).unwrap_or(0);
    let registered = if resident.n == 11 { units - 10 } else { units };
    let declared = What::Say { number: number(), fact: LicenceFact::HardwareDeclared { units } };
    plan.on(on, Role::Ministry, "Declared with the application", declared);
    let entered = What::Say { number: number(), fact: LicenceFact::HardwareRegistered { units: registered } };
    plan.on(on, Role::Ministry, "Entered in the register of hardware", entered);
    // The proof of the fifteenth lapsed in the middle of a month.
    let until = (resident.n == 15).then(|| today.minus_days(40));
    let proof = |source| {
        let document = text(&format!("DEMO-POWER-{:04}", resident.n));
        let fact = LicenceFact::EnergySource { source, document, issuer: text("Sample System Operator"), until };
        What::Say { number: number(), fact }
    };
    plan.on(on, Role::Ministry, "Contract of supply", proof(dweller.source));
    if dweller.later != dweller.source {
        plan.on(on.max(FEWER_BUYERS), Role::Ministry, "Contract of supply", proof(dweller.later));
    }
}

fn hold(plan: &mut Plan, dweller: &Dweller, on: Day) {
    let resident = &dweller.resident;
    let Ok(region) = resident.region.parse() else { return };
    let details = SiteDetails {
        name: text(&format!("Sample data centre {}", resident.n)),
        title: if resident.n.is_multiple_of(3) { Title::Held } else { Title::Owned },
        residential: (resident.n != 4).then_some(false),
        capacity_kw: 60_000,
        region,
        address: None,
    };
    let what = What::Hold { holder: resident.bin, code: dweller.site.clone(), zone: dweller.zone, details };
    plan.on(on, Role::Ministry, "Stated in the application", what);
}

/// A meter of its own for everyone, verified every other year; of those under the fourth's roof no check is on record.
fn meter(plan: &mut Plan, dweller: &Dweller, on: Day, today: Day) {
    let (code, serial) = (|| dweller.site.clone(), || dweller.meter());
    plan.on(on, Role::EnergyOperator, "Put into operation", What::InstallMeter { code: code(), serial: serial() });
    let mut checked = on;
    while checked <= today.min(dweller.resident.until) && dweller.host != 4 {
        let valid_until = Some(checked.plus_months(24).previous());
        let what = What::CheckMeter { code: code(), serial: serial(), result: CheckResult::Working, valid_until };
        plan.on(checked, Role::EnergyOperator, "Verification of the meter", what);
        checked = checked.plus_months(24).minus_days(20);
    }
}

fn turns_of_fate(plan: &mut Plan, dwellers: &[Dweller], today: Day) {
    let surrendered = Day::constant(2025, 9, 1);
    plan.on(surrendered, Role::Ministry, "The lease ended", What::CloseSite { code: code(7) });
    let built_up = SiteChange { residential: Some(true), ..SiteChange::default() };
    let what = What::AmendSite { code: code(12), change: built_up };
    plan.on(Day::constant(2026, 2, 2), Role::Ministry, "The zone was made residential", what);
    for dweller in dwellers.iter().filter(|dweller| dweller.host == OFF_GRID) {
        let (code, serial) = (dweller.site.clone(), dweller.meter());
        let faulty = What::CheckMeter { code, serial, result: CheckResult::Faulty, valid_until: None };
        plan.on(today.minus_days(30), Role::EnergyOperator, "Found faulty by an inspection", faulty);
    }
    for (n, days) in [(1, 3), (2, 40)] {
        let changed = today.minus_days(90);
        let fact = LicenceFact::DataChange { what: text("Bank details"), notified_on: Some(changed.plus_days(days)) };
        let what = What::Say { number: format!("DEMO-M-{n:04}"), fact };
        plan.on_with_effect(changed.plus_days(days), changed, Role::Ministry, "Notice of the licensee", what);
    }
}
