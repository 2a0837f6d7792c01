//! The raw register as acts, in the order in which they would be recorded.

use tizilim::domain::act::{Act, Content, Grant, Naming, OfLicence, Renewal, Revocation, Suspension};
use tizilim::domain::authorisation::{AuthorisationId, LicenseeRole, Subkind};
use tizilim::domain::authority::Authority;
use tizilim::domain::bin::Bin;
use tizilim::domain::data_centre::{CheckResult, DataCentreId, SiteChange, SiteDetails, Title};
use tizilim::domain::day::Day;
use tizilim::domain::energy::Energy;
use tizilim::domain::instant::Instant;
use tizilim::domain::licence_fact::LicenceFact;
use tizilim::domain::money::Money;
use tizilim::domain::organisation::OrganisationId;
use tizilim::domain::pool::{ComplexPlace, TestProtocol};
use tizilim::domain::rule::LicenceKind;
use tizilim::domain::sequence::Sequence;
use tizilim::domain::standing::{CourtRuling, SuspensionGround};
use tizilim::domain::text::Text;

use crate::register::{Centre, Event, Firm, Life, Meter, What};

/// A text that nothing depends on.
pub(crate) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::try_from(text).expect("a text")
}

/// The number of a firm.
pub(crate) fn bin(firm: Firm) -> Bin {
    (1..=12).find_map(|month| Bin::complete(&format!("21{month:02}40{firm:05}"))).expect("a number")
}

/// The key of a firm.
pub(crate) fn organisation(firm: Firm) -> OrganisationId {
    OrganisationId(Sequence::new(1 + i64::try_from(firm).expect("few firms")).expect("a number"))
}

/// Energy in Wh.
pub(crate) fn energy(wh: i64) -> Energy {
    Energy::from_wh(wh).expect("an energy")
}

/// Numbers the acts.
pub(crate) struct Recorder {
    last: Sequence,
}

impl Recorder {
    /// After the acts that registered the firms.
    pub(crate) fn new() -> Self {
        Self { last: Sequence::new(100).expect("a number") }
    }

    /// The number of the act that comes next.
    pub(crate) fn next(&self) -> Sequence {
        self.last.next()
    }

    /// An act.
    pub(crate) fn record(&mut self, effective_on: Day, content: Content) -> Act {
        self.last = self.last.next();
        let authority = match content {
            Content::GrantExchangeLicence(_) => Authority::Afsa,
            _ => Authority::Ministry,
        };
        Act {
            sequence: self.last,
            authority,
            effective_on,
            recorded_at: Instant::start_of(effective_on),
            subject: None,
            reason: text("A reason"),
            reference: text("A reference"),
            content,
        }
    }

    /// The life of an authorisation.
    pub(crate) fn life(&mut self, life: &Life) -> Vec<Act> {
        let id = AuthorisationId(self.next());
        life.events.iter().map(|(on, event)| self.record(*on, step(life, id, *on, *event))).collect()
    }

    /// What is said of a licence beside its life.
    pub(crate) fn said(&mut self, authorisation: AuthorisationId, on: Day, what: What, centres: &[DataCentreId]) -> Act {
        let of_licence = OfLicence { authorisation, fact: fact(what, centres) };
        let content = match what {
            What::Placed { .. } => Content::PlaceHardware(of_licence),
            What::PlaceEnded { .. } => Content::EndPlacement(of_licence),
            What::Declared(_) => Content::DeclareHardware(of_licence),
            What::Registered(_) => Content::RegisterHardware(of_licence),
            What::Proof { .. } => Content::RecordEnergySource(of_licence),
            What::Changed { .. } => Content::RecordDataChange(of_licence),
            What::Filed { .. } => Content::RecordFiling(of_licence),
            What::Paid { .. } => Content::RecordPayment(of_licence),
        };
        self.record(on, content)
    }

    /// Where a pool's complex stands.
    pub(crate) fn complex(&mut self, authorisation: AuthorisationId, on: Day, in_kazakhstan: bool) -> Act {
        let complex = ComplexPlace { in_kazakhstan, region: None, place: text("A place") };
        self.record(on, Content::RecordPoolComplex { authorisation, complex })
    }

    /// A test of a pool.
    pub(crate) fn test(&mut self, authorisation: AuthorisationId, on: Day, positive: bool) -> Act {
        let protocol = TestProtocol { number: text("1"), laboratory: text("A laboratory"), positive };
        self.record(on, Content::RecordSecurityTest { authorisation, protocol })
    }

    /// A data centre with all that was done to it.
    pub(crate) fn centre(&mut self, centre: &Centre) -> Vec<Act> {
        let data_centre = DataCentreId(self.next());
        let details = SiteDetails {
            name: text("A data centre"),
            title: Title::Owned,
            residential: centre.residential,
            capacity_kw: 1_000,
            region: "55".parse().expect("a region"),
            address: None,
        };
        let holder = organisation(centre.holder);
        let registered =
            Content::RegisterDataCentre { holder, code: text(&format!("DC-{}", data_centre.0)), zone: centre.zone, details };
        let mut acts = vec![self.record(centre.from, registered)];
        for (on, residential) in &centre.amended {
            let change = SiteChange { residential: *residential, ..SiteChange::default() };
            acts.push(self.record(*on, Content::AmendDataCentre { data_centre, change }));
        }
        for (on, serial, done) in &centre.meters {
            let serial = text(&format!("M{serial}"));
            let content = match done {
                Meter::Installed => Content::InstallMeter { data_centre, serial },
                Meter::Works(valid_until) => {
                    Content::CheckMeter { data_centre, serial, result: CheckResult::Working, valid_until: *valid_until }
                }
                Meter::Faulty => Content::CheckMeter { data_centre, serial, result: CheckResult::Faulty, valid_until: None },
                Meter::Removed => Content::RemoveMeter { data_centre, serial },
            };
            acts.push(self.record(*on, content));
        }
        acts.extend(centre.closed.map(|on| self.record(on, Content::CloseDataCentre { data_centre })));
        acts
    }
}

fn step(life: &Life, authorisation: AuthorisationId, on: Day, event: Event) -> Content {
    let role = life.kind.role();
    let naming = Naming { authorisation };
    match event {
        Event::Granted(expires_on) => {
            let subkind = match life.kind {
                LicenceKind::MiningOne => Some(Subkind::One),
                LicenceKind::MiningTwo => Some(Subkind::Two),
                LicenceKind::Pool | LicenceKind::Exchange => None,
            };
            let organisation = organisation(life.firm);
            let grant = Grant { organisation, subkind, number: text("1"), expires_on, conditions: None };
            match role {
                LicenseeRole::Miner => Content::GrantMiningLicence(grant),
                LicenseeRole::Pool => Content::AccreditPool(grant),
                LicenseeRole::Exchange => Content::GrantExchangeLicence(grant),
            }
        }
        Event::Renewed(expires_on) => {
            let renewal = Renewal { authorisation, expires_on };
            match role {
                LicenseeRole::Miner => Content::RenewLicence(renewal),
                LicenseeRole::Pool => Content::RenewAccreditation(renewal),
                LicenseeRole::Exchange => Content::RenewExchangeLicence(renewal),
            }
        }
        Event::Suspended(until) => {
            let suspension = Suspension { authorisation, until, ground: SuspensionGround::FalseData };
            match role {
                LicenseeRole::Miner => Content::SuspendLicence(suspension),
                LicenseeRole::Pool => Content::SuspendAccreditation(suspension),
                LicenseeRole::Exchange => Content::SuspendExchangeLicence(suspension),
            }
        }
        Event::Resumed => match role {
            LicenseeRole::Miner => Content::ResumeLicence(naming),
            LicenseeRole::Pool => Content::ResumeAccreditation(naming),
            LicenseeRole::Exchange => Content::ResumeExchangeLicence(naming),
        },
        Event::Revoked => match role {
            LicenseeRole::Miner => {
                let ruling = CourtRuling { court: text("A court"), number: text("1"), decided_on: on };
                Content::RevokeLicence(Revocation { authorisation, ruling })
            }
            LicenseeRole::Pool => Content::WithdrawAccreditation(naming),
            LicenseeRole::Exchange => Content::RevokeExchangeLicence(naming),
        },
        Event::Surrendered => Content::SurrenderLicence(naming),
    }
}

fn fact(what: What, centres: &[DataCentreId]) -> LicenceFact {
    match what {
        What::Placed { centre, until } => LicenceFact::Placement { data_centre: centres[centre], until },
        What::PlaceEnded { centre } => LicenceFact::PlacementEnded { data_centre: centres[centre] },
        What::Declared(units) => LicenceFact::HardwareDeclared { units },
        What::Registered(units) => LicenceFact::HardwareRegistered { units },
        What::Proof { source, until } => {
            LicenceFact::EnergySource { source, document: text("A contract"), issuer: text("An issuer"), until }
        }
        What::Changed { notified } => LicenceFact::DataChange { what: text("A director"), notified_on: notified },
        What::Filed { report, span } => LicenceFact::Filing { report, span },
        What::Paid { span, tiyn } => LicenceFact::Payment { span, amount: Money::from_tiyn(tiyn).expect("a sum") },
    }
}
