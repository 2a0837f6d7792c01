//! What is said of an organisation, day by day.

use entity::{organisation, organisation_detail};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::search::Subject;
use super::super::version::{insert, replace};
use super::{OPEN, search};
use crate::domain::fold::OrganisationFacts;
use crate::domain::names::sort_key;
use crate::domain::organisation::{Details, OrganisationId};
use crate::domain::search::terms_of_organisation;
use crate::domain::sequence::Sequence;

pub(super) async fn project(
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
    replace::<organisation_detail::Entity>(tx, seq, present, wanted.collect()).await?;
    let all_details = facts.into_iter().flat_map(|facts| &facts.details);
    let website = |details: &Details| details.website.as_ref().map(ToString::to_string);
    let terms = all_details.flat_map(|(_, details, _)| terms_of_organisation(&details.names, website(details).as_deref()));
    search::index(tx, seq, Subject::Organisation(id), terms.collect(), id.0 == seq).await
}
