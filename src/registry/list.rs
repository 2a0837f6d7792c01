//! Lists of licensees, page by page.

use std::collections::HashSet;
use std::sync::Arc;

use super::Registry;
use super::error::{ListError, RegistryError};
use super::lookup::Licensee;
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::view::View;
use crate::store::{Filter, Listed, Order, Place};

/// Which list.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Of which role.
    pub role: LicenseeRole,
    /// Which of them.
    pub filter: Filter,
    /// With one of these statuses; empty for any.
    pub status: Vec<ComplianceStatus>,
    /// In which order.
    pub order: Order,
}

/// Which part of it.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// After this place.
    pub after: Option<Place>,
    /// So many.
    pub size: u64,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The licensees, each with its place.
    pub items: Vec<(Arc<Licensee>, Place)>,
    /// Whether more follow.
    pub has_next: bool,
}

/// Most licensees that are assessed for one list that is filtered by status: beyond it the asker must narrow the other
/// filters. Until the newest assessments are kept, an answer of this kind costs as much as all of them.
const MOST_ASSESSED: u64 = 5_000;

/// Licensees assessed at once when a list is filtered by status: bounds memory, not the answer.
const BATCH: u64 = 500;

impl Registry {
    /// A page of a list.
    ///
    /// Filtering by status assesses every licensee that the other filters leave, batch by batch, until the page is
    /// full: exact, at the price of the whole list in the worst case.
    ///
    /// # Errors
    /// A failing database.
    pub async fn page(&self, listing: &Listing, request: &PageRequest, view: View) -> Result<Page, ListError> {
        self.check_length(listing, view).await?;
        // One more than asked for tells whether more follow.
        let wanted = usize::try_from(request.size).unwrap_or(usize::MAX);
        let mut listed = Vec::new();
        let mut after = request.after.clone();
        while listed.len() <= wanted {
            let batch = if listing.status.is_empty() { request.size.saturating_add(1) } else { BATCH };
            let candidates = self
                .store
                .reads()
                .list(listing.role, &listing.filter, listing.order, view, after.as_ref(), batch)
                .await
                .map_err(RegistryError::from)?;
            let is_last = u64::try_from(candidates.len()).unwrap_or(u64::MAX) < batch;
            after = candidates.last().map(|last| last.place.clone());
            listed.extend(self.with_status(candidates, &listing.status, view).await?);
            if is_last || listing.status.is_empty() {
                break;
            }
        }
        let has_next = listed.len() > wanted;
        listed.truncate(wanted);
        let licensees = self.licensees(&listed.iter().map(|listed| listed.id).collect::<Vec<_>>(), view).await?;
        let items = listed.into_iter().filter_map(|listed| Some((Arc::clone(licensees.get(&listed.id)?), listed.place)));
        Ok(Page { items: items.collect(), has_next })
    }

    /// How many licensees a list has in all.
    ///
    /// # Errors
    /// A failing database.
    pub async fn count(&self, listing: &Listing, view: View) -> Result<u64, ListError> {
        self.check_length(listing, view).await?;
        if listing.status.is_empty() {
            return Ok(self.store.reads().count(listing.role, &listing.filter, view).await.map_err(RegistryError::from)?);
        }
        let mut count = 0_u64;
        let mut after = None;
        loop {
            let candidates = self
                .store
                .reads()
                .list(listing.role, &listing.filter, listing.order, view, after.as_ref(), BATCH)
                .await
                .map_err(RegistryError::from)?;
            let Some(last) = candidates.last() else { return Ok(count) };
            after = Some(last.place.clone());
            count += self.with_status(candidates, &listing.status, view).await?.len() as u64;
        }
    }

    /// Refuses to assess more than can be answered in time, instead of answering in part.
    async fn check_length(&self, listing: &Listing, view: View) -> Result<(), ListError> {
        if listing.status.is_empty() {
            return Ok(());
        }
        let count = self.store.reads().count(listing.role, &listing.filter, view).await.map_err(RegistryError::from)?;
        if count > MOST_ASSESSED { Err(ListError::TooLong { count, most: MOST_ASSESSED }) } else { Ok(()) }
    }

    async fn with_status(
        &self,
        candidates: Vec<Listed>,
        wanted: &[ComplianceStatus],
        view: View,
    ) -> Result<Vec<Listed>, RegistryError> {
        if wanted.is_empty() {
            return Ok(candidates);
        }
        let ids: Vec<AuthorisationId> = candidates.iter().map(|listed| listed.id).collect();
        let licensees: Vec<Arc<Licensee>> = self.licensees(&ids, view).await?.into_values().collect();
        let assessments = self.assess(&licensees, view).await?;
        let fitting: HashSet<AuthorisationId> =
            assessments.into_iter().filter(|(_, assessment)| wanted.contains(&assessment.status)).map(|(id, _)| id).collect();
        Ok(candidates.into_iter().filter(|listed| fitting.contains(&listed.id)).collect())
    }
}
