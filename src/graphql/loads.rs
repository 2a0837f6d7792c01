//! Batches: what the fields of one request ask for one by one is loaded together.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::error::RequestError;
use crate::compliance::Assessment;
use crate::compliance::rulebook::Rulebook;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::organisation::{Organisation, OrganisationId};
use crate::domain::sequence::Sequence;
use crate::domain::view::View;
use crate::domain::warning::Warning;
use crate::registry::{Licensee, PublicAct, Registry};

/// Loads batches from the register.
pub struct Loads(Registry);

impl Loads {
    /// Over a register.
    pub fn new(registry: Registry) -> Self {
        Self(registry)
    }
}

/// The assessment of a licensee under a view.
#[derive(Clone, Debug)]
pub struct AssessmentKey(pub View, pub Arc<Licensee>);

impl PartialEq for AssessmentKey {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.1.authorisation.id) == (other.0, other.1.authorisation.id)
    }
}

impl Eq for AssessmentKey {}

impl Hash for AssessmentKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0, self.1.authorisation.id).hash(state);
    }
}

/// A licensee under a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LicenseeKey(pub View, pub AuthorisationId);

/// An organisation under a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrganisationKey(pub View, pub OrganisationId);

/// An act among those up to a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ActKey(pub Sequence, pub Sequence);

/// A warning under a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WarningKey(pub View, pub Sequence);

/// The rules under a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RulebookKey(pub Sequence);

/// Keys by the view under which they are asked: a batch is one view.
fn by_view<K, V: Eq + Hash, T>(keys: &[K], split: impl Fn(&K) -> (V, T)) -> HashMap<V, Vec<T>> {
    let mut groups: HashMap<V, Vec<T>> = HashMap::new();
    for (view, item) in keys.iter().map(split) {
        groups.entry(view).or_default().push(item);
    }
    groups
}

impl Loader<AssessmentKey> for Loads {
    type Value = Arc<Assessment>;
    type Error = RequestError;

    async fn load(&self, keys: &[AssessmentKey]) -> Result<HashMap<AssessmentKey, Arc<Assessment>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (view, licensees) in by_view(keys, |key| (key.0, Arc::clone(&key.1))) {
            let mut assessments = self.0.assess(&licensees, view).await?;
            for licensee in licensees {
                if let Some(assessment) = assessments.remove(&licensee.authorisation.id) {
                    found.insert(AssessmentKey(view, licensee), assessment);
                }
            }
        }
        Ok(found)
    }
}

impl Loader<LicenseeKey> for Loads {
    type Value = Arc<Licensee>;
    type Error = RequestError;

    async fn load(&self, keys: &[LicenseeKey]) -> Result<HashMap<LicenseeKey, Arc<Licensee>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (view, ids) in by_view(keys, |key| (key.0, key.1)) {
            found.extend(self.0.licensees(&ids, view).await?.into_iter().map(|(id, licensee)| (LicenseeKey(view, id), licensee)));
        }
        Ok(found)
    }
}

impl Loader<OrganisationKey> for Loads {
    type Value = Organisation;
    type Error = RequestError;

    async fn load(&self, keys: &[OrganisationKey]) -> Result<HashMap<OrganisationKey, Organisation>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (view, ids) in by_view(keys, |key| (key.0, key.1)) {
            found.extend(self.0.organisations(&ids, view).await?.into_iter().map(|(id, it)| (OrganisationKey(view, id), it)));
        }
        Ok(found)
    }
}

impl Loader<ActKey> for Loads {
    type Value = Arc<PublicAct>;
    type Error = RequestError;

    async fn load(&self, keys: &[ActKey]) -> Result<HashMap<ActKey, Arc<PublicAct>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (until, numbers) in by_view(keys, |key| (key.1, key.0)) {
            let acts = self.0.acts_numbered(&numbers, until).await?;
            found.extend(acts.into_iter().map(|act| (ActKey(act.said.sequence, until), Arc::new(act))));
        }
        Ok(found)
    }
}

impl Loader<WarningKey> for Loads {
    type Value = Warning;
    type Error = RequestError;

    async fn load(&self, keys: &[WarningKey]) -> Result<HashMap<WarningKey, Warning>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (view, ids) in by_view(keys, |key| (key.0, key.1)) {
            found.extend(self.0.warnings(&ids, view).await?.into_iter().map(|warning| (WarningKey(view, warning.id), warning)));
        }
        Ok(found)
    }
}

impl Loader<RulebookKey> for Loads {
    type Value = Arc<Rulebook>;
    type Error = RequestError;

    async fn load(&self, keys: &[RulebookKey]) -> Result<HashMap<RulebookKey, Arc<Rulebook>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for key in keys {
            found.insert(*key, self.0.rulebook(key.0).await?);
        }
        Ok(found)
    }
}
