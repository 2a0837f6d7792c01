//! Folders of files, and what becomes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tizilim::files::{ExportOptions, ExportReport, FileReport, Format, Listener, Outcome, Step, export, import};

use crate::support::TestRegister;

/// The day on which the tests import.
pub(crate) const TODAY: &str = "2026-11-23";

/// A folder that goes with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A folder with one file.
    pub(crate) fn with(name: &str, text: &str) -> Self {
        let folder = Self::new();
        folder.write(name, text);
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("a file")
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The names of the files, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = self.path().read_dir().expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a plain name")).collect();
        names.sort();
        names
    }

    /// The rows of the folder by kind of file, in order of the alphabet. The running numbers of tables of distributions
    /// say nothing of the register, and neither does the round that a row came in.
    pub(crate) fn rows(&self) -> BTreeMap<String, Vec<String>> {
        let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.names() {
            let kind = name.split('.').next().expect("a kind").to_owned();
            for line in self.read(&name).lines().skip(1) {
                let row = if kind == "distributions" { line.split_once(',').expect("cells").1 } else { line };
                rows.entry(kind.clone()).or_default().push(row.to_owned());
            }
        }
        rows.values_mut().for_each(|rows| rows.sort());
        rows
    }
}

/// Hears nothing.
pub(crate) struct Silence;

impl Listener for Silence {
    fn progress(&mut self, _: &Path, _: Step, _: u64) {}
    fn done(&mut self, _: &FileReport) {}
}

impl TestRegister {
    pub(crate) async fn import(&self, path: &Path) -> Vec<FileReport> {
        import(&self.registry, path, &mut Silence).await.expect("an import")
    }

    /// Imports files that must all be recorded; gives how many acts came of them.
    pub(crate) async fn import_all(&self, path: &Path) -> u64 {
        let acts = |report: &FileReport| match &report.outcome {
            Outcome::Recorded { acts, .. } => *acts,
            Outcome::NothingNew => 0,
            other => panic!("{} was not recorded: {other:#?}", report.path.display()),
        };
        self.import(path).await.iter().map(acts).sum()
    }

    /// Imports one file that must leave no trace; gives its problems as `line: column: reason`.
    pub(crate) async fn refuses(&self, name: &str, text: &str) -> Vec<String> {
        let before = self.registry.store().dump().await.expect("a dump");
        let folder = Folder::with(name, text);
        let reports = self.import(&folder.path().join(name)).await;
        assert_eq!(before, self.registry.store().dump().await.expect("a dump"), "{name} left a trace");
        problems(&reports[0])
    }

    pub(crate) async fn export(&self, format: Format, confidential: bool) -> (Folder, ExportReport) {
        let folder = Folder::new();
        let options = ExportOptions { format, confidential };
        let report = export(&self.registry, folder.path(), options, &mut |_| {}).await.expect("an export");
        (folder, report)
    }
}

/// The problems of a file, as `line: column: reason`.
pub(crate) fn problems(report: &FileReport) -> Vec<String> {
    match &report.outcome {
        Outcome::Bad(problems) => {
            problems.named().iter().map(|problem| format!("{}: {}: {}", problem.line, problem.column, problem.reason)).collect()
        }
        other => panic!("{} is not bad: {other:#?}", report.path.display()),
    }
}

/// The folder of examples.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}
