//! The names by which files know what acts know by number.

use std::collections::{HashMap, HashSet};

use crate::domain::act::Content;
use crate::domain::authorisation::AuthorisationId;
use crate::domain::bin::{Bin, BinKind};
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::organisation::OrganisationId;
use crate::domain::sequence::Sequence;
use crate::domain::surplus::SessionId;
use crate::domain::text::Line;
use crate::registry::{Registry, RegistryError};

/// Every name in the register. What is left out has none.
#[derive(Default)]
pub(super) struct Names {
    organisations: HashMap<OrganisationId, Bin>,
    by_number: HashMap<Bin, OrganisationId>,
    authorisations: HashMap<AuthorisationId, Holding>,
    centres: HashMap<DataCentreId, Line>,
    sessions: HashMap<SessionId, (Day, Zone)>,
    left_out: HashSet<OrganisationId>,
    confidential: bool,
}

/// An authorisation as files name it.
#[derive(Clone, Debug)]
pub(super) struct Holding {
    pub(super) number: Line,
    pub(super) organisation: OrganisationId,
}

impl Names {
    /// The names that are to be written: all of them, or those that are public.
    pub(super) async fn of(registry: &Registry, until: Sequence, confidential: bool) -> Result<Self, RegistryError> {
        let mut names = Self { confidential, ..Self::default() };
        let mut walk = registry.walk(until, false).await?;
        while let Some(act) = walk.next().await? {
            names.hear(act.sequence, &act.content);
        }
        Ok(names)
    }

    fn hear(&mut self, sequence: Sequence, content: &Content) {
        match content {
            Content::RegisterOrganisation { bin, .. } => {
                let id = OrganisationId(sequence);
                if self.shows(*bin) {
                    self.organisations.insert(id, *bin);
                    self.by_number.insert(*bin, id);
                } else {
                    self.left_out.insert(id);
                }
            }
            Content::RegisterDataCentre { holder, code, .. } if !self.left_out.contains(holder) => {
                self.centres.insert(DataCentreId(sequence), code.clone());
            }
            Content::OpenSurplusSession(terms) => {
                self.sessions.insert(SessionId(sequence), (terms.delivery_date, terms.zone));
            }
            other => {
                let Some((_, grant)) = other.grant() else { return };
                if !self.left_out.contains(&grant.organisation) {
                    let holding = Holding { number: grant.number.clone(), organisation: grant.organisation };
                    self.authorisations.insert(AuthorisationId(sequence), holding);
                }
            }
        }
    }

    /// How many organisations are left out.
    pub(super) fn left_out(&self) -> usize {
        self.left_out.len()
    }

    pub(super) fn organisation(&self, id: OrganisationId) -> Option<Bin> {
        self.organisations.get(&id).copied()
    }

    pub(super) fn organisation_numbered(&self, bin: Bin) -> Option<OrganisationId> {
        self.by_number.get(&bin).copied()
    }

    pub(super) fn authorisation(&self, id: AuthorisationId) -> Option<&Holding> {
        self.authorisations.get(&id)
    }

    pub(super) fn centre(&self, id: DataCentreId) -> Option<&Line> {
        self.centres.get(&id)
    }

    pub(super) fn session(&self, id: SessionId) -> Option<(Day, Zone)> {
        self.sessions.get(&id).copied()
    }

    /// Whether a number may be written: a person's only to those who may read what is confidential.
    pub(super) fn shows(&self, bin: Bin) -> bool {
        self.confidential || bin.kind() == BinKind::Entity
    }
}
