//! A CSV file as lines with named cells, one at a time.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder, Terminator};

use super::cells::Cells;
use super::kind::FileKind;
use super::problem::Problems;
use super::source::Source;

/// Longest heading that is looked at to tell commas from semicolons.
const LONGEST_HEADING: u64 = 64 * 1024;

/// An open file whose heading is right.
pub(super) struct Table {
    reader: csv::Reader<Source>,
    kind: FileKind,
    /// For each column of the kind, its place in the file.
    places: Vec<usize>,
    record: ByteRecord,
}

impl Table {
    /// Opens a file; none when its heading is wrong, which the problems then name.
    pub(super) fn open(path: &Path, kind: FileKind, problems: &mut Problems) -> io::Result<Option<Self>> {
        let delimiter = match delimiter(path)? {
            Ok(delimiter) => delimiter,
            Err(reason) => {
                problems.add(1, "heading", reason);
                return Ok(None);
            }
        };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true).terminator(Terminator::Any(b'\n'));
        let mut reader = builder.from_reader(Source::open(path)?);
        let mut heading = ByteRecord::new();
        if !reader.read_byte_record(&mut heading)? {
            problems.add(
                1,
                "heading",
                format!("the file is empty: its first line names the columns {}", kind.columns().join(", ")),
            );
            return Ok(None);
        }
        let names: Vec<Cow<'_, str>> = heading.iter().map(|name| String::from_utf8_lossy(name.trim_ascii())).collect();
        Ok(places(&names, kind, problems).map(|places| Self { reader, kind, places, record: ByteRecord::new() }))
    }

    /// The next line that has as many cells as the heading, all of them text; those that have not are named.
    pub(super) fn next<'t>(&'t mut self, problems: &'t mut Problems) -> io::Result<Option<Cells<'t>>> {
        loop {
            if !self.reader.read_byte_record(&mut self.record)? {
                return Ok(None);
            }
            let line = self.line();
            if self.record.len() != self.places.len() {
                let count = self.record.len();
                let reason = format!(
                    "the line has {count} cells and the heading {}: a comma inside a cell wants the cell in quotation marks",
                    self.places.len()
                );
                problems.add(line, "line", reason);
            } else if self.is_text(line, problems) {
                break;
            }
        }
        let line = self.line();
        Ok(Some(Cells::new(line, self.kind.columns(), &self.places, &self.record, problems)))
    }

    /// The hash of the file, once it has been read to its end.
    pub(super) fn sha256(&self) -> String {
        self.reader.get_ref().sha256()
    }

    /// The line on which the record begins: the reader stands after its end, and lines may lie inside quotation marks.
    fn line(&self) -> u64 {
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.reader.position().line().saturating_sub(inside + 1)
    }

    fn is_text(&self, line: u64, problems: &mut Problems) -> bool {
        let mut is_text = true;
        for (column, place) in self.kind.columns().iter().zip(&self.places) {
            if self.record.get(*place).is_some_and(|cell| std::str::from_utf8(cell).is_err()) {
                problems.add(line, *column, "not UTF-8: save the file as UTF-8");
                is_text = false;
            }
        }
        is_text
    }
}

/// Whether commas or semicolons part the cells, by the heading.
fn delimiter(path: &Path) -> io::Result<Result<u8, &'static str>> {
    let mut heading = Vec::new();
    BufReader::new(File::open(path)?).take(LONGEST_HEADING).read_until(b'\n', &mut heading)?;
    if heading.starts_with(b"\xFF\xFE") || heading.starts_with(b"\xFE\xFF") {
        return Ok(Err("the file is UTF-16: save it as UTF-8"));
    }
    Ok(Ok(if heading.contains(&b';') && !heading.contains(&b',') { b';' } else { b',' }))
}

fn places(names: &[Cow<'_, str>], kind: FileKind, problems: &mut Problems) -> Option<Vec<usize>> {
    let before = problems.clone();
    for (at, name) in names.iter().enumerate() {
        let shown = name.clone().into_owned();
        if !kind.columns().contains(&name.as_ref()) {
            problems.add(1, shown, format!("unknown column; the columns of {} are {}", kind.code(), kind.columns().join(", ")));
        } else if names[..at].contains(name) {
            problems.add(1, shown, "the column stands twice");
        }
    }
    let find = |column: &&'static str| {
        let place = names.iter().position(|name| name == column);
        if place.is_none() {
            problems.add(1, *column, "the column is missing");
        }
        place
    };
    let places: Vec<Option<usize>> = kind.columns().iter().map(find).collect();
    (*problems == before).then(|| places.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> (Vec<(u64, String)>, Problems) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sales.csv");
        std::fs::write(&path, text).expect("written");
        let mut problems = Problems::default();
        let mut found = Vec::new();
        if let Some(mut table) = Table::open(&path, FileKind::Sales, &mut problems).expect("read") {
            loop {
                let mut these = Problems::default();
                let Some(cells) = table.next(&mut these).expect("read") else {
                    these.named().iter().for_each(|problem| problems.add(problem.line, problem.column.clone(), &*problem.reason));
                    break;
                };
                found.push((cells.line(), cells.shown("venue_name").to_owned()));
                these.named().iter().for_each(|problem| problems.add(problem.line, problem.column.clone(), &*problem.reason));
            }
        }
        (found, problems)
    }

    #[test]
    fn each_line_knows_its_number() {
        let heading = "venue,venue_name,miner,sold_on,asset,units";
        for end in ["\n", "\r\n"] {
            let text = [heading, ",a,,,,", "", "", ",\"b", "b\",,,,", ",c,,,,"].join(end);
            let (found, problems) = lines(text.as_bytes());
            let expected = [(2, "a"), (5, "b\nb"), (7, "c")].map(|(line, name)| (line, name.to_owned()));
            assert_eq!(found, expected);
            assert!(problems.is_empty());
        }
    }

    #[test]
    fn columns_stand_in_any_order_and_semicolons_part_cells_too() {
        let (found, problems) = lines("\u{feff}units;venue_name;miner;sold_on;asset;venue\n1;a, b;;;;\n".as_bytes());
        assert_eq!(found, [(2, "a, b".to_owned())]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_wrong_heading_names_its_columns() {
        let named = |text: &str| -> Vec<String> {
            lines(text.as_bytes()).1.named().iter().map(|problem| format!("{}: {}", problem.line, problem.column)).collect()
        };
        assert_eq!(named("venue,venue_name,miner,sold_on,asset,unit\n"), ["1: unit", "1: units"]);
        assert_eq!(named("venue,venue_name,miner,sold_on,asset,units,units\n"), ["1: units"]);
        assert_eq!(named(""), ["1: heading"]);
        assert_eq!(named("venue,venue_name,miner,sold_on,asset,units\n1,2\n,,,,,\n1,2,3,4,5,6,7\n"), ["2: line", "4: line"]);
        let (_, problems) = lines(b"venue,venue_name,miner,sold_on,asset,units\n,\xcf\xf0,,,,\n");
        assert_eq!((problems.named()[0].line, &*problems.named()[0].column), (2, "venue_name"));
        let (_, problems) = lines(b"\xff\xfev\0e\0");
        assert!(problems.named()[0].reason.contains("UTF-16"));
    }
}
