//! An authorisation: its grant, its events, its standing by day, and what is recorded of it.

use entity::{authorisation, authorisation_event, licence_fact, pool_complex, security_test, standing};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::rows;
use super::super::search::Subject;
use super::super::version::replace;
use super::{OPEN, search};
use crate::domain::authorisation::{AuthorisationId, number_key};
use crate::domain::dated::Dated;
use crate::domain::day::Day;
use crate::domain::fold::AuthorisationFacts;
use crate::domain::pool::{ComplexPlace, TestProtocol};
use crate::domain::search::terms_of_authorisation;
use crate::domain::sequence::Sequence;
use crate::domain::standing::Span;

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    id: AuthorisationId,
    facts: Option<&AuthorisationFacts>,
) -> Result<(), StoreError> {
    let number = id.0.number();
    // Of a grant just made there is nothing to compare with.
    let fresh = id.0 == seq;
    macro_rules! present {
        ($table:ident, $column:ident) => {
            if fresh {
                Vec::new()
            } else {
                $table::Entity::find()
                    .filter($table::Column::$column.eq(number))
                    .filter($table::Column::ToSeq.eq(OPEN))
                    .all(tx)
                    .await?
            }
        };
    }
    let events =
        facts.map(|facts| facts.history.events().iter().map(|event| rows::event_row(id, event)).collect()).unwrap_or_default();
    let granted = present!(authorisation, Id);
    let wanted: Vec<authorisation::Model> = facts.map(authorisation_row).into_iter().collect();
    let new_number = wanted.iter().find(|new| granted.iter().all(|row| row.number != new.number)).map(|new| new.number.clone());
    replace::<authorisation::Entity>(tx, seq, granted, wanted).await?;
    if let Some(number) = new_number {
        search::index(tx, seq, Subject::Authorisation(id), terms_of_authorisation(&number), fresh).await?;
    }
    replace::<authorisation_event::Entity>(tx, seq, present!(authorisation_event, AuthorisationId), events).await?;
    replace::<standing::Entity>(tx, seq, present!(standing, AuthorisationId), facts.map(standing_rows).unwrap_or_default())
        .await?;
    replace::<pool_complex::Entity>(
        tx,
        seq,
        present!(pool_complex, AuthorisationId),
        facts.map(complex_rows).unwrap_or_default(),
    )
    .await?;
    replace::<security_test::Entity>(tx, seq, present!(security_test, AuthorisationId), facts.map(test_rows).unwrap_or_default())
        .await?;
    replace::<licence_fact::Entity>(tx, seq, present!(licence_fact, AuthorisationId), facts.map(said_rows).unwrap_or_default())
        .await
}

fn authorisation_row(facts: &AuthorisationFacts) -> authorisation::Model {
    let granted = &facts.authorisation;
    authorisation::Model {
        id: granted.id.0.number(),
        from_seq: 0,
        to_seq: OPEN,
        organisation_id: granted.organisation.0.number(),
        role: granted.role.code().to_owned(),
        subkind: granted.subkind.map(|subkind| subkind.code().to_owned()),
        number: granted.number.to_string(),
        number_key: number_key(granted.number.as_str()),
        authority: granted.authority.code().to_owned(),
        regime: granted.regime.code().to_owned(),
        granted_on: granted.granted_on.date(),
        conditions_kk: granted.conditions.as_ref().map(|conditions| conditions.kk.to_string()),
        conditions_ru: granted.conditions.as_ref().map(|conditions| conditions.ru.to_string()),
        conditions_en: granted.conditions.as_ref().and_then(|conditions| conditions.en.as_ref()).map(ToString::to_string),
    }
}

fn standing_rows(facts: &AuthorisationFacts) -> Vec<standing::Model> {
    let row = |span: Span| standing::Model {
        authorisation_id: facts.authorisation.id.0.number(),
        from_seq: 0,
        to_seq: OPEN,
        valid_from: span.period.from.date(),
        valid_until: span.period.until.date(),
        standing: span.standing.code().to_owned(),
        expires_on: span.expires_on.unwrap_or(Day::LAST).date(),
    };
    facts.history.timeline().into_iter().map(row).collect()
}

fn complex_rows(facts: &AuthorisationFacts) -> Vec<pool_complex::Model> {
    let row = |complex: &Dated<ComplexPlace>| pool_complex::Model {
        id: complex.origin.number(),
        from_seq: 0,
        to_seq: OPEN,
        authorisation_id: facts.authorisation.id.0.number(),
        effective_on: complex.on.date(),
        in_kazakhstan: complex.fact.in_kazakhstan,
        region: complex.fact.region.map(|region| region.code().to_owned()),
        place: complex.fact.place.to_string(),
    };
    facts.complexes.iter().map(row).collect()
}

fn test_rows(facts: &AuthorisationFacts) -> Vec<security_test::Model> {
    let row = |test: &Dated<TestProtocol>| security_test::Model {
        id: test.origin.number(),
        from_seq: 0,
        to_seq: OPEN,
        authorisation_id: facts.authorisation.id.0.number(),
        tested_on: test.on.date(),
        number: test.fact.number.to_string(),
        laboratory: test.fact.laboratory.to_string(),
        positive: test.fact.positive,
    };
    facts.tests.iter().map(row).collect()
}

fn said_rows(facts: &AuthorisationFacts) -> Vec<licence_fact::Model> {
    let row = |said: &Dated<crate::domain::licence_fact::LicenceFact>| licence_fact::Model {
        id: said.origin.number(),
        from_seq: 0,
        to_seq: OPEN,
        authorisation_id: facts.authorisation.id.0.number(),
        organisation_id: facts.authorisation.organisation.0.number(),
        kind: said.fact.code().to_owned(),
        on_day: said.on.date(),
        // A fact of checked values always has a JSON form.
        said: serde_json::to_string(&said.fact).unwrap_or_default(),
    };
    facts.said.iter().map(row).collect()
}
