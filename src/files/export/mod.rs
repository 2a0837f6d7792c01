//! The register into files: as it now stands, in the kinds of file that import reads.
//!
//! Acts are walked twice: once for the names by which files know what acts know by number, once for the rows. What is
//! written has its name only once all of it is written.

mod names;
mod rounds;
mod said;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::entry::{Entry, What};
use super::kind::FileKind;
use super::part::{reading, surplus, trade};
use super::sheet::{Format, Row, Sheet};
use crate::domain::act::{Act, Content};
use crate::domain::rule::RuleCode;
use crate::domain::sequence::Sequence;
use crate::registry::{Registry, RegistryError};

use names::Names;
use rounds::Rounds;

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// In which form.
    pub format: Format,
    /// Everything, for the authority; else what the public may see.
    pub confidential: bool,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct ExportReport {
    /// The newest act that counted.
    pub sequence: Sequence,
    /// The files, each with the number of its rows.
    pub files: Vec<(PathBuf, u64)>,
    /// Sole traders that were left out, with all that is said of them: their numbers are not public.
    pub left_out: usize,
}

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The folder holds something.
    #[error("{0} is not empty: nothing is written over")]
    NotEmpty(PathBuf),
    /// The folder cannot be written to.
    #[error("cannot write into {path}: {source}")]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The register failed.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// Writes the register into an empty folder, which is made where there is none. `progress` hears of the rows so far.
///
/// # Errors
/// A folder that is not empty or cannot be written to, a failing database.
pub async fn export(
    registry: &Registry,
    folder: &Path,
    options: Options,
    progress: &mut dyn FnMut(u64),
) -> Result<ExportReport, ExportError> {
    let unwritable = |source| ExportError::Unwritable { path: folder.to_path_buf(), source };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    if folder.read_dir().map_err(unwritable)?.next().is_some() {
        return Err(ExportError::NotEmpty(folder.to_path_buf()));
    }
    let until = registry.view_now().await?.seq;
    let names = Names::of(registry, until, options.confidential).await?;
    let mut writing = Writing { folder, options, names, rounds: Rounds::default(), sheets: BTreeMap::new(), rows: 0 };
    for row in rules(registry, until).await? {
        writing.write(row, 1).map_err(unwritable)?;
    }
    let mut walk = registry.walk(until, options.confidential).await?;
    while let Some(act) = walk.next().await? {
        writing.act(&act).map_err(unwritable)?;
        progress(writing.rows);
    }
    let left_out = writing.names.left_out();
    let files = writing.sheets.into_values().map(Sheet::finish).collect::<std::io::Result<Vec<_>>>().map_err(unwritable)?;
    Ok(ExportReport { sequence: until, files, left_out })
}

struct Writing<'f> {
    folder: &'f Path,
    options: Options,
    names: Names,
    rounds: Rounds,
    sheets: BTreeMap<(FileKind, u32), Sheet>,
    rows: u64,
}

impl Writing<'_> {
    fn act(&mut self, act: &Act) -> std::io::Result<()> {
        let round = self.rounds.of(act, &self.names);
        match &act.content {
            Content::RecordDistributions { pool, rows, .. } => {
                let next = self.sheets.get(&(FileKind::Distributions, round)).map_or(1, |sheet| sheet.rows() + 1);
                let numbered = (next..).zip(rows);
                self.write_all(round, numbered.map(|(number, row)| trade::distribution_row(number, pool, row)))
            }
            Content::RecordSales { venue, rows, .. } => self.write_all(round, rows.iter().map(|row| trade::sale_row(venue, row))),
            Content::RecordReadings { data_centre, rows } => match self.names.centre(*data_centre).cloned() {
                Some(code) => self.write_all(round, rows.iter().flat_map(|row| reading::rows(&code, row))),
                None => Ok(()),
            },
            Content::OpenSurplusSession(terms) => self.write_all(round, surplus::session_rows(act.effective_on, terms)),
            Content::RecordBids { session, rows } => match self.names.session(*session) {
                Some(of) => {
                    let lots = rows.iter().flat_map(|row| row.lots.iter().map(|lot| surplus::bid_row(of, row.miner, lot)));
                    self.write_all(round, lots)
                }
                None => Ok(()),
            },
            Content::RecordAwards { session, rows } | Content::ClearSurplusSession { session, rows } => {
                match self.names.session(*session) {
                    Some(of) => {
                        let lots = rows.iter().flat_map(|row| row.lots.iter().map(|lot| surplus::award_row(of, row.miner, lot)));
                        self.write_all(round, lots)
                    }
                    None => Ok(()),
                }
            }
            // Rules are written by version, as they stand.
            Content::AddRuleVersion(_) | Content::EndRuleVersion { .. } => Ok(()),
            content => match said::what(content, &self.names) {
                Some(what) if self.is_shown(&what) => self.write(entry(act, what).write(), round),
                _ => Ok(()),
            },
        }
    }

    /// What is paid is confidential, and a payment without its amount says nothing.
    fn is_shown(&self, what: &What) -> bool {
        self.options.confidential || what.kind() != FileKind::Payments
    }

    fn write_all(&mut self, round: u32, rows: impl Iterator<Item = Row>) -> std::io::Result<()> {
        rows.into_iter().try_for_each(|row| self.write(row, round))
    }

    fn write(&mut self, row: Row, round: u32) -> std::io::Result<()> {
        let kind = row.kind();
        self.rows += 1;
        let Options { format, confidential } = self.options;
        let sheet = match self.sheets.entry((kind, round)) {
            std::collections::btree_map::Entry::Occupied(sheet) => sheet.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                let name = if round == 1 { kind.code().to_owned() } else { format!("{}.{round}", kind.code()) };
                place.insert(Sheet::begin(self.folder, &name, kind, format, confidential)?)
            }
        };
        sheet.write(row)
    }
}

fn entry(act: &Act, what: What) -> Entry {
    Entry {
        authority: act.authority,
        effective_on: act.effective_on,
        reason: act.reason.clone(),
        reference: act.reference.clone(),
        what,
    }
}

/// Every version of every rule, each with the days on which it is in force.
async fn rules(registry: &Registry, until: Sequence) -> Result<Vec<Row>, RegistryError> {
    let book = registry.rulebook(until).await?;
    let mut rows = Vec::new();
    for code in RuleCode::ALL {
        for version in book.versions(*code) {
            for said in registry.acts_numbered(&[version.act], until).await? {
                let entry = Entry {
                    authority: said.said.authority,
                    effective_on: version.in_force.from,
                    reason: said.said.reason,
                    reference: said.said.reference,
                    what: What::AddRule(version.text.clone()),
                };
                rows.push(entry.write());
            }
        }
    }
    Ok(rows)
}
