//! Data centres under a sequence.

use std::collections::HashMap;

use entity::{data_centre, meter_span};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::error::StoreError;
use super::rows::Cell;
use super::version::visible;
use super::{CHUNK, Reads, rows};
use crate::domain::authorisation::number_key;
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;

impl Reads<'_> {
    /// The data centres with these keys and those of these holders, by key. Two statements.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn data_centres(
        &self,
        ids: &[DataCentreId],
        holders: &[OrganisationId],
        seq: Sequence,
    ) -> Result<HashMap<DataCentreId, DataCentre>, StoreError> {
        let mut found: HashMap<DataCentreId, DataCentre> = HashMap::new();
        let keys: Vec<Condition> = ids
            .chunks(CHUNK)
            .map(|ids| Condition::all().add(data_centre::Column::Id.is_in(ids.iter().map(|id| id.0.number()))))
            .chain(holders.chunks(CHUNK).map(|holders| {
                let of_these = data_centre::Column::OrganisationId.is_in(holders.iter().map(|id| id.0.number()));
                Condition::all().add(of_these)
            }))
            .collect();
        for keys in keys.chunks(2) {
            let either = keys.iter().fold(Condition::any(), |either, key| either.add(key.clone()));
            let query = data_centre::Entity::find()
                .filter(either)
                .filter(visible(data_centre::Column::FromSeq, data_centre::Column::ToSeq, seq))
                .order_by_asc(data_centre::Column::Id)
                .order_by_asc(data_centre::Column::ValidFrom);
            for row in query.all(&self.0).await? {
                rows::add_data_centre(&mut found, &row)?;
            }
        }
        self.add_meters(&mut found, seq).await?;
        Ok(found)
    }

    async fn add_meters(&self, centres: &mut HashMap<DataCentreId, DataCentre>, seq: Sequence) -> Result<(), StoreError> {
        let ids: Vec<i64> = centres.keys().map(|id| id.0.number()).collect();
        for ids in ids.chunks(CHUNK) {
            let query = meter_span::Entity::find()
                .filter(meter_span::Column::DataCentreId.is_in(ids.iter().copied()))
                .filter(visible(meter_span::Column::FromSeq, meter_span::Column::ToSeq, seq))
                .order_by_asc(meter_span::Column::Serial)
                .order_by_asc(meter_span::Column::ValidFrom);
            for row in query.all(&self.0).await? {
                let cell = Cell("meter_span", row.serial.clone());
                let id = DataCentreId(cell.seq("data_centre_id", row.data_centre_id)?);
                if let Some(centre) = centres.get_mut(&id) {
                    centre.meters.push(rows::meter_span(&row)?);
                }
            }
        }
        Ok(())
    }

    /// The data centre that files name by a code. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn data_centre_coded(&self, code: &str, seq: Sequence) -> Result<Option<DataCentreId>, StoreError> {
        let query = data_centre::Entity::find()
            .filter(data_centre::Column::CodeKey.eq(number_key(code)))
            .filter(visible(data_centre::Column::FromSeq, data_centre::Column::ToSeq, seq))
            .limit(1);
        let Some(row) = query.one(&self.0).await? else { return Ok(None) };
        Ok(Some(DataCentreId(Cell("data_centre", row.code).seq("id", row.id)?)))
    }
}
