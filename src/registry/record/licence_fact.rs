//! Facts about a licensee beside the life of its authorisation.

use super::{Check, RecordError};
use crate::domain::act::{Content, OfLicence, Subject};
use crate::domain::authority::Authority;
use crate::domain::fold;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::report::Report;
use crate::store::Projection;

impl<'a> Check<'_, 'a> {
    pub(super) async fn licence_fact(&self, content: &Content) -> Result<Projection<'a>, RecordError> {
        let unknown = || Refusal::new(RefusalCode::UnknownAuthorisation).at("licence");
        let OfLicence { authorisation, fact } = content.of_licence().ok_or_else(unknown)?;
        let mut acts = self.reads.acts_about(Subject::licensee(fact.of_role(), *authorisation)).await?;
        let first = acts.first().ok_or_else(unknown)?;
        self.receives(fact, first.authority)?;
        acts.push(self.act.clone());
        let facts = fold::authorisation(&acts)?;
        self.fact_among_others(fact).await?;
        Ok(Projection::Authorisation(*authorisation, Some(facts)))
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

    /// What a fact needs of others: hardware is placed in a data centre that is held from the first to the last day.
    pub(super) async fn fact_among_others(&self, fact: &LicenceFact) -> Result<(), RecordError> {
        match fact {
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

    /// The day of the fact that the act, or what it puts in the place of another, records.
    fn day_of_fact(&self) -> crate::domain::day::Day {
        match &self.act.content {
            Content::CorrectFact(crate::domain::correction::Correction::Replaced { effective_on, .. }) => *effective_on,
            _ => self.act.effective_on,
        }
    }
}
