//! Search: by a name, a number or a web address, in any script, near misses included.
//!
//! ```text
//! what was typed → terms of the index → whom they lead to → how near each is → the nearest, with their authorisations
//! ```
//! A fixed number of statements, however much is looked for at once. What is found under a view is found under it for
//! ever.

mod bearers;
mod candidates;
mod rank;

use std::collections::HashMap;
use std::sync::Arc;

use self::candidates::Width;
use self::rank::Ranked;
use super::Registry;
use super::error::RegistryError;
use super::lookup::{Licensee, precedence};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::search::{MatchReason, Score, Sought};
use crate::domain::view::View;
use crate::domain::warning::Warning;

/// A licensee that was found, how near, and why.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The licensee.
    pub licensee: Arc<Licensee>,
    /// How near.
    pub score: Score,
    /// Why, the most telling reason first.
    pub reasons: Vec<MatchReason>,
    /// What of it was met: a name, a number, a host; of a person's number only a mask.
    pub matched: String,
}

/// A part of what was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// Licensees, nearest first.
    pub hits: Vec<Hit>,
    /// Whether more follow.
    pub has_next: bool,
    /// Public warnings that fit, nearest first.
    pub warnings: Vec<Warning>,
}

/// What comes near to one that was not found.
#[derive(Clone, Debug, Default)]
pub struct LookAlikes {
    /// Licensees, those of the role asked about first, of these the nearest first.
    pub nearest: Vec<Hit>,
    /// Public warnings that fit, nearest first.
    pub warnings: Vec<Warning>,
}

/// Most licensees that one search finds: who needs more types more.
pub const MOST_FOUND: usize = 200;
/// Most look-alikes of one that was not found.
const MOST_LOOK_ALIKES: usize = 5;
/// Most warnings beside what was found.
const MOST_WARNINGS: usize = 20;

/// A search lists what has much in common with what was typed;
const NEAR_ENOUGH_TO_LIST: Score = Score::thousandths(450);
/// a denial names only what could have been meant;
const NEAR_ENOUGH_TO_BE_MEANT: Score = Score::thousandths(600);
/// and a warning shows only to whom it could be about.
const NEAR_ENOUGH_TO_WARN: Score = Score::thousandths(700);

impl Registry {
    /// The licensees that are nearest to what was typed, from the `after`th on: of each firm and role the authorisation
    /// that governs the day, and of a number the very one that bears it.
    ///
    /// # Errors
    /// A failing database.
    pub async fn search(
        &self,
        sought: &Sought,
        roles: &[LicenseeRole],
        view: View,
        after: usize,
        size: usize,
    ) -> Result<SearchPage, RegistryError> {
        let candidates = self.candidates(&[sought], Width::WithBeginnings, view).await?;
        let known = self.known(&[sought], &candidates, view).await?;
        let mut ranked = Vec::new();
        let mut warnings = Vec::new();
        for candidates in &candidates {
            ranked = rank::licensees(sought, candidates, &known, NEAR_ENOUGH_TO_LIST);
            warnings = rank::warnings(sought, candidates, &known, NEAR_ENOUGH_TO_WARN);
        }
        ranked.retain(|found| roles.is_empty() || roles.contains(&found.role));
        ranked.truncate(MOST_FOUND);
        let has_next = ranked.len() > after.saturating_add(size);
        let page: Vec<Ranked> = ranked.into_iter().skip(after).take(size).collect();
        let hits = self.complete_hits(vec![page], view).await?.into_iter().flatten().collect();
        warnings.truncate(MOST_WARNINGS);
        Ok(SearchPage { hits, has_next, warnings })
    }

    /// What comes near to each of several that were not found in a role. A fixed number of statements for all of them.
    ///
    /// # Errors
    /// A failing database.
    pub async fn look_alikes(&self, asked: &[(&Sought, LicenseeRole)], view: View) -> Result<Vec<LookAlikes>, RegistryError> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let sought: Vec<&Sought> = asked.iter().map(|(sought, _)| *sought).collect();
        let candidates = self.candidates(&sought, Width::Whole, view).await?;
        let known = self.known(&sought, &candidates, view).await?;
        let mut nearest = Vec::with_capacity(asked.len());
        let mut warnings = Vec::with_capacity(asked.len());
        for ((sought, role), candidates) in asked.iter().zip(&candidates) {
            let mut ranked = rank::licensees(sought, candidates, &known, NEAR_ENOUGH_TO_BE_MEANT);
            ranked.sort_by_key(|found| found.role != *role);
            ranked.truncate(MOST_LOOK_ALIKES);
            nearest.push(ranked);
            let mut fitting = rank::warnings(sought, candidates, &known, NEAR_ENOUGH_TO_WARN);
            fitting.truncate(MOST_WARNINGS);
            warnings.push(fitting);
        }
        let nearest = self.complete_hits(nearest, view).await?;
        Ok(nearest.into_iter().zip(warnings).map(|(nearest, warnings)| LookAlikes { nearest, warnings }).collect())
    }

    /// Adds events and holders, and of several authorisations chooses the one that governs. Three statements.
    async fn complete_hits(&self, ranked: Vec<Vec<Ranked>>, view: View) -> Result<Vec<Vec<Hit>>, RegistryError> {
        let authorisations = ranked.iter().flatten().flat_map(|found| &found.authorisations);
        let authorisations = authorisations.map(|found| (found.id, found.clone())).collect();
        let licensees: HashMap<AuthorisationId, Arc<Licensee>> = self.complete(authorisations, view).await?;
        let hit = |found: Ranked| {
            let held = found.authorisations.iter().filter_map(|authorisation| licensees.get(&authorisation.id));
            let licensee = held.max_by_key(|licensee| precedence(&licensee.history, licensee.authorisation.id, view.on))?;
            Some(Hit { licensee: Arc::clone(licensee), score: found.score, reasons: found.reasons, matched: found.matched })
        };
        Ok(ranked.into_iter().map(|found| found.into_iter().filter_map(hit).collect()).collect())
    }
}
