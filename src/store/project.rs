//! Facts into tables: what a subject's acts say, row by row, from the newest act on.

use entity::{
    authorisation, authorisation_event, distribution, organisation, organisation_detail, pool_complex, rule_version, sale,
    security_test, standing, warning, warning_term,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::error::StoreError;
use super::rows::{self, party_columns};
use super::version::{insert, replace};
use super::warnings::Term;
use crate::domain::act::Act;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::authorisation::number_key;
use crate::domain::day::Day;
use crate::domain::fold::{AuthorisationFacts, OrganisationFacts};
use crate::domain::names::{match_key, sort_key};
use crate::domain::party::Party;
use crate::domain::rule::{RuleCode, RuleVersion};
use crate::domain::sequence::Sequence;
use crate::domain::trade::{DistributionRow, SaleRow};
use crate::domain::warning::Warning;
use crate::domain::{organisation::OrganisationId, web};

/// What follows from an act.
#[derive(Clone, Copy, Debug)]
pub enum Projection<'a> {
    /// What is said of an organisation; `None` once its registration is annulled.
    Organisation(OrganisationId, Option<&'a OrganisationFacts>),
    /// What is said of an authorisation; `None` once its grant is annulled.
    Authorisation(AuthorisationId, Option<&'a AuthorisationFacts>),
    /// The versions of a rule.
    Rule(RuleCode, &'a [RuleVersion]),
    /// A warning; `None` once it is annulled.
    Warning(Sequence, Option<&'a Warning>),
    /// All rows of a file of distributions, by the act that first brought it.
    Distributions(Sequence, &'a Party, &'a [DistributionRow]),
    /// All rows of a file of sales.
    Sales(Sequence, &'a Party, &'a [SaleRow]),
    /// One row of a file of distributions; `None` once it is annulled.
    Distribution(Sequence, u32, &'a Party, Option<&'a DistributionRow>),
    /// One row of a file of sales.
    Sale(Sequence, u32, &'a Party, Option<&'a SaleRow>),
}

const OPEN: i64 = i64::MAX;

pub(super) async fn project(tx: &DatabaseTransaction, act: &Act, projection: Projection<'_>) -> Result<(), StoreError> {
    let seq = act.sequence;
    match projection {
        Projection::Organisation(id, facts) => project_organisation(tx, seq, id, facts).await,
        Projection::Authorisation(id, facts) => project_authorisation(tx, seq, id, facts).await,
        Projection::Rule(code, versions) => project_rule(tx, seq, code, versions).await,
        Projection::Warning(id, warning) => project_warning(tx, seq, id, warning).await,
        Projection::Distributions(origin, pool, file) => {
            if origin != seq {
                // Annulled: however long it is, one statement ends it.
                let of_file = distribution::Column::OriginSeq.eq(origin.number()).and(distribution::Column::ToSeq.eq(OPEN));
                let end = distribution::Entity::update_many().col_expr(distribution::Column::ToSeq, Expr::value(seq.number()));
                end.filter(of_file).exec(tx).await?;
            }
            let wanted = file.iter().zip(0..).map(|(row, at)| distribution_row(origin, at, pool, row)).collect();
            replace::<distribution::Entity>(tx, seq, Vec::new(), wanted).await
        }
        Projection::Distribution(origin, at, pool, row) => {
            let wanted = row.map(|row| distribution_row(origin, at, pool, row)).into_iter().collect();
            replace::<distribution::Entity>(tx, seq, distribution_at(tx, origin, at).await?, wanted).await
        }
        Projection::Sales(origin, venue, file) => {
            if origin != seq {
                let of_file = sale::Column::OriginSeq.eq(origin.number()).and(sale::Column::ToSeq.eq(OPEN));
                sale::Entity::update_many()
                    .col_expr(sale::Column::ToSeq, Expr::value(seq.number()))
                    .filter(of_file)
                    .exec(tx)
                    .await?;
            }
            let wanted = file.iter().zip(0..).map(|(row, at)| sale_row(origin, at, venue, row)).collect();
            replace::<sale::Entity>(tx, seq, Vec::new(), wanted).await
        }
        Projection::Sale(origin, at, venue, row) => {
            let wanted = row.map(|row| sale_row(origin, at, venue, row)).into_iter().collect();
            replace::<sale::Entity>(tx, seq, sale_at(tx, origin, at).await?, wanted).await
        }
    }
}

async fn project_organisation(
    tx: &DatabaseTransaction,
    seq: Sequence,
    id: OrganisationId,
    facts: Option<&OrganisationFacts>,
) -> Result<(), StoreError> {
    let number = id.0.number();
    let present = if let Some(facts) = facts.filter(|_| id.0 == seq) {
        insert::<organisation::Entity>(tx, vec![organisation::Model { id: number, bin: facts.bin.digits().to_owned() }]).await?;
        Vec::new()
    } else {
        let open = organisation_detail::Column::ToSeq.eq(OPEN);
        organisation_detail::Entity::find()
            .filter(organisation_detail::Column::OrganisationId.eq(number))
            .filter(open)
            .all(tx)
            .await?
    };
    let wanted =
        facts.into_iter().flat_map(|facts| &facts.details).map(|(period, details, said_by)| organisation_detail::Model {
            organisation_id: number,
            from_seq: 0,
            to_seq: OPEN,
            valid_from: period.from.date(),
            valid_until: period.until.date(),
            said_by: said_by.number(),
            name_kk: details.names.kk.to_string(),
            name_ru: details.names.ru.to_string(),
            name_en: details.names.en.as_ref().map(ToString::to_string),
            sort_key: sort_key(details.names.kk.as_str()),
            region: details.region.code().to_owned(),
            address: details.address.as_ref().map(ToString::to_string),
            website: details.website.as_ref().map(ToString::to_string),
        });
    replace::<organisation_detail::Entity>(tx, seq, present, wanted.collect()).await
}

async fn project_authorisation(
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
    replace::<authorisation::Entity>(tx, seq, present!(authorisation, Id), facts.map(authorisation_row).into_iter().collect())
        .await?;
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
    let row = |span: crate::domain::standing::Span| standing::Model {
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
    let row = |complex: &crate::domain::pool::PoolFact<crate::domain::pool::ComplexPlace>| pool_complex::Model {
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
    let row = |test: &crate::domain::pool::PoolFact<crate::domain::pool::TestProtocol>| security_test::Model {
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

async fn project_rule(
    tx: &DatabaseTransaction,
    seq: Sequence,
    code: RuleCode,
    versions: &[RuleVersion],
) -> Result<(), StoreError> {
    let present = rule_version::Entity::find()
        .filter(rule_version::Column::Code.eq(code.code()))
        .filter(rule_version::Column::ToSeq.eq(OPEN))
        .all(tx)
        .await?;
    let wanted = versions.iter().map(|version| {
        // A list of names and decimals always has a JSON form.
        let parameters = serde_json::to_string(&version.text.parameters).unwrap_or_default();
        rule_version::Model {
            code: code.code().to_owned(),
            version: version.version.into(),
            from_seq: 0,
            to_seq: OPEN,
            said_by: version.act.number(),
            in_force_from: version.in_force.from.date(),
            in_force_until: version.in_force.until.date(),
            parameters,
            basis_act: version.text.legal_basis.act.to_string(),
            basis_article: version.text.legal_basis.article.to_string(),
            basis_url: version.text.legal_basis.url.to_string(),
            title_kk: version.text.title.kk.to_string(),
            title_ru: version.text.title.ru.to_string(),
            title_en: version.text.title.en.as_ref().map(ToString::to_string),
        }
    });
    replace::<rule_version::Entity>(tx, seq, present, wanted.collect()).await
}

async fn project_warning(
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
    replace::<warning_term::Entity>(tx, seq, terms, wanted.collect()).await
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

async fn distribution_at(tx: &DatabaseTransaction, origin: Sequence, at: u32) -> Result<Vec<distribution::Model>, StoreError> {
    let of_file = distribution::Column::OriginSeq.eq(origin.number()).and(distribution::Column::ToSeq.eq(OPEN));
    let row = distribution::Column::RowNo.eq(i64::from(at));
    Ok(distribution::Entity::find().filter(of_file).filter(row).all(tx).await?)
}

async fn sale_at(tx: &DatabaseTransaction, origin: Sequence, at: u32) -> Result<Vec<sale::Model>, StoreError> {
    let of_file = sale::Column::OriginSeq.eq(origin.number()).and(sale::Column::ToSeq.eq(OPEN));
    Ok(sale::Entity::find().filter(of_file).filter(sale::Column::RowNo.eq(i64::from(at))).all(tx).await?)
}

fn distribution_row(origin: Sequence, at: u32, pool: &Party, row: &DistributionRow) -> distribution::Model {
    let (pool_bin, pool_name) = party_columns(pool);
    distribution::Model {
        origin_seq: origin.number(),
        row_no: at.into(),
        from_seq: 0,
        to_seq: OPEN,
        pool_bin,
        pool_name,
        miner_bin: row.miner.digits().to_owned(),
        on_day: row.on.date(),
        asset: row.asset.code().to_owned(),
        units: row.units.units(),
        commission: row.commission.map(|amount| amount.units()),
        wallet: row.wallet.as_ref().map(ToString::to_string),
    }
}

fn sale_row(origin: Sequence, at: u32, venue: &Party, row: &SaleRow) -> sale::Model {
    let (venue_bin, venue_name) = party_columns(venue);
    sale::Model {
        origin_seq: origin.number(),
        row_no: at.into(),
        from_seq: 0,
        to_seq: OPEN,
        venue_bin,
        venue_name,
        miner_bin: row.miner.digits().to_owned(),
        on_day: row.on.date(),
        asset: row.asset.code().to_owned(),
        units: row.units.units(),
    }
}
