//! Lists of licensees, page by page.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Registry;
use super::error::{ListError, RegistryError};
use super::lookup::Licensee;
use crate::compliance::status::ComplianceStatus;
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::view::View;
use crate::store::{Direction, Filter, Listed, Order, OrderField, Place};

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

impl Listing {
    /// Whether what the rules make of the licensees decides who is in it, or where.
    pub fn is_by_status(&self) -> bool {
        !self.status.is_empty() || self.order.field == OrderField::ComplianceStatus
    }
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

/// Most licensees that are assessed for one list of a day or version that is not kept: beyond it the asker must narrow the
/// other filters.
const MOST_ASSESSED: u64 = 5_000;

/// Licensees assessed at once for such a list: bounds memory, not the answer.
const BATCH: usize = 500;

impl Registry {
    /// A page of a list.
    ///
    /// Read from the kept assessments where the view is kept whole, as that of today is. Of any other view a list by status
    /// is made by assessing every licensee that the other filters leave: exact, at the price of the whole list.
    ///
    /// # Errors
    /// A failing database, a list that is too long to be assessed.
    pub async fn page(&self, listing: &Listing, request: &PageRequest, view: View) -> Result<Page, ListError> {
        // One more than asked for tells whether more follow.
        let wanted = usize::try_from(request.size).unwrap_or(usize::MAX);
        let mut listed = self.listed(listing, request, view).await?;
        let has_next = listed.len() > wanted;
        listed.truncate(wanted);
        let licensees = self.licensees(&listed.iter().map(|listed| listed.id).collect::<Vec<_>>(), view).await?;
        let items = listed.into_iter().filter_map(|listed| Some((Arc::clone(licensees.get(&listed.id)?), listed.place)));
        Ok(Page { items: items.collect(), has_next })
    }

    /// How many licensees a list has in all.
    ///
    /// # Errors
    /// As [`Registry::page`].
    pub async fn count(&self, listing: &Listing, view: View) -> Result<u64, ListError> {
        let reads = self.store.reads();
        if self.is_kept(view).await? {
            let count = reads.count_assessed(listing.role, &listing.filter, &severities(listing), view).await;
            return Ok(count.map_err(RegistryError::from)?);
        }
        if listing.status.is_empty() {
            return Ok(reads.count(listing.role, &listing.filter, view).await.map_err(RegistryError::from)?);
        }
        Ok(u64::try_from(self.by_assessing(listing, view).await?.len()).unwrap_or(u64::MAX))
    }

    /// The places after the one asked for, one more than a page.
    async fn listed(&self, listing: &Listing, request: &PageRequest, view: View) -> Result<Vec<Listed>, ListError> {
        let (reads, after, limit) = (self.store.reads(), request.after.as_ref(), request.size.saturating_add(1));
        let (role, filter, order) = (listing.role, &listing.filter, listing.order);
        if self.is_kept(view).await? {
            let listed = reads.list_assessed(role, filter, &severities(listing), order, view, after, limit).await;
            return Ok(listed.map_err(RegistryError::from)?);
        }
        if !listing.is_by_status() {
            return Ok(reads.list(role, filter, order, view, after, limit).await.map_err(RegistryError::from)?);
        }
        let all = self.by_assessing(listing, view).await?;
        let start = after.map_or(0, |place| all.partition_point(|listed| !is_beyond(order, listed, place)));
        Ok(all.into_iter().skip(start).take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }

    /// The whole list, by assessing everyone that the other filters leave.
    async fn by_assessing(&self, listing: &Listing, view: View) -> Result<Vec<Listed>, ListError> {
        let (role, filter, order) = (listing.role, &listing.filter, listing.order);
        let reads = self.store.reads();
        let candidates = reads.list(role, filter, order, view, None, MOST_ASSESSED + 1).await.map_err(RegistryError::from)?;
        if u64::try_from(candidates.len()).is_ok_and(|count| count > MOST_ASSESSED) {
            // Answered in part it would be wrong.
            return Err(ListError::TooLong { most: MOST_ASSESSED });
        }
        let mut found = Vec::new();
        for batch in candidates.chunks(BATCH) {
            let ids: Vec<AuthorisationId> = batch.iter().map(|listed| listed.id).collect();
            let licensees: Vec<Arc<Licensee>> = self.licensees(&ids, view).await?.into_values().collect();
            let statuses = self.assess(&licensees, view).await?;
            let with_status = |listed: &Listed| {
                let status = statuses.get(&listed.id)?.status;
                let is_asked_for = listing.status.is_empty() || listing.status.contains(&status);
                is_asked_for.then(|| placed(listed, order, status))
            };
            found.extend(batch.iter().filter_map(with_status));
        }
        if order.field == OrderField::ComplianceStatus {
            found.sort_by(|one, other| in_order(order, &one.place, &other.place));
        }
        Ok(found)
    }
}

fn severities(listing: &Listing) -> Vec<u8> {
    listing.status.iter().map(|status| status.severity()).collect()
}

/// The place in an order that the status may decide.
fn placed(listed: &Listed, order: Order, status: ComplianceStatus) -> Listed {
    match order.field {
        OrderField::ComplianceStatus => {
            Listed { id: listed.id, place: Place { value: status.severity().to_string(), id: listed.id } }
        }
        OrderField::Name | OrderField::ExpiresOn | OrderField::GrantedOn => listed.clone(),
    }
}

fn is_beyond(order: Order, listed: &Listed, place: &Place) -> bool {
    in_order(order, &listed.place, place) == Ordering::Greater
}

/// Names in bytes, days as they are written, severities of one digit: all in the order of their text.
fn in_order(order: Order, one: &Place, other: &Place) -> Ordering {
    let ascending = one.value.cmp(&other.value).then(one.id.cmp(&other.id));
    match order.direction {
        Direction::Ascending => ascending,
        Direction::Descending => ascending.reverse(),
    }
}
