//! A data centre: its holding, its details by day, and its meters by state.

use crate::domain::act::{Act, Content};
use crate::domain::correction::{AsCorrected, as_corrected};
use crate::domain::data_centre::{CheckResult, DataCentre, DataCentreId, MeterSpan, MeterState, SiteDetails};
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::text::Line;

/// What is said of a data centre; `None` once its registration was annulled.
///
/// # Errors
/// An act before the registration or after the closing, an amendment out of order, a meter installed twice, a check or
/// removal of a meter that is not there.
pub fn data_centre(acts: &[Act]) -> Result<Option<DataCentre>, Refusal> {
    let mut acts = as_corrected(acts);
    // Files of readings are about the data centre and change nothing of it.
    acts.retain(|act| !matches!(act.content, Content::RecordReadings { .. }));
    let Some(first) = acts.first() else { return Ok(None) };
    let Content::RegisterDataCentre { holder, code, zone, details } = first.content else {
        // An act whose registration was annulled.
        return Err(Refusal::new(RefusalCode::StillNeeded));
    };
    let mut held = Period { from: first.effective_on, until: Day::LAST };
    let mut held_by_act = first.said_by.sequence;
    for closing in acts.iter().filter(|act| matches!(act.content, Content::CloseDataCentre { .. })) {
        in_order(closing, held.from.next())?;
        if held.until != Day::LAST {
            return Err(Refusal::new(RefusalCode::DataCentreNotHeld).at("effectiveOn").with("day", closing.effective_on));
        }
        (held.until, held_by_act) = (closing.effective_on.previous(), closing.said_by.sequence);
    }
    let mut centre = DataCentre {
        id: DataCentreId(first.origin.sequence),
        holder: *holder,
        code: code.clone(),
        zone: *zone,
        held,
        held_by_act,
        details: vec![(held, details.clone(), first.said_by.sequence)],
        meters: Vec::new(),
    };
    for act in acts.iter().filter(|act| !matches!(act.content, Content::CloseDataCentre { .. })) {
        if !held.contains(act.effective_on) {
            return Err(Refusal::new(RefusalCode::DataCentreNotHeld).at("effectiveOn").with("day", act.effective_on));
        }
        if let Content::AmendDataCentre { change, .. } = act.content {
            amend(&mut centre, act, |before| change.apply_to(before))?;
        }
    }
    centre.meters = meters(&acts, held)?;
    Ok(Some(centre))
}

fn in_order(act: &AsCorrected<'_>, earliest: Day) -> Result<(), Refusal> {
    if act.effective_on < earliest {
        return Err(Refusal::new(RefusalCode::OutOfOrder)
            .at("effectiveOn")
            .with("day", act.effective_on)
            .with("earlier", earliest));
    }
    Ok(())
}

fn amend(centre: &mut DataCentre, act: &AsCorrected<'_>, change: impl Fn(&SiteDetails) -> SiteDetails) -> Result<(), Refusal> {
    let Some((period, details, said_by)) = centre.details.last_mut() else {
        return Err(Refusal::new(RefusalCode::UnknownDataCentre));
    };
    in_order(act, period.from)?;
    let after = change(details);
    if act.effective_on == period.from {
        (*details, *said_by) = (after, act.said_by.sequence);
        return Ok(());
    }
    let until = std::mem::replace(&mut period.until, act.effective_on.previous());
    centre.details.push((Period { from: act.effective_on, until }, after, act.said_by.sequence));
    Ok(())
}

/// What is done to one meter.
enum Done {
    Installed,
    Checked(CheckResult, Option<Day>),
    Removed,
}

/// The states of every meter, by serial number and day, as long as the data centre is held.
fn meters(acts: &[AsCorrected<'_>], held: Period) -> Result<Vec<MeterSpan>, Refusal> {
    let mut steps: Vec<(&Line, &AsCorrected<'_>, Done)> = acts
        .iter()
        .filter_map(|act| {
            let (serial, done) = match act.content {
                Content::InstallMeter { serial, .. } => (serial, Done::Installed),
                Content::CheckMeter { serial, result, valid_until, .. } => (serial, Done::Checked(*result, *valid_until)),
                Content::RemoveMeter { serial, .. } => (serial, Done::Removed),
                _ => return None,
            };
            Some((serial, act, done))
        })
        .collect();
    steps.sort_by_key(|(serial, act, _)| (*serial, act.effective_on, act.origin.sequence));
    let mut spans: Vec<MeterSpan> = Vec::new();
    for (serial, act, done) in steps {
        let there = spans.iter().rposition(|span| span.serial == *serial && span.period.contains(act.effective_on));
        let removed = there.filter(|at| spans[*at].state == MeterState::Removed);
        match (there.filter(|_| removed.is_none()), done) {
            (None, Done::Installed) => {
                removed.into_iter().for_each(|at| cut(&mut spans, at, act));
                spans.push(span(serial, act, held.until, MeterState::Unchecked));
            }
            (Some(_), Done::Installed) => {
                return Err(Refusal::new(RefusalCode::MeterInstalled).at("serial").with("serial", serial));
            }
            (None, _) => {
                let refusal = Refusal::new(RefusalCode::UnknownMeter).at("serial");
                return Err(refusal.with("serial", serial).with("day", act.effective_on));
            }
            (Some(at), Done::Removed) => {
                cut(&mut spans, at, act);
                spans.push(span(serial, act, held.until, MeterState::Removed));
            }
            (Some(at), Done::Checked(result, valid_until)) => {
                check(valid_until, act)?;
                cut(&mut spans, at, act);
                match result {
                    CheckResult::Faulty => spans.push(span(serial, act, held.until, MeterState::Faulty)),
                    CheckResult::Working => {
                        let last = valid_until.unwrap_or(Day::LAST).min(held.until);
                        spans.push(span(serial, act, last, MeterState::Working));
                        if last < held.until {
                            let lapsed = span(serial, act, held.until, MeterState::Lapsed);
                            spans.push(MeterSpan { period: Period { from: last.next(), ..lapsed.period }, ..lapsed });
                        }
                    }
                }
            }
        }
    }
    Ok(spans)
}

fn check(valid_until: Option<Day>, act: &AsCorrected<'_>) -> Result<(), Refusal> {
    match valid_until {
        Some(last) if last < act.effective_on => {
            Err(Refusal::new(RefusalCode::ExpiryTooEarly).at("validUntil").with("last", last).with("earliest", act.effective_on))
        }
        _ => Ok(()),
    }
}

fn span(serial: &Line, act: &AsCorrected<'_>, until: Day, state: MeterState) -> MeterSpan {
    let period = Period { from: act.effective_on, until };
    MeterSpan { serial: serial.clone(), period, state, act: act.said_by.sequence }
}

/// Ends the state that the meter is in, and drops what was foreseen after it.
fn cut(spans: &mut Vec<MeterSpan>, at: usize, act: &AsCorrected<'_>) {
    let serial = spans[at].serial.clone();
    spans.retain(|span| span.serial != serial || span.period.from < act.effective_on || span.period.contains(act.effective_on));
    let there = spans.iter().position(|span| span.serial == serial && span.period.contains(act.effective_on));
    let Some(there) = there else { return };
    if spans[there].period.from == act.effective_on {
        spans.remove(there);
    } else {
        spans[there].period.until = act.effective_on.previous();
    }
}
