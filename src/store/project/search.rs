//! The index of search: by which terms a subject is found.
//!
//! A term once said of a subject stays: it is what a firm was once called. So rows are only added, and under an earlier
//! sequence the later ones do not count.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::{authorisation, organisation_detail, search_posting, search_term, search_variant, warning};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::search::{Subject, any_term, term_of};
use super::super::version::insert;
use super::super::{Reads, rows};
use crate::domain::search::{Term, terms_of_authorisation, terms_of_organisation, terms_of_warning, variants};
use crate::domain::sequence::Sequence;

/// Rows to be added, and what is there already of what they touch.
#[derive(Default)]
struct Additions {
    /// How many subjects each known term leads to.
    counts: HashMap<Term, i64>,
    known: HashSet<(Term, Subject)>,
    terms: Vec<search_term::Model>,
    variants: Vec<search_variant::Model>,
    postings: Vec<search_posting::Model>,
    /// Terms that were there and lead to one more.
    raised: BTreeSet<Term>,
}

impl Additions {
    fn add(&mut self, seq: Sequence, subject: Subject, terms: BTreeSet<Term>) {
        for term in terms {
            if !self.known.insert((term.clone(), subject)) {
                continue;
            }
            let nth = self.counts.entry(term.clone()).or_insert(0);
            *nth += 1;
            let (subject_kind, subject_id) = subject.columns();
            self.postings.push(search_posting::Model {
                kind: term.kind.code().to_owned(),
                term: term.text.clone(),
                nth: *nth,
                subject_kind: subject_kind.to_owned(),
                subject_id,
                from_seq: seq.number(),
            });
            if *nth == 1 {
                self.add_term(seq, term);
            } else {
                self.raised.insert(term);
            }
        }
    }

    fn add_term(&mut self, seq: Sequence, term: Term) {
        let kind = term.kind.code().to_owned();
        self.variants.extend(variants(&term).into_iter().map(|variant| search_variant::Model {
            kind: kind.clone(),
            variant,
            term: term.text.clone(),
            from_seq: seq.number(),
        }));
        self.terms.push(search_term::Model { kind, term: term.text, from_seq: seq.number(), postings: 1 });
    }

    async fn write(self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        if !self.raised.is_empty() {
            let raise = Query::update()
                .table(search_term::Entity)
                .value(search_term::Column::Postings, Expr::col(search_term::Column::Postings).add(1))
                .cond_where(any_term(search_term::Column::Kind, search_term::Column::Term, &self.raised))
                .to_owned();
            tx.execute(&raise).await?;
        }
        insert::<search_term::Entity>(tx, self.terms).await?;
        insert::<search_variant::Entity>(tx, self.variants).await?;
        insert::<search_posting::Entity>(tx, self.postings).await
    }
}

/// Lets a subject be found by these terms from act `seq` on. `is_new` says that nothing is known of it yet.
pub(super) async fn index(
    tx: &DatabaseTransaction,
    seq: Sequence,
    subject: Subject,
    terms: BTreeSet<Term>,
    is_new: bool,
) -> Result<(), StoreError> {
    if terms.is_empty() {
        return Ok(());
    }
    let mut additions = Additions::default();
    if !is_new {
        let of_subject = any_term(search_posting::Column::Kind, search_posting::Column::Term, &terms);
        let (kind, id) = subject.columns();
        let postings = search_posting::Entity::find()
            .filter(of_subject)
            .filter(Expr::col(search_posting::Column::SubjectKind).eq(kind))
            .filter(Expr::col(search_posting::Column::SubjectId).eq(id));
        for row in postings.all(tx).await? {
            additions.known.insert((term_of("search_posting", &row.kind, row.term)?, subject));
        }
    }
    let known = search_term::Entity::find().filter(any_term(search_term::Column::Kind, search_term::Column::Term, &terms));
    for row in known.all(tx).await? {
        additions.counts.insert(term_of("search_term", &row.kind, row.term)?, row.postings);
    }
    additions.add(seq, subject, terms);
    additions.write(tx).await
}

/// Builds the index of a register that was kept before there was one: the same as if it had been there from the first
/// act on, row by row.
pub(in crate::store) async fn build(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    let mut said: Vec<(Sequence, Subject, BTreeSet<Term>)> = Vec::new();
    for row in organisation_detail::Entity::find().all(tx).await? {
        let (id, known) = rows::known_details(&row)?;
        let website = known.website.as_ref().map(|website| website.as_str());
        said.push((
            rows::from_seq("organisation_detail", row.from_seq)?,
            Subject::Organisation(id),
            terms_of_organisation(&known.names, website),
        ));
    }
    for row in authorisation::Entity::find().all(tx).await? {
        let authorisation = rows::authorisation(&row)?;
        let terms = terms_of_authorisation(authorisation.number.as_str());
        said.push((rows::from_seq("authorisation", row.from_seq)?, Subject::Authorisation(authorisation.id), terms));
    }
    for row in warning::Entity::find().all(tx).await? {
        let warning = rows::warning(&row)?;
        said.push((warning.act, Subject::Warning(warning.id), terms_of_warning(&warning.text)));
    }
    said.sort_by_key(|(seq, subject, _)| (*seq, *subject));
    let mut all = Additions::default();
    for (seq, subject, terms) in said {
        all.add(seq, subject, terms);
    }
    // Inserted with the count that each comes to, nothing is left to raise.
    all.raised.clear();
    let counts = &all.counts;
    for row in &mut all.terms {
        let term = term_of("search_term", &row.kind, row.term.clone())?;
        row.postings = counts.get(&term).copied().unwrap_or(row.postings);
    }
    all.write(tx).await
}

impl Reads<'_> {
    /// Whether something could be searched for that the index does not hold: a register older than the index. Four
    /// statements at most.
    ///
    /// # Errors
    /// A failing database.
    pub async fn lacks_search_index(&self) -> Result<bool, StoreError> {
        if search_posting::Entity::find().one(&self.0).await?.is_some() {
            return Ok(false);
        }
        Ok(organisation_detail::Entity::find().one(&self.0).await?.is_some()
            || warning::Entity::find().one(&self.0).await?.is_some())
    }
}
