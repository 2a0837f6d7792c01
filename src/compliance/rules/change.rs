//! R20: changes of the data that a licence rests on are notified in time (art. 9(4)(4)).

use super::super::facts::Facts;
use super::super::finding::{Outcome, Reason, Speaks};
use super::super::rulebook::Rulebook;
use super::provenance::leaving_days;
use super::{Ruling, not_assessed};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::period::Period;
use crate::domain::rule::{NOTICE_DAYS, RuleCode, RuleVersion, WINDOW_MONTHS};

/// CHANGE_NOTIFIED: of the changes whose day lies in the window, those notified later than `noticeDays` after it, or not
/// notified by then. A notice of a later day than the one asked about has not come yet.
pub(super) fn notified(facts: &Facts, version: &RuleVersion, on: Day) -> Ruling {
    let Some(days) = version.count(NOTICE_DAYS) else { return not_assessed(NOTICE_DAYS.name) };
    let Some(months) = version.count(WINDOW_MONTHS) else { return not_assessed(WINDOW_MONTHS.name) };
    let window = Period::months_up_to(on, months);
    let changes: Vec<(&Dated<LicenceFact>, Option<Day>)> = changes(facts).filter(|(said, _)| window.contains(said.on)).collect();
    let late: Vec<&Dated<LicenceFact>> = changes
        .iter()
        .filter(|(said, notified_on)| notified_on.unwrap_or(Day::LAST).min(on) > said.on.plus_days(days))
        .map(|(said, _)| *said)
        .collect();
    let (outcome, reason) = match (changes.len(), late.len()) {
        (0, _) => (Outcome::NotApplicable, Reason::NoChanges),
        (all, 0) => (Outcome::Satisfied, Reason::ChangesNotified(all)),
        (all, some) => (Outcome::Breached, Reason::ChangesNotifiedLate(some, all)),
    };
    let evidence = if late.is_empty() {
        changes.iter().map(|(said, _)| said.act).collect()
    } else {
        late.iter().map(|said| said.act).collect()
    };
    Ruling { period: Some(Speaks::OfWindow(window)), evidence, ..Ruling::new(outcome, reason) }
}

fn changes(facts: &Facts) -> impl Iterator<Item = (&Dated<LicenceFact>, Option<Day>)> {
    facts.held.said.iter().filter_map(|said| match said.fact {
        LicenceFact::DataChange { notified_on, .. } => Some((said, notified_on)),
        _ => None,
    })
}

pub(super) fn turning_days(facts: &Facts, book: &Rulebook) -> Vec<Day> {
    let versions = book.versions(RuleCode::ChangeNotified);
    let overdue = changes(facts).flat_map(|(said, _)| {
        versions.iter().filter_map(|version| version.count(NOTICE_DAYS)).map(|days| said.on.plus_days(days).next())
    });
    let leaves = leaving_days(book, RuleCode::ChangeNotified, changes(facts).map(|(said, _)| said.on));
    overdue.chain(leaves).chain(changes(facts).map(|(said, _)| said.on)).collect()
}
