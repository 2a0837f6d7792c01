//! Acts of another journal, of which only the public part is known: recorded again by the same checks, as far as these
//! rest on what is public.

use std::borrow::Cow;

use super::{Beside, Check, Knows, RecordError, Session, authorisation, warning};
use crate::domain::act::{Act, Content};
use crate::domain::correction::Correction;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::journal::entry::PublicEntry;
use crate::journal::public::KnownAct;
use crate::store::{FileRows, Projection, Recorder, StoreError};

/// Why an act is not one that the register would have recorded.
#[derive(Debug)]
pub(in crate::registry) enum NotRepeated {
    /// By its checks.
    Refused(RecordError),
    /// The register itself fills this in, and would have filled in something else.
    OtherwiseFilledIn(&'static str),
}

impl<E: Into<RecordError>> From<E> for NotRepeated {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

impl Session {
    /// Records an act again of which another journal shows the public part, as that journal sealed it.
    pub(in crate::registry) async fn repeat_public(&mut self, known: &KnownAct) -> Result<(), NotRepeated> {
        let act = &known.act;
        if !act.authority.may_record(act.content.kind()) {
            let refused = RecordError::NotAllowed { role: act.authority.code(), kind: act.content.kind().code() };
            return Err(NotRepeated::Refused(refused));
        }
        if act.recorded_at < self.writing.recorded_at() {
            return Err(NotRepeated::OtherwiseFilledIn("recordedAt"));
        }
        let book = self.rulebook().await?;
        self.filled_in_alike(act, &book).await?;
        self.bounds(act, &book, Knows::PublicAlone).await?;
        // What the other register keeps beside its journal is not public; the key must only be one of its own.
        let key = format!("act-{}", act.sequence);
        let recorder = Recorder { role: act.authority.code().to_owned(), ..Recorder::default() };
        let beside = Beside { salt: [0; 32], recorder, key: &key, request_hash: [0; 32] };
        self.append(act, &beside, Some(&known.sealed)).await?;
        Ok(())
    }

    /// Checks that what the register itself says in an act is what it would say.
    async fn filled_in_alike(&self, act: &Act, book: &crate::compliance::rulebook::Rulebook) -> Result<(), NotRepeated> {
        let mut again = act.clone();
        authorisation::fill_in(&mut again, book);
        warning::normalise(&mut again)?;
        self.name_party(&mut again).await?;
        again.subject = self.subject_of(&again).await?;
        if again.subject != act.subject {
            return Err(NotRepeated::OtherwiseFilledIn("subject"));
        }
        if again.content != act.content {
            return Err(NotRepeated::OtherwiseFilledIn("act.content"));
        }
        Ok(())
    }
}

impl<'a> Check<'_, 'a> {
    /// Whether the rows of files are known.
    pub(super) fn knows_rows(&self) -> bool {
        self.knows == Knows::All
    }

    /// The correction of a row that is hidden: of a file of the right kind that has so many rows. Nothing follows from
    /// it that could be seen.
    pub(super) async fn hidden_row(
        &self,
        original: &Act,
        row: u32,
        correction: &Correction,
    ) -> Result<Projection<'a>, RecordError> {
        let shown = self.reads.public_acts_numbered(&[original.sequence], original.sequence).await?;
        let entry = shown.first().map(|shown| PublicEntry::read(shown.sequence, &shown.entry)).transpose();
        let count = entry.map_err(StoreError::from)?.and_then(|entry| entry.content.get("rows")?.as_u64());
        let wrong_kind = || Refusal::new(RefusalCode::WrongKind).at("replacement").into();
        let follows = match (&original.content, correction) {
            (
                Content::RecordDistributions { pool, .. },
                Correction::RowAnnulled { .. } | Correction::DistributionReplaced { .. },
            ) => Projection::Distributions(
                FileRows { origin: original.sequence, only: Some(row), rows: &[] },
                Cow::Owned(pool.clone()),
            ),
            (Content::RecordSales { venue, .. }, Correction::RowAnnulled { .. } | Correction::SaleReplaced { .. }) => {
                Projection::Sales(FileRows { origin: original.sequence, only: Some(row), rows: &[] }, Cow::Owned(venue.clone()))
            }
            (
                Content::RecordReadings { data_centre, .. },
                Correction::RowAnnulled { .. } | Correction::ReadingReplaced { .. },
            ) => Projection::Readings(FileRows { origin: original.sequence, only: Some(row), rows: &[] }, *data_centre),
            _ => return Err(wrong_kind()),
        };
        if count.is_some_and(|count| u64::from(row) < count) {
            return Ok(follows);
        }
        Err(Refusal::new(RefusalCode::UnknownRow).at("row").with("row", row).into())
    }
}
