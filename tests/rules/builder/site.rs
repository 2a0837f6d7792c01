//! Data centres and their meters.
//!
//! - `2023-05-01 holds Site1 in NORTH_SOUTH` (until it `closes Site1`), also `2023-05-01 Miner2 holds Site2 in WEST`;
//! - `2023-05-01 Site1 residential` or `not residential`; before it is told, nobody knows;
//! - `2023-05-01 meter in Site1`, or `meter B in Site1` where there are several;
//! - `2023-06-01 meter working until 2025-06-01`, `meter B working`, `meter faulty`, `meter removed`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tizilim::compliance::facts::Site;
use tizilim::domain::act::{Act, Content};
use tizilim::domain::authority::Authority;
use tizilim::domain::data_centre::{CheckResult, DataCentreId, SiteChange, SiteDetails, Title, Zone};
use tizilim::domain::day::Day;
use tizilim::domain::fold;
use tizilim::domain::region::Region;

use super::words::{act, after, bin, day, number_of_site, organisation, sequence, text};

/// The key of a data centre.
pub(super) fn site_id(site: &str) -> DataCentreId {
    DataCentreId(sequence(number_of_site(site)))
}

/// Data centres as they are told, each with its holder and its acts.
#[derive(Default)]
pub(super) struct Sites<'a> {
    told: BTreeMap<&'a str, (&'a str, Vec<Act>)>,
    meters: BTreeMap<&'a str, &'a str>,
}

impl<'a> Sites<'a> {
    /// A data centre that a firm holds from a day on.
    pub(super) fn hold(&mut self, holder: &'a str, on: Day, site: &'a str, zone: &str) {
        let details = SiteDetails {
            name: text(site),
            title: Title::Owned,
            residential: None,
            capacity_kw: 1_000,
            region: Region::all().next().expect("a region"),
            address: None,
        };
        let zone = Zone::from_code(zone).unwrap_or_else(|| panic!("no zone: {zone}"));
        let content = Content::RegisterDataCentre { holder: organisation(holder), code: text(site), zone, details };
        self.told.insert(site, (holder, vec![act(number_of_site(site), Authority::Ministry, on, content)]));
    }

    /// The last day of a data centre is the eve of this day.
    pub(super) fn close(&mut self, number: usize, on: Day, site: &str) {
        self.add(number, on, site, Content::CloseDataCentre { data_centre: site_id(site) });
    }

    /// What is told of a data centre itself.
    pub(super) fn amend(&mut self, number: usize, on: Day, site: &str, residential: bool) {
        let change = SiteChange { residential: Some(residential), ..SiteChange::default() };
        self.add(number, on, site, Content::AmendDataCentre { data_centre: site_id(site), change });
    }

    /// What is told of a meter: its letter where there are several, and what was done.
    pub(super) fn meter(&mut self, number: usize, on: Day, words: &[&'a str]) {
        let (letter, done) = match words {
            [letter, done @ ..] if letter.len() == 1 => (*letter, done),
            done => ("A", done),
        };
        let serial = text(letter);
        if let ["in", site] = done {
            self.meters.insert(letter, site);
            self.add(number, on, site, Content::InstallMeter { data_centre: site_id(site), serial });
            return;
        }
        let site = *self.meters.get(letter).unwrap_or_else(|| panic!("no meter: {letter}"));
        let data_centre = site_id(site);
        let valid_until = after(done, "until").map(day);
        let content = match done {
            ["working", ..] => Content::CheckMeter { data_centre, serial, result: CheckResult::Working, valid_until },
            ["faulty"] => Content::CheckMeter { data_centre, serial, result: CheckResult::Faulty, valid_until },
            ["removed"] => Content::RemoveMeter { data_centre, serial },
            _ => panic!("nothing that is done to a meter: {done:?}"),
        };
        self.add(number, on, site, content);
    }

    fn add(&mut self, number: usize, on: Day, site: &str, content: Content) {
        let (_, acts) = self.told.get_mut(site).unwrap_or_else(|| panic!("nobody holds {site}"));
        acts.push(act(number, Authority::Ministry, on, content));
    }

    /// The data centres as the register has them.
    pub(super) fn all(&self) -> Vec<Site> {
        let site = |(holder, acts): &(&str, Vec<Act>)| {
            let centre = fold::data_centre(acts).unwrap_or_else(|why| panic!("a data centre: {why}"));
            Site { centre: Arc::new(centre.expect("a data centre that was not annulled")), holder: bin(holder) }
        };
        self.told.values().map(site).collect()
    }
}
