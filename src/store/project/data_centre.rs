//! A data centre by the days on which its details hold, and its meters by state.

use entity::{data_centre, meter_span};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::super::error::StoreError;
use super::super::version::replace;
use super::OPEN;
use crate::domain::authorisation::number_key;
use crate::domain::data_centre::{DataCentre, DataCentreId, MeterSpan, SiteDetails};
use crate::domain::period::Period;
use crate::domain::sequence::Sequence;

pub(super) async fn project(
    tx: &DatabaseTransaction,
    seq: Sequence,
    id: DataCentreId,
    facts: Option<&DataCentre>,
) -> Result<(), StoreError> {
    let number = id.0.number();
    let (mut present, mut meters) = (Vec::new(), Vec::new());
    if id.0 != seq {
        present = data_centre::Entity::find()
            .filter(data_centre::Column::Id.eq(number))
            .filter(data_centre::Column::ToSeq.eq(OPEN))
            .all(tx)
            .await?;
        meters = meter_span::Entity::find()
            .filter(meter_span::Column::DataCentreId.eq(number))
            .filter(meter_span::Column::ToSeq.eq(OPEN))
            .all(tx)
            .await?;
    }
    let centres = facts.into_iter().flat_map(|centre| centre.details.iter().map(|details| row(centre, details)));
    replace::<data_centre::Entity>(tx, seq, present, centres.collect()).await?;
    let spans = facts.into_iter().flat_map(|centre| centre.meters.iter().map(|span| meter(number, span)));
    replace::<meter_span::Entity>(tx, seq, meters, spans.collect()).await
}

fn row(centre: &DataCentre, (period, details, said_by): &(Period, SiteDetails, Sequence)) -> data_centre::Model {
    data_centre::Model {
        id: centre.id.0.number(),
        from_seq: 0,
        to_seq: OPEN,
        valid_from: period.from.date(),
        valid_until: period.until.date(),
        organisation_id: centre.holder.0.number(),
        code: centre.code.to_string(),
        code_key: number_key(centre.code.as_str()),
        zone: centre.zone.code().to_owned(),
        held_from: centre.held.from.date(),
        held_until: centre.held.until.date(),
        held_by_act: centre.held_by_act.number(),
        said_by: said_by.number(),
        name: details.name.to_string(),
        title: details.title.code().to_owned(),
        residential: details.residential,
        capacity_kw: details.capacity_kw.into(),
        region: details.region.code().to_owned(),
        address: details.address.as_ref().map(ToString::to_string),
    }
}

fn meter(data_centre: i64, span: &MeterSpan) -> meter_span::Model {
    meter_span::Model {
        data_centre_id: data_centre,
        serial: span.serial.to_string(),
        valid_from: span.period.from.date(),
        from_seq: 0,
        to_seq: OPEN,
        valid_until: span.period.until.date(),
        state: span.state.code().to_owned(),
        said_by: span.act.number(),
    }
}
