//! In which round of files an act is written.
//!
//! Import takes kind after kind; the journal took act after act. Mostly it comes to the same. Where it does not, because
//! an act of an early kind followed one of a late kind and would have stood in its way (a second licence after the end of
//! the first, a suspension that reaches back before bids that were taken), the later act waits for the next round, and
//! with it all that comes after it.

use std::collections::{HashMap, HashSet};

use super::names::Names;
use crate::domain::act::{Act, Content};
use crate::domain::authorisation::LicenseeRole;
use crate::domain::authority::Authority;
use crate::domain::bin::Bin;
use crate::domain::data_centre::DataCentreId;
use crate::domain::day::Day;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::OrganisationId;

const FIRST: u32 = 1;

/// The rounds that acts have reached, by whom and what they speak of.
#[derive(Default)]
pub(super) struct Rounds {
    organisations: HashMap<OrganisationId, u32>,
    sites: HashMap<DataCentreId, u32>,
    registered_by: HashMap<OrganisationId, Authority>,
    granted: HashMap<(OrganisationId, Authority), u32>,
    roles: HashSet<(OrganisationId, LicenseeRole)>,
    /// The last day on which a file needs the organisation licensed, and the round of the file.
    delivered: HashMap<OrganisationId, (Day, u32)>,
    /// The last day on which a file or a placement needs the data centre, and the round.
    read: HashMap<DataCentreId, (Day, u32)>,
    placed: HashMap<DataCentreId, (Day, u32)>,
}

impl Rounds {
    /// The round of the next act of the journal.
    pub(super) fn of(&mut self, act: &Act, names: &Names) -> u32 {
        let on = act.effective_on;
        if let Some((role, grant)) = act.content.grant() {
            return self.grant(grant.organisation, role, act.authority);
        }
        if let Some((_, id)) = act.content.authorisation() {
            let Some(organisation) = names.authorisation(id).map(|holding| holding.organisation) else { return FIRST };
            if act.content.step().is_some() {
                after(self.organisations.entry(organisation).or_insert(FIRST), self.delivered.get(&organisation), on);
            }
            let round = self.of_organisation(organisation);
            return match act.content.of_licence().map(|said| &said.fact) {
                Some(LicenceFact::Placement { data_centre, until }) => {
                    let round = round.max(self.of_site(*data_centre));
                    reach(self.placed.entry(*data_centre).or_insert((on, round)), until.unwrap_or(on), round);
                    round
                }
                Some(LicenceFact::PlacementEnded { data_centre }) => {
                    after(self.sites.entry(*data_centre).or_insert(FIRST), self.read.get(data_centre), on);
                    round.max(self.of_site(*data_centre))
                }
                _ => round,
            };
        }
        match &act.content {
            Content::RegisterOrganisation { .. } => {
                self.registered_by.insert(OrganisationId(act.sequence), act.authority);
                FIRST
            }
            Content::AmendOrganisation { organisation, .. } => self.amendment(*organisation, act.authority),
            Content::CloseDataCentre { data_centre } => {
                let site = self.sites.entry(*data_centre).or_insert(FIRST);
                after(site, self.read.get(data_centre), on);
                after(site, self.placed.get(data_centre), on);
                *site
            }
            Content::RemoveMeter { data_centre, .. } => {
                let site = self.sites.entry(*data_centre).or_insert(FIRST);
                after(site, self.read.get(data_centre), on);
                *site
            }
            Content::AmendDataCentre { data_centre, .. }
            | Content::InstallMeter { data_centre, .. }
            | Content::CheckMeter { data_centre, .. } => self.of_site(*data_centre),
            Content::RecordReadings { data_centre, rows } => {
                let round = self.of_site(*data_centre).max(self.of_miners(rows.iter().map(|row| row.miner), names));
                let last = rows.iter().map(|row| row.on).max().unwrap_or(on);
                reach(self.read.entry(*data_centre).or_insert((last, round)), last, round);
                round
            }
            Content::RecordBids { session, rows } => {
                self.delivery(names.session(*session).map(|(day, _)| day), rows.iter().map(|row| row.miner), names)
            }
            Content::RecordAwards { session, rows } | Content::ClearSurplusSession { session, rows } => {
                self.delivery(names.session(*session).map(|(day, _)| day), rows.iter().map(|row| row.miner), names)
            }
            _ => FIRST,
        }
    }

    /// An organisation holds one authorisation of a role at a time: a second one follows all that became of the first.
    fn grant(&mut self, organisation: OrganisationId, role: LicenseeRole, authority: Authority) -> u32 {
        let round = self.organisations.entry(organisation).or_insert(FIRST);
        if !self.roles.insert((organisation, role)) {
            *round += 1;
        }
        self.granted.insert((organisation, authority), *round);
        *round
    }

    /// Who did not register an organisation amends it only once it has authorised it for something.
    fn amendment(&mut self, organisation: OrganisationId, authority: Authority) -> u32 {
        let round = self.organisations.entry(organisation).or_insert(FIRST);
        if self.registered_by.get(&organisation).is_some_and(|registrar| *registrar != authority) {
            let granted = self.granted.get(&(organisation, authority)).copied().unwrap_or(FIRST);
            *round = (*round).max(granted + 1);
        }
        *round
    }

    fn delivery(&mut self, on: Option<Day>, miners: impl Iterator<Item = Bin> + Clone, names: &Names) -> u32 {
        let round = self.of_miners(miners.clone(), names);
        if let Some(on) = on {
            for organisation in miners.filter_map(|miner| names.organisation_numbered(miner)) {
                reach(self.delivered.entry(organisation).or_insert((on, round)), on, round);
            }
        }
        round
    }

    fn of_miners(&self, miners: impl Iterator<Item = Bin>, names: &Names) -> u32 {
        let organisations = miners.filter_map(|miner| names.organisation_numbered(miner));
        organisations.map(|organisation| self.of_organisation(organisation)).max().unwrap_or(FIRST)
    }

    fn of_organisation(&self, id: OrganisationId) -> u32 {
        self.organisations.get(&id).copied().unwrap_or(FIRST)
    }

    fn of_site(&self, id: DataCentreId) -> u32 {
        self.sites.get(&id).copied().unwrap_or(FIRST)
    }
}

/// What happens on a day that something recorded earlier still needs comes a round after that.
fn after(round: &mut u32, needed: Option<&(Day, u32)>, on: Day) {
    if let Some((last, of_file)) = needed
        && *last >= on
    {
        *round = (*round).max(of_file + 1);
    }
}

fn reach(needed: &mut (Day, u32), last: Day, round: u32) {
    *needed = (needed.0.max(last), needed.1.max(round));
}
