//! Whom a token speaks for, and which acts that office may record.

use super::act::ActKind;
use super::authority::Authority;
use super::codes::coded;

coded! {
    /// The role a token carries (design.md, the API).
    pub enum Role {
        /// The digital ministry.
        Ministry = "ministry",
        /// The Astana Financial Services Authority.
        Afsa = "afsa",
        /// The National Bank.
        NationalBank = "national-bank",
        /// The energy operator.
        EnergyOperator = "energy-operator",
        /// The tax authority.
        TaxAuthority = "tax-authority",
        /// A second pair of eyes; records nothing alone.
        Supervisor = "supervisor",
        /// Reads what is confidential; records nothing.
        Auditor = "auditor",
    }
}

impl Role {
    /// The authority in whose name the role records acts, if it records any.
    pub fn authority(self) -> Option<Authority> {
        match self {
            Self::Ministry => Some(Authority::Ministry),
            Self::Afsa => Some(Authority::Afsa),
            Self::NationalBank => Some(Authority::NationalBank),
            Self::EnergyOperator => Some(Authority::EnergyOperator),
            Self::TaxAuthority => Some(Authority::TaxAuthority),
            Self::Supervisor | Self::Auditor => None,
        }
    }
}

impl Role {
    /// Whether the role may read amounts of coin of one licensee, which are confidential (design.md).
    pub fn reads_amounts(self) -> bool {
        !matches!(self, Self::EnergyOperator)
    }
}

impl Authority {
    /// Whether an act of this kind lies within the authority's powers (Law 193-VII arts 4, 9, 10, 11).
    ///
    /// Whose licence it is (each exchange's own authority, each correction's own recorder) is checked against the
    /// register when the act is recorded.
    pub fn may_record(self, kind: ActKind) -> bool {
        use ActKind as K;
        let allowed: &[Self] = match kind {
            K::RegisterOrganisation | K::AmendOrganisation | K::PublishWarning | K::CorrectFact => {
                &[Self::Ministry, Self::Afsa, Self::NationalBank]
            }
            K::AddRuleVersion | K::EndRuleVersion => &[Self::Ministry, Self::Afsa, Self::NationalBank],
            K::GrantMiningLicence
            | K::RenewLicence
            | K::SuspendLicence
            | K::ResumeLicence
            | K::RevokeLicence
            | K::SurrenderLicence
            | K::AccreditPool
            | K::RenewAccreditation
            | K::SuspendAccreditation
            | K::ResumeAccreditation
            | K::WithdrawAccreditation
            | K::RecordPoolComplex
            | K::RecordSecurityTest => &[Self::Ministry],
            K::GrantExchangeLicence
            | K::RenewExchangeLicence
            | K::SuspendExchangeLicence
            | K::ResumeExchangeLicence
            | K::RevokeExchangeLicence => &[Self::Afsa, Self::NationalBank],
            // Pools inform the ministry and the tax authority (art. 10(3)).
            K::RecordDistributions => &[Self::Ministry, Self::TaxAuthority],
            K::RecordSales => &[Self::Ministry, Self::Afsa, Self::NationalBank, Self::TaxAuthority],
        };
        // A correction follows the act that it corrects, so whoever may record any act may correct its own.
        kind == K::CorrectFact && self == Self::TaxAuthority || allowed.contains(&self)
    }
}
