//! Keeping assessments: whoever an act touched, and whoever's answer changes today, is assessed anew.
//!
//! An act only marks whom it touches, in its own transaction: a rule concerns everyone, and the journal cannot stand
//! still while everyone is assessed. Until that is done, nothing of the new version is read from what is kept.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::Registry;
use super::error::RegistryError;
use super::lookup::Licensee;
use crate::compliance::facts::Facts;
use crate::compliance::{Assessment, assess};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::names::sort_key;
use crate::domain::organisation::OrganisationId;
use crate::domain::period::Period;
use crate::domain::view::View;
use crate::store::{Assessed, Due};

/// Licensees assessed in one transaction: the journal waits for no more than these are written.
const BATCH: usize = 500;

/// How often a list of today is begun anew when acts overtake it.
const OVERTAKEN: usize = 4;

/// How often it is looked whether anyone is due.
const PAUSE: Duration = Duration::from_secs(1);

impl Registry {
    /// Whether what is kept holds everyone under a view. For the view of today and the newest act this makes it so.
    ///
    /// # Errors
    /// A failing database.
    pub(super) async fn is_kept(&self, view: View) -> Result<bool, RegistryError> {
        if self.store.reads().is_assessed(view).await? {
            return Ok(true);
        }
        if self.view_now().await? != view {
            return Ok(false);
        }
        self.assess_due().await?;
        Ok(self.store.reads().is_assessed(view).await?)
    }

    /// The view itself where what is kept holds everyone under it; of one that was today's newest and has been overtaken by
    /// an act, the newest that does.
    ///
    /// # Errors
    /// A failing database.
    pub async fn kept_or_newer(&self, view: View) -> Result<View, RegistryError> {
        let mut newest = view;
        for _ in 0..OVERTAKEN {
            if self.is_kept(newest).await? {
                return Ok(newest);
            }
            newest = self.view_now().await?;
        }
        Ok(view)
    }

    /// Assesses anew everyone who is due today, batch by batch. Gives how many.
    ///
    /// # Errors
    /// A failing database; the batches before it are kept.
    pub async fn assess_due(&self) -> Result<usize, RegistryError> {
        // Whoever asks meanwhile waits for this, and does not do the same work beside it.
        let _alone = self.assessing.lock().await;
        let mut done = 0;
        loop {
            let view = self.view_now().await?;
            let due = self.store.reads().due(view, BATCH).await?;
            if due.is_empty() && self.store.reads().is_assessed(view).await? {
                return Ok(done);
            }
            let assessed = self.assess_again(&due, view).await?;
            let is_last = due.len() < BATCH;
            done += due.len();
            let writing = self.store.begin().await?;
            writing.keep(&due, &assessed, view).await?;
            if is_last {
                writing.note_assessed(view).await?;
            }
            writing.commit().await?;
            if is_last {
                return Ok(done);
            }
        }
    }

    /// Assesses today, for tomorrow, a batch of those of whom something else is said from tomorrow on: so that nobody waits
    /// at midnight. Gives how many. Whoever an act touches after that is assessed anew, for today and for tomorrow.
    ///
    /// # Errors
    /// A failing database; nothing is kept then.
    pub async fn assess_ahead(&self) -> Result<usize, RegistryError> {
        let _alone = self.assessing.lock().await;
        let today = self.view_now().await?;
        if !self.store.reads().is_assessed(today).await? {
            return Ok(0);
        }
        let tomorrow = View { on: today.on.next(), ..today };
        let due = self.store.reads().due_on(tomorrow, BATCH).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let assessed = self.assess_again(&due, tomorrow).await?;
        let writing = self.store.begin().await?;
        writing.keep(&due, &assessed, tomorrow).await?;
        writing.commit().await?;
        Ok(due.len())
    }

    /// Assesses whoever is due, as soon as they are and for as long as it is awaited: so that who asks for a list finds it made.
    pub async fn keep_assessing(&self) {
        loop {
            let done = match self.assess_due().await {
                Ok(_) => self.assess_ahead().await,
                Err(error) => Err(error),
            };
            match done {
                // Whoever asks for a list of today comes before what is left for tomorrow.
                Ok(BATCH) => continue,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "licensees are due and could not be assessed; the next list will try again");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn assess_again(&self, due: &[Due], view: View) -> Result<Vec<Assessed>, RegistryError> {
        let ids: Vec<_> = due.iter().map(|due| due.id).collect();
        let licensees: Vec<_> = self.licensees(&ids, view).await?.into_values().collect();
        let book = self.rulebook(view.seq).await?;
        let mut loaded = self.load(&licensees, &book, view).await?;
        let to_come = self.to_come(&licensees, view).await?;
        let mut found = Vec::with_capacity(licensees.len());
        for licensee in &licensees {
            let facts = loaded.facts_of(licensee);
            let assessment = assess(&facts, &book, view.on);
            let until = last_day(&facts, &assessment, to_come.of(licensee), view.on);
            found.push(kept(licensee, &assessment, Period { from: view.on, until }));
            // Hundreds of them take as long as a request may: others get their turn in between.
            tokio::task::yield_now().await;
        }
        Ok(found)
    }

    /// The days to come on which something that is recorded already begins to count.
    async fn to_come(&self, licensees: &[Arc<Licensee>], view: View) -> Result<ToCome, RegistryError> {
        let reads = self.store.reads();
        let holders: Vec<OrganisationId> = licensees.iter().map(|licensee| licensee.organisation.id).collect();
        let bins: Vec<Bin> = licensees.iter().map(|licensee| licensee.organisation.bin).collect();
        let after_today = Period { from: view.on.next(), until: Day::LAST };
        let mut awards: HashMap<Bin, Day> = HashMap::new();
        for day in reads.grid_of(&bins, after_today, view.seq).await? {
            awards.entry(day.holder).and_modify(|first| *first = day.on.min(*first)).or_insert(day.on);
        }
        Ok(ToCome { details: reads.next_details(&holders, view).await?, awards })
    }
}

/// The next days of what is recorded ahead.
struct ToCome {
    /// Of a name or region.
    details: HashMap<OrganisationId, Day>,
    /// Of power awarded.
    awards: HashMap<Bin, Day>,
}

impl ToCome {
    fn of(&self, licensee: &Licensee) -> Option<Day> {
        let details = self.details.get(&licensee.organisation.id);
        details.into_iter().chain(self.awards.get(&licensee.organisation.bin)).min().copied()
    }
}

/// The last day of which nothing that is known changes the answer.
fn last_day(facts: &Facts, assessment: &Assessment, to_come: Option<Day>, on: Day) -> Day {
    let next = assessment.next_change_on.into_iter().chain(to_come).chain(facts.days_to_come(on)).min();
    next.map_or(Day::LAST, Day::previous)
}

fn kept(licensee: &Licensee, assessment: &Assessment, period: Period) -> Assessed {
    Assessed {
        authorisation: licensee.authorisation.clone(),
        period,
        region: licensee.organisation.details.region,
        sort_key: sort_key(licensee.organisation.details.names.kk.as_str()),
        standing: assessment.standing,
        expires_on: licensee.history.expires_on(period.from),
        severity: assessment.status.severity(),
    }
}
