//! Lines of files of meter readings.

use async_graphql::InputObject;

use super::super::act_input::{inside, text};
use super::super::enum_value::EnumValue;
use super::super::scalar::{Bin, Date, Decimal};
use super::each;
use super::quantity::{energy, hour};
use crate::domain::hour::hours_in;
use crate::domain::reading::{EnergySource, ReadingRow};
use crate::domain::refusal::Refusal;

/// One line of a file of readings: a day of one meter, for one consumer and source.
#[derive(InputObject)]
pub struct ReadingInput {
    /// The meter's serial number. At most 120 characters.
    meter: String,
    /// The BIN or IIN of the miner that consumed.
    miner: Bin,
    /// From which source.
    source: EnumValue<EnergySource>,
    /// The day.
    on: Date,
    /// What was consumed hour by hour from the first on, in kWh: not negative, at most three places; null where the hour
    /// was not read. No longer than the day.
    hours: Vec<Option<Decimal>>,
}

impl ReadingInput {
    /// In the domain's words.
    ///
    /// # Errors
    /// More hours than the day has, unacceptable energy or text.
    pub fn read(&self, path: &str) -> Result<ReadingRow, Refusal> {
        let on = self.on.0;
        let hours = inside(path, "hours");
        let most = hours_in(on);
        if self.hours.len() > most {
            // The first hour too many, and its number.
            hour(format!("{hours}.{most}"), on, i64::try_from(most + 1).unwrap_or(i64::MAX))?;
        }
        Ok(ReadingRow {
            meter: text(inside(path, "meter"), &self.meter)?,
            miner: self.miner.0,
            source: self.source.0,
            on,
            hours: each(&hours, &self.hours, |kwh, path| kwh.map(|kwh| energy(path, kwh)).transpose())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::refusal::RefusalCode;

    fn row(on: Day, hours: &[Option<&str>]) -> Result<ReadingRow, Refusal> {
        let kwh = |text: &&str| Decimal(text.parse().expect("a decimal"));
        let miner = (1..=12).find_map(|month| crate::domain::bin::Bin::complete(&format!("23{month:02}4000001")));
        let given = ReadingInput {
            meter: "M-1".to_owned(),
            miner: Bin(miner.expect("a number")),
            source: EnumValue(EnergySource::Import),
            on: Date(on),
            hours: hours.iter().map(|hour| hour.as_ref().map(kwh)).collect(),
        };
        given.read("rows.3")
    }

    fn refused(read: Result<ReadingRow, Refusal>) -> (RefusalCode, String) {
        let refusal = read.expect_err("a refusal");
        (refusal.code, refusal.path.expect("a path"))
    }

    #[test]
    fn an_hour_may_be_missing_but_not_be_one_too_many() {
        let (short, long) = (Day::constant(2025, 3, 1), Day::constant(2024, 2, 29));
        let read = row(short, &[Some("1.5"), None, Some("0")]).expect("a row");
        assert_eq!(
            read.hours.iter().map(|hour| hour.map(|energy| energy.wh())).collect::<Vec<_>>(),
            [Some(1_500), None, Some(0)]
        );
        assert!(row(long, &[None; 25]).is_ok(), "the day on which the clock went back");
        assert_eq!(refused(row(short, &[None; 25])), (RefusalCode::UnknownHour, "rows.3.hours.24".to_owned()));
    }

    #[test]
    fn a_wrong_hour_is_named_by_its_place() {
        let read = row(Day::constant(2025, 3, 1), &[Some("1"), Some("0.0001")]);
        assert_eq!(refused(read), (RefusalCode::BadAmount, "rows.3.hours.1".to_owned()));
    }
}
