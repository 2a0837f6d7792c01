//! The cells of one line, read into the field's words. What cannot be read is named, and the next cell is read.

use std::fmt::Display;
use std::str::FromStr;

use csv::ByteRecord;

use super::problem::{Problems, said};
use crate::domain::Coded;
use crate::domain::day::Day;
use crate::domain::decimal::{Decimal, DecimalError};
use crate::domain::formula::plain;
use crate::domain::hour::Hour;
use crate::domain::lang::{Names, Wording};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::text::Text;

/// One line of a table. Each reader gives `None` for what cannot be read, having named it; a reader that ends with
/// `_if` takes an empty cell for "nothing".
pub(super) struct Cells<'t> {
    line: u64,
    columns: &'static [&'static str],
    places: &'t [usize],
    record: &'t ByteRecord,
    problems: &'t mut Problems,
}

impl<'t> Cells<'t> {
    pub(super) fn new(
        line: u64,
        columns: &'static [&'static str],
        places: &'t [usize],
        record: &'t ByteRecord,
        problems: &'t mut Problems,
    ) -> Self {
        Self { line, columns, places, record, problems }
    }

    /// The number of the line.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// What a cell says, without the space around it and without the mark that keeps a sheet from computing it.
    pub(super) fn shown(&self, column: &'static str) -> &'t str {
        let place = self.columns.iter().position(|other| *other == column).and_then(|at| self.places.get(at));
        let cell = place.and_then(|place| self.record.get(*place)).unwrap_or_default();
        // The table let only text through.
        plain(std::str::from_utf8(cell).unwrap_or_default().trim())
    }

    /// Names what is wrong with a cell.
    pub(super) fn wrong<T>(&mut self, column: &'static str, reason: impl Into<String>) -> Option<T> {
        self.problems.add(self.line, column, reason);
        None
    }

    fn given(&mut self, column: &'static str) -> Option<&'t str> {
        let shown = self.shown(column);
        if shown.is_empty() { self.wrong(column, "empty, and it must say something") } else { Some(shown) }
    }

    fn parsed<T: FromStr<Err: Display>>(&mut self, column: &'static str, shown: &str) -> Option<T> {
        match shown.parse() {
            Ok(value) => Some(value),
            Err(error) => self.wrong(column, error.to_string()),
        }
    }

    pub(super) fn read<T: FromStr<Err: Display>>(&mut self, column: &'static str) -> Option<T> {
        let shown = self.given(column)?;
        self.parsed(column, shown)
    }

    pub(super) fn read_if<T: FromStr<Err: Display>>(&mut self, column: &'static str) -> Option<Option<T>> {
        match self.shown(column) {
            "" => Some(None),
            shown => self.parsed(column, shown).map(Some),
        }
    }

    /// A number with a decimal point.
    pub(super) fn number<T: FromStr<Err: Display>>(&mut self, column: &'static str) -> Option<T> {
        let shown = self.given(column)?;
        if shown.contains(',') {
            return self.wrong(column, "a decimal comma: write 12.5 with a point, and no separator of thousands");
        }
        self.parsed(column, shown)
    }

    /// An amount of something that has a smallest unit.
    pub(super) fn quantity<T: FromStr<Err = DecimalError>>(&mut self, column: &'static str, finest: &str) -> Option<T> {
        let number: Decimal = self.number(column)?;
        match number.to_string().parse() {
            Ok(quantity) => Some(quantity),
            Err(DecimalError::Places) => self.wrong(column, format!("finer than {finest}")),
            Err(DecimalError::TooLarge) => self.wrong(column, "too large"),
            Err(error) => self.wrong(column, error.to_string()),
        }
    }

    pub(super) fn number_if<T: FromStr<Err: Display>>(&mut self, column: &'static str) -> Option<Option<T>> {
        if self.shown(column).is_empty() { Some(None) } else { self.number(column).map(Some) }
    }

    pub(super) fn text<const MAX: usize>(&mut self, column: &'static str) -> Option<Text<MAX>> {
        let shown = self.given(column)?;
        match Text::try_from(shown) {
            Ok(text) => Some(text),
            Err(error) => self.wrong(column, error.to_string()),
        }
    }

    pub(super) fn text_if<const MAX: usize>(&mut self, column: &'static str) -> Option<Option<Text<MAX>>> {
        if self.shown(column).is_empty() { Some(None) } else { self.text(column).map(Some) }
    }

    pub(super) fn code<T: Coded>(&mut self, column: &'static str) -> Option<T> {
        let shown = self.given(column)?;
        match T::VALUES.iter().find(|(_, code, _)| *code == shown) {
            Some((value, _, _)) => Some(*value),
            None => {
                let codes: Vec<&str> = T::VALUES.iter().map(|(_, code, _)| *code).collect();
                self.wrong(column, format!("not one of {}", codes.join(", ")))
            }
        }
    }

    pub(super) fn code_if<T: Coded>(&mut self, column: &'static str) -> Option<Option<T>> {
        if self.shown(column).is_empty() { Some(None) } else { self.code(column).map(Some) }
    }

    pub(super) fn yes_no(&mut self, column: &'static str) -> Option<bool> {
        match self.given(column)? {
            "YES" => Some(true),
            "NO" => Some(false),
            _ => self.wrong(column, "not one of YES, NO"),
        }
    }

    pub(super) fn yes_no_if(&mut self, column: &'static str) -> Option<Option<bool>> {
        if self.shown(column).is_empty() { Some(None) } else { self.yes_no(column).map(Some) }
    }

    /// An hour of a day, from 1.
    pub(super) fn hour(&mut self, column: &'static str, day: Option<Day>) -> Option<Hour> {
        let shown = self.given(column)?;
        let number: i64 = match shown.parse() {
            Ok(number) => number,
            Err(_) => return self.wrong(column, "not the number of an hour, from 1"),
        };
        let day = day?;
        match Hour::of(day, number) {
            Some(hour) => Some(hour),
            None => self.wrong(column, said(&Refusal::new(RefusalCode::UnknownHour).with("hour", number).with("day", day))),
        }
    }

    /// A name in three languages, of which English may be missing.
    pub(super) fn names(&mut self) -> Option<Names> {
        let (kk, ru, en) = (self.text("name_kk"), self.text("name_ru"), self.text_if("name_en"));
        Some(Names { kk: kk?, ru: ru?, en: en? })
    }

    /// A name in three languages, or nothing at all.
    pub(super) fn names_if(&mut self) -> Option<Option<Names>> {
        let nothing = ["name_kk", "name_ru", "name_en"].iter().all(|column| self.shown(column).is_empty());
        if nothing { Some(None) } else { self.names().map(Some) }
    }

    /// A wording in three languages, of which English may be missing.
    pub(super) fn wording(&mut self, [kk, ru, en]: [&'static str; 3]) -> Option<Wording> {
        let (kk, ru, en) = (self.text(kk), self.text(ru), self.text_if(en));
        Some(Wording { kk: kk?, ru: ru?, en: en? })
    }

    /// A wording in three languages, or nothing at all.
    pub(super) fn wording_if(&mut self, columns: [&'static str; 3]) -> Option<Option<Wording>> {
        let nothing = columns.iter().all(|column| self.shown(column).is_empty());
        if nothing { Some(None) } else { self.wording(columns).map(Some) }
    }

    /// Columns that mean nothing beside this event are empty: what they say would be lost.
    pub(super) fn empty_beside(&mut self, event: &str, columns: &[&'static str]) -> Option<()> {
        let full: Vec<&'static str> = columns.iter().copied().filter(|column| !self.shown(column).is_empty()).collect();
        for column in &full {
            let _: Option<()> = self.wrong(column, format!("means nothing beside {event}: leave it empty"));
        }
        full.is_empty().then_some(())
    }
}
