//! One file into one transaction.

use std::path::Path;
use std::sync::Arc;

use super::super::entry::{Entry, Unresolved, What};
use super::super::kind::FileKind;
use super::super::part::Part;
use super::super::problem::{Problems, said};
use super::super::table::Table;
use super::ROWS_UNTOLD;
use super::gather::Gatherer;
use super::group::Group;
use super::place::place;
use super::report::{ImportError, Listener, Outcome, Step};
use crate::compliance::rulebook::Rulebook;
use crate::domain::act::{Content, Draft};
use crate::domain::authority::Authority;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::office::Role;
use crate::domain::rule::RuleText;
use crate::domain::sequence::Sequence;
use crate::domain::text::{Line, Note, Text};
use crate::registry::record::{RecordError, Session};
use crate::registry::{Principal, Registry};

/// A file on its way into the register.
struct Recording {
    kind: FileKind,
    sha256: String,
    session: Session,
    /// The rules before the file: what it says of them a second time is passed over.
    book: Arc<Rulebook>,
    at: Instant,
    acts: u64,
    recorded: Option<(Sequence, Sequence)>,
    problems: Problems,
}

/// Records a file whose lines are all right. Gives the most rows that were held, and what came of it.
pub(super) async fn file(
    registry: &Registry,
    path: &Path,
    kind: FileKind,
    sha256: &str,
    listener: &mut dyn Listener,
) -> Result<(usize, Outcome), ImportError> {
    let book = registry.rulebook(registry.view_now().await?.seq).await?;
    let session = registry.session().await?;
    let mut recording = Recording {
        kind,
        sha256: sha256.to_owned(),
        session,
        book,
        at: registry.now(),
        acts: 0,
        recorded: None,
        problems: Problems::default(),
    };
    // A file is recorded whole or not at all: where its first act is, all of it is. Asked by the bytes and not by what
    // they would mean today, and while nobody else can record.
    if registry.knows_key(&recording.key(1)).await? {
        recording.session.abandon().await?;
        return Ok((0, Outcome::AlreadyRecorded));
    }
    let most_held = match recording.rows(path, listener).await {
        Ok(most_held) => most_held,
        Err(error) => {
            recording.session.abandon().await?;
            return Err(error);
        }
    };
    if !recording.problems.is_empty() {
        recording.session.abandon().await?;
        return Ok((most_held, Outcome::Bad(recording.problems.in_order())));
    }
    recording.session.commit().await?;
    let outcome = match recording.recorded {
        Some((first, last)) => Outcome::Recorded { acts: recording.acts, first, last },
        None => Outcome::NothingNew,
    };
    Ok((most_held, outcome))
}

impl Recording {
    async fn rows(&mut self, path: &Path, listener: &mut dyn Listener) -> Result<usize, ImportError> {
        let changed = || ImportError::Changed { path: path.to_path_buf() };
        let unreadable = |source| ImportError::unreadable(path, source);
        let mut again = Problems::default();
        let mut table = Table::open(path, self.kind, &mut again).map_err(unreadable)?.ok_or_else(changed)?;
        let mut gatherer = Gatherer::default();
        let mut rows = 0;
        while let Some(mut cells) = table.next(&mut again).map_err(unreadable)? {
            rows += 1;
            let line = cells.line();
            if self.kind.is_gathered() {
                let part = Part::read(self.kind, &mut cells).ok_or_else(changed)?;
                if let Some(group) = gatherer.take(line, part, &mut self.problems) {
                    self.group(group).await?;
                }
            } else {
                let entry = Entry::read(self.kind, &mut cells).ok_or_else(changed)?;
                self.entry(line, entry).await?;
            }
            if rows % ROWS_UNTOLD == 0 {
                listener.progress(path, Step::Recording, rows);
            }
        }
        while let Some(group) = gatherer.next() {
            self.group(group).await?;
        }
        if table.sha256() == self.sha256 { Ok(gatherer.most_held()) } else { Err(changed()) }
    }

    /// A row that is an act.
    async fn entry(&mut self, line: u64, entry: Entry) -> Result<(), ImportError> {
        let Entry { authority, effective_on, reason, reference, what } = entry;
        if let What::AddRule(text) = &what
            && self.has_rule(effective_on, text)
        {
            return Ok(());
        }
        let content = match what.resolve(&self.session).await {
            Ok(content) => content,
            Err(unresolved) => return self.unresolved(line, unresolved),
        };
        match self.record(authority, effective_on, reason, reference, content).await {
            Ok(()) => Ok(()),
            Err(error) => self.refused(line, error),
        }
    }

    /// Rows that become one act. What the register will not have is left out and the rest asked again, so that all of it
    /// is named; whatever is recorded then is abandoned in the end.
    async fn group(&mut self, mut group: Group) -> Result<(), ImportError> {
        while group.count() > 0 {
            let first_line = group.first_line();
            let content = match group.content(&self.session).await {
                Ok(content) => content,
                Err(unresolved) => return self.unresolved(first_line, unresolved),
            };
            let effective_on = group.effective_on(self.at.day());
            let (authority, reason) = of_files(self.kind);
            let reference = text(&format!("sha256:{}", self.sha256));
            let error = match self.record(authority, effective_on, text(reason), reference, content).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            let RecordError::Refused(refusal) = &error else { return self.refused(first_line, error) };
            let place = place(self.kind, refusal.path.as_deref());
            let lines = place.row.map(|row| group.leave_out(row, place.part)).unwrap_or_default();
            if lines.is_empty() {
                return self.refused(first_line, error);
            }
            lines.iter().for_each(|line| self.problems.add(*line, place.column, said(refusal)));
            if self.problems.is_full() {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn record(
        &mut self,
        authority: Authority,
        effective_on: Day,
        reason: Note,
        reference: Line,
        content: Content,
    ) -> Result<(), RecordError> {
        let idempotency_key = text(&self.key(self.acts + 1));
        let draft = Draft { effective_on, reason, reference, idempotency_key, expected_sequence: None, content };
        let principal = Principal::program(role_of(authority));
        let recorded = self.session.record(&principal, draft, self.at).await?;
        self.acts += 1;
        let first = self.recorded.map_or(recorded.sequence, |(first, _)| first);
        self.recorded = Some((first, recorded.sequence));
        Ok(())
    }

    /// The key of the file's `n`th act.
    fn key(&self, n: u64) -> String {
        format!("import:{}:{n}", self.sha256)
    }

    fn has_rule(&self, effective_on: Day, text: &RuleText) -> bool {
        let versions = self.book.versions(text.code);
        versions.iter().any(|version| version.in_force.from == effective_on && version.text == *text)
    }

    fn unresolved(&mut self, line: u64, unresolved: Unresolved) -> Result<(), ImportError> {
        match unresolved {
            Unresolved::Unknown(column, refusal) => {
                self.problems.add(line, column, said(&refusal));
                Ok(())
            }
            Unresolved::Failed(error) => Err(error.into()),
        }
    }

    /// Names what was refused; anything else stops the import.
    fn refused(&mut self, line: u64, error: RecordError) -> Result<(), ImportError> {
        match error {
            RecordError::Refused(refusal) => {
                let place = place(self.kind, refusal.path.as_deref());
                self.problems.add(line, place.column, said(&refusal));
                Ok(())
            }
            error @ RecordError::NotAllowed { .. } => {
                let columns = self.kind.columns();
                let column = columns.iter().find(|column| **column == "authority").copied();
                self.problems.add(line, column.unwrap_or_else(|| self.kind.main_column()), error.to_string());
                Ok(())
            }
            error => Err(error.into()),
        }
    }
}

/// Who hands in files of many rows, and what the journal says of them.
fn of_files(kind: FileKind) -> (Authority, &'static str) {
    match kind {
        FileKind::Distributions => (Authority::TaxAuthority, "Table of distributions, as handed in"),
        FileKind::Sales => (Authority::TaxAuthority, "Table of sales, as handed in"),
        FileKind::SurplusSessions => (Authority::EnergyOperator, "Session of surplus power, as published"),
        FileKind::Bids => (Authority::EnergyOperator, "Bids of the session, as handed in"),
        FileKind::Awards => (Authority::EnergyOperator, "Results of the session, as published"),
        _ => (Authority::EnergyOperator, "Hourly readings, as handed in"),
    }
}

fn role_of(authority: Authority) -> Role {
    Role::ALL.iter().copied().find(|role| role.authority() == Some(authority)).unwrap_or(Role::Auditor)
}

/// A text of the program's own.
fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    let Ok(text) = Text::try_from(text) else { unreachable!("the import's own texts are short and plain") };
    text
}
