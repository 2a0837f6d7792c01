//! Files of distributions and sales: one act each.

use super::{Check, RecordError};
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::trade::MOST_ROWS;
use crate::journal::entry::Hash;

impl Check<'_, '_> {
    /// Checks a file that is recorded for the first time.
    pub(super) async fn file(
        &self,
        party: &Party,
        organisation: Option<OrganisationId>,
        days: impl ExactSizeIterator<Item = Day>,
        content_hash: &Hash,
    ) -> Result<(), RecordError> {
        self.file_days(days)?;
        self.party(party, organisation).await?;
        self.not_recorded_before(content_hash).await
    }

    pub(super) fn file_days(&self, days: impl ExactSizeIterator<Item = Day>) -> Result<(), Refusal> {
        match days.len() {
            0 => return Err(Refusal::new(RefusalCode::NoRows).at("rows")),
            count if count > MOST_ROWS => {
                return Err(Refusal::new(RefusalCode::TooManyRows).at("rows").with("count", count).with("most", MOST_ROWS));
            }
            _ => {}
        }
        days.enumerate().try_for_each(|(at, day)| self.row_day(day, &format!("rows.{at}.on")))
    }

    pub(super) fn row_day(&self, day: Day, path: &str) -> Result<(), Refusal> {
        if day < Day::LAW_IN_FORCE {
            return Err(Refusal::new(RefusalCode::BeforeTheLaw).at(path).with("day", day).with("earliest", Day::LAW_IN_FORCE));
        }
        if day > self.today {
            return Err(Refusal::new(RefusalCode::InTheFuture).at(path).with("day", day).with("latest", self.today));
        }
        Ok(())
    }

    /// The organisation that the act names beside a number must be the one with that number.
    async fn party(&self, party: &Party, organisation: Option<OrganisationId>) -> Result<(), RecordError> {
        let Some(bin) = party.bin() else { return Ok(()) };
        let known = self.reads.organisation_ids(&[bin], self.act.sequence).await?.get(&bin).copied();
        if organisation.is_some() && organisation != known {
            return Err(Refusal::new(RefusalCode::UnknownOrganisation).at("organisation").into());
        }
        Ok(())
    }

    async fn not_recorded_before(&self, content_hash: &Hash) -> Result<(), RecordError> {
        match self.reads.act_saying(content_hash).await? {
            Some(earlier) => Err(Refusal::new(RefusalCode::DuplicateFile).with("sequence", earlier).into()),
            None => Ok(()),
        }
    }
}
