//! Plays a plan into a register: each step becomes an act, recorded by its office at its time.

use std::collections::HashMap;

use super::names::text;
use super::plan::{Plan, Step, What};
use crate::domain::act::{Content, Draft, Grant, Naming, OfLicence, Renewal, Revocation, Suspension};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::correction::Correction;
use crate::domain::data_centre::{DataCentreId, Zone};
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::licence_fact::LicenceFact;
use crate::domain::organisation::OrganisationId;
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::standing::CourtRuling;
use crate::domain::surplus::SessionId;
use crate::registry::record::RecordError;
use crate::registry::{Principal, Registry};

/// What the register calls those whom the plan names.
#[derive(Default)]
struct Known {
    organisations: HashMap<Bin, OrganisationId>,
    authorisations: HashMap<String, (LicenseeRole, AuthorisationId)>,
    suspensions: HashMap<String, (Sequence, Day)>,
    data_centres: HashMap<String, DataCentreId>,
    sessions: HashMap<(Day, Zone), SessionId>,
}

/// Acts recorded between two commits: few enough to let others in, many enough not to wait for the disk each time.
const ACTS_PER_COMMIT: usize = 500;
/// Offices open at nine.
const OPENING: i64 = 9 * 3_600 * 1_000_000;

/// Records a plan.
///
/// # Errors
/// A failing database, or the first step that the register refuses.
pub(super) async fn record(registry: &Registry, plan: Plan) -> Result<(), RecordError> {
    registry.init_at(Instant::from_micros(Instant::start_of(Day::LAW_IN_FORCE).micros() + OPENING)).await?;
    let mut known = Known::default();
    let mut session = registry.session().await?;
    for (at, step) in plan.in_order().into_iter().enumerate() {
        if at % ACTS_PER_COMMIT == ACTS_PER_COMMIT - 1 {
            session.commit().await?;
            session = registry.session().await?;
        }
        let minutes = i64::try_from(at % 480).unwrap_or(0) * 60 * 1_000_000;
        let when = Instant::from_micros(Instant::start_of(step.recorded).micros() + OPENING + minutes);
        let principal = Principal::program(step.office);
        let mark = Mark::of(&step);
        let draft = known.draft(step, at)?;
        let recorded = session.record(&principal, draft, when).await?;
        known.remember(mark, recorded.sequence);
    }
    session.commit().await
}

/// What a step makes known.
enum Mark {
    Nothing,
    Organisation(Bin),
    Authorisation(String, LicenseeRole),
    Suspension(String, Day),
    DataCentre(String),
    Session(Day, Zone),
}

impl Mark {
    fn of(step: &Step) -> Self {
        match &step.what {
            What::Register { bin, .. } => Self::Organisation(*bin),
            What::Grant { number, role, .. } => Self::Authorisation(number.clone(), *role),
            What::Suspend { number, .. } => Self::Suspension(number.clone(), step.effective),
            What::Hold { code, .. } => Self::DataCentre(code.clone()),
            What::OpenSession(terms) => Self::Session(terms.delivery_date, terms.zone),
            _ => Self::Nothing,
        }
    }
}

impl Known {
    fn remember(&mut self, mark: Mark, sequence: Sequence) {
        match mark {
            Mark::Nothing => {}
            Mark::Organisation(bin) => drop(self.organisations.insert(bin, OrganisationId(sequence))),
            Mark::Authorisation(number, role) => drop(self.authorisations.insert(number, (role, AuthorisationId(sequence)))),
            Mark::Suspension(number, on) => drop(self.suspensions.insert(number, (sequence, on))),
            Mark::DataCentre(code) => drop(self.data_centres.insert(code, DataCentreId(sequence))),
            Mark::Session(on, zone) => drop(self.sessions.insert((on, zone), SessionId(sequence))),
        }
    }

    fn draft(&self, step: Step, at: usize) -> Result<Draft, Refusal> {
        Ok(Draft {
            effective_on: step.effective,
            reason: text(&step.reason),
            reference: text(&format!("DEMO-ORDER-{}", at + 1)),
            idempotency_key: text(&format!("demo:{at}")),
            expected_sequence: None,
            content: self.content(step.what)?,
        })
    }

    fn content(&self, what: What) -> Result<Content, Refusal> {
        Ok(match what {
            What::Register { bin, details } => Content::RegisterOrganisation { bin, details },
            What::Amend { bin, change } => Content::AmendOrganisation { organisation: self.organisation(bin)?, change },
            What::Grant { bin, role, subkind, number, expires_on, conditions } => {
                let grant =
                    Grant { organisation: self.organisation(bin)?, subkind, number: text(&number), expires_on, conditions };
                match role {
                    LicenseeRole::Miner => Content::GrantMiningLicence(grant),
                    LicenseeRole::Pool => Content::AccreditPool(grant),
                    LicenseeRole::Exchange => Content::GrantExchangeLicence(grant),
                }
            }
            What::Renew { number, expires_on } => {
                let (role, authorisation) = self.authorisation(&number)?;
                let renewal = Renewal { authorisation, expires_on };
                match role {
                    LicenseeRole::Miner => Content::RenewLicence(renewal),
                    LicenseeRole::Pool => Content::RenewAccreditation(renewal),
                    LicenseeRole::Exchange => Content::RenewExchangeLicence(renewal),
                }
            }
            What::Suspend { number, until, ground } => self.suspension(&number, until, ground)?,
            What::CorrectSuspension { number, until, ground } => {
                let (corrects, effective_on) = *self.suspensions.get(&number).ok_or_else(unknown)?;
                let with = Box::new(self.suspension(&number, until, ground)?);
                Content::CorrectFact(Correction::Replaced { corrects, effective_on, with })
            }
            What::Resume { number } => {
                let (role, authorisation) = self.authorisation(&number)?;
                match role {
                    LicenseeRole::Miner => Content::ResumeLicence(Naming { authorisation }),
                    LicenseeRole::Pool => Content::ResumeAccreditation(Naming { authorisation }),
                    LicenseeRole::Exchange => Content::ResumeExchangeLicence(Naming { authorisation }),
                }
            }
            What::Revoke { number, ruling } => self.revocation(&number, ruling)?,
            What::Surrender { number } => Content::SurrenderLicence(Naming { authorisation: self.authorisation(&number)?.1 }),
            What::Complex { number, complex } => {
                Content::RecordPoolComplex { authorisation: self.authorisation(&number)?.1, complex }
            }
            What::Test { number, protocol } => {
                Content::RecordSecurityTest { authorisation: self.authorisation(&number)?.1, protocol }
            }
            What::Distributions { pool, rows } => Content::RecordDistributions { organisation: self.party(&pool), pool, rows },
            What::Sales { venue, rows } => Content::RecordSales { organisation: self.party(&venue), venue, rows },
            What::Warn(warning) => Content::PublishWarning(warning),
            What::AddRule(text) => Content::AddRuleVersion(text),
            What::EndRule { code, until } => Content::EndRuleVersion { code, version: 1, until },
            other => self.of_energy(other)?,
        })
    }

    /// Data centres, what is said of licensees, and power.
    fn of_energy(&self, what: What) -> Result<Content, Refusal> {
        Ok(match what {
            What::Hold { holder, code, zone, details } => {
                Content::RegisterDataCentre { holder: self.organisation(holder)?, code: text(&code), zone, details }
            }
            What::AmendSite { code, change } => Content::AmendDataCentre { data_centre: self.data_centre(&code)?, change },
            What::CloseSite { code } => Content::CloseDataCentre { data_centre: self.data_centre(&code)? },
            What::InstallMeter { code, serial } => Content::InstallMeter { data_centre: self.data_centre(&code)?, serial },
            What::CheckMeter { code, serial, result, valid_until } => {
                Content::CheckMeter { data_centre: self.data_centre(&code)?, serial, result, valid_until }
            }
            What::Place { number, code } => {
                let fact = LicenceFact::Placement { data_centre: self.data_centre(&code)?, until: None };
                OfLicence { authorisation: self.authorisation(&number)?.1, fact }.said()
            }
            What::Say { number, fact } => OfLicence { authorisation: self.authorisation(&number)?.1, fact }.said(),
            What::OpenSession(terms) => Content::OpenSurplusSession(terms),
            What::Bid { session, rows } => Content::RecordBids { session: self.session(session)?, rows },
            What::Clear { session } => Content::ClearSurplusSession { session: self.session(session)?, rows: Vec::new() },
            What::Award { session, rows } => Content::RecordAwards { session: self.session(session)?, rows },
            What::Read { code, rows } => Content::RecordReadings { data_centre: self.data_centre(&code)?, rows },
            _ => return Err(Refusal::new(RefusalCode::UnknownAct)),
        })
    }

    fn data_centre(&self, code: &str) -> Result<DataCentreId, Refusal> {
        self.data_centres.get(code).copied().ok_or_else(|| Refusal::new(RefusalCode::UnknownDataCentre))
    }

    fn session(&self, session: (Day, Zone)) -> Result<SessionId, Refusal> {
        self.sessions.get(&session).copied().ok_or_else(|| Refusal::new(RefusalCode::UnknownSession))
    }

    fn suspension(
        &self,
        number: &str,
        until: Option<Day>,
        ground: crate::domain::standing::SuspensionGround,
    ) -> Result<Content, Refusal> {
        let (role, authorisation) = self.authorisation(number)?;
        let suspension = Suspension { authorisation, until, ground };
        Ok(match role {
            LicenseeRole::Miner => Content::SuspendLicence(suspension),
            LicenseeRole::Pool => Content::SuspendAccreditation(suspension),
            LicenseeRole::Exchange => Content::SuspendExchangeLicence(suspension),
        })
    }

    fn revocation(&self, number: &str, ruling: Option<CourtRuling>) -> Result<Content, Refusal> {
        let (role, authorisation) = self.authorisation(number)?;
        Ok(match (role, ruling) {
            (LicenseeRole::Miner, Some(ruling)) => Content::RevokeLicence(Revocation { authorisation, ruling }),
            (LicenseeRole::Miner, None) => return Err(unknown()),
            (LicenseeRole::Pool, _) => Content::WithdrawAccreditation(Naming { authorisation }),
            (LicenseeRole::Exchange, _) => Content::RevokeExchangeLicence(Naming { authorisation }),
        })
    }

    fn organisation(&self, bin: Bin) -> Result<OrganisationId, Refusal> {
        self.organisations.get(&bin).copied().ok_or_else(|| Refusal::new(RefusalCode::UnknownOrganisation))
    }

    fn authorisation(&self, number: &str) -> Result<(LicenseeRole, AuthorisationId), Refusal> {
        self.authorisations.get(number).copied().ok_or_else(unknown)
    }

    fn party(&self, party: &Party) -> Option<OrganisationId> {
        party.bin().and_then(|bin| self.organisations.get(&bin).copied())
    }
}

fn unknown() -> Refusal {
    Refusal::new(RefusalCode::UnknownAuthorisation)
}
