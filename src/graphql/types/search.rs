//! Search, and what comes near to one that was not found.

use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Object};

use super::super::asked::asked;
use super::super::cursor::SearchCursor;
use super::super::enum_value::EnumValue;
use super::super::error::{Code, RequestError};
use super::super::scalar::Decimal;
use super::licensee::Licensee;
use super::list::page_size;
use super::warning::Warning;
use crate::domain;
use crate::domain::authorisation::LicenseeRole;
use crate::domain::lang::Lang;
use crate::domain::search::{MatchReason, Sought};
use crate::domain::view::View;
use crate::registry::{self, Hit};
use crate::text;

/// What a caller looks for.
pub struct SearchArguments {
    /// The text.
    pub text: String,
    /// In which roles; empty for any.
    pub roles: Vec<LicenseeRole>,
    /// How many.
    pub first: i32,
    /// After which place.
    pub after: Option<String>,
}

/// What was found.
pub struct SearchConnection {
    edges: Vec<SearchEdge>,
    has_previous: bool,
    has_next: bool,
    warnings: Vec<domain::warning::Warning>,
    view: View,
}

/// A licensee that was found.
pub struct SearchEdge {
    cursor: String,
    hit: Hit,
    view: View,
}

/// A licensee that looks or sounds like who was asked about.
pub struct LookAlike {
    /// The licensee, how near, and why.
    pub hit: Hit,
    /// The view it is asked under.
    pub view: View,
}

/// What was found, the nearest first.
#[Object]
impl SearchConnection {
    /// The licensees, each with how near it is and why. Of each firm and role the authorisation that governs the day; of
    /// a number the very one that bears it.
    async fn edges(&self) -> &[SearchEdge] {
        &self.edges
    }

    /// What stands before and after the page.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.has_previous,
            has_next_page: self.has_next,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// Public warnings that fit what was typed, look-alikes included, the nearest first.
    async fn warnings(&self) -> Vec<Warning> {
        self.warnings.iter().cloned().map(|warning| Warning { warning, view: self.view }).collect()
    }
}

/// A licensee that was found, with how near it is and why.
#[Object]
impl SearchEdge {
    /// Where it stands: `after` this, the next page begins.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// How near it is, from 0 to 1. Good for an order, not for a threshold of one's own.
    async fn score(&self) -> Decimal {
        Decimal(self.hit.score.decimal())
    }

    /// Why it was found, in a sentence or two.
    async fn why(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::matched(&self.hit.reasons, &self.hit.matched, lang.0)
    }

    /// Why it was found, the most telling reason first.
    async fn reasons(&self) -> Vec<EnumValue<MatchReason>> {
        self.hit.reasons.iter().copied().map(EnumValue).collect()
    }

    /// The licensee.
    async fn node(&self) -> Licensee {
        Licensee::new(Arc::clone(&self.hit.licensee), self.view)
    }
}

/// A licensee that looks or sounds like who was asked about, and is another.
#[Object]
impl LookAlike {
    /// The licensee.
    async fn licensee(&self) -> Licensee {
        Licensee::new(Arc::clone(&self.hit.licensee), self.view)
    }

    /// How near it is, from 0 to 1.
    async fn score(&self) -> Decimal {
        Decimal(self.hit.score.decimal())
    }

    /// Why it comes near, in a sentence or two.
    async fn why(
        &self,
        #[graphql(desc = "The language.", default_with = "EnumValue(Lang::En)")] lang: EnumValue<Lang>,
    ) -> String {
        text::matched(&self.hit.reasons, &self.hit.matched, lang.0)
    }

    /// Why it comes near, the most telling reason first.
    async fn reasons(&self) -> Vec<EnumValue<MatchReason>> {
        self.hit.reasons.iter().copied().map(EnumValue).collect()
    }
}

/// A page of what was found. A page that follows another is read under the same view as that one; `fixed` says that the
/// asker named the view, so that a cursor of another one is a mistake.
///
/// # Errors
/// A text in which nothing can be looked for, a page that is too large, a cursor of another search, a failing database.
pub async fn search(
    ctx: &Context<'_>,
    view: View,
    fixed: bool,
    arguments: SearchArguments,
) -> Result<SearchConnection, RequestError> {
    let SearchArguments { text, roles, first, after } = arguments;
    let asked = asked(ctx)?;
    let size = page_size(first, asked.terms.limits.max_page_size)?;
    let sought = Sought::text(&text).map_err(|error| RequestError::new(Code::BadInput, format!("text: {error}.")))?;
    let cursor = after.map(|cursor| SearchCursor::read(&cursor, &text, &roles)).transpose()?;
    let view = cursor.as_ref().map_or(Ok(view), |cursor| cursor.view_from(view, fixed))?;
    let after = cursor.map_or(0, |cursor| cursor.place());
    let page = asked.registry.search(&sought, &roles, view, after, usize::try_from(size).unwrap_or(usize::MAX)).await?;
    let registry::SearchPage { hits, has_next, warnings } = page;
    let edge = |(at, hit): (usize, Hit)| {
        let cursor = SearchCursor::new(&text, &roles, view, after + at + 1).encode();
        SearchEdge { cursor, hit, view }
    };
    let edges = hits.into_iter().enumerate().map(edge).collect();
    Ok(SearchConnection { edges, has_previous: after > 0, has_next, warnings, view })
}
