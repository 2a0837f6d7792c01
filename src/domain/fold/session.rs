//! A session of surplus power: its terms, its bids and its awards.

use crate::domain::act::{Act, Content};
use crate::domain::correction::as_corrected;
use crate::domain::energy::Energy;
use crate::domain::hour::Hour;
use crate::domain::money::Price;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::surplus::{AwardRow, BidRow, Cut, SessionHour, SessionId, SessionTerms};

/// What is said of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFacts {
    /// Its key.
    pub id: SessionId,
    /// The act that says its terms.
    pub act: Sequence,
    /// What it offers.
    pub terms: SessionTerms,
    /// The files of bids, in the order of their recording, each with the act that brought it.
    pub bids: Vec<(Sequence, Vec<BidRow>)>,
    /// The awards, once there are any, with the act that brought them.
    pub awards: Option<(Sequence, Vec<AwardRow>)>,
}

impl SessionFacts {
    fn bid_count(&self) -> usize {
        self.bids.iter().map(|(_, rows)| rows.len()).sum()
    }

    /// All bids, in the order of their recording.
    pub fn all_bids(&self) -> Vec<BidRow> {
        self.bids.iter().flat_map(|(_, rows)| rows.iter().cloned()).collect()
    }
}

/// What is said of a session; `None` once it was annulled.
///
/// # Errors
/// Terms with an hour that the day does not have or that stands twice; a bid or award for an hour that is not offered, a
/// bid below the starting price or made twice, awards above the quota or made twice.
pub fn session(acts: &[Act]) -> Result<Option<SessionFacts>, Refusal> {
    let acts = as_corrected(acts);
    let Some(first) = acts.first() else { return Ok(None) };
    let Content::OpenSurplusSession(terms) = first.content else {
        return Err(Refusal::new(RefusalCode::StillNeeded));
    };
    check_terms(terms)?;
    let id = SessionId(first.origin.sequence);
    let mut facts = SessionFacts { id, act: first.said_by.sequence, terms: terms.clone(), bids: Vec::new(), awards: None };
    for act in &acts[1..] {
        match act.content {
            Content::RecordBids { rows, .. } => {
                not_awarded(&facts)?;
                check_bids(&facts, rows)?;
                facts.bids.push((act.origin.sequence, rows.clone()));
            }
            // Bids that were cleared stand as long as the clearing does.
            Content::ClearSurplusSession { rows, .. } if rows.len() != facts.bid_count() => {
                return Err(Refusal::new(RefusalCode::StillNeeded));
            }
            Content::RecordAwards { rows, .. } | Content::ClearSurplusSession { rows, .. } => {
                not_awarded(&facts)?;
                check_awards(terms, rows)?;
                facts.awards = Some((act.origin.sequence, rows.clone()));
            }
            _ => return Err(Refusal::new(RefusalCode::WrongKind)),
        }
    }
    Ok(Some(facts))
}

fn check_terms(terms: &SessionTerms) -> Result<(), Refusal> {
    if terms.hours.is_empty() {
        return Err(Refusal::new(RefusalCode::NoRows).at("hours"));
    }
    let quota: i128 = terms.hours.iter().map(|offered| i128::from(offered.quota.wh())).sum();
    if quota > i128::from(Energy::MOST.wh()) {
        return Err(Refusal::new(RefusalCode::BadAmount).at("hours"));
    }
    for (at, offered) in terms.hours.iter().enumerate() {
        let path = format!("hours.{at}.hour");
        if !offered.hour.is_in(terms.delivery_date) {
            return Err(unknown_hour(&path, offered.hour, terms));
        }
        if terms.hours[..at].iter().any(|other| other.hour == offered.hour) {
            return Err(Refusal::new(RefusalCode::DuplicateHour).at(path).with("hour", offered.hour.number()));
        }
    }
    Ok(())
}

fn unknown_hour(path: &str, hour: Hour, terms: &SessionTerms) -> Refusal {
    Refusal::new(RefusalCode::UnknownHour).at(path).with("hour", hour.number()).with("day", terms.delivery_date)
}

fn not_offered(path: String, hour: Hour) -> Refusal {
    Refusal::new(RefusalCode::HourNotOffered).at(path).with("hour", hour.number())
}

fn not_awarded(facts: &SessionFacts) -> Result<(), Refusal> {
    match &facts.awards {
        Some((earlier, _)) => Err(Refusal::new(RefusalCode::AlreadyAwarded).with("sequence", earlier)),
        None => Ok(()),
    }
}

fn check_bids(facts: &SessionFacts, rows: &[BidRow]) -> Result<(), Refusal> {
    let mut earlier: std::collections::HashSet<_> =
        facts.bids.iter().flat_map(|(_, rows)| rows).flat_map(|row| row.lots.iter().map(|lot| (row.miner, lot.hour))).collect();
    for (at, row) in rows.iter().enumerate() {
        has_lots(at, row.lots.is_empty())?;
        for (lot_at, lot) in row.lots.iter().enumerate() {
            let path = |field: &str| format!("rows.{at}.lots.{lot_at}.{field}");
            let Some(offered) = facts.terms.hour(lot.hour) else { return Err(not_offered(path("hour"), lot.hour)) };
            not_below(offered, lot.price, path("price"))?;
            if lot.energy == Energy::ZERO {
                return Err(Refusal::new(RefusalCode::BadAmount).at(path("energyKwh")));
            }
            if !earlier.insert((row.miner, lot.hour)) {
                return Err(Refusal::new(RefusalCode::DuplicateBid).at(path("hour")).with("hour", lot.hour.number()));
            }
        }
    }
    Ok(())
}

fn has_lots(at: usize, empty: bool) -> Result<(), Refusal> {
    if empty { Err(Refusal::new(RefusalCode::NoRows).at(format!("rows.{at}.lots"))) } else { Ok(()) }
}

fn not_below(offered: &SessionHour, price: Price, path: String) -> Result<(), Refusal> {
    if price >= offered.start_price {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::BelowStartPrice).at(path).with("price", price).with("least", offered.start_price))
}

/// Bids are one for each miner and hour, and so are the awards of them.
fn check_awards(terms: &SessionTerms, rows: &[AwardRow]) -> Result<(), Refusal> {
    let mut awarded: std::collections::HashSet<_> = std::collections::HashSet::new();
    let mut given: std::collections::BTreeMap<Hour, i64> = std::collections::BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        for (lot_at, lot) in row.lots.iter().enumerate() {
            let path = |field: &str| format!("rows.{at}.lots.{lot_at}.{field}");
            let Some(offered) = terms.hour(lot.hour) else { return Err(not_offered(path("hour"), lot.hour)) };
            not_below(offered, lot.price, path("price"))?;
            // Who was barred or came too late got nothing.
            let nothing_for = matches!(lot.cut, Some(Cut::NotLicensed | Cut::QuotaSpent));
            if nothing_for && lot.energy > Energy::ZERO {
                return Err(Refusal::new(RefusalCode::BadAmount).at(path("energyKwh")));
            }
            if !awarded.insert((row.miner, lot.hour)) {
                return Err(Refusal::new(RefusalCode::DuplicateHour).at(path("hour")).with("hour", lot.hour.number()));
            }
            let in_hour = given.entry(lot.hour).or_default();
            *in_hour = in_hour.saturating_add(lot.energy.wh());
            if *in_hour > offered.quota.wh() {
                return Err(Refusal::new(RefusalCode::AboveQuota)
                    .at(path("energyKwh"))
                    .with("hour", lot.hour.number())
                    .with("quota", offered.quota));
            }
        }
    }
    Ok(())
}
