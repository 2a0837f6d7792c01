//! Finding licensees and organisations by what the asker knows of them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Registry;
use super::error::RegistryError;
use crate::domain::authorisation::{Authorisation, AuthorisationId, LicenseeRole, number_key};
use crate::domain::bin::Bin;
use crate::domain::day::Day;
use crate::domain::organisation::{Organisation, OrganisationId};
use crate::domain::search::Sought;
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
    /// By the very name that the holder bears on the day, its legal form aside.
    Name(String),
    /// By the holder's host on the web on the day.
    Domain(String),
}

impl SubjectKey {
    /// What to look for where nobody bears the key; `None` for a key that only the register gives.
    pub fn sought(&self) -> Option<Sought> {
        match self {
            Self::Bin(bin) => Some(Sought::bin(*bin)),
            Self::Number(number) => Sought::number(number).ok(),
            Self::Name(name) => Sought::name(name).ok(),
            Self::Domain(domain) => Sought::domain(domain).ok(),
            Self::Id(_) => None,
        }
    }
}

/// A subject in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// In which role.
    pub role: LicenseeRole,
    /// Who.
    pub key: SubjectKey,
}

/// Whom a key names.
#[derive(Clone, Debug, Default)]
pub(super) struct Bearer {
    /// The licensee, the governing one where there are several.
    pub(super) licensee: Option<Arc<Licensee>>,
    /// Whether another firm bears the same name or host in the same role.
    pub(super) has_namesake: bool,
}

/// The keys of a batch, by sort.
#[derive(Default)]
struct Keys<'a> {
    bins: Vec<Bin>,
    numbers: Vec<&'a str>,
    ids: Vec<AuthorisationId>,
}

impl<'a> Keys<'a> {
    fn of(names: &'a [Named]) -> Self {
        let mut keys = Self::default();
        for named in names {
            match &named.key {
                SubjectKey::Bin(bin) => keys.bins.push(*bin),
                SubjectKey::Number(number) => keys.numbers.push(number),
                SubjectKey::Id(id) => keys.ids.push(*id),
                SubjectKey::Name(_) | SubjectKey::Domain(_) => {}
            }
        }
        keys
    }
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
        self.complete(authorisations, view).await
    }

    /// The licensee of a role that an asker names, as [`Registry::licensees_named`] finds it.
    ///
    /// # Errors
    /// A failing database.
    pub async fn licensee(
        &self,
        role: LicenseeRole,
        key: &SubjectKey,
        view: View,
    ) -> Result<Option<Arc<Licensee>>, RegistryError> {
        let named = Named { role, key: key.clone() };
        Ok(self.licensees_named(std::slice::from_ref(&named), view).await?.pop().flatten())
    }

    /// The licensees that an asker names, in the order of the names; `None` where there is none of the role. Of several
    /// authorisations that one organisation holds or held, the one that governs the day: an active one before a suspended
    /// one, either before one that has ended, the last of those, and one to come only when there is no other. At most
    /// nine statements, however many names.
    ///
    /// # Errors
    /// A failing database.
    pub async fn licensees_named(&self, names: &[Named], view: View) -> Result<Vec<Option<Arc<Licensee>>>, RegistryError> {
        Ok(self.bearers_named(names, view).await?.into_iter().map(|bearer| bearer.licensee).collect())
    }

    /// As [`Registry::licensees_named`], and whether others bear the name as well.
    pub(super) async fn bearers_named(&self, names: &[Named], view: View) -> Result<Vec<Bearer>, RegistryError> {
        let reads = self.store.reads();
        let asked = Keys::of(names);
        let organisations = reads.organisation_ids(&asked.bins, view.seq).await?;
        let borne = self.borne(names, view).await?;
        let holders: BTreeSet<OrganisationId> = organisations.values().chain(borne.values().flatten()).copied().collect();
        let held = reads.authorisations_held(&holders.into_iter().collect::<Vec<_>>(), view.seq).await?;
        let numbered = reads.authorisations_numbered(&asked.numbers, view.seq).await?;
        let numbers: HashMap<(LicenseeRole, String), AuthorisationId> =
            numbered.iter().map(|(key, authorisation)| (key.clone(), authorisation.id)).collect();
        // Each once, by however many of its marks it is asked for.
        let mut found = reads.authorisations(&asked.ids, view.seq).await?;
        found.extend(held.into_iter().chain(numbered.into_values()).map(|authorisation| (authorisation.id, authorisation)));
        let licensees = self.complete(found, view).await?;
        let mut of_firm: HashMap<(LicenseeRole, OrganisationId), Vec<&Arc<Licensee>>> = HashMap::new();
        for licensee in licensees.values() {
            of_firm.entry((licensee.authorisation.role, licensee.organisation.id)).or_default().push(licensee);
        }
        let by_id = |id: &AuthorisationId| licensees.get(id).cloned();
        let governing = |role: LicenseeRole, firms: &[OrganisationId]| {
            let of_role: Vec<_> = firms.iter().filter_map(|firm| of_firm.get(&(role, *firm))).collect();
            let licensee = of_role
                .iter()
                .copied()
                .flatten()
                .max_by_key(|licensee| precedence(&licensee.history, licensee.authorisation.id, view.on));
            Bearer { licensee: licensee.map(|licensee| Arc::clone(licensee)), has_namesake: of_role.len() > 1 }
        };
        let alone = |licensee| Bearer { licensee, has_namesake: false };
        let bearer = |(at, named): (usize, &Named)| match &named.key {
            SubjectKey::Bin(bin) => organisations.get(bin).map(|firm| governing(named.role, &[*firm])).unwrap_or_default(),
            SubjectKey::Number(number) => alone(numbers.get(&(named.role, number_key(number))).and_then(by_id)),
            SubjectKey::Id(id) => alone(by_id(id).filter(|licensee| licensee.authorisation.role == named.role)),
            SubjectKey::Name(_) | SubjectKey::Domain(_) => {
                borne.get(&at).map(|firms| governing(named.role, firms)).unwrap_or_default()
            }
        };
        Ok(names.iter().enumerate().map(bearer).collect())
    }

    /// Who bears the names and hosts among the keys, by the place of the key. Two statements.
    async fn borne(&self, names: &[Named], view: View) -> Result<HashMap<usize, Vec<OrganisationId>>, RegistryError> {
        let is_of_bearer = |key: &SubjectKey| matches!(key, SubjectKey::Name(_) | SubjectKey::Domain(_));
        let asked = names.iter().enumerate().filter(|(_, named)| is_of_bearer(&named.key));
        let (places, sought): (Vec<usize>, Vec<Sought>) = asked.filter_map(|(at, named)| Some((at, named.key.sought()?))).unzip();
        let bearers = self.bearers(&sought.iter().collect::<Vec<_>>(), view).await?;
        Ok(places.into_iter().zip(bearers).collect())
    }

    /// The miners with these numbers, each on a day of its own: the licence that governs the day. Five statements.
    ///
    /// # Errors
    /// A failing database.
    pub async fn miners_on(
        &self,
        asked: &[(Bin, Day)],
        seq: Sequence,
    ) -> Result<HashMap<(Bin, Day), Arc<Licensee>>, RegistryError> {
        let reads = self.store.reads();
        let bins: Vec<Bin> = asked.iter().map(|(bin, _)| *bin).collect::<BTreeSet<_>>().into_iter().collect();
        let holders = reads.organisation_ids(&bins, seq).await?;
        let keys: Vec<OrganisationId> = holders.values().copied().collect();
        let mut authorisations = reads.authorisations_held(&keys, seq).await?;
        authorisations.retain(|found| found.role == LicenseeRole::Miner);
        let ids: Vec<AuthorisationId> = authorisations.iter().map(|found| found.id).collect();
        let mut events = reads.events(&ids, seq).await?;
        let described = reads.organisations_by_day(&keys, seq).await?;
        let mut held: HashMap<OrganisationId, Vec<(Authorisation, History)>> = HashMap::new();
        for authorisation in authorisations {
            let history = history(authorisation.id, events.remove(&authorisation.id).unwrap_or_default())?;
            held.entry(authorisation.organisation).or_default().push((authorisation, history));
        }
        let on_the_day = |(bin, on): &(Bin, Day)| {
            let holder = holders.get(bin)?;
            let governs = |(authorisation, history): &&(Authorisation, History)| precedence(history, authorisation.id, *on);
            let (authorisation, history) = held.get(holder)?.iter().max_by_key(governs)?;
            let (_, organisation) = described.iter().find(|(days, it)| it.id == *holder && days.contains(*on))?;
            let (authorisation, history) = (authorisation.clone(), history.clone());
            Some(((*bin, *on), Arc::new(Licensee { authorisation, history, organisation: organisation.clone() })))
        };
        Ok(asked.iter().filter_map(on_the_day).collect())
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
    pub(super) async fn complete(
        &self,
        authorisations: HashMap<AuthorisationId, Authorisation>,
        view: View,
    ) -> Result<HashMap<AuthorisationId, Arc<Licensee>>, RegistryError> {
        if authorisations.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<AuthorisationId> = authorisations.keys().copied().collect();
        let holders: Vec<OrganisationId> = authorisations.values().map(|found| found.organisation).collect();
        let mut events = self.store.reads().events(&ids, view.seq).await?;
        let organisations = self.store.reads().organisations(&holders, view).await?;
        let mut licensees = HashMap::with_capacity(authorisations.len());
        for (id, authorisation) in authorisations {
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

/// Which of several authorisations governs: the greatest.
pub(super) fn precedence(history: &History, id: AuthorisationId, on: Day) -> (u8, Day, AuthorisationId) {
    let rank = match history.standing(on) {
        Standing::Active => 3,
        Standing::Suspended => 2,
        Standing::Expired | Standing::Revoked | Standing::Surrendered => 1,
        Standing::NotYetValid => 0,
    };
    (rank, history.granted_on(), id)
}
