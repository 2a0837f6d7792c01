//! A small register as raw data: what was recorded, row by row, and nothing that was made of it.

use tizilim::domain::asset::Asset;
use tizilim::domain::data_centre::Zone;
use tizilim::domain::day::Day;
use tizilim::domain::reading::EnergySource;
use tizilim::domain::report::{Report, Span};
use tizilim::domain::rule::{LicenceKind, RuleCode};

/// A firm, by its place in the universe of the test; firm 0 is the licensee's.
pub(crate) type Firm = usize;

/// The firm whose authorisation is assessed.
pub(crate) const OWN: Firm = 0;

/// How many firms there are.
pub(crate) const FIRMS: usize = 5;

/// All that is recorded, and the day asked. Lists stand in the order of recording.
#[derive(Clone, Debug)]
pub(crate) struct Register {
    /// The day asked.
    pub(crate) on: Day,
    /// The authorisation that is assessed.
    pub(crate) own: Life,
    /// Another mining licence of the same firm.
    pub(crate) second: Option<Life>,
    /// The authorisations of others, and those of the firm in other roles.
    pub(crate) others: Vec<Life>,
    /// The data centres.
    pub(crate) centres: Vec<Centre>,
    /// What else is recorded of the firm's mining licences, of the pool or of the exchange.
    pub(crate) said: Vec<Said>,
    /// Of a pool: on which days its complex was recorded, and whether in Kazakhstan.
    pub(crate) complexes: Vec<(Day, bool)>,
    /// Of a pool: on which days it was tested, and whether it passed.
    pub(crate) tests: Vec<(Day, bool)>,
    /// What pools passed to miners.
    pub(crate) distributions: Vec<Coin>,
    /// What miners sold.
    pub(crate) sales: Vec<Coin>,
    /// What miners consumed.
    pub(crate) readings: Vec<Reading>,
    /// The surplus power awarded.
    pub(crate) awards: Vec<Award>,
    /// The versions of the rules.
    pub(crate) rules: Vec<Version>,
}

/// One authorisation from its grant on.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub(crate) firm: Firm,
    pub(crate) kind: LicenceKind,
    /// In order of days; the first is the grant.
    pub(crate) events: Vec<(Day, Event)>,
}

/// A step in the life of an authorisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// With the last day, where there is one.
    Granted(Option<Day>),
    /// With the new last day.
    Renewed(Day),
    /// With the last day of it, where one is named.
    Suspended(Option<Day>),
    Resumed,
    Revoked,
    Surrendered,
}

/// A data centre.
#[derive(Clone, Debug)]
pub(crate) struct Centre {
    pub(crate) holder: Firm,
    pub(crate) zone: Zone,
    /// The first day on which it is held.
    pub(crate) from: Day,
    /// The first day on which it no longer is.
    pub(crate) closed: Option<Day>,
    /// Whether it stands in a residential zone, as first recorded.
    pub(crate) residential: Option<bool>,
    /// As amended from a day on; an amendment may leave it as it was.
    pub(crate) amended: Vec<(Day, Option<bool>)>,
    /// What was done to its meters, each by its number.
    pub(crate) meters: Vec<(Day, usize, Meter)>,
}

/// What is done to a meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meter {
    Installed,
    /// Found working, with the last day for which the check is good, where it names one.
    Works(Option<Day>),
    Faulty,
    Removed,
}

/// A fact about a licensee.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Recorded under the firm's other mining licence.
    pub(crate) of_second: bool,
    pub(crate) on: Day,
    pub(crate) what: What,
}

/// What a fact says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Placed { centre: usize, until: Option<Day> },
    PlaceEnded { centre: usize },
    Declared(u32),
    Registered(u32),
    Proof { source: EnergySource, until: Option<Day> },
    Changed { notified: Option<Day> },
    Filed { report: Report, span: Span },
    Paid { span: Span, tiyn: i64 },
}

/// A distribution or a sale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coin {
    pub(crate) on: Day,
    pub(crate) miner: Firm,
    /// The pool or the venue; `None` for one abroad, known by name only.
    pub(crate) with: Option<Firm>,
    pub(crate) asset: Asset,
    /// In 10⁻⁸.
    pub(crate) units: i64,
}

/// A day of one meter.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) centre: usize,
    pub(crate) miner: Firm,
    pub(crate) source: EnergySource,
    pub(crate) on: Day,
    /// Wh from the first hour on; `None` where the hour was not read.
    pub(crate) hours: Vec<Option<i64>>,
}

/// Surplus power awarded on a day of delivery.
#[derive(Clone, Debug)]
pub(crate) struct Award {
    pub(crate) miner: Firm,
    pub(crate) zone: Zone,
    pub(crate) on: Day,
    /// The hour, from 1, and Wh.
    pub(crate) lots: Vec<(usize, i64)>,
}

/// A version of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) code: RuleCode,
    pub(crate) from: Day,
    /// The last day, where there is one.
    pub(crate) until: Option<Day>,
    /// In 10⁻⁸; `None` where the law's figure is not established. What is not named has the program's default.
    pub(crate) parameters: Vec<(String, Option<i128>)>,
}
