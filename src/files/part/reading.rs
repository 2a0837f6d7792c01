//! `readings….csv`: what meters read, an hour a row.

use super::surplus::WATT_HOUR;
use super::{Key, Part, Said};
use crate::domain::day::Day;
use crate::domain::reading::ReadingRow;
use crate::domain::text::Line;
use crate::files::cells::Cells;
use crate::files::kind::FileKind;
use crate::files::sheet::Row;

pub(in crate::files) const COLUMNS: &[&str] = &["data_centre", "meter", "miner", "source", "day", "hour", "kwh"];

pub(super) fn read(cells: &mut Cells<'_>) -> Option<Part> {
    let (centre, meter, miner) = (cells.text("data_centre"), cells.text("meter"), cells.read("miner"));
    let (source, on) = (cells.code("source"), cells.read::<Day>("day"));
    let (hour, energy) = (cells.hour("hour", on), cells.quantity("kwh", WATT_HOUR));
    let said = Said::Reading { meter: meter?, miner: miner?, source: source?, on: on?, hour: hour?, energy: energy? };
    Some(Part { key: Key::DataCentre(centre?), said })
}

/// The rows that say what was read on a day.
pub(in crate::files) fn rows<'a>(centre: &'a Line, reading: &'a ReadingRow) -> impl Iterator<Item = Row> + 'a {
    reading.read().map(move |(hour, energy)| {
        let mut row = Row::new(FileKind::Readings);
        row.set("data_centre", centre);
        row.set("meter", &reading.meter);
        row.set("miner", reading.miner.digits());
        row.set("source", reading.source.code());
        row.set("day", reading.on);
        row.set("hour", hour.number());
        row.set("kwh", energy);
        row
    })
}
