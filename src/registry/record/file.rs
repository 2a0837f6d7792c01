//! Files of distributions and sales: one act each.

use super::{Check, RecordError};
use crate::domain::bin::BinKind;
use crate::domain::day::Day;
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::trade::MOST_ROWS;
use crate::journal::entry::Hash;

impl Check<'_, '_> {
    /// Checks a file that is recorded for the first time.
    pub(super) async fn file(
        &self,
        party: &Party,
        days: impl ExactSizeIterator<Item = Day>,
        content_hash: &Hash,
    ) -> Result<(), RecordError> {
        if self.knows_rows() {
            self.file_days(days)?;
        }
        // Who hands in a file is public; a person's number is not.
        if party.bin().is_some_and(|bin| bin.kind() == BinKind::Person) {
            return Err(Refusal::new(RefusalCode::NotALegalEntity).into());
        }
        if self.knows_rows() { self.not_recorded_before(content_hash).await } else { Ok(()) }
    }

    /// Checks a file of readings, bids or awards: its length, and that it was not recorded before.
    pub(super) async fn file_of_rows(&self, count: usize, content_hash: &Hash) -> Result<(), RecordError> {
        if !self.knows_rows() {
            return Ok(());
        }
        length(count)?;
        self.not_recorded_before(content_hash).await
    }

    fn file_days(&self, days: impl ExactSizeIterator<Item = Day>) -> Result<(), Refusal> {
        length(days.len())?;
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

    async fn not_recorded_before(&self, content_hash: &Hash) -> Result<(), RecordError> {
        for earlier in self.reads.acts_saying(content_hash).await? {
            // A file that was annulled may be handed in again.
            if self.reads.file_stands(earlier).await? {
                return Err(Refusal::new(RefusalCode::DuplicateFile).with("sequence", earlier).into());
            }
        }
        Ok(())
    }
}

fn length(count: usize) -> Result<(), Refusal> {
    match count {
        0 => Err(Refusal::new(RefusalCode::NoRows).at("rows")),
        count if count > MOST_ROWS => {
            Err(Refusal::new(RefusalCode::TooManyRows).at("rows").with("count", count).with("most", MOST_ROWS))
        }
        _ => Ok(()),
    }
}
