//! Whom a token speaks for, and which acts that office may record.

use super::act::ActKind;
use super::asset::Asset;
use super::authority::Authority;
use super::codes::coded;
use super::energy::KWH;
use super::report::Report;

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
    /// Whether the role may read amounts of one licensee in a unit: its coin, energy and money are confidential, and shown
    /// to those who need them (design.md): energy to the energy operator, coin to those who license exchanges, and all of
    /// it to the ministry, the tax authority and those who look over their shoulders.
    pub fn reads_amounts_in(self, unit: &str) -> bool {
        match self {
            Self::Ministry | Self::TaxAuthority | Self::Supervisor | Self::Auditor => true,
            Self::EnergyOperator => unit == KWH,
            Self::Afsa | Self::NationalBank => Asset::from_code(unit).is_some(),
        }
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
            K::RegisterOrganisation | K::AmendOrganisation | K::PublishWarning => {
                &[Self::Ministry, Self::Afsa, Self::NationalBank]
            }
            // A correction is made by whoever recorded what it corrects; every authority records something.
            K::CorrectFact => Self::ALL,
            K::RegisterDataCentre
            | K::AmendDataCentre
            | K::CloseDataCentre
            | K::PlaceHardware
            | K::EndPlacement
            | K::DeclareHardware
            | K::RegisterHardware
            | K::RecordEnergySource
            | K::RecordDataChange => &[Self::Ministry],
            // Automatic metering is the ministry's requirement and the energy operator's trade (Law 194-VII).
            K::InstallMeter | K::CheckMeter | K::RemoveMeter => &[Self::Ministry, Self::EnergyOperator],
            K::OpenSurplusSession | K::RecordBids | K::ClearSurplusSession | K::RecordAwards | K::RecordReadings => {
                &[Self::EnergyOperator]
            }
            // Which report an authority receives is its own: see `receives`.
            K::RecordFiling => &[Self::Ministry, Self::Afsa, Self::NationalBank, Self::TaxAuthority],
            K::RecordPayment => &[Self::TaxAuthority],
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
        allowed.contains(&self)
    }

    /// Whether the authority is one that a report is handed in to: the fee's declarations and the exchanges' tax reports to
    /// the tax authority, pools' reports to it and to the ministry (art. 10(3)), the others to the exchange's own
    /// authority.
    pub fn receives(self, report: Report) -> bool {
        match report {
            Report::FeeDeclaration | Report::ExchangeTax => self == Self::TaxAuthority,
            Report::PoolReport => matches!(self, Self::Ministry | Self::TaxAuthority),
            Report::ExchangeAnnual | Report::ExchangeQuarterly => matches!(self, Self::Afsa | Self::NationalBank),
        }
    }
}
