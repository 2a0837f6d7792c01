//! Batches: what the fields of one request ask for one by one is loaded together.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::error::RequestError;
use crate::compliance::Assessment;
use crate::compliance::rulebook::Rulebook;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::Bin;
use crate::domain::data_centre::{DataCentre, DataCentreId};
use crate::domain::day::Day;
use crate::domain::organisation::{Organisation, OrganisationId};
use crate::domain::sequence::Sequence;
use crate::domain::surplus::SessionId;
use crate::domain::view::View;
use crate::domain::warning::Warning;
use crate::registry::{Licensee, PublicAct, Registry, SessionSummary, SourcesAndSites};

/// Loads batches from the register.
pub struct Loads(Registry);

impl Loads {
    /// Over a register.
    pub fn new(registry: Registry) -> Self {
        Self(registry)
    }
}

/// A licensee that was read already, under a view: what is loaded for it need not read it again.
#[derive(Clone, Debug)]
pub struct Seen(pub View, pub Arc<Licensee>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.1.authorisation.id) == (other.0, other.1.authorisation.id)
    }
}

impl Eq for Seen {}

impl Hash for Seen {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0, self.1.authorisation.id).hash(state);
    }
}

/// The assessment of a licensee.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AssessmentKey(pub Seen);

/// The sources of power and the data centres of a licensee.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourcesAndSitesKey(pub Seen);

/// A licensee under a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LicenseeKey(pub View, pub AuthorisationId);

/// An organisation under a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OrganisationKey(pub View, pub OrganisationId);

/// An act among those up to a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ActKey(pub Sequence, pub Sequence);

/// A data centre as the register had it after an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DataCentreKey(pub Sequence, pub DataCentreId);

/// A session of surplus power as the register had it after an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub Sequence, pub SessionId);

/// The miner with a number, on a day, as the register had it after an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MinerOnKey(pub Sequence, pub Bin, pub Day);

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
        for (view, licensees) in by_view(keys, |AssessmentKey(Seen(view, licensee))| (*view, Arc::clone(licensee))) {
            let mut assessments = self.0.assess(&licensees, view).await?;
            for licensee in licensees {
                if let Some(assessment) = assessments.remove(&licensee.authorisation.id) {
                    found.insert(AssessmentKey(Seen(view, licensee)), assessment);
                }
            }
        }
        Ok(found)
    }
}

impl Loader<SourcesAndSitesKey> for Loads {
    type Value = Arc<SourcesAndSites>;
    type Error = RequestError;

    async fn load(&self, keys: &[SourcesAndSitesKey]) -> Result<HashMap<SourcesAndSitesKey, Self::Value>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (view, licensees) in by_view(keys, |SourcesAndSitesKey(Seen(view, licensee))| (*view, Arc::clone(licensee))) {
            let mut of_each = self.0.sources_and_sites(&licensees, view).await?;
            for licensee in licensees {
                if let Some(of_one) = of_each.remove(&licensee.authorisation.id) {
                    found.insert(SourcesAndSitesKey(Seen(view, licensee)), Arc::new(of_one));
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

impl Loader<DataCentreKey> for Loads {
    type Value = Arc<DataCentre>;
    type Error = RequestError;

    async fn load(&self, keys: &[DataCentreKey]) -> Result<HashMap<DataCentreKey, Arc<DataCentre>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (seq, ids) in by_view(keys, |key| (key.0, key.1)) {
            found.extend(self.0.data_centres(&ids, seq).await?.into_iter().map(|(id, centre)| (DataCentreKey(seq, id), centre)));
        }
        Ok(found)
    }
}

impl Loader<SessionKey> for Loads {
    type Value = Arc<SessionSummary>;
    type Error = RequestError;

    async fn load(&self, keys: &[SessionKey]) -> Result<HashMap<SessionKey, Arc<SessionSummary>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (seq, ids) in by_view(keys, |key| (key.0, key.1)) {
            found.extend(self.0.sessions(&ids, seq).await?.into_iter().map(|(id, session)| (SessionKey(seq, id), session)));
        }
        Ok(found)
    }
}

impl Loader<MinerOnKey> for Loads {
    type Value = Arc<Licensee>;
    type Error = RequestError;

    async fn load(&self, keys: &[MinerOnKey]) -> Result<HashMap<MinerOnKey, Arc<Licensee>>, RequestError> {
        let mut found = HashMap::with_capacity(keys.len());
        for (seq, asked) in by_view(keys, |key| (key.0, (key.1, key.2))) {
            let miners = self.0.miners_on(&asked, seq).await?;
            found.extend(miners.into_iter().map(|((bin, on), miner)| (MinerOnKey(seq, bin, on), miner)));
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
