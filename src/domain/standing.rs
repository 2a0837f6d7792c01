//! The standing of an authorisation, from its dated events alone.

use serde::{Deserialize, Serialize};

use super::codes::coded;
use super::day::Day;
use super::period::Period;
use super::refusal::{Refusal, RefusalCode};
use super::sequence::Sequence;
use super::text::{Line, Name};

coded! {
    /// Where an authorisation stands on a day (rules.md, "Standing").
    pub enum Standing {
        /// Its first day has not come.
        NotYetValid = "NOT_YET_VALID",
        /// In force.
        Active = "ACTIVE",
        /// In a suspension: mining is forbidden meanwhile (Law 193-VII art. 9(5)).
        Suspended = "SUSPENDED",
        /// Past its last day.
        Expired = "EXPIRED",
        /// Ended by a court (art. 9(7)), or withdrawn by the authority.
        Revoked = "REVOKED",
        /// Given back by its holder.
        Surrendered = "SURRENDERED",
    }
}

coded! {
    /// Why an authorisation was suspended (art. 9(4)).
    pub enum SuspensionGround {
        /// False data when it was applied for.
        FalseData = "FALSE_DATA",
        /// Requirements of the law were breached.
        RequirementsBreached = "REQUIREMENTS_BREACHED",
        /// Violations found by an unscheduled inspection were not cured in time.
        ViolationsNotCured = "VIOLATIONS_NOT_CURED",
        /// Changed data were not notified in time.
        ChangeNotNotified = "CHANGE_NOT_NOTIFIED",
        /// The holder asked for it.
        OwnRequest = "OWN_REQUEST",
        /// Another case that a law names.
        OtherLaw = "OTHER_LAW",
    }
}

coded! {
    /// What happened in the life of an authorisation.
    pub enum EventKind {
        /// It was given.
        Granted = "GRANTED",
        /// It was prolonged.
        Renewed = "RENEWED",
        /// It was suspended.
        Suspended = "SUSPENDED",
        /// Its suspension ended early.
        Resumed = "RESUMED",
        /// A court ended it, or the authority withdrew it.
        Revoked = "REVOKED",
        /// Its holder gave it back.
        Surrendered = "SURRENDERED",
    }
}

/// The court's decision that a revocation of a mining licence rests on (art. 9(7)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CourtRuling {
    /// Which court.
    pub court: Name,
    /// The number of the ruling.
    pub number: Line,
    /// The day on which it was given.
    pub decided_on: Day,
}

/// One step in the life of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Given, until a last day where there is one.
    Granted {
        /// The last day.
        expires_on: Option<Day>,
    },
    /// Prolonged.
    Renewed {
        /// The new last day.
        expires_on: Option<Day>,
    },
    /// Suspended, until a last day where one is named.
    Suspended {
        /// The last day of it.
        until: Option<Day>,
        /// Why.
        ground: SuspensionGround,
    },
    /// The suspension ended early: in force again from the day of the step.
    Resumed,
    /// Revoked by a court, or withdrawn by the authority.
    Revoked {
        /// The court's decision, for a mining licence.
        ruling: Option<CourtRuling>,
    },
    /// Given back.
    Surrendered,
}

impl Step {
    /// What happened, without its particulars.
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Granted { .. } => EventKind::Granted,
            Self::Renewed { .. } => EventKind::Renewed,
            Self::Suspended { .. } => EventKind::Suspended,
            Self::Resumed => EventKind::Resumed,
            Self::Revoked { .. } => EventKind::Revoked,
            Self::Surrendered => EventKind::Surrendered,
        }
    }

    /// The last day that it names: of the authorisation, or of the suspension.
    pub fn until(&self) -> Option<Day> {
        match self {
            Self::Granted { expires_on } | Self::Renewed { expires_on } => *expires_on,
            Self::Suspended { until, .. } => *until,
            Self::Resumed | Self::Revoked { .. } | Self::Surrendered => None,
        }
    }
}

/// A step, the day from which it has effect, and the act that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The act that first recorded the step.
    pub origin: Sequence,
    /// The act that says it as it stands: a correction where there was one.
    pub act: Sequence,
    /// From this day.
    pub on: Day,
    /// What happened.
    pub step: Step,
}

/// The checked events of one authorisation, in order. A `History` that exists does not contradict itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History(Vec<Event>);

/// A run of days with one standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The days; open at the end where nothing is known to follow.
    pub period: Period,
    /// The standing on each of them.
    pub standing: Standing,
    /// The last day of the authorisation as it is known on these days; `None` where it does not expire.
    pub expires_on: Option<Day>,
}

/// Where an authorisation stands after some of its events.
#[derive(Default)]
struct State {
    expires_on: Option<Day>,
    suspension: Option<Suspension>,
    ended: Option<Standing>,
}

struct Suspension {
    from: Day,
    until: Option<Day>,
}

impl State {
    fn take(&mut self, event: &Event) {
        match &event.step {
            Step::Granted { expires_on } | Step::Renewed { expires_on } => self.expires_on = *expires_on,
            Step::Suspended { until, .. } => self.suspension = Some(Suspension { from: event.on, until: *until }),
            Step::Resumed => self.suspension = None,
            Step::Revoked { .. } => self.ended = Some(Standing::Revoked),
            Step::Surrendered => self.ended = Some(Standing::Surrendered),
        }
    }

    fn standing(&self, on: Day) -> Standing {
        if let Some(ended) = self.ended {
            return ended;
        }
        if self.expires_on.is_some_and(|last| last < on) {
            return Standing::Expired;
        }
        match &self.suspension {
            Some(suspension) if suspension.until.is_none_or(|last| on <= last) => Standing::Suspended,
            _ => Standing::Active,
        }
    }
}

impl History {
    /// Takes the events in the order in which they were recorded.
    ///
    /// # Errors
    /// The first event that contradicts those before it: out of order, a suspension of what is not active, a
    /// resumption of what is not suspended, anything after the end, a last day that is too early.
    pub fn new(events: Vec<Event>) -> Result<Self, Refusal> {
        let mut state = State::default();
        for (at, event) in events.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|previous| events.get(previous));
            check_order(before, event)?;
            check_step(&state, before, event)?;
            state.take(event);
        }
        Ok(Self(events))
    }

    /// The events, in order.
    pub fn events(&self) -> &[Event] {
        &self.0
    }

    /// What has happened by a day, in order. Before the first day, that it was given.
    pub fn until(&self, on: Day) -> &[Event] {
        let happened = self.0.iter().take_while(|event| event.on <= on).count();
        &self.0[..happened.max(1).min(self.0.len())]
    }

    /// The first day of force.
    pub fn granted_on(&self) -> Day {
        self.0.first().map_or(Day::LAST, |event| event.on)
    }

    /// The standing on a day.
    pub fn standing(&self, on: Day) -> Standing {
        if on < self.granted_on() { Standing::NotYetValid } else { self.state(on).standing(on) }
    }

    /// The last day of the authorisation, as it is known on a day: a renewal counts from its own day.
    /// Before the first day, the one that the grant names.
    pub fn expires_on(&self, on: Day) -> Option<Day> {
        self.state(on.max(self.granted_on())).expires_on
    }

    /// The last day of the suspension that the day lies in, where one is named.
    pub fn suspended_until(&self, on: Day) -> Option<Day> {
        let state = self.state(on);
        (state.standing(on) == Standing::Suspended).then_some(state.suspension)?.and_then(|suspension| suspension.until)
    }

    /// The events that decide the standing on a day: those in effect on it.
    pub fn evidence(&self, on: Day) -> Vec<Sequence> {
        let acts: Vec<_> = self.0.iter().filter(|event| event.on <= on).map(|event| event.act).collect();
        // Before the first day the grant itself is the evidence.
        if acts.is_empty() { self.0.iter().take(1).map(|event| event.act).collect() } else { acts }
    }

    /// Every day on which standing or last day may change: the first day of each step, the day after each last day.
    pub fn turning_days(&self) -> Vec<Day> {
        let mut days: Vec<Day> =
            self.0.iter().flat_map(|event| [Some(event.on), event.step.until().map(Day::next)]).flatten().collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The whole life as runs of days with one standing each, from the first day of the calendar to the last.
    pub fn timeline(&self) -> Vec<Span> {
        let mut starts = vec![Day::FIRST];
        starts.extend(self.turning_days().into_iter().filter(|day| *day >= self.granted_on()));
        let mut spans: Vec<Span> = Vec::new();
        for start in starts {
            let (standing, expires_on) = (self.standing(start), self.expires_on(start));
            match spans.last_mut() {
                Some(last) if last.standing == standing && last.expires_on == expires_on => {}
                last => {
                    if let Some(last) = last {
                        last.period.until = start.previous();
                    }
                    spans.push(Span { period: Period { from: start, until: Day::LAST }, standing, expires_on });
                }
            }
        }
        spans
    }

    fn state(&self, on: Day) -> State {
        let mut state = State::default();
        self.0.iter().filter(|event| event.on <= on).for_each(|event| state.take(event));
        state
    }
}

fn check_order(before: Option<&Event>, event: &Event) -> Result<(), Refusal> {
    let grant = matches!(event.step, Step::Granted { .. });
    match before {
        // Only a grant begins a life, and only once.
        None if !grant => Err(Refusal::new(RefusalCode::UnknownAuthorisation)),
        Some(_) if grant => Err(Refusal::new(RefusalCode::WrongKind)),
        Some(before) if event.on < before.on => {
            Err(Refusal::new(RefusalCode::OutOfOrder).at("effectiveOn").with("day", event.on).with("earlier", before.on))
        }
        _ => Ok(()),
    }
}

fn check_step(state: &State, before: Option<&Event>, event: &Event) -> Result<(), Refusal> {
    let standing = state.standing(event.on);
    let ended = |standing: Standing| Refusal::new(RefusalCode::AlreadyEnded).with("standing", standing.code());
    if state.ended.is_some() {
        return Err(ended(standing));
    }
    match &event.step {
        Step::Granted { expires_on } => check_expiry(*expires_on, event.on),
        Step::Renewed { expires_on } => check_renewal(state, *expires_on, event.on),
        Step::Suspended { .. } if standing == Standing::Expired => Err(ended(standing)),
        Step::Suspended { .. } if standing != Standing::Active => {
            Err(Refusal::new(RefusalCode::NotActive).at("effectiveOn").with("standing", standing.code()).with("day", event.on))
        }
        Step::Suspended { until, .. } => check_expiry(*until, event.on).map_err(|refusal| refusal.at("until")),
        Step::Resumed => {
            let since = state.suspension.as_ref().map(|suspension| suspension.from);
            // A resumption on the first day of a suspension would leave a suspension without a day.
            if standing == Standing::Suspended && since.is_some_and(|since| since < event.on) {
                Ok(())
            } else {
                Err(Refusal::new(RefusalCode::NotSuspended)
                    .at("effectiveOn")
                    .with("standing", standing.code())
                    .with("day", event.on))
            }
        }
        Step::Revoked { .. } | Step::Surrendered if standing == Standing::Expired && before.is_some() => Err(ended(standing)),
        Step::Revoked { ruling: Some(ruling) } if ruling.decided_on > event.on => Err(Refusal::new(RefusalCode::OutOfOrder)
            .at("ruling.decidedOn")
            .with("day", event.on)
            .with("earlier", ruling.decided_on)),
        Step::Revoked { .. } | Step::Surrendered => Ok(()),
    }
}

fn check_expiry(last: Option<Day>, from: Day) -> Result<(), Refusal> {
    match last {
        Some(last) if last < from => {
            Err(Refusal::new(RefusalCode::ExpiryTooEarly).at("expiresOn").with("last", last).with("earliest", from))
        }
        _ => Ok(()),
    }
}

fn check_renewal(state: &State, expires_on: Option<Day>, on: Day) -> Result<(), Refusal> {
    match (state.expires_on, expires_on) {
        (Some(_), None) => Err(Refusal::new(RefusalCode::ExpiryRequired).at("expiresOn")),
        (Some(old), Some(new)) if new <= old => {
            Err(Refusal::new(RefusalCode::ExpiryTooEarly).at("expiresOn").with("last", new).with("earliest", old.next()))
        }
        (_, new) => check_expiry(new, on),
    }
}
