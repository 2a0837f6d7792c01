//! Data centres of digital mining (Law 193-VII art. 1(9)): who holds them, where they stand, and how they are metered.

use serde::{Deserialize, Serialize};

use super::codes::coded;
use super::day::Day;
use super::organisation::OrganisationId;
use super::period::Period;
use super::region::Region;
use super::sequence::Sequence;
use super::text::{Line, Name};

/// A data centre's key: the number of the act that registered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DataCentreId(pub Sequence);

coded! {
    /// The zones of the power system in which surplus power is sold: one session for North and South together, one for
    /// West.
    pub enum Zone {
        /// North and South.
        NorthSouth = "NORTH_SOUTH",
        /// West.
        West = "WEST",
    }
}

coded! {
    /// By what right a data centre is held (art. 9(1)).
    pub enum Title {
        /// It is the holder's own.
        Owned = "OWNED",
        /// It is held by lease or another lawful ground.
        Held = "HELD",
    }
}

/// What is said of a data centre and can change while it is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteDetails {
    /// Its name.
    pub name: Name,
    /// By what right it is held.
    pub title: Title,
    /// Whether it stands in a residential zone; none while nobody recorded it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub residential: Option<bool>,
    /// The most power that it can take, in kW.
    pub capacity_kw: u32,
    /// Its region.
    pub region: Region,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Name>,
}

/// What changes of a data centre. What is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteChange {
    /// Its new name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<Name>,
    /// The new right.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<Title>,
    /// Whether it stands in a residential zone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub residential: Option<bool>,
    /// Its new capacity in kW.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub capacity_kw: Option<u32>,
    /// Its new address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Name>,
}

impl SiteChange {
    /// The details after the change.
    #[must_use]
    pub fn apply_to(&self, before: &SiteDetails) -> SiteDetails {
        SiteDetails {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            title: self.title.unwrap_or(before.title),
            residential: self.residential.or(before.residential),
            capacity_kw: self.capacity_kw.unwrap_or(before.capacity_kw),
            region: before.region,
            address: self.address.clone().or_else(|| before.address.clone()),
        }
    }
}

coded! {
    /// What a check of a meter found.
    pub enum CheckResult {
        /// It works.
        Working = "WORKING",
        /// It does not.
        Faulty = "FAULTY",
    }
}

coded! {
    /// The state of a meter.
    pub enum MeterState {
        /// Installed, and no check of it is on record.
        Unchecked = "UNCHECKED",
        /// Found working by a check that is still valid.
        Working = "WORKING",
        /// Found working by a check that is no longer valid.
        Lapsed = "LAPSED",
        /// Found faulty.
        Faulty = "FAULTY",
        /// Removed.
        Removed = "REMOVED",
    }
}

/// A meter in one state for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterSpan {
    /// The meter's serial number.
    pub serial: Line,
    /// The days.
    pub period: Period,
    /// Its state on them.
    pub state: MeterState,
    /// The act that says so.
    pub act: Sequence,
}

coded! {
    /// How a data centre is metered on a day.
    pub enum Metering {
        /// By a meter that works and whose check is valid.
        Working = "WORKING",
        /// By meters of which no check is on record, or nobody recorded any meter.
        Unknown = "UNKNOWN",
        /// By a meter whose check is no longer valid.
        Lapsed = "LAPSED",
        /// By faulty meters only.
        Faulty = "FAULTY",
        /// Not at all: every meter was removed.
        Absent = "ABSENT",
    }
}

impl Metering {
    /// Whether the fee is that of a site without meters or with faulty ones (Tax Code art. 659). A check that lapsed
    /// leaves the meter a meter.
    pub fn counts_as_unmetered(self) -> bool {
        matches!(self, Self::Faulty | Self::Absent)
    }
}

/// All that is said of a data centre.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataCentre {
    /// Its key.
    pub id: DataCentreId,
    /// Who holds it.
    pub holder: OrganisationId,
    /// The code by which files name it.
    pub code: Line,
    /// The zone of the power system that it stands in.
    pub zone: Zone,
    /// The days on which it is held.
    pub held: Period,
    /// The act that says until when.
    pub held_by_act: Sequence,
    /// Its details, each with the days on which they hold and the act that says so; over the days on which it is held.
    pub details: Vec<(Period, SiteDetails, Sequence)>,
    /// Its meters, by state.
    pub meters: Vec<MeterSpan>,
}

impl DataCentre {
    /// Its details on a day on which it is held.
    pub fn details_on(&self, on: Day) -> Option<&(Period, SiteDetails, Sequence)> {
        self.details.iter().find(|(period, _, _)| period.contains(on))
    }

    /// How it is metered on a day, and the acts that say so.
    pub fn metering(&self, on: Day) -> (Metering, Vec<Sequence>) {
        let present: Vec<&MeterSpan> = self.meters.iter().filter(|span| span.period.contains(on)).collect();
        let of = |state: MeterState| -> Vec<Sequence> {
            present.iter().filter(|span| span.state == state).map(|span| span.act).collect()
        };
        let states = [
            (MeterState::Working, Metering::Working),
            (MeterState::Unchecked, Metering::Unknown),
            (MeterState::Lapsed, Metering::Lapsed),
            (MeterState::Faulty, Metering::Faulty),
            (MeterState::Removed, Metering::Absent),
        ];
        let found = states.into_iter().find(|(state, _)| present.iter().any(|span| span.state == *state));
        found.map_or((Metering::Unknown, Vec::new()), |(state, metering)| (metering, of(state)))
    }

    /// Whether the meter stands there on a day.
    pub fn has_meter(&self, serial: &Line, on: Day) -> bool {
        let stands = |span: &MeterSpan| span.state != MeterState::Removed && span.period.contains(on);
        self.meters.iter().any(|span| span.serial == *serial && stands(span))
    }

    /// The days on which anything that is said of it changes.
    pub fn turning_days(&self) -> impl Iterator<Item = Day> {
        let ends = |period: &Period| [period.from, period.until.next()];
        let held = ends(&self.held).into_iter();
        let detailed = self.details.iter().flat_map(move |(period, _, _)| ends(period));
        held.chain(detailed).chain(self.meters.iter().flat_map(move |span| ends(&span.period)))
    }
}
