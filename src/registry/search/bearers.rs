//! Who bears the very name or host: what a verdict may rest on. A look-alike, another spelling, a former name is not it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::Registry;
use super::super::error::RegistryError;
use crate::domain::organisation::OrganisationId;
use crate::domain::search::{FoldedName, Host, MatchReason, Sought, Term, TermKind, hosts, names};
use crate::domain::view::View;
use crate::store::{KnownDetails, Subject};

/// Firms of one and the same name that are looked at.
const EACH: u64 = 500;

impl Registry {
    /// Of each that is sought by name or host, the organisations that bear it on the day. Two statements.
    ///
    /// # Errors
    /// A failing database.
    pub(in crate::registry) async fn bearers(
        &self,
        sought: &[&Sought],
        view: View,
    ) -> Result<Vec<Vec<OrganisationId>>, RegistryError> {
        let terms: BTreeSet<Term> = sought.iter().filter_map(|sought| term(sought)).collect();
        let mut leads: HashMap<Term, Vec<OrganisationId>> = HashMap::new();
        for posting in self.store.reads().postings(&terms, EACH, view.seq).await? {
            if let Subject::Organisation(id) = posting.subject {
                leads.entry(posting.term).or_default().push(id);
            }
        }
        let all: HashSet<OrganisationId> = leads.values().flatten().copied().collect();
        let mut all: Vec<OrganisationId> = all.into_iter().collect();
        all.sort_unstable();
        let details = self.store.reads().known_details(&all, view).await?;
        let of_the_day: HashMap<OrganisationId, KnownDetails> =
            details.into_iter().filter(|(_, known)| known.until >= view.on).collect();
        let bears = |sought: &Sought, id: &OrganisationId| of_the_day.get(id).is_some_and(|known| is_borne(sought, known));
        let bearers = |sought: &&Sought| {
            let candidates = term(sought).and_then(|term| leads.get(&term)).into_iter().flatten();
            candidates.filter(|id| bears(sought, id)).copied().collect()
        };
        Ok(sought.iter().map(bearers).collect())
    }
}

fn term(sought: &Sought) -> Option<Term> {
    let name = sought.name.as_ref().map(|name| Term::new(TermKind::Whole, name.folded.whole()));
    name.or_else(|| sought.hosts.first().map(|host| Term::new(TermKind::Domain, host.label())))
}

fn is_borne(sought: &Sought, known: &KnownDetails) -> bool {
    let of_name = |typed| {
        let all = [Some(&known.names.kk), Some(&known.names.ru), known.names.en.as_ref()];
        all.into_iter()
            .flatten()
            .any(|name| names(typed, &FoldedName::of(name.as_str())).is_some_and(|found| found.is_the_name()))
    };
    let host = known.website.as_ref().and_then(|website| Host::of(website.as_str()));
    let of_host =
        || host.and_then(|host| hosts(&sought.hosts, &host)).is_some_and(|found| found.reasons == [MatchReason::Domain]);
    sought.name.as_ref().map_or_else(of_host, of_name)
}
