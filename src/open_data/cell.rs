//! Tables of open data: columns, cells, rows.

use std::fmt;

use crate::domain::day::Day;
use crate::domain::energy::Energy;
use crate::domain::instant::Instant;
use crate::domain::lang::Phrase;
use crate::domain::lang::{Names, Wording};
use crate::domain::sequence::Sequence;
use crate::domain::text::Text;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, or one of a few codes.
    Text,
    /// Words without space in them.
    List,
    /// A value in JSON.
    Json,
    /// A whole number.
    Number,
    /// Yes or no.
    YesNo,
    /// A day in Almaty.
    Day,
    /// An instant in UTC.
    Instant,
    /// Energy in kWh.
    Energy,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a cell may be empty.
    pub optional: bool,
    /// What it says.
    pub about: &'static str,
}

/// A column in which every row says something.
pub(super) const fn must(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, optional: false, about }
}

/// A column in which a row may say nothing.
pub(super) const fn may(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, optional: true, about }
}

/// The last column of every table whose rows change.
pub(super) const SEQUENCE: Column = must("sequence", Kind::Number, "The newest act that changed anything of this row.");

/// A table for a reader.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What it is called.
    pub title: Phrase,
    /// What it holds.
    pub about: Phrase,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// Of the columns, so many of the first tell a row from all others.
    pub key: usize,
}

/// What stands at one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known, or nothing applies.
    Nothing,
    /// Text.
    Text(String),
    /// Words.
    List(Vec<String>),
    /// A value in JSON.
    Json(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Day(Day),
    /// An instant.
    Instant(Instant),
    /// Energy.
    Energy(Energy),
}

/// A row, its cells in the order of the columns.
pub type Row = Vec<Cell>;

impl Table {
    /// What tells a row from all others.
    pub fn key_of(&self, row: &[Cell]) -> Vec<String> {
        row.iter().take(self.key).map(ToString::to_string).collect()
    }
}

impl Cell {
    /// A value, or nothing.
    pub(super) fn of<T: Into<Self>>(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// The three cells of a name.
pub(super) fn names(names: &Names) -> [Cell; 3] {
    [(&names.kk).into(), (&names.ru).into(), Cell::of(names.en.as_ref())]
}

/// The three cells of a wording; empty where there is none.
pub(super) fn wording(wording: Option<&Wording>) -> [Cell; 3] {
    let Some(wording) = wording else { return [Cell::Nothing, Cell::Nothing, Cell::Nothing] };
    [(&wording.kk).into(), (&wording.ru).into(), Cell::of(wording.en.as_ref())]
}

impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) | Self::Json(text) => out.write_str(text),
            Self::List(words) => out.write_str(&words.join(" ")),
            Self::Number(number) => number.fmt(out),
            Self::YesNo(yes) => yes.fmt(out),
            Self::Day(day) => day.fmt(out),
            Self::Instant(instant) => instant.fmt(out),
            Self::Energy(energy) => energy.fmt(out),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<const MAX: usize> From<&Text<MAX>> for Cell {
    fn from(text: &Text<MAX>) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<Sequence> for Cell {
    fn from(sequence: Sequence) -> Self {
        Self::Number(sequence.number())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Instant> for Cell {
    fn from(instant: Instant) -> Self {
        Self::Instant(instant)
    }
}

impl From<Energy> for Cell {
    fn from(energy: Energy) -> Self {
        Self::Energy(energy)
    }
}
