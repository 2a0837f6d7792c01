//! Tables as Parquet: row groups of bounded size, each written once it is full. The file's own metadata name the sequence.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::super::catalogue::LICENCE;
use super::super::cell::{Cell, Column, Kind, Row};
use super::super::cut::Cut;
use super::WriteError;

/// Rows of a group.
const ROWS: usize = 4_096;
/// Bytes of text in a group, about: rows of the journal are long.
const TEXT: usize = 4 << 20;
/// Digits of an energy in kWh, and those behind the point: all that an `i64` of Wh can hold of it.
const DIGITS: i32 = 18;
const PLACES: i32 = 3;

pub(super) struct Parquet {
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    text: usize,
}

impl Parquet {
    pub(super) fn begin(cut: &Cut) -> Result<Self, WriteError> {
        let columns = cut.columns();
        let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let schema = Arc::new(Type::group_type_builder("row").with_fields(fields).build()?);
        let properties = WriterProperties::builder()
            .set_created_by(format!("tizilim version {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_key_value_metadata(Some(about(cut)))
            .build();
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        Ok(Self { file, columns, rows: Vec::new(), text: 0 })
    }

    pub(super) fn write(&mut self, rows: &[Row]) -> Result<Vec<u8>, WriteError> {
        for row in rows {
            self.text += row.iter().map(text_in).sum::<usize>();
            self.rows.push(row.clone());
            if self.rows.len() >= ROWS || self.text >= TEXT {
                self.end_group()?;
            }
        }
        self.file.flush()?;
        Ok(std::mem::take(self.file.inner_mut()))
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        if !self.rows.is_empty() {
            self.end_group()?;
        }
        Ok(self.file.into_inner()?)
    }

    fn end_group(&mut self) -> Result<(), WriteError> {
        let rows = std::mem::take(&mut self.rows);
        self.text = 0;
        let mut group = self.file.next_row_group()?;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(mut out) = group.next_column()? else { return Err(WriteError::Misfit(column.name)) };
            write_column(&mut out, column, rows.iter().map(|row| row.get(at).unwrap_or(&Cell::Nothing)))?;
            out.close()?;
        }
        group.close()?;
        Ok(())
    }
}

/// What the file says of itself.
fn about(cut: &Cut) -> Vec<KeyValue> {
    let mut said = vec![
        KeyValue::new("tizilim.data_set".to_owned(), cut.data_set.code().to_owned()),
        KeyValue::new("tizilim.sequence".to_owned(), cut.sequence.to_string()),
        KeyValue::new("tizilim.license".to_owned(), LICENCE.to_owned()),
    ];
    said.extend(cut.after.map(|after| KeyValue::new("tizilim.after".to_owned(), after.to_string())));
    said
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let plain = |name, physical, logical| Type::primitive_type_builder(name, physical).with_logical_type(logical);
    let name = column.name;
    let built = match column.kind {
        Kind::Text => plain(name, Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Json => plain(name, Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        Kind::Number => plain(name, Physical::INT64, None),
        Kind::YesNo => plain(name, Physical::BOOLEAN, None),
        Kind::Day => plain(name, Physical::INT32, Some(LogicalType::Date)),
        Kind::Instant => plain(name, Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        Kind::Energy => {
            plain(name, Physical::INT64, Some(LogicalType::decimal(PLACES, DIGITS))).with_precision(DIGITS).with_scale(PLACES)
        }
        Kind::List => return list(name),
    };
    Ok(Arc::new(built.with_repetition(repetition).build()?))
}

/// A list that is always there and may be empty, in the three levels that the format calls for.
fn list(name: &str) -> Result<TypePtr, ParquetError> {
    let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_logical_type(Some(LogicalType::String))
        .with_repetition(Repetition::REQUIRED)
        .build()?;
    let repeated =
        Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![Arc::new(element)]).build()?;
    let list = Type::group_type_builder(name)
        .with_logical_type(Some(LogicalType::List))
        .with_repetition(Repetition::REQUIRED)
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(list))
}

fn write_column<'r>(
    out: &mut SerializedColumnWriter<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'r Cell>,
) -> Result<(), WriteError> {
    match column.kind {
        Kind::Text => write_values::<ByteArrayType>(out, column, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Json => write_values::<ByteArrayType>(out, column, cells, |cell| match cell {
            Cell::Json(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        Kind::Number => write_values::<Int64Type>(out, column, cells, |cell| match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        }),
        Kind::YesNo => write_values::<BoolType>(out, column, cells, |cell| match cell {
            Cell::YesNo(yes) => Some(*yes),
            _ => None,
        }),
        Kind::Day => write_values::<Int32Type>(out, column, cells, |cell| match cell {
            Cell::Day(day) => Some(day.since_1970()),
            _ => None,
        }),
        Kind::Instant => write_values::<Int64Type>(out, column, cells, |cell| match cell {
            Cell::Instant(instant) => Some(instant.micros()),
            _ => None,
        }),
        Kind::Energy => write_values::<Int64Type>(out, column, cells, |cell| match cell {
            Cell::Energy(energy) => Some(energy.wh()),
            _ => None,
        }),
        Kind::List => write_lists(out, column, cells),
    }
}

fn write_values<'r, T: DataType>(
    out: &mut SerializedColumnWriter<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'r Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), WriteError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        if *cell == Cell::Nothing && column.optional {
            levels.push(0);
            continue;
        }
        values.push(value(cell).ok_or(WriteError::Misfit(column.name))?);
        levels.push(1);
    }
    out.typed::<T>().write_batch(&values, column.optional.then_some(levels.as_slice()), None)?;
    Ok(())
}

fn write_lists<'r>(
    out: &mut SerializedColumnWriter<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'r Cell>,
) -> Result<(), WriteError> {
    // A list without words is one entry of the lower level; of another, its first word begins a row.
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let Cell::List(words) = cell else { return Err(WriteError::Misfit(column.name)) };
        if words.is_empty() {
            defined.push(0);
            repeated.push(0);
        }
        for (at, word) in words.iter().enumerate() {
            values.push(ByteArray::from(word.as_str()));
            defined.push(1);
            repeated.push(i16::from(at > 0));
        }
    }
    out.typed::<ByteArrayType>().write_batch(&values, Some(&defined), Some(&repeated))?;
    Ok(())
}

fn text_in(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) | Cell::Json(text) => text.len(),
        Cell::List(words) => words.iter().map(String::len).sum(),
        _ => 0,
    }
}
