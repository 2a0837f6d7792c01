//! Readings, under a sequence.

use entity::reading;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::error::StoreError;
use super::rows::Cell;
use super::version::visible;
use super::{Reads, rows};
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::period::Period;
use crate::domain::reading::{Reading, ReadingRow};
use crate::domain::sequence::Sequence;
use crate::domain::text::Line;

impl Reads<'_> {
    /// The readings of a data centre on the days of a period, each with the act of its file and its row. One statement.
    ///
    /// # Errors
    /// A failing database, a row that cannot be read.
    pub async fn readings_in(
        &self,
        data_centre: DataCentreId,
        period: Period,
        seq: Sequence,
    ) -> Result<Vec<(Sequence, u32, Reading)>, StoreError> {
        let query = reading::Entity::find()
            .filter(reading::Column::DataCentreId.eq(data_centre.0.number()))
            .filter(reading::Column::OnDay.between(period.from.date(), period.until.date()))
            .filter(visible(reading::Column::FromSeq, reading::Column::ToSeq, seq));
        let mut found = Vec::new();
        for row in query.all(&self.0).await? {
            let cell = Cell("reading", format!("{}.{}", row.origin_seq, row.row_no));
            let number = cell.take("row_no", u32::try_from(row.row_no).ok())?;
            found.push((cell.seq("origin_seq", row.origin_seq)?, number, rows::reading(&row)?));
        }
        Ok(found)
    }

    /// The meters and days of a data centre of which there are readings. One statement.
    ///
    /// # Errors
    /// As [`Reads::readings_in`].
    pub async fn days_read(&self, data_centre: DataCentreId) -> Result<Vec<(Line, Day)>, StoreError> {
        let query = reading::Entity::find()
            .select_only()
            .distinct()
            .column(reading::Column::Meter)
            .column(reading::Column::OnDay)
            .filter(reading::Column::DataCentreId.eq(data_centre.0.number()))
            .filter(reading::Column::ToSeq.eq(super::OPEN));
        let cell = Cell("reading", data_centre.0.to_string());
        let rows = query.into_tuple::<(String, chrono::NaiveDate)>().all(&self.0).await?;
        rows.iter().map(|(meter, on)| Ok((cell.text("meter", meter)?, cell.day("on_day", *on)?))).collect()
    }

    /// Whether any reading of a data centre stands. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn has_readings(&self, data_centre: DataCentreId) -> Result<bool, StoreError> {
        let query = reading::Entity::find()
            .filter(reading::Column::DataCentreId.eq(data_centre.0.number()))
            .filter(reading::Column::ToSeq.eq(super::OPEN))
            .limit(1);
        Ok(query.one(&self.0).await?.is_some())
    }

    /// A row of a file of readings as it now stands. One statement.
    ///
    /// # Errors
    /// As [`Reads::readings_in`].
    pub async fn reading_row(&self, origin: Sequence, row: u32) -> Result<Option<ReadingRow>, StoreError> {
        let query = reading::Entity::find()
            .filter(reading::Column::OriginSeq.eq(origin.number()))
            .filter(reading::Column::RowNo.eq(i64::from(row)))
            .filter(reading::Column::ToSeq.eq(super::OPEN));
        Ok(query.one(&self.0).await?.as_ref().map(rows::reading).transpose()?.map(|reading| reading.row))
    }
}
