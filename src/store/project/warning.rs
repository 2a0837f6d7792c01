//! A public warning and the terms by which it is found.

use entity::{warning, warning_term};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::search::Subject;
use super::super::version::replace;
use super::super::warnings::Term;
use super::{OPEN, search};
use crate::domain::names::match_key;
use crate::domain::search::terms_of_warning;
use crate::domain::sequence::Sequence;
use crate::domain::warning::Warning;
use crate::domain::web;

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    id: Sequence,
    said: Option<&Warning>,
) -> Result<(), StoreError> {
    let number = id.number();
    let present =
        warning::Entity::find().filter(warning::Column::Id.eq(number)).filter(warning::Column::ToSeq.eq(OPEN)).all(tx).await?;
    let terms = warning_term::Entity::find()
        .filter(warning_term::Column::WarningId.eq(number))
        .filter(warning_term::Column::ToSeq.eq(OPEN))
        .all(tx)
        .await?;
    replace::<warning::Entity>(tx, seq, present, said.map(warning_row).into_iter().collect()).await?;
    let wanted = said.map(warning_terms).unwrap_or_default().into_iter().map(|term| {
        let (kind, term) = term.columns();
        warning_term::Model { warning_id: number, from_seq: 0, to_seq: OPEN, kind: kind.to_owned(), term: term.to_owned() }
    });
    replace::<warning_term::Entity>(tx, seq, terms, wanted.collect()).await?;
    let found_by = said.map(|said| terms_of_warning(&said.text)).unwrap_or_default();
    search::index(tx, seq, Subject::Warning(id), found_by, id == seq).await
}

fn warning_row(said: &Warning) -> warning::Model {
    let domains: Vec<&str> = said.text.domains.iter().map(|domain| domain.as_str()).collect();
    warning::Model {
        id: said.id.number(),
        from_seq: 0,
        to_seq: OPEN,
        authority: said.authority.code().to_owned(),
        published_on: said.published_on.date(),
        reference: said.reference.to_string(),
        name: said.text.name.to_string(),
        bin: said.text.bin.map(|bin| bin.digits().to_owned()),
        // A list of texts always has a JSON form.
        domains: serde_json::to_string(&domains).unwrap_or_default(),
        wording_kk: said.text.wording.kk.to_string(),
        wording_ru: said.text.wording.ru.to_string(),
        wording_en: said.text.wording.en.as_ref().map(ToString::to_string),
    }
}

fn warning_terms(said: &Warning) -> Vec<Term> {
    let mut terms = vec![Term::Name(match_key(said.text.name.as_str()))];
    terms.extend(said.text.bin.map(|bin| Term::Bin(bin.digits().to_owned())));
    let mut hosts: Vec<String> = said.text.domains.iter().filter_map(|domain| web::host(domain.as_str())).collect();
    hosts.sort_unstable();
    hosts.dedup();
    terms.extend(hosts.into_iter().map(Term::Domain));
    terms
}
