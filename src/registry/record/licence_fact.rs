//! Facts about a licensee beside the life of its authorisation.

use super::{Check, RecordError};
use crate::domain::act::{Act, Content, OfLicence, Subject};
use crate::domain::authority::Authority;
use crate::domain::correction::Correction;
use crate::domain::day::Day;
use crate::domain::fold;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::report::{Report, Span};
use crate::store::Projection;

impl<'a> Check<'_, 'a> {
    pub(super) async fn licence_fact(&self, content: &Content) -> Result<Projection<'a>, RecordError> {
        let unknown = || Refusal::new(RefusalCode::UnknownAuthorisation).at("licence");
        let said = content.of_licence().ok_or_else(unknown)?;
        let mut acts = self.fact_received(said).await?;
        acts.push(self.act.clone());
        let facts = fold::authorisation(&acts)?;
        self.fact_among_others(said).await?;
        Ok(Projection::Authorisation(said.authorisation, Some(facts)))
    }

    /// Whether it lies with the authority to record the fact; gives the acts of the licensee.
    pub(super) async fn fact_received(&self, said: &OfLicence) -> Result<Vec<Act>, RecordError> {
        let acts = self.reads.acts_about(Subject::licensee(said.fact.of_role(), said.authorisation)).await?;
        let unknown = || Refusal::new(RefusalCode::UnknownAuthorisation).at("licence");
        self.receives(&said.fact, acts.first().ok_or_else(unknown)?.authority)?;
        Ok(acts)
    }

    /// A report is recorded by an authority that receives it; an exchange's own reports by the authority of its licence.
    fn receives(&self, fact: &LicenceFact, licensed_by: Authority) -> Result<(), Refusal> {
        let LicenceFact::Filing { report, .. } = fact else { return Ok(()) };
        let to_its_own = matches!(report, Report::ExchangeAnnual | Report::ExchangeQuarterly);
        if self.act.authority.receives(*report) && (!to_its_own || licensed_by == self.act.authority) {
            return Ok(());
        }
        let receiver = Authority::ALL.iter().find(|other| other.receives(*report) && (!to_its_own || **other == licensed_by));
        Err(Refusal::new(RefusalCode::OtherAuthority).at("report").with("authority", receiver.unwrap_or(&licensed_by).code()))
    }

    /// What a fact needs of others: hardware is placed in a data centre that is held from the first to the last day; a
    /// declaration of the fee is made once, under whichever licence.
    pub(super) async fn fact_among_others(&self, said: &OfLicence) -> Result<(), RecordError> {
        match &said.fact {
            LicenceFact::Filing { report: Report::FeeDeclaration, span } => self.declared_once(said, *span).await,
            LicenceFact::Placement { data_centre, until } => {
                let centre = self.known_data_centre(*data_centre).await?;
                let on = self.day_of_fact();
                let outside = [Some(on), *until].into_iter().flatten().find(|day| !centre.held.contains(*day));
                match outside {
                    Some(day) => Err(Refusal::new(RefusalCode::DataCentreNotHeld).at("effectiveOn").with("day", day).into()),
                    None => Ok(()),
                }
            }
            LicenceFact::DataChange { notified_on: Some(day), .. } if *day > self.today => {
                Err(Refusal::new(RefusalCode::InTheFuture).at("notifiedOn").with("day", day).with("latest", self.today).into())
            }
            _ => Ok(()),
        }
    }

    async fn declared_once(&self, said: &OfLicence, span: Span) -> Result<(), RecordError> {
        let found = self.reads.authorisations(&[said.authorisation], self.act.sequence).await?;
        let Some(holder) = found.get(&said.authorisation).map(|licence| licence.organisation) else { return Ok(()) };
        let of_holder = self.reads.licence_facts(&[holder], self.act.sequence).await?;
        let mut others = of_holder.get(&holder).into_iter().flatten().filter(|(id, _)| *id != said.authorisation);
        match others.find(|(_, other)| other.fact == said.fact) {
            Some((_, earlier)) => {
                Err(Refusal::new(RefusalCode::AlreadyFiled).at("span").with("span", span).with("sequence", earlier.act).into())
            }
            None => Ok(()),
        }
    }

    /// The day of the fact that the act, or what it puts in the place of another, records.
    fn day_of_fact(&self) -> Day {
        match &self.act.content {
            Content::CorrectFact(Correction::Replaced { effective_on, .. }) => *effective_on,
            _ => self.act.effective_on,
        }
    }
}
