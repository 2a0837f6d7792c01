//! Licences and accreditations: grants, and every later step.

use super::{Check, RecordError};
use crate::compliance::rulebook::Rulebook;
use crate::domain::act::{Act, Content, Grant, Subject};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole, number_key};
use crate::domain::bin::BinKind;
use crate::domain::correction::Correction;
use crate::domain::day::Day;
use crate::domain::fold::{self, AuthorisationFacts};
use crate::domain::period::Period;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::rule::{LONGEST_SUSPENSION, RuleCode, RuleVersion, SHORTEST_SUSPENSION, TERM_YEARS};
use crate::domain::standing::{Standing, Step};
use crate::domain::view::View;
use crate::store::Projection;

/// The rule whose `termYears` binds a role's authorisations.
fn rule_of_term(role: LicenseeRole) -> RuleCode {
    match role {
        LicenseeRole::Miner => RuleCode::LicenceInForce,
        LicenseeRole::Pool => RuleCode::PoolInForce,
        LicenseeRole::Exchange => RuleCode::ExchangeInForce,
    }
}

/// The rule whose bounds bind a role's suspensions.
fn rule_of_suspension(role: LicenseeRole) -> RuleCode {
    match role {
        LicenseeRole::Miner => RuleCode::NotSuspended,
        LicenseeRole::Pool => RuleCode::PoolInForce,
        LicenseeRole::Exchange => RuleCode::ExchangeInForce,
    }
}

fn longest_last_day(version: Option<&RuleVersion>, from: Day) -> Option<Day> {
    version.and_then(|version| version.count(TERM_YEARS)).map(|years| from.plus_months(12 * years).previous())
}

/// A grant without a last day gets the one that the rules' term gives it: three years for a mining licence (art. 9(1)),
/// none where the term is not established.
pub(super) fn fill_in(act: &mut Act, book: &Rulebook) {
    let fill = |content: &mut Content, on: Day| {
        let Some((role, _)) = content.grant() else { return };
        let last = longest_last_day(book.in_force(rule_of_term(role), on).map(AsRef::as_ref), on);
        if let Content::GrantMiningLicence(grant) | Content::AccreditPool(grant) | Content::GrantExchangeLicence(grant) = content
        {
            grant.expires_on = grant.expires_on.or(last);
        }
    };
    let on = act.effective_on;
    match &mut act.content {
        Content::CorrectFact(Correction::Replaced { effective_on, with, .. }) => fill(with, *effective_on),
        content => fill(content, on),
    }
}

impl<'a> Check<'_, 'a> {
    pub(super) async fn grant(&self, role: LicenseeRole, grant: &Grant) -> Result<Projection<'a>, RecordError> {
        let facts = fold::authorisation(std::slice::from_ref(self.act))?;
        self.holder(role, grant).await?;
        self.number_is_free(role, &facts).await?;
        self.no_other_alive(&facts).await?;
        Ok(Projection::Authorisation(facts.authorisation.id, Some(facts)))
    }

    pub(super) async fn step(&self, role: LicenseeRole, id: AuthorisationId) -> Result<Projection<'a>, RecordError> {
        let mut acts = self.reads.acts_about(Subject::licensee(role, id)).await?;
        let first = acts.first().ok_or_else(|| Refusal::new(RefusalCode::UnknownAuthorisation).at("licence"))?;
        if first.authority != self.act.authority {
            return Err(Refusal::new(RefusalCode::OtherAuthority).with("authority", first.authority.code()).into());
        }
        acts.push(self.act.clone());
        let facts = fold::authorisation(&acts)?;
        self.no_other_alive(&facts).await?;
        Ok(Projection::Authorisation(id, Some(facts)))
    }

    /// Checks an act, or what a correction puts in its place, against the bounds that the rules of its day set.
    pub(super) async fn against_rules(&self, book: &Rulebook) -> Result<(), RecordError> {
        let (content, on) = match &self.act.content {
            Content::CorrectFact(Correction::Replaced { effective_on, with, .. }) => (with.as_ref(), *effective_on),
            content => (content, self.act.effective_on),
        };
        if let Content::AddRuleVersion(text) = content {
            text.check()?;
        }
        let role = content.grant().map(|(role, _)| role).or_else(|| content.authorisation().map(|(role, _)| role));
        let (Some(role), Some(step)) = (role, content.step()) else { return Ok(()) };
        match step {
            Step::Granted { expires_on: Some(last) } => within_term(book, role, on, on, last)?,
            Step::Renewed { expires_on: Some(last) } => {
                within_term(book, role, on, self.renewed_from(role, content, on).await?, last)?
            }
            Step::Suspended { until, .. } => within_bounds(book, role, on, until)?,
            _ => {}
        }
        Ok(())
    }

    /// A renewal prolongs from the day after the old last day, or from its own day when that has passed.
    async fn renewed_from(&self, role: LicenseeRole, content: &Content, on: Day) -> Result<Day, RecordError> {
        let Some((_, id)) = content.authorisation() else { return Ok(on) };
        let mut acts = self.reads.acts_about(Subject::licensee(role, id)).await?;
        if let Content::CorrectFact(correction) = &self.act.content {
            // What is corrected, and what came after it, does not prolong itself.
            let before = |act: &Act| match &act.content {
                Content::CorrectFact(other) => other.corrects() < correction.corrects(),
                _ => act.sequence < correction.corrects(),
            };
            acts.retain(before);
        }
        let old = fold::authorisation(&acts).ok().and_then(|facts| facts.history.expires_on(on));
        Ok(old.map_or(on, |last| on.max(last.next())))
    }

    async fn holder(&self, role: LicenseeRole, grant: &Grant) -> Result<(), RecordError> {
        let view = View { on: self.act.effective_on, seq: self.act.sequence };
        let organisations = self.reads.organisations(&[grant.organisation], view).await?;
        let holder = organisations
            .get(&grant.organisation)
            .ok_or_else(|| Refusal::new(RefusalCode::UnknownOrganisation).at("organisation"))?;
        // A sole trader may mine (art. 1); a pool and an exchange are legal entities (art. 1(5), 1(10)).
        if role != LicenseeRole::Miner && holder.bin.kind() == BinKind::Person {
            return Err(Refusal::new(RefusalCode::NotALegalEntity).at("organisation").into());
        }
        Ok(())
    }

    pub(super) async fn number_is_free(&self, role: LicenseeRole, facts: &AuthorisationFacts) -> Result<(), RecordError> {
        let number = facts.authorisation.number.as_str();
        let taken = self.reads.authorisations_numbered(&[number], self.act.sequence).await?;
        match taken.get(&(role, number_key(number))) {
            Some(other) if other.id != facts.authorisation.id => Err(Refusal::new(RefusalCode::DuplicateNumber)
                .at("number")
                .with("number", number)
                .with("sequence", other.id.0)
                .into()),
            _ => Ok(()),
        }
    }

    /// One organisation holds at most one living authorisation of a role on any day; of exchange licences, one of
    /// each authority.
    pub(super) async fn no_other_alive(&self, facts: &AuthorisationFacts) -> Result<(), RecordError> {
        let granted = &facts.authorisation;
        let others = self.reads.alive_spans(granted.organisation, granted.role, self.act.sequence).await?;
        let alive = |standing| matches!(standing, Standing::Active | Standing::Suspended);
        let own: Vec<Period> =
            facts.history.timeline().iter().filter(|span| alive(span.standing)).map(|span| span.period).collect();
        let clash = others.iter().find(|other| {
            other.authorisation != granted.id
                && (granted.role != LicenseeRole::Exchange || other.authority == granted.authority)
                && own.iter().any(|period| period.intersect(&other.period).is_some())
        });
        match clash {
            Some(other) => Err(Refusal::new(RefusalCode::AlreadyAuthorised)
                .with("sequence", other.authorisation.0)
                .with("from", other.period.from)
                .with("until", other.period.until)
                .into()),
            None => Ok(()),
        }
    }
}

fn within_term(book: &Rulebook, role: LicenseeRole, on: Day, from: Day, last: Day) -> Result<(), Refusal> {
    match longest_last_day(book.in_force(rule_of_term(role), on).map(AsRef::as_ref), from) {
        Some(latest) if last > latest => {
            Err(Refusal::new(RefusalCode::TermTooLong).at("expiresOn").with("last", last).with("latest", latest))
        }
        _ => Ok(()),
    }
}

/// A suspension of a mining licence lasts one to six months (art. 9(4)): the day after its last day is at least one
/// and at most six months after its first.
fn within_bounds(book: &Rulebook, role: LicenseeRole, on: Day, until: Option<Day>) -> Result<(), Refusal> {
    let Some(version) = book.in_force(rule_of_suspension(role), on) else { return Ok(()) };
    let (shortest, longest) = (version.count(SHORTEST_SUSPENSION), version.count(LONGEST_SUSPENSION));
    let earliest = shortest.map(|months| on.plus_months(months).previous());
    let latest = longest.map(|months| on.plus_months(months).previous());
    let too_short = earliest.is_some_and(|earliest| until.is_some_and(|last| last < earliest));
    let too_long = latest.is_some_and(|latest| until.is_none_or(|last| last > latest));
    if too_short || too_long {
        let refusal = Refusal::new(RefusalCode::SuspensionLength).at("until");
        return Err(refusal.with("earliest", earliest.unwrap_or(on)).with("latest", latest.unwrap_or(Day::LAST)));
    }
    Ok(())
}
