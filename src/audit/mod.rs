//! An audit: whether a running register says what it signed, and nothing but what follows from it.
//!
//! The log is mirrored and held against every checkpoint that was ever seen of it (`mirror`); its public entries are
//! played into a register of our own (`replay`); and both are asked the same questions (`compare`). The first
//! difference ends it. What was done is kept in a folder, and the next audit goes on from there.

mod ask;
mod compare;
mod difference;
mod error;
mod folder;
mod keys;
mod mirror;
mod remote;
mod replay;
mod report;

use std::path::PathBuf;

use crate::domain::day::Day;
use crate::domain::node_id::NodeId;
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::journal::note::NoteKey;
use crate::registry::{Clock, Registry};

use ask::Both;
use compare::{Compared, Comparison};
pub use error::{AuditError, Difference, Failure};
use folder::Folder;
pub use keys::Witnesses;
use mirror::Mirror;
use remote::Remote;
pub use report::Report;

/// Hears in words how far an audit has come.
pub type Say<'a> = dyn FnMut(&str) + Send + 'a;

/// What is audited, and how.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The register's address.
    pub url: String,
    /// Where the mirror is.
    pub folder: PathBuf,
    /// The key that must have signed the log; without one, the first that is seen is trusted.
    pub log_key: Option<NoteKey>,
    /// Who else must have.
    pub witnesses: Witnesses,
    /// What tells the day.
    pub clock: Clock,
    /// The days that are asked about beside today, and an older version of the register; drawn by lot without them, so
    /// that nobody knows beforehand what will be asked.
    pub views: Option<(Vec<Day>, Sequence)>,
}

impl Audit {
    /// Audits the register.
    ///
    /// # Errors
    /// The first difference; whatever kept it from being done.
    pub async fn run(&self, say: &mut Say<'_>) -> Result<Report, AuditError> {
        let remote = Remote::at(&self.url)?;
        let folder = Folder::open(&self.folder)?;
        let signed = keys::signed_checkpoint(&remote, &folder, self.log_key.as_ref(), &self.witnesses).await?;
        let size = signed.checkpoint.size;
        if signed.on_first_use {
            say(&format!("the keys of {} are trusted because they are the first that were seen", signed.checkpoint.origin));
        }
        let mirrored = Mirror { remote: &remote, folder: &folder, signed: &signed }.run(say).await?;
        let url = format!("sqlite://{}", folder.at("replay.db").display());
        let replayed = Registry::open(&url, self.clock.clone()).await?;
        let played = replay::replay(&replayed, &folder, size, say).await?;
        let views = self.views(replayed.today(), size)?;
        let ids = replay::subjects(&replayed, size).await?;
        let mut both = Both::new(&remote, &replayed, views[0]).await?;
        let mut compared = Compared::default();
        let drawn = sample(&ids)?;
        for (number, view) in views.iter().enumerate() {
            let ids = if number == 0 { &ids } else { &drawn };
            let mut comparison = Comparison { both: &mut both, view: *view, ids, compared };
            if number == 0 {
                comparison.acts(folder.audited()?).await?;
            }
            compared = comparison.run(say).await?;
        }
        folder.set_audited(size)?;
        Ok(Report {
            origin: signed.checkpoint.origin.clone(),
            size,
            mirrored,
            played,
            compared,
            subjects: ids.len(),
            views,
            on_first_use: signed.on_first_use,
        })
    }

    /// Today and the newest act; other days; an older version.
    fn views(&self, today: Day, size: Sequence) -> Result<Vec<View>, AuditError> {
        let (days, older) = match &self.views {
            Some((days, older)) => (days.clone(), *older),
            None => drawn(today, size)?,
        };
        let of_day = |on: Day| View { on, seq: size };
        let of_older = [today].into_iter().chain(days.first().copied()).map(|on| View { on, seq: older.min(size) });
        Ok([today].into_iter().chain(days.iter().copied()).map(of_day).chain(of_older).collect())
    }
}

/// Subjects compared under each view but the first, where there are more: enough to catch who lies about one in a thousand.
const MOST_OF_OTHER_VIEWS: usize = 5_000;

/// As many subjects as are compared under the other views, by lot.
fn sample(ids: &[NodeId]) -> Result<Vec<NodeId>, AuditError> {
    let mut drawn = ids.to_vec();
    for place in 0..drawn.len().min(MOST_OF_OTHER_VIEWS) {
        let rest = u64::try_from(drawn.len() - place).unwrap_or(u64::MAX);
        drawn.swap(place, place + usize::try_from(below(rest)?).unwrap_or(0));
    }
    drawn.truncate(MOST_OF_OTHER_VIEWS);
    Ok(drawn)
}

/// A number below another, by lot.
fn below(most: u64) -> Result<u64, AuditError> {
    let lot = getrandom::u64().map_err(|_| Failure::NoRandomness)?;
    Ok(lot % most.max(1))
}

/// Two days since the law and an older version, by lot.
fn drawn(today: Day, size: Sequence) -> Result<(Vec<Day>, Sequence), AuditError> {
    let since = u64::try_from((today.date() - Day::LAW_IN_FORCE.date()).num_days()).unwrap_or(0);
    let day = || Ok::<_, AuditError>(Day::LAW_IN_FORCE.plus_days(u32::try_from(below(since)?).unwrap_or(0)));
    let older = i64::try_from(below(u64::try_from(size.number()).unwrap_or(1))?).ok().and_then(Sequence::new);
    Ok((vec![day()?, day()?], older.unwrap_or_default()))
}
