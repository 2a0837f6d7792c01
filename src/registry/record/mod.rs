//! The one path by which anything enters the register: check, append, project, in one transaction.
//!
//! ```text
//! draft → may this office? → the same again? → has someone else acted? → what would follow? → append → project
//! ```

mod authorisation;
mod calendar;
mod correction;
mod data_centre;
mod file;
mod find;
mod licence_fact;
mod organisation;
mod public;
mod reading;
mod rule;
mod surplus;
mod touched;
mod warning;

use std::borrow::Cow;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use thiserror::Error;

use super::Registry;
use super::error::RegistryError;
use super::follow::Head;
use super::principal::Principal;
use crate::compliance::rulebook::Rulebook;
use crate::domain::act::{Act, ActKind, Content, Draft, Subject};
use crate::domain::authorisation::AuthorisationId;
use crate::domain::authority::Authority;
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::fold;
use crate::domain::instant::Instant;
use crate::domain::organisation::OrganisationId;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::surplus::SessionId;
use crate::journal::entry::{self, Salt, Sealed};
use crate::journal::tile::LONGEST_ENTRY;
use crate::store::{FileRows, NewAct, Projection, Reads, Recorder, StoreError, Writing};

pub(super) use public::NotRepeated;

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The act's number.
    pub sequence: Sequence,
    /// Whether it had been recorded before, under the same key.
    pub repeated: bool,
}

/// Why a draft was not recorded. Nothing was written.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The register refuses the act.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The role records no acts of this kind.
    #[error("the role {role} may not record {kind}")]
    NotAllowed {
        /// Which role.
        role: &'static str,
        /// What kind of act.
        kind: &'static str,
    },
    /// It could not be done.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The operating system gave no randomness for the salt.
    #[error("no randomness for the salt of an act")]
    NoRandomness,
    /// The act has no JSON form.
    #[error("the act cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
}

impl From<Refusal> for RecordError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for RecordError {
    fn from(error: StoreError) -> Self {
        Self::Registry(error.into())
    }
}

/// The register held for recording. Several acts may be recorded before one commit: all of them or none.
pub struct Session {
    writing: Writing,
    /// The rules, once they were asked for: nobody else can change them meanwhile.
    book: Option<Arc<Rulebook>>,
    /// Where those who follow hear of what is committed.
    head: Arc<Head>,
}

/// What the checks of an act may look at.
pub(super) struct Check<'r, 'a> {
    reads: Reads<'r>,
    act: &'a Act,
    today: Day,
    /// How much of the journal this register knows.
    knows: Knows,
}

/// How much of the journal a register knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knows {
    /// All of it.
    All,
    /// What is public: files of rows are known by their number of rows alone, and what rests on rows is not checked.
    PublicAlone,
}

impl Registry {
    /// Records one act.
    ///
    /// # Errors
    /// A draft that is refused, a principal who may not, a failing database. Nothing was written then.
    // Boxed: the compiler proves once, and not for each mutation anew, that all of it may move between threads.
    pub fn record<'a>(&'a self, principal: &'a Principal, draft: Draft) -> BoxFuture<'a, Result<Recorded, RecordError>> {
        Box::pin(async move {
            // Asked before anything is locked, so that a stranger cannot hold up those who may.
            office(principal, draft.content.kind())?;
            let mut session = self.session().await?;
            let recorded = session.record(principal, draft, self.clock.now()).await;
            match recorded {
                Ok(recorded) => {
                    session.commit().await?;
                    Ok(recorded)
                }
                Err(error) => {
                    session.abandon().await?;
                    Err(error)
                }
            }
        })
    }

    /// Takes the register for recording several acts.
    ///
    /// # Errors
    /// A failing database.
    pub async fn session(&self) -> Result<Session, RecordError> {
        Ok(Session { writing: self.store.begin().await?, book: None, head: Arc::clone(&self.head) })
    }
}

impl Session {
    /// The number of the newest act.
    pub fn newest(&self) -> Sequence {
        self.writing.newest()
    }

    /// Records an act as the next one, at a moment that is not before the last one's. After a refusal the session
    /// can go on; after any other error it must not be committed.
    ///
    /// # Errors
    /// As [`Registry::record`].
    pub async fn record(&mut self, principal: &Principal, draft: Draft, at: Instant) -> Result<Recorded, RecordError> {
        let authority = office(principal, draft.content.kind())?;
        let request_hash = entry::request_hash(&draft)?;
        if let Some((sequence, earlier)) = self.writing.reads().act_with_key(authority, draft.idempotency_key.as_str()).await? {
            return if earlier == request_hash {
                Ok(Recorded { sequence, repeated: true })
            } else {
                Err(key_reused(sequence).into())
            };
        }
        let key = draft.idempotency_key.clone();
        let expected = draft.expected_sequence;
        let act = self.prepare(draft, authority, at).await?;
        self.check_expected(&act, expected).await?;
        let mut salt: Salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|_| RecordError::NoRandomness)?;
        let beside = Beside { salt, recorder: principal.recorder(), key: key.as_str(), request_hash };
        self.write(&act, &beside).await
    }

    /// Makes all that was recorded durable and visible.
    ///
    /// # Errors
    /// A failing database: then nothing was written.
    pub async fn commit(self) -> Result<(), RecordError> {
        let newest = self.writing.newest();
        self.writing.commit().await?;
        self.head.saw(newest);
        Ok(())
    }

    /// Lets go of all that was recorded, as if nothing had happened.
    ///
    /// # Errors
    /// A failing database; nothing is written then either.
    pub async fn abandon(self) -> Result<(), RecordError> {
        Ok(self.writing.abandon().await?)
    }

    /// Records an act again as another journal has it, with that journal's salt and time.
    ///
    /// # Errors
    /// As [`Registry::record`].
    pub(super) async fn repeat(&mut self, act: &Act, beside: &Beside<'_>) -> Result<Recorded, RecordError> {
        self.write(act, beside).await
    }

    /// The act that the draft becomes: numbered, dated, with its subject and with the defaults of the rules filled in.
    async fn prepare(&mut self, draft: Draft, authority: Authority, at: Instant) -> Result<Act, RecordError> {
        let sequence = self.writing.newest().next();
        let mut act = Act {
            sequence,
            authority,
            effective_on: draft.effective_on,
            recorded_at: at.max(self.writing.recorded_at()),
            subject: None,
            reason: draft.reason,
            reference: draft.reference,
            content: draft.content,
        };
        let book = self.rulebook().await?;
        authorisation::fill_in(&mut act, &book);
        warning::normalise(&mut act)?;
        self.name_party(&mut act).await?;
        self.fill_in_clearing(&mut act).await?;
        act.subject = self.subject_of(&act).await?;
        self.bounds(&act, &book, Knows::All).await?;
        Ok(act)
    }

    /// Checks an act against the calendar and the rules.
    async fn bounds(&self, act: &Act, book: &Rulebook, knows: Knows) -> Result<(), RecordError> {
        let check = Check { reads: self.writing.reads(), act, today: act.recorded_at.day(), knows };
        check.days()?;
        check.corrected_day()?;
        check.against_rules(book).await
    }

    async fn rulebook(&mut self) -> Result<Arc<Rulebook>, RecordError> {
        if let Some(book) = &self.book {
            return Ok(Arc::clone(book));
        }
        let book = Arc::new(Rulebook::new(self.writing.reads().rule_versions(self.writing.newest()).await?));
        self.book = Some(Arc::clone(&book));
        Ok(book)
    }

    /// Says of a file which organisation handed it in, where the register knows it: found here, while nobody else
    /// writes, and not by the caller.
    async fn name_party(&self, act: &mut Act) -> Result<(), RecordError> {
        let (party, organisation) = match &mut act.content {
            Content::RecordDistributions { pool, organisation, .. } => (&*pool, organisation),
            Content::RecordSales { venue, organisation, .. } => (&*venue, organisation),
            _ => return Ok(()),
        };
        *organisation = match party.bin() {
            Some(bin) => self.writing.reads().organisation_ids(&[bin], act.sequence).await?.get(&bin).copied(),
            None => None,
        };
        Ok(())
    }

    async fn subject_of(&self, act: &Act) -> Result<Option<Subject>, RecordError> {
        let here = act.sequence;
        Ok(match &act.content {
            Content::RegisterOrganisation { .. } => Some(Subject::Organisation(OrganisationId(here))),
            Content::AmendOrganisation { organisation, .. } => Some(Subject::Organisation(*organisation)),
            Content::RecordDistributions { organisation, .. } | Content::RecordSales { organisation, .. } => {
                organisation.map(Subject::Organisation)
            }
            Content::PublishWarning(_) => Some(Subject::Warning(here)),
            Content::AddRuleVersion(text) => Some(Subject::Rule(text.code)),
            Content::EndRuleVersion { code, .. } => Some(Subject::Rule(*code)),
            Content::CorrectFact(correction) => correction::original(&self.writing.reads(), correction).await?.subject,
            Content::RegisterDataCentre { .. } => Some(Subject::DataCentre(DataCentreId(here))),
            Content::OpenSurplusSession(_) => Some(Subject::SurplusSession(SessionId(here))),
            other if other.data_centre().is_some() => other.data_centre().map(Subject::DataCentre),
            other if other.session().is_some() => other.session().map(Subject::SurplusSession),
            other => match (other.grant(), other.authorisation()) {
                (Some((role, _)), _) => Some(Subject::licensee(role, AuthorisationId(here))),
                (None, Some((role, id))) => Some(Subject::licensee(role, id)),
                (None, None) => None,
            },
        })
    }

    async fn check_expected(&self, act: &Act, expected: Option<Sequence>) -> Result<(), RecordError> {
        let (Some(expected), Some(subject)) = (expected, act.subject) else { return Ok(()) };
        let newest = self.writing.reads().newest_about(subject).await?;
        if newest > expected || expected >= act.sequence {
            return Err(Refusal::new(RefusalCode::SubjectChanged)
                .at("expectedSequence")
                .with("newest", newest)
                .with("expected", expected)
                .into());
        }
        Ok(())
    }

    async fn write(&mut self, act: &Act, beside: &Beside<'_>) -> Result<Recorded, RecordError> {
        self.append(act, beside, None).await
    }

    /// Appends an act with what follows from it: sealed anew, or as another journal sealed what is public of it.
    async fn append(&mut self, act: &Act, beside: &Beside<'_>, public: Option<&Sealed>) -> Result<Recorded, RecordError> {
        let knows = if public.is_some() { Knows::PublicAlone } else { Knows::All };
        let check = Check { reads: self.writing.reads(), act, today: act.recorded_at.day(), knows };
        let content_hash = entry::content_hash(&act.content)?;
        let follows = check.what_follows(&content_hash).await?;
        let sealed = match public {
            Some(sealed) => Cow::Borrowed(sealed),
            None => Cow::Owned(entry::seal(act, &beside.salt)?),
        };
        if sealed.entry.len() > LONGEST_ENTRY {
            let too_long = Refusal::new(RefusalCode::EntryTooLong).at("content");
            return Err(too_long.with("length", sealed.entry.len()).with("most", LONGEST_ENTRY).into());
        }
        let new = NewAct {
            act,
            sealed: &sealed,
            salt: &beside.salt,
            recorder: &beside.recorder,
            idempotency_key: beside.key,
            request_hash: &beside.request_hash,
            content_hash: &content_hash,
        };
        self.writing.append(new, follows).await?;
        self.mark_touched(act).await?;
        // Only an act about a rule changes the rules.
        if matches!(act.subject, Some(Subject::Rule(_))) {
            self.book = None;
        }
        tracing::debug!(sequence = act.sequence.number(), kind = act.content.kind().code(), "recorded");
        Ok(Recorded { sequence: act.sequence, repeated: false })
    }
}

/// What the journal keeps beside an act.
pub(super) struct Beside<'a> {
    pub(super) salt: Salt,
    pub(super) recorder: Recorder,
    pub(super) key: &'a str,
    pub(super) request_hash: entry::Hash,
}

impl<'a> Check<'_, 'a> {
    /// What the act makes of its subject, after all checks that look at other facts than the act's own.
    fn what_follows<'s>(&'s self, content_hash: &'s entry::Hash) -> BoxFuture<'s, Result<Projection<'a>, RecordError>> {
        Box::pin(self.follows(content_hash))
    }

    async fn follows(&self, content_hash: &entry::Hash) -> Result<Projection<'a>, RecordError> {
        match &self.act.content {
            Content::RegisterOrganisation { bin, .. } => self.registration(*bin).await,
            Content::AmendOrganisation { organisation, .. } => self.amendment(*organisation).await,
            Content::RecordDistributions { pool, rows, .. } => {
                self.file(pool, rows.iter().map(|row| row.on), content_hash).await?;
                Ok(Projection::Distributions(self.whole_file(rows), Cow::Borrowed(pool)))
            }
            Content::RecordSales { venue, rows, .. } => {
                self.file(venue, rows.iter().map(|row| row.on), content_hash).await?;
                Ok(Projection::Sales(self.whole_file(rows), Cow::Borrowed(venue)))
            }
            Content::RecordReadings { data_centre, rows } => {
                self.file_of_rows(rows.len(), content_hash).await?;
                self.readings_of(*data_centre, rows).await?;
                Ok(Projection::Readings(self.whole_file(rows), *data_centre))
            }
            Content::RegisterDataCentre { code, .. } => self.data_centre_registration(code).await,
            Content::OpenSurplusSession(terms) => self.session_opened(terms).await,
            Content::RecordBids { session, rows } => {
                self.file_of_rows(rows.len(), content_hash).await?;
                self.bids(*session, rows).await
            }
            Content::RecordAwards { session, rows } => {
                self.file_of_rows(rows.len(), content_hash).await?;
                self.awards(*session, rows).await
            }
            Content::ClearSurplusSession { session, .. } => self.cleared(*session).await,
            Content::PublishWarning(_) => {
                Ok(Projection::Warning(self.act.sequence, fold::warning(std::slice::from_ref(self.act))))
            }
            Content::AddRuleVersion(text) => self.rule(text.code).await,
            Content::EndRuleVersion { code, .. } => self.rule(*code).await,
            Content::CorrectFact(correction) => self.correction(correction).await,
            other if other.data_centre().is_some() => self.data_centre_step(other).await,
            other if other.of_licence().is_some() => self.licence_fact(other).await,
            other => match (other.grant(), other.authorisation()) {
                (Some((role, grant)), _) => self.grant(role, grant).await,
                (None, Some((role, id))) => self.step(role, id).await,
                // Every kind that is neither stands above.
                (None, None) => Err(Refusal::new(RefusalCode::UnknownAct).with("sequence", self.act.sequence).into()),
            },
        }
    }

    fn whole_file<T>(&self, rows: &'a [T]) -> FileRows<'a, T> {
        FileRows { origin: self.act.sequence, only: None, rows }
    }
}

/// The authority in whose name the principal may record acts of this kind.
fn office(principal: &Principal, kind: ActKind) -> Result<Authority, RecordError> {
    let refused = || RecordError::NotAllowed { role: principal.role.code(), kind: kind.code() };
    let authority = principal.role.authority().ok_or_else(refused)?;
    if authority.may_record(kind) { Ok(authority) } else { Err(refused()) }
}

fn key_reused(sequence: Sequence) -> Refusal {
    Refusal::new(RefusalCode::IdempotencyKeyReused).at("idempotencyKey").with("sequence", sequence)
}
