//! Acts: the only way in. What an act says, of what kind it is, and whom it is about.

use serde::{Deserialize, Serialize};

use super::authorisation::{AuthorisationId, LicenseeRole, Subkind};
use super::authority::Authority;
use super::bin::{Bin, BinKind};
use super::codes::coded;
use super::correction::Correction;
use super::day::Day;
use super::instant::Instant;
use super::lang::Wording;
use super::organisation::{Details, DetailsChange, OrganisationId};
use super::party::Party;
use super::pool::{ComplexPlace, TestProtocol};
use super::rule::{RuleCode, RuleText};
use super::sequence::Sequence;
use super::standing::{CourtRuling, Step, SuspensionGround};
use super::text::{Line, Note};
use super::trade::{DistributionRow, SaleRow};
use super::warning::WarningText;

coded! {
    /// The kinds of act, one for each mutation of the API.
    pub enum ActKind {
        /// An organisation enters the register.
        RegisterOrganisation = "REGISTER_ORGANISATION",
        /// Its names, region or addresses change.
        AmendOrganisation = "AMEND_ORGANISATION",
        /// A mining licence is granted (art. 9).
        GrantMiningLicence = "GRANT_MINING_LICENCE",
        /// A mining licence is renewed.
        RenewLicence = "RENEW_LICENCE",
        /// A mining licence is suspended (art. 9(4)).
        SuspendLicence = "SUSPEND_LICENCE",
        /// A mining licence is resumed (art. 9(6)).
        ResumeLicence = "RESUME_LICENCE",
        /// A mining licence is revoked by a court (art. 9(7)).
        RevokeLicence = "REVOKE_LICENCE",
        /// A mining licence is given back.
        SurrenderLicence = "SURRENDER_LICENCE",
        /// A pool is accredited (art. 10).
        AccreditPool = "ACCREDIT_POOL",
        /// An accreditation is renewed.
        RenewAccreditation = "RENEW_ACCREDITATION",
        /// An accreditation is suspended.
        SuspendAccreditation = "SUSPEND_ACCREDITATION",
        /// An accreditation is resumed.
        ResumeAccreditation = "RESUME_ACCREDITATION",
        /// An accreditation is withdrawn.
        WithdrawAccreditation = "WITHDRAW_ACCREDITATION",
        /// The place of a pool's complex is recorded (art. 10(2)(1)).
        RecordPoolComplex = "RECORD_POOL_COMPLEX",
        /// A pool's security test is recorded (art. 10(2)(2)).
        RecordSecurityTest = "RECORD_SECURITY_TEST",
        /// An exchange licence is granted (art. 11).
        GrantExchangeLicence = "GRANT_EXCHANGE_LICENCE",
        /// An exchange licence is renewed.
        RenewExchangeLicence = "RENEW_EXCHANGE_LICENCE",
        /// An exchange licence is suspended.
        SuspendExchangeLicence = "SUSPEND_EXCHANGE_LICENCE",
        /// An exchange licence is resumed.
        ResumeExchangeLicence = "RESUME_EXCHANGE_LICENCE",
        /// An exchange licence is revoked.
        RevokeExchangeLicence = "REVOKE_EXCHANGE_LICENCE",
        /// A file of distributions is recorded (art. 10(3)).
        RecordDistributions = "RECORD_DISTRIBUTIONS",
        /// A file of sales is recorded.
        RecordSales = "RECORD_SALES",
        /// A public warning is published.
        PublishWarning = "PUBLISH_WARNING",
        /// A version of a rule comes into force.
        AddRuleVersion = "ADD_RULE_VERSION",
        /// A version of a rule gets its last day.
        EndRuleVersion = "END_RULE_VERSION",
        /// A recorded fact is corrected.
        CorrectFact = "CORRECT_FACT",
    }
}

/// The grant of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// To whom.
    pub organisation: OrganisationId,
    /// Of a mining licence: its subkind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subkind: Option<Subkind>,
    /// The number on the document.
    pub number: Line,
    /// The last day, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expires_on: Option<Day>,
    /// Conditions, where there are any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub conditions: Option<Wording>,
}

/// The renewal of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Renewal {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The new last day.
    pub expires_on: Day,
}

/// The suspension of an authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The last day of it, where one is named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Day>,
    /// Why.
    pub ground: SuspensionGround,
}

/// The revocation of a mining licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Which.
    pub authorisation: AuthorisationId,
    /// The court's decision.
    pub ruling: CourtRuling,
}

/// An act that only names the authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// Which.
    pub authorisation: AuthorisationId,
}

/// What an act says, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Content {
    /// See [`ActKind::RegisterOrganisation`].
    RegisterOrganisation {
        /// Its number.
        bin: Bin,
        /// What is said of it.
        details: Details,
    },
    /// See [`ActKind::AmendOrganisation`].
    AmendOrganisation {
        /// Which.
        organisation: OrganisationId,
        /// What changes.
        change: DetailsChange,
    },
    /// See [`ActKind::GrantMiningLicence`].
    GrantMiningLicence(Grant),
    /// See [`ActKind::RenewLicence`].
    RenewLicence(Renewal),
    /// See [`ActKind::SuspendLicence`].
    SuspendLicence(Suspension),
    /// See [`ActKind::ResumeLicence`].
    ResumeLicence(Naming),
    /// See [`ActKind::RevokeLicence`].
    RevokeLicence(Revocation),
    /// See [`ActKind::SurrenderLicence`].
    SurrenderLicence(Naming),
    /// See [`ActKind::AccreditPool`].
    AccreditPool(Grant),
    /// See [`ActKind::RenewAccreditation`].
    RenewAccreditation(Renewal),
    /// See [`ActKind::SuspendAccreditation`].
    SuspendAccreditation(Suspension),
    /// See [`ActKind::ResumeAccreditation`].
    ResumeAccreditation(Naming),
    /// See [`ActKind::WithdrawAccreditation`].
    WithdrawAccreditation(Naming),
    /// See [`ActKind::RecordPoolComplex`].
    RecordPoolComplex {
        /// Whose.
        authorisation: AuthorisationId,
        /// Where.
        complex: ComplexPlace,
    },
    /// See [`ActKind::RecordSecurityTest`].
    RecordSecurityTest {
        /// Whose.
        authorisation: AuthorisationId,
        /// The protocol.
        protocol: TestProtocol,
    },
    /// See [`ActKind::GrantExchangeLicence`].
    GrantExchangeLicence(Grant),
    /// See [`ActKind::RenewExchangeLicence`].
    RenewExchangeLicence(Renewal),
    /// See [`ActKind::SuspendExchangeLicence`].
    SuspendExchangeLicence(Suspension),
    /// See [`ActKind::ResumeExchangeLicence`].
    ResumeExchangeLicence(Naming),
    /// See [`ActKind::RevokeExchangeLicence`].
    RevokeExchangeLicence(Naming),
    /// See [`ActKind::RecordDistributions`].
    RecordDistributions {
        /// The pool.
        pool: Party,
        /// The pool's organisation, where the register knows it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        organisation: Option<OrganisationId>,
        /// The file. Confidential.
        rows: Vec<DistributionRow>,
    },
    /// See [`ActKind::RecordSales`].
    RecordSales {
        /// The venue.
        venue: Party,
        /// The venue's organisation, where the register knows it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        organisation: Option<OrganisationId>,
        /// The file. Confidential.
        rows: Vec<SaleRow>,
    },
    /// See [`ActKind::PublishWarning`].
    PublishWarning(WarningText),
    /// See [`ActKind::AddRuleVersion`].
    AddRuleVersion(RuleText),
    /// See [`ActKind::EndRuleVersion`].
    EndRuleVersion {
        /// Which rule.
        code: RuleCode,
        /// Which of its versions.
        version: u32,
        /// Its last day.
        until: Day,
    },
    /// See [`ActKind::CorrectFact`].
    CorrectFact(Correction),
}

/// Whom or what an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Subject {
    /// An organisation.
    Organisation(OrganisationId),
    /// A miner.
    Miner(AuthorisationId),
    /// A pool.
    Pool(AuthorisationId),
    /// An exchange.
    Exchange(AuthorisationId),
    /// A warning, by the act that published it.
    Warning(Sequence),
    /// A rule.
    Rule(RuleCode),
}

impl Subject {
    /// The licensee whose authorisation this is.
    pub fn licensee(role: LicenseeRole, id: AuthorisationId) -> Self {
        match role {
            LicenseeRole::Miner => Self::Miner(id),
            LicenseeRole::Pool => Self::Pool(id),
            LicenseeRole::Exchange => Self::Exchange(id),
        }
    }
}

/// An act as the caller hands it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The day from which it has effect.
    pub effective_on: Day,
    /// Why, in words.
    pub reason: Note,
    /// The document it rests on.
    pub reference: Line,
    /// The caller's own key: the same key with the same content gives the first answer again.
    pub idempotency_key: Line,
    /// The newest act that the caller had seen of the subject.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected_sequence: Option<Sequence>,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
}

/// An act as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub sequence: Sequence,
    /// In whose name.
    pub authority: Authority,
    /// The day from which it has effect.
    pub effective_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Whom it is about, where the register knows them.
    pub subject: Option<Subject>,
    /// Why, in words.
    pub reason: Note,
    /// The document it rests on.
    pub reference: Line,
    /// What it says.
    pub content: Content,
}

impl Content {
    /// The kind of act that says this.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::RegisterOrganisation { .. } => ActKind::RegisterOrganisation,
            Self::AmendOrganisation { .. } => ActKind::AmendOrganisation,
            Self::GrantMiningLicence(_) => ActKind::GrantMiningLicence,
            Self::RenewLicence(_) => ActKind::RenewLicence,
            Self::SuspendLicence(_) => ActKind::SuspendLicence,
            Self::ResumeLicence(_) => ActKind::ResumeLicence,
            Self::RevokeLicence(_) => ActKind::RevokeLicence,
            Self::SurrenderLicence(_) => ActKind::SurrenderLicence,
            Self::AccreditPool(_) => ActKind::AccreditPool,
            Self::RenewAccreditation(_) => ActKind::RenewAccreditation,
            Self::SuspendAccreditation(_) => ActKind::SuspendAccreditation,
            Self::ResumeAccreditation(_) => ActKind::ResumeAccreditation,
            Self::WithdrawAccreditation(_) => ActKind::WithdrawAccreditation,
            Self::RecordPoolComplex { .. } => ActKind::RecordPoolComplex,
            Self::RecordSecurityTest { .. } => ActKind::RecordSecurityTest,
            Self::GrantExchangeLicence(_) => ActKind::GrantExchangeLicence,
            Self::RenewExchangeLicence(_) => ActKind::RenewExchangeLicence,
            Self::SuspendExchangeLicence(_) => ActKind::SuspendExchangeLicence,
            Self::ResumeExchangeLicence(_) => ActKind::ResumeExchangeLicence,
            Self::RevokeExchangeLicence(_) => ActKind::RevokeExchangeLicence,
            Self::RecordDistributions { .. } => ActKind::RecordDistributions,
            Self::RecordSales { .. } => ActKind::RecordSales,
            Self::PublishWarning(_) => ActKind::PublishWarning,
            Self::AddRuleVersion(_) => ActKind::AddRuleVersion,
            Self::EndRuleVersion { .. } => ActKind::EndRuleVersion,
            Self::CorrectFact(_) => ActKind::CorrectFact,
        }
    }

    /// The grant that this is, with what it makes of the holder.
    pub fn grant(&self) -> Option<(LicenseeRole, &Grant)> {
        match self {
            Self::GrantMiningLicence(grant) => Some((LicenseeRole::Miner, grant)),
            Self::AccreditPool(grant) => Some((LicenseeRole::Pool, grant)),
            Self::GrantExchangeLicence(grant) => Some((LicenseeRole::Exchange, grant)),
            _ => None,
        }
    }

    /// The authorisation that this speaks of, with the role that its kind presumes.
    pub fn authorisation(&self) -> Option<(LicenseeRole, AuthorisationId)> {
        use LicenseeRole::{Exchange, Miner, Pool};
        let (role, id) = match self {
            Self::RenewLicence(renewal) => (Miner, renewal.authorisation),
            Self::SuspendLicence(suspension) => (Miner, suspension.authorisation),
            Self::RevokeLicence(revocation) => (Miner, revocation.authorisation),
            Self::ResumeLicence(naming) | Self::SurrenderLicence(naming) => (Miner, naming.authorisation),
            Self::RenewAccreditation(renewal) => (Pool, renewal.authorisation),
            Self::SuspendAccreditation(suspension) => (Pool, suspension.authorisation),
            Self::ResumeAccreditation(naming) | Self::WithdrawAccreditation(naming) => (Pool, naming.authorisation),
            Self::RecordPoolComplex { authorisation, .. } | Self::RecordSecurityTest { authorisation, .. } => {
                (Pool, *authorisation)
            }
            Self::RenewExchangeLicence(renewal) => (Exchange, renewal.authorisation),
            Self::SuspendExchangeLicence(suspension) => (Exchange, suspension.authorisation),
            Self::ResumeExchangeLicence(naming) | Self::RevokeExchangeLicence(naming) => (Exchange, naming.authorisation),
            _ => return None,
        };
        Some((role, id))
    }

    /// The step in the life of an authorisation that this is.
    pub fn step(&self) -> Option<Step> {
        Some(match self {
            Self::GrantMiningLicence(grant) | Self::AccreditPool(grant) | Self::GrantExchangeLicence(grant) => {
                Step::Granted { expires_on: grant.expires_on }
            }
            Self::RenewLicence(renewal) | Self::RenewAccreditation(renewal) | Self::RenewExchangeLicence(renewal) => {
                Step::Renewed { expires_on: Some(renewal.expires_on) }
            }
            Self::SuspendLicence(suspension)
            | Self::SuspendAccreditation(suspension)
            | Self::SuspendExchangeLicence(suspension) => Step::Suspended { until: suspension.until, ground: suspension.ground },
            Self::ResumeLicence(_) | Self::ResumeAccreditation(_) | Self::ResumeExchangeLicence(_) => Step::Resumed,
            Self::RevokeLicence(revocation) => Step::Revoked { ruling: Some(revocation.ruling.clone()) },
            Self::WithdrawAccreditation(_) | Self::RevokeExchangeLicence(_) => Step::Revoked { ruling: None },
            Self::SurrenderLicence(_) => Step::Surrendered,
            _ => return None,
        })
    }

    /// The facts that the act changes, by their names in the API.
    pub fn changed_fields(&self) -> Vec<&'static str> {
        match self {
            Self::RegisterOrganisation { .. } => vec!["organisation"],
            Self::AmendOrganisation { change, .. } => [
                (change.names.is_some(), "names"),
                (change.region.is_some(), "region"),
                (change.address.is_some(), "address"),
                (change.website.is_some(), "website"),
            ]
            .into_iter()
            .filter_map(|(changed, field)| changed.then_some(field))
            .collect(),
            Self::GrantMiningLicence(_) | Self::AccreditPool(_) | Self::GrantExchangeLicence(_) => {
                vec!["authorisation", "standing", "expiresOn"]
            }
            Self::RenewLicence(_) | Self::RenewAccreditation(_) | Self::RenewExchangeLicence(_) => vec!["standing", "expiresOn"],
            Self::RecordPoolComplex { .. } => vec!["complex"],
            Self::RecordSecurityTest { .. } => vec!["securityTest"],
            Self::RecordDistributions { .. } => vec!["distributions"],
            Self::RecordSales { .. } => vec!["sales"],
            Self::PublishWarning(_) => vec!["warning"],
            Self::AddRuleVersion(_) | Self::EndRuleVersion { .. } => vec!["rule"],
            Self::CorrectFact(correction) => correction.changed_fields(),
            _ => vec!["standing"],
        }
    }

    /// The parts of the content that the public does not see, as JSON pointers (design.md, "The public and the
    /// confidential").
    pub fn confidential_parts(&self) -> Vec<String> {
        let of_a_person = |bin: &Bin| bin.kind() == BinKind::Person;
        match self {
            Self::RegisterOrganisation { bin, .. } if of_a_person(bin) => vec!["/bin".to_owned()],
            Self::RecordDistributions { .. } | Self::RecordSales { .. } => vec!["/rows".to_owned()],
            Self::PublishWarning(text) if text.bin.as_ref().is_some_and(of_a_person) => vec!["/bin".to_owned()],
            Self::CorrectFact(correction) => correction.confidential_parts(),
            _ => Vec::new(),
        }
    }
}
