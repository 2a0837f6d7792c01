//! Open data out of the register: a cut is read page by page, so that what is held at once does not grow with it.

mod file;
mod rows;
mod sums;

use thiserror::Error;

use super::Registry;
use super::error::{AskError, RegistryError};
use crate::domain::sequence::Sequence;
use crate::open_data::{Cut, DataSet, Row, Times, changes};
use crate::store::{KeyPage, Keys, Span};

pub use file::{FileError, Pieces};

/// Keys that are read at once.
const PAGE: u64 = 1_000;
/// Sessions have some hundred awards each, and acts are long.
const LONG_PAGE: u64 = 100;

/// A cut that cannot be made.
#[derive(Debug, Error)]
pub enum CutError {
    /// It was asked for wrongly.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// A delta that would end where it begins, or before.
    #[error("a delta goes from an earlier act to a later one; {after} is not before {sequence}")]
    Backwards {
        /// After this act.
        after: Sequence,
        /// Up to this one.
        sequence: Sequence,
    },
    /// The register failed.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// The rows of a cut, page by page.
pub struct Pages {
    registry: Registry,
    cut: Cut,
    beyond: Option<i64>,
}

impl Registry {
    /// The sequence at which to cut: the one asked for, or the newest.
    ///
    /// # Errors
    /// A sequence that the register has not reached, a delta that does not end after it begins, a failing database.
    pub async fn sequence_to_cut(&self, sequence: Option<Sequence>, after: Option<Sequence>) -> Result<Sequence, CutError> {
        let newest = self.view_now().await?.seq;
        let asked = sequence.unwrap_or(newest);
        if asked > newest {
            return Err(AskError::SequenceToCome { asked, newest }.into());
        }
        match after {
            Some(after) if after >= asked => Err(CutError::Backwards { after, sequence: asked }),
            _ => Ok(asked),
        }
    }

    /// When the first act was recorded, and when the one of this sequence was. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn times(&self, sequence: Sequence) -> Result<Times, RegistryError> {
        let first = Sequence::EMPTY.next();
        let acts = self.acts_numbered(&[first, sequence], sequence).await?;
        let of = |sequence| acts.iter().find(|act| act.said.sequence == sequence).map(|act| act.said.recorded_at);
        Ok(Times { issued: of(first), modified: of(sequence) })
    }

    /// The rows of a cut. Each page runs a fixed number of statements.
    pub fn pages(&self, cut: Cut) -> Pages {
        Pages { registry: self.clone(), cut, beyond: Some(0) }
    }
}

impl Pages {
    /// The next rows, which may be none in the middle of a delta; `None` after the last.
    ///
    /// # Errors
    /// A failing database.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, RegistryError> {
        let Some(beyond) = self.beyond else { return Ok(None) };
        match (self.cut.data_set, keys_of(self.cut.data_set)) {
            (_, Some(keys)) => self.by_key(keys, beyond).await,
            (DataSet::Acts, None) => self.acts(beyond).await,
            (_, None) => self.all_at_once().await,
        }
    }

    async fn by_key(&mut self, keys: Keys, beyond: i64) -> Result<Option<Vec<Row>>, RegistryError> {
        let Cut { data_set, sequence, after } = self.cut;
        let most = if keys == Keys::Sessions { LONG_PAGE } else { PAGE };
        let span = match after {
            None => Span::Whole(sequence),
            Some(after) => Span::Touched { after, until: sequence },
        };
        let page = self.registry.store.reads().keys(keys, KeyPage { span, beyond, most }).await?;
        let Some(last) = page.last() else {
            self.beyond = None;
            return Ok(None);
        };
        self.beyond = Some(*last);
        let now = self.registry.rows(data_set, &page, sequence).await?;
        let Some(after) = after else { return Ok(Some(now)) };
        let before = self.registry.rows(data_set, &page, after).await?;
        Ok(Some(changes(data_set.table(), before, now)))
    }

    /// Acts never change, so each is new exactly once.
    async fn acts(&mut self, beyond: i64) -> Result<Option<Vec<Row>>, RegistryError> {
        let Cut { data_set, sequence, after } = self.cut;
        let beyond = Sequence::new(beyond).unwrap_or_default().max(after.unwrap_or_default());
        let found = self.registry.acts(beyond, sequence, LONG_PAGE).await?;
        let Some(last) = found.last() else {
            self.beyond = None;
            return Ok(None);
        };
        self.beyond = Some(last.said.sequence.number());
        let now = found.iter().map(rows::act).collect();
        Ok(Some(if after.is_some() { changes(data_set.table(), Vec::new(), now) } else { now }))
    }

    /// Rules are few.
    async fn all_at_once(&mut self) -> Result<Option<Vec<Row>>, RegistryError> {
        let Cut { data_set, sequence, after } = self.cut;
        self.beyond = None;
        let now = self.registry.rule_rows(sequence).await?;
        let Some(after) = after else { return Ok(Some(now)) };
        let before = self.registry.rule_rows(after).await?;
        Ok(Some(changes(data_set.table(), before, now)))
    }
}

/// By which keys a data set is read; rules and acts have ways of their own.
fn keys_of(set: DataSet) -> Option<Keys> {
    match set {
        DataSet::Licensees => Some(Keys::Licensees),
        DataSet::Events => Some(Keys::Lives),
        DataSet::Standings => Some(Keys::Standings),
        DataSet::Organisations => Some(Keys::Organisations),
        DataSet::DataCentres => Some(Keys::DataCentres),
        DataSet::Warnings => Some(Keys::Warnings),
        DataSet::SurplusSessions => Some(Keys::Sessions),
        DataSet::Rules | DataSet::Acts => None,
    }
}
