//! Finding licensees and organisations by what the asker knows of them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use crate::domain::authorisation::{Authorisation, AuthorisationId, LicenseeRole, number_key};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::organisation::{Organisation, OrganisationId};
use crate::domain::sequence::Sequence;
use crate::domain::standing::{Event, History, Standing};
use crate::domain::view::View;
use crate::domain::warning::Warning;

/// One authorisation with its holder, as they stand under a view.
#[derive(Clone, Debug)]
pub struct Licensee {
    /// The authorisation.
    pub authorisation: Authorisation,
    /// Its life.
    pub history: History,
    /// Its holder.
    pub organisation: Organisation,
}

/// How an asker names a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectKey {
    /// By the holder's BIN or IIN.
    Bin(Bin),
    /// By the number on the document.
    Number(String),
    /// By the register's own key.
    Id(AuthorisationId),
}

impl Registry {
    /// Licensees by key; those that the view does not know are left out. Four statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn licensees(
        &self,
        ids: &[AuthorisationId],
        view: View,
    ) -> Result<HashMap<AuthorisationId, Arc<Licensee>>, RegistryError> {
        let authorisations = self.store.reads().authorisations(ids, view.seq).await?;
        self.complete(authorisations.into_values().collect(), view).await
    }

    /// The licensee of a role that an asker names. Of several authorisations that one organisation holds or held, the
    /// one that governs the day: an active one before a suspended one, either before one that has ended, the last of
    /// those, and one to come only when there is no other.
    ///
    /// # Errors
    /// A failing database.
    pub async fn licensee(
        &self,
        role: LicenseeRole,
        key: &SubjectKey,
        view: View,
    ) -> Result<Option<Arc<Licensee>>, RegistryError> {
        let reads = self.store.reads();
        let authorisations: Vec<Authorisation> = match key {
            SubjectKey::Bin(bin) => match reads.organisation_ids(&[*bin], view.seq).await?.get(bin) {
                Some(holder) => reads.authorisations_held(&[*holder], role, view.seq).await?,
                None => Vec::new(),
            },
            SubjectKey::Number(number) => {
                let mut found = reads.authorisations_numbered(role, &[number], view.seq).await?;
                found.remove(&number_key(number)).into_iter().collect()
            }
            SubjectKey::Id(id) => {
                reads.authorisations(&[*id], view.seq).await?.into_values().filter(|found| found.role == role).collect()
            }
        };
        let licensees = self.complete(authorisations, view).await?;
        Ok(licensees.into_values().max_by_key(|licensee| precedence(licensee, view.on)))
    }

    /// Organisations by key. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn organisations(
        &self,
        ids: &[OrganisationId],
        view: View,
    ) -> Result<HashMap<OrganisationId, Organisation>, RegistryError> {
        Ok(self.store.reads().organisations(ids, view).await?)
    }

    /// The keys of organisations by number. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn organisation_ids(&self, bins: &[Bin], seq: Sequence) -> Result<HashMap<Bin, OrganisationId>, RegistryError> {
        Ok(self.store.reads().organisation_ids(bins, seq).await?)
    }

    /// Warnings by key. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn warnings(&self, ids: &[Sequence], view: View) -> Result<Vec<Warning>, RegistryError> {
        Ok(self.store.reads().warnings(ids, view).await?)
    }

    /// Adds events and holders to authorisations. Three statements.
    async fn complete(
        &self,
        authorisations: Vec<Authorisation>,
        view: View,
    ) -> Result<HashMap<AuthorisationId, Arc<Licensee>>, RegistryError> {
        if authorisations.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<AuthorisationId> = authorisations.iter().map(|found| found.id).collect();
        let holders: Vec<OrganisationId> = authorisations.iter().map(|found| found.organisation).collect();
        let mut events = self.store.reads().events(&ids, view.seq).await?;
        let organisations = self.store.reads().organisations(&holders, view).await?;
        let mut licensees = HashMap::with_capacity(authorisations.len());
        for authorisation in authorisations {
            let id = authorisation.id;
            let Some(organisation) = organisations.get(&authorisation.organisation).cloned() else { continue };
            let history = history(id, events.remove(&id).unwrap_or_default())?;
            licensees.insert(id, Arc::new(Licensee { authorisation, history, organisation }));
        }
        Ok(licensees)
    }
}

/// The checked life of an authorisation.
///
/// # Errors
/// Events that no act of this program could have recorded.
pub(super) fn history(id: AuthorisationId, events: Vec<Event>) -> Result<History, RegistryError> {
    History::new(events).map_err(|_| RegistryError::Contradiction(id.0))
}

fn precedence(licensee: &Licensee, on: Day) -> (u8, Day, AuthorisationId) {
    let rank = match licensee.history.standing(on) {
        Standing::Active => 3,
        Standing::Suspended => 2,
        Standing::Expired | Standing::Revoked | Standing::Surrendered => 1,
        Standing::NotYetValid => 0,
    };
    (rank, licensee.history.granted_on(), licensee.authorisation.id)
}
