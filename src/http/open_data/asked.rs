//! What a request for open data asks for.

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;

use super::problem::Problem;
use crate::domain::sequence::Sequence;
use crate::open_data::{DataSet, Form};

/// Which of the files below `/open-data/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The list of what there is.
    Index,
    /// The catalogue for portals.
    Catalogue,
    /// Where the licence is.
    Licence,
    /// The checksums of all files of a sequence.
    Checksums,
    /// What the columns of a CSV file hold.
    CsvMetadata(DataSet),
    /// A data set.
    Table(DataSet, Form),
}

/// A request that is well formed.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) what: What,
    pub(super) sequence: Option<Sequence>,
    pub(super) after: Option<Sequence>,
    /// Only the headers are wanted.
    pub(super) head_only: bool,
    /// What the caller has already.
    known: Vec<String>,
}

/// The longest address that is read, behind the question mark.
const LONGEST: usize = 200;

impl Asked {
    /// Takes the name of a file, what stands behind the question mark, and the headers.
    ///
    /// # Errors
    /// A file that there is not, a parameter that there is not, stands twice or is no number.
    pub(super) fn read(name: &str, query: &str, head_only: bool, headers: &HeaderMap) -> Result<Self, Problem> {
        let what = what(name)?;
        let (mut sequence, mut after) = (None, None);
        if query.len() > LONGEST {
            return Err(Problem::BadParameter("The address is too long."));
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "sequence" => set(&mut sequence, value)?,
                "after" => set(&mut after, value)?,
                _ => return Err(Problem::BadParameter("The parameters are sequence and after.")),
            }
        }
        let takes_delta = matches!(what, What::Table(..) | What::Checksums);
        if after.is_some() && !takes_delta {
            return Err(Problem::BadParameter("Only data sets and checksums can be asked for after an act."));
        }
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let known = known.flat_map(|list| list.split(',')).map(|tag| tag.trim().trim_start_matches("W/").to_owned());
        Ok(Self { what, sequence, after, head_only, known: known.collect() })
    }

    /// Whether the caller has what bears this tag.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.known.iter().any(|known| known == tag || known == "*")
    }
}

fn what(name: &str) -> Result<What, Problem> {
    match name {
        "" | "index.json" => return Ok(What::Index),
        "catalog.jsonld" => return Ok(What::Catalogue),
        "LICENCE.txt" => return Ok(What::Licence),
        "SHA256SUMS" => return Ok(What::Checksums),
        _ => {}
    }
    let (set, ending) = name.split_once('.').ok_or(Problem::UnknownFile)?;
    let set = DataSet::from_code(set).ok_or(Problem::UnknownDataSet)?;
    if ending == "csv-metadata.json" {
        return Ok(What::CsvMetadata(set));
    }
    Form::from_code(ending).map(|form| What::Table(set, form)).ok_or(Problem::UnknownForm)
}

fn set(place: &mut Option<Sequence>, value: &str) -> Result<(), Problem> {
    // The digits of the largest number that there is; a sign, a space or a zero before them is no way to write one.
    let plain = (1..=19).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    let written_once = value == "0" || !value.starts_with('0');
    let number = value.parse().ok().filter(|_| plain && written_once).and_then(Sequence::new);
    let number = number.ok_or(Problem::BadParameter("A sequence is a whole number from 0, such as 123."))?;
    match place.replace(number) {
        None => Ok(()),
        Some(_) => Err(Problem::BadParameter("A parameter stands in the address twice.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, query: &str) -> Result<Asked, Problem> {
        Asked::read(name, query, false, &HeaderMap::new())
    }

    #[test]
    fn files_are_known_by_their_names() {
        for (name, what) in [
            ("", What::Index),
            ("licensees.csv", What::Table(DataSet::Licensees, Form::Csv)),
            ("data-centres.parquet", What::Table(DataSet::DataCentres, Form::Parquet)),
            ("acts.csv-metadata.json", What::CsvMetadata(DataSet::Acts)),
        ] {
            assert_eq!(read(name, "").unwrap().what, what);
        }
    }

    #[test]
    fn what_is_no_sequence_is_refused() {
        for query in [
            "sequence=",
            "sequence",
            "sequence=-1",
            "sequence=+1",
            "sequence=%31",
            "sequence=1.0",
            "sequence=01",
            "sequence=9223372036854775808",
            "sequence=1&sequence=1",
            "after=x",
            "sequnce=1",
            "sequence=１",
        ] {
            assert!(matches!(read("licensees.csv", query), Err(Problem::BadParameter(_))), "{query}");
        }
        assert!(matches!(read("catalog.jsonld", "after=1"), Err(Problem::BadParameter(_))));
        let asked = read("licensees.csv", "sequence=9&after=0").unwrap();
        assert_eq!((asked.sequence, asked.after), (Sequence::new(9), Sequence::new(0)));
    }
}
