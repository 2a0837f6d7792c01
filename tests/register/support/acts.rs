//! Acts as tests write them.

use tizilim::domain::act::{Content, Grant, Naming, Renewal, Revocation, Suspension};
use tizilim::domain::asset::Asset;
use tizilim::domain::authorisation::{AuthorisationId, Subkind};
use tizilim::domain::bin::Bin;
use tizilim::domain::data_centre::{SiteDetails, Title};
use tizilim::domain::lang::Names;
use tizilim::domain::office::Role;
use tizilim::domain::organisation::{Details, OrganisationId};
use tizilim::domain::party::Party;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{CourtRuling, SuspensionGround};
use tizilim::domain::trade::{DistributionRow, SaleRow};

use super::{TestRegister, day, text};

/// The `n`th firm's number.
pub(crate) fn bin(n: usize) -> Bin {
    (1..=12).find_map(|month| Bin::complete(&format!("21{month:02}40{n:05}"))).expect("a number")
}

/// The `n`th sole trader's number.
pub(crate) fn iin(n: usize) -> Bin {
    (1..=12).find_map(|month| Bin::complete(&format!("91{month:02}013{n:04}"))).expect("a number")
}

pub(crate) fn names(name: &str) -> Names {
    Names {
        kk: text(&format!("«{name}» ЖШС")), ru: text(&format!("ТОО «{name}»")), en: Some(text(&format!("{name} LLP")))
    }
}

pub(crate) fn details(name: &str) -> Details {
    Details { names: names(name), region: "55".parse().expect("a region"), address: None, website: None }
}

/// A data centre as any other.
pub(crate) fn site() -> SiteDetails {
    SiteDetails {
        name: text("A data centre"),
        title: Title::Owned,
        residential: Some(false),
        capacity_kw: 1_000,
        region: "55".parse().expect("a region"),
        address: None,
    }
}

pub(crate) fn register(bin: Bin, name: &str) -> Content {
    Content::RegisterOrganisation { bin, details: details(name) }
}

pub(crate) fn grant(organisation: OrganisationId, number: &str, expires_on: Option<&str>) -> Grant {
    Grant { organisation, subkind: None, number: text(number), expires_on: expires_on.map(day), conditions: None }
}

pub(crate) fn mining(organisation: OrganisationId, number: &str, expires_on: Option<&str>) -> Content {
    Content::GrantMiningLicence(Grant { subkind: Some(Subkind::One), ..grant(organisation, number, expires_on) })
}

pub(crate) fn renew(authorisation: AuthorisationId, expires_on: &str) -> Content {
    Content::RenewLicence(Renewal { authorisation, expires_on: day(expires_on) })
}

pub(crate) fn suspend(authorisation: AuthorisationId, until: &str) -> Content {
    Content::SuspendLicence(Suspension { authorisation, until: Some(day(until)), ground: SuspensionGround::FalseData })
}

pub(crate) fn resume(authorisation: AuthorisationId) -> Content {
    Content::ResumeLicence(Naming { authorisation })
}

pub(crate) fn revoke(authorisation: AuthorisationId, decided_on: &str) -> Content {
    let ruling = CourtRuling { court: text("A court"), number: text("1/2025"), decided_on: day(decided_on) };
    Content::RevokeLicence(Revocation { authorisation, ruling })
}

pub(crate) fn distributions(pool: Bin, rows: Vec<DistributionRow>) -> Content {
    Content::RecordDistributions { pool: Party::Bin(pool), organisation: None, rows }
}

pub(crate) fn sales(venue: Bin, rows: Vec<SaleRow>) -> Content {
    Content::RecordSales { venue: Party::Bin(venue), organisation: None, rows }
}

pub(crate) fn mined(miner: Bin, on: &str, units: &str) -> DistributionRow {
    DistributionRow {
        miner,
        on: day(on),
        asset: Asset::Btc,
        units: units.parse().expect("an amount"),
        commission: None,
        wallet: None,
    }
}

pub(crate) fn sold(miner: Bin, on: &str, units: &str) -> SaleRow {
    SaleRow { miner, on: day(on), asset: Asset::Btc, units: units.parse().expect("an amount") }
}

impl TestRegister {
    /// A firm of the register.
    pub(crate) async fn firm(&self, n: usize) -> OrganisationId {
        OrganisationId(self.act(Role::Ministry, "2023-04-03", register(bin(n), &format!("Үлгі {n}"))).await)
    }

    /// A firm with a mining licence.
    pub(crate) async fn miner(&self, n: usize, granted: &str, expires_on: Option<&str>) -> AuthorisationId {
        let firm = self.firm(n).await;
        AuthorisationId(self.act(Role::Ministry, granted, mining(firm, &format!("M-{n}"), expires_on)).await)
    }

    /// A firm with a pool accreditation.
    pub(crate) async fn pool(&self, n: usize, granted: &str) -> AuthorisationId {
        let firm = self.firm(n).await;
        AuthorisationId(self.act(Role::Ministry, granted, Content::AccreditPool(grant(firm, &format!("P-{n}"), None))).await)
    }

    /// A firm with an exchange licence of AFSA.
    pub(crate) async fn exchange(&self, n: usize, granted: &str) -> AuthorisationId {
        let firm = self.firm(n).await;
        AuthorisationId(self.act(Role::Afsa, granted, Content::GrantExchangeLicence(grant(firm, &format!("X-{n}"), None))).await)
    }
}

/// The act that granted an authorisation.
pub(crate) fn granting(id: AuthorisationId) -> Sequence {
    id.0
}
