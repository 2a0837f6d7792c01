//! What a licensee owes by a day: reports, payments, the renewal of its authorisation, the share to be sold.
//!
//! The rules that ask for something by a day say it in two ways: as a finding on the day asked about, and as the list of
//! what is owed that the finding sums up. Both come from the same functions, so that neither contradicts the other. Owed
//! is what was to be done for the spans that the rule looks at, and what is to be done for the running one; a rule that
//! is not in force on the day asks for nothing.

use std::sync::Arc;

use super::facts::Facts;
use super::rulebook::Rulebook;
use super::rules;
use crate::domain::coded;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::rule::{RuleCode, RuleVersion};

coded! {
    /// How something that is owed by a day stands.
    pub enum ObligationState {
        /// Done in time; where nothing is to be paid, too. Of the share to be sold in a running period: reached so far.
        Done = "DONE",
        /// Done after its day.
        DoneLate = "DONE_LATE",
        /// Not done, and its day is still far.
        Open = "OPEN",
        /// Not done, and its day is near.
        DueSoon = "DUE_SOON",
        /// Not done, and its day has passed.
        Overdue = "OVERDUE",
        /// By when, or how much, cannot be said: a parameter of the rule has no value yet.
        NotAssessed = "NOT_ASSESSED",
    }
}

/// Something that a licensee owes by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// The rule version that asks for it.
    pub rule: Arc<RuleVersion>,
    /// For which days it is owed: those of a report or a payment, of the term of an authorisation, of a share to be sold.
    pub period: Period,
    /// The last day on which it is in time; `None` where the rule does not say.
    pub due_on: Option<Day>,
    /// How it stands.
    pub state: ObligationState,
    /// The day on which a report was handed in.
    pub done_on: Option<Day>,
}

/// What the licensee owes on a day, by due day; what has none comes last.
pub fn obligations(facts: &Facts, book: &Rulebook, on: Day) -> Vec<Obligation> {
    let binding = RuleCode::ALL.iter().filter(|code| code.applies_to().contains(&facts.kind()));
    let in_force = binding.filter_map(|code| book.in_force(*code, on));
    let mut owed: Vec<Obligation> = in_force.flat_map(|version| rules::obligations(facts, book, version, on)).collect();
    owed.sort_by_key(|owed| (owed.due_on.unwrap_or(Day::LAST), owed.rule.text.code, owed.period.from));
    owed
}
