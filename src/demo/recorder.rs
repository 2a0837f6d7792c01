//! Plays a plan into a register: each step becomes an act, recorded by its office at its time.

use std::collections::HashMap;

use super::names::text;
use super::plan::{Plan, Step, What};
use crate::domain::act::{Content, Draft, Grant, Naming, Renewal, Revocation, Suspension};
use crate::domain::authorisation::{AuthorisationId, LicenseeRole};
use crate::domain::bin::Bin;
use crate::domain::correction::Correction;
use crate::domain::day::Day;
use crate::domain::instant::Instant;
use crate::domain::organisation::OrganisationId;
use crate::domain::party::Party;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sequence::Sequence;
use crate::domain::standing::CourtRuling;
use crate::registry::record::RecordError;
use crate::registry::{Principal, Registry};

/// What the register calls those whom the plan names.
#[derive(Default)]
struct Known {
    organisations: HashMap<Bin, OrganisationId>,
    authorisations: HashMap<String, (LicenseeRole, AuthorisationId)>,
    suspensions: HashMap<String, (Sequence, Day)>,
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
        let principal = Principal { role: step.office, token: None };
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
}

impl Mark {
    fn of(step: &Step) -> Self {
        match &step.what {
            What::Register { bin, .. } => Self::Organisation(*bin),
            What::Grant { number, role, .. } => Self::Authorisation(number.clone(), *role),
            What::Suspend { number, .. } => Self::Suspension(number.clone(), step.effective),
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
        })
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
