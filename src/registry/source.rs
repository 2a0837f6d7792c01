//! What feeds the register, and how fresh it is.

use super::Registry;
use super::error::RegistryError;
use crate::domain::act::ActKind;
use crate::domain::coded;
use crate::domain::day::Day;
use crate::domain::view::View;

coded! {
    /// What feeds the register.
    pub enum Source as "SourceName" {
        /// Organisations and their changes.
        Organisations = "ORGANISATIONS",
        /// Mining licences.
        MiningLicences = "MINING_LICENCES",
        /// Pool accreditations.
        PoolAccreditations = "POOL_ACCREDITATIONS",
        /// Exchange licences.
        ExchangeLicences = "EXCHANGE_LICENCES",
        /// Distributions from pools to miners.
        Distributions = "DISTRIBUTIONS",
        /// Sales of mined coin.
        Sales = "SALES",
        /// Data centres, placements and meters.
        DataCentres = "DATA_CENTRES",
        /// Hardware of miners.
        Hardware = "HARDWARE",
        /// Sessions of surplus power, bids and awards.
        SurplusSessions = "SURPLUS_SESSIONS",
        /// Readings of meters, and proofs of the sources of power.
        Energy = "ENERGY",
        /// Reports and notices of licensees.
        Filings = "FILINGS",
        /// Payments of the fee.
        Payments = "PAYMENTS",
        /// Public warnings.
        Warnings = "WARNINGS",
        /// Rule versions.
        Rules = "RULES",
        /// Corrections of any of these.
        Corrections = "CORRECTIONS",
    }
}

impl Registry {
    /// For each source that ever recorded something, the day on which it last did. One statement.
    ///
    /// # Errors
    /// A failing database.
    pub async fn sources(&self, view: View) -> Result<Vec<(Source, Day)>, RegistryError> {
        let by_kind = self.store.reads().newest_by_kind(view.seq).await?;
        let last = |source| by_kind.iter().filter(|(kind, _)| Source::of(*kind) == source).map(|(_, at)| at.day()).max();
        Ok(Source::ALL.iter().filter_map(|source| Some((*source, last(*source)?))).collect())
    }
}

impl Source {
    fn of(kind: ActKind) -> Self {
        use ActKind as K;
        match kind {
            K::RegisterOrganisation | K::AmendOrganisation => Self::Organisations,
            K::GrantMiningLicence
            | K::RenewLicence
            | K::SuspendLicence
            | K::ResumeLicence
            | K::RevokeLicence
            | K::SurrenderLicence => Self::MiningLicences,
            K::AccreditPool
            | K::RenewAccreditation
            | K::SuspendAccreditation
            | K::ResumeAccreditation
            | K::WithdrawAccreditation
            | K::RecordPoolComplex
            | K::RecordSecurityTest => Self::PoolAccreditations,
            K::GrantExchangeLicence
            | K::RenewExchangeLicence
            | K::SuspendExchangeLicence
            | K::ResumeExchangeLicence
            | K::RevokeExchangeLicence => Self::ExchangeLicences,
            K::RecordDistributions => Self::Distributions,
            K::RecordSales => Self::Sales,
            K::RegisterDataCentre
            | K::AmendDataCentre
            | K::CloseDataCentre
            | K::InstallMeter
            | K::CheckMeter
            | K::RemoveMeter
            | K::PlaceHardware
            | K::EndPlacement => Self::DataCentres,
            K::DeclareHardware | K::RegisterHardware => Self::Hardware,
            K::OpenSurplusSession | K::RecordBids | K::ClearSurplusSession | K::RecordAwards => Self::SurplusSessions,
            K::RecordReadings | K::RecordEnergySource => Self::Energy,
            K::RecordFiling | K::RecordDataChange => Self::Filings,
            K::RecordPayment => Self::Payments,
            K::PublishWarning => Self::Warnings,
            K::AddRuleVersion | K::EndRuleVersion => Self::Rules,
            K::CorrectFact => Self::Corrections,
        }
    }
}
