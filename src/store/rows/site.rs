//! Data centres, their meters, and what is recorded of licensees.

use std::collections::HashMap;

use entity::{data_centre, licence_fact, meter_span};

use super::Cell;
use crate::domain::data_centre::{DataCentre, DataCentreId, MeterSpan, MeterState, SiteDetails, Title, Zone};
use crate::domain::dated::Dated;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::OrganisationId;
use crate::domain::period::Period;
use crate::store::error::StoreError;

/// Adds the details that a row has to its data centre. Rows come by day.
pub(in super::super) fn add_data_centre(
    found: &mut HashMap<DataCentreId, DataCentre>,
    row: &data_centre::Model,
) -> Result<(), StoreError> {
    let cell = Cell("data_centre", row.id.to_string());
    let id = DataCentreId(cell.seq("id", row.id)?);
    let details = SiteDetails {
        name: cell.text("name", &row.name)?,
        title: cell.take("title", Title::from_code(&row.title))?,
        residential: row.residential,
        capacity_kw: cell.take("capacity_kw", u32::try_from(row.capacity_kw).ok())?,
        region: cell.take("region", row.region.parse().ok())?,
        address: cell.text_or_none("address", row.address.as_deref())?,
    };
    let valid = Period { from: cell.day("valid_from", row.valid_from)?, until: cell.day("valid_until", row.valid_until)? };
    let said_by = cell.seq("said_by", row.said_by)?;
    if let Some(centre) = found.get_mut(&id) {
        centre.details.push((valid, details, said_by));
        return Ok(());
    }
    let centre = DataCentre {
        id,
        holder: OrganisationId(cell.seq("organisation_id", row.organisation_id)?),
        code: cell.text("code", &row.code)?,
        zone: cell.take("zone", Zone::from_code(&row.zone))?,
        held: Period { from: cell.day("held_from", row.held_from)?, until: cell.day("held_until", row.held_until)? },
        held_by_act: cell.seq("held_by_act", row.held_by_act)?,
        details: vec![(valid, details, said_by)],
        meters: Vec::new(),
    };
    found.insert(id, centre);
    Ok(())
}

pub(in super::super) fn meter_span(row: &meter_span::Model) -> Result<MeterSpan, StoreError> {
    let cell = Cell("meter_span", format!("{}.{}", row.data_centre_id, row.serial));
    Ok(MeterSpan {
        serial: cell.text("serial", &row.serial)?,
        period: Period { from: cell.day("valid_from", row.valid_from)?, until: cell.day("valid_until", row.valid_until)? },
        state: cell.take("state", MeterState::from_code(&row.state))?,
        act: cell.seq("said_by", row.said_by)?,
    })
}

pub(in super::super) fn licence_fact(row: &licence_fact::Model) -> Result<Dated<LicenceFact>, StoreError> {
    let cell = Cell("licence_fact", row.id.to_string());
    Ok(Dated {
        origin: cell.seq("id", row.id)?,
        act: cell.seq("from_seq", row.from_seq)?,
        on: cell.day("on_day", row.on_day)?,
        fact: cell.take("said", serde_json::from_str(&row.said).ok())?,
    })
}
