//! Files into the register: a file is checked as a whole, then recorded in one transaction, all of it or nothing.
//!
//! ```text
//! folder → files in their order → check every line, hash the bytes → gather rows into acts → record → commit
//!                                        └ bad lines: named, nothing recorded            └ refused: named, abandoned
//! ```
//! The second reading of the file is what bounds memory: nothing is kept from the first but the hash.

mod gather;
mod group;
mod place;
mod plan;
mod record;
mod report;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use super::entry::{Entry, What};
use super::kind::FileKind;
use super::part::Part;
use super::problem::Problems;
use super::table::Table;
use crate::domain::rule::RuleCode;
use crate::domain::sequence::Sequence;
use crate::registry::Registry;

pub use gather::MOST_HELD;
pub use report::{FileReport, ImportError, Listener, Outcome, Step};

/// Rows between two words to the listener.
const ROWS_UNTOLD: u64 = 500;

/// What the first reading of a file found.
struct Checked {
    problems: Problems,
    rows: u64,
    sha256: String,
}

/// Records a file, or every CSV file of a folder in the order in which one kind rests on another. A file that cannot be
/// recorded leaves no trace; those that rest on it are not tried, and the others go on.
///
/// An empty register gets the starting rules first, unless the files bring a version of every rule: then these are its
/// rules.
///
/// # Errors
/// What is no fault of a row: a path that cannot be read, a failing database. What was recorded before stays.
pub async fn import(registry: &Registry, path: &Path, listener: &mut dyn Listener) -> Result<Vec<FileReport>, ImportError> {
    let files = plan::files(path)?;
    starting_rules(registry, &files).await?;
    let mut done: Vec<FileReport> = Vec::new();
    for file in files {
        let started = Instant::now();
        let (rows, most_held, outcome) = match file.kind {
            None => (0, 0, Outcome::Bad(plan::no_kind())),
            Some(kind) => one(registry, &file, kind, &done, listener).await?,
        };
        let report = FileReport { path: file.path, kind: file.kind, rows, most_held, took: started.elapsed(), outcome };
        listener.done(&report);
        done.push(report);
    }
    Ok(done)
}

/// What an export of a whole register says of rules takes the place of the starting rules; what an authority adds to them
/// does not.
async fn starting_rules(registry: &Registry, files: &[plan::Planned]) -> Result<(), ImportError> {
    if registry.view_now().await?.seq != Sequence::EMPTY {
        return Ok(());
    }
    let mut said = BTreeSet::new();
    for file in files.iter().filter(|file| file.kind == Some(FileKind::Rules)) {
        said.extend(rules_said(&file.path).map_err(|source| ImportError::unreadable(&file.path, source))?);
    }
    if RuleCode::ALL.iter().any(|code| !said.contains(code)) {
        registry.init().await?;
    }
    Ok(())
}

/// The rules of which a file brings a version.
fn rules_said(path: &Path) -> std::io::Result<Vec<RuleCode>> {
    let mut problems = Problems::default();
    let mut said = Vec::new();
    let Some(mut table) = Table::open(path, FileKind::Rules, &mut problems)? else { return Ok(said) };
    while let Some(mut cells) = table.next(&mut problems)? {
        if let Some(Entry { what: What::AddRule(text), .. }) = Entry::read(FileKind::Rules, &mut cells) {
            said.push(text.code);
        }
    }
    Ok(said)
}

async fn one(
    registry: &Registry,
    file: &plan::Planned,
    kind: FileKind,
    done: &[FileReport],
    listener: &mut dyn Listener,
) -> Result<(u64, usize, Outcome), ImportError> {
    let path = file.path.as_path();
    let checked = check(path, kind, listener).map_err(|source| ImportError::unreadable(path, source))?;
    if !checked.problems.is_empty() {
        return Ok((checked.rows, 0, Outcome::Bad(checked.problems)));
    }
    if let Some(missing) = file.missing_among(done) {
        return Ok((checked.rows, 0, Outcome::NotTried { because: missing.to_owned() }));
    }
    let (most_held, outcome) = record::file(registry, path, kind, &checked.sha256, listener).await?;
    Ok((checked.rows, most_held, outcome))
}

/// Reads every line, and names what cannot be read.
fn check(path: &Path, kind: FileKind, listener: &mut dyn Listener) -> std::io::Result<Checked> {
    let mut problems = Problems::default();
    let mut rows = 0;
    let Some(mut table) = Table::open(path, kind, &mut problems)? else {
        return Ok(Checked { problems, rows, sha256: String::new() });
    };
    while let Some(mut cells) = table.next(&mut problems)? {
        rows += 1;
        if kind.is_gathered() {
            drop(Part::read(kind, &mut cells));
        } else {
            drop(Entry::read(kind, &mut cells));
        }
        if rows % ROWS_UNTOLD == 0 {
            listener.progress(path, Step::Checking, rows);
        }
    }
    Ok(Checked { problems, rows, sha256: table.sha256() })
}
