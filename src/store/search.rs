//! The index of search, read.
//!
//! What is found under a sequence is found under it for ever: of each term the first so many subjects in the order of
//! the acts are read, which no later act changes.

use std::collections::BTreeSet;

use entity::{organisation_detail, search_posting, search_term, search_variant};
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, IntoColumnRef, Query, SelectStatement, SimpleExpr, SubQueryStatement, UnionType,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};

use super::error::StoreError;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::lang::Names;
use crate::domain::organisation::OrganisationId;
use crate::domain::search::{Term, TermKind};
use crate::domain::sequence::Sequence;
use crate::domain::text::Line;
use crate::domain::view::View;

/// What the index leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An organisation, by a name or a host.
    Organisation(OrganisationId),
    /// An authorisation, by its number.
    Authorisation(AuthorisationId),
    /// A warning.
    Warning(Sequence),
}

/// A subject that a term leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The term.
    pub term: Term,
    /// Which of the subjects of the term, counted from 1 in the order of the acts.
    pub nth: u64,
    /// The subject.
    pub subject: Subject,
}

/// What an organisation was called, and where it was on the web, from some day up to the day of the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDetails {
    /// The last day.
    pub until: crate::domain::day::Day,
    /// Its names.
    pub names: Names,
    /// Its address on the web.
    pub website: Option<Line>,
    /// By which lists are ordered.
    pub sort_key: String,
}

/// Parts of one statement that is put together from many: SQLite takes 500.
const UNION: usize = 400;

/// Of each group of words, one must lead to the subject.
pub type WordGroups = Vec<Vec<String>>;

impl Subject {
    pub(super) fn columns(self) -> (&'static str, i64) {
        match self {
            Self::Organisation(id) => ("ORGANISATION", id.0.number()),
            Self::Authorisation(id) => ("AUTHORISATION", id.0.number()),
            Self::Warning(id) => ("WARNING", id.number()),
        }
    }

    fn read(row: &search_posting::Model) -> Result<Self, StoreError> {
        let cell = rows::Cell("search_posting", row.term.clone());
        let id = cell.seq("subject_id", row.subject_id)?;
        match row.subject_kind.as_str() {
            "ORGANISATION" => Ok(Self::Organisation(OrganisationId(id))),
            "AUTHORISATION" => Ok(Self::Authorisation(AuthorisationId(id))),
            "WARNING" => Ok(Self::Warning(id)),
            _ => Err(cell.corrupt("subject_kind")),
        }
    }
}

/// One of these terms.
pub(super) fn any_term<'t, C: IntoColumnRef + Copy>(kind: C, term: C, terms: impl IntoIterator<Item = &'t Term>) -> Condition {
    let terms: Vec<&Term> = terms.into_iter().collect();
    TermKind::ALL.iter().fold(Condition::any(), |any, of_kind| {
        let texts: Vec<&str> = terms.iter().filter(|term| term.kind == *of_kind).map(|term| term.text.as_str()).collect();
        if texts.is_empty() {
            return any;
        }
        let is_of_kind = SimpleExpr::Column(kind.into_column_ref()).eq(of_kind.code());
        any.add(Condition::all().add(is_of_kind).add(SimpleExpr::Column(term.into_column_ref()).is_in(texts)))
    })
}

pub(super) fn term_of(table: &'static str, kind: &str, text: String) -> Result<Term, StoreError> {
    let kind = rows::Cell(table, text.clone()).take("kind", TermKind::from_code(kind))?;
    Ok(Term { kind, text })
}

impl Reads<'_> {
    /// Known terms that share a variant with what was typed: variant and term. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn terms_near(&self, variants: &BTreeSet<Term>, seq: Sequence) -> Result<Vec<(String, Term)>, StoreError> {
        let variants: Vec<&Term> = variants.iter().collect();
        let mut found = Vec::new();
        for variants in variants.chunks(CHUNK) {
            let shared = any_term(search_variant::Column::Kind, search_variant::Column::Variant, variants.iter().copied());
            let query = search_variant::Entity::find()
                .filter(shared)
                .filter(search_variant::Column::FromSeq.lte(seq.number()))
                .order_by_asc(search_variant::Column::Kind)
                .order_by_asc(search_variant::Column::Variant)
                .order_by_asc(search_variant::Column::Term);
            for row in query.all(&self.0).await? {
                found.push((row.variant, term_of("search_variant", &row.kind, row.term)?));
            }
        }
        Ok(found)
    }

    /// Known terms that begin so, of each beginning the first `each` in the order of their bytes. One statement.
    ///
    /// # Errors
    /// As [`Reads::terms_near`].
    pub async fn terms_beginning(&self, beginnings: &BTreeSet<Term>, each: u64, seq: Sequence) -> Result<Vec<Term>, StoreError> {
        let queries = beginnings.iter().map(|beginning| {
            Query::select()
                .columns([search_term::Column::Kind, search_term::Column::Term])
                .from(search_term::Entity)
                .and_where(Expr::col(search_term::Column::Kind).eq(beginning.kind.code()))
                .and_where(Expr::col(search_term::Column::Term).gte(beginning.text.as_str()))
                // No term holds the last character there is.
                .and_where(Expr::col(search_term::Column::Term).lt(format!("{}{}", beginning.text, char::MAX)))
                .and_where(Expr::col(search_term::Column::FromSeq).lte(seq.number()))
                .order_by(search_term::Column::Term, sea_orm::Order::Asc)
                .limit(each)
                .to_owned()
        });
        let mut found = Vec::new();
        for row in self.union(queries.collect()).await? {
            let TermRow { kind, term } = TermRow::from_query_result(&row, "")?;
            found.push(term_of("search_term", &kind, term)?);
        }
        Ok(found)
    }

    /// Where terms lead to, of each the first `each` in the order of the acts. One statement.
    ///
    /// # Errors
    /// As [`Reads::terms_near`].
    pub async fn postings(&self, terms: &BTreeSet<Term>, each: u64, seq: Sequence) -> Result<Vec<Posting>, StoreError> {
        let terms: Vec<&Term> = terms.iter().collect();
        let mut found = Vec::new();
        for terms in terms.chunks(CHUNK) {
            let of_these = any_term(search_posting::Column::Kind, search_posting::Column::Term, terms.iter().copied());
            let query = search_posting::Entity::find()
                .filter(of_these)
                .filter(search_posting::Column::Nth.lte(i64::try_from(each).unwrap_or(i64::MAX)))
                .filter(search_posting::Column::FromSeq.lte(seq.number()))
                .order_by_asc(search_posting::Column::Kind)
                .order_by_asc(search_posting::Column::Term)
                // Without a limit: the places bound the rows, and with one PostgreSQL walks the whole index in this order.
                .order_by_asc(search_posting::Column::Nth);
            for row in query.all(&self.0).await? {
                let subject = Subject::read(&row)?;
                let nth = rows::Cell("search_posting", row.term.clone()).take("nth", u64::try_from(row.nth).ok())?;
                found.push(Posting { term: term_of("search_posting", &row.kind, row.term)?, nth, subject });
            }
        }
        Ok(found)
    }

    /// Organisations that one word of each group leads to, of each set of groups the first `each`, oldest first. The
    /// order in which the groups are given costs or saves time and changes nothing: the rarest should come first. One
    /// statement.
    ///
    /// # Errors
    /// As [`Reads::terms_near`].
    pub async fn organisations_of_all(
        &self,
        sets: &[WordGroups],
        each: u64,
        seq: Sequence,
    ) -> Result<Vec<(usize, OrganisationId)>, StoreError> {
        let queries = sets.iter().enumerate().filter_map(|(at, groups)| {
            let (first, others) = groups.split_first()?;
            let driving = Alias::new("driving");
            let mut query = Query::select();
            query
                .expr_as(Expr::val(i64::try_from(at).unwrap_or(i64::MAX)), "set_no")
                .expr_as(Expr::col((driving.clone(), search_posting::Column::SubjectId)), "subject_id")
                .from_as(search_posting::Entity, driving.clone())
                .cond_where(leads_to_organisation(&driving, first, seq))
                .order_by((driving.clone(), search_posting::Column::SubjectId), sea_orm::Order::Asc)
                .limit(each);
            for words in others {
                let other = Alias::new("other");
                let same = Expr::col((other.clone(), search_posting::Column::SubjectId))
                    .equals((driving.clone(), search_posting::Column::SubjectId));
                let leads = Query::select()
                    .expr(Expr::val(1))
                    .from_as(search_posting::Entity, other.clone())
                    .cond_where(leads_to_organisation(&other, words, seq))
                    .and_where(same)
                    .limit(1)
                    .to_owned();
                // Looked up for each, by its key: of an EXISTS, PostgreSQL makes a join over all that the word leads to.
                let looked_up = SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(leads)));
                query.and_where(looked_up.eq(1));
            }
            Some(query)
        });
        let mut found = Vec::new();
        for row in self.union(queries.collect()).await? {
            let SetRow { set_no, subject_id } = SetRow::from_query_result(&row, "")?;
            let cell = rows::Cell("search_posting", subject_id.to_string());
            let at = cell.take("set_no", usize::try_from(set_no).ok())?;
            found.push((at, OrganisationId(cell.seq("subject_id", subject_id)?)));
        }
        Ok(found)
    }

    /// How many subjects words lead to today: which of them to begin with. One statement.
    ///
    /// # Errors
    /// As [`Reads::terms_near`].
    pub async fn posting_counts(&self, terms: &BTreeSet<Term>) -> Result<Vec<(Term, u64)>, StoreError> {
        let terms: Vec<&Term> = terms.iter().collect();
        let mut found = Vec::new();
        for terms in terms.chunks(CHUNK) {
            let known = any_term(search_term::Column::Kind, search_term::Column::Term, terms.iter().copied());
            for row in search_term::Entity::find().filter(known).all(&self.0).await? {
                let count = u64::try_from(row.postings).unwrap_or(0);
                found.push((term_of("search_term", &row.kind, row.term)?, count));
            }
        }
        Ok(found)
    }

    /// What organisations are and were called up to the day of the view, oldest first. One statement.
    ///
    /// # Errors
    /// As [`Reads::terms_near`].
    pub async fn known_details(
        &self,
        ids: &[OrganisationId],
        view: View,
    ) -> Result<Vec<(OrganisationId, KnownDetails)>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let query = organisation_detail::Entity::find()
                .filter(organisation_detail::Column::OrganisationId.is_in(ids.iter().map(|id| id.0.number())))
                .filter(visible(organisation_detail::Column::FromSeq, organisation_detail::Column::ToSeq, view.seq))
                .filter(organisation_detail::Column::ValidFrom.lte(view.on.date()))
                .order_by_asc(organisation_detail::Column::OrganisationId)
                .order_by_asc(organisation_detail::Column::ValidFrom);
            for row in query.all(&self.0).await? {
                found.push(rows::known_details(&row)?);
            }
        }
        Ok(found)
    }

    /// Runs statements as one; each keeps its own order and limit.
    async fn union(&self, queries: Vec<SelectStatement>) -> Result<Vec<sea_orm::QueryResult>, StoreError> {
        let mut found = Vec::new();
        for queries in queries.chunks(UNION) {
            let mut parts = queries.iter().enumerate().map(|(at, query)| {
                let part = Alias::new(format!("part_{at}"));
                Query::select().expr(Expr::col(sea_orm::sea_query::Asterisk)).from_subquery(query.clone(), part).to_owned()
            });
            let Some(mut whole) = parts.next() else { continue };
            for part in parts {
                whole.union(UnionType::All, part);
            }
            found.extend(self.0.query_all(&whole).await?);
        }
        Ok(found)
    }
}

fn leads_to_organisation(table: &Alias, words: &[String], seq: Sequence) -> Condition {
    let column = |column| Expr::col((table.clone(), column));
    Condition::all()
        .add(column(search_posting::Column::Kind).eq(TermKind::Word.code()))
        .add(column(search_posting::Column::Term).is_in(words.iter().map(String::as_str)))
        .add(column(search_posting::Column::SubjectKind).eq("ORGANISATION"))
        .add(column(search_posting::Column::FromSeq).lte(seq.number()))
}

#[derive(FromQueryResult)]
struct TermRow {
    kind: String,
    term: String,
}

#[derive(FromQueryResult)]
struct SetRow {
    set_no: i64,
    subject_id: i64,
}
