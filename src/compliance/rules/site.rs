//! R3, R4 and R11: the data centres that a miner uses: whose they are, where they stand, how they are metered.

use super::super::facts::{Facts, Site};
use super::super::finding::{Outcome, Reason};
use super::Ruling;
use crate::domain::data_centre::{MeterState, Metering};
use crate::domain::day::Day;
use crate::domain::rule::LicenceKind;
use crate::domain::sequence::Sequence;

/// SITE_MATCHES_SUBKIND: subkind I holds a data centre; subkind II has a place in a licensed host's, and holds none
/// (art. 9(1)).
pub(super) fn matches_subkind(facts: &Facts, on: Day) -> Ruling {
    if facts.kind() == LicenceKind::MiningTwo { places(facts, on) } else { holds(facts, on) }
}

fn holds(facts: &Facts, on: Day) -> Ruling {
    let held: Vec<&Site> = facts.sites_held(on).collect();
    let evidence = held.iter().map(|site| site.centre.held_by_act).collect();
    let (outcome, reason) = match held.len() {
        0 => (Outcome::Breached, Reason::NoSiteHeld),
        count => (Outcome::Satisfied, Reason::SiteHeld(count)),
    };
    Ruling { evidence, ..Ruling::new(outcome, reason) }
}

fn places(facts: &Facts, on: Day) -> Ruling {
    if let Some(own) = facts.sites_held(on).next() {
        let evidence = vec![own.centre.held_by_act];
        return Ruling { evidence, ..Ruling::new(Outcome::Breached, Reason::HoldsOwnSite(name(own, on))) };
    }
    let places: Vec<(&Site, Sequence)> = facts.places(on).collect();
    let evidence = places.iter().flat_map(|(site, act)| [*act, site.centre.held_by_act]).collect();
    let unlicensed = places.iter().find(|(site, _)| !facts.counterparties.may_host(site.holder, on));
    let (outcome, reason) = match (places.len(), unlicensed) {
        (0, _) => (Outcome::Undetermined, Reason::PlaceUnknown),
        (_, Some((site, _))) => (Outcome::Breached, Reason::HostNotLicensed(name(site, on))),
        (count, None) => (Outcome::Satisfied, Reason::Placed(count)),
    };
    Ruling { evidence, ..Ruling::new(outcome, reason) }
}

/// SITE_OUTSIDE_RESIDENTIAL_ZONE (art. 1(9)). Where no data centre is used, there is nothing to stand anywhere.
pub(super) fn outside_residential_zone(facts: &Facts, on: Day) -> Ruling {
    let used = facts.sites_used(on);
    let residential = |site: &Site| site.centre.details_on(on).and_then(|(_, details, _)| details.residential);
    let evidence = used.iter().filter_map(|site| site.centre.details_on(on)).map(|(_, _, act)| *act).collect();
    let inside = used.iter().find(|site| residential(site) == Some(true));
    let unknown = used.iter().find(|site| residential(site).is_none());
    let (outcome, reason) = match (inside, unknown, used.len()) {
        (Some(site), _, _) => (Outcome::Breached, Reason::InResidentialZone(name(site, on))),
        (None, Some(site), _) => (Outcome::Undetermined, Reason::ResidentialZoneUnknown(name(site, on))),
        (None, None, 0) => (Outcome::NotApplicable, Reason::NoSiteUsed),
        (None, None, count) => (Outcome::Satisfied, Reason::OutsideResidentialZones(count)),
    };
    Ruling { evidence, ..Ruling::new(outcome, reason) }
}

/// METERED: one working meter with a valid check meters a data centre. A meter of which no check is on record, and a
/// data centre of whose meters nothing is, are unknown. Due: the first day on which a check that is relied on ends.
pub(super) fn metered(facts: &Facts, on: Day) -> Ruling {
    let used = facts.sites_used(on);
    let states: Vec<(&Site, Metering, Vec<Sequence>)> = used
        .iter()
        .map(|site| {
            let (metering, acts) = site.centre.metering(on);
            (*site, metering, acts)
        })
        .collect();
    let in_state = |wanted: Metering| states.iter().find(|(_, metering, _)| *metering == wanted).map(|(site, ..)| name(site, on));
    let (outcome, reason) = if let Some(name) = in_state(Metering::Absent) {
        (Outcome::Breached, Reason::MeterAbsent(name))
    } else if let Some(name) = in_state(Metering::Faulty) {
        (Outcome::Breached, Reason::MeterFaulty(name))
    } else if let Some(name) = in_state(Metering::Lapsed) {
        (Outcome::Breached, Reason::MeterLapsed(name))
    } else if let Some(name) = in_state(Metering::Unknown) {
        (Outcome::Undetermined, Reason::MeterUnknown(name))
    } else if states.is_empty() {
        (Outcome::NotApplicable, Reason::NoSiteUsed)
    } else {
        (Outcome::Satisfied, Reason::Metered(states.len()))
    };
    let due_on = (outcome == Outcome::Satisfied).then(|| used.iter().filter_map(|site| good_until(site, on)).min()).flatten();
    let evidence = states.into_iter().flat_map(|(_, _, acts)| acts).collect();
    Ruling { due_on, evidence, ..Ruling::new(outcome, reason) }
}

/// The last day on which the data centre is metered by the checks of today.
fn good_until(site: &Site, on: Day) -> Option<Day> {
    let working = site.centre.meters.iter().filter(|span| span.state == MeterState::Working && span.period.contains(on));
    working.map(|span| span.period.until).max().and_then(Day::unless_open)
}

fn name(site: &Site, on: Day) -> String {
    let details = site.centre.details_on(on);
    details.map_or_else(|| site.centre.code.to_string(), |(_, details, _)| details.name.to_string())
}

pub(super) fn turning_days(facts: &Facts) -> Vec<Day> {
    let stays = facts.held.placements.iter().flat_map(|place| [place.period.from, place.period.until.next()]);
    let centres = facts.sites.iter().flat_map(|site| site.centre.turning_days());
    let hosts = facts.sites.iter().flat_map(|site| facts.counterparties.turning_days(site.holder));
    stays.chain(centres).chain(hosts).collect()
}
