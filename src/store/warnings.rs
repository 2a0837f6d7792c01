//! Public warnings under a view.

use std::collections::HashSet;

use entity::{warning, warning_term};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::domain::warning::Warning;

/// What a warning is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number.
    Bin(String),
    /// A name's match key.
    Name(String),
    /// A host on the web.
    Domain(String),
}

impl Term {
    pub(super) fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Bin(term) => ("BIN", term),
            Self::Name(term) => ("NAME", term),
            Self::Domain(term) => ("DOMAIN", term),
        }
    }
}

impl Reads<'_> {
    /// Warnings that bear one of the terms, published by the day of the view, oldest first. At most two statements.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn warnings_matching(&self, terms: &[Term], view: View) -> Result<Vec<Warning>, StoreError> {
        let mut ids: Vec<i64> = Vec::new();
        // By the words alone, which an index finds; of which kind each is, is seen afterwards.
        let sought: HashSet<(&str, &str)> = terms.iter().map(Term::columns).collect();
        let words: Vec<&str> = sought.iter().map(|(_, word)| *word).collect();
        for words in words.chunks(CHUNK) {
            let found = warning_term::Entity::find()
                .filter(warning_term::Column::Term.is_in(words.iter().copied()))
                .filter(visible(warning_term::Column::FromSeq, warning_term::Column::ToSeq, view.seq))
                .all(&self.0)
                .await?;
            let is_meant = |term: &warning_term::Model| sought.contains(&(term.kind.as_str(), term.term.as_str()));
            ids.extend(found.iter().filter(|term| is_meant(term)).map(|term| term.warning_id));
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.warnings_where(warning::Column::Id.is_in(ids).and_published_by(view)).await
    }

    /// Warnings by key. One statement.
    ///
    /// # Errors
    /// As [`Reads::warnings_matching`].
    pub async fn warnings(&self, ids: &[Sequence], view: View) -> Result<Vec<Warning>, StoreError> {
        self.warnings_where(warning::Column::Id.is_in(ids.iter().map(|id| id.number())).and_published_by(view)).await
    }

    async fn warnings_where(&self, condition: Condition) -> Result<Vec<Warning>, StoreError> {
        let rows = warning::Entity::find().filter(condition).order_by_asc(warning::Column::Id).all(&self.0).await?;
        rows.iter().map(rows::warning).collect()
    }
}

trait AndPublishedBy {
    fn and_published_by(self, view: View) -> Condition;
}

impl AndPublishedBy for sea_orm::sea_query::SimpleExpr {
    fn and_published_by(self, view: View) -> Condition {
        Condition::all().add(self).add(warning::Column::PublishedOn.lte(view.on.date())).add(visible(
            warning::Column::FromSeq,
            warning::Column::ToSeq,
            view.seq,
        ))
    }
}
