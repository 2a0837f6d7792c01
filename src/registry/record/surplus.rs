//! Sessions of surplus power: opened, bid in, cleared.

use std::collections::BTreeSet;

use super::{Check, RecordError, Session};
use crate::compliance::facts::Counterparties;
use crate::domain::act::{Act, Content, Subject};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::bin::Bin;
use crate::domain::correction::{Correction, as_corrected};
use crate::domain::day::Day;
use crate::domain::fold::{self, SessionFacts};
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::rule::LicenceKind;
use crate::domain::sequence::Sequence;
use crate::domain::standing::History;
use crate::domain::surplus::{AwardRow, BidRow, SessionId, SessionTerms, clear};
use crate::store::{Projection, Reads};

impl Session {
    /// Clears a session that the act asks to clear: what comes of it becomes part of the act, so that the journal holds
    /// the awards and a replay does not work them out again.
    pub(super) async fn fill_in_clearing(&self, act: &mut Act) -> Result<(), RecordError> {
        let Content::ClearSurplusSession { session, rows } = &mut act.content else { return Ok(()) };
        let reads = self.writing.reads();
        let facts = known(&reads, *session).await?;
        let bids = facts.all_bids();
        if bids.is_empty() {
            return Err(Refusal::new(RefusalCode::NoBids).into());
        }
        let bidders: BTreeSet<Bin> = bids.iter().map(|bid| bid.miner).collect();
        let licences = licences(&reads, bidders, act.sequence).await?;
        *rows = clear(&facts.terms, &bids, |miner| is_licensed(&licences, miner, facts.terms.delivery_date));
        Ok(())
    }
}

/// How many days after its trade a session may deliver. Power is sold for the next day; ours, to catch a mistyped year.
const DAYS_AHEAD: u32 = 31;

impl<'a> Check<'_, 'a> {
    pub(super) async fn session_opened(&self, terms: &SessionTerms) -> Result<Projection<'a>, RecordError> {
        let facts = fold::session(std::slice::from_ref(self.act))?;
        let id = SessionId(self.act.sequence);
        self.delivery(id, terms).await?;
        Ok(Projection::Session(id, facts))
    }

    pub(super) async fn bids(&self, session: SessionId, rows: &[BidRow]) -> Result<Projection<'a>, RecordError> {
        let facts = self.session_with_this_act(session).await?;
        self.licensed_miners(&facts, rows.iter().map(|row| row.miner).collect()).await?;
        Ok(Projection::Session(session, Some(facts)))
    }

    pub(super) async fn awards(&self, session: SessionId, rows: &[AwardRow]) -> Result<Projection<'a>, RecordError> {
        let facts = self.session_with_this_act(session).await?;
        self.licensed_miners(&facts, rows.iter().map(|row| row.miner).collect()).await?;
        Ok(Projection::Session(session, Some(facts)))
    }

    pub(super) async fn cleared(&self, session: SessionId) -> Result<Projection<'a>, RecordError> {
        Ok(Projection::Session(session, Some(self.session_with_this_act(session).await?)))
    }

    /// A session as a correction leaves it.
    pub(super) async fn session_again(&self, id: SessionId, acts: &[Act]) -> Result<Projection<'a>, RecordError> {
        let facts = fold::session(acts)?;
        // A clearing stands or falls with the terms that it was made by.
        let cleared = as_corrected(acts).iter().any(|act| matches!(act.content, Content::ClearSurplusSession { .. }));
        let terms_replaced = matches!(&self.act.content, Content::CorrectFact(Correction::Replaced { .. }));
        if cleared && terms_replaced {
            return Err(Refusal::new(RefusalCode::StillNeeded).into());
        }
        if let Some(facts) = &facts {
            self.delivery(id, &facts.terms).await?;
        }
        Ok(Projection::Session(id, facts))
    }

    async fn session_with_this_act(&self, session: SessionId) -> Result<SessionFacts, RecordError> {
        let mut acts = self.reads.acts_about(Subject::SurplusSession(session)).await?;
        let unknown = || Refusal::new(RefusalCode::UnknownSession).at("session");
        if fold::session(&acts)?.is_none() {
            return Err(unknown().into());
        }
        acts.push(self.act.clone());
        Ok(fold::session(&acts)?.ok_or_else(unknown)?)
    }

    /// One session a day and zone, and none before the law.
    async fn delivery(&self, id: SessionId, terms: &SessionTerms) -> Result<(), RecordError> {
        let day = terms.delivery_date;
        if day < Day::LAW_IN_FORCE {
            return Err(Refusal::new(RefusalCode::BeforeTheLaw)
                .at("deliveryDate")
                .with("day", day)
                .with("earliest", Day::LAW_IN_FORCE)
                .into());
        }
        let latest = self.act.effective_on.plus_days(DAYS_AHEAD);
        if day > latest && matches!(self.act.content, Content::OpenSurplusSession(_)) {
            let refusal = Refusal::new(RefusalCode::InTheFuture).at("deliveryDate");
            return Err(refusal.with("day", day).with("latest", latest).into());
        }
        match self.reads.session_of(day, terms.zone, self.act.sequence).await? {
            Some(other) if other != id => {
                Err(Refusal::new(RefusalCode::DuplicateSession).at("deliveryDate").with("sequence", other.0).into())
            }
            _ => Ok(()),
        }
    }

    /// Every miner named holds an active licence on the day of delivery.
    async fn licensed_miners(&self, facts: &SessionFacts, miners: Vec<Bin>) -> Result<(), RecordError> {
        let day = facts.terms.delivery_date;
        let licences = licences(&self.reads, miners.iter().copied().collect(), self.act.sequence).await?;
        match miners.iter().position(|miner| !is_licensed(&licences, *miner, day)) {
            Some(at) => Err(Refusal::new(RefusalCode::MinerNotLicensed).at(format!("rows.{at}.miner")).with("day", day).into()),
            None => Ok(()),
        }
    }
}

async fn known(reads: &Reads<'_>, session: SessionId) -> Result<SessionFacts, RecordError> {
    let acts = reads.acts_about(Subject::SurplusSession(session)).await?;
    Ok(fold::session(&acts)?.ok_or_else(|| Refusal::new(RefusalCode::UnknownSession).at("session"))?)
}

async fn licences(reads: &Reads<'_>, miners: BTreeSet<Bin>, seq: Sequence) -> Result<Counterparties, RecordError> {
    let miners: Vec<Bin> = miners.into_iter().collect();
    let mut found = Counterparties::default();
    for life in reads.lives(&miners, seq).await? {
        found.add(LicenceKind::of(life.role, life.subkind), life.bin, History::new(life.events)?);
    }
    Ok(found)
}

fn is_licensed(licences: &Counterparties, miner: Bin, on: Day) -> bool {
    licences.was_active(LicenseeRole::Miner, &Party::Bin(miner), on)
}
